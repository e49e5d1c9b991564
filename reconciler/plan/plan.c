/* plan.c – the planner as a table of contents. */
#include "vouch/plan/plan.h"

#include "passes.h"

static const char *const statuses[] = {"converged", "changes", "waiting", "refused"};

static const char *const needs[] = {
#define NEEDS_TEXT(name, text) text,
	VOUCH_NEEDS(NEEDS_TEXT)
#undef NEEDS_TEXT
};

const char *vouch_plan_status_text(enum vouch_plan_status status)
{
	return statuses[status];
}

const char *vouch_needs_text(enum vouch_needs which)
{
	return (unsigned)which < VOUCH_NEEDS_COUNT ? needs[which] : "unknown";
}

static void count_change(struct vouch_summary *summary, enum vouch_action action)
{
	if (!vouch_action_counts(action))
		return;
	if (action == VOUCH_ACTION_CREATE_USER)
		summary->create++;
	else if (action == VOUCH_ACTION_DELETE_USER)
		summary->remove++;
	else
		summary->change++;
}

static void summarise(struct vouch_plan *plan)
{
	struct vouch_summary *summary = &plan->summary;
	size_t i;

	for (i = 0; i < plan->changes.count; i++)
		count_change(summary, plan->changes.items[i].action);
	summary->waiting = (int)plan->waiting.count;
	summary->refused = (int)plan->refused.count;
	if (summary->refused > 0)
		plan->status = VOUCH_PLAN_REFUSED;
	else if (summary->create + summary->change + summary->remove > 0)
		plan->status = VOUCH_PLAN_CHANGES;
	else if (summary->waiting > 0)
		plan->status = VOUCH_PLAN_WAITING;
}

void vouch_plan_run(struct vouch_world *world)
{
	vouch_plan_gather(world);
	vouch_plan_secrets(world);
	vouch_plan_goals(world);
	vouch_plan_conflicts(world);
	vouch_plan_preference(world);
	if (!vouch_plan_guards(world)) {
		vouch_plan_wants(world);
		vouch_plan_machine_wants(world);
		vouch_plan_schedule(world);
		vouch_plan_too_many_removals(world);
	}
	if (world->out->refused.count == 0) {
		vouch_plan_uids(world);
		vouch_plan_explain(world);
		vouch_plan_waiting(world);
		vouch_plan_machine_goals(world);
		vouch_plan_adoptions(world);
	}
	vouch_plan_findings(world);
	summarise(world->out);
}

void vouch_plan_build(
	struct vouch_arena *arena, const struct vouch_inputs *in, struct vouch_plan *out)
{
	struct vouch_world world = {.arena = arena,
		.in = in,
		.out = out,
		.family = vouch_family_of(&in->observed->machine)};

	*out = (struct vouch_plan){0};
	vouch_plan_run(&world);
}
