/* plan_laws.c – every small world: the planner against the laws of section 3 and against the
 *search.
 *
 * For each world: the plan reaches as many goals with as few actions as any safe sequence; each of
 * its actions is allowed where it stands; what is unreached is waiting, entry for entry; it is
 * refused exactly where the goal breaks a guard; from every prefix the next plan reaches just as
 *much, with no more actions in all; and the plan after the whole plan is empty.
 *
 *	plan_laws ACCOUNTS STEP [FIRST]    every STEPth world of that many accounts, from FIRST on
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "given.h"
#include "order.h"
#include "search.h"
#include "vouch/base/text.h"

/* the plan → the words of the search */

static int index_of(const char *name)
{
	int i;

	for (i = 0; name != NULL && i < WORLD_ACCOUNTS_MAX; i++) {
		if (strcmp(world_names[i], name) == 0)
			return i;
	}
	return -1;
}

/* False: no action of the search (refresh, update). */
static bool as_verb(const struct vouch_change *change, enum search_verb *out)
{
	switch (change->action) {
	case VOUCH_ACTION_PROMOTE:
		*out = change->temporary ? SEARCH_PROMOTE_FOR_A_TIME : SEARCH_PROMOTE;
		return true;
	case VOUCH_ACTION_DEMOTE:
		*out = change->temporary ? SEARCH_END_PROMOTION : SEARCH_DEMOTE;
		return true;
	case VOUCH_ACTION_MINT_TOKEN: *out = SEARCH_MINT; return true;
	case VOUCH_ACTION_CREATE_USER:
		*out = change->by != NULL ? SEARCH_CREATE_BY : SEARCH_CREATE;
		return true;
	case VOUCH_ACTION_REPAIR_TOKEN: *out = SEARCH_REPAIR; return true;
	case VOUCH_ACTION_GRANT_TOKEN: *out = SEARCH_GRANT; return true;
	case VOUCH_ACTION_REVOKE_TOKEN: *out = SEARCH_REVOKE; return true;
	case VOUCH_ACTION_DELETE_USER: *out = SEARCH_DELETE; return true;
	case VOUCH_ACTION_ADD_UNLOCKER:
	case VOUCH_ACTION_SET_PASSWORD:
	case VOUCH_ACTION_UPDATE_USER:
	case VOUCH_ACTION_ESCROW_BOOTSTRAP:
	case VOUCH_ACTION_REMOVE_UNLOCKER:
	case VOUCH_ACTION_ENABLE_FILEVAULT:
	case VOUCH_ACTION_REFRESH_PREBOOT:
	case VOUCH_ACTION_COUNT: break;
	}
	return false;
}

static bool same_plan(const struct vouch_plan *a, const struct vouch_plan *b)
{
	size_t i;

	if (a->status != b->status || a->changes.count != b->changes.count ||
		a->waiting.count != b->waiting.count || a->findings.count != b->findings.count)
		return false;
	for (i = 0; i < a->changes.count; i++) {
		const struct vouch_change *x = &a->changes.items[i], *y = &b->changes.items[i];

		if (x->action != y->action || !vouch_text_equal(x->user, y->user) ||
			!vouch_text_equal(x->by, y->by) || x->temporary != y->temporary ||
			strcmp(x->reason, y->reason) != 0 || x->after_count != y->after_count)
			return false;
	}
	return true;
}

/* judging one world */

struct judge {
	uint64_t worlds, plans, prefixes, refused;
	uint64_t violations;
};

static const char *wish_text(enum world_wish wish)
{
	static const char *const words[] = {"-", "no", "yes"};

	return words[wish];
}

static void show_world(const struct world *world, const struct world_account *now)
{
	static const char *const tokens[] = {"none", "live", "dead"};
	int i;

	fprintf(stderr, "  rule %s, temporary %s, token admins %s\n",
		world->zero_rule_open ? "open" : "closed",
		world->temporary_admin ? "allowed" : "forbidden",
		world->guard_token_admins ? "guarded" : "free");
	for (i = 0; i < world->count; i++) {
		const struct world_goal *goal = &world->goal[i];

		fprintf(stderr, "  %s: ", world_names[i]);
		if (now[i].present)
			fprintf(stderr, "present admin=%s token=%s",
				now[i].promoted ? "for a time"
				: now[i].admin  ? "yes"
						: "no",
				tokens[now[i].token]);
		else
			fprintf(stderr, "absent");
		if (!goal->listed)
			fprintf(stderr, " | not listed\n");
		else if (goal->absent)
			fprintf(stderr, " | goal absent%s\n", goal->secret ? ", secret" : "");
		else
			fprintf(stderr, " | goal admin=%s token=%s%s\n", wish_text(goal->admin),
				wish_text(goal->token), goal->secret ? ", secret" : "");
	}
}

static void show_plan(const struct vouch_plan *plan)
{
	size_t i;

	fprintf(stderr, "  plan: %s\n", vouch_plan_status_text(plan->status));
	for (i = 0; i < plan->changes.count; i++) {
		const struct vouch_change *change = &plan->changes.items[i];

		fprintf(stderr, "    %s%s %s%s%s\n", change->temporary ? "(temporary) " : "",
			vouch_action_text(change->action),
			change->user == NULL ? "-" : change->user, change->by == NULL ? "" : " by ",
			change->by == NULL ? "" : change->by);
	}
	for (i = 0; i < plan->waiting.count; i++)
		fprintf(stderr, "    waiting %s.%s: %s of %s\n", plan->waiting.items[i].user,
			plan->waiting.items[i].field,
			vouch_needs_text(plan->waiting.items[i].needs),
			plan->waiting.items[i].of == NULL ? "-" : plan->waiting.items[i].of);
	for (i = 0; i < plan->refused.count; i++)
		fprintf(stderr, "    refused %s\n", plan->refused.items[i].guard);
}

enum { VIOLATIONS_SHOWN = 12 };

static void complain(struct judge *judge, const struct world *world,
	const struct world_account *now, const struct vouch_plan *plan, const char *what)
{
	if (judge->violations++ >= VIOLATIONS_SHOWN)
		return;
	fprintf(stderr, "VIOLATION: %s\n", what);
	show_world(world, now);
	show_plan(plan);
}

/* How many waiting entries this end state calls for: one for each unreached field, only "state" for
 * an account that itself waits. */
static size_t unreached(const struct world *world, const struct world_account *state)
{
	size_t count = 0;
	int i;

	for (i = 0; i < world->count; i++) {
		struct world one = {.count = 1, .goal = {world->goal[i]}};

		if (!world->goal[i].listed)
			continue;
		if (state[i].present == world->goal[i].absent)
			count++;
		else
			count += (size_t)(world_goals_all(&one) - world_goals(&one, &state[i]));
	}
	return count;
}

/* Follows the plan through the world; false where an action is not allowed where it stands. */
static bool follow(const struct world *world, const struct vouch_plan *plan, size_t steps,
	struct world_account *state, int *actions, int *promotions)
{
	struct world_account after[WORLD_ACCOUNTS_MAX];
	size_t i;

	*actions = *promotions = 0;
	for (i = 0; i < steps; i++) {
		const struct vouch_change *change = &plan->changes.items[i];
		enum search_verb verb;
		int user = index_of(change->user);

		if (!as_verb(change, &verb))
			continue;
		if (user < 0 ||
			!search_allows(world, state, verb, user, index_of(change->by), after))
			return false;
		memcpy(state, after, sizeof *state * (size_t)world->count);
		++*actions;
		*promotions += verb == SEARCH_PROMOTE_FOR_A_TIME;
	}
	return true;
}

/* A later run ends what a cut-off one left promoted, before it plans. */
static int end_promotions(const struct world *world, struct world_account *state)
{
	int i, ended = 0;

	for (i = 0; i < world->count; i++) {
		if (state[i].promoted) {
			state[i].admin = state[i].promoted = false;
			ended++;
		}
	}
	return ended;
}

static void judge_prefixes(struct judge *judge, const struct world *world,
	const struct vouch_plan *plan, struct search_answer best)
{
	size_t steps;

	for (steps = 1; steps <= plan->changes.count; steps++) {
		struct world_account state[WORLD_ACCOUNTS_MAX], end[WORLD_ACCOUNTS_MAX];
		struct vouch_arena arena = {0};
		struct given given;
		struct vouch_plan next;
		int done, more, promotions, ended;

		memcpy(state, world->now, sizeof state);
		(void)follow(world, plan, steps, state, &done, &promotions); /* judged before */
		ended = end_promotions(world, state);
		give(&arena, world, state, false, &given);
		vouch_plan_build(&arena, &given.in, &next);
		memcpy(end, state, sizeof end);
		judge->prefixes++;
		if (next.status == VOUCH_PLAN_REFUSED)
			complain(judge, world, state, &next,
				"refused after a prefix of its own plan");
		else if (!follow(world, &next, next.changes.count, end, &more, &promotions))
			complain(judge, world, state, &next,
				"after a prefix: an action is not allowed");
		else if (world_goals(world, end) != best.goals)
			complain(judge, world, state, &next,
				"reaches another number after a prefix");
		else if (ended == 0 && done + more > best.actions)
			complain(judge, world, state, &next, "more actions in all after a prefix");
		else if (steps == plan->changes.count && more != 0)
			complain(
				judge, world, state, &next, "something to do after the whole plan");
		vouch_arena_release(&arena);
	}
}

/* The very sequence that promise 2 asks for, grantors included. */
static bool same_order(const struct world *world, const struct vouch_plan *plan)
{
	struct order_step wanted[ORDER_STEPS_MAX];
	size_t count = order_world(world, wanted), at = 0, i;

	for (i = 0; i < plan->changes.count; i++) {
		const struct vouch_change *change = &plan->changes.items[i];
		enum search_verb verb;

		if (!as_verb(change, &verb))
			continue;
		if (at == count || wanted[at].verb != verb ||
			wanted[at].user != index_of(change->user) ||
			(verb != SEARCH_DELETE && wanted[at].by != index_of(change->by)))
			return false;
		at++;
	}
	return at == count;
}

static void show_order(const struct world *world)
{
	static const char *const verbs[] = {"create", "create by", "promote", "demote",
		"(temporary) promote", "(temporary) demote", "grant", "revoke", "repair", "mint",
		"delete"};
	struct order_step wanted[ORDER_STEPS_MAX];
	size_t count = order_world(world, wanted), i;

	for (i = 0; i < count; i++)
		fprintf(stderr, "    wanted: %s %s by %s\n", verbs[wanted[i].verb],
			world_names[wanted[i].user],
			wanted[i].by < 0 ? "-" : world_names[wanted[i].by]);
}

/* What could not be read counts in favour of nothing: whatever it really is, each action of the
 * plan is allowed where it stands. */
static void judge_unread(struct judge *judge, const struct world *world, int who, bool admin)
{
	struct vouch_arena arena = {0};
	struct given given;
	struct vouch_plan plan;
	size_t i;
	int truth;

	give(&arena, world, world->now, false, &given);
	for (i = 0; i < given.observed.accounts.count; i++) {
		struct vouch_account *account = &given.observed.accounts.items[i];

		if (index_of(account->name) != who)
			continue;
		if (admin)
			account->admin = account->admin_by_name = account->admin_by_guid =
				VOUCH_UNKNOWN;
		else
			account->token = VOUCH_TOKEN_UNKNOWN;
	}
	vouch_plan_build(&arena, &given.in, &plan);
	judge->plans++;
	for (truth = 0; truth < (admin ? 2 : 3); truth++) {
		struct world_account state[WORLD_ACCOUNTS_MAX];
		struct world real = *world;
		int actions, promotions;

		if (admin)
			real.now[who].admin = truth == 1;
		else
			real.now[who].token = (enum world_token)truth;
		memcpy(state, real.now, sizeof state);
		if (!follow(&real, &plan, plan.changes.count, state, &actions, &promotions))
			complain(judge, &real, real.now, &plan,
				admin ? "admin unread: an action is not allowed in truth"
				      : "token unread: an action is not allowed in truth");
	}
	vouch_arena_release(&arena);
}

/* The truth does not matter to a plan that cannot see it: one world for all of them. */
static void judge_all_unread(struct judge *judge, const struct world *world)
{
	int who;

	for (who = 0; who < world->count; who++) {
		if (!world->now[who].present)
			continue;
		if (!world->now[who].admin)
			judge_unread(judge, world, who, true);
		if (world->now[who].token == WORLD_TOKEN_NONE)
			judge_unread(judge, world, who, false);
	}
}

static void judge_world(struct judge *judge, const struct world *world)
{
	struct world_account end[WORLD_ACCOUNTS_MAX];
	struct vouch_arena arena = {0};
	struct given given, shuffled;
	struct vouch_plan plan, again;
	struct search_answer best;
	int actions, promotions;

	judge->worlds++;
	give(&arena, world, world->now, false, &given);
	vouch_plan_build(&arena, &given.in, &plan);
	judge->plans++;
	if ((plan.status == VOUCH_PLAN_REFUSED) != search_refuses(world)) {
		complain(judge, world, world->now, &plan,
			search_refuses(world) ? "not refused" : "refused without a broken guard");
	} else if (plan.status == VOUCH_PLAN_REFUSED) {
		judge->refused++;
		if (plan.changes.count + plan.waiting.count != 0)
			complain(
				judge, world, world->now, &plan, "refused, and yet something done");
	} else {
		best = search_world(world);
		memcpy(end, world->now, sizeof end);
		if (!follow(world, &plan, plan.changes.count, end, &actions, &promotions))
			complain(judge, world, world->now, &plan,
				"an action is not allowed where it stands");
		else if (world_goals(world, end) != best.goals)
			complain(
				judge, world, world->now, &plan, "reaches another number of goals");
		else if (actions != best.actions || promotions != best.promotions)
			complain(judge, world, world->now, &plan, "another number of actions");
		else if (plan.waiting.count != unreached(world, end))
			complain(judge, world, world->now, &plan,
				"waiting is not what is unreached");
		else if (!same_order(world, &plan)) {
			complain(judge, world, world->now, &plan, "another order than promise 2");
			if (judge->violations <= VIOLATIONS_SHOWN)
				show_order(world);
		} else
			judge_prefixes(judge, world, &plan, best);
	}
	give(&arena, world, world->now, true, &shuffled);
	vouch_plan_build(&arena, &shuffled.in, &again);
	if (!same_plan(&plan, &again))
		complain(judge, world, world->now, &again, "another plan for shuffled input");
	vouch_arena_release(&arena);
}

int main(int argc, char **argv)
{
	struct judge judge = {0};
	int64_t count, step, first = 0, number, all = 1;
	int accounts = world_account_count(), i, options;

	if (argc < 3 || !vouch_text_number(argv[1], &count) || count < 1 ||
		count > WORLD_ACCOUNTS_MAX || !vouch_text_number(argv[2], &step) || step < 1 ||
		(argc > 3 && !vouch_text_number(argv[3], &first))) {
		fputs("usage: plan_laws ACCOUNTS STEP [FIRST]\n", stderr);
		return 64;
	}
	for (i = 0; i < count; i++)
		all *= accounts;
	for (number = first; number < all; number += step) {
		struct world world = {.count = (int)count};
		int64_t rest = number;

		for (i = 0; i < count; i++, rest /= accounts)
			world_account_at((int)(rest % accounts), &world.now[i], &world.goal[i]);
		for (options = 0; options < 8; options++) {
			world.zero_rule_open = (options & 1) != 0;
			world.temporary_admin = (options & 2) != 0;
			world.guard_token_admins = (options & 4) != 0;
			judge_world(&judge, &world);
			judge_all_unread(&judge, &world);
		}
	}
	printf("%" PRIu64 " worlds (%d accounts), %" PRIu64 " refused, %" PRIu64
	       " prefixes planned again, %" PRIu64 " violations\n",
		judge.worlds, (int)count, judge.refused, judge.prefixes, judge.violations);
	return judge.violations == 0 ? 0 : 1;
}
