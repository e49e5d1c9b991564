/* power.c – promise 4: which powers an account has, who keeps them, and what takes them away. */
#include "stage.h"

/* Has the power now, and its goal keeps it. What is had for a time makes no keeper. */
bool vouch_stage_is_keeper(const struct vouch_stage *stage, int who, enum vouch_power power)
{
	const struct vouch_standing *now = &stage->standings[who];
	const struct vouch_member *member = &stage->world->members[who];
	bool admin = now->admin == VOUCH_YES &&
		     vouch_member_keeps(member, vouch_member_admin_goal(member));
	bool holder =
		now->token == VOUCH_TOKEN_LIVE && vouch_member_keeps(member, member->token_goal);

	if (!now->present || member->able != VOUCH_YES)
		return false;
	switch (power) {
	case VOUCH_POWER_ADMIN: return admin;
	case VOUCH_POWER_HOLDER: return holder;
	case VOUCH_POWER_TOKEN_ADMIN: return admin && holder;
	case VOUCH_POWER_UNLOCKER:
		return now->unlocks == VOUCH_YES && vouch_member_keeps(member, member->unlock_goal);
	case VOUCH_POWER_COUNT: break;
	}
	return false;
}

bool vouch_stage_is_protected(const struct vouch_stage *stage, int who, enum vouch_power power)
{
	const struct vouch_standing *now = &stage->standings[who];
	const struct vouch_member *member = &stage->world->members[who];
	bool admin = now->admin != VOUCH_NO;
	bool holder = now->token == VOUCH_TOKEN_LIVE || now->token == VOUCH_TOKEN_UNKNOWN;

	if (!now->present)
		return false;
	switch (power) {
	case VOUCH_POWER_ADMIN: return admin;
	case VOUCH_POWER_HOLDER: return stage->world->family->tokens && holder;
	case VOUCH_POWER_TOKEN_ADMIN:
		return stage->world->family->tokens && admin &&
		       (holder || member->token_goal == VOUCH_GOAL_TRUE) &&
		       stage->world->in->desired->guards.min_token_admins.value > 0;
	case VOUCH_POWER_UNLOCKER: return now->unlocks != VOUCH_NO;
	case VOUCH_POWER_COUNT: break;
	}
	return false;
}

bool vouch_stage_task_takes(enum vouch_task task, enum vouch_power power)
{
	static const bool takes[VOUCH_TASK_COUNT][VOUCH_POWER_COUNT] = {
		[VOUCH_TASK_REVOKE] =
			{[VOUCH_POWER_HOLDER] = true, [VOUCH_POWER_TOKEN_ADMIN] = true},
		[VOUCH_TASK_REMOVE_UNLOCKER] = {[VOUCH_POWER_UNLOCKER] = true},
		[VOUCH_TASK_DEMOTE] =
			{[VOUCH_POWER_ADMIN] = true, [VOUCH_POWER_TOKEN_ADMIN] = true},
		[VOUCH_TASK_DELETE] = {[VOUCH_POWER_ADMIN] = true,
			[VOUCH_POWER_HOLDER] = true,
			[VOUCH_POWER_TOKEN_ADMIN] = true,
			[VOUCH_POWER_UNLOCKER] = true},
	};

	return takes[task][power];
}

bool vouch_stage_blocks_loss(
	const struct vouch_stage *stage, int who, enum vouch_task task, enum vouch_power power)
{
	return vouch_stage_task_takes(task, power) && vouch_stage_is_protected(stage, who, power) &&
	       stage->keepers[power] == 0;
}

bool vouch_stage_may_lose(
	const struct vouch_stage *stage, int who, enum vouch_task task, enum vouch_power *blocking)
{
	enum vouch_power power;

	for (power = 0; power < VOUCH_POWER_COUNT; power++) {
		if (vouch_stage_blocks_loss(stage, who, task, power)) {
			*blocking = power;
			return false;
		}
	}
	return true;
}
