/* temporary.c – temporary promotion: who is made an administrator for a time, and when it ends. */
#include "act.h"
#include "schedule.h"
#include "succession.h"

static bool leaves_with_it(const struct vouch_stage *stage, int who)
{
	return vouch_task_in(stage->pending[who], VOUCH_TASK_DELETE);
}

/* Somebody is still to rise, or some creation that nothing of this account holds up will bring an
 * administrator. */
static bool an_admin_will_come(const struct vouch_stage *stage, int but)
{
	int who;

	for (who = 0; stage->way.rise_late && who < stage->world->count; who++) {
		if (who != but && vouch_task_in(stage->pending[who], VOUCH_TASK_PROMOTE))
			return true;
	}
	for (who = 0; stage->admins_to_come > 0 && who < stage->world->count; who++) {
		if (vouch_task_in(stage->pending[who], VOUCH_TASK_CREATE) &&
			stage->world->members[who].admin_goal == VOUCH_GOAL_TRUE &&
			vouch_stage_taken_by(stage, who) != but)
			return true;
	}
	return false;
}

/* Somebody else is an administrator for a time, or has to become one before this one goes. */
static bool another_rises_for_a_time(const struct vouch_stage *stage, int who)
{
	return stage->admins_for_a_time > stage->standings[who].temporary ||
	       (vouch_succession_passes(stage, who) &&
		       stage->successors[VOUCH_SUCCESSION_READY] +
				       stage->successors[VOUCH_SUCCESSION_SPARE] >
			       0);
}

/* A delete ends it as well, unless the leaver would be the only administrator. */
static bool ends_by_leaving(const struct vouch_stage *stage, int who)
{
	return leaves_with_it(stage, who) && (stage->admins > 0 || an_admin_will_come(stage, who) ||
						     another_rises_for_a_time(stage, who));
}

bool vouch_temporary_is_allowed(const struct vouch_stage *stage, int who)
{
	const struct vouch_member *member = &stage->world->members[who];

	return stage->world->in->desired->guards.temporary_admin.value != 0 &&
	       member->user != NULL && member->able == VOUCH_YES && member->namesake == NULL &&
	       vouch_member_admin_goal(member) != VOUCH_GOAL_TRUE;
}

bool vouch_temporary_is_possible(const struct vouch_stage *stage, int who)
{
	return vouch_temporary_is_allowed(stage, who) && vouch_stage_will_have_secret(stage, who);
}

bool vouch_temporary_is_open(const struct vouch_stage *stage, int who)
{
	const struct vouch_standing *now = &stage->standings[who];

	return now->admin == VOUCH_NO && !now->temporary && !stage->promoted_before[who] &&
	       vouch_temporary_is_possible(stage, who);
}

bool vouch_temporary_is_ready(const struct vouch_stage *stage, int who)
{
	const struct vouch_standing *now = &stage->standings[who];

	return now->present && now->secret && now->token == VOUCH_TOKEN_LIVE &&
	       vouch_temporary_is_open(stage, who);
}

static bool can_serve(const struct vouch_stage *stage, int who)
{
	/* Who needs another itself is no help to grantors who can do that for each other. */
	return vouch_temporary_is_ready(stage, who) &&
	       (stage->grantors == 0 || !vouch_stage_needs_grantor(stage, who));
}

bool vouch_temporary_end(struct vouch_stage *stage)
{
	size_t i;

	for (i = 0; i < stage->temporaries.count; i++) {
		int who = stage->temporaries.items[i];

		if (!stage->standings[who].temporary || ends_by_leaving(stage, who) ||
			vouch_first_token_open(stage, who) == VOUCH_YES || /* minted next */
			!vouch_succession_does_without(stage, who))
			continue;
		vouch_act_demote_after_a_time(stage, who);
		return true;
	}
	return false;
}

bool vouch_temporary_give_up(struct vouch_stage *stage)
{
	size_t i;

	for (i = 0; i < stage->temporaries.count; i++) {
		int who = stage->temporaries.items[i];

		if (!stage->standings[who].temporary)
			continue;
		vouch_act_demote_after_a_time(stage, who);
		return true;
	}
	return false;
}

/* The smaller, the better: nobody has to do the same for it, it costs one action less, and it is
 * not on its way out. */
static int badness(const struct vouch_stage *stage, int who)
{
	const struct vouch_member *member = &stage->world->members[who];
	bool target = vouch_succession_passes(stage, who) && !vouch_succession_comes_by(stage, who);
	bool cheap = ends_by_leaving(stage, who);

	return 4 * target + 2 * !cheap + (member->leaves && !cheap);
}

static void begin(struct vouch_stage *stage, int who)
{
	*VOUCH_PUSH(stage->world->arena, &stage->temporaries) = who;
	vouch_act_promote_for_a_time(stage, who);
}

bool vouch_temporary_begin_first(struct vouch_stage *stage)
{
	int who = stage->first_token;

	if (who == VOUCH_NOBODY || !stage->rises_first || stage->perhaps_holders > 0 ||
		!stage->standings[who].present || !stage->standings[who].secret ||
		stage->standings[who].temporary)
		return false;
	begin(stage, who);
	return true;
}

bool vouch_temporary_begin(struct vouch_stage *stage, bool settle)
{
	int chosen = VOUCH_NOBODY, least = 0, i;

	if (!vouch_stage_lacks_without(stage, VOUCH_NOBODY))
		return false;
	if (!settle && vouch_succession_comes(stage, VOUCH_NOBODY))
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
	if (chosen == VOUCH_NOBODY)
		return false;
	begin(stage, chosen);
	return true;
}
