/* schedule.h – the parts of scheduling that have a file of their own. */
#ifndef VOUCH_PLAN_SCHEDULE_H
#define VOUCH_PLAN_SCHEDULE_H

#include "stage.h"

/* first_token.c: how many written fields having, or not having, a token reaches. */
int vouch_token_goals(const struct vouch_member *member);

/* first_token.c: nobody holds a token, or those who leave hold dead ones: whom will the plan give
 * the first? Sets first_token and what belongs to it. settle: the best of those who can have it
 * now. */
void vouch_first_token_choose(struct vouch_stage *stage, bool settle);
/* May this account have the first token as things stand? */
enum vouch_tri vouch_first_token_open(const struct vouch_stage *stage, int who);
/* Could it, if nobody held one: with the rights it is to have, or can have for a time? */
enum vouch_tri vouch_first_token_possible(const struct vouch_stage *stage, int who);
/* The same, if its password were held. */
enum vouch_tri vouch_first_token_allowed(const struct vouch_stage *stage, int who);
/* That is not known: whose admin right or uid could not be read? VOUCH_NOBODY: it is not about
 * accounts. */
int vouch_first_token_unread(const struct vouch_stage *stage, int who);
/* It may: is that because it is an administrator, because it is alone, or neither? */
void vouch_first_token_by(const struct vouch_stage *stage, int who, struct vouch_claim *needed);
/* Whoever is made now takes the first token from the one who is to be alone. */
bool vouch_first_token_keeps_out(struct vouch_stage *stage, int who);
/* Without its admin right the first token costs more, or goes to nobody. */
bool vouch_first_token_needs_admin(const struct vouch_stage *stage, int who);

/* temporary.c: ends, or begins, a temporary promotion if it is time. True where it took one.
 * settle: even though an administrator is still to get a token. */
bool vouch_temporary_end(struct vouch_stage *stage);
bool vouch_temporary_begin(struct vouch_stage *stage, bool settle);
/* What it waits for does not come: it ends all the same. */
bool vouch_temporary_give_up(struct vouch_stage *stage);
/* The one who is to have the first token, if it has to be an administrator for that. */
bool vouch_temporary_begin_first(struct vouch_stage *stage);
/* Is it no administrator now, and was not promoted for a time before in this plan? */
bool vouch_temporary_is_open(const struct vouch_stage *stage, int who);
/* The same, and it is there, holds a token, and its password can be used. */
bool vouch_temporary_is_ready(const struct vouch_stage *stage, int who);
/* Could this account be promoted for a time once it holds a token? */
bool vouch_temporary_is_possible(const struct vouch_stage *stage, int who);
/* The same, if its password were held. */
bool vouch_temporary_is_allowed(const struct vouch_stage *stage, int who);

/* machine_act.c: escrows the bootstrap token, turns FileVault on, if that is wanted and can be
 * done. FileVault comes last: nothing else is left that could be taken. */
bool vouch_machine_escrow(struct vouch_stage *stage);
bool vouch_machine_enable_filevault(struct vouch_stage *stage);
/* machine_act.c: who turns it on, a holder whose password is known; who of those that unlock the
 * disk is seen by people; VOUCH_NOBODY where there is nobody. */
int vouch_machine_unlocker(const struct vouch_stage *stage);
int vouch_machine_visible_unlocker(const struct vouch_stage *stage);
/* machine_act.c: is it declared to unlock the disk, and stays? */
bool vouch_machine_is_to_unlock(const struct vouch_member *member);
/* machine_act.c: can people see this account, once what is declared of it is done? */
enum vouch_tri vouch_machine_is_visible(const struct vouch_stage *stage, int who);

/* schedule.c: takes these tasks (bits by position), as far as they can be taken, and records the
 * steps. split: creations that are known to go ahead without their token, or NULL. */
struct vouch_stage *vouch_schedule_play(
	struct vouch_world *world, const unsigned *tasks, const bool *split, struct vouch_way way);

#endif
