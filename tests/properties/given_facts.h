/* given_facts.h – what the planner is given beside what is declared and observed. */
#ifndef PROPERTIES_GIVEN_FACTS_H
#define PROPERTIES_GIVEN_FACTS_H

#include "given.h"

void give_facts(struct vouch_arena *arena, const struct world *world, const struct world_state *now,
	struct given *out);
void give_baseline(struct vouch_arena *arena, const struct world *world, struct given *out);

#endif
