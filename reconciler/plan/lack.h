/* lack.h – what a task is missing: the need, and whose. */
#ifndef VOUCH_PLAN_LACK_H
#define VOUCH_PLAN_LACK_H

#include "world.h"

struct vouch_lack {
	enum vouch_needs needs; /* VOUCH_NEEDS_COUNT: nothing */
	int of;                 /* a member, or VOUCH_NOBODY */
	const char *hint;       /* what a person can do about it */
};

/* What the task lacks whatever the rest of the plan does: the first in the order of the needs. */
struct vouch_lack vouch_lack_own(const struct vouch_world *world, int who, enum vouch_task task);
/* The first thing missing at the end of the plan; the task was not reached. */
struct vouch_lack vouch_lack_first(const struct vouch_world *world, int who, enum vouch_task task);

/* lack_grantor.c: the ends of a hint about a token that does not work, where recoveryOS can help,
 * and about a password, where a personal recovery key can; "" elsewhere. */
const char *vouch_lack_restore(const struct vouch_world *world);
const char *vouch_lack_recovery_key(const struct vouch_world *world);
/* lack_machine.c: nobody was there who could escrow the bootstrap token, or turn FileVault on: who
 * could if something were different, the least first. VOUCH_NEEDS_COUNT where somebody can. */
struct vouch_lack vouch_lack_escrow(const struct vouch_world *world);
struct vouch_lack vouch_lack_unlocker(const struct vouch_world *world);
/* lack_machine.c: nobody whom people see unlocks the disk. */
struct vouch_lack vouch_lack_visible(const struct vouch_world *world);

#endif
