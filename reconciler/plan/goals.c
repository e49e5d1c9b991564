/* goals.c – what is wanted of each member, and what became of each field since we last looked. */
#include "passes.h"
#include "vouch/base/text.h"

static enum vouch_goal goal_of(bool wanted)
{
	return wanted ? VOUCH_GOAL_TRUE : VOUCH_GOAL_FALSE;
}

static const struct vouch_value *declared(const struct vouch_member *member, enum vouch_field field)
{
	return member->user != NULL ? vouch_user_field(member->user, field) : NULL;
}

static void set_admin_goal(struct vouch_member *member, int64_t now)
{
	const struct vouch_value *value = declared(member, VOUCH_FIELD_ADMIN);

	if (value == NULL)
		return;
	member->admin_expired =
		value->as.admin.wanted && value->as.admin.has_until && now >= value->as.admin.until;
	member->admin_goal = goal_of(value->as.admin.wanted && !member->admin_expired);
}

/* On APFS, whoever may unlock the disk holds a token. */
static void set_token_goal(const struct vouch_world *world, struct vouch_member *member)
{
	const struct vouch_value *token = declared(member, VOUCH_FIELD_SECURE_TOKEN);
	const struct vouch_value *filevault = declared(member, VOUCH_FIELD_FILEVAULT);

	if (token != NULL)
		member->token_goal = goal_of(token->as.flag);
	else if (world->family->tokens && filevault != NULL && filevault->as.flag)
		member->token_goal = VOUCH_GOAL_TRUE;
}

/* Where there are no tokens, or perhaps none, who may unlock the disk stands alone. */
static void set_unlock_goal(const struct vouch_world *world, struct vouch_member *member)
{
	const struct vouch_value *filevault = declared(member, VOUCH_FIELD_FILEVAULT);

	if ((!world->family->tokens || world->family->unread) && filevault != NULL)
		member->unlock_goal = goal_of(filevault->as.flag);
}

/* FACTS E3: what the bootstrap token hands back at every login is taken once, then only reported.
 */
static bool is_only_reported(const struct vouch_world *world, const struct vouch_member *member)
{
	return world->family->login_brings_token && member->present &&
	       world->in->observed->machine.bootstrap_token == VOUCH_BOOTSTRAP_ESCROWED &&
	       member->token_goal == VOUCH_GOAL_FALSE && member->token == VOUCH_TOKEN_LIVE &&
	       member->baseline != NULL &&
	       vouch_text_equal(member->baseline->fields[VOUCH_FIELD_SECURE_TOKEN], "false");
}

static enum vouch_tri token_matches(const struct vouch_member *member, bool wanted)
{
	if (member->token == VOUCH_TOKEN_UNKNOWN)
		return VOUCH_UNKNOWN;
	return vouch_tri_from(member->token == (wanted ? VOUCH_TOKEN_LIVE : VOUCH_TOKEN_NONE));
}

static enum vouch_tri matches(const struct vouch_world *world, const struct vouch_member *member,
	enum vouch_field field, const struct vouch_value *value)
{
	struct vouch_value observed;

	if (member->account == NULL)
		return VOUCH_NO;
	if (field == VOUCH_FIELD_ADMIN) {
		if (member->admin == VOUCH_UNKNOWN)
			return VOUCH_UNKNOWN;
		return vouch_tri_from(
			(member->admin_goal == VOUCH_GOAL_TRUE) == (member->admin == VOUCH_YES));
	}
	/* Whether the token or the list counts depends on the file system. */
	if (field == VOUCH_FIELD_FILEVAULT &&
		world->in->observed->machine.filesystem == VOUCH_FILESYSTEM_UNKNOWN)
		return VOUCH_UNKNOWN;
	if (field == VOUCH_FIELD_SECURE_TOKEN ||
		(field == VOUCH_FIELD_FILEVAULT && world->family->tokens))
		return token_matches(member, value->as.flag);
	observed = vouch_field_observed(field, member->account);
	return vouch_field_matches(field, value, &observed);
}

/* A list is declared in part, so that what it was before cannot be told from what it is now. */
static enum vouch_tri is_baseline(
	const struct vouch_world *world, const struct vouch_member *member, enum vouch_field field)
{
	const char *baseline = member->baseline ? member->baseline->fields[field] : NULL;
	struct vouch_value observed;
	const char *text;

	if (member->account == NULL || baseline == NULL)
		return VOUCH_UNKNOWN;
	observed = vouch_field_observed(field, member->account);
	if (observed.kind == VOUCH_VALUE_UNKNOWN || observed.kind == VOUCH_VALUE_NAMES)
		return VOUCH_UNKNOWN;
	if (vouch_text_starts(baseline, "until "))
		baseline = "true";
	text = vouch_field_text(world->arena, field, &observed);
	return vouch_tri_from(vouch_text_equal(baseline, text));
}

static void classify_fields(struct vouch_world *world, struct vouch_member *member)
{
	enum vouch_field field;

	for (field = 0; field < VOUCH_FIELD_COUNT; field++) {
		const struct vouch_value *value = declared(member, field);
		struct vouch_comparison c = {.field = field};

		if (vouch_field_info(field)->change == VOUCH_CHANGE_NEVER)
			continue;
		c.baseline = member->baseline ? member->baseline->fields[field] : NULL;
		c.account_is_there = member->account != NULL;
		if (field == VOUCH_FIELD_STATE && member->user != NULL)
			c.desired = member->leaves ? "absent" : "present";
		else if (value != NULL && !member->leaves)
			c.desired = vouch_field_text(world->arena, field, value);
		if (field == VOUCH_FIELD_STATE)
			c.matches = VOUCH_YES;
		else if (c.desired != NULL)
			c.matches = matches(world, member, field, value);
		c.expired = field == VOUCH_FIELD_ADMIN && member->admin_expired;
		c.observed_is_baseline = is_baseline(world, member, field);
		member->verdicts[field] = vouch_classify(&c);
	}
}

void vouch_plan_goals(struct vouch_world *world)
{
	int at;

	for (at = 0; at < world->count; at++) {
		struct vouch_member *member = &world->members[at];

		member->leaves = member->user != NULL && vouch_user_is_absent(member->user);
		if (!member->leaves) {
			set_admin_goal(member, world->in->facts->now);
			set_token_goal(world, member);
			set_unlock_goal(world, member);
		}
		member->only_reported = is_only_reported(world, member);
		classify_fields(world, member);
	}
}
