/* schedule.h – the parts of scheduling that have a file of their own. */
#ifndef VOUCH_PLAN_SCHEDULE_H
#define VOUCH_PLAN_SCHEDULE_H

#include "stage.h"

/* first_token.c: how many written fields having, or not having, a token reaches. */
int vouch_token_goals(const struct vouch_member *member);
/* first_token.c: nobody holds a token, and one may be made: who gets it? VOUCH_NOBODY where nobody
 * can, or where the best one cannot yet. settle: take the best of those who can now. */
int vouch_first_token_for(const struct vouch_stage *stage, bool settle);
/* Might a first token be made on this stage at all? */
enum vouch_tri vouch_first_token_open(const struct vouch_stage *stage);

/* temporary.c: ends, or begins, a temporary promotion if it is time. True where it took one.
 * settle: even though an administrator is still to get a token. */
bool vouch_temporary_end(struct vouch_stage *stage);
bool vouch_temporary_begin(struct vouch_stage *stage, bool settle);
/* Could this account be promoted for a time once it holds a token? */
bool vouch_temporary_is_possible(const struct vouch_stage *stage, int who);

/* schedule.c: takes these tasks (bits by position), as far as they can be taken, and records the
 * steps. split: creations that are known to go ahead without their token, or NULL. rise_late: who
 * is to lose its token becomes an administrator only after that, unless somebody keeps that power.
 */
struct vouch_stage *vouch_schedule_play(
	struct vouch_world *world, const unsigned *tasks, const bool *split, bool rise_late);

#endif
