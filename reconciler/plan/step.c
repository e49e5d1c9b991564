/* step.c – the step that an action becomes: what it depends on, and what it settles. */
#include "step.h"

#include "preboot.h"
#include "unlock.h"

int vouch_step_last_id(const struct vouch_stage *stage)
{
	return (int)stage->world->steps.count;
}

void vouch_step_depend(struct vouch_stage *stage, struct vouch_step *step, int id)
{
	struct vouch_arena *arena = stage->world->arena;
	size_t at = step->after_count;

	if (id == 0)
		return;
	while (at > 0 && step->after[at - 1] > id)
		at--;
	if (at > 0 && step->after[at - 1] == id)
		return;
	step->after = vouch_arena_grow(
		arena, step->after, step->after_count, &step->after_room, sizeof *step->after);
	for (size_t i = step->after_count++; i > at; i--)
		step->after[i] = step->after[i - 1];
	step->after[at] = id;
}

/* Whatever made this account what it is now. */
static void depend_on_account(struct vouch_stage *stage, struct vouch_step *step, int who)
{
	const struct vouch_standing *now = &stage->standings[who];

	vouch_step_depend(stage, step, now->created_id);
	vouch_step_depend(stage, step, now->admin_id);
	vouch_step_depend(stage, step, now->token_id);
	vouch_step_depend(stage, step, now->secret_id);
	vouch_step_depend(stage, step, now->unlock_id);
}

struct vouch_step *vouch_step_take_giving(
	struct vouch_stage *stage, enum vouch_action action, int who, int by, bool gives)
{
	struct vouch_step *step;

	vouch_preboot_before(stage, action, who, gives);
	step = VOUCH_PUSH(stage->world->arena, &stage->world->steps);
	*step = (struct vouch_step){.action = action, .who = who, .by = by};
	if (who != VOUCH_NOBODY)
		vouch_step_depend(stage, step, stage->standings[who].created_id);
	if (by != VOUCH_NOBODY)
		depend_on_account(stage, step, by);
	return step;
}

struct vouch_step *vouch_step_take(
	struct vouch_stage *stage, enum vouch_action action, int who, int by)
{
	return vouch_step_take_giving(stage, action, who, by, false);
}

void vouch_step_done(struct vouch_stage *stage, int who, enum vouch_task task)
{
	vouch_stage_unwant(stage, who, task);
	stage->reached[who] |= vouch_task_bit(task);
}

static void depend_on_keeper(
	struct vouch_stage *stage, struct vouch_step *step, enum vouch_power power)
{
	const struct vouch_standing *keeper = &stage->standings[stage->first_keeper[power]];

	vouch_step_depend(stage, step, keeper->created_id);
	switch (power) {
	case VOUCH_POWER_ADMIN: vouch_step_depend(stage, step, keeper->admin_id); break;
	case VOUCH_POWER_TOKEN_ADMIN:
		vouch_step_depend(stage, step, keeper->admin_id);
		vouch_step_depend(stage, step, keeper->token_id);
		break;
	case VOUCH_POWER_HOLDER: vouch_step_depend(stage, step, keeper->token_id); break;
	case VOUCH_POWER_UNLOCKER: vouch_step_depend(stage, step, keeper->unlock_id); break;
	case VOUCH_POWER_COUNT: break;
	}
}

void vouch_step_depend_before_loss(
	struct vouch_stage *stage, struct vouch_step *step, enum vouch_task task)
{
	enum vouch_power power;
	size_t i;

	for (power = 0; power < VOUCH_POWER_COUNT; power++) {
		if (vouch_stage_task_takes(task, power) &&
			vouch_stage_is_protected(stage, step->who, power))
			depend_on_keeper(stage, step, power);
	}
	if (!(stage->grantors == 1 && vouch_stage_is_grantor(stage, step->who)) &&
		!(stage->adders == 1 && vouch_unlock_can_add(stage, step->who) &&
			vouch_stage_task_takes(task, VOUCH_POWER_UNLOCKER)))
		return;
	for (i = 0; i + 1 < stage->world->steps.count; i++) {
		if (stage->world->steps.items[i].by == step->who)
			vouch_step_depend(stage, step, (int)i + 1);
	}
}

void vouch_step_note_first(struct vouch_stage *stage)
{
	if (stage->live == 0 && stage->first_live_id == 0)
		stage->first_live_id = vouch_step_last_id(stage);
}

/* One more who could be promoted for a time: that matters while nobody else can vouch. */
void vouch_step_note_holder(struct vouch_stage *stage, bool first)
{
	if (stage->grantors < 2 && (first || vouch_stage_lacks_without(stage, VOUCH_NOBODY)))
		stage->version++;
}
