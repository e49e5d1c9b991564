/* order.h – promise 2 to the letter: of all best sequences, the one whose actions come first.
 *
 * Among sequences of equal reach: the fewest actions, the fewest temporary promotions, the goals of
 * the names first in order, and then action by action the order of ranks and the name. It tries all
 * of them, and shares no code with the planner.
 */
#ifndef PROPERTIES_ORDER_H
#define PROPERTIES_ORDER_H

#include <stddef.h>

#include "search.h"

struct order_step {
	enum search_verb verb;
	int user, by;
};

enum { ORDER_STEPS_MAX = 64 };

/* The number of steps. */
size_t order_world(const struct world *world, struct order_step steps[ORDER_STEPS_MAX]);

#endif
