/* try.c – takes an action for one account if it is allowed where things stand: the preconditions of
 * the table of section 3, and what the rest of the plan still needs of the account. */
#include "try.h"

#include "act.h"
#include "schedule.h"
#include "unlock.h"

bool vouch_try_promote(struct vouch_stage *stage, int who, bool forced)
{
	/* With its token it would be a token admin, whose token nobody could take any more. */
	if (!forced && stage->way.rise_late &&
		vouch_task_in(stage->pending[who], VOUCH_TASK_REVOKE) &&
		stage->standings[who].token == VOUCH_TOKEN_LIVE &&
		stage->keepers[VOUCH_POWER_TOKEN_ADMIN] == 0)
		return false;
	vouch_act_promote(stage, who);
	return true;
}

/* Is there a token to be given with the creation, and is it possible in one action? */
static bool token_comes_with_it(const struct vouch_stage *stage, int who)
{
	return vouch_task_in(stage->pending[who], VOUCH_TASK_GRANT) && !stage->split[who];
}

bool vouch_try_create(struct vouch_stage *stage, int who, bool forced)
{
	bool first;
	int by;

	(void)forced;
	if (vouch_stage_taken_by(stage, who) != VOUCH_NOBODY ||
		vouch_first_token_keeps_out(stage, who))
		return false;
	if (!token_comes_with_it(stage, who)) {
		vouch_act_create(stage, who, VOUCH_NOBODY, false);
		return true;
	}
	by = vouch_stage_grantor(stage, who);
	if (by == VOUCH_NOBODY && stage->first_token != who)
		return false;
	first = by == VOUCH_NOBODY && stage->world->family->password_brings_first_token;
	if (first && vouch_first_token_open(stage, who) != VOUCH_YES)
		return false;
	vouch_act_create(stage, who, by, first);
	return true;
}

bool vouch_try_repair(struct vouch_stage *stage, int who, bool forced)
{
	int by = vouch_stage_grantor(stage, who);

	(void)forced;
	if (by == VOUCH_NOBODY || !stage->standings[who].secret)
		return false;
	vouch_act_repair(stage, who, by);
	return true;
}

bool vouch_try_grant(struct vouch_stage *stage, int who, bool forced)
{
	int by = vouch_stage_grantor(stage, who);

	(void)forced;
	if (by == VOUCH_NOBODY || !stage->standings[who].present || !stage->standings[who].secret)
		return false;
	vouch_act_grant(stage, who, by);
	return true;
}

bool vouch_try_add_unlocker(struct vouch_stage *stage, int who, bool forced)
{
	int by = vouch_unlock_adder(stage);

	(void)forced;
	if (by == VOUCH_NOBODY || !stage->standings[who].present || !stage->standings[who].secret)
		return false;
	vouch_act_add_unlocker(stage, who, by);
	return true;
}

bool vouch_try_set_password(struct vouch_stage *stage, int who, bool forced)
{
	int by = VOUCH_NOBODY;

	(void)forced;
	if (!vouch_stage_takes_password(stage, who, &by))
		return false;
	vouch_act_set_password(stage, who, by);
	return true;
}

bool vouch_try_update(struct vouch_stage *stage, int who, bool forced)
{
	(void)forced;
	vouch_act_update(stage, who);
	return true;
}

/* The others must still find a grantor, if this account is one now. */
static bool is_spared(const struct vouch_stage *stage, int who, bool forced)
{
	return forced || !vouch_stage_is_grantor(stage, who) ||
	       !vouch_stage_lacks_without(stage, who);
}

bool vouch_try_revoke(struct vouch_stage *stage, int who, bool forced)
{
	int by = vouch_stage_grantor(stage, who);
	enum vouch_power blocking;

	if (by == VOUCH_NOBODY || !stage->standings[who].secret || !is_spared(stage, who, forced) ||
		!vouch_stage_may_lose(stage, who, VOUCH_TASK_REVOKE, &blocking))
		return false;
	vouch_act_revoke(stage, who, by);
	return true;
}

bool vouch_try_remove_unlocker(struct vouch_stage *stage, int who, bool forced)
{
	enum vouch_power blocking;

	if ((!forced && vouch_unlock_lacks_without(stage, who)) ||
		!vouch_stage_may_lose(stage, who, VOUCH_TASK_REMOVE_UNLOCKER, &blocking))
		return false;
	vouch_act_remove_unlocker(stage, who);
	return true;
}

bool vouch_try_demote(struct vouch_stage *stage, int who, bool forced)
{
	enum vouch_power blocking;

	if (!is_spared(stage, who, forced) ||
		!vouch_stage_may_lose(stage, who, VOUCH_TASK_DEMOTE, &blocking) ||
		(!forced && vouch_first_token_needs_admin(stage, who)))
		return false;
	vouch_act_demote(stage, who);
	return true;
}

bool vouch_try_delete(struct vouch_stage *stage, int who, bool forced)
{
	const struct vouch_standing *now = &stage->standings[who];
	enum vouch_power blocking;
	int by = VOUCH_NOBODY;

	if (!is_spared(stage, who, forced) || (!forced && vouch_unlock_lacks_without(stage, who)) ||
		!vouch_stage_may_lose(stage, who, VOUCH_TASK_DELETE, &blocking) ||
		(now->temporary && stage->admins + stage->admins_for_a_time == 1))
		return false;
	if (now->token == VOUCH_TOKEN_LIVE && now->secret)
		by = vouch_stage_lasting_grantor(stage, who);
	vouch_act_delete(stage, who, by);
	return true;
}
