/* show.h – a world that breaks a law, as a plan case that shows it again (tests/plan/README.md). */
#ifndef PROPERTIES_SHOW_H
#define PROPERTIES_SHOW_H

#include "search.h"
#include "vouch/plan/plan.h"

/* To stderr, with the plan that came of it as comments. */
void show_case(const struct world *world, const struct world_state *now);
void show_plan(const struct vouch_plan *plan);
void show_steps(const struct search_step *steps, size_t count);

#endif
