/* explain.c – from steps to changes: what differs, what caused it, where it was declared. */
#include "explain.h"

#include <inttypes.h>

#include "passes.h"
#include "stage.h"

/* A list of differences while it is made. */
struct differences {
	struct vouch_difference *items;
	size_t count, room;
};

static void differ(struct vouch_world *world, struct differences *list, enum vouch_field field,
	const char *from, const char *to)
{
	*VOUCH_PUSH(world->arena, list) =
		(struct vouch_difference){vouch_field_info(field)->name, from, to};
}

static const struct vouch_value *declared(const struct vouch_member *member, enum vouch_field field)
{
	return member->user != NULL ? vouch_user_field(member->user, field) : NULL;
}

/* The token, and on APFS the right to unlock the disk that follows it. */
static void differ_token(struct vouch_world *world, const struct vouch_member *member,
	struct differences *list, const char *from, bool live)
{
	differ(world, list, VOUCH_FIELD_SECURE_TOKEN, from, live ? "live" : "none");
	if (declared(member, VOUCH_FIELD_FILEVAULT) != NULL)
		differ(world, list, VOUCH_FIELD_FILEVAULT, vouch_tri_text(vouch_tri_from(!live)),
			vouch_tri_text(vouch_tri_from(live)));
}

static void differ_creation(
	struct vouch_world *world, const struct vouch_step *step, struct differences *list)
{
	const struct vouch_member *member = &world->members[step->who];
	enum vouch_field field;

	differ(world, list, VOUCH_FIELD_STATE, "absent", "present");
	for (field = VOUCH_FIELD_STATE + 1; field < VOUCH_FIELD_COUNT; field++) {
		const struct vouch_value *value = declared(member, field);
		enum vouch_field_change change = vouch_field_info(field)->change;

		if (field == VOUCH_FIELD_ADMIN && value != NULL)
			differ(world, list, field, NULL,
				member->admin_goal == VOUCH_GOAL_TRUE ? "true" : "false");
		else if (value != NULL &&
			 (change == VOUCH_CHANGE_ATTRIBUTE || change == VOUCH_CHANGE_CREATION))
			differ(world, list, field, NULL,
				vouch_field_text(world->arena, field, value));
		else if (field == VOUCH_FIELD_UID && member->chosen_uid.known)
			differ(world, list, field, NULL,
				vouch_arena_printf(
					world->arena, "%" PRId64, member->chosen_uid.value));
	}
	if (step->first || step->by != VOUCH_NOBODY)
		differ_token(world, member, list, "none", true);
}

static void differ_attributes(
	struct vouch_world *world, const struct vouch_member *member, struct differences *list)
{
	enum vouch_field field;

	for (field = 0; field < VOUCH_FIELD_COUNT; field++) {
		struct vouch_value has;

		if (vouch_field_info(field)->change != VOUCH_CHANGE_ATTRIBUTE ||
			member->verdicts[field].outcome != VOUCH_OUTCOME_CHANGE)
			continue;
		has = vouch_field_observed(field, member->account);
		differ(world, list, field, vouch_field_text(world->arena, field, &has),
			vouch_field_text(world->arena, field, declared(member, field)));
	}
}

static struct differences differences_of(struct vouch_world *world, const struct vouch_step *step)
{
	const struct vouch_member *member =
		step->who == VOUCH_NOBODY ? NULL : &world->members[step->who];
	struct differences list = {0};

	switch (step->action) {
	case VOUCH_ACTION_PROMOTE: differ(world, &list, VOUCH_FIELD_ADMIN, "false", "true"); break;
	case VOUCH_ACTION_DEMOTE: differ(world, &list, VOUCH_FIELD_ADMIN, "true", "false"); break;
	case VOUCH_ACTION_MINT_TOKEN:
	case VOUCH_ACTION_GRANT_TOKEN: differ_token(world, member, &list, "none", true); break;
	case VOUCH_ACTION_REPAIR_TOKEN: differ_token(world, member, &list, "dead", true); break;
	case VOUCH_ACTION_REVOKE_TOKEN:
		differ_token(world, member, &list, vouch_token_text(member->token), false);
		break;
	case VOUCH_ACTION_CREATE_USER: differ_creation(world, step, &list); break;
	case VOUCH_ACTION_UPDATE_USER: differ_attributes(world, member, &list); break;
	case VOUCH_ACTION_DELETE_USER:
		differ(world, &list, VOUCH_FIELD_STATE, "present", "absent");
		break;
	case VOUCH_ACTION_ADD_UNLOCKER:
		differ(world, &list, VOUCH_FIELD_FILEVAULT, "false", "true");
		break;
	case VOUCH_ACTION_REMOVE_UNLOCKER:
		differ(world, &list, VOUCH_FIELD_FILEVAULT, "true", "false");
		break;
	case VOUCH_ACTION_SET_PASSWORD:
		differ(world, &list, VOUCH_FIELD_PASSWORD, NULL,
			vouch_field_text(world->arena, VOUCH_FIELD_PASSWORD,
				declared(member, VOUCH_FIELD_PASSWORD)));
		break;
	case VOUCH_ACTION_ENABLE_FILEVAULT:
		*VOUCH_PUSH(world->arena, &list) =
			(struct vouch_difference){"filevault", "off", "on"};
		break;
	case VOUCH_ACTION_ESCROW_BOOTSTRAP:
		*VOUCH_PUSH(world->arena, &list) =
			(struct vouch_difference){"bootstrap_token", "supported", "escrowed"};
		break;
	case VOUCH_ACTION_REFRESH_PREBOOT:
	case VOUCH_ACTION_COUNT: break;
	}
	return list;
}

/* The field whose declaration an action serves. */
static enum vouch_field field_of(const struct vouch_step *step, const struct vouch_member *member)
{
	enum vouch_field field = VOUCH_FIELD_STATE;

	switch (step->action) {
	case VOUCH_ACTION_PROMOTE:
	case VOUCH_ACTION_DEMOTE: return VOUCH_FIELD_ADMIN;
	case VOUCH_ACTION_MINT_TOKEN:
	case VOUCH_ACTION_GRANT_TOKEN:
	case VOUCH_ACTION_REPAIR_TOKEN:
	case VOUCH_ACTION_REVOKE_TOKEN:
		return declared(member, VOUCH_FIELD_SECURE_TOKEN) != NULL ? VOUCH_FIELD_SECURE_TOKEN
									  : VOUCH_FIELD_FILEVAULT;
	case VOUCH_ACTION_UPDATE_USER:
		while (vouch_field_info(field)->change != VOUCH_CHANGE_ATTRIBUTE ||
			member->verdicts[field].outcome != VOUCH_OUTCOME_CHANGE)
			field++;
		return field;
	case VOUCH_ACTION_ADD_UNLOCKER:
	case VOUCH_ACTION_REMOVE_UNLOCKER: return VOUCH_FIELD_FILEVAULT;
	case VOUCH_ACTION_SET_PASSWORD: return VOUCH_FIELD_PASSWORD;
	case VOUCH_ACTION_CREATE_USER:
	case VOUCH_ACTION_DELETE_USER:
	case VOUCH_ACTION_ESCROW_BOOTSTRAP:
	case VOUCH_ACTION_ENABLE_FILEVAULT:
	case VOUCH_ACTION_REFRESH_PREBOOT:
	case VOUCH_ACTION_COUNT: break;
	}
	return field;
}

static enum vouch_cause own_cause(const struct vouch_step *step, const struct vouch_member *member)
{
	enum vouch_field field = field_of(step, member);

	/* A password is not compared with what was: its time is up, or it was never set. */
	if (field == VOUCH_FIELD_PASSWORD)
		return member->password_rotates ? VOUCH_CAUSE_EXPIRY : VOUCH_CAUSE_INITIAL;
	/* Made in this very plan: whatever happens to it is part of that. */
	if (member->account == NULL)
		field = VOUCH_FIELD_STATE;
	return member->verdicts[field].cause;
}

/* A first token that only an administrator gets, or something it vouches for. */
static bool needs_promotion_of(const struct vouch_step *step, int who)
{
	return step->by == who || (step->who == who && step->action == VOUCH_ACTION_MINT_TOKEN);
}

/* The first action for which somebody was promoted for a time. */
static const struct vouch_step *served_by(const struct vouch_world *world, size_t at)
{
	const struct vouch_steps *steps = &world->steps;
	int who = steps->items[at].who;
	bool ending = steps->items[at].action == VOUCH_ACTION_DEMOTE;

	while (ending && at > 0 && !needs_promotion_of(&steps->items[at], who))
		at--;
	while (at < steps->count && !needs_promotion_of(&steps->items[at], who))
		at++;
	return at < steps->count ? &steps->items[at] : NULL;
}

/* The journal has no baseline of the machine itself. */
static bool is_of_the_machine(const struct vouch_step *step)
{
	return step->action == VOUCH_ACTION_ENABLE_FILEVAULT ||
	       step->action == VOUCH_ACTION_ESCROW_BOOTSTRAP;
}

static enum vouch_cause cause_of(const struct vouch_world *world, size_t at)
{
	const struct vouch_step *step = &world->steps.items[at];

	if (step->temporary)
		step = served_by(world, at);
	if (step == NULL || is_of_the_machine(step))
		return VOUCH_CAUSE_INITIAL;
	if (step != NULL && step->who == VOUCH_NOBODY)
		step = at > 0 ? &world->steps.items[at - 1] : NULL;
	if (step == NULL || step->who == VOUCH_NOBODY || step->temporary)
		return VOUCH_CAUSE_INITIAL;
	return own_cause(step, &world->members[step->who]);
}

static struct vouch_pos source_of(const struct vouch_step *step, const struct vouch_member *member)
{
	const struct vouch_value *value;

	if (member->user == NULL)
		return (struct vouch_pos){0};
	value = step->temporary ? NULL : declared(member, field_of(step, member));
	return value != NULL ? value->pos : member->user->pos;
}

static const char *uuid_of(const struct vouch_member *member)
{
	return member->account != NULL ? member->account->uuid : member->half_made;
}

static struct vouch_change change_of(struct vouch_world *world, size_t at)
{
	const struct vouch_step *step = &world->steps.items[at];
	struct vouch_change change = {.id = (int)at + 1,
		.action = step->action,
		.after = step->after,
		.after_count = step->after_count,
		.cause = cause_of(world, at),
		.temporary = step->temporary,
		.suppress_token = step->suppress,
		.first_token = step->first};
	const struct vouch_member *member;
	struct differences differences;

	change.reason = vouch_explain_reason(world, at);
	differences = differences_of(world, step);
	change.differences = differences.items;
	change.difference_count = differences.count;
	if (step->by != VOUCH_NOBODY)
		change.by = world->members[step->by].name;
	if (step->action == VOUCH_ACTION_ENABLE_FILEVAULT)
		change.source = world->in->desired->machine.filevault_enabled.pos;
	if (step->action == VOUCH_ACTION_ESCROW_BOOTSTRAP)
		change.source = world->in->desired->machine.bootstrap_token.pos;
	if (step->who == VOUCH_NOBODY)
		return change;
	member = &world->members[step->who];
	change.user = member->name;
	change.uuid = uuid_of(member);
	change.source = source_of(step, member);
	change.desired = member->user;
	return change;
}

void vouch_plan_explain(struct vouch_world *world)
{
	size_t at;

	for (at = 0; at < world->steps.count; at++) {
		struct vouch_change change = change_of(world, at);

		*VOUCH_PUSH(world->arena, &world->out->changes) = change;
	}
}
