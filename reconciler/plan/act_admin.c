/* act_admin.c – who becomes an administrator and who stops being one, for good or for a time. */
#include "act.h"

#include "step.h"

void vouch_act_promote(struct vouch_stage *stage, int who)
{
	struct vouch_standing to = stage->standings[who];

	vouch_step_take(stage, VOUCH_ACTION_PROMOTE, who, VOUCH_NOBODY);
	to.admin = VOUCH_YES;
	to.admin_id = vouch_step_last_id(stage);
	vouch_stage_set(stage, who, to);
	vouch_step_done(stage, who, VOUCH_TASK_PROMOTE);
}

void vouch_act_promote_for_a_time(struct vouch_stage *stage, int who)
{
	struct vouch_standing to = stage->standings[who];
	struct vouch_step *step = vouch_step_take(stage, VOUCH_ACTION_PROMOTE, who, VOUCH_NOBODY);

	step->temporary = true;
	vouch_step_depend(stage, step, to.token_id); /* without them it would be for nothing */
	vouch_step_depend(stage, step, to.secret_id);
	to.temporary = true;
	to.admin_id = vouch_step_last_id(stage);
	stage->promoted_before[who] = true;
	vouch_stage_set(stage, who, to);
}

void vouch_act_demote(struct vouch_stage *stage, int who)
{
	struct vouch_standing to = stage->standings[who];
	struct vouch_step *step = vouch_step_take(stage, VOUCH_ACTION_DEMOTE, who, VOUCH_NOBODY);

	vouch_step_depend_before_loss(stage, step, VOUCH_TASK_DEMOTE);
	to.admin = VOUCH_NO;
	vouch_stage_set(stage, who, to);
	vouch_step_done(stage, who, VOUCH_TASK_DEMOTE);
	stage->version += who == stage->first_token; /* somebody else may be the better one now */
}

void vouch_act_demote_after_a_time(struct vouch_stage *stage, int who)
{
	struct vouch_standing to = stage->standings[who];
	struct vouch_step *step = vouch_step_take(stage, VOUCH_ACTION_DEMOTE, who, VOUCH_NOBODY);

	step->temporary = true;
	/* Not on what it did meanwhile: it ends in any case. */
	vouch_step_depend(stage, step, to.admin_id);
	to.temporary = false;
	to.admin_id = 0;
	vouch_stage_set(stage, who, to);
	stage->version++; /* somebody else may have to be promoted next */
}
