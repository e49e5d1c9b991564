/* test_macos_captured.c – the parsers on output that was captured from real tools, where that
 * collection is at hand. It is not part of the project; without it these tests are skipped. */
#include "vouch_test.h"

#include <stdlib.h>
#include <string.h>

#include "parse_directory.h"
#include "parse_disk.h"
#include "parse_machine.h"
#include "transcript.h"

/* skip() leaves a test at once: the arena is released behind it. */
static int set_up(void **state)
{
	*state = calloc(1, sizeof(struct vouch_arena));
	return *state == NULL ? -1 : 0;
}

static int tear_down(void **state)
{
	vouch_arena_release(*state);
	free(*state);
	return 0;
}

static void captured_filevault_states(void **state)
{
	static const struct {
		const char *file;
		enum vouch_filevault want;
	} files[] = {
		{"fdesetup/status-on.stdout.txt", VOUCH_FILEVAULT_ON},
		{"fdesetup/status-off.stdout.txt", VOUCH_FILEVAULT_OFF},
		{"fdesetup/status-off-vm-26.5.stdout.txt", VOUCH_FILEVAULT_OFF},
		{"fdesetup/status-on-deferred.stdout.txt", VOUCH_FILEVAULT_ON},
		{"fdesetup/status-on-master-keychain.stdout.txt", VOUCH_FILEVAULT_ON},
		{"fdesetup/status-on-encrypting-42.stdout.txt", VOUCH_FILEVAULT_ENCRYPTING},
		{"fdesetup/status-encrypting-pending.stdout.txt", VOUCH_FILEVAULT_ENCRYPTING},
		{"fdesetup/status-encrypting-progress.stdout.txt", VOUCH_FILEVAULT_ENCRYPTING},
		{"fdesetup/status-decrypting-only.stdout.txt", VOUCH_FILEVAULT_DECRYPTING},
		{"fdesetup/status-deferred-only-line.stdout.txt", VOUCH_FILEVAULT_DEFERRED},
		{"fdesetup/status-deferred-two-lines.stdout.txt", VOUCH_FILEVAULT_DEFERRED},
	};
	struct vouch_arena *arena = *state;
	struct vouch_bytes bytes;
	size_t i;

	for (i = 0; i < sizeof files / sizeof *files; i++) {
		enum vouch_filevault got = VOUCH_FILEVAULT_UNKNOWN;
		const char *why = "";

		if (!vouch_test_captured(arena, files[i].file, &bytes))
			skip();
		if (!vouch_macos_parse_filevault(arena, bytes, &got, &why))
			fail_msg("%s: %s", files[i].file, why);
		assert_int_equal(got, files[i].want);
	}
}

static void captured_filevault_lists(void **state)
{
	static const struct {
		const char *file;
		size_t count;
		const char *name, *uuid; /* of the last */
	} files[] = {
		{"fdesetup/list-one.stdout.txt", 1, "graham",
			"163DDC62-5D23-40A2-8EC9-0190B267251B"},
		{"fdesetup/list-two.stdout.txt", 2, "dave", "A643042D-6F7C-4A87-9EDB-2CA267035B01"},
		{"fdesetup/list-stig-one.stdout.txt", 1, "fvuser",
			"85F41F44-22B3-6CB7-85A1-BCC2EA2B887A"},
	};
	struct vouch_arena *arena = *state;
	struct vouch_bytes bytes, none = {"", 0};
	size_t i;

	for (i = 0; i < sizeof files / sizeof *files; i++) {
		struct vouch_macos_unlockers list = {0};
		const char *why = "";

		if (!vouch_test_captured(arena, files[i].file, &bytes))
			skip();
		if (!vouch_macos_parse_unlockers(arena, bytes, &list, &why))
			fail_msg("%s: %s", files[i].file, why);
		assert_int_equal(list.count, files[i].count);
		assert_string_equal(list.items[list.count - 1].name, files[i].name);
		assert_string_equal(list.items[list.count - 1].uuid, files[i].uuid);
	}
	assert_int_equal(
		vouch_test_captured(arena, "fdesetup/list-off-error.mixed.txt", &bytes), 1);
	assert_true(vouch_macos_is_filevault_off(arena, none, bytes));
}

static void captured_enrolments_and_bootstrap_tokens(void **state)
{
	static const struct {
		const char *file;
		enum vouch_mdm want;
	} enrolments[] = {
		{"profiles/status-enrollment-none.stdout.txt", VOUCH_MDM_NONE},
		{"profiles/status-enrollment-none-26.5.stdout.txt", VOUCH_MDM_NONE},
		{"profiles/status-enrollment-dep-yes-11.stdout.txt", VOUCH_MDM_AUTOMATED},
		{"profiles/status-enrollment-10.13.0-dep.stdout.txt", VOUCH_MDM_UNKNOWN},
	};
	static const struct {
		const char *file;
		enum vouch_bootstrap want;
	} tokens[] = {
		{"profiles/status-bootstraptoken-yes-yes.stdout.txt", VOUCH_BOOTSTRAP_ESCROWED},
		{"profiles/status-bootstraptoken-yes-no.stdout.txt", VOUCH_BOOTSTRAP_SUPPORTED},
		{"profiles/status-bootstraptoken-no-no.stdout.txt", VOUCH_BOOTSTRAP_UNSUPPORTED},
		{"profiles/status-bootstraptoken-escrowed-no-live.stdout.txt",
			VOUCH_BOOTSTRAP_UNKNOWN},
	};
	struct vouch_arena *arena = *state;
	struct vouch_bytes bytes;
	const char *why = "";
	size_t i;

	for (i = 0; i < sizeof enrolments / sizeof *enrolments; i++) {
		enum vouch_mdm got = VOUCH_MDM_UNKNOWN;

		if (!vouch_test_captured(arena, enrolments[i].file, &bytes))
			skip();
		(void)vouch_macos_parse_enrollment(arena, bytes, &got, &why); /* got tells */
		assert_int_equal(got, enrolments[i].want);
	}
	for (i = 0; i < sizeof tokens / sizeof *tokens; i++) {
		enum vouch_bootstrap got = VOUCH_BOOTSTRAP_UNKNOWN;

		assert_int_equal(vouch_test_captured(arena, tokens[i].file, &bytes), 1);
		(void)vouch_macos_parse_bootstrap(arena, bytes, &got, &why); /* got tells */
		assert_int_equal(got, tokens[i].want);
	}
}

static void captured_token_answers(void **state)
{
	static const struct {
		const char *file;
		enum vouch_macos_status want;
	} files[] = {
		{"sysadminctl/securetokenstatus-disabled-ec2.stderr.txt",
			VOUCH_MACOS_STATUS_DISABLED},
		{"sysadminctl/securetokenstatus-enabled-10.13.stderr.txt",
			VOUCH_MACOS_STATUS_ENABLED},
		{"sysadminctl/securetokenstatus-enabled-ec2.stderr.txt",
			VOUCH_MACOS_STATUS_ENABLED},
		{"sysadminctl/securetokenstatus-enabled-fullname-26.stderr.txt",
			VOUCH_MACOS_STATUS_ENABLED},
		{"sysadminctl/securetokenstatus-terse-stamp-15.stderr.txt",
			VOUCH_MACOS_STATUS_DISABLED},
		{"sysadminctl/securetokenstatus-unknown-user-26.stderr.txt",
			VOUCH_MACOS_STATUS_NO_USER},
		{"sysadminctl/adduser-failed-to-authenticate-255-10.13.stderr.txt",
			VOUCH_MACOS_STATUS_WANTS_ADMIN},
	};
	struct vouch_arena *arena = *state;
	struct vouch_bytes bytes;
	size_t i;

	for (i = 0; i < sizeof files / sizeof *files; i++) {
		if (!vouch_test_captured(arena, files[i].file, &bytes))
			skip();
		assert_int_equal(vouch_macos_parse_status(arena, bytes), files[i].want);
	}
}

static void captured_property_lists(void **state)
{
	struct vouch_arena *arena = *state;
	struct vouch_macos_crypto_users crypto = {0};
	struct vouch_account account = {0};
	struct vouch_bytes bytes;
	const char *why = "";

	if (!vouch_test_captured(arena, "diskutil/apfs-listusers-10.14.plist", &bytes))
		skip();
	/* Whoever captured it lost the last lines: as it is, it is not a whole property list. */
	assert_false(vouch_macos_parse_crypto_users(arena, bytes, &crypto, &why));
	bytes.data = vouch_arena_printf(arena, "%s</dict></plist>", bytes.data);
	bytes.length = strlen(bytes.data);
	assert_true(vouch_macos_parse_crypto_users(arena, bytes, &crypto, &why));
	assert_int_equal(crypto.count, 5);
	assert_string_equal(crypto.items[0].uuid, "425D5A4B-8EF2-4EBF-8B57-C9A919D0CDD1");
	assert_int_equal(crypto.items[0].kind, VOUCH_MACOS_CRYPTO_USER);
	assert_int_equal(crypto.items[0].volume_owner, VOUCH_UNKNOWN);
	assert_int_equal(vouch_test_captured(arena, "diskutil/info-missing-disk.plist", &bytes), 1);
	assert_false(vouch_macos_parse_crypto_users(arena, bytes, &crypto, &why));
	assert_string_equal(why, "it reports an error: Could not find disk: Nix Store");
	assert_int_equal(
		vouch_test_captured(arena, "dscl/plist-read-user-minimal.plist", &bytes), 1);
	if (!vouch_macos_parse_user(arena, bytes, &account, &why))
		fail_msg("%s", why);
	assert_string_equal(account.name, "nonexistent_user");
	assert_int_equal(account.uid.value, 1000);
	assert_int_equal(account.gid.value, 22);
	assert_string_equal(account.home, "/Users/nonexistent_user");
}

static void captured_hardware(void **state)
{
	struct vouch_arena *arena = *state;
	struct vouch_macos_hardware hardware = {0};
	struct vouch_bytes bytes;
	const char *why = "";

	if (!vouch_test_captured(arena, "ioreg/platformexpert-text.stdout.txt", &bytes))
		skip();
	assert_true(vouch_macos_parse_hardware(arena, bytes, &hardware, &why));
	assert_null(hardware.serial);
	assert_string_equal(hardware.model, "MacBookPro14,2");
	assert_int_equal(hardware.chip, VOUCH_CHIP_INTEL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(captured_filevault_states, set_up, tear_down),
		cmocka_unit_test_setup_teardown(captured_filevault_lists, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			captured_enrolments_and_bootstrap_tokens, set_up, tear_down),
		cmocka_unit_test_setup_teardown(captured_token_answers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(captured_property_lists, set_up, tear_down),
		cmocka_unit_test_setup_teardown(captured_hardware, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
