/* act.h – takes one action on the stage: its effect, what it depends on, and the step it becomes.
 * The effects of the table of section 3, one function an action, in act_account.c, act_admin.c,
 * act_token.c and act_unlock.c; those of the machine itself are in machine_act.c. */
#ifndef VOUCH_PLAN_ACT_H
#define VOUCH_PLAN_ACT_H

#include "stage.h"

void vouch_act_promote(struct vouch_stage *stage, int who);
void vouch_act_promote_for_a_time(struct vouch_stage *stage, int who);
void vouch_act_demote(struct vouch_stage *stage, int who);
void vouch_act_demote_after_a_time(struct vouch_stage *stage, int who);
void vouch_act_mint(struct vouch_stage *stage, int who);
/* by: VOUCH_NOBODY for an account without a token, or for one whose first token comes with it. */
void vouch_act_create(struct vouch_stage *stage, int who, int by, bool first_token);
void vouch_act_repair(struct vouch_stage *stage, int who, int by);
void vouch_act_grant(struct vouch_stage *stage, int who, int by);
/* by: VOUCH_NOBODY where nothing is needed, or its old password is enough. */
void vouch_act_set_password(struct vouch_stage *stage, int who, int by);
void vouch_act_add_unlocker(struct vouch_stage *stage, int who, int by);
void vouch_act_remove_unlocker(struct vouch_stage *stage, int who);
void vouch_act_update(struct vouch_stage *stage, int who);
void vouch_act_revoke(struct vouch_stage *stage, int who, int by);
/* by: VOUCH_NOBODY where nobody takes the token off first. */
void vouch_act_delete(struct vouch_stage *stage, int who, int by);

#endif
