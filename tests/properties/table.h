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
	VERB_CREATE,       /* without a token; kept from the first one where nobody holds */
	VERB_CREATE_FIRST, /* with the token that the first password brings; the same rank */
	VERB_CREATE_BY,    /* token by a grantor; the same rank */
	VERB_REPAIR,
	VERB_GRANT,
	VERB_ADD_UNLOCKER,
	VERB_SET_PASSWORD,
	VERB_SET_PASSWORD_BY, /* the old one is not known: by a grantor; the same rank */
	VERB_UPDATE,
	VERB_ESCROW, /* of the machine */
	VERB_PROMOTE_FOR_A_TIME,
	VERB_REVOKE,
	VERB_REMOVE_UNLOCKER,
	VERB_DEMOTE,
	VERB_DELETE,
	VERB_ENABLE_FILEVAULT, /* of the machine */
	VERB_COUNT
};

const char *verb_text(enum verb verb);
/* Somebody else has to vouch for it. */
bool verb_takes_grantor(enum verb verb);
bool verb_is_of_machine(enum verb verb);
/* Its place in the order of promise 2; some verbs share one. */
int verb_rank(enum verb verb);

/* May this be done now, to user (-1: the machine), by (-1: nobody)? What the world is afterwards;
 * only written where true. after must not be state. */
bool table_allows(const struct world *world, const struct world_state *state, enum verb verb,
	int user, int by, struct world_state *after);

/* "By a grantor g ≠ u (not one promoted for a time) where u holds and u's password is held": may g
 * take the token off before u is deleted? */
bool table_delete_takes_token(
	const struct world *world, const struct world_state *state, int user, int by);

/* "On 11+ with no live holder", whoever is made without a token or gets a new password is kept from
 * the first one. */
bool table_suppresses(const struct world *world, const struct world_state *state, enum verb verb);

#endif
