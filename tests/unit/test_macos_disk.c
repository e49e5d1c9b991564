/* test_macos_disk.c – crypto users of diskutil, status and list of fdesetup. */
#include "vouch_test.h"

#include <string.h>

#include "parse_disk.h"
#include "transcript.h"

static struct vouch_bytes bytes_of(const char *text)
{
	return (struct vouch_bytes){text, strlen(text)};
}

static void crypto_users_come_sorted_with_their_kind(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_macos_crypto_users users = {0};
	const char *why = "";

	(void)state;
	assert_true(vouch_macos_parse_crypto_users(&arena,
		vouch_test_transcript(&arena, "diskutil/listusers-14.plist"), &users, &why));
	assert_int_equal(users.count, 7);
	assert_string_equal(users.items[0].uuid, "11111111-1111-4111-8111-111111111111");
	assert_int_equal(users.items[0].kind, VOUCH_MACOS_CRYPTO_USER);
	assert_int_equal(users.items[0].volume_owner, VOUCH_YES);
	assert_int_equal(users.items[2].kind, VOUCH_MACOS_CRYPTO_OTHER);
	assert_int_equal(users.items[3].volume_owner, VOUCH_NO);
	assert_int_equal(users.items[5].kind, VOUCH_MACOS_CRYPTO_RECOVERY_KEY);
	assert_true(vouch_macos_parse_crypto_users(&arena,
		vouch_test_transcript(&arena, "diskutil/listusers-10.14.plist"), &users, &why));
	assert_int_equal(users.items[0].volume_owner, VOUCH_UNKNOWN);
	assert_true(vouch_macos_parse_crypto_users(&arena,
		vouch_test_transcript(&arena, "diskutil/listusers-none.plist"), &users, &why));
	assert_int_equal(users.count, 0);
	vouch_arena_release(&arena);
}

static void an_error_is_no_empty_list(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_macos_crypto_users users = {0};
	struct vouch_bytes hfs = vouch_test_transcript(&arena, "diskutil/listusers-hfs.plist");
	struct vouch_bytes failed =
		vouch_test_transcript(&arena, "diskutil/listusers-failed.plist");
	struct vouch_bytes none = bytes_of("");
	const char *why = "";

	(void)state;
	assert_false(vouch_macos_parse_crypto_users(&arena, failed, &users, &why));
	assert_string_equal(why, "it reports an error: A problem occurred");
	assert_false(vouch_macos_parse_crypto_users(&arena, hfs, &users, &why));
	assert_true(vouch_macos_is_not_apfs(&arena, hfs, none));
	assert_true(
		vouch_macos_is_not_apfs(&arena, none, bytes_of("disk1s2 is not an APFS Volume\n")));
	assert_false(vouch_macos_is_not_apfs(&arena, failed, none));
	vouch_arena_release(&arena);
}

static void odd_crypto_users_make_the_list_unreadable(void **state)
{
	static const char *const cases[] = {
		"",
		"garbage",
		"<plist version=\"1.0\"><array/></plist>",
		"<plist version=\"1.0\"><dict/></plist>",
		"<plist version=\"1.0\"><dict><key>Users</key><string>a</string></dict></plist>",
		"<plist "
		"version=\"1.0\"><dict><key>Users</key><array><dict/></array></dict></plist>",
		"<plist version=\"1.0\"><dict><key>Users</key><array><dict>"
		"<key>APFSCryptoUserType</key><string>LocalOpenDirectory</string>"
		"<key>APFSCryptoUserUUID</key><string>XX</string></dict></array></dict></plist>",
	};
	struct vouch_arena arena = {0};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct vouch_macos_crypto_users users = {0};
		const char *why = NULL;

		assert_false(
			vouch_macos_parse_crypto_users(&arena, bytes_of(cases[i]), &users, &why));
		assert_non_null(why);
	}
	vouch_arena_release(&arena);
}

static void filevault_states_are_read(void **state)
{
	static const struct {
		const char *text;
		enum vouch_filevault want; /* UNKNOWN: not readable */
	} cases[] = {
		{"FileVault is On.\n", VOUCH_FILEVAULT_ON},
		{"FileVault is On.", VOUCH_FILEVAULT_ON},
		{"FileVault is On.\r\n", VOUCH_FILEVAULT_ON},
		{"FileVault is Off.\n", VOUCH_FILEVAULT_OFF},
		{"FileVault is On.\nFileVault master keychain appears to be installed.\n",
			VOUCH_FILEVAULT_ON},
		{"FileVault is On.\nDeferred enablement appears to be active for user 'x'.\n",
			VOUCH_FILEVAULT_ON},
		{"Deferred enablement appears to be active for user 'x'", VOUCH_FILEVAULT_DEFERRED},
		{"FileVault is Off, but will be enabled after the next restart.\n",
			VOUCH_FILEVAULT_DEFERRED},
		{"FileVault is On.\nEncryption in progress: Pending\n", VOUCH_FILEVAULT_ENCRYPTING},
		{"FileVault is On.\nEncryption in progress: percent completed = 3.20\n",
			VOUCH_FILEVAULT_ENCRYPTING},
		{"FileVault is Off.\nDecryption in progress: Percent completed = 9\n",
			VOUCH_FILEVAULT_DECRYPTING},
		{"", VOUCH_FILEVAULT_UNKNOWN},
		{"FileVault is\n", VOUCH_FILEVAULT_UNKNOWN},
		{"It is said that FileVault is On.\n", VOUCH_FILEVAULT_UNKNOWN},
		{"FileVault is On.\nFileVault is Off.\n", VOUCH_FILEVAULT_UNKNOWN},
		{"Encryption in progress: 1\nDecryption in progress: 1\n", VOUCH_FILEVAULT_UNKNOWN},
		{"FileVault is On.\xff", VOUCH_FILEVAULT_UNKNOWN},
	};
	struct vouch_arena arena = {0};
	enum vouch_filevault got;
	const char *why = "";
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		got = VOUCH_FILEVAULT_UNKNOWN;
		assert_int_equal(
			vouch_macos_parse_filevault(&arena, bytes_of(cases[i].text), &got, &why),
			cases[i].want != VOUCH_FILEVAULT_UNKNOWN);
		assert_int_equal(got, cases[i].want);
	}
	assert_false(vouch_macos_parse_filevault(
		&arena, (struct vouch_bytes){"FileVault is On.\0x", 18}, &got, &why));
	vouch_arena_release(&arena);
}

static void the_list_of_unlockers_is_read(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_macos_unlockers list = {0};
	const char *why = "";

	(void)state;
	assert_true(vouch_macos_parse_unlockers(
		&arena, vouch_test_transcript(&arena, "fdesetup/list.txt"), &list, &why));
	assert_int_equal(list.count, 4);
	assert_string_equal(list.items[1].name, "alice");
	assert_string_equal(list.items[2].name, "");
	assert_string_equal(list.items[3].uuid, "EBC6C064-0000-11AA-AA11-00306543ECAC");
	assert_true(vouch_macos_parse_unlockers(
		&arena, bytes_of("a,b,22222222-2222-4222-8222-22222222abcd"), &list, &why));
	assert_string_equal(list.items[0].name, "a,b");
	assert_string_equal(list.items[0].uuid, "22222222-2222-4222-8222-22222222ABCD");
	assert_true(vouch_macos_parse_unlockers(&arena, bytes_of(""), &list, &why));
	assert_int_equal(list.count, 0);
	vouch_arena_release(&arena);
}

static void a_line_that_is_no_user_spoils_the_list(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_macos_unlockers list = {0};
	const char *why = "";

	(void)state;
	assert_false(vouch_macos_parse_unlockers(&arena,
		bytes_of("alice,22222222-2222-4222-8222-222222222222\nbob,3333\n"), &list, &why));
	assert_text_contains(why, "bob,3333");
	assert_int_equal(list.count, 0);
	assert_false(vouch_macos_parse_unlockers(
		&arena, bytes_of("Error: \x1b[2J something\n"), &list, &why));
	assert_text_contains(why, "\\x1b[2J");
	assert_true(vouch_macos_is_filevault_off(
		&arena, bytes_of(""), vouch_test_transcript(&arena, "fdesetup/list-off.txt")));
	assert_false(
		vouch_macos_is_filevault_off(&arena, bytes_of(""), bytes_of("Error: not root\n")));
	vouch_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(crypto_users_come_sorted_with_their_kind),
		cmocka_unit_test(an_error_is_no_empty_list),
		cmocka_unit_test(odd_crypto_users_make_the_list_unreadable),
		cmocka_unit_test(filevault_states_are_read),
		cmocka_unit_test(the_list_of_unlockers_is_read),
		cmocka_unit_test(a_line_that_is_no_user_spoils_the_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
