/* lack_password.c – what setting a new password is missing. */
#include "question.h"
#include "stage.h"

/* With its name at the end. */
static bool say_of(const struct vouch_world *world, struct vouch_lack *lack, int who,
	const char *before, const char *after)
{
	return vouch_lack_say(lack, who,
		vouch_arena_printf(
			world->arena, "%s%s%s", before, world->members[who].name, after));
}

static bool is_dead(const struct vouch_world *world, int who)
{
	return world->family->tokens && world->members[who].token == VOUCH_TOKEN_DEAD;
}

/* The task that ends a dead token, if that is declared. */
static enum vouch_task ending(const struct vouch_world *world, int who)
{
	unsigned wanted = world->members[who].wanted;

	if (vouch_task_in(wanted, VOUCH_TASK_REPAIR))
		return VOUCH_TASK_REPAIR;
	return vouch_task_in(wanted, VOUCH_TASK_REVOKE) ? VOUCH_TASK_REVOKE : VOUCH_TASK_COUNT;
}

static bool unread_token(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* only a password asks */
	if (!world->family->tokens || world->members[who].token != VOUCH_TOKEN_UNKNOWN)
		return false;
	return say_of(world, lack, who,
		"find out why its token cannot be read: sysadminctl -secureTokenStatus ", "");
}

static bool unread_disabled(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* only a password asks */
	if (world->members[who].account->disabled != VOUCH_UNKNOWN)
		return false;
	return say_of(world, lack, who,
		"find out why it cannot be told whether it is disabled: dscl . -read /Users/", "");
}

/* FACTS 1.5: nobody can log in as a disabled account, so that a new password cannot be proved. */
static bool is_disabled(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* only a password asks */
	if (world->members[who].account->disabled != VOUCH_YES)
		return false;
	return say_of(world, lack, who,
		"a new password of a disabled account cannot be proved: enable it (pwpolicy -u ",
		" -enableuser), or declare it absent");
}

/* FACTS 7.A: nothing changes the password of a token that does not work, and keeps both together.
 */
static bool is_dead_for_good(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* only a password asks */
	if (!is_dead(world, who) || ending(world, who) != VOUCH_TASK_COUNT)
		return false;
	return say_of(world, lack, who, "the token of ",
		" does not work, and its password cannot be set like that: declare secure_token: "
		"true (then it is repaired), or false");
}

static bool cannot_generate(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	const struct vouch_limits *limits = world->in->limits;

	(void)who, (void)task; /* the same for all */
	if (limits == NULL || (!limits->no_action[VOUCH_ACTION_SET_PASSWORD] &&
				      !limits->no_password[VOUCH_PASSWORD_GENERATE]))
		return false;
	return vouch_lack_say(lack, VOUCH_NOBODY,
		"this version of Vouch cannot generate a password: declare password: {file: …}, "
		"{env: …} or {exec: …}");
}

/* Ending a dead token takes the password that is not there. */
static bool is_dead_and_lost(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* only a password asks */
	if (!is_dead(world, who) || world->members[who].secret == VOUCH_SECRET_USABLE)
		return false;
	return say_of(world, lack, who, "the token of ",
		vouch_arena_printf(world->arena,
			" does not work, and nobody knows its password: declare the one it has "
			"(password: {file: …})%s",
			vouch_lack_restore(world)));
}

const struct vouch_question vouch_lack_password_own[] = {
	{VOUCH_NEEDS_UNKNOWN, unread_token},
	{VOUCH_NEEDS_UNKNOWN, unread_disabled},
	{VOUCH_NEEDS_CONFLICT, vouch_lack_means_another},
	{VOUCH_NEEDS_CONFLICT, is_disabled},
	{VOUCH_NEEDS_CONFLICT, is_dead_for_good},
	{VOUCH_NEEDS_VERSION, cannot_generate},
	{VOUCH_NEEDS_PASSWORD, is_dead_and_lost},
	{VOUCH_NEEDS_COUNT, NULL},
};

/* The token was to be ended first, and was not: what that lacks, this lacks. */
static bool is_still_dead(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* only a password asks */
	if (!is_dead(world, who) || world->end->standings[who].token != VOUCH_TOKEN_DEAD ||
		ending(world, who) == VOUCH_TASK_COUNT)
		return false;
	*lack = vouch_lack_first(world, who, ending(world, who));
	return true;
}

/* FACTS E1: nobody holds, and it is not known whether the password would bring a token. */
static bool unread_first_token(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	if (world->end->standings[who].token != VOUCH_TOKEN_NONE)
		return false;
	return vouch_lack_unread_family(world, who, task, lack);
}

const struct vouch_question vouch_lack_password_trust[] = {
	{VOUCH_NEEDS_UNKNOWN, is_still_dead},
	{VOUCH_NEEDS_UNKNOWN, unread_first_token},
	{VOUCH_NEEDS_UNKNOWN, vouch_lack_unread_grantor},
	{VOUCH_NEEDS_VERSION, vouch_lack_unsupported_grantor},
	{VOUCH_NEEDS_GRANTOR, vouch_lack_grantor},
	{VOUCH_NEEDS_COUNT, NULL},
};

bool vouch_lack_password_may_come(const struct vouch_world *world, int who)
{
	return world->members[who].password_due &&
	       vouch_lack_own(world, who, VOUCH_TASK_PASSWORD).needs == VOUCH_NEEDS_COUNT;
}

bool vouch_lack_password_not_set(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* the same for all that need it */
	if (world->end->standings[who].secret || !vouch_lack_password_may_come(world, who))
		return false;
	return say_of(world, lack, who,
		"the vault has no password of it, and one is set only where somebody vouches: "
		"declare the one it has (password: {file: …}) for ",
		"");
}
