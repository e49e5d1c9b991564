/* records.h – what a plan says of the baseline: why each action is done (its cause), what is
 * adopted and what is forgotten, and whose account is another one than before. */
#ifndef PROPERTIES_RECORDS_H
#define PROPERTIES_RECORDS_H

#include "vouch/plan/plan.h"
#include "world.h"

/* NULL, or what is wrong. Nothing is asked of a plan that was refused. */
const char *records_fault(
	const struct world *world, const struct world_state *start, const struct vouch_plan *plan);

#endif
