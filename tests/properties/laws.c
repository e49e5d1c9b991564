/* laws.c – judges the plans of a group of worlds, and keeps what became of each. */
#include "laws.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "given.h"
#include "guards.h"
#include "show.h"
#include "states.h"
#include "truths.h"

/* What a plan makes of the state that it was made for. */
struct outcome {
	unsigned group;
	bool refused, allowed;
	int goals, actions;
};

/* A state on the way of a plan: the plan made for start, cut off there. */
struct prefix {
	unsigned start, number;
	int done;
	bool promoted; /* a later run ends a promotion first, which counts as no action of its plan
			*/
	bool whole;
};

struct laws {
	struct world world;
	struct search *search;
	struct laws_tally tally;
	unsigned group;
	struct outcome *outcomes; /* by the number of the state */
	struct {
		struct prefix *items;
		size_t count, room;
	} prefixes;
	struct vouch_arena arena;
	struct folded folded;
};

static void *must_have(void *memory)
{
	if (memory == NULL)
		abort();
	return memory;
}

struct laws *laws_new(int accounts)
{
	struct laws *laws = must_have(calloc(1, sizeof *laws));

	laws->search = search_new(accounts);
	laws->outcomes = must_have(calloc(states_count(accounts), sizeof *laws->outcomes));
	return laws;
}

void laws_free(struct laws *laws)
{
	vouch_arena_release(&laws->arena);
	search_free(laws->search);
	free(laws->outcomes);
	free(laws->prefixes.items);
	free(laws);
}

struct laws_tally laws_tally(const struct laws *laws)
{
	return laws->tally;
}

void laws_begin(struct laws *laws, const struct world *world)
{
	laws->world = *world;
	laws->group++;
	laws->prefixes.count = 0;
	search_begin(laws->search, world);
}

enum { DISAGREEMENTS_SHOWN = 8 };

static void complain(struct laws *laws, const struct world_account *state,
	const struct vouch_plan *plan, const char *what)
{
	struct search_step steps[SEARCH_STEPS_MAX];

	if (laws->tally.disagreements++ >= DISAGREEMENTS_SHOWN)
		return;
	fprintf(stderr, "# DISAGREEMENT: %s\n", what);
	show_case(&laws->world, state);
	if (plan != NULL)
		show_plan(plan);
	show_steps(steps, search_first(laws->search, state, steps));
}

/* A later run ends what a cut-off one left promoted, before it plans. */
static bool end_promotions(const struct world *world, struct world_account *state)
{
	bool ended = false;
	int i;

	for (i = 0; i < world->count; i++) {
		if (state[i].admin == WORLD_ADMIN_FOR_A_TIME) {
			state[i].admin = WORLD_ADMIN_NO;
			ended = true;
		}
	}
	return ended;
}

static int removals_of(const struct search_step *steps, size_t count)
{
	int removals = 0;
	size_t i;

	for (i = 0; i < count; i++)
		removals += steps[i].verb == VERB_DELETE || steps[i].verb == VERB_DEMOTE ||
			    steps[i].verb == VERB_REVOKE;
	return removals;
}

/* What is wrong with it; NULL: nothing. */
static const char *fault_of(struct laws *laws, const struct world_account *start,
	const struct vouch_plan *plan, struct outcome *outcome)
{
	struct search_answer best = search_answer(laws->search, start);
	struct search_step steps[SEARCH_STEPS_MAX];
	size_t count = search_first(laws->search, start, steps);
	struct world world = laws->world;
	struct folded *folded = &laws->folded;
	const struct world_account *end;
	bool must_refuse;

	memcpy(world.now, start, sizeof *start * (size_t)world.count);
	must_refuse =
		guards_refuse(&world) || removals_of(steps, count) > world.machine.max_removals;
	folded->count = 0;
	outcome->refused = plan->status == VOUCH_PLAN_REFUSED;
	if (outcome->refused) {
		if (plan->changes.count + plan->waiting.count != 0)
			return "refused, and yet something done";
		return must_refuse ? NULL : "refused without a broken guard";
	}
	outcome->allowed = folded_read(&world, start, plan, folded);
	end = folded_end(folded, start);
	outcome->goals = world_goals(&world, end);
	outcome->actions = folded->count;
	if (must_refuse)
		return "not refused";
	if (!outcome->allowed)
		return "an action is not allowed where it stands";
	if (outcome->goals != best.goals)
		return "reaches another number of goals";
	if (folded->count != best.actions || folded->promotions != best.promotions)
		return "another number of actions";
	if (!compare_waiting(&world, end, plan))
		return "waiting is not what is unreached";
	return compare_steps(folded, steps, count) ? NULL : "another order than promise 2";
}

/* from: the number of the state that was planned for, which may hold an open promotion. */
static void note_prefixes(struct laws *laws, unsigned from)
{
	int i;

	for (i = 0; i < laws->folded.count; i++) {
		struct world_account state[WORLD_ACCOUNTS_MAX];
		struct prefix prefix = {.start = from, .done = i + 1};

		memcpy(state, laws->folded.after[i], sizeof *state * (size_t)laws->world.count);
		prefix.promoted = end_promotions(&laws->world, state);
		prefix.whole = i + 1 == laws->folded.count;
		prefix.number = states_number(&laws->world, state);
		if (laws->prefixes.count == laws->prefixes.room) {
			laws->prefixes.room = laws->prefixes.room * 2 + 256;
			laws->prefixes.items = must_have(realloc(laws->prefixes.items,
				laws->prefixes.room * sizeof *laws->prefixes.items));
		}
		laws->prefixes.items[laws->prefixes.count++] = prefix;
	}
}

/* Plans for one state and judges it by itself. */
static struct outcome *examine(struct laws *laws, const struct world_account *state)
{
	struct outcome *outcome = &laws->outcomes[states_number(&laws->world, state)];
	struct world_account start[WORLD_ACCOUNTS_MAX];
	struct given given, shuffled;
	struct vouch_plan plan, again;
	const char *fault;

	memcpy(start, state, sizeof *start * (size_t)laws->world.count);
	(void)end_promotions(&laws->world, start);
	vouch_arena_reset(&laws->arena);
	give(&laws->arena, &laws->world, state, false, &given);
	vouch_plan_build(&laws->arena, &given.in, &plan);
	*outcome = (struct outcome){.group = laws->group};
	fault = fault_of(laws, start, &plan, outcome);
	if (fault == NULL) {
		give(&laws->arena, &laws->world, state, true, &shuffled);
		vouch_plan_build(&laws->arena, &shuffled.in, &again);
		if (!compare_plans(&plan, &again))
			fault = "another plan for shuffled input";
		else
			fault = truths_fault(&laws->world, start, &plan);
	}
	if (fault != NULL)
		complain(laws, state, &plan, fault);
	else
		note_prefixes(laws, states_number(&laws->world, state));
	laws->tally.plans += 2;
	return outcome;
}

void laws_judge(struct laws *laws, const struct world_account *state)
{
	laws->tally.worlds++;
	laws->tally.refused += examine(laws, state)->refused;
}

/* What is wrong with the plan for a prefix, beside the plan that it is a prefix of. */
static const char *fault_of_prefix(
	const struct prefix *prefix, const struct outcome *before, const struct outcome *next)
{
	if (next->refused)
		return "refused after a prefix of its own plan";
	if (next->goals != before->goals)
		return "reaches another number of goals after a prefix";
	if (!prefix->promoted && prefix->done + next->actions > before->actions)
		return "more actions in all after a prefix";
	if (prefix->whole && next->actions != 0)
		return "something to do after the whole plan";
	return NULL;
}

void laws_end(struct laws *laws)
{
	size_t i;

	/* Examining a state that was not asked about adds prefixes at the end. */
	for (i = 0; i < laws->prefixes.count; i++) {
		struct prefix prefix = laws->prefixes.items[i];
		struct outcome *next = &laws->outcomes[prefix.number];
		struct world_account state[WORLD_ACCOUNTS_MAX];
		const char *fault;

		states_at(&laws->world, prefix.number, state);
		if (next->group != laws->group)
			next = examine(laws, state);
		laws->tally.prefixes++;
		fault = fault_of_prefix(&prefix, &laws->outcomes[prefix.start], next);
		if (fault == NULL)
			continue;
		states_at(&laws->world, prefix.start, state);
		complain(laws, state, NULL, fault);
	}
}
