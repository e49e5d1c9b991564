/* cures_read.c – the acts that hints name: what could not be read, is read. */
#include "cure_acts.h"

#include "vouch/base/text.h"

/* --- what could not be read, is read ---------------------------------------------------------- */
static void read_names(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	struct vouch_account *account = cure_account_of(world, entry->of);

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
	struct vouch_account *account = cure_account_of(world, cure_whose(entry));

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
	struct vouch_account *account = cure_account_of(world, cure_whose(entry));

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
	struct vouch_account *account = cure_account_of(world, entry->user);
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
	cure_account_of(world, entry->of)->hidden = VOUCH_NO;
}

static void read_rights_and_give_password(
	struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	read_rights(world, entry, way);
	cure_give_password(world, entry->of);
}

const struct cure cures_read[] = {
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
	{"* may hold a token: find out why its token or its rights cannot be read (sysadminctl "
	 "-secureTokenStatus *), and declare a password for it; to vouch it has to be an "
	 "administrator",
		read_rights_and_give_password, 2},
	{NULL, NULL, 0},
};
