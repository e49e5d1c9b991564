/* world.h – small worlds for proofs: a few accounts, each in one state with one goal.
 *
 * Knows nothing of the planner. World → what the planner is given is made by world_inputs.h; what
 * is reachable in a world is answered by search.h, written from section 3 of the design alone.
 */
#ifndef PROPERTIES_WORLD_H
#define PROPERTIES_WORLD_H

#include <stdbool.h>

enum { WORLD_ACCOUNTS_MAX = 4 };

enum world_token { WORLD_TOKEN_NONE, WORLD_TOKEN_LIVE, WORLD_TOKEN_DEAD };
enum world_wish { WORLD_UNSAID, WORLD_WANTS_NO, WORLD_WANTS_YES };

/* What changes when an action is done. */
struct world_account {
	bool present;
	bool admin;
	bool promoted; /* admin for a time only: counts as admin to macOS, gives no power to keep */
	enum world_token token;
};

/* What stays. */
struct world_goal {
	bool secret; /* a source for the password is declared or held */
	bool listed;
	bool absent;                  /* state: absent */
	enum world_wish admin, token; /* only where listed and not absent */
};

struct world {
	int count;
	bool zero_rule_open;     /* nobody holds: setting a password hands out the first token */
	bool temporary_admin;    /* guards.temporary_admin: allow */
	bool guard_token_admins; /* guards.min_token_admins is not 0 */
	struct world_account now[WORLD_ACCOUNTS_MAX];
	struct world_goal goal[WORLD_ACCOUNTS_MAX];
};

/* Number of states and goals of one account, and the account with that number. */
int world_account_count(void);
void world_account_at(int number, struct world_account *now, struct world_goal *goal);

/* How many declared goals hold: state, then each written field; a field of an account that is not
 * there does not hold. */
int world_goals(const struct world *world, const struct world_account *state);
int world_goals_all(const struct world *world);

#endif
