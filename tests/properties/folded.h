/* folded.h – a plan in the words of the table: its actions folded into a world. */
#ifndef PROPERTIES_FOLDED_H
#define PROPERTIES_FOLDED_H

#include "search.h"
#include "vouch/plan/plan.h"

/* An account's number by its name; -1: nobody. */
int folded_user(const char *name);

/* False: not counted as work (refresh_preboot), or no action of the table. */
bool folded_step(const struct vouch_change *change, struct search_step *out);

struct folded {
	struct search_step steps[SEARCH_STEPS_MAX];
	struct world_account after[SEARCH_STEPS_MAX][WORLD_ACCOUNTS_MAX]; /* after each step */
	int count, promotions, removals;
};

/* False where an action is not allowed where it stands, or is none of the table. */
bool folded_read(const struct world *world, const struct world_account *start,
	const struct vouch_plan *plan, struct folded *out);

/* The state in which it ends. */
const struct world_account *folded_end(
	const struct folded *folded, const struct world_account *start);

#endif
