/* schedule.c – takes the actions in the order of promise 2, each as early as its rank allows.
 *
 * A rank is a kind of action; ranks are tried in order, and within a rank accounts by name. An
 * action is taken only if its precondition holds on the stage, its loss stays with a keeper, and
 * what is still to be done finds a grantor afterwards. When nothing can be taken, the last resorts
 * are tried: a creation goes ahead without its token, or a grantor goes though something
 * unreachable still asks for one.
 *
 * What is worth asking for, rehearse.c finds out.
 */
#include "schedule.h"
#include "act.h"
#include "preboot.h"
#include "try.h"

#include "vouch/plan/trust.h"

/* Those who stand before the place that the queue has come to, by name. */
static bool try_woken(struct vouch_stage *stage, enum vouch_task task, vouch_try_fn *try)
{
	struct vouch_queue *queue = &stage->queues[task];

	while (queue->woken_next < queue->woken.count) {
		int who = queue->woken.items[queue->woken_next++];

		if (vouch_task_in(stage->pending[who], task) && try(stage, who, false))
			return true;
	}
	return false;
}

/* The pending accounts of one task, by name; what is behind start is done. */
static bool try_each(struct vouch_stage *stage, enum vouch_task task, vouch_try_fn *try)
{
	struct vouch_queue *queue = &stage->queues[task];
	size_t i = queue->seen == stage->version ? queue->next : queue->start;

	if (queue->seen == stage->version && try_woken(stage, task, try))
		return true;
	queue->woken.count = queue->woken_next = 0;
	for (; i < queue->count; i++) {
		int who = queue->items[i];
		bool taken = false;

		if (vouch_task_in(stage->pending[who], task)) {
			queue->seen = stage->version;
			taken = try(stage, who, false);
		}
		if (i == queue->start && !vouch_task_in(stage->pending[who], task))
			queue->start++;
		if (taken) {
			queue->next = i + 1;
			return true;
		}
	}
	queue->seen = stage->version;
	queue->next = queue->count;
	return false;
}

static bool mint_now(struct vouch_stage *stage)
{
	int who = stage->first_token;

	if (who == VOUCH_NOBODY || !stage->standings[who].present ||
		!stage->standings[who].secret || vouch_first_token_open(stage, who) != VOUCH_YES)
		return false;
	vouch_act_mint(stage, who);
	stage->first_token = VOUCH_NOBODY;
	return true;
}

static bool mint(struct vouch_stage *stage)
{
	if (stage->first_seen != stage->version)
		vouch_first_token_choose(stage, false);
	return mint_now(stage);
}

static bool promote_for_a_time(struct vouch_stage *stage)
{
	if (vouch_temporary_begin_first(stage))
		return true;
	if (stage->temporary_seen == stage->version)
		return false;
	if (vouch_temporary_begin(stage, false))
		return true;
	stage->temporary_seen = stage->version;
	return false;
}

static bool promote(struct vouch_stage *stage)
{
	return try_each(stage, VOUCH_TASK_PROMOTE, vouch_try_promote);
}

static bool create(struct vouch_stage *stage)
{
	return try_each(stage, VOUCH_TASK_CREATE, vouch_try_create);
}

static bool repair(struct vouch_stage *stage)
{
	return try_each(stage, VOUCH_TASK_REPAIR, vouch_try_repair);
}

static bool grant(struct vouch_stage *stage)
{
	return try_each(stage, VOUCH_TASK_GRANT, vouch_try_grant);
}

static bool add_unlocker(struct vouch_stage *stage)
{
	return try_each(stage, VOUCH_TASK_ADD_UNLOCKER, vouch_try_add_unlocker);
}

static bool set_password(struct vouch_stage *stage)
{
	return try_each(stage, VOUCH_TASK_PASSWORD, vouch_try_set_password);
}

static bool update(struct vouch_stage *stage)
{
	return try_each(stage, VOUCH_TASK_UPDATE, vouch_try_update);
}

static bool revoke(struct vouch_stage *stage)
{
	return try_each(stage, VOUCH_TASK_REVOKE, vouch_try_revoke);
}

static bool remove_unlocker(struct vouch_stage *stage)
{
	return try_each(stage, VOUCH_TASK_REMOVE_UNLOCKER, vouch_try_remove_unlocker);
}

static bool demote(struct vouch_stage *stage)
{
	return try_each(stage, VOUCH_TASK_DEMOTE, vouch_try_demote);
}

static bool delete (struct vouch_stage *stage)
{
	return try_each(stage, VOUCH_TASK_DELETE, vouch_try_delete);
}

/* Behind start nothing is left to do. */
static size_t start_of(struct vouch_stage *stage, enum vouch_task task)
{
	struct vouch_queue *queue = &stage->queues[task];

	while (queue->start < queue->count &&
		!vouch_task_in(stage->pending[queue->items[queue->start]], task))
		queue->start++;
	return queue->start;
}

static bool first_pending(struct vouch_stage *stage, enum vouch_task task, vouch_try_fn *try)
{
	const struct vouch_queue *queue = &stage->queues[task];
	size_t i;

	for (i = start_of(stage, task); i < queue->count; i++) {
		if (vouch_task_in(stage->pending[queue->items[i]], task) &&
			try(stage, queue->items[i], true))
			return true;
	}
	return false;
}

static bool promote_to_vouch(struct vouch_stage *stage, int who, bool forced)
{
	return vouch_stage_lacks_to_vouch(stage, who) == 1U << VOUCH_TRUST_ADMIN &&
	       vouch_try_promote(stage, who, forced);
}

/* Last resort: its token cannot be taken before it rises. First who can take that of the others. */
static bool settle_promotion(struct vouch_stage *stage)
{
	return first_pending(stage, VOUCH_TASK_PROMOTE, promote_to_vouch) ||
	       first_pending(stage, VOUCH_TASK_PROMOTE, vouch_try_promote);
}

/* Last resort: the administrator who was to get a token first does not come. */
static bool settle_temporary(struct vouch_stage *stage)
{
	if (stage->settled_temporary == stage->version)
		return false;
	if (vouch_temporary_begin(stage, true))
		return true;
	stage->settled_temporary = stage->version;
	return false;
}

/* Last resort: the first token goes to the best of those who can have it now. */
static bool settle_first_token(struct vouch_stage *stage)
{
	int who;

	if (stage->settled_first == stage->version)
		return false;
	vouch_first_token_choose(stage, true);
	who = stage->first_token;
	if (who == VOUCH_NOBODY) {
		stage->settled_first = stage->version;
		return false;
	}
	if (!stage->standings[who].present)
		return vouch_try_create(stage, who, false);
	return mint_now(stage) || vouch_temporary_begin_first(stage);
}

/* Last resort: one account is made now, an administrator first, and waits for its token. */
static bool split_creation(struct vouch_stage *stage)
{
	const struct vouch_queue *queue = &stage->queues[VOUCH_TASK_CREATE];
	int chosen = VOUCH_NOBODY;
	size_t i;

	for (i = start_of(stage, VOUCH_TASK_CREATE); i < queue->count; i++) {
		int who = queue->items[i];
		bool admin = stage->world->members[who].admin_goal == VOUCH_GOAL_TRUE;

		if (chosen != VOUCH_NOBODY && stage->admins_to_come == 0)
			break;
		if (!vouch_task_in(stage->pending[who], VOUCH_TASK_CREATE) ||
			vouch_stage_taken_by(stage, who) != VOUCH_NOBODY ||
			vouch_first_token_keeps_out(stage, who) ||
			(chosen != VOUCH_NOBODY && !admin))
			continue;
		chosen = who;
		if (admin)
			break;
	}
	if (chosen == VOUCH_NOBODY)
		return false;
	stage->split[chosen] = true;
	return vouch_try_create(stage, chosen, false);
}

/* Last resort: what is still asking for a grantor cannot be had; the others need not wait for it.
 */
static bool force_a_loss(struct vouch_stage *stage)
{
	static const struct {
		enum vouch_task task;
		vouch_try_fn *try;
	} losses[] = {
		{VOUCH_TASK_REVOKE, vouch_try_revoke},
		{VOUCH_TASK_REMOVE_UNLOCKER, vouch_try_remove_unlocker},
		{VOUCH_TASK_DEMOTE, vouch_try_demote},
		{VOUCH_TASK_DELETE, vouch_try_delete},
	};
	size_t i;

	for (i = 0; i < sizeof losses / sizeof losses[0]; i++) {
		if (first_pending(stage, losses[i].task, losses[i].try))
			return true;
	}
	return false;
}

typedef bool rank_fn(struct vouch_stage *stage);

/* The order of promise 2. */
static rank_fn *const ranks[] = {vouch_temporary_end, promote, mint, create, repair, grant,
	add_unlocker, set_password, update, vouch_machine_escrow, promote_for_a_time, revoke,
	remove_unlocker, demote, delete, settle_promotion, settle_temporary, settle_first_token,
	split_creation, force_a_loss, vouch_temporary_give_up, vouch_machine_enable_filevault};

static bool take_next(struct vouch_stage *stage)
{
	size_t i;

	for (i = 0; i < sizeof ranks / sizeof ranks[0]; i++) {
		if (ranks[i](stage))
			return true;
	}
	return false;
}

static void fill_queues(struct vouch_stage *stage, const unsigned *tasks)
{
	enum vouch_task task;
	int who;

	for (who = 0; who < stage->world->count; who++) {
		for (task = 0; task < VOUCH_TASK_COUNT; task++) {
			if (!vouch_task_in(tasks[who], task))
				continue;
			vouch_stage_want(stage, who, task);
			*VOUCH_PUSH(stage->world->arena, &stage->queues[task]) = who;
		}
	}
}

struct vouch_stage *vouch_schedule_play(
	struct vouch_world *world, const unsigned *tasks, const bool *split, struct vouch_way way)
{
	struct vouch_stage *stage = vouch_stage_new(world);
	int who;

	world->steps = (struct vouch_steps){0};
	stage->first_token = VOUCH_NOBODY;
	stage->way = way;
	for (who = 0; split != NULL && who < world->count; who++)
		stage->split[who] = split[who];
	fill_queues(stage, tasks);
	while (take_next(stage))
		;
	vouch_preboot_at_the_end(stage);
	return stage;
}
