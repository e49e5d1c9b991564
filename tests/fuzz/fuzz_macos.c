/* fuzz_macos.c – any bytes as the output of every tool that the probe reads: a record that keeps
 * its promises, or a reason. */
#include "fuzz.h"

#include <string.h>

#include "errors.h"
#include "join.h"
#include "parse_changes.h"
#include "parse_machine.h"
#include "vouch/base/text.h"
#include "vouch/base/uuid.h"

/* A parser that refuses says why, in something that can be shown on one line. */
static void promise_reason(bool readable, const char *why)
{
	if (!readable)
		FUZZ_PROMISE(why && why[0] != '\0' && !strchr(why, '\x1b') && !strchr(why, '\n'));
}

static void promise_uuid(const char *uuid)
{
	FUZZ_PROMISE(vouch_uuid_is_valid(uuid));
	FUZZ_PROMISE(strcspn(uuid, "abcdef") == strlen(uuid));
}

static void promise_accounts(const struct vouch_accounts *accounts)
{
	size_t i;

	FUZZ_PROMISE(accounts->count > 0);
	for (i = 0; i < accounts->count; i++) {
		FUZZ_PROMISE(accounts->items[i].name[0] != '\0');
		if (i > 0)
			FUZZ_PROMISE(
				strcmp(accounts->items[i - 1].name, accounts->items[i].name) < 0);
		if (accounts->items[i].uuid)
			promise_uuid(accounts->items[i].uuid);
	}
}

/* What an account may claim after the join follows from which lists there were. */
static void promise_join(struct vouch_arena *arena, const struct vouch_macos_lists *lists,
	struct vouch_accounts *accounts)
{
	size_t i, before = accounts->count;

	vouch_macos_join(arena, lists, accounts);
	for (i = 0; i < accounts->count; i++) {
		const struct vouch_account *account = &accounts->items[i];

		if (!lists->groups)
			FUZZ_PROMISE(account->admin == VOUCH_UNKNOWN && !account->groups.known);
		if (!lists->crypto_users || !account->uuid)
			FUZZ_PROMISE(account->token == VOUCH_TOKEN_UNKNOWN);
		FUZZ_PROMISE(account->token == vouch_token_combine(account->token_tag,
						       account->token_crypto_user) ||
			     account->token_filevault_list == VOUCH_YES);
	}
	(void)vouch_macos_orphans(arena, lists->crypto_users, accounts); /* must not crash */
	vouch_macos_drop_system(arena, NULL, accounts);
	FUZZ_PROMISE(accounts->count <= before);
}

static void fuzz_directory(struct vouch_arena *arena, struct vouch_bytes bytes)
{
	struct vouch_accounts accounts = {0};
	struct vouch_account account = {0};
	struct vouch_macos_groups groups = {0};
	struct vouch_macos_crypto_users crypto = {0};
	struct vouch_macos_unlockers unlockers = {0};
	struct vouch_macos_lists lists = {
		.filesystem = VOUCH_FILESYSTEM_APFS, .filevault = VOUCH_FILEVAULT_ON};
	const char *why = NULL;
	size_t nameless = 0;
	bool readable;

	if (vouch_macos_parse_groups(arena, bytes, &groups, &why))
		lists.groups = &groups;
	promise_reason(lists.groups != NULL, why);
	if (vouch_macos_parse_crypto_users(arena, bytes, &crypto, &why))
		lists.crypto_users = &crypto;
	promise_reason(lists.crypto_users != NULL, why);
	if (vouch_macos_parse_unlockers(arena, bytes, &unlockers, &why))
		lists.unlockers = &unlockers;
	promise_reason(lists.unlockers != NULL, why);
	readable = vouch_macos_parse_user(arena, bytes, &account, &why);
	promise_reason(readable, why);
	if (readable)
		promise_join(arena, &lists, &(struct vouch_accounts){&account, 1, 1});
	readable = vouch_macos_parse_users(arena, bytes, &accounts, &nameless, &why);
	promise_reason(readable, why);
	if (readable) {
		promise_accounts(&accounts);
		promise_join(arena, &lists, &accounts);
	}
}

static void fuzz_machine(struct vouch_arena *arena, struct vouch_bytes bytes)
{
	enum vouch_filesystem filesystem = VOUCH_FILESYSTEM_UNKNOWN;
	enum vouch_filevault filevault = VOUCH_FILEVAULT_UNKNOWN;
	enum vouch_mdm mdm = VOUCH_MDM_UNKNOWN;
	enum vouch_bootstrap bootstrap = VOUCH_BOOTSTRAP_UNKNOWN;
	struct vouch_macos_hardware hardware = {0};
	struct vouch_names names = {0};
	const char *text = NULL, *why = NULL;
	bool readable;

	readable = vouch_macos_parse_volume(arena, bytes, &filesystem, &why);
	promise_reason(readable, why);
	FUZZ_PROMISE(readable == (filesystem != VOUCH_FILESYSTEM_UNKNOWN));
	readable = vouch_macos_parse_filevault(arena, bytes, &filevault, &why);
	promise_reason(readable, why);
	FUZZ_PROMISE(readable == (filevault != VOUCH_FILEVAULT_UNKNOWN));
	readable = vouch_macos_parse_enrollment(arena, bytes, &mdm, &why);
	promise_reason(readable, why);
	FUZZ_PROMISE(readable == (mdm != VOUCH_MDM_UNKNOWN));
	readable = vouch_macos_parse_bootstrap(arena, bytes, &bootstrap, &why);
	promise_reason(readable, why);
	FUZZ_PROMISE(readable == (bootstrap != VOUCH_BOOTSTRAP_UNKNOWN));
	readable = vouch_macos_parse_hardware(arena, bytes, &hardware, &why);
	promise_reason(readable, why);
	if (hardware.serial)
		FUZZ_PROMISE(!strpbrk(hardware.serial, " \"\\<>"));
	readable = vouch_macos_parse_console(arena, bytes, &names, &why);
	promise_reason(readable, why);
	readable = vouch_macos_parse_version(arena, bytes, &text, &why);
	promise_reason(readable, why);
	if (readable)
		FUZZ_PROMISE(strspn(text, "0123456789.") == strlen(text));
	readable = vouch_macos_parse_hostname(arena, bytes, &text, &why);
	promise_reason(readable, why);
	if (readable)
		FUZZ_PROMISE(text[0] != '\0');
	(void)vouch_macos_parse_status(arena, bytes); /* any answer is one */
	(void)vouch_macos_is_not_apfs(arena, bytes, bytes);
	(void)vouch_macos_is_filevault_off(arena, bytes, bytes);
}

/* What the actor reads, and the catalogue of refusals over anything that a tool may say. */
static void fuzz_changes(struct vouch_arena *arena, struct vouch_bytes bytes)
{
	const struct vouch_macos_trouble *trouble = vouch_macos_trouble_find(bytes, bytes);
	struct vouch_macos_uids uids = {0};
	const char *why = NULL;
	bool well;
	size_t i;

	if (trouble) {
		const char *place = vouch_macos_find_text(bytes, trouble->marker);

		FUZZ_PROMISE(place >= bytes.data && place < bytes.data + bytes.length);
		FUZZ_PROMISE(trouble->cure[0] != '\0');
	}
	if (vouch_macos_parse_uids(arena, bytes, &uids, &why)) {
		FUZZ_PROMISE(uids.count > 0);
		for (i = 0; i < uids.count; i++)
			FUZZ_PROMISE(uids.items[i].name[0] != '\0');
	} else {
		promise_reason(false, why);
	}
	why = NULL;
	well = vouch_macos_parse_preboot(arena, bytes, &why);
	promise_reason(well, why);
	for (i = 0; i < bytes.length; i++)
		FUZZ_PROMISE(vouch_text_recovery_key(bytes.data + i, bytes.length - i) <=
			     bytes.length - i);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vouch_arena arena = {0};
	struct vouch_bytes bytes = {(const char *)data, size};

	fuzz_directory(&arena, bytes);
	fuzz_machine(&arena, bytes);
	fuzz_changes(&arena, bytes);
	vouch_arena_release(&arena);
	return 0;
}
