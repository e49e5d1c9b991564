/* temporary.c – temporary promotion: who is made an administrator for a time, and when it ends. */
#include "act.h"
#include "schedule.h"

static bool leaves_with_it(const struct vouch_stage *stage, int who)
{
	return vouch_task_in(stage->pending[who], VOUCH_TASK_DELETE);
}

/* Some creation that nothing of this account holds up will bring an administrator. */
static bool an_admin_will_come(const struct vouch_stage *stage, int but)
{
	int who;

	for (who = 0; who < stage->world->count; who++) {
		if (vouch_task_in(stage->pending[who], VOUCH_TASK_CREATE) &&
			stage->world->members[who].admin_goal == VOUCH_GOAL_TRUE &&
			vouch_stage_taken_by(stage, who) != but)
			return true;
	}
	return false;
}

/* A delete ends it as well, unless the leaver would be the only administrator. */
static bool ends_by_leaving(const struct vouch_stage *stage, int who)
{
	return leaves_with_it(stage, who) && (stage->admins > 0 || an_admin_will_come(stage, who));
}

bool vouch_temporary_end(struct vouch_stage *stage)
{
	size_t i;

	for (i = 0; i < stage->temporaries.count; i++) {
		int who = stage->temporaries.items[i];

		if (!stage->standings[who].temporary || vouch_stage_lacks_without(stage, who) ||
			ends_by_leaving(stage, who))
			continue;
		vouch_act_demote_after_a_time(stage, who);
		return true;
	}
	return false;
}

bool vouch_temporary_is_possible(const struct vouch_stage *stage, int who)
{
	const struct vouch_member *member = &stage->world->members[who];

	return stage->world->in->desired->guards.temporary_admin.value != 0 &&
	       member->user != NULL && member->secret == VOUCH_SECRET_USABLE &&
	       member->able == VOUCH_YES && member->namesake == NULL &&
	       vouch_member_admin_goal(member) != VOUCH_GOAL_TRUE;
}

static bool can_serve(const struct vouch_stage *stage, int who)
{
	const struct vouch_standing *now = &stage->standings[who];
	int only = stage->grantors == 1 ? vouch_stage_grantor(stage, VOUCH_NOBODY) : VOUCH_NOBODY;

	if (!now->present || now->token != VOUCH_TOKEN_LIVE || now->admin != VOUCH_NO ||
		now->temporary || stage->promoted_before[who] ||
		!vouch_temporary_is_possible(stage, who))
		return false;
	if (only != VOUCH_NOBODY) /* it is the only grantor's own task that lacks one */
		return only != who;
	return stage->needs - vouch_stage_needs_grantor(stage, who) -
		       vouch_stage_blocked_needs(stage, who) >
	       0;
}

/* The smaller, the better: it may be asked by everybody, it costs one action less, preference. */
static int badness(const struct vouch_stage *stage, int who)
{
	const struct vouch_member *member = &stage->world->members[who];
	bool target = vouch_stage_needs_grantor(stage, who);
	bool cheap = ends_by_leaving(stage, who);

	return 4 * target + 2 * !cheap + (member->leaves && !cheap);
}

bool vouch_temporary_begin(struct vouch_stage *stage)
{
	int chosen = VOUCH_NOBODY, least = 0, i;

	if (!vouch_stage_lacks_without(stage, VOUCH_NOBODY))
		return false;
	for (i = 0; i < stage->world->count; i++) {
		int who = stage->world->preference[i], bad;

		if (!can_serve(stage, who))
			continue;
		bad = badness(stage, who);
		if (chosen == VOUCH_NOBODY || bad < least) {
			chosen = who;
			least = bad;
		}
	}
	/* Where two could only take each other's token, the one that needs no promotion stays. */
	if (chosen == VOUCH_NOBODY ||
		(stage->grantors == 1 && vouch_task_in(stage->pending[chosen], VOUCH_TASK_REVOKE)))
		return false;
	*VOUCH_PUSH(stage->world->arena, &stage->temporaries) = chosen;
	vouch_act_promote_for_a_time(stage, chosen);
	return true;
}
