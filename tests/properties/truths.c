/* truths.c – one unread value after the other takes each value that it may have. */
#include "truths.h"

#include "folded.h"

struct question {
	struct world world; /* with the answers so far */
	const struct vouch_plan *plan;
};

static bool all_allowed(struct question *question, int from);

static bool try_account(struct question *question, int i)
{
	struct world_account *now = &question->world.now.accounts[i];
	struct world_account asked = *now;
	bool fine = true;
	int truth;

	if (asked.admin == WORLD_ADMIN_UNREAD) {
		for (truth = WORLD_ADMIN_NO; fine && truth <= WORLD_ADMIN_YES; truth++) {
			now->admin = (enum world_admin)truth;
			fine = all_allowed(question, i);
		}
	} else if (asked.token == WORLD_TOKEN_UNREAD) {
		for (truth = WORLD_TOKEN_NONE; fine && truth <= WORLD_TOKEN_DEAD; truth++) {
			now->token = (enum world_token)truth;
			fine = all_allowed(question, i);
		}
	} else {
		for (truth = WORLD_UNLOCKS_NO; fine && truth <= WORLD_UNLOCKS_YES; truth++) {
			now->unlocks = (enum world_unlocks)truth;
			fine = all_allowed(question, i);
		}
	}
	*now = asked;
	return fine;
}

static bool try_goal(struct question *question, int i)
{
	struct world_goal *goal = &question->world.goal[i];
	struct world_goal asked = *goal;
	bool fine;

	if (asked.uid == WORLD_UID_UNREAD) {
		goal->uid = WORLD_UID_PERSON;
		fine = all_allowed(question, i);
		goal->uid = WORLD_UID_LOW;
	} else {
		goal->able = WORLD_ABLE;
		fine = all_allowed(question, i);
		goal->able = asked.able == WORLD_KIND_UNREAD ? WORLD_ROLE : WORLD_DISABLED;
	}
	fine = fine && all_allowed(question, i);
	*goal = asked;
	return fine;
}

static bool all_allowed(struct question *question, int from)
{
	struct world *world = &question->world;
	struct folded folded;
	int i;

	for (i = from; i < world->count; i++) {
		if (world->now.accounts[i].admin == WORLD_ADMIN_UNREAD ||
			world->now.accounts[i].token == WORLD_TOKEN_UNREAD ||
			world->now.accounts[i].unlocks == WORLD_UNLOCKS_UNREAD)
			return try_account(question, i);
		if (world->goal[i].uid == WORLD_UID_UNREAD ||
			world->goal[i].able == WORLD_DISABLED_UNREAD ||
			world->goal[i].able == WORLD_KIND_UNREAD)
			return try_goal(question, i);
	}
	if (world->machine.filevault == WORLD_FILEVAULT_UNREAD) {
		for (i = 0; i < WORLD_FILEVAULT_UNREAD; i++) {
			world->machine.filevault = (enum world_filevault)i;
			if (!folded_read(world, &world->now, question->plan, &folded))
				return false;
		}
		world->machine.filevault = WORLD_FILEVAULT_UNREAD;
		return true;
	}
	return folded_read(world, &world->now, question->plan, &folded);
}

static bool is_read(const struct world *world, const struct world_state *state)
{
	int i;

	for (i = 0; i < world->count; i++) {
		if (state->accounts[i].admin == WORLD_ADMIN_UNREAD ||
			state->accounts[i].token == WORLD_TOKEN_UNREAD ||
			state->accounts[i].unlocks == WORLD_UNLOCKS_UNREAD ||
			world->goal[i].uid == WORLD_UID_UNREAD ||
			world->goal[i].able == WORLD_DISABLED_UNREAD ||
			world->goal[i].able == WORLD_KIND_UNREAD)
			return false;
	}
	return world->machine.filevault != WORLD_FILEVAULT_UNREAD;
}

const char *truths_fault(
	const struct world *world, const struct world_state *start, const struct vouch_plan *plan)
{
	struct question question = {.world = *world, .plan = plan};

	if (is_read(world, start) || plan->changes.count == 0)
		return NULL;
	question.world.now = *start;
	return all_allowed(&question, 0) ? NULL
					 : "something is unread: an action is not allowed in truth";
}
