/* claims.c – who has, or may have, the uid or the full name that others are to be created with, as
 * a plan goes on.
 *
 * One at a time has it: those who are there, one after the other, and once they are gone whoever is
 * created first. What could not be read of those who leave is had by them alone.
 */
#include "stage.h"

#include "succession.h"

void vouch_stage_begin_claims(struct vouch_stage *stage)
{
	const struct vouch_world *world = stage->world;
	size_t i;

	stage->claims = vouch_arena_alloc_array(
		world->arena, world->claims.count + 1, sizeof *stage->claims);
	for (i = 0; i < world->claims.count; i++) {
		const struct vouch_positions *owners = &world->claims.items[i].owners;

		stage->claims[i].holder = owners->count > 0 ? owners->items[0] : VOUCH_NOBODY;
	}
}

int vouch_stage_holder(const struct vouch_stage *stage, int who, enum vouch_unique what)
{
	int claim = stage->world->members[who].claim[what];
	int holder = claim == VOUCH_NOBODY ? VOUCH_NOBODY : stage->claims[claim].holder;

	return holder == who ? VOUCH_NOBODY : holder;
}

int vouch_stage_taken_by(const struct vouch_stage *stage, int who)
{
	int owner = VOUCH_NOBODY;
	enum vouch_unique what;

	for (what = 0; owner == VOUCH_NOBODY && what < VOUCH_UNIQUE_COUNT; what++)
		owner = vouch_stage_holder(stage, who, what);
	return owner;
}

static bool still_has(const struct vouch_stage *stage, int who, enum vouch_unique what)
{
	const struct vouch_standing *now = &stage->standings[who];

	return now->present && !(what == VOUCH_UNIQUE_FULL_NAME && now->renamed);
}

/* In each queue that it stands in, where that queue has gone past it. */
static void wake(struct vouch_stage *stage, int who)
{
	enum vouch_task task;

	for (task = 0; task < VOUCH_TASK_COUNT; task++) {
		struct vouch_queue *queue = &stage->queues[task];
		size_t at;

		if (!vouch_task_in(stage->pending[who], task) || queue->seen != stage->version ||
			(queue->next < queue->count && who >= queue->items[queue->next]))
			continue;
		(void)VOUCH_PUSH(stage->world->arena, &queue->woken);
		/* By name; the others were woken by the same action, so they are few. */
		for (at = queue->woken.count - 1;
			at > queue->woken_next && queue->woken.items[at - 1] > who; at--)
			queue->woken.items[at] = queue->woken.items[at - 1];
		queue->woken.items[at] = who;
	}
}

static bool free_one(struct vouch_stage *stage, int who, enum vouch_unique what)
{
	int at = stage->world->members[who].claim[what];
	const struct vouch_shared *shared;
	struct vouch_claim_now *now;
	size_t i;

	if (at == VOUCH_NOBODY || stage->claims[at].holder != who || still_has(stage, who, what))
		return false;
	now = &stage->claims[at];
	shared = &stage->world->claims.items[at];
	while (now->owners_gone < shared->owners.count &&
		!still_has(stage, shared->owners.items[now->owners_gone], what))
		now->owners_gone++;
	if (now->owners_gone < shared->owners.count) {
		now->holder = shared->owners.items[now->owners_gone];
		vouch_succession_follow(stage, now->holder);
		return false;
	}
	now->holder = VOUCH_NOBODY;
	for (i = 0; i < shared->takers.count; i++)
		wake(stage, shared->takers.items[i]);
	return true;
}

void vouch_stage_free(struct vouch_stage *stage, int who)
{
	enum vouch_unique what;
	bool freed = false;

	for (what = 0; what < VOUCH_UNIQUE_COUNT; what++)
		freed |= free_one(stage, who, what);
	/* The others need not be tried again, unless it may matter to who has the first token, or
	 * to who is promoted for a time. */
	if (freed && (stage->live == 0 || vouch_stage_lacks_without(stage, VOUCH_NOBODY)))
		stage->version++;
}

void vouch_stage_take(struct vouch_stage *stage, int who)
{
	enum vouch_unique what;

	for (what = VOUCH_UNIQUE_UID; what <= VOUCH_UNIQUE_FULL_NAME; what++) {
		int claim = stage->world->members[who].claim[what];

		if (claim != VOUCH_NOBODY)
			stage->claims[claim].holder = who;
	}
}

/* The claim that holds it up: one that somebody has goes before one that others only ask for. */
static int counted_in(const struct vouch_world *world, int who)
{
	const struct vouch_member *member = &world->members[who];
	int chosen = VOUCH_NOBODY;
	enum vouch_unique what;

	for (what = 0; !member->present && what < VOUCH_UNIQUE_COUNT; what++) {
		int claim = member->claim[what];

		if (claim == VOUCH_NOBODY)
			continue;
		if (world->claims.items[claim].owners.count > 0)
			return claim;
		if (chosen == VOUCH_NOBODY)
			chosen = claim;
	}
	return chosen;
}

void vouch_stage_count_blocked(struct vouch_stage *stage, int who, int needs, int comers)
{
	int claim = counted_in(stage->world, who);

	if (claim == VOUCH_NOBODY)
		return;
	stage->claims[claim].needs += needs;
	stage->claims[claim].comers += comers;
	if (needs != 0 && stage->claims[claim].holder != VOUCH_NOBODY)
		vouch_succession_follow(stage, stage->claims[claim].holder);
}

/* A creation that has it now waits for nobody. */
static int own_needs(const struct vouch_stage *stage, int who)
{
	const struct vouch_member *member = &stage->world->members[who];
	unsigned tasks = stage->pending[who] & vouch_stage_tasks_in_need(member);
	int needs = 0;

	for (; tasks != 0; tasks &= tasks - 1)
		needs++;
	return needs;
}

int vouch_stage_blocked_needs(const struct vouch_stage *stage, int who)
{
	int own = counted_in(stage->world, who), needs = 0;
	enum vouch_unique what;

	for (what = 0; what < VOUCH_UNIQUE_COUNT; what++) {
		int claim = stage->world->members[who].claim[what];

		if (claim == VOUCH_NOBODY || stage->claims[claim].holder != who)
			continue;
		needs += stage->claims[claim].needs - (claim == own ? own_needs(stage, who) : 0);
	}
	return needs;
}

int vouch_stage_blocked_comers(const struct vouch_stage *stage, int who)
{
	enum vouch_unique what;
	int comers = 0;

	for (what = 0; what < VOUCH_UNIQUE_COUNT; what++) {
		int claim = stage->world->members[who].claim[what];

		if (claim != VOUCH_NOBODY && stage->claims[claim].holder == who)
			comers += stage->claims[claim].comers;
	}
	return comers;
}
