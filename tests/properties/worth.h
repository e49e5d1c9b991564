/* worth.h – promise 2 as a number: of two ways to go on, the one worth more is better.
 *
 * Compared in this order: the goals that hold (more), actions and temporary promotions (fewer), and
 * the goals of the names first in order.
 */
#ifndef PROPERTIES_WORTH_H
#define PROPERTIES_WORTH_H

#include <stdint.h>

#include "world.h"

typedef uint64_t worth; /* 0: nobody may stop anywhere on this way */

enum { WORTH_LEAST = 255 }; /* actions and promotions are counted down from here */

/* Of stopping here. 0 while somebody is promoted for a time: a plan ends what it began. */
worth worth_of_stopping(const struct world *world, const struct world_account *state);

/* Of an action, then going on like that. */
static inline worth worth_after(worth rest, bool is_temporary_promotion)
{
	if (rest == 0)
		return 0;
	return rest - ((worth)1 << 32) - (is_temporary_promotion ? (worth)1 << 24 : 0);
}

static inline int worth_goals(worth value)
{
	return (int)(value >> 40);
}

static inline int worth_actions(worth value)
{
	return WORTH_LEAST - (int)(value >> 32 & 255);
}

static inline int worth_promotions(worth value)
{
	return WORTH_LEAST - (int)(value >> 24 & 255);
}

#endif
