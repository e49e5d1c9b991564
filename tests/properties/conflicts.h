/* conflicts.h – "a uid or full name already taken is found before creating". */
#ifndef PROPERTIES_CONFLICTS_H
#define PROPERTIES_CONFLICTS_H

#include "world.h"

/* Somebody else has the uid or the full name that user, who is not there, declares. */
bool conflicts_with(const struct world *world, const struct world_state *state, int user);

/* Each by itself; the uid with one other. */
bool conflicts_uid(const struct world *world, const struct world_state *state, int user, int other);
bool conflicts_full_name(const struct world *world, const struct world_state *state, int user);

#endif
