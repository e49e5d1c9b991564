/* missing.h – which of the conditions of an action are missing at the end of a plan. */
#ifndef PROPERTIES_MISSING_H
#define PROPERTIES_MISSING_H

#include "conditions.h"

/* A plan on its way: where its accounts stand before, between and after its actions. */
struct missing_path {
	const struct world *world;
	const struct world_state *start;
	const struct world_state *after; /* count of them */
	int count;
	bool at_the_end; /* only who can vouch there counts */
};

const struct world_state *missing_end(const struct missing_path *path);

/* The first in the order of the needs of what the task lacks in the end, of user (-1: the machine);
 * VOUCH_NEEDS_COUNT: nothing by itself. Who vouches may have been there earlier (unless only the
 * end counts), or be promoted for a time. */
enum vouch_needs missing_first(const struct missing_path *path, enum condition_task task, int user);

#endif
