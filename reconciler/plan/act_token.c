/* act_token.c – who gets a token, whose is made to work again, and whose is taken. */
#include "act.h"

#include "schedule.h"
#include "step.h"

static void give_token(struct vouch_stage *stage, int who, enum vouch_task task)
{
	struct vouch_standing to = stage->standings[who];
	bool first = stage->live == 0;

	to.token = VOUCH_TOKEN_LIVE;
	to.token_id = vouch_step_last_id(stage);
	vouch_step_note_first(stage);
	vouch_stage_set(stage, who, to);
	vouch_step_done(stage, who, task);
	vouch_step_note_holder(stage, first);
}

/* Every person who left stood against it. */
static void depend_on_departures(struct vouch_stage *stage, struct vouch_step *step)
{
	const struct vouch_world *world = stage->world;
	size_t i;

	for (i = 0; i + 1 < world->steps.count; i++) {
		if (world->steps.items[i].action == VOUCH_ACTION_DELETE_USER &&
			world->members[world->steps.items[i].who].person != VOUCH_NO)
			vouch_step_depend(stage, step, (int)i + 1);
	}
}

void vouch_act_mint(struct vouch_stage *stage, int who)
{
	struct vouch_claim needed;
	struct vouch_step *step;

	vouch_first_token_by(stage, who, &needed);
	step = vouch_step_take_giving(stage, VOUCH_ACTION_MINT_TOKEN, who, VOUCH_NOBODY, true);
	step->first = true;
	vouch_step_depend(stage, step, stage->last_dead_id);
	if (needed.admin == VOUCH_YES)
		vouch_step_depend(stage, step, stage->standings[who].admin_id);
	if (needed.alone == VOUCH_YES)
		depend_on_departures(stage, step);
	vouch_step_depend(stage, step, stage->standings[who].secret_id);
	give_token(stage, who, VOUCH_TASK_GRANT);
}

void vouch_act_repair(struct vouch_stage *stage, int who, int by)
{
	struct vouch_step *step =
		vouch_step_take_giving(stage, VOUCH_ACTION_REPAIR_TOKEN, who, by, true);

	vouch_step_depend(stage, step, stage->standings[who].secret_id);
	give_token(stage, who, VOUCH_TASK_REPAIR);
}

void vouch_act_grant(struct vouch_stage *stage, int who, int by)
{
	struct vouch_step *step =
		vouch_step_take_giving(stage, VOUCH_ACTION_GRANT_TOKEN, who, by, true);

	vouch_step_depend(stage, step, stage->standings[who].secret_id);
	give_token(stage, who, VOUCH_TASK_GRANT);
}

void vouch_act_revoke(struct vouch_stage *stage, int who, int by)
{
	struct vouch_standing to = stage->standings[who];
	struct vouch_step *step = vouch_step_take(stage, VOUCH_ACTION_REVOKE_TOKEN, who, by);

	vouch_step_depend_before_loss(stage, step, VOUCH_TASK_REVOKE);
	vouch_step_depend(stage, step, to.secret_id);
	to.token = VOUCH_TOKEN_NONE;
	to.token_id = vouch_step_last_id(stage);
	if (stage->perhaps_holders == 1)
		stage->last_dead_id = vouch_step_last_id(stage);
	vouch_stage_set(stage, who, to);
	vouch_step_done(stage, who, VOUCH_TASK_REVOKE);
	stage->version += vouch_task_in(stage->pending[who], VOUCH_TASK_PROMOTE);
}
