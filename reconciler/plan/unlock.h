/* unlock.h – who may unlock the disk where that stands alone: HFS+, which has no tokens.
 *
 * One unlocker adds another; whoever is one already adds whoever comes. Where tokens exist nobody
 * counts as an unlocker here: unlocking the disk follows the token.
 */
#ifndef VOUCH_PLAN_UNLOCK_H
#define VOUCH_PLAN_UNLOCK_H

#include "stage.h"

/* What it lacks to add others: bits of vouch_trust_lack. */
unsigned vouch_unlock_lacks_to_add(const struct vouch_stage *stage, int who);
/* On the list, with a password that can be used: can add others. */
bool vouch_unlock_can_add(const struct vouch_stage *stage, int who);
/* The one who is asked first; VOUCH_NOBODY where nobody can. */
int vouch_unlock_adder(const struct vouch_stage *stage);
/* Called by vouch_stage_set: it could add others before, and can now. */
void vouch_unlock_count(struct vouch_stage *stage, int who, bool before, bool now);
/* Without it nobody could add those who are still to be added. */
bool vouch_unlock_lacks_without(const struct vouch_stage *stage, int who);

#endif
