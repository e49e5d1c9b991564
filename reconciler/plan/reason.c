/* reason.c – one line for each action: what is not as declared, and why this account vouches. */
#include "explain.h"
#include "stage.h"

/* Who does it, and what speaks for it. */
static const char *by_whom(
	struct vouch_world *world, const struct vouch_step *step, const char *what)
{
	const struct vouch_member *by = &world->members[step->by];
	const char *why = "";

	if (by->leaves)
		why = " while it is still there";
	else if (by->required)
		why = ", as the fleet requires it";
	else if (by->proved)
		why = ", whose password was proved before";
	return vouch_arena_printf(world->arena, "; %s %s%s", by->name, what, why);
}

static const char *vouches(struct vouch_world *world, const struct vouch_step *step)
{
	return by_whom(world, step, "vouches for the token");
}

static const char *creation(struct vouch_world *world, const struct vouch_step *step)
{
	const struct vouch_member *member = &world->members[step->who];
	const char *rest = "";

	if (step->by != VOUCH_NOBODY)
		rest = vouches(world, step);
	else if (step->first)
		rest = "; nobody holds a token, so its password brings the first one";
	else if (vouch_task_in(member->reached, VOUCH_TASK_GRANT))
		rest = "; its token comes afterwards";
	else if (member->token_goal == VOUCH_GOAL_TRUE)
		rest = "; its token has to wait";
	else if (step->suppress)
		rest = "; it must not take the first token";
	return vouch_arena_printf(world->arena, "%s is declared and %s%s", member->name,
		member->half_made != NULL ? "only half made" : "absent", rest);
}

static const char *update(struct vouch_world *world, const struct vouch_step *step)
{
	const struct vouch_member *member = &world->members[step->who];
	const char *fields = "", *drift = "";
	enum vouch_field field;

	for (field = 0; field < VOUCH_FIELD_COUNT; field++) {
		if (vouch_field_info(field)->change != VOUCH_CHANGE_ATTRIBUTE ||
			member->verdicts[field].outcome != VOUCH_OUTCOME_CHANGE)
			continue;
		fields = vouch_arena_printf(world->arena, "%s%s%s", fields,
			fields[0] != '\0' ? ", " : "", vouch_field_info(field)->name);
		if (member->verdicts[field].drifted)
			drift = "; the Mac was changed as well";
	}
	return vouch_arena_printf(
		world->arena, "%s of %s not as declared%s", fields, member->name, drift);
}

static const char *promotion(struct vouch_world *world, size_t at)
{
	const struct vouch_step *step = &world->steps.items[at];

	if (step->temporary && at + 1 < world->steps.count &&
		world->steps.items[at + 1].action == VOUCH_ACTION_MINT_TOKEN)
		return vouch_arena_printf(world->arena,
			"nobody holds a token, and here only an administrator gets the first: %s "
			"is "
			"one for as long as that takes",
			vouch_world_name(world, step->who));
	if (step->temporary)
		return vouch_arena_printf(world->arena,
			"%s holds a token and nobody else can vouch: it is an administrator for as "
			"long as that takes",
			vouch_world_name(world, step->who));
	return vouch_arena_printf(world->arena, "%s is declared an administrator and is none",
		vouch_world_name(world, step->who));
}

static const char *demotion(struct vouch_world *world, const struct vouch_step *step)
{
	const struct vouch_member *member = &world->members[step->who];

	if (step->temporary)
		return vouch_arena_printf(
			world->arena, "%s was an administrator for a time only", member->name);
	if (member->admin_expired)
		return vouch_arena_printf(world->arena,
			"the time of %s as an administrator has run out", member->name);
	return vouch_arena_printf(
		world->arena, "%s is an administrator and declared to be none", member->name);
}

static const char *deletion(struct vouch_world *world, const struct vouch_step *step)
{
	const char *name = vouch_world_name(world, step->who);

	if (step->by != VOUCH_NOBODY)
		return vouch_arena_printf(world->arena,
			"%s is declared absent; %s takes its token off first", name,
			vouch_world_name(world, step->by));
	return vouch_arena_printf(world->arena, "%s is declared absent", name);
}

static const char *token(struct vouch_world *world, const struct vouch_step *step, const char *what)
{
	return vouch_arena_printf(world->arena, "%s %s%s", vouch_world_name(world, step->who), what,
		step->by != VOUCH_NOBODY ? vouches(world, step) : "");
}

static const char *password(struct vouch_world *world, const struct vouch_step *step)
{
	const struct vouch_member *member = &world->members[step->who];
	const char *rest = "";

	if (step->by != VOUCH_NOBODY)
		rest = by_whom(world, step, "authorises it");
	else if (step->suppress)
		rest = "; it must not take the first token";
	return vouch_arena_printf(world->arena,
		member->password_rotates ? "the time of the password of %s is up%s"
					 : "the vault has no password of %s yet%s",
		member->name, rest);
}

const char *vouch_explain_reason(struct vouch_world *world, size_t at)
{
	const struct vouch_step *step = &world->steps.items[at];

	switch (step->action) {
	case VOUCH_ACTION_PROMOTE: return promotion(world, at);
	case VOUCH_ACTION_MINT_TOKEN:
		return token(world, step,
			"is declared to hold a token and nobody holds one: it gets the first");
	case VOUCH_ACTION_CREATE_USER: return creation(world, step);
	case VOUCH_ACTION_REPAIR_TOKEN:
		return token(world, step, "is declared to hold a token and its token is dead");
	case VOUCH_ACTION_GRANT_TOKEN:
		return token(world, step, "is declared to hold a token and has none");
	case VOUCH_ACTION_UPDATE_USER: return update(world, step);
	case VOUCH_ACTION_REVOKE_TOKEN:
		return token(world, step, "is declared to hold no token and has one");
	case VOUCH_ACTION_DEMOTE: return demotion(world, step);
	case VOUCH_ACTION_DELETE_USER: return deletion(world, step);
	case VOUCH_ACTION_REFRESH_PREBOOT:
		return "who may unlock the disk, or administer it, has changed: the preboot volume "
		       "has to learn of it";
	case VOUCH_ACTION_ADD_UNLOCKER:
		return vouch_arena_printf(world->arena,
			"%s is declared to unlock the disk and does not%s",
			vouch_world_name(world, step->who), by_whom(world, step, "adds it"));
	case VOUCH_ACTION_REMOVE_UNLOCKER:
		return vouch_arena_printf(world->arena,
			"%s is declared not to unlock the disk and does",
			vouch_world_name(world, step->who));
	case VOUCH_ACTION_SET_PASSWORD: return password(world, step);
	case VOUCH_ACTION_ESCROW_BOOTSTRAP:
		return vouch_arena_printf(world->arena,
			"the bootstrap token is declared to be escrowed and is not%s",
			by_whom(world, step, "authorises it"));
	case VOUCH_ACTION_ENABLE_FILEVAULT:
		return vouch_arena_printf(world->arena, "FileVault is declared on and is off%s",
			by_whom(world, step, "turns it on"));
	case VOUCH_ACTION_COUNT: break;
	}
	return "";
}
