/* lack_grantor.c – nobody vouches: who could, and what would it take? */
#include "question.h"
#include "schedule.h"
#include "shortage.h"

/* Somebody vouched, or could have: then it is not a grantor that is missing. */
static bool is_vouched_for(const struct vouch_world *world, int who, enum vouch_task task)
{
	const struct vouch_stage *end = world->end;

	if (vouch_stage_grantor(end, who) != VOUCH_NOBODY)
		return true;
	if (vouch_shortlist_but(&world->shortage->may_rise, who) != VOUCH_NOBODY)
		return true;
	if (task == VOUCH_TASK_PASSWORD && !world->members[who].password_needs_grantor)
		return true;
	/* Nobody holds, and a first token may be made: only what is its own is missing. */
	if (task == VOUCH_TASK_GRANT && end->perhaps_holders == 0 &&
		vouch_first_token_possible(end, who) == VOUCH_YES)
		return true;
	if (vouch_task_in(world->members[who].tried, task))
		return false; /* it was asked for until the end */
	return (end->ever[0] != VOUCH_NOBODY && end->ever[0] != who) ||
	       end->ever[1] != VOUCH_NOBODY;
}

/* Does the goal leave it as one that no guard misses another for? */
static bool is_left_with_a_token(const struct vouch_world *world, int who)
{
	const struct vouch_member *member = &world->members[who];

	return member->token_goal == VOUCH_GOAL_TRUE &&
	       (!vouch_shortage_guards_admins(world) ||
		       vouch_member_admin_goal(member) == VOUCH_GOAL_TRUE ||
		       (member->admin == VOUCH_YES &&
			       vouch_member_keeps(member, vouch_member_admin_goal(member))));
}

/* Whose token, if it worked again, would serve without a guard being broken. */
static int dead_one(const struct vouch_world *world, int who, enum vouch_task task)
{
	int of = vouch_shortlist_but(&world->shortage->dead_to_keep, who);

	if (world->end->live > 0 || of != VOUCH_NOBODY)
		return of;
	if (task == VOUCH_TASK_REPAIR && vouch_shortage_keeps(world, who))
		return who;
	return is_left_with_a_token(world, who) ? vouch_shortlist_but(&world->shortage->dead, who)
						: VOUCH_NOBODY;
}

/* What it is about the first token that could not be read: an admin right, a uid, or the Mac. */
static void hint_at_unread_rule(const struct vouch_world *world, int who, struct vouch_lack *lack)
{
	lack->of = vouch_first_token_unread(world->end, who);
	if (lack->of == VOUCH_NOBODY)
		lack->hint = "find out why MDM, the bootstrap token or the recovery key cannot be "
			     "read: vouch observe";
	else
		lack->hint = vouch_arena_printf(world->arena,
			"nobody holds a token, and who may have the first one depends on the "
			"rights "
			"or the uid of %s, which cannot be read: dscl . -read /Users/%s",
			vouch_world_name(world, lack->of), vouch_world_name(world, lack->of));
}

static void hint_at_unread(const struct vouch_world *world, struct vouch_lack *lack)
{
	lack->hint = vouch_arena_printf(world->arena,
		"find out why the token or the rights of %s cannot be read: sysadminctl "
		"-secureTokenStatus %s",
		vouch_world_name(world, lack->of), vouch_world_name(world, lack->of));
}

bool vouch_lack_unread_grantor(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	const struct vouch_stage *end = world->end;
	int unread = vouch_shortlist_but(&world->shortage->unread, who);

	if (is_vouched_for(world, who, task))
		return false;
	/* Is it for this account alone to know whether anybody holds? Then nobody may mint. */
	if (unread == VOUCH_NOBODY && task == VOUCH_TASK_GRANT && end->live == 0 &&
		vouch_shortlist_but(&world->shortage->dead, VOUCH_NOBODY) == VOUCH_NOBODY &&
		vouch_first_token_allowed(end, who) != VOUCH_NO)
		unread = vouch_shortlist_but(&world->shortage->unread_token, who);
	if (unread != VOUCH_NOBODY) {
		lack->of = unread;
		hint_at_unread(world, lack);
		return true;
	}
	if (task != VOUCH_TASK_GRANT || end->perhaps_holders > 0 ||
		vouch_first_token_allowed(end, who) != VOUCH_UNKNOWN)
		return false;
	hint_at_unread_rule(world, who, lack);
	return true;
}

bool vouch_lack_unsupported_grantor(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	int of = vouch_shortlist_but(&world->shortage->unsupported, who);

	if (is_vouched_for(world, who, task) || of == VOUCH_NOBODY)
		return false;
	lack->of = of;
	lack->hint = vouch_arena_printf(world->arena,
		"%s could vouch, but this version of Vouch cannot read a password "
		"from the keychain: declare password: {file: …}, {env: …} or {exec: …} for it",
		vouch_world_name(world, of));
	return true;
}

/* FACTS P11: from 10.14 on; before, the disk keeps the old password. */
static bool recovery_helps(const struct vouch_machine *machine)
{
	return machine->os != NULL && vouch_version_compare(machine->os, "10.14") >= 0;
}

const char *vouch_lack_restore(const struct vouch_world *world)
{
	return recovery_helps(&world->in->observed->machine)
		       ? ", or restore it from recoveryOS (resetpassword)"
		       : "";
}

const char *vouch_lack_recovery_key(const struct vouch_world *world)
{
	const struct vouch_machine *machine = &world->in->observed->machine;

	return machine->recovery_key == VOUCH_YES && recovery_helps(machine)
		       ? "; if nobody knows it any more, the personal recovery key of this Mac "
			 "sets "
			 "a new one (recoveryOS, resetpassword)"
		       : "";
}

/* Would a guard refuse the goal as soon as its token works? Then the goal has to change too. */
static const char *what_is_to_be_kept(const struct vouch_world *world, int who)
{
	if (vouch_shortage_keeps(world, who))
		return NULL;
	if (world->in->desired->guards.min_token_admins.value > 1)
		return "admin: true and secure_token: true";
	return world->members[who].required ? "secure_token: true" : NULL;
}

static void hint_at_dead(const struct vouch_world *world, struct vouch_lack *lack)
{
	const char *name = vouch_world_name(world, lack->of);
	const char *keep = what_is_to_be_kept(world, lack->of);
	const char *end = vouch_arena_printf(
		world->arena, "%s%s", vouch_lack_restore(world), vouch_lack_recovery_key(world));

	if (keep == NULL)
		lack->hint = vouch_arena_printf(world->arena,
			"the token of %s does not work and nobody else holds one: log in as %s at "
			"the login window with its old password%s",
			name, name, end);
	else
		lack->hint = vouch_arena_printf(world->arena,
			"the token of %s does not work, nobody else holds one, and a guard keeps "
			"one that works: declare %s for %s, and log in as %s at the login window "
			"with its old password%s",
			name, keep, name, name, end);
}

/* Nobody is one known thing away from vouching. */
static void hint_at_nobody(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	lack->of = vouch_shortlist_but(&world->shortage->unread_and_more, who);
	if (lack->of != VOUCH_NOBODY) {
		lack->hint = vouch_arena_printf(world->arena,
			"%s may hold a token: find out why its token or its rights cannot be read "
			"(sysadminctl -secureTokenStatus %s), and declare a password for it; to "
			"vouch it has to be an administrator",
			vouch_world_name(world, lack->of), vouch_world_name(world, lack->of));
		return;
	}
	lack->of = vouch_shortlist_but(&world->shortage->no_person, who);
	if (lack->of != VOUCH_NOBODY)
		lack->hint = vouch_arena_printf(world->arena,
			"%s holds a token, and is no account of a person, so Vouch lets it vouch "
			"for nobody: do it by hand (sysadminctl %s %s)",
			vouch_world_name(world, lack->of),
			task == VOUCH_TASK_GRANT ? "-secureTokenOn" : "-secureTokenOff",
			vouch_world_name(world, who));
	else if (task == VOUCH_TASK_GRANT && world->end->perhaps_holders == 0)
		lack->hint = world->family->no_first_token;
	else
		lack->hint = "nobody but this account can vouch: declare a second administrator "
			     "with secure_token: true and a password";
}

static void hint_at_grantor(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	const struct vouch_shortage *shortage = world->shortage;

	lack->of = vouch_shortlist_but(&shortage->no_password, who);
	if (lack->of != VOUCH_NOBODY) {
		lack->hint = vouch_arena_printf(world->arena,
			"declare password: {file: …} for %s (or env, exec): it holds a token and "
			"could vouch%s",
			vouch_world_name(world, lack->of), vouch_lack_recovery_key(world));
		return;
	}
	lack->of = vouch_shortlist_but(&shortage->no_right, who);
	if (lack->of != VOUCH_NOBODY && world->members[lack->of].namesake != NULL) {
		lack->hint = vouch_arena_printf(world->arena,
			"%s holds a token, and %s is another name of the same account: declare one "
			"of them",
			vouch_world_name(world, lack->of), world->members[lack->of].namesake);
		return;
	}
	if (lack->of != VOUCH_NOBODY) {
		lack->hint = vouch_arena_printf(world->arena,
			"%s holds a token but is no administrator: declare admin: true and a "
			"password for it, or allow temporary_admin",
			vouch_world_name(world, lack->of));
		return;
	}
	lack->of = vouch_shortlist_but(&shortage->disabled, who);
	if (lack->of != VOUCH_NOBODY) {
		lack->hint = vouch_arena_printf(world->arena,
			"%s holds a token and is disabled: enable it (pwpolicy -u %s -enableuser)",
			vouch_world_name(world, lack->of), vouch_world_name(world, lack->of));
		return;
	}
	lack->of = dead_one(world, who, task);
	if (lack->of != VOUCH_NOBODY)
		hint_at_dead(world, lack);
	else
		hint_at_nobody(world, who, task, lack);
}

bool vouch_lack_grantor(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	if (is_vouched_for(world, who, task))
		return false;
	if (vouch_login_missing(world, who, task, lack)) {
		lack->needs = VOUCH_NEEDS_LOGIN;
		return true;
	}
	hint_at_grantor(world, who, task, lack);
	return true;
}
