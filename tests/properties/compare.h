/* compare.h – is a plan the one that it should be? */
#ifndef PROPERTIES_COMPARE_H
#define PROPERTIES_COMPARE_H

#include "folded.h"

/* The same status, actions with their reasons, and waiting entries. */
bool compare_plans(const struct vouch_plan *a, const struct vouch_plan *b);
/* Exactly one entry for each field that must wait at that end, and no other. */
bool compare_waiting(
	const struct world *world, const struct world_state *end, const struct vouch_plan *plan);
/* The very sequence that the search found. */
bool compare_steps(const struct folded *folded, const struct search_step *steps, size_t count);

#endif
