/* guards.h – promise 6: does the goal itself break a guard? */
#ifndef PROPERTIES_GUARDS_H
#define PROPERTIES_GUARDS_H

#include "world.h"

/* All guards but max_removals, which is about a plan. Where an expiry would break one, it waits:
 * written into the goals. */
bool guards_refuse(struct world *world);

#endif
