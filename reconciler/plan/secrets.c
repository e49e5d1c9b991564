/* secrets.c – whose password can be used: declared or held, from a source this build can read. */
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

static bool is_generated(const struct vouch_member *member)
{
	const struct vouch_value *password = vouch_user_field(member->user, VOUCH_FIELD_PASSWORD);

	return password->as.password->source == VOUCH_PASSWORD_GENERATE;
}

/* What is held can be used wherever it came from; what is rejected counts as not there. */
static void from_fact(struct vouch_member *member, const struct vouch_secret_fact *fact)
{
	switch (fact->state) {
	case VOUCH_SECRET_DECLARED: return;
	case VOUCH_SECRET_PROVED:
		member->proved = true;
		member->secret = VOUCH_SECRET_USABLE;
		return;
	case VOUCH_SECRET_HELD: member->secret = VOUCH_SECRET_USABLE; return;
	case VOUCH_SECRET_MISSING:
		/* What this version cannot read is missing for that reason first. */
		if (member->secret == VOUCH_SECRET_UNSUPPORTED) {
			member->password_due = is_generated(member);
			return;
		}
		break;
	case VOUCH_SECRET_REJECTED: break;
	}
	member->secret = VOUCH_SECRET_NONE;
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
			from_fact(&world->members[at], &facts->secrets.items[found]);
	}
}
