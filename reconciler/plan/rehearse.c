/* rehearse.c – finds out what can be reached, and plays it: nothing is done for what cannot be had.
 *
 * A rehearsal asks for everything that is wanted; the plan is then played for what it reached
 * alone, so that whoever is to come to vouch in it does come. Where somebody is to become an
 * administrator and to lose its token, there are two ways to play: rise first and vouch, or lose
 * the token first. Where somebody would have the first token by being alone on the Mac: keep the
 * others out until then, or not. Where all who can vouch are to lose their tokens, or FileVault
 * waits for somebody who is seen, one keeps it: the one with whom the least is lost. The better one
 * by promise 2 is the plan.
 */
#include "passes.h"
#include "schedule.h"

struct attempt {
	struct vouch_stage *stage;
	struct vouch_steps steps;
	int goals, machine_goals, actions, promotions, passwords;
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
	case VOUCH_TASK_ADD_UNLOCKER:
	case VOUCH_TASK_PASSWORD:
	case VOUCH_TASK_UPDATE:
	case VOUCH_TASK_REMOVE_UNLOCKER:
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

	attempt->machine_goals =
		attempt->stage->reached_machine.escrow + attempt->stage->reached_machine.filevault;
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
		attempt->passwords += step->action == VOUCH_ACTION_SET_PASSWORD;
	}
}

/* keeper: whose token is not asked for, or VOUCH_NOBODY. */
static struct attempt try_it(struct vouch_world *world, struct vouch_way way, int keeper)
{
	size_t room = (size_t)world->count + 1;
	unsigned *tasks = vouch_arena_alloc_array(world->arena, room, sizeof *tasks);
	struct attempt attempt = {.stage = NULL};
	int who;

	for (who = 0; who < world->count; who++)
		tasks[who] = world->members[who].tried &
			     ~(who == keeper ? vouch_task_bit(VOUCH_TASK_REVOKE) : 0U);
	way.rehearsed = false;
	attempt.stage = vouch_schedule_play(world, tasks, NULL, way);
	(void)ask_for_less(attempt.stage, tasks); /* the rehearsal may well have reached less */
	way.rehearsed = true;
	do { /* ends, for each round asks for less; as a rule the first one reaches all of it */
		attempt.stage = vouch_schedule_play(world, tasks, attempt.stage->split, way);
	} while (ask_for_less(attempt.stage, tasks));
	attempt.steps = world->steps;
	count(world, &attempt);
	return attempt;
}

/* And the guard of token admins would then keep its token where it is. */
static bool somebody_rises_and_loses(const struct vouch_world *world)
{
	int who;

	if (world->in->desired->guards.min_token_admins.value == 0)
		return false;
	for (who = 0; who < world->count; who++) {
		unsigned tried = world->members[who].tried;

		if (vouch_task_in(tried, VOUCH_TASK_PROMOTE) &&
			vouch_task_in(tried, VOUCH_TASK_REVOKE))
			return true;
	}
	return false;
}

static bool could_vouch(const struct vouch_stage *stage, int who)
{
	const struct vouch_member *member = &stage->world->members[who];

	return member->token == VOUCH_TOKEN_LIVE && member->able == VOUCH_YES &&
	       vouch_stage_will_have_secret(stage, who) &&
	       (member->admin == VOUCH_YES || vouch_task_in(member->tried, VOUCH_TASK_PROMOTE) ||
		       vouch_temporary_is_possible(stage, who));
}

/* Some token was not taken for want of a grantor: with whose the fewest goals are lost, and those
 * of the last name. VOUCH_NOBODY where it is that one's already. at_once: of those only who need
 * nobody to set their password first, which may take another promotion. */
static int least_missed(const struct vouch_stage *stage, bool at_once)
{
	const struct vouch_member *members = stage->world->members;
	int chosen = VOUCH_NOBODY, who;
	bool missed = false;

	for (who = 0; who < stage->world->count; who++) {
		if (!vouch_task_in(members[who].tried, VOUCH_TASK_REVOKE))
			continue;
		missed |= !vouch_task_in(stage->reached[who], VOUCH_TASK_REVOKE);
		if (could_vouch(stage, who) && (!at_once || !members[who].password_needs_grantor) &&
			(chosen == VOUCH_NOBODY || vouch_token_goals(&members[who]) <=
							   vouch_token_goals(&members[chosen])))
			chosen = who;
	}
	if (!missed || chosen == VOUCH_NOBODY ||
		!vouch_task_in(stage->reached[chosen], VOUCH_TASK_REVOKE))
		return VOUCH_NOBODY;
	return chosen;
}

/* What of an account counts first: whether it is there, then its fields. */
static int compare_reached(unsigned left, unsigned right)
{
	static const enum vouch_task order[] = {VOUCH_TASK_CREATE, VOUCH_TASK_DELETE,
		VOUCH_TASK_UPDATE, VOUCH_TASK_PROMOTE, VOUCH_TASK_DEMOTE, VOUCH_TASK_REPAIR,
		VOUCH_TASK_GRANT, VOUCH_TASK_REVOKE, VOUCH_TASK_ADD_UNLOCKER,
		VOUCH_TASK_REMOVE_UNLOCKER, VOUCH_TASK_PASSWORD};
	size_t i;

	_Static_assert(sizeof order / sizeof order[0] == VOUCH_TASK_COUNT, "every task");
	for (i = 0; i < VOUCH_TASK_COUNT; i++) {
		int order_of = vouch_task_in(left, order[i]) - vouch_task_in(right, order[i]);

		if (order_of != 0)
			return order_of;
	}
	return 0;
}

/* The place of an action in the order of promise 2; members are sorted by name. */
static int rank_of(const struct vouch_step *step)
{
	if (!step->temporary)
		return step->action + 1;
	return step->action == VOUCH_ACTION_DEMOTE ? 0 : VOUCH_ACTION_ESCROW_BOOTSTRAP + 1;
}

static int compare_steps(const struct vouch_steps *left, const struct vouch_steps *right)
{
	size_t i;

	for (i = 0; i < left->count && i < right->count; i++) {
		const struct vouch_step *a = &left->items[i], *b = &right->items[i];

		if (rank_of(a) != rank_of(b))
			return rank_of(a) - rank_of(b);
		if (a->temporary != b->temporary) /* escrow_bootstrap comes first */
			return a->temporary - b->temporary;
		if (a->who != b->who)
			return a->who - b->who;
	}
	return 0;
}

/* Promise 2. */
static bool is_better(const struct attempt *attempt, const struct attempt *than)
{
	int who, names = 0;

	if (attempt->goals != than->goals)
		return attempt->goals > than->goals;
	if (attempt->machine_goals != than->machine_goals)
		return attempt->machine_goals > than->machine_goals;
	if (attempt->actions != than->actions)
		return attempt->actions < than->actions;
	if (attempt->promotions != than->promotions)
		return attempt->promotions < than->promotions;
	if (attempt->passwords != than->passwords)
		return attempt->passwords < than->passwords;
	for (who = 0; who < attempt->stage->world->count && names == 0; who++)
		names = compare_reached(attempt->stage->reached[who], than->stage->reached[who]);
	if (names != 0)
		return names > 0;
	return compare_steps(&attempt->steps, &than->steps) < 0;
}

/* FileVault is not turned on because everybody who is seen lost its token: who could rather have
 * kept it, for the fewest goals, and those of the last name? */
static int last_seen(const struct vouch_world *world, const struct vouch_stage *end)
{
	int chosen = VOUCH_NOBODY, who;

	if (!end->pending_machine.filevault || vouch_machine_visible_unlocker(end) != VOUCH_NOBODY)
		return VOUCH_NOBODY;
	for (who = 0; who < world->count; who++) {
		const struct vouch_member *member = &world->members[who];

		if (vouch_task_in(end->reached[who], VOUCH_TASK_REVOKE) &&
			vouch_machine_is_visible(end, who) == VOUCH_YES &&
			(chosen == VOUCH_NOBODY ||
				vouch_token_goals(member) <=
					vouch_token_goals(&world->members[chosen])))
			chosen = who;
	}
	return chosen;
}

static void try_another(
	struct vouch_world *world, struct vouch_way way, int keeper, struct attempt *best)
{
	struct attempt other = try_it(world, way, keeper);

	if (is_better(&other, best))
		*best = other;
}

void vouch_plan_schedule(struct vouch_world *world)
{
	struct attempt best = try_it(world, (struct vouch_way){0}, VOUCH_NOBODY);
	bool waited = best.stage->waited_alone;
	int who, at_once;

	if (somebody_rises_and_loses(world))
		try_another(world, (struct vouch_way){.rise_late = true}, VOUCH_NOBODY, &best);
	if (waited)
		try_another(world, (struct vouch_way){.stay_together = true}, VOUCH_NOBODY, &best);
	who = least_missed(best.stage, false);
	at_once = least_missed(best.stage, true);
	if (who != VOUCH_NOBODY)
		try_another(world, best.stage->way, who, &best);
	if (at_once != VOUCH_NOBODY && at_once != who)
		try_another(world, best.stage->way, at_once, &best);
	who = last_seen(world, best.stage);
	if (who != VOUCH_NOBODY)
		try_another(world, best.stage->way, who, &best);
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
