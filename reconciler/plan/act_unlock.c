/* act_unlock.c – who is put on the FileVault list of HFS+, and who is taken off it. */
#include "act.h"

#include "step.h"

void vouch_act_add_unlocker(struct vouch_stage *stage, int who, int by)
{
	struct vouch_standing to = stage->standings[who];
	struct vouch_step *step = vouch_step_take(stage, VOUCH_ACTION_ADD_UNLOCKER, who, by);

	vouch_step_depend(stage, step, to.secret_id);
	to.unlocks = VOUCH_YES;
	to.unlock_id = vouch_step_last_id(stage);
	vouch_stage_set(stage, who, to);
	vouch_step_done(stage, who, VOUCH_TASK_ADD_UNLOCKER);
}

void vouch_act_remove_unlocker(struct vouch_stage *stage, int who)
{
	struct vouch_standing to = stage->standings[who];
	struct vouch_step *step =
		vouch_step_take(stage, VOUCH_ACTION_REMOVE_UNLOCKER, who, VOUCH_NOBODY);

	vouch_step_depend_before_loss(stage, step, VOUCH_TASK_REMOVE_UNLOCKER);
	to.unlocks = VOUCH_NO;
	vouch_stage_set(stage, who, to);
	vouch_step_done(stage, who, VOUCH_TASK_REMOVE_UNLOCKER);
}
