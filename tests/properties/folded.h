/* folded.h – a plan in the words of the table: its actions folded into a world. */
#ifndef PROPERTIES_FOLDED_H
#define PROPERTIES_FOLDED_H

#include "search.h"
#include "vouch/plan/plan.h"

/* An account's number by its name; -1: nobody. */
int folded_user(const char *name);

/* The fields of the world in the words of a plan. */
extern const char *const folded_fields[WORLD_FIELDS];

/* False: not counted as work (refresh_preboot), or no action of the table. */
bool folded_step(const struct vouch_change *change, struct search_step *out);

struct folded {
	struct search_step steps[SEARCH_STEPS_MAX];
	struct world_state after[SEARCH_STEPS_MAX]; /* after each step */
	int count, promotions, passwords;
	bool suppressed_rightly; /* exactly where the first token must not come by itself */
};

/* False where an action is not allowed where it stands, or is none of the table. */
bool folded_read(const struct world *world, const struct world_state *start,
	const struct vouch_plan *plan, struct folded *out);

/* The state in which it ends. */
const struct world_state *folded_end(const struct folded *folded, const struct world_state *start);

#endif
