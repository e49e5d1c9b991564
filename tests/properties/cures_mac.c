/* cures_mac.c – the acts that hints name: something is done to the Mac. */
#include "cure_acts.h"

#include <string.h>

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
		cure_ask_for_no_token(cure_user_of(world, entry->user));
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
		cure_undeclare(world, accounts->items[i].name);
		cure_remove_account(world, &accounts->items[i]);
	}
}

/* What this version has no hands for. */
static void do_it_by_hand(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	const struct vouch_user *user = cure_user_of(world, entry->user);
	struct vouch_account *account = cure_account(world, entry->user);
	const struct vouch_field_info *info = vouch_field_find(entry->field);

	(void)way;
	if (account == NULL)
		cure_make_account(world, entry->user);
	else if (info->field == VOUCH_FIELD_STATE)
		cure_remove_account(world, account);
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
	cure_give_token(world, cure_whose(entry));
}

/* "declare secure_token: true for it", or "admin: true and secure_token: true". */
static void keep_and_log_in(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	struct vouch_user *user = cure_declare(world, entry->of);

	user->fields[VOUCH_FIELD_STATE] = (struct vouch_value){0};
	cure_declare_flag(user, VOUCH_FIELD_SECURE_TOKEN, true);
	if (strstr(entry->hint, "admin: true") != NULL)
		cure_declare_admin(user);
	log_in(world, entry, way);
}

static void sysadminctl_by_hand(
	struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	if (strstr(entry->hint, "-secureTokenOn ") != NULL)
		cure_give_token(world, entry->user);
	else
		cure_account_of(world, entry->user)->token = VOUCH_TOKEN_NONE;
}

static void log_in_as_anybody(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	size_t i;

	(void)entry, (void)way;
	for (i = 0; i < world->observed->accounts.count; i++) {
		if (cure_user(world, world->observed->accounts.items[i].name) != NULL) {
			cure_give_token(world, world->observed->accounts.items[i].name);
			return;
		}
	}
}

static void escrow_and_log_in(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	(void)way;
	world->observed->machine.bootstrap_token = VOUCH_BOOTSTRAP_ESCROWED;
	cure_give_token(world, entry->user);
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
	struct vouch_account *account = cure_account(world, entry->user);

	(void)way;
	if (account == NULL) /* made by this plan, and added afterwards */
		account = cure_make_account(world, entry->user);
	account->filevault = VOUCH_YES;
}

/* The star at an end: recoveryOS, and a recovery key, where they help, are named as a last resort.
 */
const struct cure cures_mac[] = {
	{"nobody holds a token, and before macOS 10.13.4 only an account that is the only one with "
	 "a uid of 500 or more gets the first one: upgrade to 10.13.4 or later, or remove the "
	 "other accounts",
		upgrade_or_be_alone, 2},
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
	 "with its old password*",
		log_in, 1},
	{"the token of * does not work, nobody else holds one, and a guard keeps one that works: "
	 "declare * for *, and log in as * at the login window with its old password*",
		keep_and_log_in, 1},
	{"* holds a token, and is no account of a person, so Vouch lets it vouch for nobody: do it "
	 "by hand (sysadminctl * *)",
		sysadminctl_by_hand, 1},
	{"the token of * does not work: log in with its old password*", log_in, 1},
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
	{"there are no Secure Tokens on HFS+", upgrade, 0},
	{NULL, NULL, 0},
};
