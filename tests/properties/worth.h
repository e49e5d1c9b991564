/* worth.h – promise 2 as a number: of two ways to go on, the one worth more is better.
 *
 * Compared in this order: the goals of accounts that hold (more), those of the machine (more),
 * actions, temporary promotions and set_password (fewer), and the goals of the names first in
 * order. From the top: a few bits for each of these numbers, then one for each goal.
 */
#ifndef PROPERTIES_WORTH_H
#define PROPERTIES_WORTH_H

#include <stdint.h>

#include "table.h"

typedef uint64_t worth; /* 0: nobody may stop anywhere on this way */

enum {
	WORTH_LEAST = 255, /* actions are counted down from here, */
	WORTH_FEWEST = 63, /* promotions and passwords from here */
	WORTH_PASSWORDS = 24,
	WORTH_PROMOTIONS = 30,
	WORTH_ACTIONS = 36,
	WORTH_MACHINE = 44,
	WORTH_GOALS = 48
};

/* Of stopping here. 0 while somebody is promoted for a time: a plan ends what it began. */
worth worth_of_stopping(const struct world *world, const struct world_state *state);

/* Of an action, then going on like that. */
static inline worth worth_after(worth rest, enum verb verb)
{
	if (rest == 0)
		return 0;
	return rest - ((worth)1 << WORTH_ACTIONS) -
	       ((worth)(verb == VERB_PROMOTE_FOR_A_TIME) << WORTH_PROMOTIONS) -
	       ((worth)(verb == VERB_SET_PASSWORD || verb == VERB_SET_PASSWORD_BY)
		       << WORTH_PASSWORDS);
}

static inline int worth_goals(worth value)
{
	return (int)(value >> WORTH_GOALS);
}

static inline int worth_machine_goals(worth value)
{
	return (int)(value >> WORTH_MACHINE & 15);
}

static inline int worth_actions(worth value)
{
	return WORTH_LEAST - (int)(value >> WORTH_ACTIONS & 255);
}

static inline int worth_promotions(worth value)
{
	return WORTH_FEWEST - (int)(value >> WORTH_PROMOTIONS & 63);
}

static inline int worth_passwords(worth value)
{
	return WORTH_FEWEST - (int)(value >> WORTH_PASSWORDS & 63);
}

#endif
