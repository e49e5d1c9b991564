/* search.c – breadth first over all safe sequences of a small world. */
#include "search.h"

#include <stdlib.h>
#include <string.h>

/* Two bits of token, then present, admin, promoted: 5 bits an account. */
enum { ACCOUNT_BITS = 5 };

static unsigned pack(const struct world *world, const struct world_account *state)
{
	unsigned packed = 0;
	int i;

	for (i = 0; i < world->count; i++)
		packed |= ((unsigned)state[i].token | (unsigned)state[i].present << 2 |
				  (unsigned)state[i].admin << 3 | (unsigned)state[i].promoted << 4)
			  << (ACCOUNT_BITS * i);
	return packed;
}

static void unpack(const struct world *world, unsigned packed, struct world_account *state)
{
	int i;

	for (i = 0; i < world->count; i++, packed >>= ACCOUNT_BITS) {
		state[i].token = (enum world_token)(packed & 3);
		state[i].present = (packed >> 2 & 1) != 0;
		state[i].admin = (packed >> 3 & 1) != 0;
		state[i].promoted = (packed >> 4 & 1) != 0;
	}
}

/* the words of the design */

static bool is_grantor(const struct world *world, const struct world_account *state, int g)
{
	return state[g].present && state[g].admin && state[g].token == WORLD_TOKEN_LIVE &&
	       world->goal[g].secret;
}

static bool nobody_holds(const struct world *world, const struct world_account *state)
{
	int i;

	for (i = 0; i < world->count; i++) {
		if (state[i].present && state[i].token != WORLD_TOKEN_NONE)
			return false;
	}
	return true;
}

enum power { POWER_ADMIN, POWER_HOLDER, POWER_TOKEN_ADMIN, POWER_COUNT };

static bool has_power(const struct world_account *account, enum power power)
{
	bool admin = account->present && account->admin && !account->promoted;
	bool holder = account->present && account->token == WORLD_TOKEN_LIVE;

	switch (power) {
	case POWER_ADMIN: return admin;
	case POWER_HOLDER: return holder;
	case POWER_TOKEN_ADMIN: return admin && holder;
	case POWER_COUNT: break;
	}
	return false;
}

/* Protected like one that has it: "for token admin also an admin that declares secure_token: true".
 */
static bool is_protected(
	const struct world *world, const struct world_account *state, int u, enum power power)
{
	const struct world_goal *goal = &world->goal[u];

	if (has_power(&state[u], power))
		return true;
	return power == POWER_TOKEN_ADMIN && has_power(&state[u], POWER_ADMIN) &&
	       goal->token == WORLD_WANTS_YES;
}

static bool goal_keeps(const struct world_goal *goal, enum power power)
{
	bool admin = goal->admin != WORLD_WANTS_NO, token = goal->token != WORLD_WANTS_NO;

	if (!goal->listed)
		return true;
	if (goal->absent)
		return false;
	switch (power) {
	case POWER_ADMIN: return admin;
	case POWER_HOLDER: return token;
	case POWER_TOKEN_ADMIN: return admin && token;
	case POWER_COUNT: break;
	}
	return false;
}

static bool has_keeper(
	const struct world *world, const struct world_account *state, int loser, enum power power)
{
	int i;

	for (i = 0; i < world->count; i++) {
		if (i != loser && has_power(&state[i], power) && goal_keeps(&world->goal[i], power))
			return true;
	}
	return false;
}

/* Promise 4: whoever loses a power loses it only while a keeper is there. */
static bool losses_are_safe(const struct world *world, const struct world_account *state, int u,
	const struct world_account *after)
{
	int power;

	for (power = 0; power < POWER_COUNT; power++) {
		if (power == POWER_TOKEN_ADMIN && !world->guard_token_admins)
			continue;
		if (is_protected(world, state, u, (enum power)power) &&
			!is_protected(world, after, u, (enum power)power) &&
			!has_keeper(world, state, u, (enum power)power))
			return false;
	}
	return true;
}

static bool is_only_admin(const struct world *world, const struct world_account *state, int u)
{
	int i;

	if (!state[u].admin)
		return false;
	for (i = 0; i < world->count; i++) {
		if (i != u && state[i].present && state[i].admin)
			return false;
	}
	return true;
}

static bool is_only_holder(const struct world *world, const struct world_account *state, int u)
{
	int i;

	if (state[u].token != WORLD_TOKEN_LIVE)
		return false;
	for (i = 0; i < world->count; i++) {
		if (i != u && state[i].present && state[i].token == WORLD_TOKEN_LIVE)
			return false;
	}
	return true;
}

/* the table of actions */

static bool creates(const struct world *world, const struct world_account *state, int u,
	struct world_account *after)
{
	const struct world_goal *goal = &world->goal[u];

	if (state[u].present || !goal->listed || goal->absent || !goal->secret)
		return false;
	after[u] = (struct world_account){.present = true, .admin = goal->admin == WORLD_WANTS_YES};
	/* With nobody holding, its password brings the first token, where it is meant to. */
	if (goal->token == WORLD_WANTS_YES && nobody_holds(world, state) && world->zero_rule_open)
		after[u].token = WORLD_TOKEN_LIVE;
	return true;
}

static bool is_present_goal(const struct world *world, const struct world_account *state, int u)
{
	return state[u].present && world->goal[u].listed && !world->goal[u].absent;
}

bool search_allows(const struct world *world, const struct world_account *state,
	enum search_verb verb, int user, int by, struct world_account *after)
{
	const struct world_goal *goal = &world->goal[user];
	const struct world_account *now = &state[user];
	bool granted = by >= 0 && by != user && is_grantor(world, state, by);

	memcpy(after, state, sizeof *after * (size_t)world->count);
	switch (verb) {
	case SEARCH_CREATE: return creates(world, state, user, after);
	case SEARCH_CREATE_BY:
		if (!granted || goal->token != WORLD_WANTS_YES ||
			!creates(world, state, user, after))
			return false;
		after[user].token = WORLD_TOKEN_LIVE;
		return true;
	case SEARCH_PROMOTE:
		if (!is_present_goal(world, state, user) || now->admin ||
			goal->admin != WORLD_WANTS_YES)
			return false;
		after[user].admin = true;
		return true;
	case SEARCH_DEMOTE:
		if (!is_present_goal(world, state, user) || !now->admin || now->promoted ||
			goal->admin != WORLD_WANTS_NO)
			return false;
		after[user].admin = false;
		return losses_are_safe(world, state, user, after);
	case SEARCH_PROMOTE_FOR_A_TIME:
		if (!world->temporary_admin || !now->present || now->admin || !goal->listed ||
			!goal->secret || goal->admin == WORLD_WANTS_YES)
			return false;
		after[user].admin = after[user].promoted = true;
		return true;
	case SEARCH_END_PROMOTION:
		if (!now->promoted)
			return false;
		after[user].admin = after[user].promoted = false;
		return true;
	case SEARCH_GRANT:
		if (!is_present_goal(world, state, user) || now->token != WORLD_TOKEN_NONE ||
			goal->token != WORLD_WANTS_YES || !granted || !goal->secret)
			return false;
		after[user].token = WORLD_TOKEN_LIVE;
		return true;
	case SEARCH_REVOKE:
		if (!is_present_goal(world, state, user) || now->token == WORLD_TOKEN_NONE ||
			goal->token != WORLD_WANTS_NO || !granted || !goal->secret)
			return false;
		after[user].token = WORLD_TOKEN_NONE;
		return losses_are_safe(world, state, user, after);
	case SEARCH_REPAIR:
		if (!is_present_goal(world, state, user) || now->token != WORLD_TOKEN_DEAD ||
			goal->token != WORLD_WANTS_YES || !granted || !goal->secret)
			return false;
		after[user].token = WORLD_TOKEN_LIVE;
		return true;
	case SEARCH_MINT:
		if (!is_present_goal(world, state, user) || now->token != WORLD_TOKEN_NONE ||
			goal->token != WORLD_WANTS_YES || !goal->secret ||
			!nobody_holds(world, state) || !world->zero_rule_open)
			return false;
		after[user].token = WORLD_TOKEN_LIVE;
		return true;
	case SEARCH_DELETE:
		if (!now->present || !goal->listed || !goal->absent ||
			is_only_admin(world, state, user) || is_only_holder(world, state, user))
			return false;
		after[user] = (struct world_account){0};
		return losses_are_safe(world, state, user, after);
	case SEARCH_VERBS: break;
	}
	return false;
}

/* the search */

static bool takes_grantor(enum search_verb verb)
{
	return verb == SEARCH_CREATE_BY || verb == SEARCH_GRANT || verb == SEARCH_REVOKE ||
	       verb == SEARCH_REPAIR;
}

struct search {
	const struct world *world;
	unsigned char *depth;      /* at which a state was first seen, plus one; 0: not yet */
	unsigned char *promotions; /* the fewest on a way of that length */
	unsigned *level, *next;
	size_t level_count, next_count;
};

static void visit(struct search *search, unsigned packed, int depth, int promotions)
{
	if (search->depth[packed] == 0) {
		search->depth[packed] = (unsigned char)(depth + 1);
		search->promotions[packed] = (unsigned char)promotions;
		search->next[search->next_count++] = packed;
	} else if (search->depth[packed] == depth + 1 && search->promotions[packed] > promotions) {
		search->promotions[packed] = (unsigned char)promotions;
	}
}

static void expand(struct search *search, unsigned packed)
{
	const struct world *world = search->world;
	struct world_account state[WORLD_ACCOUNTS_MAX], after[WORLD_ACCOUNTS_MAX];
	int promotions = search->promotions[packed], depth = search->depth[packed];
	int verb, user, by;

	unpack(world, packed, state);
	for (verb = 0; verb < SEARCH_VERBS; verb++) {
		for (user = 0; user < world->count; user++) {
			for (by = takes_grantor((enum search_verb)verb) ? world->count - 1 : -1;;
				by--) {
				if (search_allows(world, state, (enum search_verb)verb, user, by,
					    after)) {
					visit(search, pack(world, after), depth,
						promotions + (verb == SEARCH_PROMOTE_FOR_A_TIME));
					break; /* who of several grants changes no state */
				}
				if (by <= 0)
					break;
			}
		}
	}
}

/* A plan ends the promotions it began. */
static bool has_open_promotion(const struct world *world, const struct world_account *state)
{
	int i;

	for (i = 0; i < world->count; i++) {
		if (state[i].promoted)
			return true;
	}
	return false;
}

static void judge(struct search *search, int depth, struct search_answer *best)
{
	struct world_account state[WORLD_ACCOUNTS_MAX];
	size_t i;

	for (i = 0; i < search->level_count; i++) {
		int goals, promotions = search->promotions[search->level[i]];

		unpack(search->world, search->level[i], state);
		if (has_open_promotion(search->world, state))
			continue;
		goals = world_goals(search->world, state);
		if (goals > best->goals || (goals == best->goals && depth == best->actions &&
						   promotions < best->promotions))
			*best = (struct search_answer){goals, depth, promotions};
	}
}

struct search_answer search_world(const struct world *world)
{
	struct search search = {.world = world};
	struct search_answer best = {.goals = -1};
	size_t states = (size_t)1 << (ACCOUNT_BITS * world->count);
	int depth;

	search.depth = calloc(states, 1);
	search.promotions = calloc(states, 1);
	search.level = calloc(states, sizeof *search.level);
	search.next = calloc(states, sizeof *search.next);
	if (search.depth == NULL || search.promotions == NULL || search.level == NULL ||
		search.next == NULL)
		abort();
	search.level[search.level_count++] = pack(world, world->now);
	search.depth[search.level[0]] = 1;
	for (depth = 0; search.level_count > 0; depth++) {
		unsigned *swap = search.level;
		size_t i;

		judge(&search, depth, &best);
		search.next_count = 0;
		for (i = 0; i < search.level_count; i++)
			expand(&search, search.level[i]);
		search.level = search.next;
		search.level_count = search.next_count;
		search.next = swap;
	}
	free(search.depth);
	free(search.promotions);
	free(search.level);
	free(search.next);
	return best;
}

/* guards on the goal */

/* Has it when all that is declared holds. */
static bool goal_gives(
	const struct world_account *now, const struct world_goal *goal, enum power power)
{
	bool admin, token;

	if (!goal->listed)
		return has_power(now, power);
	if (goal->absent)
		return false;
	admin = goal->admin == WORLD_WANTS_YES ||
		(goal->admin == WORLD_UNSAID && has_power(now, POWER_ADMIN));
	token = goal->token == WORLD_WANTS_YES ||
		(goal->token == WORLD_UNSAID && has_power(now, POWER_HOLDER));
	switch (power) {
	case POWER_ADMIN: return admin;
	case POWER_HOLDER: return token;
	case POWER_TOKEN_ADMIN: return admin && token;
	case POWER_COUNT: break;
	}
	return false;
}

/* "An account may have a power if it has it or would have it by its declared true fields." */
static bool may_have(
	const struct world_account *now, const struct world_goal *goal, enum power power)
{
	bool admin = has_power(now, POWER_ADMIN) ||
		     (goal->listed && !goal->absent && goal->admin == WORLD_WANTS_YES);
	bool token = has_power(now, POWER_HOLDER) ||
		     (goal->listed && !goal->absent && goal->token == WORLD_WANTS_YES);

	switch (power) {
	case POWER_ADMIN: return admin;
	case POWER_HOLDER: return token;
	case POWER_TOKEN_ADMIN: return admin && token;
	case POWER_COUNT: break;
	}
	return false;
}

bool search_refuses(const struct world *world)
{
	int power, i;

	for (power = 0; power < POWER_COUNT; power++) {
		int somebody = 0, left = 0;

		if (power == POWER_TOKEN_ADMIN && !world->guard_token_admins)
			continue;
		for (i = 0; i < world->count; i++) {
			const struct world_account *now = &world->now[i];

			/* last_admin and last_token_holder ask who has it, last_token_admin who
			 * may. */
			somebody += power == POWER_TOKEN_ADMIN
					    ? may_have(now, &world->goal[i], (enum power)power)
					    : has_power(now, (enum power)power);
			left += goal_gives(now, &world->goal[i], (enum power)power);
		}
		if (somebody > 0 && left == 0)
			return true;
	}
	return false;
}
