/* facts.c – what a parser of the macOS provider makes of what a tool printed, as one line of text.
 *
 *	facts PARSER <what-the-tool-printed
 *	facts refusal TOOL [STATUS] <what-the-tool-printed
 *
 * What it cannot read is "unreadable". A refusal is the class that the catalogue has it in, by the
 * words, else by the status, or "none". Beside the rows of the table, the acceptance on a real Mac
 * uses it too.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "errors.h"
#include "parse_directory.h"
#include "parse_disk.h"
#include "parse_machine.h"
#include "trouble_text.h"
#include "vouch/base/buf.h"

enum { INPUT_CAP = 16 << 20 };

struct reader {
	const char *name;
	/* Prints the facts; false where the bytes cannot be read. */
	bool (*read)(struct vouch_arena *arena, struct vouch_bytes bytes, const char **why);
};

/* --- one word -------------------------------------------------------------------------------- */

static bool read_filevault(struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	enum vouch_filevault filevault;

	if (!vouch_macos_parse_filevault(arena, bytes, &filevault, why))
		return false;
	(void)puts(vouch_filevault_text(filevault));
	return true;
}

static bool read_enrollment(struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	enum vouch_mdm mdm;

	if (!vouch_macos_parse_enrollment(arena, bytes, &mdm, why))
		return false;
	(void)puts(vouch_mdm_text(mdm));
	return true;
}

static bool read_bootstrap(struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	enum vouch_bootstrap bootstrap;

	if (!vouch_macos_parse_bootstrap(arena, bytes, &bootstrap, why))
		return false;
	(void)puts(vouch_bootstrap_text(bootstrap));
	return true;
}

static bool read_volume(struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	enum vouch_filesystem filesystem;

	if (!vouch_macos_parse_volume(arena, bytes, &filesystem, why))
		return false;
	(void)puts(vouch_filesystem_text(filesystem));
	return true;
}

static bool read_version(struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	const char *version;

	if (!vouch_macos_parse_version(arena, bytes, &version, why))
		return false;
	(void)puts(version);
	return true;
}

static bool read_hostname(struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	const char *hostname;

	if (!vouch_macos_parse_hostname(arena, bytes, &hostname, why))
		return false;
	(void)puts(hostname);
	return true;
}

static bool read_status(struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	static const char *const words[] = {
		[VOUCH_MACOS_STATUS_ENABLED] = "enabled",
		[VOUCH_MACOS_STATUS_DISABLED] = "disabled",
		[VOUCH_MACOS_STATUS_NO_USER] = "no user",
		[VOUCH_MACOS_STATUS_WANTS_ADMIN] = "wants an administrator",
	};
	enum vouch_macos_status status = vouch_macos_parse_status(arena, bytes);

	*why = "none of the answers it gives";
	if (status == VOUCH_MACOS_STATUS_UNREADABLE)
		return false;
	(void)puts(words[status]);
	return true;
}

static bool read_filevault_off(
	struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	struct vouch_bytes none = {"", 0};

	*why = "it does not say that FileVault is off";
	if (!vouch_macos_is_filevault_off(arena, none, bytes))
		return false;
	(void)puts("off");
	return true;
}

/* --- lists ----------------------------------------------------------------------------------- */

static bool read_unlockers(struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	struct vouch_macos_unlockers list = {0};
	size_t i;

	if (!vouch_macos_parse_unlockers(arena, bytes, &list, why))
		return false;
	for (i = 0; i < list.count; i++)
		(void)printf("%s%s", i == 0 ? "" : " ", list.items[i].name);
	(void)printf("\n");
	return true;
}

static bool read_crypto_users(struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	static const char *const kinds[] = {
		[VOUCH_MACOS_CRYPTO_OTHER] = "other",
		[VOUCH_MACOS_CRYPTO_USER] = "user",
		[VOUCH_MACOS_CRYPTO_RECOVERY_KEY] = "key",
	};
	struct vouch_macos_crypto_users list = {0};
	size_t counts[3] = {0}, owners = 0, i;

	if (!vouch_macos_parse_crypto_users(arena, bytes, &list, why))
		return false;
	for (i = 0; i < list.count; i++) {
		counts[list.items[i].kind]++;
		owners += list.items[i].volume_owner == VOUCH_YES;
	}
	for (i = 0; i < sizeof counts / sizeof *counts; i++)
		(void)printf("%s %zu, ", kinds[i], counts[i]);
	(void)printf("owners %zu\n", owners);
	return true;
}

static bool read_user(struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	struct vouch_account account = {0};

	if (!vouch_macos_parse_user(arena, bytes, &account, why))
		return false;
	(void)printf("%s %lld %lld %s\n", account.name,
		account.uid.known ? (long long)account.uid.value : -1,
		account.gid.known ? (long long)account.gid.value : -1, account.home);
	return true;
}

static bool read_users(struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	struct vouch_accounts accounts = {0};
	size_t nameless = 0, i;

	if (!vouch_macos_parse_users(arena, bytes, &accounts, &nameless, why))
		return false;
	for (i = 0; i < accounts.count; i++)
		(void)printf("%s%s", i == 0 ? "" : " ", accounts.items[i].name);
	(void)printf("\n");
	return true;
}

static bool read_groups(struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	struct vouch_macos_groups groups = {0};
	size_t i, j;

	if (!vouch_macos_parse_groups(arena, bytes, &groups, why))
		return false;
	for (i = 0; i < groups.count; i++) {
		if (strcmp(groups.items[i].name, "admin") != 0)
			continue;
		(void)printf("admin:");
		for (j = 0; j < groups.items[i].members.count; j++)
			(void)printf(" %s", groups.items[i].members.items[j]);
		(void)printf("\n");
	}
	return true;
}

static bool read_console(struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	struct vouch_names names = {0};

	if (!vouch_macos_parse_console(arena, bytes, &names, why))
		return false;
	(void)puts(names.count == 0 ? "nobody" : vouch_names_text(arena, &names));
	return true;
}

static bool read_hardware(struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	struct vouch_macos_hardware hardware = {0};

	if (!vouch_macos_parse_hardware(arena, bytes, &hardware, why))
		return false;
	(void)printf("%s %s %s\n", hardware.serial == NULL ? "-" : hardware.serial,
		hardware.model == NULL ? "-" : hardware.model, vouch_chip_text(hardware.chip));
	return true;
}

/* --- the program ----------------------------------------------------------------------------- */

static const struct reader readers[] = {
	{"bootstrap", read_bootstrap},
	{"console", read_console},
	{"crypto_users", read_crypto_users},
	{"enrollment", read_enrollment},
	{"filevault", read_filevault},
	{"filevault_off", read_filevault_off},
	{"groups", read_groups},
	{"hardware", read_hardware},
	{"hostname", read_hostname},
	{"status", read_status},
	{"unlockers", read_unlockers},
	{"user", read_user},
	{"users", read_users},
	{"version", read_version},
	{"volume", read_volume},
};

static bool read_input(struct vouch_arena *arena, struct vouch_bytes *out)
{
	char *data = vouch_arena_alloc(arena, INPUT_CAP + 1);
	size_t length = fread(data, 1, INPUT_CAP, stdin);

	data[length] = '\0';
	out->data = data;
	out->length = length;
	return ferror(stdin) == 0;
}

/* As the actor finds it: by the words, else by the status. */
static int print_refusal(const char *tool, const char *status, struct vouch_bytes bytes)
{
	const struct vouch_bytes none = {"", 0};
	const struct vouch_macos_trouble *trouble = vouch_macos_trouble_find(none, bytes);

	if (trouble == NULL && status != NULL)
		trouble = vouch_macos_trouble_of_status(tool, (int)strtol(status, NULL, 10));
	(void)puts(trouble_text(trouble == NULL ? VOUCH_MACOS_TROUBLE_COUNT : trouble->kind));
	return 0;
}

int main(int count, char **arguments)
{
	struct vouch_arena arena = {0};
	struct vouch_bytes bytes = {0};
	const char *why = "";
	int status = 64;
	size_t i;

	for (i = 0; count == 2 && i < sizeof readers / sizeof *readers; i++) {
		if (strcmp(readers[i].name, arguments[1]) != 0)
			continue;
		status = 1;
		if (!read_input(&arena, &bytes))
			break;
		status = 0;
		if (!readers[i].read(&arena, bytes, &why))
			(void)printf("unreadable: %s\n", why);
	}
	if ((count == 3 || count == 4) && strcmp(arguments[1], "refusal") == 0)
		status = read_input(&arena, &bytes)
				 ? print_refusal(arguments[2], arguments[3], bytes)
				 : 1;
	if (status == 64)
		(void)fprintf(stderr,
			"usage: facts PARSER|refusal TOOL [STATUS] <what-the-tool-printed\n");
	vouch_arena_release(&arena);
	return status;
}
