/* schedule.h – the parts of scheduling that have a file of their own. */
#ifndef VOUCH_PLAN_SCHEDULE_H
#define VOUCH_PLAN_SCHEDULE_H

#include "stage.h"

/* first_token.c: nobody holds a token, and one may be made: who gets it? VOUCH_NOBODY where nobody
 * can, or where the best one cannot yet. settle: take the best of those who can now. */
int vouch_first_token_for(const struct vouch_stage *stage, bool settle);
/* Might a first token be made on this stage at all? */
enum vouch_tri vouch_first_token_open(const struct vouch_stage *stage);

/* temporary.c: ends, or begins, a temporary promotion if it is time. True where it took one. */
bool vouch_temporary_end(struct vouch_stage *stage);
bool vouch_temporary_begin(struct vouch_stage *stage);
/* Could this account be promoted for a time once it holds a token? */
bool vouch_temporary_is_possible(const struct vouch_stage *stage, int who);

#endif
