/* secrets.c – whose password can be used: declared or held, from a source this build can read; and
 * for whom a new one is to be generated and set. */
#include "passes.h"

#include "vouch/base/index.h"

static void from_declaration(const struct vouch_limits *limits, struct vouch_member *member)
{
	const struct vouch_value *password =
		member->user ? vouch_user_field(member->user, VOUCH_FIELD_PASSWORD) : NULL;

	if (password == NULL)
		member->secret = VOUCH_SECRET_NONE;
	else if (limits == NULL || !limits->no_password[password->as.password->source])
		member->secret = VOUCH_SECRET_USABLE;
	else
		member->secret = VOUCH_SECRET_UNSUPPORTED;
}

static const struct vouch_password_value *generated(const struct vouch_member *member)
{
	const struct vouch_value *password =
		member->user ? vouch_user_field(member->user, VOUCH_FIELD_PASSWORD) : NULL;

	return password != NULL && password->as.password->source == VOUCH_PASSWORD_GENERATE
		       ? password->as.password
		       : NULL;
}

/* Who leaves gets no new password any more, and who is made gets his with the account. */
static bool takes_passwords(const struct vouch_member *member)
{
	return generated(member) != NULL && member->present && !vouch_user_is_absent(member->user);
}

/* The vault has none. For an account that is to be made, that is as it should be. */
static void not_in_the_vault(const struct vouch_world *world, struct vouch_member *member)
{
	if (!member->present && !vouch_user_is_absent(member->user))
		return;
	member->password_due = takes_passwords(member);
	/* What this version cannot set is missing for that reason first. */
	if (member->secret == VOUCH_SECRET_USABLE)
		member->secret =
			member->password_due && vouch_world_has_no(world, VOUCH_ACTION_SET_PASSWORD)
				? VOUCH_SECRET_UNSUPPORTED
				: VOUCH_SECRET_NONE;
}

/* The vault has one: is its time up? */
static void in_the_vault(const struct vouch_world *world, struct vouch_member *member,
	const struct vouch_secret_fact *fact)
{
	const struct vouch_password_value *password = generated(member);

	if (password == NULL || !takes_passwords(member) || password->rotate == 0)
		return;
	member->rotation_unread = !fact->set_at.known;
	member->password_rotates = fact->set_at.known &&
				   fact->set_at.value <= world->in->facts->now - password->rotate;
	member->password_due = member->password_rotates;
}

/* What is held can be used wherever it came from; what is rejected counts as not there. */
static void from_fact(const struct vouch_world *world, struct vouch_member *member,
	const struct vouch_secret_fact *fact)
{
	switch (fact->state) {
	case VOUCH_SECRET_DECLARED: return;
	case VOUCH_SECRET_MISSING:
		if (generated(member) != NULL) {
			not_in_the_vault(world, member);
			break;
		}
		/* What this version cannot read is missing for that reason first. */
		if (member->secret == VOUCH_SECRET_USABLE)
			member->secret = VOUCH_SECRET_NONE;
		break;
	case VOUCH_SECRET_HELD:
	case VOUCH_SECRET_PROVED:
		member->proved = fact->state == VOUCH_SECRET_PROVED;
		member->secret = VOUCH_SECRET_USABLE;
		in_the_vault(world, member, fact);
		return;
	case VOUCH_SECRET_REJECTED:
		member->secret = VOUCH_SECRET_NONE;
		in_the_vault(world, member, fact);
		break;
	}
	if (member->secret == VOUCH_SECRET_NONE)
		member->secret_why = fact->why;
}

void vouch_plan_secrets(struct vouch_world *world)
{
	const struct vouch_facts *facts = world->in->facts;
	struct vouch_index index = {0};
	size_t i;
	int at;

	for (i = 0; i < facts->secrets.count; i++)
		vouch_index_add(world->arena, &index, facts->secrets.items[i].user, (int)i);
	vouch_index_sort(&index);
	for (at = 0; at < world->count; at++) {
		int found = vouch_index_find(&index, world->members[at].name);

		from_declaration(world->in->limits, &world->members[at]);
		if (found >= 0)
			from_fact(world, &world->members[at], &facts->secrets.items[found]);
		world->members[at].password_needs_grantor =
			world->members[at].password_due && world->family->tokens &&
			world->members[at].token == VOUCH_TOKEN_LIVE &&
			world->members[at].secret != VOUCH_SECRET_USABLE;
	}
}
