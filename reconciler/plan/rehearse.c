/* rehearse.c – finds out what can be reached, and plays it: nothing is done for what cannot be had.
 *
 * A rehearsal asks for everything that is wanted; the plan is then played for what it reached
 * alone. Where somebody is to become an administrator and to lose its token, there are two ways to
 * play: rise first and vouch, or lose the token first. The better one by promise 2 is the plan.
 */
#include "passes.h"
#include "schedule.h"

struct attempt {
	struct vouch_stage *stage;
	struct vouch_steps steps;
	int goals, actions, promotions;
};

/* True where less was reached than asked for; then what was reached is asked for. */
static bool ask_for_less(const struct vouch_stage *stage, unsigned *tasks)
{
	bool less = false;
	int who;

	for (who = 0; who < stage->world->count; who++) {
		less |= tasks[who] != stage->reached[who];
		tasks[who] = stage->reached[who];
	}
	return less;
}

/* How many written fields a task reaches; a creation brings the account and its attributes. */
static int goals_of(const struct vouch_member *member, enum vouch_task task)
{
	switch (task) {
	case VOUCH_TASK_REPAIR:
	case VOUCH_TASK_GRANT:
	case VOUCH_TASK_REVOKE: return vouch_token_goals(member);
	case VOUCH_TASK_CREATE: return VOUCH_FIELD_COUNT; /* no two attempts differ in one */
	case VOUCH_TASK_PROMOTE:
	case VOUCH_TASK_UPDATE:
	case VOUCH_TASK_DEMOTE:
	case VOUCH_TASK_DELETE:
	case VOUCH_TASK_COUNT: break;
	}
	return 1;
}

static void count(struct vouch_world *world, struct attempt *attempt)
{
	enum vouch_task task;
	size_t i;
	int who;

	for (who = 0; who < world->count; who++) {
		for (task = 0; task < VOUCH_TASK_COUNT; task++) {
			if (vouch_task_in(attempt->stage->reached[who], task))
				attempt->goals += goals_of(&world->members[who], task);
		}
	}
	for (i = 0; i < attempt->steps.count; i++) {
		const struct vouch_step *step = &attempt->steps.items[i];

		attempt->actions += vouch_action_counts(step->action);
		attempt->promotions += step->temporary && step->action == VOUCH_ACTION_PROMOTE;
	}
}

static struct attempt try_it(struct vouch_world *world, bool rise_late)
{
	size_t room = (size_t)world->count + 1;
	unsigned *tasks = vouch_arena_alloc_array(world->arena, room, sizeof *tasks);
	struct attempt attempt = {.stage = NULL};
	int who;

	for (who = 0; who < world->count; who++)
		tasks[who] = world->members[who].tried;
	attempt.stage = vouch_schedule_play(world, tasks, NULL, rise_late);
	(void)ask_for_less(attempt.stage, tasks); /* the rehearsal may well have reached less */
	do { /* ends, for each round asks for less; as a rule the first one reaches all of it */
		attempt.stage = vouch_schedule_play(world, tasks, attempt.stage->split, rise_late);
	} while (ask_for_less(attempt.stage, tasks));
	attempt.steps = world->steps;
	count(world, &attempt);
	return attempt;
}

static bool somebody_rises_and_loses(const struct vouch_world *world)
{
	int who;

	for (who = 0; who < world->count; who++) {
		unsigned tried = world->members[who].tried;

		if (vouch_task_in(tried, VOUCH_TASK_PROMOTE) &&
			vouch_task_in(tried, VOUCH_TASK_REVOKE))
			return true;
	}
	return false;
}

static bool is_better(const struct attempt *attempt, const struct attempt *than)
{
	if (attempt->goals != than->goals)
		return attempt->goals > than->goals;
	if (attempt->actions != than->actions)
		return attempt->actions < than->actions;
	return attempt->promotions < than->promotions;
}

void vouch_plan_schedule(struct vouch_world *world)
{
	struct attempt best = try_it(world, false);
	int who;

	if (somebody_rises_and_loses(world)) {
		struct attempt other = try_it(world, true);

		if (is_better(&other, &best))
			best = other;
	}
	world->begin = vouch_stage_new(world);
	world->end = best.stage;
	world->steps = best.steps;
	for (who = 0; who < world->count; who++)
		world->members[who].reached = best.stage->reached[who];
}

void vouch_plan_nothing(struct vouch_world *world)
{
	int who;

	world->steps.count = 0;
	world->begin = world->end = vouch_stage_new(world);
	for (who = 0; who < world->count; who++)
		world->members[who].reached = 0;
}
