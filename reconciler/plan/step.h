/* step.h – the step that an action becomes: what it depends on, and what it settles. For those who
 * take actions (act.h).
 *
 *	step = vouch_step_take(stage, VOUCH_ACTION_GRANT_TOKEN, who, by);
 *	vouch_step_depend(stage, step, stage->standings[who].secret_id);
 *	vouch_stage_set(stage, who, to);
 *	vouch_step_done(stage, who, VOUCH_TASK_GRANT);
 *
 * A step is the last of the world's until the next one is taken; what others depend on is its id.
 */
#ifndef VOUCH_PLAN_STEP_H
#define VOUCH_PLAN_STEP_H

#include "stage.h"

/* Depends on what made the account of who, and on whatever made by what it is now. */
struct vouch_step *vouch_step_take(
	struct vouch_stage *stage, enum vouch_action action, int who, int by);
/* gives: a token comes with it. */
struct vouch_step *vouch_step_take_giving(
	struct vouch_stage *stage, enum vouch_action action, int who, int by, bool gives);
/* The id of the step that was taken last. */
int vouch_step_last_id(const struct vouch_stage *stage);
/* Ids ascending, none twice; 0 is what was there before the plan. */
void vouch_step_depend(struct vouch_stage *stage, struct vouch_step *step, int id);
/* What is lost stays with a keeper, and what the last grantor vouches for comes first. */
void vouch_step_depend_before_loss(
	struct vouch_stage *stage, struct vouch_step *step, enum vouch_task task);
/* The task is reached. */
void vouch_step_done(struct vouch_stage *stage, int who, enum vouch_task task);

/* The last step gives a token: before the stage learns of it. */
void vouch_step_note_first(struct vouch_stage *stage);
/* The same, after that; first: nobody held one before. */
void vouch_step_note_holder(struct vouch_stage *stage, bool first);

#endif
