/* truths.h – what could not be read is one of the values that it may have: all of them are tried.
 *
 * The words of trust.h and the rows of table.h speak of worlds in which everything is read; here is
 * what they make of the others. An action may be done only where it may be in every truth; whether
 * something is missing is known only where all truths agree.
 */
#ifndef PROPERTIES_TRUTHS_H
#define PROPERTIES_TRUTHS_H

#include "table.h"

enum truths_answer { TRUTHS_NEVER, TRUTHS_NOW_AND_THEN, TRUTHS_ALWAYS };

/* Something about a world in which everything is read, where its accounts stand in world->now. */
typedef bool (*truths_claim)(const struct world *world, void *context);

/* Of a world whose accounts stand in state: is the claim true whatever the unread really is? */
enum truths_answer truths_ask(const struct world *world, const struct world_state *state,
	truths_claim claim, void *context);
/* The same, where only "always" is of interest. */
bool truths_always(const struct world *world, const struct world_state *state, truths_claim claim,
	void *context);

/* table_allows, in every truth; what was not read and is not touched stays unread. */
bool truths_allow(const struct world *world, const struct world_state *state, enum verb verb,
	int user, int by, struct world_state *after);
/* table_delete_takes_token, in every truth. */
bool truths_delete_takes_token(
	const struct world *world, const struct world_state *state, int user, int by);
/* table_suppresses, in any truth. */
bool truths_suppress(const struct world *world, const struct world_state *state, enum verb verb);

#endif
