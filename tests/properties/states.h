/* states.h – numbers for the states of a world's accounts, without gaps, so that tables are small.
 *
 * The same number means the same state in every world of the same count and file system.
 */
#ifndef PROPERTIES_STATES_H
#define PROPERTIES_STATES_H

#include "world.h"

/* An account: absent, or its admin right times its token, or times its place on the list of those
 * who unlock the disk. */
enum { STATES_OF_ADMIN = 4, STATES_OF_HOLDING = 4 };
enum { STATES_OF_ONE = 1 + STATES_OF_ADMIN * STATES_OF_HOLDING };

/* How many numbers there are for that many accounts. */
unsigned states_count(int accounts);
unsigned states_number(const struct world *world, const struct world_account *state);
void states_at(const struct world *world, unsigned number, struct world_account *state);

#endif
