/* laws.c – judges the plans of a group of worlds, and keeps what became of each. */
#include "laws.h"

#include <stdio.h>
#include <stdlib.h>

#include "compare.h"
#include "given.h"
#include "guards.h"
#include "needs.h"
#include "records.h"
#include "show.h"
#include "states.h"

/* What a plan makes of the state that it was made for. */
struct outcome {
	bool known, refused, allowed;
	int goals, machine, actions;
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
	struct world world;    /* of the group */
	struct world searched; /* the same, with the expiries that wait where the search stands */
	struct search *search;
	struct laws_tally tally;
	struct states *states;
	struct {
		struct outcome *items; /* by the number of the state */
		unsigned count, room;
	} outcomes;
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

struct laws *laws_new(void)
{
	struct laws *laws = must_have(calloc(1, sizeof *laws));

	laws->search = search_new();
	laws->states = states_new();
	return laws;
}

void laws_free(struct laws *laws)
{
	vouch_arena_release(&laws->arena);
	search_free(laws->search);
	states_free(laws->states);
	free(laws->outcomes.items);
	free(laws->prefixes.items);
	free(laws);
}

struct laws_tally laws_tally(const struct laws *laws)
{
	return laws->tally;
}

void laws_begin(struct laws *laws, const struct world *world)
{
	laws->world = laws->searched = *world;
	laws->prefixes.count = 0;
	laws->outcomes.count = 0;
	states_forget(laws->states);
	search_begin(laws->search, world);
}

/* Which expiries wait depends on where the accounts stand, and is a part of the goals. */
static void search_from(struct laws *laws, const struct world *world)
{
	bool same = true;
	int i;

	for (i = 0; i < world->count; i++)
		same = same && laws->searched.goal[i].expiry == world->goal[i].expiry;
	if (same)
		return;
	laws->searched = *world;
	search_begin(laws->search, world);
}

static struct outcome *outcome_of(struct laws *laws, unsigned number)
{
	while (laws->outcomes.count <= number) {
		if (laws->outcomes.count == laws->outcomes.room) {
			laws->outcomes.room = laws->outcomes.room * 2 + 256;
			laws->outcomes.items = must_have(realloc(laws->outcomes.items,
				laws->outcomes.room * sizeof *laws->outcomes.items));
		}
		laws->outcomes.items[laws->outcomes.count++] = (struct outcome){0};
	}
	return &laws->outcomes.items[number];
}

enum { DISAGREEMENTS_SHOWN = 8 };

static void complain(struct laws *laws, const struct world_state *state,
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
static bool end_promotions(const struct world *world, struct world_state *state)
{
	bool ended = false;
	int i;

	for (i = 0; i < world->count; i++) {
		if (state->accounts[i].admin == WORLD_ADMIN_FOR_A_TIME) {
			state->accounts[i].admin = WORLD_ADMIN_NO;
			ended = true;
		}
	}
	return ended;
}

/* "Expiries do not count." */
static int removals_of(const struct world *world, const struct search_step *steps, size_t count)
{
	int removals = 0;
	size_t i;

	for (i = 0; i < count; i++)
		removals += steps[i].verb == VERB_DELETE || steps[i].verb == VERB_REVOKE ||
			    (steps[i].verb == VERB_DEMOTE &&
				    world->goal[steps[i].user].expiry == WORLD_NO_EXPIRY);
	return removals;
}

/* What is wrong with a plan that was not refused, beside the best that can be done. */
static const char *fault_of_steps(struct laws *laws, const struct world *world,
	const struct vouch_plan *plan, const struct outcome *outcome)
{
	struct search_answer best = search_answer(laws->search, &world->now);
	struct search_step steps[SEARCH_STEPS_MAX];
	size_t count = search_first(laws->search, &world->now, steps);
	const struct folded *folded = &laws->folded;

	if (!outcome->allowed)
		return "an action is not allowed where it stands";
	if (outcome->goals != best.goals || outcome->machine != best.machine)
		return "reaches another number of goals";
	if (folded->count != best.actions || folded->promotions != best.promotions ||
		folded->passwords != best.passwords)
		return "another number of actions";
	if (!compare_waiting(world, folded_end(folded, &world->now), plan))
		return "waiting is not what is unreached";
	if (!compare_steps(folded, steps, count))
		return "another order than promise 2";
	if (!folded->suppressed_rightly)
		return "suppressed wrongly";
	return needs_fault(world, &world->now, folded, plan);
}

/* What is wrong with it; NULL: nothing. */
static const char *fault_of(struct laws *laws, const struct world_state *start,
	const struct vouch_plan *plan, struct outcome *outcome)
{
	struct search_step steps[SEARCH_STEPS_MAX];
	struct world world = laws->world;
	const struct world_state *end;
	bool must_refuse;

	world.now = *start;
	must_refuse = guards_refuse(&world);
	search_from(laws, &world);
	must_refuse = must_refuse ||
		      removals_of(&world, steps, search_first(laws->search, start, steps)) >
			      world.machine.max_removals;
	laws->folded.count = 0;
	outcome->refused = plan->status == VOUCH_PLAN_REFUSED;
	if (outcome->refused) {
		if (plan->changes.count + plan->waiting.count != 0)
			return "refused, and yet something done";
		return must_refuse ? NULL : "refused without a broken guard";
	}
	outcome->allowed = folded_read(&world, start, plan, &laws->folded);
	end = folded_end(&laws->folded, start);
	outcome->goals = world_goals(&world, end);
	outcome->machine = world_machine_goals(&world, end);
	outcome->actions = laws->folded.count;
	if (must_refuse)
		return "not refused";
	return fault_of_steps(laws, &world, plan, outcome);
}

/* from: the number of the state that was planned for, which may hold an open promotion. */
static void note_prefixes(struct laws *laws, unsigned from)
{
	int i;

	for (i = 0; i < laws->folded.count; i++) {
		struct world_state state = laws->folded.after[i];
		struct prefix prefix = {.start = from, .done = i + 1};

		prefix.promoted = end_promotions(&laws->world, &state);
		prefix.whole = i + 1 == laws->folded.count;
		prefix.number = states_number(laws->states, &state);
		if (laws->prefixes.count == laws->prefixes.room) {
			laws->prefixes.room = laws->prefixes.room * 2 + 256;
			laws->prefixes.items = must_have(realloc(laws->prefixes.items,
				laws->prefixes.room * sizeof *laws->prefixes.items));
		}
		laws->prefixes.items[laws->prefixes.count++] = prefix;
	}
}

/* Plans for one state and judges it by itself. */
static struct outcome *examine(struct laws *laws, const struct world_state *state)
{
	unsigned number = states_number(laws->states, state);
	struct outcome outcome = {.known = true};
	struct world_state start = *state;
	struct given given, shuffled;
	struct vouch_plan plan, again;
	const char *fault;

	(void)end_promotions(&laws->world, &start);
	vouch_arena_reset(&laws->arena);
	give(&laws->arena, &laws->world, state, false, &given);
	vouch_plan_build(&laws->arena, &given.in, &plan);
	fault = fault_of(laws, &start, &plan, &outcome);
	if (fault == NULL) {
		give(&laws->arena, &laws->world, state, true, &shuffled);
		vouch_plan_build(&laws->arena, &shuffled.in, &again);
		if (!compare_plans(&plan, &again))
			fault = "another plan for shuffled input";
	}
	if (fault == NULL)
		fault = records_fault(&laws->world, &start, &plan);
	if (fault != NULL)
		complain(laws, state, &plan, fault);
	else
		note_prefixes(laws, number);
	laws->tally.plans += 2;
	*outcome_of(laws, number) = outcome;
	return outcome_of(laws, number);
}

void laws_judge(struct laws *laws, const struct world_state *state)
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
	if (next->goals != before->goals || next->machine != before->machine)
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
		struct world_state state;
		const char *fault;

		states_at(laws->states, prefix.number, &state);
		if (!outcome_of(laws, prefix.number)->known)
			(void)examine(laws, &state);
		laws->tally.prefixes++;
		fault = fault_of_prefix(
			&prefix, outcome_of(laws, prefix.start), outcome_of(laws, prefix.number));
		if (fault == NULL)
			continue;
		states_at(laws->states, prefix.start, &state);
		complain(laws, &state, NULL, fault);
	}
}
