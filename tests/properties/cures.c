/* cures.c – the human acts that hints name, done to the inputs of the planner. */
#include "cures.h"

#include <stdlib.h>
#include <string.h>

#include "vouch/base/text.h"

static const struct vouch_password_value from_file = {
	.source = VOUCH_PASSWORD_FILE, .text = "/var/root/password"};

static struct vouch_account *find_account(struct cure_world *world, const char *name)
{
	size_t i;

	for (i = 0; name != NULL && i < world->observed->accounts.count; i++) {
		if (vouch_account_is_named(&world->observed->accounts.items[i], name))
			return &world->observed->accounts.items[i];
	}
	return NULL;
}

static struct vouch_user *find_user(struct cure_world *world, const char *name)
{
	size_t i;

	for (i = 0; i < world->desired->users.count; i++) {
		if (vouch_text_equal_nocase(world->desired->users.items[i].name, name))
			return &world->desired->users.items[i];
	}
	return NULL;
}

/* A hint is about somebody: else the planner is wrong, and nothing here can go on. */
static struct vouch_account *account_of(struct cure_world *world, const char *name)
{
	struct vouch_account *account = find_account(world, name);

	if (account == NULL)
		abort();
	return account;
}

static struct vouch_user *user_of(struct cure_world *world, const char *name)
{
	struct vouch_user *user = find_user(world, name);

	if (user == NULL)
		abort();
	return user;
}

static struct vouch_user *declare(struct cure_world *world, const char *name)
{
	struct vouch_user *user = find_user(world, name);

	if (user != NULL)
		return user;
	user = VOUCH_PUSH(world->arena, &world->desired->users);
	*user = (struct vouch_user){.name = name};
	return user;
}

static void declare_flag(struct vouch_user *user, enum vouch_field field, bool flag)
{
	user->fields[field] = (struct vouch_value){.kind = VOUCH_VALUE_FLAG, .as.flag = flag};
}

static void declare_admin(struct vouch_user *user)
{
	user->fields[VOUCH_FIELD_ADMIN] =
		(struct vouch_value){.kind = VOUCH_VALUE_ADMIN, .as.admin.wanted = true};
}

static void give_password(struct cure_world *world, const char *name)
{
	size_t i;

	declare(world, name)->fields[VOUCH_FIELD_PASSWORD] =
		(struct vouch_value){.kind = VOUCH_VALUE_PASSWORD, .as.password = &from_file};
	for (i = 0; i < world->facts->secrets.count; i++) {
		if (vouch_text_equal_nocase(world->facts->secrets.items[i].user, name))
			world->facts->secrets.items[i].state = VOUCH_SECRET_HELD;
	}
}

static struct vouch_account *make_account(struct cure_world *world, const char *name)
{
	struct vouch_account *account = VOUCH_PUSH(world->arena, &world->observed->accounts);

	*account = (struct vouch_account){.name = name,
		.uuid = name,
		.uid = {true, 900},
		.full_name = name,
		.kind = VOUCH_KIND_LOCAL,
		.hidden = VOUCH_NO,
		.disabled = VOUCH_NO,
		.admin = VOUCH_NO,
		.token = VOUCH_TOKEN_NONE,
		.groups.known = true};
	return account;
}

static void remove_account(struct cure_world *world, struct vouch_account *account)
{
	struct vouch_accounts *accounts = &world->observed->accounts;
	size_t at = (size_t)(account - accounts->items);

	memmove(account, account + 1, (accounts->count - at - 1) * sizeof *account);
	accounts->count--;
}

static void give_token(struct cure_world *world, const char *name)
{
	struct vouch_account *account = find_account(world, name);

	if (account == NULL) /* made by this plan, and logged in to afterwards */
		account = make_account(world, name);
	account->token = VOUCH_TOKEN_LIVE;
	world->facts->dead_tokens = (struct vouch_names){0};
}

static const char *whose(const struct vouch_waiting *entry)
{
	return entry->of != NULL ? entry->of : entry->user;
}

/* --- what could not be read, is read ---------------------------------------------------------- */

static void read_names(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	struct vouch_account *account = account_of(world, entry->of);

	(void)way;
	account->uid = (struct vouch_number){true, 901};
	account->full_name = account->name;
}

static void read_system(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	struct vouch_machine *machine = &world->observed->machine;

	(void)entry, (void)way;
	machine->os = machine->os != NULL ? machine->os : "14.5";
	machine->filesystem = VOUCH_FILESYSTEM_APFS;
}

static void read_filevault(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	world->observed->machine.filevault = VOUCH_FILEVAULT_OFF;
}

static void read_kind(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	struct vouch_account *account = account_of(world, whose(entry));

	(void)way;
	account->kind = VOUCH_KIND_LOCAL;
	account->disabled = VOUCH_NO;
}

static void read_logins(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	world->observed->machine.logged_in.known = true;
}

static void read_mdm(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	struct vouch_machine *machine = &world->observed->machine;

	(void)entry, (void)way;
	if (machine->mdm == VOUCH_MDM_UNKNOWN)
		machine->mdm = VOUCH_MDM_NONE;
	if (machine->bootstrap_token == VOUCH_BOOTSTRAP_UNKNOWN)
		machine->bootstrap_token = VOUCH_BOOTSTRAP_SUPPORTED;
	if (machine->recovery_key == VOUCH_UNKNOWN)
		machine->recovery_key = VOUCH_NO;
}

/* The one answer, or the other. */
static void read_rights(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	struct vouch_account *account = account_of(world, whose(entry));

	if (account->admin == VOUCH_UNKNOWN)
		account->admin = way == 0 ? VOUCH_YES : VOUCH_NO;
	if (account->token == VOUCH_TOKEN_UNKNOWN)
		account->token = way == 0 ? VOUCH_TOKEN_LIVE : VOUCH_TOKEN_NONE;
	if (account->filevault == VOUCH_UNKNOWN)
		account->filevault = way == 0 ? VOUCH_YES : VOUCH_NO;
	if (!account->uid.known)
		account->uid = (struct vouch_number){true, way == 0 ? 499 : 902};
	read_kind(world, entry, way);
}

static void read_field(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	struct vouch_account *account = account_of(world, entry->user);
	enum vouch_tri answer = way == 0 ? VOUCH_YES : VOUCH_NO;
	const struct vouch_field_info *info = vouch_field_find(entry->field);

	switch (info->field) {
	case VOUCH_FIELD_ADMIN:
		account->admin = account->admin_by_name = account->admin_by_guid = answer;
		break;
	case VOUCH_FIELD_SECURE_TOKEN:
		account->token = way == 0 ? VOUCH_TOKEN_LIVE : VOUCH_TOKEN_NONE;
		break;
	case VOUCH_FIELD_FILEVAULT:
		account->token = way == 0 ? VOUCH_TOKEN_LIVE : VOUCH_TOKEN_NONE;
		account->filevault = answer;
		break;
	case VOUCH_FIELD_HIDDEN: account->hidden = answer; break;
	case VOUCH_FIELD_GROUPS:
	case VOUCH_FIELD_NOT_GROUPS: account->groups.known = true; break;
	case VOUCH_FIELD_FULL_NAME: account->full_name = "Read"; break;
	case VOUCH_FIELD_SHELL: account->shell = "/bin/read"; break;
	case VOUCH_FIELD_PICTURE: account->picture = ""; break;
	case VOUCH_FIELD_PASSWORD_HINT: account->password_hint = ""; break;
	case VOUCH_FIELD_STATE:
	case VOUCH_FIELD_UID:
	case VOUCH_FIELD_GID:
	case VOUCH_FIELD_HOME:
	case VOUCH_FIELD_PASSWORD:
	case VOUCH_FIELD_ON_REMOVAL:
	case VOUCH_FIELD_COUNT: break; /* never waited for because they could not be read */
	}
}

static void read_bootstrap(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	world->observed->machine.bootstrap_token = VOUCH_BOOTSTRAP_ESCROWED;
}

static void read_vault(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	size_t i;

	(void)way;
	for (i = 0; i < world->facts->secrets.count; i++) {
		if (vouch_text_equal_nocase(world->facts->secrets.items[i].user, entry->user))
			world->facts->secrets.items[i].set_at =
				(struct vouch_number){true, world->facts->now};
	}
}

static void read_hidden(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	account_of(world, entry->of)->hidden = VOUCH_NO;
}

/* --- what is declared is changed ---------------------------------------------------------------
 */

static void undeclare(struct cure_world *world, const char *name)
{
	struct vouch_users *users = &world->desired->users;
	struct vouch_user *user = find_user(world, name);
	size_t at;

	if (user == NULL)
		return;
	at = (size_t)(user - users->items);
	memmove(user, user + 1, (users->count - at - 1) * sizeof *user);
	users->count--;
}

/* This one, or the others. */
static void declare_one_name(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	const struct vouch_account *account = account_of(world, whose(entry));
	size_t i;

	for (i = world->desired->users.count; i-- > 0;) {
		const char *name = world->desired->users.items[i].name;

		if (vouch_account_is_named(account, name) &&
			vouch_text_equal_nocase(name, whose(entry)) == (way == 1))
			undeclare(world, name);
	}
}

static void ask_for_no_token(struct vouch_user *user)
{
	user->fields[VOUCH_FIELD_SECURE_TOKEN] = (struct vouch_value){0};
	user->fields[VOUCH_FIELD_FILEVAULT] = (struct vouch_value){0};
}

static void enable(struct cure_world *world, const char *name)
{
	struct vouch_account *account = account_of(world, name);

	account->disabled = VOUCH_NO;
}

static void enable_or_ask_for_none(
	struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	if (way == 0)
		enable(world, whose(entry));
	else
		ask_for_no_token(user_of(world, whose(entry)));
}

static void enable_it(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	enable(world, whose(entry));
}

static void password_of_user(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	give_password(world, entry->user);
}

static void password_of_whom(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	give_password(world, whose(entry));
}

static void another_name(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	struct vouch_user *user = user_of(world, entry->user);

	if (way == 0)
		user->fields[VOUCH_FIELD_UID] =
			(struct vouch_value){.kind = VOUCH_VALUE_NUMBER, .as.number = 903};
	else
		user->fields[VOUCH_FIELD_FULL_NAME] =
			(struct vouch_value){.kind = VOUCH_VALUE_TEXT, .as.text = "Another"};
}

/* Lets one who holds a token be an administrator: for a time, or for good. */
static void let_rise(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	give_password(world, entry->of);
	if (way == 0)
		world->desired->guards.temporary_admin.value = 1;
	else
		declare_admin(user_of(world, entry->of));
}

static void admin_for_good(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	give_password(world, entry->of);
	declare_admin(user_of(world, entry->of));
}

/* Somebody new, who is whatever is missing. */
static void second(struct cure_world *world, bool admin, bool token)
{
	const char *name =
		vouch_arena_printf(world->arena, "second%zu", world->desired->users.count);

	give_password(world, name);
	if (admin)
		declare_admin(user_of(world, name));
	if (token)
		declare_flag(user_of(world, name), VOUCH_FIELD_SECURE_TOKEN, true);
}

static void second_token_admin(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	second(world, true, true);
}

static void second_admin(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	second(world, true, false);
}

static void second_holder(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	second(world, false, true);
}

static void second_unlocker(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	second(world, false, false);
	declare_flag(&world->desired->users.items[world->desired->users.count - 1],
		VOUCH_FIELD_FILEVAULT, true);
}

static void another_holder(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	ask_for_no_token(user_of(world, entry->of));
	second(world, true, true);
}

static void require_no_more(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry;
	if (way == 0)
		world->desired->guards.required.count = 0;
	else
		declare_admin(user_of(world, entry->user));
}

static void first_holder_may_rise(
	struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	if (way == 0)
		declare_admin(user_of(world, entry->user));
	else
		world->desired->guards.temporary_admin.value = 1;
}

static void show_or_second(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	if (way == 0)
		declare_flag(declare(world, entry->of), VOUCH_FIELD_HIDDEN, false);
	else
		second_holder(world, entry, way);
}

static void token_goal(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	declare_flag(user_of(world, entry->user), VOUCH_FIELD_SECURE_TOKEN, way == 0);
}

/* "run again, or change one of the declarations" */
static void change_declaration(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	const struct vouch_field_info *info = vouch_field_find(entry->field);

	(void)way;
	if (info->field == VOUCH_FIELD_STATE)
		undeclare(world, entry->user);
	else
		user_of(world, entry->user)->fields[info->field] = (struct vouch_value){0};
}

/* --- what is done to the Mac -------------------------------------------------------------------
 */

static void upgrade(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	world->observed->machine.os = "14.5";
	world->observed->machine.filesystem = VOUCH_FILESYSTEM_APFS;
}

static void upgrade_or_ask_for_none(
	struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	if (way == 0)
		upgrade(world, entry, way);
	else
		ask_for_no_token(user_of(world, entry->user));
}

static void upgrade_or_be_alone(
	struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	struct vouch_accounts *accounts = &world->observed->accounts;
	size_t i;

	if (way == 0) {
		world->observed->machine.os = "10.13.6";
		return;
	}
	for (i = accounts->count; i-- > 0;) {
		if (vouch_account_is_named(&accounts->items[i], entry->user) ||
			(accounts->items[i].uid.known && accounts->items[i].uid.value < 500))
			continue;
		undeclare(world, accounts->items[i].name);
		remove_account(world, &accounts->items[i]);
	}
}

/* What this version has no hands for. */
static void do_it_by_hand(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	const struct vouch_user *user = user_of(world, entry->user);
	struct vouch_account *account = find_account(world, entry->user);
	const struct vouch_field_info *info = vouch_field_find(entry->field);

	(void)way;
	if (account == NULL)
		make_account(world, entry->user);
	else if (info->field == VOUCH_FIELD_STATE)
		remove_account(world, account);
	else if (info->field == VOUCH_FIELD_ADMIN)
		account->admin = vouch_tri_from(user->fields[VOUCH_FIELD_ADMIN].as.admin.wanted);
	else if (info->field == VOUCH_FIELD_SHELL)
		account->shell = user->fields[VOUCH_FIELD_SHELL].as.text;
	else if (info->field == VOUCH_FIELD_SECURE_TOKEN || info->field == VOUCH_FIELD_FILEVAULT) {
		account->token =
			user->fields[info->field].as.flag ? VOUCH_TOKEN_LIVE : VOUCH_TOKEN_NONE;
		account->filevault = vouch_tri_from(user->fields[info->field].as.flag);
	}
}

static void log_in(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	give_token(world, whose(entry));
}

static void read_rights_and_give_password(
	struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	read_rights(world, entry, way);
	give_password(world, entry->of);
}

/* "declare secure_token: true for it", or "admin: true and secure_token: true". */
static void keep_and_log_in(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	struct vouch_user *user = declare(world, entry->of);

	user->fields[VOUCH_FIELD_STATE] = (struct vouch_value){0};
	declare_flag(user, VOUCH_FIELD_SECURE_TOKEN, true);
	if (strstr(entry->hint, "admin: true") != NULL)
		declare_admin(user);
	log_in(world, entry, way);
}

static void sysadminctl_by_hand(
	struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	if (strstr(entry->hint, "-secureTokenOn ") != NULL)
		give_token(world, entry->user);
	else
		account_of(world, entry->user)->token = VOUCH_TOKEN_NONE;
}

static void log_in_as_anybody(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	size_t i;

	(void)entry, (void)way;
	for (i = 0; i < world->observed->accounts.count; i++) {
		if (find_user(world, world->observed->accounts.items[i].name) != NULL) {
			give_token(world, world->observed->accounts.items[i].name);
			return;
		}
	}
}

static void escrow_and_log_in(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	world->observed->machine.bootstrap_token = VOUCH_BOOTSTRAP_ESCROWED;
	give_token(world, entry->user);
}

static void log_out(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	world->observed->machine.logged_in.names = (struct vouch_names){0};
}

static void let_filevault_finish(
	struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	struct vouch_machine *machine = &world->observed->machine;

	(void)entry, (void)way;
	machine->filevault = machine->filevault == VOUCH_FILEVAULT_ENCRYPTING ? VOUCH_FILEVAULT_ON
									      : VOUCH_FILEVAULT_OFF;
}

static void turn_filevault_on(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	world->observed->machine.filevault = VOUCH_FILEVAULT_ON;
}

static void escrow(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	world->observed->machine.bootstrap_token = VOUCH_BOOTSTRAP_ESCROWED;
}

static void enrol(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)entry, (void)way;
	world->observed->machine.bootstrap_token = VOUCH_BOOTSTRAP_SUPPORTED;
}

static void add_by_recovery_key(
	struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	struct vouch_account *account = find_account(world, entry->user);

	(void)way;
	if (account == NULL) /* made by this plan, and added afterwards */
		account = make_account(world, entry->user);
	account->filevault = VOUCH_YES;
}

/* The entry of the account behind it, and its own hint. */
static void cure_the_account(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	size_t i;

	for (i = 0; i < world->plan->waiting.count; i++) {
		const struct vouch_waiting *other = &world->plan->waiting.items[i];
		const struct cure *cure = cure_find(other->hint);

		if (other->user != NULL && other->hint != entry->hint && cure != NULL &&
			vouch_text_ends(entry->hint, other->hint)) {
			cure->apply(world, other, way);
			return;
		}
	}
}

/* The star at an end: a recovery key, where there is one, is named as a last resort. */
const struct cure cures[] = {
	{"find out why its uid or full name cannot be read: dscl . -read /Users/*", read_names, 1},
	{"find out why the version of macOS or the file system cannot be read: vouch observe",
		read_system, 1},
	{"find out why FileVault cannot be read: fdesetup status", read_filevault, 1},
	{"find out why it cannot be told whether it is disabled, or what kind of account it is: "
	 "dscl . -read /Users/*",
		read_kind, 1},
	{"find out why it cannot be told whether it is disabled: dscl . -read /Users/*", read_kind,
		1},
	{"find out why it cannot be told who is logged in: who", read_logins, 1},
	{"find out why its token cannot be read: sysadminctl -secureTokenStatus *", read_rights, 2},
	{"find out why the token or the rights of * cannot be read: sysadminctl -secureTokenStatus "
	 "*",
		read_rights, 2},
	{"find out why the token or the rights of * cannot be read: vouch observe", read_rights, 2},
	{"find out why the rights of * cannot be read: vouch observe", read_rights, 2},
	{"nobody holds a token, and who may have the first one depends on the rights or the uid of "
	 "*, which cannot be read: dscl . -read /Users/*",
		read_rights, 2},
	{"find out why * of * cannot be read: vouch observe, dscl . -read /Users/*", read_field, 2},
	{"find out why it cannot be told whether * may unlock the disk: fdesetup list", read_rights,
		2},
	{"find out why MDM, the bootstrap token or the recovery key cannot be read: vouch observe",
		read_mdm, 1},
	{"find out why the bootstrap token cannot be read: profiles status -type bootstraptoken",
		read_bootstrap, 1},
	{"find out why the vault cannot say when this password was set", read_vault, 1},
	{"find out why it cannot be told whether it is hidden: dscl . -read /Users/* IsHidden",
		read_hidden, 1},
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
	 "(password: {file: …}), or restore it from recoveryOS (resetpassword)",
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
	{"nobody holds a token, and before macOS 10.13.4 only an account that is the only one with "
	 "a uid of 500 or more gets the first one: upgrade to 10.13.4 or later, or remove the "
	 "other accounts",
		upgrade_or_be_alone, 2},
	{"nobody holds a token, and on macOS 10.13.4 to 10.14 an administrator, or the only "
	 "account with a uid of 500 or more, gets the first one: declare admin: true for an "
	 "account that is to hold one, or allow temporary_admin",
		first_holder_may_rise, 2},
	{"nobody holds a token, and on macOS 10.15 an administrator gets the first one: declare "
	 "admin: true for an account that is to hold one, or allow temporary_admin",
		first_holder_may_rise, 2},
	{"nobody on this Mac can hand on a token: escrow the bootstrap token (MDM) and log in at "
	 "the login window",
		escrow_and_log_in, 1},
	{"log in at the login window as *, with the network up: the bootstrap token then brings "
	 "the Secure Token",
		log_in, 1},
	{"log in at the login window, with the network up: the bootstrap token then brings a "
	 "Secure Token",
		log_in_as_anybody, 1},
	{"the token of * does not work and nobody else holds one: log in as * at the login window "
	 "with its old password, or restore it from recoveryOS (resetpassword)*",
		log_in, 1},
	{"the token of * does not work, nobody else holds one, and a guard keeps one that works: "
	 "declare * for *, and log in as * at the login window with its old password, or restore "
	 "it from recoveryOS (resetpassword)*",
		keep_and_log_in, 1},
	{"* may hold a token: find out why its token or its rights cannot be read (sysadminctl "
	 "-secureTokenStatus *), and declare a password for it; to vouch it has to be an "
	 "administrator",
		read_rights_and_give_password, 2},
	{"* holds a token, and is no account of a person, so Vouch lets it vouch for nobody: do it "
	 "by hand (sysadminctl -secureToken* *)",
		sysadminctl_by_hand, 1},
	{"the token of * does not work: log in with its old password, or restore it from "
	 "recoveryOS (resetpassword)*",
		log_in, 1},
	{"log out *", log_out, 1},
	{"wait until FileVault has finished: fdesetup status shows how far it is",
		let_filevault_finish, 1},
	{"wait until FileVault has finished decrypting: fdesetup status", let_filevault_finish, 1},
	{"FileVault is set to turn on at the next login or logout: log in at the login window",
		turn_filevault_on, 1},
	{"this version of Vouch does not turn FileVault on: fdesetup enable, or MDM",
		turn_filevault_on, 1},
	{"Vouch turns FileVault on on APFS alone: upgrade to macOS 10.14 or later, or turn it on "
	 "by hand (fdesetup enable)",
		upgrade, 1},
	{"there are no Secure Tokens on HFS+: convert the disk to APFS (upgrade to macOS 10.14 or "
	 "later), or take secure_token back",
		upgrade_or_ask_for_none, 2},
	{"nobody on the FileVault list can add others: add it by hand with the recovery key "
	 "(fdesetup add)",
		add_by_recovery_key, 1},
	{"turn FileVault on: fdesetup enable", turn_filevault_on, 1},
	{"FileVault is being turned off: wait until that is done, then turn it on (fdesetup "
	 "enable)",
		turn_filevault_on, 1},
	{"this version of Vouch does not escrow it: profiles install -type bootstraptoken, as an "
	 "administrator who holds a token",
		escrow, 1},
	{"this version of Vouch cannot *: do it by hand", do_it_by_hand, 1},
	{"the MDM of this Mac, or this macOS, takes no bootstrap token: enrol it in one that does",
		enrol, 1},
	{"* is to unlock the disk and waits: *", cure_the_account, 2},
	{"there are no Secure Tokens on HFS+", upgrade, 0},
	{"*; if nobody knows it any more, the personal recovery key of this Mac sets a new one "
	 "(recoveryOS, resetpassword)",
		password_of_whom, 0},
};
const size_t cure_count = sizeof cures / sizeof cures[0];

static bool matches(const char *pattern, const char *text)
{
	for (; *pattern != '\0' && *pattern != '*'; pattern++, text++) {
		if (*pattern != *text)
			return false;
	}
	if (*pattern == '\0')
		return *text == '\0';
	for (;; text++) {
		if (matches(pattern + 1, text))
			return true;
		if (*text == '\0')
			return false;
	}
}

const struct cure *cure_find(const char *hint)
{
	size_t i;

	for (i = 0; i < cure_count; i++) {
		if (matches(cures[i].hint, hint))
			return &cures[i];
	}
	return NULL;
}
