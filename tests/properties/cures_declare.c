/* cures_declare.c – the acts that hints name: what is declared is changed. */
#include "cure_acts.h"

#include "vouch/base/text.h"

/* This one, or the others. */
static void declare_one_name(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	const struct vouch_account *account = cure_account_of(world, cure_whose(entry));
	size_t i;

	for (i = world->desired->users.count; i-- > 0;) {
		const char *name = world->desired->users.items[i].name;

		if (vouch_account_is_named(account, name) &&
			vouch_text_equal_nocase(name, cure_whose(entry)) == (way == 1))
			cure_undeclare(world, name);
	}
}

static void enable(struct cure_world *world, const char *name)
{
	struct vouch_account *account = cure_account_of(world, name);

	account->disabled = VOUCH_NO;
}

static void enable_or_ask_for_none(
	struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	if (way == 0)
		enable(world, cure_whose(entry));
	else
		cure_ask_for_no_token(cure_user_of(world, cure_whose(entry)));
}

static void enable_it(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	enable(world, cure_whose(entry));
}

static void another_name(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	struct vouch_user *user = cure_user_of(world, entry->user);

	if (way == 0)
		user->fields[VOUCH_FIELD_UID] =
			(struct vouch_value){.kind = VOUCH_VALUE_NUMBER, .as.number = 903};
	else
		user->fields[VOUCH_FIELD_FULL_NAME] =
			(struct vouch_value){.kind = VOUCH_VALUE_TEXT, .as.text = "Another"};
}

static void token_goal(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	cure_declare_flag(cure_user_of(world, entry->user), VOUCH_FIELD_SECURE_TOKEN, way == 0);
}

/* "run again, or change one of the declarations" */
static void change_declaration(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	const struct vouch_field_info *info = vouch_field_find(entry->field);

	(void)way;
	if (info->field == VOUCH_FIELD_STATE)
		cure_undeclare(world, entry->user);
	else
		cure_user_of(world, entry->user)->fields[info->field] = (struct vouch_value){0};
}

static void another_holder(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	cure_ask_for_no_token(cure_user_of(world, entry->of));
	cure_second(world, true, true);
}

static void show_or_second(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	if (way == 0)
		cure_declare_flag(cure_declare(world, entry->of), VOUCH_FIELD_HIDDEN, false);
	else
		cure_second(world, false, true);
}

static void require_no_more(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry;
	if (way == 0)
		world->desired->guards.required.count = 0;
	else
		cure_declare_admin(cure_user_of(world, entry->user));
}

static void first_holder_may_rise(
	struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	if (way == 0)
		cure_declare_admin(cure_user_of(world, entry->user));
	else
		world->desired->guards.temporary_admin.value = 1;
}

/* Lets one who holds a token be an administrator: for a time, or for good. */
static void let_rise(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	cure_give_password(world, entry->of);
	if (way == 0)
		world->desired->guards.temporary_admin.value = 1;
	else
		cure_declare_admin(cure_user_of(world, entry->of));
}

static void admin_for_good(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	cure_give_password(world, entry->of);
	cure_declare_admin(cure_user_of(world, entry->of));
}

static void second_token_admin(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	cure_second(world, true, true);
}

static void second_admin(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	cure_second(world, true, false);
}

static void second_holder(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	cure_second(world, false, true);
}

static void second_unlocker(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	cure_second(world, false, false);
	cure_declare_flag(&world->desired->users.items[world->desired->users.count - 1],
		VOUCH_FIELD_FILEVAULT, true);
}

static void password_of_user(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	cure_give_password(world, entry->user);
}

static void password_of_whom(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	cure_give_password(world, cure_whose(entry));
}

const struct cure cures_declare[] = {
	{"* and * are names of the same account on this Mac: declare one of them", declare_one_name,
		2},
	{"an account that is disabled can hold no token: enable it (pwpolicy -u * -enableuser), or "
	 "do not ask for a token",
		enable_or_ask_for_none, 2},
	{"* is no account of a person, and only local and mobile accounts can hold a token: "
	 "declare secure_token: true for another one instead",
		another_holder, 1},
	{"a new password of a disabled account cannot be proved: enable it (pwpolicy -u * "
	 "-enableuser), or declare it absent",
		enable_it, 1},
	{"* holds a token and is disabled: enable it (pwpolicy -u * -enableuser)", enable_it, 1},
	{"* holds a token and is disabled: enable it (pwpolicy -enableuser)", enable_it, 1},
	{"* holds a token, and * is another name of the same account: declare one of them",
		declare_one_name, 2},
	{"* unlocks the disk and is disabled: enable it (pwpolicy -u * -enableuser)", enable_it, 1},
	{"declare another * for *: * has this one", another_name, 2},
	{"the token of * does not work, and its password cannot be set like that: declare "
	 "secure_token: true (then it is repaired), or false",
		token_goal, 2},
	{"everybody who unlocks the disk is hidden: declare hidden: false for *, or secure_token: "
	 "true for an account that people use",
		show_or_second, 2},
	{"no plan reaches this together with the rest: run again, or change one of the "
	 "declarations",
		change_declaration, 0},
	{"this version of Vouch cannot read a password from the keychain: declare "
	 "password: {file: …}, {env: …} or {exec: …}",
		password_of_user, 1},
	{"this version of Vouch cannot read a password from the keychain: declare "
	 "password: {file: …}, {env: …} or {exec: …} for *",
		password_of_whom, 1},
	{"* could add it, but this version of Vouch cannot read its password: declare password: "
	 "{file: …}, {env: …} or {exec: …} for it",
		password_of_whom, 1},
	{"declare password: {file: …} for * (or env, exec): it unlocks the disk and could add "
	 "others",
		password_of_whom, 1},
	{"* could vouch, but this version of Vouch cannot read a password from "
	 "the keychain: declare password: {file: …}, {env: …} or {exec: …} for it",
		password_of_whom, 1},
	{"this version of Vouch cannot generate a password: declare password: {file: …}, {env: …} "
	 "or {exec: …}",
		password_of_user, 1},
	{"*: correct the password of *", password_of_user, 1},
	{"declare password: {file: …} for * (or env, exec), and put the password there",
		password_of_user, 1},
	{"declare password: {file: …} for * (or env, exec), and put the password there: it holds a "
	 "token*",
		password_of_whom, 1},
	{"declare password: {file: …} for * (or env, exec): it holds a token and could vouch*",
		password_of_whom, 1},
	{"the token of * does not work, and nobody knows its password: declare the one it has "
	 "(password: {file: …})*",
		password_of_user, 1},
	{"the vault has no password of it, and one is set only where somebody vouches: declare the "
	 "one it has (password: {file: …}) for *",
		password_of_user, 1},
	{"* holds a token but is no administrator: declare admin: true and a password for it, or "
	 "allow temporary_admin",
		let_rise, 2},
	{"* holds a token and is no administrator for good: declare admin: true for it, and a "
	 "password",
		admin_for_good, 1},
	{"nobody but this account can vouch: declare a second administrator with secure_token: "
	 "true and a password",
		second_token_admin, 1},
	{"nobody can authorise it: declare an administrator with secure_token: true and a "
	 "password; the login of a holder at the login window escrows it too",
		second_token_admin, 1},
	{"nobody holds a token: declare secure_token: true and a password for somebody",
		second_holder, 1},
	{"* is the last administrator: another one has to be there first (declare admin: true for "
	 "somebody)",
		second_admin, 1},
	{"* is the last who unlocks the disk: another one has to be on the FileVault list first "
	 "(declare filevault: true for somebody)",
		second_unlocker, 1},
	{"* is the last holder of a token: another one has to hold one first (declare "
	 "secure_token: true for somebody)",
		second_holder, 1},
	{"* is the last administrator who holds, or is to hold, a token: another one has to be "
	 "there first (declare admin: true and secure_token: true)",
		second_token_admin, 1},
	{"* should be no administrator any more, and a guard would break: declare another account "
	 "with admin: true (and secure_token: true)",
		second_token_admin, 1},
	{"* should be no administrator any more, and is required: take it off that list, or "
	 "declare admin: true without an end",
		require_no_more, 2},
	{"nobody holds a token, and on macOS 10.13.4 to 10.14 an administrator, or the only "
	 "account with a uid of 500 or more, gets the first one: declare admin: true for an "
	 "account that is to hold one, or allow temporary_admin",
		first_holder_may_rise, 2},
	{"nobody holds a token, and on macOS 10.15 an administrator gets the first one: declare "
	 "admin: true for an account that is to hold one, or allow temporary_admin",
		first_holder_may_rise, 2},
	{NULL, NULL, 0},
};
