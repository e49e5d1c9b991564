/* order.c – what every state is worth, then the way of the greatest worth, by rank and name. */
#include "order.h"

#include <stdlib.h>
#include <string.h>

/* Compared in this order; goals and names: more is better, actions and promotions: fewer is. */
struct worth {
	int goals, actions, promotions;
	unsigned names; /* a bit for each goal that holds, the first name's the highest */
	bool known;
};

enum { ACCOUNT_BITS = 5 };

struct order {
	const struct world *world;
	struct worth *worths; /* by packed state */
	unsigned *reachable;  /* packed states, in the order in which they were found */
	unsigned char *is_found;
	size_t count;
};

/* One thing that can be done in a state. */
struct choice {
	struct order_step step;
	unsigned to;
};

enum { CHOICES_MAX = SEARCH_VERBS * WORLD_ACCOUNTS_MAX };

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

/* "temporary demote, promote, mint, create, repair, grant, …, temporary promote, revoke, demote,
 * delete": promise 2. */
static int rank_of(enum search_verb verb)
{
	switch (verb) {
	case SEARCH_END_PROMOTION: return 0;
	case SEARCH_PROMOTE: return 1;
	case SEARCH_MINT: return 2;
	case SEARCH_CREATE:
	case SEARCH_CREATE_BY: return 3;
	case SEARCH_REPAIR: return 4;
	case SEARCH_GRANT: return 5;
	case SEARCH_PROMOTE_FOR_A_TIME: return 6;
	case SEARCH_REVOKE: return 7;
	case SEARCH_DEMOTE: return 8;
	case SEARCH_DELETE: return 9;
	case SEARCH_VERBS: break;
	}
	return 10;
}

static bool needs_by(enum search_verb verb)
{
	return verb == SEARCH_CREATE_BY || verb == SEARCH_GRANT || verb == SEARCH_REVOKE ||
	       verb == SEARCH_REPAIR;
}

/* "one with state: absent first, then … by name" */
static bool allows(const struct world *world, const struct world_account *state,
	enum search_verb verb, int user, int *by, struct world_account *after)
{
	int pass, g;

	*by = -1;
	if (!needs_by(verb))
		return search_allows(world, state, verb, user, -1, after);
	for (pass = 0; pass < 2; pass++) {
		for (g = 0; g < world->count; g++) {
			bool leaves = world->goal[g].listed && world->goal[g].absent;

			if (leaves == (pass == 0) &&
				search_allows(world, state, verb, user, g, after)) {
				*by = g;
				return true;
			}
		}
	}
	return false;
}

static size_t choices_of(const struct order *order, unsigned from, struct choice *choices)
{
	struct world_account state[WORLD_ACCOUNTS_MAX], after[WORLD_ACCOUNTS_MAX];
	size_t count = 0;
	int verb, user, by;

	unpack(order->world, from, state);
	for (verb = 0; verb < SEARCH_VERBS; verb++) {
		for (user = 0; user < order->world->count; user++) {
			/* "A temporary promotion is short": not before it can vouch. */
			if (verb == SEARCH_PROMOTE_FOR_A_TIME &&
				state[user].token != WORLD_TOKEN_LIVE)
				continue;
			if (allows(order->world, state, (enum search_verb)verb, user, &by, after))
				choices[count++] =
					(struct choice){{(enum search_verb)verb, user, by},
						pack(order->world, after)};
		}
	}
	return count;
}

static int compare_worth(const struct worth *a, const struct worth *b)
{
	if (!a->known || !b->known)
		return a->known - b->known;
	if (a->goals != b->goals)
		return a->goals - b->goals;
	if (a->actions != b->actions)
		return b->actions - a->actions;
	if (a->promotions != b->promotions)
		return b->promotions - a->promotions;
	return (a->names > b->names) - (a->names < b->names);
}

/* Worth of stopping here; unknown while somebody is promoted for a time. */
static struct worth worth_of_stopping(const struct world *world, unsigned packed)
{
	struct world_account state[WORLD_ACCOUNTS_MAX];
	struct worth worth = {.known = true};
	int i;

	unpack(world, packed, state);
	for (i = 0; i < world->count; i++) {
		const struct world_goal *goal = &world->goal[i];
		struct world one = {.count = 1, .goal = {*goal}};
		struct world state_only = one, admin_only = one, token_only = one;

		if (state[i].promoted)
			worth.known = false;
		state_only.goal[0].admin = state_only.goal[0].token = WORLD_UNSAID;
		admin_only.goal[0].token = token_only.goal[0].admin = WORLD_UNSAID;
		worth.names = worth.names << 3 |
			      (unsigned)(world_goals(&state_only, &state[i]) > 0) << 2 |
			      (unsigned)(world_goals(&admin_only, &state[i]) > 1) << 1 |
			      (unsigned)(world_goals(&token_only, &state[i]) > 1);
	}
	worth.goals = world_goals(world, state);
	return worth;
}

static struct worth worth_after(const struct order *order, const struct choice *choice)
{
	struct worth worth = order->worths[choice->to];

	worth.actions++;
	worth.promotions += choice->step.verb == SEARCH_PROMOTE_FOR_A_TIME;
	return worth;
}

static void find_states(struct order *order)
{
	struct choice choices[CHOICES_MAX];
	size_t at, i, count;

	order->reachable[order->count++] = pack(order->world, order->world->now);
	order->is_found[order->reachable[0]] = 1;
	for (at = 0; at < order->count; at++) {
		count = choices_of(order, order->reachable[at], choices);
		for (i = 0; i < count; i++) {
			if (order->is_found[choices[i].to])
				continue;
			order->is_found[choices[i].to] = 1;
			order->reachable[order->count++] = choices[i].to;
		}
		order->worths[order->reachable[at]] =
			worth_of_stopping(order->world, order->reachable[at]);
	}
}

/* Until nothing gets better any more: ways may go in circles, the best ones do not. */
static void settle_worths(struct order *order)
{
	struct choice choices[CHOICES_MAX];
	bool changed = true;

	while (changed) {
		size_t at, i, count;

		changed = false;
		for (at = order->count; at-- > 0;) {
			struct worth *worth = &order->worths[order->reachable[at]];

			count = choices_of(order, order->reachable[at], choices);
			for (i = 0; i < count; i++) {
				struct worth after = worth_after(order, &choices[i]);

				if (compare_worth(&after, worth) > 0) {
					*worth = after;
					changed = true;
				}
			}
		}
	}
}

/* "whom to promote for a time likewise, but one with state: absent last" */
static int key_of(const struct world *world, const struct order_step *step)
{
	bool last = step->verb == SEARCH_PROMOTE_FOR_A_TIME && world->goal[step->user].absent;

	return (rank_of(step->verb) * 2 + last) * WORLD_ACCOUNTS_MAX + step->user;
}

static size_t walk(const struct order *order, struct order_step *steps)
{
	struct choice choices[CHOICES_MAX];
	unsigned at = order->reachable[0];
	size_t length = 0, i, count;

	while (order->worths[at].actions > 0 && length < ORDER_STEPS_MAX) {
		const struct choice *best = NULL;

		count = choices_of(order, at, choices);
		for (i = 0; i < count; i++) {
			struct worth after = worth_after(order, &choices[i]);

			if (compare_worth(&after, &order->worths[at]) == 0 &&
				(best == NULL || key_of(order->world, &choices[i].step) <
							 key_of(order->world, &best->step)))
				best = &choices[i];
		}
		if (best == NULL)
			abort(); /* a worth without a way to it */
		steps[length++] = best->step;
		at = best->to;
	}
	return length;
}

size_t order_world(const struct world *world, struct order_step steps[ORDER_STEPS_MAX])
{
	size_t states = (size_t)1 << (ACCOUNT_BITS * world->count), length;
	struct order order = {.world = world};

	order.worths = calloc(states, sizeof *order.worths);
	order.reachable = calloc(states, sizeof *order.reachable);
	order.is_found = calloc(states, 1);
	if (order.worths == NULL || order.reachable == NULL || order.is_found == NULL)
		abort();
	find_states(&order);
	settle_worths(&order);
	length = walk(&order, steps);
	free(order.worths);
	free(order.reachable);
	free(order.is_found);
	return length;
}
