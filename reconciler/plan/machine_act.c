/* machine_act.c – takes the actions of the machine itself: the bootstrap token is escrowed as soon
 * as somebody can, FileVault is turned on when nothing else is left to do. */
#include "schedule.h"
#include "step.h"

bool vouch_machine_escrow(struct vouch_stage *stage)
{
	int by;

	if (!stage->pending_machine.escrow)
		return false;
	by = vouch_stage_lasting_grantor(stage, VOUCH_NOBODY);
	if (by == VOUCH_NOBODY)
		return false;
	vouch_step_take(stage, VOUCH_ACTION_ESCROW_BOOTSTRAP, VOUCH_NOBODY, by);
	stage->pending_machine.escrow = false;
	stage->reached_machine.escrow = true;
	return true;
}

static bool is_holder(const struct vouch_stage *stage, int who)
{
	const struct vouch_standing *now = &stage->standings[who];

	return now->present && now->token == VOUCH_TOKEN_LIVE;
}

int vouch_machine_unlocker(const struct vouch_stage *stage)
{
	int place;

	for (place = 0; place < stage->world->count; place++) {
		int who = stage->world->preference[place];

		if (is_holder(stage, who) && stage->standings[who].secret &&
			stage->world->members[who].able == VOUCH_YES)
			return who;
	}
	return VOUCH_NOBODY;
}

bool vouch_machine_is_to_unlock(const struct vouch_member *member)
{
	const struct vouch_value *filevault =
		member->user != NULL ? vouch_user_field(member->user, VOUCH_FIELD_FILEVAULT) : NULL;

	return filevault != NULL && filevault->as.flag && !member->leaves;
}

enum vouch_tri vouch_machine_is_visible(const struct vouch_stage *stage, int who)
{
	const struct vouch_member *member = &stage->world->members[who];
	const struct vouch_value *hidden =
		member->user != NULL ? vouch_user_field(member->user, VOUCH_FIELD_HIDDEN) : NULL;

	/* Made in this plan, it is not hidden by itself. */
	if (member->account == NULL)
		return vouch_tri_from(hidden == NULL || !hidden->as.flag);
	if (hidden != NULL &&
		vouch_task_in(stage->reached[who] | stage->pending[who], VOUCH_TASK_UPDATE))
		return vouch_tri_from(!hidden->as.flag);
	if (member->account->hidden == VOUCH_UNKNOWN)
		return VOUCH_UNKNOWN;
	return vouch_tri_from(member->account->hidden == VOUCH_NO);
}

int vouch_machine_visible_unlocker(const struct vouch_stage *stage)
{
	int seen = VOUCH_NOBODY, place;

	for (place = 0; place < stage->world->count; place++) {
		int who = stage->world->preference[place];
		const struct vouch_standing *now = &stage->standings[who];

		if (!is_holder(stage, who) || vouch_machine_is_visible(stage, who) != VOUCH_YES)
			continue;
		/* Rather one that nothing in this plan can fail for. */
		if (now->created_id == 0 && now->token_id == 0)
			return who;
		if (seen == VOUCH_NOBODY)
			seen = who;
	}
	return seen;
}

/* Nobody who is to unlock the disk is still waiting for it. */
static bool everybody_can(const struct vouch_stage *stage)
{
	int who;

	for (who = 0; who < stage->world->count; who++) {
		const struct vouch_member *member = &stage->world->members[who];

		if (vouch_machine_is_to_unlock(member) &&
			(!is_holder(stage, who) || member->namesake != NULL))
			return false;
	}
	return true;
}

/* What an account that is to unlock the disk, or is needed for it, became by this step. */
static bool is_needed(const struct vouch_stage *stage, int id, int by, int seen)
{
	const struct vouch_step *step = &stage->world->steps.items[id - 1];
	int who = step->who;

	if (who == VOUCH_NOBODY)
		return false;
	if (who == seen && step->action == VOUCH_ACTION_UPDATE_USER &&
		stage->world->members[who].verdicts[VOUCH_FIELD_HIDDEN].outcome ==
			VOUCH_OUTCOME_CHANGE)
		return true;
	if (who != by && who != seen && !vouch_machine_is_to_unlock(&stage->world->members[who]))
		return false;
	return id == stage->standings[who].created_id || id == stage->standings[who].token_id;
}

bool vouch_machine_enable_filevault(struct vouch_stage *stage)
{
	struct vouch_step *step;
	int by, seen, id, last = (int)stage->world->steps.count;

	if (!stage->pending_machine.filevault || !everybody_can(stage))
		return false;
	by = vouch_machine_unlocker(stage);
	seen = vouch_machine_visible_unlocker(stage);
	if (by == VOUCH_NOBODY || seen == VOUCH_NOBODY)
		return false;
	step = vouch_step_take(stage, VOUCH_ACTION_ENABLE_FILEVAULT, VOUCH_NOBODY, by);
	stage->pending_machine.filevault = false;
	stage->reached_machine.filevault = true;
	for (id = 1; id <= last; id++) {
		if (is_needed(stage, id, by, seen))
			vouch_step_depend(stage, step, id);
	}
	return true;
}
