/* conditions.h – what each row of the table needs, one condition at a time, by the name under which
 * it is waited for. */
#ifndef PROPERTIES_CONDITIONS_H
#define PROPERTIES_CONDITIONS_H

#include "truths.h"
#include "vouch/plan/plan.h"

/* What would reach an unreached goal. */
enum condition_task {
	CONDITION_CREATE,
	CONDITION_DELETE,
	CONDITION_PROMOTE,
	CONDITION_DEMOTE,
	CONDITION_UPDATE,
	CONDITION_GRANT, /* or mint */
	CONDITION_REPAIR,
	CONDITION_REVOKE,
	CONDITION_SET_PASSWORD,
	CONDITION_ADD_UNLOCKER,
	CONDITION_REMOVE_UNLOCKER,
	CONDITION_ESCROW,
	CONDITION_ENABLE_FILEVAULT,
	CONDITION_TASKS
};

/* A plan on its way: where its accounts stand before, between and after its actions. */
struct condition_path {
	const struct world *world;
	const struct world_state *start;
	const struct world_state *after; /* count of them */
	int count;
	bool at_the_end; /* only who can vouch there counts */
};

const struct world_state *conditions_end(const struct condition_path *path);

/* The first in the order of the needs of what the task lacks in the end, of user (-1: the machine);
 * VOUCH_NEEDS_COUNT: nothing by itself. Who vouches may have been there earlier (unless only the
 * end counts), or be promoted for a time. */
enum vouch_needs conditions_lack(
	const struct condition_path *path, enum condition_task task, int user);

#endif
