/* stage.c – the simulated Mac: counters that follow every change, and the questions they answer. */
#include "stage.h"

#include "succession.h"
#include "unlock.h"

#include "vouch/plan/trust.h"

#define LACK(name) (1U << VOUCH_TRUST_##name)

unsigned vouch_stage_lacks_to_vouch(const struct vouch_stage *stage, int who)
{
	static const unsigned tokens[] = {
		[VOUCH_TOKEN_UNKNOWN] = LACK(TOKEN_UNKNOWN),
		[VOUCH_TOKEN_NONE] = LACK(TOKEN),
		[VOUCH_TOKEN_LIVE] = 0,
		[VOUCH_TOKEN_DEAD] = LACK(TOKEN_DEAD),
	};
	static const unsigned secrets[] = {
		[VOUCH_SECRET_NONE] = LACK(PASSWORD),
		[VOUCH_SECRET_UNSUPPORTED] = LACK(PASSWORD_SOURCE),
		[VOUCH_SECRET_USABLE] = 0,
	};
	static const unsigned admins[] = {LACK(ADMIN_UNKNOWN), LACK(ADMIN), 0};
	static const unsigned ables[] = {LACK(ABLE_UNKNOWN), LACK(ABLE), 0};
	const struct vouch_standing *now = &stage->standings[who];
	const struct vouch_member *member = &stage->world->members[who];

	return (now->present ? 0 : LACK(ACCOUNT)) | (now->temporary ? 0 : admins[now->admin]) |
	       tokens[now->token] | (now->secret ? 0 : secrets[member->secret]) |
	       ables[member->able];
}

bool vouch_stage_is_grantor(const struct vouch_stage *stage, int who)
{
	return vouch_stage_lacks_to_vouch(stage, who) == 0;
}

static void count_keepers(struct vouch_stage *stage, int who, int sign)
{
	enum vouch_power power;

	for (power = 0; power < VOUCH_POWER_COUNT; power++) {
		if (!vouch_stage_is_keeper(stage, who, power))
			continue;
		if (sign > 0 && stage->keepers[power]++ == 0) {
			stage->first_keeper[power] = who;
			stage->version++;
		} else if (sign < 0) {
			stage->keepers[power]--;
		}
	}
}

static void count_person(struct vouch_stage *stage, int who, int sign)
{
	stage->persons += stage->world->members[who].person == VOUCH_YES ? sign : 0;
	stage->unread_persons += stage->world->members[who].person == VOUCH_UNKNOWN ? sign : 0;
}

static void count_powers(struct vouch_stage *stage, int who, int sign)
{
	const struct vouch_standing *now = &stage->standings[who];

	if (now->present && now->admin == VOUCH_YES)
		stage->admins += sign;
	if (now->temporary)
		stage->admins_for_a_time += sign;
	if (now->token == VOUCH_TOKEN_LIVE)
		stage->live += sign;
	if (now->token == VOUCH_TOKEN_UNKNOWN)
		stage->unread_holders += sign;
	if (now->token != VOUCH_TOKEN_NONE)
		stage->perhaps_holders += sign;
	if (now->present && stage->world->members[who].half_made == NULL)
		count_person(stage, who, sign);
}

/* Keeps the two first places; a place that is left is filled by searching on from there. */
static void grantor_gained(struct vouch_stage *stage, int who)
{
	int place = stage->place[who];

	if (stage->ever[0] == VOUCH_NOBODY)
		stage->ever[0] = who;
	else if (stage->ever[1] == VOUCH_NOBODY && stage->ever[0] != who)
		stage->ever[1] = who;
	stage->grantors++;
	if (stage->best[0] == VOUCH_NOBODY || place < stage->best[0]) {
		stage->best[1] = stage->best[0];
		stage->best[0] = place;
	} else if (stage->best[1] == VOUCH_NOBODY || place < stage->best[1]) {
		stage->best[1] = place;
	}
}

static void grantor_lost(struct vouch_stage *stage, int who)
{
	int place = stage->place[who], from;

	stage->grantors--;
	if (place == stage->best[0])
		stage->best[0] = stage->best[1];
	else if (place != stage->best[1])
		return;
	from = stage->best[1] == VOUCH_NOBODY ? place : stage->best[1];
	stage->best[1] = VOUCH_NOBODY;
	for (from++; stage->grantors > 1 && from < stage->world->count; from++) {
		if (vouch_stage_is_grantor(stage, stage->world->preference[from])) {
			stage->best[1] = from;
			break;
		}
	}
}

void vouch_stage_set(struct vouch_stage *stage, int who, struct vouch_standing to)
{
	bool was = vouch_stage_is_grantor(stage, who), is;
	bool could_add = vouch_unlock_can_add(stage, who);
	int perhaps = stage->perhaps_holders, persons = stage->persons + stage->unread_persons;

	count_keepers(stage, who, -1);
	count_powers(stage, who, -1);
	stage->standings[who] = to;
	count_powers(stage, who, +1);
	count_keepers(stage, who, +1);
	is = vouch_stage_is_grantor(stage, who);
	if (is && !was)
		grantor_gained(stage, who);
	if (was && !is)
		grantor_lost(stage, who);
	vouch_unlock_count(stage, who, could_add, vouch_unlock_can_add(stage, who));
	vouch_succession_follow(stage, who);
	/* Whether one grantor is the target or not matters while there are few. */
	if (was != is && stage->grantors <= 2)
		stage->version++;
	if (perhaps != 0 && stage->perhaps_holders == 0)
		stage->version++;
	/* Who is alone is no more once a second one comes, and the other way round. */
	if (stage->live == 0 && persons != stage->persons + stage->unread_persons && persons <= 2)
		stage->version++;
}

int vouch_stage_grantor(const struct vouch_stage *stage, int target)
{
	int i;

	for (i = 0; i < 2; i++) {
		if (stage->best[i] != VOUCH_NOBODY &&
			stage->world->preference[stage->best[i]] != target)
			return stage->world->preference[stage->best[i]];
	}
	return VOUCH_NOBODY;
}

int vouch_stage_lasting_grantor(const struct vouch_stage *stage, int target)
{
	int at;

	for (at = stage->best[0]; at != VOUCH_NOBODY && at < stage->world->count; at++) {
		int who = stage->world->preference[at];

		if (who != target && vouch_stage_is_grantor(stage, who) &&
			!stage->standings[who].temporary)
			return who;
		if (stage->grantors <= 2 && at >= stage->best[1])
			break;
	}
	return VOUCH_NOBODY;
}

bool vouch_stage_will_have_secret(const struct vouch_stage *stage, int who)
{
	return stage->standings[who].secret ||
	       vouch_task_in(stage->pending[who], VOUCH_TASK_PASSWORD);
}

bool vouch_stage_takes_password(const struct vouch_stage *stage, int who, int *by)
{
	const struct vouch_standing *now = &stage->standings[who];
	const struct vouch_family *family = stage->world->family;

	*by = VOUCH_NOBODY;
	if (!family->tokens)
		return true;
	switch (now->token) {
	case VOUCH_TOKEN_NONE:
		/* FACTS E1: where nobody holds, it must be known whether that brings a token. */
		return stage->live > 0 || !family->unread;
	case VOUCH_TOKEN_LIVE: /* FACTS 7.A */
		if (now->secret)
			return true;
		*by = vouch_stage_grantor(stage, who);
		return *by != VOUCH_NOBODY;
	case VOUCH_TOKEN_DEAD:
	case VOUCH_TOKEN_UNKNOWN:
	case VOUCH_TOKEN_COUNT: break;
	}
	return false;
}

unsigned vouch_stage_tasks_in_need(const struct vouch_member *member)
{
	return vouch_task_bit(VOUCH_TASK_GRANT) | vouch_task_bit(VOUCH_TASK_REPAIR) |
	       vouch_task_bit(VOUCH_TASK_REVOKE) |
	       (member->password_needs_grantor ? vouch_task_bit(VOUCH_TASK_PASSWORD) : 0);
}

static void count_need(struct vouch_stage *stage, int who, enum vouch_task task, int sign)
{
	const struct vouch_member *member = &stage->world->members[who];

	if (task == VOUCH_TASK_ADD_UNLOCKER) {
		stage->additions += sign;
		stage->version += sign < 0 && stage->additions <= 2;
	}
	if (!vouch_task_in(vouch_stage_tasks_in_need(member), task))
		return;
	stage->needs += sign;
	vouch_stage_count_blocked(stage, who, sign, 0);
	if (sign < 0 && stage->needs <= 2)
		stage->version++;
}

static void set_pending(struct vouch_stage *stage, int who, unsigned pending)
{
	if (stage->world->members[who].admin_goal == VOUCH_GOAL_TRUE)
		stage->admins_to_come += vouch_task_in(pending, VOUCH_TASK_CREATE) -
					 vouch_task_in(stage->pending[who], VOUCH_TASK_CREATE);
	stage->pending[who] = pending;
	vouch_succession_follow(stage, who);
}

void vouch_stage_want(struct vouch_stage *stage, int who, enum vouch_task task)
{
	set_pending(stage, who, stage->pending[who] | vouch_task_bit(task));
	count_need(stage, who, task, +1);
}

void vouch_stage_unwant(struct vouch_stage *stage, int who, enum vouch_task task)
{
	set_pending(stage, who, stage->pending[who] & ~vouch_task_bit(task));
	count_need(stage, who, task, -1);
}

bool vouch_stage_needs_grantor(const struct vouch_stage *stage, int who)
{
	const struct vouch_member *member = &stage->world->members[who];

	return (stage->pending[who] & vouch_stage_tasks_in_need(member)) != 0;
}

enum vouch_tri vouch_stage_is_alone(const struct vouch_stage *stage, int who)
{
	const struct vouch_member *member = &stage->world->members[who];
	bool counted = stage->standings[who].present || member->half_made != NULL;
	int others = stage->persons - (counted && member->person == VOUCH_YES);
	int unread = stage->unread_persons - (counted && member->person == VOUCH_UNKNOWN);

	if (member->person == VOUCH_NO || others > 0)
		return VOUCH_NO;
	return unread > 0 || member->person == VOUCH_UNKNOWN ? VOUCH_UNKNOWN : VOUCH_YES;
}

static struct vouch_standing as_observed(const struct vouch_member *member)
{
	return (struct vouch_standing){.present = member->present,
		.admin = member->admin,
		.token = member->token,
		.unlocks = member->unlocks,
		.secret = member->secret == VOUCH_SECRET_USABLE};
}

struct vouch_stage *vouch_stage_new(struct vouch_world *world)
{
	struct vouch_arena *arena = world->arena;
	size_t count = (size_t)world->count + 1;
	struct vouch_stage *stage = vouch_arena_alloc(arena, sizeof *stage);
	int i;

	stage->world = world;
	stage->standings = vouch_arena_alloc_array(arena, count, sizeof *stage->standings);
	stage->pending = vouch_arena_alloc_array(arena, count, sizeof *stage->pending);
	stage->reached = vouch_arena_alloc_array(arena, count, sizeof *stage->reached);
	stage->split = vouch_arena_alloc_array(arena, count, sizeof *stage->split);
	stage->promoted_before =
		vouch_arena_alloc_array(arena, count, sizeof *stage->promoted_before);
	stage->place = vouch_arena_alloc_array(arena, count, sizeof *stage->place);
	stage->succession = vouch_arena_alloc_array(arena, count, sizeof *stage->succession);
	stage->successors[VOUCH_SUCCESSION_NEVER] = world->count;
	vouch_stage_begin_claims(stage);
	stage->best[0] = stage->best[1] = stage->ever[0] = stage->ever[1] = VOUCH_NOBODY;
	for (i = 0; i < world->count; i++) {
		stage->place[world->preference[i]] = i;
		stage->standings[i].token = VOUCH_TOKEN_NONE;
		stage->standings[i].unlocks = VOUCH_NO;
	}
	for (i = 0; i < world->count; i++) {
		vouch_stage_set(stage, i, as_observed(&world->members[i]));
		if (world->members[i].half_made != NULL)
			count_person(stage, i, +1); /* its record is there, and stays counted */
	}
	stage->token_given = stage->preboot_stale = world->in->facts->preboot_stale;
	stage->pending_machine = world->tried;
	stage->version = 1;
	return stage;
}
