/* guards.c – does the goal itself break a guard? Then nothing at all is done.
 *
 * Guards judge the goal, not the way there: an account may have a power if it has it or would have
 * it by its declared true fields, so that a verdict never turns to refused because an earlier run
 * came half-way. What could not be read may have a power as well: a guard speaks only where it is
 * sure, and the keepers of promise 4 hold back what must not be lost.
 */
#include <inttypes.h>
#include <string.h>

#include "passes.h"

/* How many have a power now, may have it, and are left with it by the goal. */
struct tally {
	int64_t has[VOUCH_POWER_COUNT], may[VOUCH_POWER_COUNT], left[VOUCH_POWER_COUNT];
	int64_t required_losses;
};

struct claim {
	bool has, may, left;
};

/* What the goal makes of it. An account that is declared twice waits, and stays as it is. */
static struct claim claim_by(
	const struct vouch_member *member, enum vouch_goal goal, bool has, bool perhaps)
{
	if (member->namesake != NULL)
		return (struct claim){has, perhaps, perhaps};
	return (struct claim){
		.has = has,
		.may = perhaps || goal == VOUCH_GOAL_TRUE,
		.left = goal == VOUCH_GOAL_TRUE || (perhaps && vouch_member_keeps(member, goal)),
	};
}

static struct claim claim_admin(const struct vouch_member *member)
{
	return claim_by(member, vouch_member_admin_goal(member),
		member->present && member->admin == VOUCH_YES,
		member->present && member->admin != VOUCH_NO);
}

static struct claim claim_token(const struct vouch_member *member)
{
	bool has = member->token == VOUCH_TOKEN_LIVE;

	return claim_by(
		member, member->token_goal, has, has || member->token == VOUCH_TOKEN_UNKNOWN);
}

static struct claim claim_of(const struct vouch_member *member, enum vouch_power power)
{
	struct claim admin = claim_admin(member), token = claim_token(member);

	switch (power) {
	case VOUCH_POWER_ADMIN: return admin;
	case VOUCH_POWER_HOLDER: return token;
	case VOUCH_POWER_UNLOCKER: return (struct claim){false, false, false}; /* no guard asks */
	case VOUCH_POWER_TOKEN_ADMIN:
	case VOUCH_POWER_COUNT: break;
	}
	return (struct claim){
		admin.has && token.has, admin.may && token.may, admin.left && token.left};
}

/* A required account loses what it is known to have. */
static bool loses_required(const struct vouch_member *member)
{
	if (!member->required || !member->present || member->namesake != NULL)
		return false;
	return member->leaves ||
	       (member->admin == VOUCH_YES &&
		       vouch_member_admin_goal(member) == VOUCH_GOAL_FALSE) ||
	       (member->token == VOUCH_TOKEN_LIVE && member->token_goal == VOUCH_GOAL_FALSE &&
		       !member->only_reported);
}

/* An account that is declared twice is counted under the first of its names. */
static bool is_counted(const struct vouch_member *member)
{
	return member->namesake == NULL || strcmp(member->name, member->namesake) < 0;
}

static void count_member(struct tally *tally, const struct vouch_member *member, int sign)
{
	enum vouch_power power;

	if (!is_counted(member))
		return;
	for (power = 0; power < VOUCH_POWER_COUNT; power++) {
		struct claim claim = claim_of(member, power);

		tally->has[power] += claim.has ? sign : 0;
		tally->may[power] += claim.may ? sign : 0;
		tally->left[power] += claim.left ? sign : 0;
	}
	tally->required_losses += loses_required(member) ? sign : 0;
}

struct guard {
	const char *name;
	enum vouch_power power;
	bool (*breaks)(const struct vouch_world *world, const struct tally *tally);
	const char *message;
};

static bool last_admin(const struct vouch_world *world, const struct tally *t)
{
	(void)world; /* always on */
	return t->has[VOUCH_POWER_ADMIN] > 0 && t->left[VOUCH_POWER_ADMIN] == 0;
}

static bool last_token_holder(const struct vouch_world *world, const struct tally *t)
{
	return world->family->tokens && t->has[VOUCH_POWER_HOLDER] > 0 &&
	       t->left[VOUCH_POWER_HOLDER] == 0;
}

static bool last_token_admin(const struct vouch_world *world, const struct tally *t)
{
	return world->family->tokens && world->in->desired->guards.min_token_admins.value > 0 &&
	       t->may[VOUCH_POWER_TOKEN_ADMIN] > 0 && t->left[VOUCH_POWER_TOKEN_ADMIN] == 0;
}

static bool fewer(const struct tally *t, enum vouch_power power, int64_t least)
{
	return t->left[power] < least && t->left[power] < t->may[power];
}

static bool min_admins(const struct vouch_world *world, const struct tally *t)
{
	return !last_admin(world, t) &&
	       fewer(t, VOUCH_POWER_ADMIN, world->in->desired->guards.min_admins.value);
}

static bool min_token_admins(const struct vouch_world *world, const struct tally *t)
{
	return world->family->tokens && !last_token_admin(world, t) &&
	       fewer(t, VOUCH_POWER_TOKEN_ADMIN, world->in->desired->guards.min_token_admins.value);
}

/* In the order of the design. */
static const struct guard guards[] = {
	{"last_admin", VOUCH_POWER_ADMIN, last_admin, "nobody would be an administrator any more"},
	{"last_token_holder", VOUCH_POWER_HOLDER, last_token_holder,
		"nobody would hold a Secure Token any more, and only a holder can hand one on"},
	{"last_token_admin", VOUCH_POWER_TOKEN_ADMIN, last_token_admin,
		"no administrator would hold a Secure Token any more, and only such a one can hand "
		"one on (min_token_admins: 0 says that this fleet relies on the bootstrap token)"},
	{"min_admins", VOUCH_POWER_ADMIN, min_admins,
		"fewer administrators would be left than min_admins"},
	{"min_token_admins", VOUCH_POWER_TOKEN_ADMIN, min_token_admins,
		"fewer administrators with a Secure Token would be left than min_token_admins"},
};

static bool breaks_any(const struct vouch_world *world, const struct tally *tally)
{
	size_t i;

	for (i = 0; i < sizeof guards / sizeof guards[0]; i++) {
		if (guards[i].breaks(world, tally))
			return true;
	}
	return tally->required_losses > 0;
}

/* Where a member's declaration takes something away. */
static struct vouch_pos loss_pos(const struct vouch_member *member, enum vouch_power power)
{
	static const enum vouch_field fields[] = {VOUCH_FIELD_ADMIN, VOUCH_FIELD_SECURE_TOKEN,
		VOUCH_FIELD_ADMIN, VOUCH_FIELD_FILEVAULT};
	enum vouch_field field = fields[power];
	const struct vouch_value *value;

	if (member->user == NULL)
		return (struct vouch_pos){0};
	if (member->leaves)
		field = VOUCH_FIELD_STATE;
	else if (power == VOUCH_POWER_TOKEN_ADMIN &&
		 vouch_member_admin_goal(member) != VOUCH_GOAL_FALSE)
		field = VOUCH_FIELD_SECURE_TOKEN;
	value = vouch_user_field(member->user, field);
	return value != NULL ? value->pos : member->user->pos;
}

static void add_user(
	struct vouch_world *world, struct vouch_refusal *refusal, const struct vouch_member *member)
{
	vouch_names_add(world->arena, &refusal->users, member->name);
}

static void refuse_power(struct vouch_world *world, const struct guard *guard)
{
	struct vouch_refusal refusal = {.guard = guard->name, .message = guard->message};
	int at;

	for (at = 0; at < world->count; at++) {
		struct claim claim = claim_of(&world->members[at], guard->power);

		if (!claim.may || claim.left)
			continue;
		if (refusal.users.count == 0)
			refusal.source = loss_pos(&world->members[at], guard->power);
		add_user(world, &refusal, &world->members[at]);
	}
	*VOUCH_PUSH(world->arena, &world->out->refused) = refusal;
}

static void refuse_required(struct vouch_world *world)
{
	struct vouch_refusal refusal = {.guard = "required",
		.message = "a required account would be removed, demoted or stripped of its token"};
	int at;

	for (at = 0; at < world->count; at++) {
		const struct vouch_member *member = &world->members[at];
		bool demoted = vouch_member_admin_goal(member) == VOUCH_GOAL_FALSE &&
			       member->admin == VOUCH_YES;

		if (!loses_required(member))
			continue;
		if (refusal.users.count == 0)
			refusal.source =
				loss_pos(member, demoted ? VOUCH_POWER_ADMIN : VOUCH_POWER_HOLDER);
		add_user(world, &refusal, member);
	}
	*VOUCH_PUSH(world->arena, &world->out->refused) = refusal;
}

static void refuse_empty(struct vouch_world *world)
{
	const struct vouch_baseline *baseline = world->in->baseline;
	struct vouch_refusal refusal = {.guard = "empty",
		.message = "the repository names nobody any more, and it named somebody before "
			   "(guards: {empty: allow} says that this is meant)"};
	size_t i;

	if (world->in->desired->users.count > 0 || baseline->count == 0 ||
		world->in->desired->guards.empty.value != 0)
		return;
	for (i = 0; i < baseline->count; i++)
		vouch_names_add(world->arena, &refusal.users, baseline->items[i].user);
	*VOUCH_PUSH(world->arena, &world->out->refused) = refusal;
}

/* Expiries end one by one, by name, as long as no guard breaks; the others wait. */
static void settle_expiries(struct vouch_world *world, struct tally *tally)
{
	int at;

	for (at = 0; at < world->count; at++) {
		struct vouch_member *member = &world->members[at];

		if (!member->expiry_waits)
			continue;
		count_member(tally, member, -1);
		member->expiry_waits = false;
		count_member(tally, member, +1);
		if (!breaks_any(world, tally))
			continue;
		count_member(tally, member, -1);
		member->expiry_waits = true;
		count_member(tally, member, +1);
	}
}

bool vouch_plan_guards(struct vouch_world *world)
{
	struct tally tally = {0};
	int at;
	size_t i;

	for (at = 0; at < world->count; at++) {
		struct vouch_member *member = &world->members[at];

		member->expiry_waits =
			member->admin_expired && member->present && member->admin != VOUCH_NO;
		count_member(&tally, member, +1);
	}
	for (i = 0; i < sizeof guards / sizeof guards[0]; i++) {
		if (guards[i].breaks(world, &tally))
			refuse_power(world, &guards[i]);
	}
	if (tally.required_losses > 0)
		refuse_required(world);
	refuse_empty(world);
	if (world->out->refused.count > 0) {
		for (at = 0; at < world->count; at++)
			world->members[at].expiry_waits = false; /* only the guard is reported */
		vouch_plan_nothing(world);
		return true;
	}
	settle_expiries(world, &tally);
	return false;
}

static bool is_removal(const struct vouch_world *world, const struct vouch_step *step)
{
	switch (step->action) {
	case VOUCH_ACTION_DELETE_USER:
	case VOUCH_ACTION_REVOKE_TOKEN: return true;
	case VOUCH_ACTION_DEMOTE:
		return !step->temporary && !world->members[step->who].admin_expired;
	case VOUCH_ACTION_PROMOTE:
	case VOUCH_ACTION_MINT_TOKEN:
	case VOUCH_ACTION_CREATE_USER:
	case VOUCH_ACTION_REPAIR_TOKEN:
	case VOUCH_ACTION_GRANT_TOKEN:
	case VOUCH_ACTION_ADD_UNLOCKER:
	case VOUCH_ACTION_SET_PASSWORD:
	case VOUCH_ACTION_UPDATE_USER:
	case VOUCH_ACTION_ESCROW_BOOTSTRAP:
	case VOUCH_ACTION_REMOVE_UNLOCKER:
	case VOUCH_ACTION_ENABLE_FILEVAULT:
	case VOUCH_ACTION_REFRESH_PREBOOT:
	case VOUCH_ACTION_COUNT: break;
	}
	return false;
}

static struct vouch_pos removal_pos(const struct vouch_world *world, const struct vouch_step *step)
{
	return loss_pos(&world->members[step->who],
		step->action == VOUCH_ACTION_REVOKE_TOKEN ? VOUCH_POWER_HOLDER : VOUCH_POWER_ADMIN);
}

void vouch_plan_too_many_removals(struct vouch_world *world)
{
	const struct vouch_guards *limits = &world->in->desired->guards;
	int64_t most = world->in->facts->max_removals_set ? world->in->facts->max_removals
							  : limits->max_removals.value;
	struct vouch_refusal refusal = {
		.guard = "max_removals", .source = limits->max_removals.pos};
	int64_t removals = 0;
	size_t i;

	for (i = 0; i < world->steps.count; i++) {
		if (!is_removal(world, &world->steps.items[i]))
			continue;
		if (removals++ == 0 && refusal.source.file == NULL)
			refusal.source = removal_pos(world, &world->steps.items[i]);
		add_user(world, &refusal, &world->members[world->steps.items[i].who]);
	}
	if (removals <= most)
		return;
	refusal.message = vouch_arena_printf(world->arena,
		"this plan would delete, demote and revoke %" PRId64 " times, and max_removals is "
		"%" PRId64 " (apply --max-removals %" PRId64 " allows it once)",
		removals, most, removals);
	*VOUCH_PUSH(world->arena, &world->out->refused) = refusal;
	vouch_plan_nothing(world);
}
