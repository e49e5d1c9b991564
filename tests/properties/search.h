/* search.h – the second mind: what any safe sequence of actions can reach, by trying them all.
 *
 * Written from section 3 of the design (the table, keepers, temporary promotion; macOS 11 and
 * later, APFS, FileVault off) and from nothing else; it shares no code with the planner.
 */
#ifndef PROPERTIES_SEARCH_H
#define PROPERTIES_SEARCH_H

#include "world.h"

struct search_answer {
	int goals;      /* the most declared goals that hold at the end of a safe sequence */
	int actions;    /* the fewest actions that get there */
	int promotions; /* of those, the fewest temporary promotions */
};

struct search_answer search_world(const struct world *world);

/* One action of the table, as the search understands it; for folding a plan and judging prefixes.
 */
enum search_verb {
	SEARCH_CREATE,    /* without a token, or with the one that the first password brings */
	SEARCH_CREATE_BY, /* token by a grantor */
	SEARCH_PROMOTE,
	SEARCH_DEMOTE,
	SEARCH_PROMOTE_FOR_A_TIME,
	SEARCH_END_PROMOTION,
	SEARCH_GRANT,
	SEARCH_REVOKE,
	SEARCH_REPAIR,
	SEARCH_MINT,
	SEARCH_DELETE,
	SEARCH_VERBS
};

/* May this be done now, by (an index, or -1)? What the world is afterwards. */
bool search_allows(const struct world *world, const struct world_account *state,
	enum search_verb verb, int user, int by, struct world_account *after);

/* Does the goal itself break last_admin, last_token_holder or last_token_admin (min guards at 1)?
 */
bool search_refuses(const struct world *world);

#endif
