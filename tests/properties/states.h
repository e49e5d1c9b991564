/* states.h – numbers for the states of a world, in the order in which they are met, so that what is
 * known of a state is kept in plain arrays.
 *
 *	number = states_number(states, &state);    the same one for the same state
 *	states_at(states, number, &state);
 *	states_forget(states);                     numbers begin at 0 again; memory is kept
 */
#ifndef PROPERTIES_STATES_H
#define PROPERTIES_STATES_H

#include "world.h"

struct states *states_new(void);
void states_free(struct states *states);
void states_forget(struct states *states);
unsigned states_number(struct states *states, const struct world_state *state);
unsigned states_count(const struct states *states);
void states_at(const struct states *states, unsigned number, struct world_state *out);

#endif
