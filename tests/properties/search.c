/* search.c – all ways from state to state, and what each state is worth by the best of them. */
#include "search.h"

#include <stdlib.h>

#include "states.h"
#include "truths.h"
#include "worth.h"

/* One thing that can be done in a state. */
struct way {
	struct search_step step;
	unsigned to;
};

struct node {
	unsigned first, count;
	worth worth;
};

struct search {
	struct world world;
	int preference[WORLD_ACCOUNTS_MAX]; /* accounts, the preferred grantor first */
	int rank[WORLD_ACCOUNTS_MAX];       /* by account, its place there */
	struct states *states;              /* those found, numbered in that order */
	struct node *nodes;                 /* by the number of the state */
	unsigned node_room, asked, settled; /* numbers below: have their ways, and their worth */
	struct way *ways;
	size_t way_count, way_room;
};

static void *must_have(void *memory)
{
	if (memory == NULL)
		abort();
	return memory;
}

struct search *search_new(void)
{
	struct search *search = must_have(calloc(1, sizeof *search));

	search->states = states_new();
	return search;
}

void search_free(struct search *search)
{
	states_free(search->states);
	free(search->nodes);
	free(search->ways);
	free(search);
}

/* "one with state: absent first, then a required one, then one whose password was proved before,
 * then by name" */
static int grantor_key(const struct world_goal *goal, int user)
{
	bool leaves = goal->listed && goal->absent;

	return (!leaves * 4 + !goal->required * 2 + !goal->proved) * WORLD_ACCOUNTS_MAX + user;
}

void search_begin(struct search *search, const struct world *world)
{
	int i, j;

	search->world = *world;
	states_forget(search->states);
	search->asked = search->settled = 0;
	search->way_count = 0;
	for (i = 0; i < world->count; i++) {
		search->rank[i] = 0;
		for (j = 0; j < world->count; j++)
			search->rank[i] +=
				grantor_key(&world->goal[j], j) < grantor_key(&world->goal[i], i);
		search->preference[search->rank[i]] = i;
	}
}

/* The preferred one by whom it is allowed. */
static bool allows(const struct search *search, const struct world_state *state, enum verb verb,
	int user, int *by, struct world_state *after)
{
	const struct world *world = &search->world;
	int i;

	*by = -1;
	if (!verb_takes_grantor(verb))
		return truths_allow(world, state, verb, user, -1, after);
	for (i = 0; i < world->count; i++) {
		*by = search->preference[i];
		if (*by != user && truths_allow(world, state, verb, user, *by, after))
			return true;
	}
	return false;
}

static void push_way(struct search *search, struct way way)
{
	if (search->way_count == search->way_room) {
		search->way_room = search->way_room == 0 ? 4096 : search->way_room * 2;
		search->ways =
			must_have(realloc(search->ways, search->way_room * sizeof *search->ways));
	}
	search->ways[search->way_count++] = way;
}

static void find_ways(struct search *search, unsigned number)
{
	struct world_state state, after;
	struct node node = {.first = (unsigned)search->way_count};
	int verb, user, by;

	states_at(search->states, number, &state);
	node.worth = worth_of_stopping(&search->world, &state);
	for (verb = 0; verb < VERB_COUNT; verb++) {
		bool machine = verb_is_of_machine((enum verb)verb);

		for (user = machine ? -1 : 0; user < (machine ? 0 : search->world.count); user++) {
			if (!allows(search, &state, (enum verb)verb, user, &by, &after))
				continue;
			push_way(search, (struct way){{(enum verb)verb, user, by},
						 states_number(search->states, &after)});
		}
	}
	node.count = (unsigned)search->way_count - node.first;
	if (number >= search->node_room) {
		search->node_room = number * 2 + 256;
		search->nodes = must_have(
			realloc(search->nodes, search->node_room * sizeof *search->nodes));
	}
	search->nodes[number] = node;
}

static worth worth_of_way(const struct search *search, const struct way *way)
{
	return worth_after(search->nodes[way->to].worth, way->step.verb);
}

/* Until nothing gets better any more: ways may go in circles, the best ones do not. States found
 * later lead nowhere that is not settled with them or before. */
static void settle(struct search *search)
{
	bool changed = search->settled < search->asked;

	while (changed) {
		unsigned at, i;

		changed = false;
		for (at = search->asked; at-- > search->settled;) {
			struct node *node = &search->nodes[at];

			for (i = node->first; i < node->first + node->count; i++) {
				worth after = worth_of_way(search, &search->ways[i]);

				if (after > node->worth) {
					node->worth = after;
					changed = true;
				}
			}
		}
	}
	search->settled = search->asked;
}

void search_add(struct search *search, const struct world_state *state)
{
	(void)states_number(search->states, state);
	while (search->asked < states_count(search->states))
		find_ways(search, search->asked++);
}

struct search_answer search_answer(struct search *search, const struct world_state *state)
{
	worth best;

	search_add(search, state);
	settle(search);
	best = search->nodes[states_number(search->states, state)].worth;
	return (struct search_answer){worth_goals(best), worth_machine_goals(best),
		worth_actions(best), worth_promotions(best), worth_passwords(best)};
}

/* "A temporary promotion is short": not before it can vouch, or get the first token. */
static bool is_early(
	const struct search *search, const struct world_state *state, const struct way *way)
{
	struct world_state promoted, after;
	int user = way->step.user;

	if (way->step.verb != VERB_PROMOTE_FOR_A_TIME ||
		state->accounts[user].token == WORLD_TOKEN_LIVE)
		return false;
	states_at(search->states, way->to, &promoted);
	return !truths_allow(&search->world, &promoted, VERB_MINT, user, -1, &after);
}

/* By rank, then by name; whom to mint or to promote, as a grantor is chosen; "but one with state:
 * absent last". */
static int key_of(const struct search *search, const struct search_step *step)
{
	int verb = verb_rank(step->verb), last = 0;
	int name = step->user;

	if (step->verb == VERB_MINT || step->verb == VERB_PROMOTE_FOR_A_TIME)
		name = search->rank[step->user];
	if (step->verb == VERB_PROMOTE_FOR_A_TIME)
		last = search->world.goal[step->user].absent;
	return (verb * 2 + last) * WORLD_ACCOUNTS_MAX + name;
}

static int who_takes_token(const struct search *search, const struct world_state *state, int user)
{
	int i;

	for (i = 0; i < search->world.count; i++) {
		if (truths_delete_takes_token(&search->world, state, user, search->preference[i]))
			return search->preference[i];
	}
	return -1;
}

size_t search_first(struct search *search, const struct world_state *state,
	struct search_step steps[SEARCH_STEPS_MAX])
{
	unsigned at = states_number(search->states, state);
	size_t length = 0, i;

	(void)search_answer(search, state); /* settles */
	while (worth_actions(search->nodes[at].worth) > 0 && length < SEARCH_STEPS_MAX) {
		const struct node *node = &search->nodes[at];
		struct world_state here;
		const struct way *best = NULL;

		states_at(search->states, at, &here);
		for (i = node->first; i < node->first + node->count; i++) {
			const struct way *way = &search->ways[i];

			if (worth_of_way(search, way) == node->worth &&
				!is_early(search, &here, way) &&
				(best == NULL ||
					key_of(search, &way->step) < key_of(search, &best->step)))
				best = way;
		}
		if (best == NULL)
			abort(); /* a worth without a way to it */
		steps[length] = best->step;
		if (best->step.verb == VERB_DELETE)
			steps[length].by = who_takes_token(search, &here, best->step.user);
		length++;
		at = best->to;
	}
	return length;
}
