/* table.h – the table of actions of section 3: what may be done where, and what it does.
 *
 * It shares no code with the planner.
 */
#ifndef PROPERTIES_TABLE_H
#define PROPERTIES_TABLE_H

#include "world.h"

/* In the order of promise 2, which is the order in which a plan is compared. */
enum verb {
	VERB_END_PROMOTION,
	VERB_PROMOTE,
	VERB_MINT,
	VERB_CREATE,    /* without a token, or with the one that the first password brings */
	VERB_CREATE_BY, /* token by a grantor; the same rank */
	VERB_REPAIR,
	VERB_GRANT,
	VERB_ADD_UNLOCKER,
	VERB_PROMOTE_FOR_A_TIME,
	VERB_REVOKE,
	VERB_REMOVE_UNLOCKER,
	VERB_DEMOTE,
	VERB_DELETE,
	VERB_COUNT
};

const char *verb_text(enum verb verb);
/* Somebody else has to vouch for it. */
bool verb_takes_grantor(enum verb verb);

/* May this be done now, by (an index, or -1)? What the world is afterwards; only written where
 * true. after must not be state. */
bool table_allows(const struct world *world, const struct world_account *state, enum verb verb,
	int user, int by, struct world_account *after);

/* "By a grantor g ≠ u (not one promoted for a time) where u holds and u's password is held": may g
 * take the token off before u is deleted? */
bool table_delete_takes_token(
	const struct world *world, const struct world_account *state, int user, int by);

#endif
