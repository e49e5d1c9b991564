/* lack_own.c – what a task is missing by itself, whatever the rest of the plan does. */
#include "question.h"
#include "stage.h"

static const char *text(const struct vouch_world *world, const char *format, int who)
{
	return vouch_arena_printf(world->arena, "%s%s", format, world->members[who].name);
}

static bool may_have_it(const struct vouch_world *world, int of, struct vouch_lack *lack)
{
	return of != VOUCH_NOBODY &&
	       vouch_lack_say(lack, of,
		       text(world,
			       "find out why its uid or full name cannot be read: dscl . -read "
			       "/Users/",
			       of));
}

bool vouch_lack_unread_names(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* the same for all */
	return may_have_it(world, world->members[who].unread, lack);
}

bool vouch_lack_unread_leaver(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	int of = vouch_stage_holder(world->end, who, VOUCH_UNIQUE_UNREAD_UID);

	(void)task; /* only a creation asks */
	if (of == VOUCH_NOBODY)
		of = vouch_stage_holder(world->end, who, VOUCH_UNIQUE_UNREAD_FULL_NAME);
	return may_have_it(world, of, lack);
}

bool vouch_lack_unread_family(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)who, (void)task; /* the same for all */
	if (!world->family->unread)
		return false;
	return vouch_lack_say(lack, VOUCH_NOBODY,
		"find out why the version of macOS or the file system cannot be read: vouch "
		"observe");
}

bool vouch_lack_unread_filevault(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)who, (void)task; /* the same for all */
	if (world->in->observed->machine.filevault != VOUCH_FILEVAULT_UNKNOWN)
		return false;
	return vouch_lack_say(
		lack, VOUCH_NOBODY, "find out why FileVault cannot be read: fdesetup status");
}

bool vouch_lack_unread_kind(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* the same for all */
	if (world->members[who].able != VOUCH_UNKNOWN)
		return false;
	return vouch_lack_say(lack, who,
		text(world,
			"find out why it cannot be told whether it is disabled, or what kind "
			"of account it is: dscl . -read /Users/",
			who));
}

bool vouch_lack_unread_login(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* the same for all */
	if (world->members[who].logged_in != VOUCH_UNKNOWN)
		return false;
	return vouch_lack_say(lack, who, "find out why it cannot be told who is logged in: who");
}

bool vouch_lack_means_another(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	const char *namesake = world->members[who].namesake;

	(void)task; /* the same for all */
	if (namesake == NULL)
		return false;
	return vouch_lack_say(lack, who,
		vouch_arena_printf(world->arena,
			"%s and %s are names of the same account on this Mac: declare one of them",
			world->members[who].name, namesake));
}

bool vouch_lack_cannot_hold(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	const struct vouch_member *member = &world->members[who];

	(void)task; /* the same for all */
	if (member->able != VOUCH_NO)
		return false;
	if (vouch_member_is_no_person(member))
		return vouch_lack_say(lack, who,
			vouch_arena_printf(world->arena,
				"%s is no account of a person, and only local and mobile accounts "
				"can hold a token: declare secure_token: true for another one "
				"instead",
				member->name));
	return vouch_lack_say(lack, who,
		vouch_arena_printf(world->arena,
			"an account that is disabled can hold no token: enable it (pwpolicy -u %s "
			"-enableuser), or do not ask for a token",
			member->name));
}

static const char no_tokens_on_hfs[] =
	"there are no Secure Tokens on HFS+: convert the disk to APFS (upgrade to macOS 10.14 or "
	"later), or take secure_token back";

bool vouch_lack_no_tokens(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)who, (void)task; /* the same for all */
	return !world->family->tokens && vouch_lack_say(lack, VOUCH_NOBODY, no_tokens_on_hfs);
}

/* What the build has no hands for. */
bool vouch_lack_no_hands(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	static const enum vouch_action actions[] = {
		[VOUCH_TASK_PROMOTE] = VOUCH_ACTION_PROMOTE,
		[VOUCH_TASK_CREATE] = VOUCH_ACTION_CREATE_USER,
		[VOUCH_TASK_REPAIR] = VOUCH_ACTION_REPAIR_TOKEN,
		[VOUCH_TASK_GRANT] = VOUCH_ACTION_GRANT_TOKEN,
		[VOUCH_TASK_ADD_UNLOCKER] = VOUCH_ACTION_ADD_UNLOCKER,
		[VOUCH_TASK_PASSWORD] = VOUCH_ACTION_SET_PASSWORD,
		[VOUCH_TASK_UPDATE] = VOUCH_ACTION_UPDATE_USER,
		[VOUCH_TASK_REVOKE] = VOUCH_ACTION_REVOKE_TOKEN,
		[VOUCH_TASK_REMOVE_UNLOCKER] = VOUCH_ACTION_REMOVE_UNLOCKER,
		[VOUCH_TASK_DEMOTE] = VOUCH_ACTION_DEMOTE,
		[VOUCH_TASK_DELETE] = VOUCH_ACTION_DELETE_USER,
	};

	_Static_assert(sizeof actions / sizeof actions[0] == VOUCH_TASK_COUNT, "one row a task");
	(void)who; /* the same for all */
	if (!vouch_world_has_no(world, actions[task]))
		return false;
	return vouch_lack_say(lack, VOUCH_NOBODY,
		vouch_arena_printf(world->arena, "this version of Vouch cannot %s: do it by hand",
			vouch_action_text(actions[task])));
}

static const char *const unsupported_source =
	"this version of Vouch cannot read a password from the keychain: declare "
	"password: {file: …}, {env: …} or {exec: …}";

bool vouch_lack_source_unsupported(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* the same for all */
	if (world->members[who].secret != VOUCH_SECRET_UNSUPPORTED)
		return false;
	return vouch_lack_say(lack, who, unsupported_source);
}

static bool login_would_bring_it(const struct vouch_world *world, int who)
{
	return world->family->login_brings_token &&
	       world->in->observed->machine.bootstrap_token == VOUCH_BOOTSTRAP_ESCROWED &&
	       world->members[who].token == VOUCH_TOKEN_NONE &&
	       world->members[who].token_goal == VOUCH_GOAL_TRUE;
}

bool vouch_lack_password(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	const struct vouch_member *member = &world->members[who];

	(void)task; /* the same for all */
	if (member->secret != VOUCH_SECRET_NONE || vouch_lack_password_may_come(world, who))
		return false;
	if (member->secret_why != NULL)
		return vouch_lack_say(lack, who,
			vouch_arena_printf(world->arena, "%s: correct the password of %s",
				member->secret_why, member->name));
	return vouch_lack_say(lack, who,
		vouch_arena_printf(world->arena,
			"declare password: {file: …} for %s (or env, exec), and put the password "
			"there",
			member->name));
}

bool vouch_login_missing(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* the same for all */
	if (!login_would_bring_it(world, who))
		return false;
	return vouch_lack_say(lack, who,
		vouch_arena_printf(world->arena,
			"log in at the login window as %s, with the network up: the bootstrap "
			"token "
			"then brings the Secure Token",
			world->members[who].name));
}

bool vouch_lack_password_or_login(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	if (!vouch_lack_password(world, who, task, lack))
		return false;
	if (vouch_login_missing(world, who, task, lack))
		lack->needs = VOUCH_NEEDS_LOGIN;
	return true;
}

bool vouch_lack_filevault_moves(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	enum vouch_filevault filevault = world->in->observed->machine.filevault;

	(void)who, (void)task; /* the same for all */
	if (filevault != VOUCH_FILEVAULT_ENCRYPTING && filevault != VOUCH_FILEVAULT_DECRYPTING)
		return false;
	return vouch_lack_say(lack, VOUCH_NOBODY,
		"wait until FileVault has finished: fdesetup status shows how far it is");
}

bool vouch_lack_logged_in(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* the same for all */
	if (world->members[who].logged_in != VOUCH_YES)
		return false;
	return vouch_lack_say(lack, who, text(world, "log out ", who));
}

bool vouch_lack_is_taken(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	int owner = vouch_stage_holder(world->end, who, VOUCH_UNIQUE_UID);
	bool uid = owner != VOUCH_NOBODY;

	(void)task; /* only a creation asks */
	if (!uid)
		owner = vouch_stage_holder(world->end, who, VOUCH_UNIQUE_FULL_NAME);
	if (owner == VOUCH_NOBODY)
		return false;
	lack->of = owner;
	lack->hint = vouch_arena_printf(world->arena, "declare another %s for %s: %s has this one",
		uid ? "uid" : "full_name", world->members[who].name, world->members[owner].name);
	return true;
}
