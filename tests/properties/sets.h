/* sets.h – which worlds there are: sets of machines, of goals and of states to start from.
 *
 * A group is one machine with one goal for each account; its worlds are all that the accounts can
 * be. Groups are numbered, the accounts' goals first, so that any stride sees every machine.
 */
#ifndef PROPERTIES_SETS_H
#define PROPERTIES_SETS_H

#include <stdint.h>

#include "world.h"

struct sets_ranges; /* what may vary in a set: sets_table.h */

struct set {
	const struct sets_ranges *ranges;
	struct world_machine *machines;
	struct world_goal *goals;     /* of one account */
	struct world_account *states; /* of one account */
	unsigned machine_count, goal_count, state_count;
};

/* False where there is no set of that name. Once; released with sets_release(). */
bool sets_open(const char *name, struct set *out);
void sets_release(struct set *set);
/* The name and one line of each set. */
const char *sets_name(int number); /* NULL: no more */
const char *sets_summary(int number);

uint64_t sets_group_count(const struct set *set, int accounts);
/* Machine and goals of that group; where the accounts stand is left open. */
void sets_group(const struct set *set, int accounts, uint64_t number, struct world *out);
/* How many states there are for all accounts together, and that one; false where it cannot be:
 * an account that is not there yet is like any other. */
uint64_t sets_state_count(const struct set *set, int accounts);
bool sets_state(const struct set *set, const struct world *world, uint64_t number,
	struct world_state *state);

#endif
