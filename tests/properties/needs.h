/* needs.h – what each thing that waits is said to need, beside what the table says is missing. */
#ifndef PROPERTIES_NEEDS_H
#define PROPERTIES_NEEDS_H

#include "folded.h"

/* Of a plan whose waiting entries are those of the unreached goals. NULL, or what is wrong. */
const char *needs_fault(const struct world *world, const struct world_state *start,
	const struct folded *folded, const struct vouch_plan *plan);

#endif
