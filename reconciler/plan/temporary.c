/* temporary.c – temporary promotion: who is made an administrator for a time, and when it ends. */
#include "act.h"
#include "schedule.h"

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

/* A delete ends it as well, unless the leaver would be the only administrator. */
static bool ends_by_leaving(const struct vouch_stage *stage, int who)
{
	return leaves_with_it(stage, who) && (stage->admins > 0 || an_admin_will_come(stage, who));
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

static bool can_serve(const struct vouch_stage *stage, int who)
{
	const struct vouch_standing *now = &stage->standings[who];
	int itself = vouch_stage_needs_grantor(stage, who);

	if (!now->present || !now->secret || now->token != VOUCH_TOKEN_LIVE ||
		now->admin != VOUCH_NO || now->temporary || stage->promoted_before[who] ||
		!vouch_temporary_is_possible(stage, who))
		return false;
	/* Who needs another itself is no help to grantors who can do that for each other. */
	if (stage->grantors > 0 && itself)
		return false;
	return stage->needs - itself - vouch_stage_blocked_needs(stage, who) > 0;
}

/* A lasting administrator who is to get a token, or a password with its token, and can get it: then
 * nobody else is needed. to_stay: one whose own token is to be taken needs somebody else after all.
 */
static bool a_grantor_will_come(const struct vouch_stage *stage, bool to_stay)
{
	const unsigned gains = vouch_task_bit(VOUCH_TASK_GRANT) | vouch_task_bit(VOUCH_TASK_REPAIR);
	int who;

	for (who = 0; who < stage->world->count; who++) {
		const struct vouch_member *member = &stage->world->members[who];
		const struct vouch_standing *now = &stage->standings[who];
		bool goes = to_stay && vouch_task_in(stage->pending[who], VOUCH_TASK_REVOKE);
		bool comes = !goes && ((stage->pending[who] & gains) != 0 ||
					      (now->token == VOUCH_TOKEN_LIVE && !now->secret));

		if (comes && vouch_stage_will_have_secret(stage, who) &&
			(now->admin == VOUCH_YES ||
				(now->admin == VOUCH_NO && /* what is unread cannot rise */
					vouch_member_admin_goal(member) == VOUCH_GOAL_TRUE)))
			return true;
	}
	return false;
}

/* Somebody else will have to be promoted in any case, to take this one's own token, and can be now:
 * then that one does the rest as well. */
static bool is_relieved(const struct vouch_stage *stage, int who)
{
	int other;

	if (!vouch_stage_needs_grantor(stage, who) || a_grantor_will_come(stage, true))
		return false;
	for (other = 0; other < stage->world->count; other++) {
		if (!vouch_stage_needs_grantor(stage, other) && can_serve(stage, other))
			return true;
	}
	return false;
}

/* A lasting administrator whose token stays, and who lacks only a password that is set next. */
static bool lacks_only_a_password(const struct vouch_stage *stage, int who)
{
	const struct vouch_standing *now = &stage->standings[who];

	return now->token == VOUCH_TOKEN_LIVE && now->admin == VOUCH_YES && !now->secret &&
	       vouch_task_in(stage->pending[who], VOUCH_TASK_PASSWORD) &&
	       !vouch_task_in(stage->pending[who], VOUCH_TASK_REVOKE);
}

/* Those who vouch without it bring another grantor, and that one does for them what they cannot do
 * for themselves. */
static bool is_succeeded(const struct vouch_stage *stage)
{
	int lasting = stage->grantors, who;
	size_t i;

	for (i = 0; i < stage->temporaries.count; i++) {
		who = stage->temporaries.items[i];
		lasting -= stage->standings[who].temporary && vouch_stage_is_grantor(stage, who);
	}
	for (who = 0; lasting > 0 && who < stage->world->count; who++) {
		if (lacks_only_a_password(stage, who))
			return true;
	}
	return false;
}

bool vouch_temporary_end(struct vouch_stage *stage)
{
	size_t i;

	for (i = 0; i < stage->temporaries.count; i++) {
		int who = stage->temporaries.items[i];

		if (!stage->standings[who].temporary || ends_by_leaving(stage, who) ||
			vouch_first_token_open(stage, who) == VOUCH_YES || /* minted next */
			(vouch_stage_lacks_without(stage, who) && !is_relieved(stage, who) &&
				!is_succeeded(stage)))
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
static int badness(const struct vouch_stage *stage, int who, bool a_grantor_stays)
{
	const struct vouch_member *member = &stage->world->members[who];
	bool target = vouch_stage_needs_grantor(stage, who) && !a_grantor_stays;
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
	bool a_grantor_comes, a_grantor_stays;

	if (!vouch_stage_lacks_without(stage, VOUCH_NOBODY))
		return false;
	a_grantor_comes = a_grantor_will_come(stage, false);
	a_grantor_stays = a_grantor_will_come(stage, true);
	if (stage->grantors > 0 && a_grantor_comes && !settle)
		return false;
	for (i = 0; i < stage->world->count; i++) {
		int who = stage->world->preference[i], bad;

		if (!can_serve(stage, who))
			continue;
		bad = badness(stage, who, a_grantor_stays);
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
