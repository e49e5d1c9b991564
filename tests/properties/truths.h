/* truths.h – what could not be read counts in favour of nothing: whatever it really is, each action
 * of the plan is allowed where it stands. */
#ifndef PROPERTIES_TRUTHS_H
#define PROPERTIES_TRUTHS_H

#include "vouch/plan/plan.h"
#include "world.h"

/* Tries all that the unread can be. NULL, or what is wrong. */
const char *truths_fault(
	const struct world *world, const struct world_state *start, const struct vouch_plan *plan);

#endif
