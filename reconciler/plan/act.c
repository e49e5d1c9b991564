/* act.c – the effects of the table of section 3, one function an action. */
#include "act.h"

#include "preboot.h"
#include "schedule.h"
#include "unlock.h"

static int last_id(const struct vouch_stage *stage)
{
	return (int)stage->world->steps.count;
}

static void depend(struct vouch_stage *stage, struct vouch_step *step, int id)
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

void vouch_act_depend(struct vouch_stage *stage, struct vouch_step *step, int id)
{
	depend(stage, step, id);
}

/* Whatever made this account what it is now. */
static void depend_on_account(struct vouch_stage *stage, struct vouch_step *step, int who)
{
	const struct vouch_standing *now = &stage->standings[who];

	depend(stage, step, now->created_id);
	depend(stage, step, now->admin_id);
	depend(stage, step, now->token_id);
	depend(stage, step, now->secret_id);
	depend(stage, step, now->unlock_id);
}

static void depend_on_keeper(
	struct vouch_stage *stage, struct vouch_step *step, enum vouch_power power)
{
	const struct vouch_standing *keeper = &stage->standings[stage->first_keeper[power]];

	depend(stage, step, keeper->created_id);
	switch (power) {
	case VOUCH_POWER_ADMIN: depend(stage, step, keeper->admin_id); break;
	case VOUCH_POWER_TOKEN_ADMIN:
		depend(stage, step, keeper->admin_id);
		depend(stage, step, keeper->token_id);
		break;
	case VOUCH_POWER_HOLDER: depend(stage, step, keeper->token_id); break;
	case VOUCH_POWER_UNLOCKER: depend(stage, step, keeper->unlock_id); break;
	case VOUCH_POWER_COUNT: break;
	}
}

static struct vouch_step *take_giving(
	struct vouch_stage *stage, enum vouch_action action, int who, int by, bool gives)
{
	struct vouch_step *step;

	vouch_preboot_before(stage, action, who, gives);
	step = VOUCH_PUSH(stage->world->arena, &stage->world->steps);
	*step = (struct vouch_step){.action = action, .who = who, .by = by};
	if (who != VOUCH_NOBODY)
		depend(stage, step, stage->standings[who].created_id);
	if (by != VOUCH_NOBODY)
		depend_on_account(stage, step, by);
	return step;
}

static struct vouch_step *take(struct vouch_stage *stage, enum vouch_action action, int who, int by)
{
	return take_giving(stage, action, who, by, false);
}

static void done(struct vouch_stage *stage, int who, enum vouch_task task)
{
	vouch_stage_unwant(stage, who, task);
	stage->reached[who] |= vouch_task_bit(task);
}

/* What is lost stays with a keeper, and what the last grantor vouches for comes first. */
static void depend_before_loss(
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
			depend(stage, step, (int)i + 1);
	}
}

void vouch_act_promote(struct vouch_stage *stage, int who)
{
	struct vouch_standing to = stage->standings[who];

	take(stage, VOUCH_ACTION_PROMOTE, who, VOUCH_NOBODY);
	to.admin = VOUCH_YES;
	to.admin_id = last_id(stage);
	vouch_stage_set(stage, who, to);
	done(stage, who, VOUCH_TASK_PROMOTE);
}

void vouch_act_promote_for_a_time(struct vouch_stage *stage, int who)
{
	struct vouch_standing to = stage->standings[who];
	struct vouch_step *step = take(stage, VOUCH_ACTION_PROMOTE, who, VOUCH_NOBODY);

	step->temporary = true;
	depend(stage, step, to.token_id); /* without them it would be for nothing */
	depend(stage, step, to.secret_id);
	to.temporary = true;
	to.admin_id = last_id(stage);
	vouch_stage_set(stage, who, to);
	stage->promoted_before[who] = true;
}

void vouch_act_demote(struct vouch_stage *stage, int who)
{
	struct vouch_standing to = stage->standings[who];
	struct vouch_step *step = take(stage, VOUCH_ACTION_DEMOTE, who, VOUCH_NOBODY);

	depend_before_loss(stage, step, VOUCH_TASK_DEMOTE);
	to.admin = VOUCH_NO;
	vouch_stage_set(stage, who, to);
	done(stage, who, VOUCH_TASK_DEMOTE);
	stage->version += who == stage->first_token; /* somebody else may be the better one now */
}

void vouch_act_demote_after_a_time(struct vouch_stage *stage, int who)
{
	struct vouch_standing to = stage->standings[who];
	struct vouch_step *step = take(stage, VOUCH_ACTION_DEMOTE, who, VOUCH_NOBODY);

	step->temporary = true;
	depend(stage, step, to.admin_id); /* not on what it did meanwhile: it ends in any case */
	to.temporary = false;
	to.admin_id = 0;
	vouch_stage_set(stage, who, to);
}

/* Before the stage learns of it. */
static void note_first(struct vouch_stage *stage)
{
	if (stage->live == 0 && stage->first_live_id == 0)
		stage->first_live_id = last_id(stage);
}

/* One more who could be promoted for a time: that matters while nobody else can vouch. */
static void note_holder(struct vouch_stage *stage, bool first)
{
	if (stage->grantors < 2 && (first || vouch_stage_lacks_without(stage, VOUCH_NOBODY)))
		stage->version++;
}

static void give_token(struct vouch_stage *stage, int who, enum vouch_task task)
{
	struct vouch_standing to = stage->standings[who];
	bool first = stage->live == 0;

	to.token = VOUCH_TOKEN_LIVE;
	to.token_id = last_id(stage);
	note_first(stage);
	vouch_stage_set(stage, who, to);
	done(stage, who, task);
	note_holder(stage, first);
}

/* Every person who left stood against it. */
static void depend_on_departures(struct vouch_stage *stage, struct vouch_step *step)
{
	const struct vouch_world *world = stage->world;
	size_t i;

	for (i = 0; i + 1 < world->steps.count; i++) {
		if (world->steps.items[i].action == VOUCH_ACTION_DELETE_USER &&
			world->members[world->steps.items[i].who].person != VOUCH_NO)
			depend(stage, step, (int)i + 1);
	}
}

void vouch_act_mint(struct vouch_stage *stage, int who)
{
	struct vouch_claim needed;
	struct vouch_step *step;

	vouch_first_token_by(stage, who, &needed);
	step = take_giving(stage, VOUCH_ACTION_MINT_TOKEN, who, VOUCH_NOBODY, true);
	step->first = true;
	depend(stage, step, stage->last_dead_id);
	if (needed.admin == VOUCH_YES)
		depend(stage, step, stage->standings[who].admin_id);
	if (needed.alone == VOUCH_YES)
		depend_on_departures(stage, step);
	depend(stage, step, stage->standings[who].secret_id);
	give_token(stage, who, VOUCH_TASK_GRANT);
}

/* FACTS E1: on 11 and later, with no live holder, setting a password brings the first token. */
static void suppress(struct vouch_stage *stage, struct vouch_step *step)
{
	if (!stage->world->family->password_brings_first_token)
		return;
	step->suppress = stage->live == 0 && stage->standings[step->who].token != VOUCH_TOKEN_LIVE;
	/* Else it would take the first token where that one fails. */
	depend(stage, step, stage->first_live_id);
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
		depend(stage, step, stage->standings[owners->items[i]].freed_id);
}

void vouch_act_create(struct vouch_stage *stage, int who, int by, bool first_token)
{
	const struct vouch_member *member = &stage->world->members[who];
	struct vouch_standing to = stage->standings[who];
	bool token = by != VOUCH_NOBODY || first_token, first = stage->live == 0;
	struct vouch_step *step = take_giving(stage, VOUCH_ACTION_CREATE_USER, who, by, token);
	enum vouch_unique what;

	step->first = first_token;
	if (!token)
		suppress(stage, step);
	for (what = 0; what < VOUCH_UNIQUE_COUNT; what++)
		depend_on_owners(stage, step, member->claim[what]);
	if (first_token)
		depend(stage, step, stage->last_dead_id);
	if (token) {
		to.token = VOUCH_TOKEN_LIVE;
		note_first(stage);
	}
	to.present = true;
	to.admin = vouch_tri_from(member->admin_goal == VOUCH_GOAL_TRUE);
	to.created_id = last_id(stage);
	vouch_stage_set(stage, who, to);
	vouch_stage_take(stage, who);
	done(stage, who, VOUCH_TASK_CREATE);
	if (token) {
		done(stage, who, VOUCH_TASK_GRANT);
		note_holder(stage, first);
	}
}

void vouch_act_repair(struct vouch_stage *stage, int who, int by)
{
	struct vouch_step *step = take_giving(stage, VOUCH_ACTION_REPAIR_TOKEN, who, by, true);

	depend(stage, step, stage->standings[who].secret_id);
	give_token(stage, who, VOUCH_TASK_REPAIR);
}

void vouch_act_grant(struct vouch_stage *stage, int who, int by)
{
	struct vouch_step *step = take_giving(stage, VOUCH_ACTION_GRANT_TOKEN, who, by, true);

	depend(stage, step, stage->standings[who].secret_id);
	give_token(stage, who, VOUCH_TASK_GRANT);
}

void vouch_act_add_unlocker(struct vouch_stage *stage, int who, int by)
{
	struct vouch_standing to = stage->standings[who];
	struct vouch_step *step = take(stage, VOUCH_ACTION_ADD_UNLOCKER, who, by);

	depend(stage, step, to.secret_id);
	to.unlocks = VOUCH_YES;
	to.unlock_id = last_id(stage);
	vouch_stage_set(stage, who, to);
	done(stage, who, VOUCH_TASK_ADD_UNLOCKER);
}

void vouch_act_remove_unlocker(struct vouch_stage *stage, int who)
{
	struct vouch_standing to = stage->standings[who];
	struct vouch_step *step = take(stage, VOUCH_ACTION_REMOVE_UNLOCKER, who, VOUCH_NOBODY);

	depend_before_loss(stage, step, VOUCH_TASK_REMOVE_UNLOCKER);
	to.unlocks = VOUCH_NO;
	vouch_stage_set(stage, who, to);
	done(stage, who, VOUCH_TASK_REMOVE_UNLOCKER);
}

void vouch_act_set_password(struct vouch_stage *stage, int who, int by)
{
	struct vouch_standing to = stage->standings[who];
	struct vouch_step *step = take(stage, VOUCH_ACTION_SET_PASSWORD, who, by);

	suppress(stage, step);
	depend(stage, step, to.token_id); /* as its token is, so it is set */
	if (!to.secret) {
		to.secret = true;
		to.secret_id = last_id(stage);
		stage->version++;
	}
	vouch_stage_set(stage, who, to);
	done(stage, who, VOUCH_TASK_PASSWORD);
}

void vouch_act_update(struct vouch_stage *stage, int who)
{
	struct vouch_standing to = stage->standings[who];

	take(stage, VOUCH_ACTION_UPDATE_USER, who, VOUCH_NOBODY);
	if (stage->world->members[who].verdicts[VOUCH_FIELD_FULL_NAME].outcome ==
		VOUCH_OUTCOME_CHANGE) {
		to.renamed = true;
		to.freed_id = last_id(stage);
	}
	vouch_stage_set(stage, who, to);
	vouch_stage_free(stage, who);
	done(stage, who, VOUCH_TASK_UPDATE);
}

void vouch_act_revoke(struct vouch_stage *stage, int who, int by)
{
	struct vouch_standing to = stage->standings[who];
	struct vouch_step *step = take(stage, VOUCH_ACTION_REVOKE_TOKEN, who, by);

	depend_before_loss(stage, step, VOUCH_TASK_REVOKE);
	depend(stage, step, to.secret_id);
	to.token = VOUCH_TOKEN_NONE;
	to.token_id = last_id(stage);
	if (stage->perhaps_holders == 1)
		stage->last_dead_id = last_id(stage);
	vouch_stage_set(stage, who, to);
	done(stage, who, VOUCH_TASK_REVOKE);
	stage->version += vouch_task_in(stage->pending[who], VOUCH_TASK_PROMOTE);
}

void vouch_act_delete(struct vouch_stage *stage, int who, int by)
{
	struct vouch_step *step = take(stage, VOUCH_ACTION_DELETE_USER, who, by);
	bool held = stage->standings[who].token != VOUCH_TOKEN_NONE;

	depend_before_loss(stage, step, VOUCH_TASK_DELETE);
	if (by != VOUCH_NOBODY)
		depend(stage, step, stage->standings[who].secret_id);
	/* Every dead token stands against a mint: the last to go depends on those before it. */
	if (held && stage->live == 0) {
		depend(stage, step, stage->last_dead_id);
		stage->last_dead_id = last_id(stage);
	}
	vouch_stage_set(stage, who,
		(struct vouch_standing){.admin = VOUCH_NO,
			.token = VOUCH_TOKEN_NONE,
			.unlocks = VOUCH_NO,
			.freed_id = last_id(stage)});
	vouch_stage_free(stage, who);
	done(stage, who, VOUCH_TASK_DELETE);
}

void vouch_act_escrow(struct vouch_stage *stage, int by)
{
	take(stage, VOUCH_ACTION_ESCROW_BOOTSTRAP, VOUCH_NOBODY, by);
	stage->pending_machine.escrow = false;
	stage->reached_machine.escrow = true;
}

struct vouch_step *vouch_act_enable_filevault(struct vouch_stage *stage, int by)
{
	stage->pending_machine.filevault = false;
	stage->reached_machine.filevault = true;
	return take(stage, VOUCH_ACTION_ENABLE_FILEVAULT, VOUCH_NOBODY, by);
}
