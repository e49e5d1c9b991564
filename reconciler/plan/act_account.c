/* act_account.c – accounts that come, change and go, and their passwords. */
#include "act.h"

#include "step.h"

/* FACTS E1, N4: on 11 and later, with no live holder, setting a password brings the first token;
 * the tag does nothing before, so it is set as well where the version could not be read. */
static void suppress(struct vouch_stage *stage, struct vouch_step *step)
{
	const struct vouch_family *family = stage->world->family;

	if (!family->password_brings_first_token && !family->unread)
		return;
	step->suppress = stage->live == 0 && stage->standings[step->who].token != VOUCH_TOKEN_LIVE;
	/* Else it would take the first token where that one fails. */
	vouch_step_depend(stage, step, stage->first_live_id);
}

/* Whoever had its uid or full name. */
static void depend_on_owners(struct vouch_stage *stage, struct vouch_step *step, int claim)
{
	const struct vouch_positions *owners;
	size_t i;

	if (claim == VOUCH_NOBODY)
		return;
	owners = &stage->world->claims.items[claim].owners;
	for (i = 0; i < owners->count; i++)
		vouch_step_depend(stage, step, stage->standings[owners->items[i]].freed_id);
}

void vouch_act_create(struct vouch_stage *stage, int who, int by, bool first_token)
{
	const struct vouch_member *member = &stage->world->members[who];
	struct vouch_standing to = stage->standings[who];
	bool token = by != VOUCH_NOBODY || first_token, first = stage->live == 0;
	struct vouch_step *step =
		vouch_step_take_giving(stage, VOUCH_ACTION_CREATE_USER, who, by, token);
	enum vouch_unique what;

	step->first = first_token;
	if (!token)
		suppress(stage, step);
	for (what = 0; what < VOUCH_UNIQUE_COUNT; what++)
		depend_on_owners(stage, step, member->claim[what]);
	if (first_token)
		vouch_step_depend(stage, step, stage->last_dead_id);
	if (token) {
		to.token = VOUCH_TOKEN_LIVE;
		vouch_step_note_first(stage);
	}
	to.present = true;
	to.admin = vouch_tri_from(member->admin_goal == VOUCH_GOAL_TRUE);
	to.created_id = vouch_step_last_id(stage);
	vouch_stage_set(stage, who, to);
	vouch_stage_take(stage, who);
	vouch_step_done(stage, who, VOUCH_TASK_CREATE);
	if (token) {
		vouch_step_done(stage, who, VOUCH_TASK_GRANT);
		vouch_step_note_holder(stage, first);
	}
}

void vouch_act_set_password(struct vouch_stage *stage, int who, int by)
{
	struct vouch_standing to = stage->standings[who];
	struct vouch_step *step = vouch_step_take(stage, VOUCH_ACTION_SET_PASSWORD, who, by);

	suppress(stage, step);
	vouch_step_depend(stage, step, to.token_id); /* as its token is, so it is set */
	if (!to.secret) {
		to.secret = true;
		to.secret_id = vouch_step_last_id(stage);
		stage->version++;
	}
	vouch_stage_set(stage, who, to);
	vouch_step_done(stage, who, VOUCH_TASK_PASSWORD);
}

void vouch_act_update(struct vouch_stage *stage, int who)
{
	struct vouch_standing to = stage->standings[who];

	vouch_step_take(stage, VOUCH_ACTION_UPDATE_USER, who, VOUCH_NOBODY);
	if (stage->world->members[who].verdicts[VOUCH_FIELD_FULL_NAME].outcome ==
		VOUCH_OUTCOME_CHANGE) {
		to.renamed = true;
		to.freed_id = vouch_step_last_id(stage);
	}
	vouch_stage_set(stage, who, to);
	vouch_stage_free(stage, who);
	vouch_step_done(stage, who, VOUCH_TASK_UPDATE);
}

void vouch_act_delete(struct vouch_stage *stage, int who, int by)
{
	struct vouch_step *step = vouch_step_take(stage, VOUCH_ACTION_DELETE_USER, who, by);
	bool held = stage->standings[who].token != VOUCH_TOKEN_NONE;

	vouch_step_depend_before_loss(stage, step, VOUCH_TASK_DELETE);
	if (by != VOUCH_NOBODY)
		vouch_step_depend(stage, step, stage->standings[who].secret_id);
	/* Every dead token stands against a mint: the last to go depends on those before it. */
	if (held && stage->live == 0) {
		vouch_step_depend(stage, step, stage->last_dead_id);
		stage->last_dead_id = vouch_step_last_id(stage);
	}
	vouch_stage_set(stage, who,
		(struct vouch_standing){.admin = VOUCH_NO,
			.token = VOUCH_TOKEN_NONE,
			.unlocks = VOUCH_NO,
			.freed_id = vouch_step_last_id(stage)});
	vouch_stage_free(stage, who);
	vouch_step_done(stage, who, VOUCH_TASK_DELETE);
}
