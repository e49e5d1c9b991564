/* wants.c – which tasks lead to the goal, and which of them nothing of their own holds up. */
#include "lack.h"
#include "passes.h"

static unsigned token_tasks(const struct vouch_member *member)
{
	if (member->token_goal == VOUCH_GOAL_TRUE) {
		if (member->token == VOUCH_TOKEN_NONE)
			return vouch_task_bit(VOUCH_TASK_GRANT);
		if (member->token == VOUCH_TOKEN_DEAD)
			return vouch_task_bit(VOUCH_TASK_REPAIR);
	}
	if (member->token_goal == VOUCH_GOAL_FALSE && !member->only_reported &&
		(member->token == VOUCH_TOKEN_LIVE || member->token == VOUCH_TOKEN_DEAD))
		return vouch_task_bit(VOUCH_TASK_REVOKE);
	return 0;
}

static unsigned unlock_tasks(const struct vouch_member *member)
{
	if (member->unlock_goal == VOUCH_GOAL_TRUE && member->unlocks == VOUCH_NO)
		return vouch_task_bit(VOUCH_TASK_ADD_UNLOCKER);
	if (member->unlock_goal == VOUCH_GOAL_FALSE && member->unlocks == VOUCH_YES)
		return vouch_task_bit(VOUCH_TASK_REMOVE_UNLOCKER);
	return 0;
}

static unsigned admin_tasks(const struct vouch_member *member)
{
	enum vouch_goal goal = vouch_member_admin_goal(member);

	if (goal == VOUCH_GOAL_TRUE && member->admin == VOUCH_NO)
		return vouch_task_bit(VOUCH_TASK_PROMOTE);
	if (goal == VOUCH_GOAL_FALSE && member->admin == VOUCH_YES)
		return vouch_task_bit(VOUCH_TASK_DEMOTE);
	return 0;
}

static unsigned update_tasks(const struct vouch_member *member)
{
	enum vouch_field field;

	for (field = 0; field < VOUCH_FIELD_COUNT; field++) {
		if (vouch_field_info(field)->change == VOUCH_CHANGE_ATTRIBUTE &&
			member->verdicts[field].outcome == VOUCH_OUTCOME_CHANGE)
			return vouch_task_bit(VOUCH_TASK_UPDATE);
	}
	return 0;
}

static unsigned wanted_tasks(const struct vouch_member *member)
{
	if (member->user == NULL)
		return 0;
	if (member->leaves)
		return member->present ? vouch_task_bit(VOUCH_TASK_DELETE) : 0;
	if (!member->present)
		return vouch_task_bit(VOUCH_TASK_CREATE) | token_tasks(member) |
		       unlock_tasks(member);
	return admin_tasks(member) | token_tasks(member) | unlock_tasks(member) |
	       update_tasks(member) |
	       (member->password_due ? vouch_task_bit(VOUCH_TASK_PASSWORD) : 0);
}

void vouch_plan_wants(struct vouch_world *world)
{
	int who;

	for (who = 0; who < world->count; who++) {
		struct vouch_member *member = &world->members[who];
		enum vouch_task task;

		member->wanted = wanted_tasks(member);
		for (task = 0; task < VOUCH_TASK_COUNT; task++) {
			if (vouch_task_in(member->wanted, task) &&
				vouch_lack_own(world, who, task).needs == VOUCH_NEEDS_COUNT)
				member->tried |= vouch_task_bit(task);
		}
		/* Where the account itself waits, everything of it does. */
		if (vouch_task_in(member->wanted, VOUCH_TASK_CREATE) &&
			!vouch_task_in(member->tried, VOUCH_TASK_CREATE))
			member->tried = 0;
	}
}
