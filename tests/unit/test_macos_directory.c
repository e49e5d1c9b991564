/* test_macos_directory.c – users and groups of dscl, and what joining them with the other lists
 * tells. */
#include "vouch_test.h"

#include <string.h>

#include "join.h"
#include "parse_directory.h"
#include "parse_disk.h"
#include "transcript.h"
#include "vouch/base/buf.h"

static struct vouch_bytes bytes_of(const char *text)
{
	return (struct vouch_bytes){text, strlen(text)};
}

static struct vouch_accounts users(struct vouch_arena *arena)
{
	struct vouch_accounts accounts = {0};
	size_t nameless = 99;
	const char *why = "";

	if (!vouch_macos_parse_users(arena,
		    vouch_test_transcript(arena, "dscl/users-readall.plist"), &accounts, &nameless,
		    &why))
		fail_msg("%s", why);
	assert_int_equal(nameless, 0);
	return accounts;
}

static struct vouch_account *find(const struct vouch_accounts *accounts, const char *name)
{
	size_t i;

	for (i = 0; i < accounts->count; i++)
		if (strcmp(accounts->items[i].name, name) == 0)
			return &accounts->items[i];
	fail_msg("no account %s", name);
	return NULL;
}

static struct vouch_macos_lists read_lists(struct vouch_arena *arena)
{
	struct vouch_macos_groups *groups = vouch_arena_alloc(arena, sizeof *groups);
	struct vouch_macos_crypto_users *crypto = vouch_arena_alloc(arena, sizeof *crypto);
	struct vouch_macos_unlockers *unlockers = vouch_arena_alloc(arena, sizeof *unlockers);
	const char *why = "";

	if (!vouch_macos_parse_groups(arena,
		    vouch_test_transcript(arena, "dscl/groups-readall.plist"), groups, &why) ||
		!vouch_macos_parse_crypto_users(arena,
			vouch_test_transcript(arena, "diskutil/listusers-14.plist"), crypto,
			&why) ||
		!vouch_macos_parse_unlockers(
			arena, vouch_test_transcript(arena, "fdesetup/list.txt"), unlockers, &why))
		fail_msg("%s", why);
	return (struct vouch_macos_lists){
		groups, crypto, unlockers, VOUCH_FILESYSTEM_APFS, VOUCH_FILEVAULT_ON};
}

static void a_record_tells_its_account(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_accounts accounts = users(&arena);
	const struct vouch_account *alice = find(&accounts, "alice");

	(void)state;
	assert_int_equal(accounts.count, 14);
	assert_string_equal(accounts.items[0].name, "_mbsetupuser");
	assert_true(vouch_account_is_named(alice, "COM.apple.idms.appleid.prd.0A771AC1"));
	assert_int_equal(alice->uid.value, 501);
	assert_int_equal(alice->gid.value, 20);
	assert_string_equal(alice->uuid, "22222222-2222-4222-8222-222222222222");
	assert_string_equal(alice->full_name, "Alice Liddell");
	assert_string_equal(alice->home, "/Users/alice");
	assert_string_equal(alice->shell, "/bin/zsh");
	assert_string_equal(alice->picture, "/Library/User Pictures/Animals/Penguin.tif");
	assert_string_equal(alice->password_hint, "the cat");
	assert_int_equal(alice->token_tag, VOUCH_YES);
	assert_int_equal(alice->password, VOUCH_YES);
	assert_int_equal(alice->hidden, VOUCH_NO);
	assert_int_equal(find(&accounts, "nobody")->uid.value, -2);
	assert_string_equal(find(&accounts, "bob")->full_name, "Bob & Sons");
	assert_string_equal(find(&accounts, "bob")->picture, "");
	assert_int_equal(find(&accounts, "steward")->hidden, VOUCH_YES);
	assert_int_equal(find(&accounts, "carol")->disabled, VOUCH_YES);
	assert_int_equal(find(&accounts, "carol")->password, VOUCH_YES);
	assert_int_equal(find(&accounts, "dave")->token_tag, VOUCH_NO);
	assert_int_equal(find(&accounts, "dave")->disabled, VOUCH_NO);
	assert_int_equal(find(&accounts, "fresh")->password, VOUCH_NO);
	vouch_arena_release(&arena);
}

static void kinds_are_told_apart(void **state)
{
	static const struct {
		const char *name;
		enum vouch_kind kind;
	} cases[] = {
		{"alice", VOUCH_KIND_LOCAL},
		{"steward", VOUCH_KIND_LOCAL},
		{"erin", VOUCH_KIND_MOBILE},
		{"share", VOUCH_KIND_SHARING},
		{"_spotlight", VOUCH_KIND_ROLE},
		{"_mbsetupuser", VOUCH_KIND_ROLE},
		{"root", VOUCH_KIND_ROLE},
		{"nobody", VOUCH_KIND_ROLE},
	};
	struct vouch_arena arena = {0};
	struct vouch_accounts accounts = users(&arena);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(find(&accounts, cases[i].name)->kind, cases[i].kind);
	vouch_arena_release(&arena);
}

static void one_record_is_read_alone(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_account account = {0};
	const char *why = "";

	(void)state;
	assert_true(vouch_macos_parse_user(
		&arena, vouch_test_transcript(&arena, "dscl/user-read.plist"), &account, &why));
	assert_string_equal(account.name, "alice");
	assert_string_equal(account.password_stamp, "1700000001.6205959");
	assert_false(vouch_macos_parse_user(
		&arena, vouch_test_transcript(&arena, "dscl/users-readall.plist"), &account, &why));
	assert_string_equal(why, "the property list is no record");
	vouch_arena_release(&arena);
}

#define RECORD(name) "<dict><key>dsAttrTypeStandard:RecordName</key><array>" name "</array></dict>"

static void lists_that_cannot_be_true_are_refused(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{"", "not a property list"},
		{"DS Error: -14120", "not a property list"},
		{"<plist version=\"1.0\"><array>", "malformed"},
		{"<plist version=\"1.0\"><dict/></plist>", "no list of records"},
		{"<plist version=\"1.0\"><array/></plist>", "no account"},
		{"<plist version=\"1.0\"><array>" RECORD("<string>a</string>")
				RECORD("<string>a</string>") "</array></plist>",
			"two accounts are called a"},
		{"<plist version=\"1.0\"><array><string>a</string></array></plist>", "no account"},
	};
	struct vouch_arena arena = {0};
	size_t i, nameless;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct vouch_accounts accounts = {0};
		const char *why = "";

		assert_false(vouch_macos_parse_users(
			&arena, bytes_of(cases[i].text), &accounts, &nameless, &why));
		if (i != 2) /* how the library puts it is its own affair */
			assert_text_contains(why, cases[i].why);
	}
	vouch_arena_release(&arena);
}

static void values_that_are_no_text_are_unknown(void **state)
{
	static const char text[] =
		"<plist version=\"1.0\"><array><dict>"
		"<key>dsAttrTypeStandard:RecordName</key><array><string>a</string></array>"
		"<key>dsAttrTypeStandard:RealName</key><array><data>AQID</data></array>"
		"<key>dsAttrTypeStandard:UniqueID</key><array><string>5o1</string></array>"
		"<key>dsAttrTypeStandard:GeneratedUID</key><array><string>1234</string></array>"
		"<key>dsAttrTypeNative:IsHidden</key><string>1</string>"
		"<key>dsAttrTypeNative:accountPolicyData</key><array><string>"
		"&lt;key&gt;passwordLastSetTime&lt;/key&gt;&lt;real&gt;1x&lt;/real&gt;</string></"
		"array>"
		"<key>dsAttrTypeStandard:AuthenticationAuthority</key><array><data>AQ==</data></"
		"array>"
		"</dict>" RECORD("<data>AQ==</data>") "</array></plist>";
	struct vouch_arena arena = {0};
	struct vouch_accounts accounts = {0};
	const struct vouch_account *account;
	const char *why = "";
	size_t nameless = 0;

	(void)state;
	assert_true(vouch_macos_parse_users(&arena, bytes_of(text), &accounts, &nameless, &why));
	assert_null(accounts.items[0].password_stamp);
	assert_int_equal(nameless, 1);
	assert_int_equal(accounts.count, 1);
	account = accounts.items;
	assert_null(account->full_name);
	assert_null(account->uuid);
	assert_false(account->uid.known);
	assert_int_equal(account->hidden, VOUCH_UNKNOWN);
	assert_int_equal(account->token_tag, VOUCH_UNKNOWN);
	assert_int_equal(account->password, VOUCH_UNKNOWN);
	assert_int_equal(account->disabled, VOUCH_UNKNOWN);
	assert_int_equal(account->kind, VOUCH_KIND_UNKNOWN);
	vouch_arena_release(&arena);
}

static void groups_without_admin_are_not_believed(void **state)
{
	static const char staff[] = "<plist version=\"1.0\"><array>" RECORD(
		"<string>staff</string>") "</array></plist>";
	static const char odd[] =
		"<plist version=\"1.0\"><array><dict>"
		"<key>dsAttrTypeStandard:RecordName</key><array><string>admin</string></array>"
		"<key>dsAttrTypeStandard:GroupMembers</key><array><data>AQ==</data></array>"
		"</dict></array></plist>";
	struct vouch_arena arena = {0};
	struct vouch_macos_groups groups;
	const char *why = "";

	(void)state;
	assert_false(vouch_macos_parse_groups(&arena, bytes_of(staff), &groups, &why));
	assert_text_contains(why, "no group admin");
	assert_false(vouch_macos_parse_groups(&arena, bytes_of(odd), &groups, &why));
	assert_text_contains(why, "members of group admin are not text");
	vouch_arena_release(&arena);
}

static void membership_goes_by_name_and_by_guid(void **state)
{
	static const struct {
		const char *name;
		enum vouch_tri admin, by_name, by_guid;
		const char *groups;
	} cases[] = {
		{"steward", VOUCH_YES, VOUCH_YES, VOUCH_YES, "admin, staff"},
		{"dave", VOUCH_YES, VOUCH_YES, VOUCH_NO, "admin, staff"},
		{"erin", VOUCH_YES, VOUCH_NO, VOUCH_YES, "admin, com.apple.access_disabled, staff"},
		{"gail", VOUCH_YES, VOUCH_NO, VOUCH_NO, "admin"},
		{"alice", VOUCH_NO, VOUCH_NO, VOUCH_NO, "com.apple.access_ssh, staff"},
	};
	struct vouch_arena arena = {0};
	struct vouch_accounts accounts = users(&arena);
	struct vouch_macos_lists lists = read_lists(&arena);
	size_t i;

	(void)state;
	vouch_macos_join(&arena, &lists, &accounts);
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct vouch_account *account = find(&accounts, cases[i].name);

		assert_int_equal(account->admin, cases[i].admin);
		assert_int_equal(account->admin_by_name, cases[i].by_name);
		assert_int_equal(account->admin_by_guid, cases[i].by_guid);
		assert_true(account->groups.known);
		assert_string_equal(
			vouch_names_text(&arena, &account->groups.names), cases[i].groups);
	}
	assert_int_equal(find(&accounts, "erin")->disabled, VOUCH_YES);
	assert_int_equal(find(&accounts, "alice")->disabled, VOUCH_NO);
	vouch_arena_release(&arena);
}

static void tokens_are_judged_by_tag_and_crypto_user(void **state)
{
	static const struct {
		const char *name;
		enum vouch_token token;
		enum vouch_tri owner, filevault;
	} cases[] = {
		{"alice", VOUCH_TOKEN_LIVE, VOUCH_YES, VOUCH_YES},
		{"bob", VOUCH_TOKEN_DEAD, VOUCH_NO, VOUCH_NO},
		{"carol", VOUCH_TOKEN_DEAD, VOUCH_NO, VOUCH_NO},
		{"dave", VOUCH_TOKEN_NONE, VOUCH_NO, VOUCH_NO},
	};
	struct vouch_arena arena = {0};
	struct vouch_accounts accounts = users(&arena);
	struct vouch_macos_lists lists = read_lists(&arena);
	struct vouch_name_set orphans;
	size_t i;

	(void)state;
	vouch_macos_join(&arena, &lists, &accounts);
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct vouch_account *account = find(&accounts, cases[i].name);

		assert_int_equal(account->token, cases[i].token);
		assert_int_equal(account->volume_owner, cases[i].owner);
		assert_int_equal(account->filevault, cases[i].filevault);
	}
	orphans = vouch_macos_orphans(&arena, lists.crypto_users, &accounts);
	assert_true(orphans.known);
	assert_string_equal(
		vouch_names_text(&arena, &orphans.names), "ABABABAB-ABAB-4BAB-8BAB-ABABABABABAB");
	find(&accounts, "dave")->uuid = NULL;
	assert_false(vouch_macos_orphans(&arena, lists.crypto_users, &accounts).known);
	vouch_arena_release(&arena);
}

static void what_was_not_read_stays_unknown(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_accounts accounts = users(&arena);
	struct vouch_macos_lists nothing = {0};
	size_t i;

	(void)state;
	vouch_macos_join(&arena, &nothing, &accounts);
	for (i = 0; i < accounts.count; i++) {
		const struct vouch_account *account = &accounts.items[i];

		assert_int_equal(account->admin, VOUCH_UNKNOWN);
		assert_int_equal(account->admin_by_name, VOUCH_UNKNOWN);
		assert_int_equal(account->admin_by_guid, VOUCH_UNKNOWN);
		assert_false(account->groups.known);
		assert_int_equal(account->token, VOUCH_TOKEN_UNKNOWN);
		assert_int_equal(account->token_crypto_user, VOUCH_UNKNOWN);
		assert_int_equal(account->filevault, VOUCH_UNKNOWN);
		assert_int_equal(account->volume_owner, VOUCH_UNKNOWN);
		assert_int_not_equal(account->disabled, VOUCH_NO);
	}
	assert_false(vouch_macos_orphans(&arena, NULL, &accounts).known);
	vouch_arena_release(&arena);
}

/* A GUID that could not be read may stand in every list: nothing is denied, and a membership by
 * name still counts. */
static void an_account_without_guid_is_denied_nothing(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_accounts accounts = users(&arena);
	struct vouch_macos_lists lists = read_lists(&arena);
	struct vouch_account *alice = find(&accounts, "alice"), *dave = find(&accounts, "dave");

	(void)state;
	alice->uuid = NULL;
	dave->uuid = NULL;
	vouch_macos_join(&arena, &lists, &accounts);
	assert_int_equal(alice->admin, VOUCH_UNKNOWN);
	assert_int_equal(alice->disabled, VOUCH_UNKNOWN);
	assert_int_equal(alice->token, VOUCH_TOKEN_UNKNOWN);
	assert_int_equal(alice->filevault, VOUCH_UNKNOWN);
	assert_false(alice->groups.known);
	assert_int_equal(dave->admin, VOUCH_YES);
	vouch_arena_release(&arena);
}

static void with_filevault_off_the_crypto_users_would_unlock(void **state)
{
	static const struct {
		enum vouch_filesystem filesystem;
		enum vouch_filevault filevault;
		enum vouch_tri alice, bob;
	} cases[] = {
		{VOUCH_FILESYSTEM_APFS, VOUCH_FILEVAULT_OFF, VOUCH_YES, VOUCH_NO},
		{VOUCH_FILESYSTEM_APFS, VOUCH_FILEVAULT_DEFERRED, VOUCH_YES, VOUCH_NO},
		{VOUCH_FILESYSTEM_HFS, VOUCH_FILEVAULT_OFF, VOUCH_NO, VOUCH_NO},
		{VOUCH_FILESYSTEM_APFS, VOUCH_FILEVAULT_ON, VOUCH_UNKNOWN, VOUCH_UNKNOWN},
		{VOUCH_FILESYSTEM_UNKNOWN, VOUCH_FILEVAULT_OFF, VOUCH_UNKNOWN, VOUCH_UNKNOWN},
		{VOUCH_FILESYSTEM_APFS, VOUCH_FILEVAULT_UNKNOWN, VOUCH_UNKNOWN, VOUCH_UNKNOWN},
	};
	struct vouch_arena arena = {0};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct vouch_accounts accounts = users(&arena);
		struct vouch_macos_lists lists = read_lists(&arena);

		lists.unlockers = NULL;
		lists.filesystem = cases[i].filesystem;
		lists.filevault = cases[i].filevault;
		vouch_macos_join(&arena, &lists, &accounts);
		assert_int_equal(find(&accounts, "alice")->filevault, cases[i].alice);
		assert_int_equal(find(&accounts, "bob")->filevault, cases[i].bob);
	}
	vouch_arena_release(&arena);
}

static void system_accounts_are_left_out(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_accounts accounts = users(&arena);
	struct vouch_macos_lists lists = read_lists(&arena);
	struct vouch_names named = {0};
	size_t i;
	struct vouch_buf buf = {0};

	(void)state;
	vouch_names_add(&arena, &named, "DAEMON");
	vouch_names_add(&arena, &named, "zoe");
	vouch_macos_join(&arena, &lists, &accounts);
	vouch_macos_drop_system(&arena, &named, &accounts);
	for (i = 0; i < accounts.count; i++)
		vouch_buf_printf(&buf, "%s ", accounts.items[i].name);
	assert_string_equal(vouch_buf_get(&buf),
		"_mbsetupuser alice bob carol daemon dave erin fresh gail share steward ");
	vouch_buf_release(&buf);
	vouch_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_tells_its_account),
		cmocka_unit_test(kinds_are_told_apart),
		cmocka_unit_test(one_record_is_read_alone),
		cmocka_unit_test(lists_that_cannot_be_true_are_refused),
		cmocka_unit_test(values_that_are_no_text_are_unknown),
		cmocka_unit_test(groups_without_admin_are_not_believed),
		cmocka_unit_test(membership_goes_by_name_and_by_guid),
		cmocka_unit_test(tokens_are_judged_by_tag_and_crypto_user),
		cmocka_unit_test(what_was_not_read_stays_unknown),
		cmocka_unit_test(an_account_without_guid_is_denied_nothing),
		cmocka_unit_test(with_filevault_off_the_crypto_users_would_unlock),
		cmocka_unit_test(system_accounts_are_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
