/* schedule.h – when the agent's next round is.
 *
 * Rounds of a Mac lie at fixed moments, shifted by a splay that its serial decides: always the same
 * on one Mac, spread evenly over a fleet.
 */
#ifndef VOUCH_APP_SCHEDULE_H
#define VOUCH_APP_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

enum { VOUCH_EVERY_MAX_S = 30 * 24 * 3600 };

/* "90s", "15m", "2h", "1d": seconds, from 1 to 30 days. */
bool vouch_every_parse(const char *text, int64_t *seconds);
/* 0 ≤ splay < every; serial may be NULL. */
int64_t vouch_splay(const char *serial, int64_t every);
/* The first moment after now that is splay past a multiple of every. */
int64_t vouch_schedule_next(int64_t now, int64_t every, int64_t splay);
/* Waits until that moment of the clock; never longer than every, should the clock be set back, and
 * at most a minute late, should the Mac have slept. True where an interrupt came. */
bool vouch_schedule_wait(int64_t next, int64_t every);

#endif
