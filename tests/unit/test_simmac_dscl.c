/* test_simmac_dscl.c – dscl of the simulated Mac: verbs, streams, statuses, and captured texts. */
#include "simmac_fixture.h"

#include <stdio.h>

#define DSCL "usr/bin/dscl"

static void reading_sorts_and_breaks_lines_as_the_real_one(void **state)
{
	struct fixture *fixture = *state;

	two_accounts(fixture, "14.5");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-read", "/Users/alice", "UniqueID", "RealName",
			   "NFSHomeDirectory", "IsHidden"),
		0, "NFSHomeDirectory: /Users/alice\nRealName:\n Alice Liddell\nUniqueID: 501\n",
		"No such key: IsHidden\n");
	assert_run(TOOL(fixture, NULL, DSCL, "-raw", "/Local/Default", "read", "Users/ALICE",
			   "dsAttrTypeStandard:UniqueID"),
		0, "dsAttrTypeStandard:UniqueID: 501\n", "");
	assert_run(
		TOOL(fixture, NULL, DSCL, "-url", "/Search", "-read", "/Users/alice", "RealName"),
		0, "RealName:\n Alice%20Liddell\n", "");
	assert_run(TOOL(fixture, NULL, DSCL, "localhost", "-read", "/Local/Default/Users/bob",
			   "UniqueID"),
		0, "UniqueID: 502\n", "");
	assert_run(TOOL(fixture, NULL, DSCL, "/LDAPv3/x", "-list", "/Users"), 69,
		"Data source (/LDAPv3/x) is not valid.\n", "");
	assert_int_equal(TOOL(fixture, NULL, DSCL, ".", "-nonsense", "/Users").status, 64);
}

static void lists_are_padded_to_the_widest_name(void **state)
{
	struct fixture *fixture = *state;
	struct vouch_test_run run;

	two_accounts(fixture, "14.5");
	run = TOOL(fixture, NULL, DSCL, ".", "-list", "/Users", "UniqueID");
	assert_text_contains(run.out, "\n_softwareupdate   200\n");
	assert_text_contains(run.out, "\nalice             501\nbob               502\ndaemon");
	run = TOOL(fixture, NULL, DSCL, ".", "-list", "/Users", "AuthenticationAuthority");
	assert_text_contains(run.out, "alice   ;ShadowHash;");
	run = TOOL(fixture, NULL, DSCL, ".", "list", "/Groups");
	assert_text_contains(run.out, "\nadmin\ncom.apple.access_disabled\n");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-list", "/Nonsense"), 185,
		"list: Invalid Path\n", "<dscl_cmd> DS Error: -14009 (eDSUnknownNodeName)\n");
}

static void readall_separates_records(void **state)
{
	struct fixture *fixture = *state;
	struct vouch_test_run run;
	struct vouch_plist *list = NULL;
	struct vouch_err err = {0};
	size_t i, n;
	const char *name = NULL;

	two_accounts(fixture, "15.1");
	run = TOOL(fixture, NULL, DSCL, ".", "-readall", "/Users", "UniqueID", "RecordName");
	assert_text_contains(run.out,
		"-\nRecordName: alice\nUniqueID: 501\n-\nRecordName: bob\nUniqueID: 502\n-\n");
	assert_string_equal(run.err, "");
	run = TOOL(fixture, NULL, DSCL, "-plist", ".", "-readall", "/Users", "RecordName",
		"AuthenticationAuthority");
	assert_vouch_ok(vouch_plist_parse(run.out, strlen(run.out), 1 << 20, &list, &err), &err);
	for (i = n = 0; i < vouch_plist_count(list); i++) {
		name = vouch_plist_string(
			&fixture->arena, vouch_plist_item(vouch_plist_get(vouch_plist_item(list, i),
								  "dsAttrTypeStandard:RecordName"),
						 0));
		n += name && strcmp(name, "alice") == 0;
		if (name && strcmp(name, "alice") == 0)
			assert_int_equal(
				vouch_plist_count(vouch_plist_get(vouch_plist_item(list, i),
					"dsAttrTypeStandard:AuthenticationAuthority")),
				2);
	}
	assert_int_equal(n, 1);
	vouch_plist_free(list);
}

static void records_and_values_are_written(void **state)
{
	struct fixture *fixture = *state;

	two_accounts(fixture, "14.5");
	assert_run(
		TOOL(fixture, NULL, DSCL, ".", "-create", "/Users/carol", "UserShell", "/bin/sh"),
		0, "", "");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-append", "/Users/carol", "RealName", "a", "b"),
		0, "", "");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-append", "/Users/carol", "RealName", "a"), 0,
		"", "");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-merge", "/Users/carol", "RealName", "a", "c"),
		0, "", "");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-read", "/Users/carol", "RealName", "UserShell"),
		0, "RealName: a b a c\nUserShell: /bin/sh\n", "");
	assert_run(
		TOOL(fixture, NULL, DSCL, ".", "-change", "/Users/carol", "RealName", "b", "x y"),
		0, "", "");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-changei", "/Users/carol", "RealName", "4", "z"),
		0, "", "");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-delete", "/Users/carol", "RealName", "a"), 0,
		"", "");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-read", "/Users/carol", "RealName"), 0,
		"RealName:\n x y\n z\n", "");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-delete", "/Users/carol", "Picture"), 54, "",
		"<main> attribute status: eDSAttributeNotFound\n"
		"<dscl_cmd> DS Error: -14134 (eDSAttributeNotFound)\n");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-append", "/Users/nobody_here", "RealName", "x"),
		185, "append: Invalid Path\n",
		"<dscl_cmd> DS Error: -14009 (eDSUnknownNodeName)\n");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-delete", "/Users/carol"), 0, "", "");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-read", "/Users/carol"), 56, "",
		"<dscl_cmd> DS Error: -14136 (eDSRecordNotFound)\n");
}

static void only_tokenless_passwords_are_set_by_root(void **state)
{
	struct fixture *fixture = *state;

	two_accounts(fixture, "14.5");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-passwd", "/Users/bob", "new"), 0, "", "");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-authonly", "bob", "new"), 0, "", "");
	assert_run(TOOL(fixture, "newer\n", DSCL, ".", "-passwd", "/Users/bob"), 0, "",
		"New Password: ");
	assert_run(TOOL(fixture, "newer\n", DSCL, ".", "-authonly", "bob"), 0, "", "Password: ");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-passwd", "/Users/alice", "new"), 10,
		"passwd: DS error: eDSAuthFailed\n",
		"Permission denied. Please enter user's old password:"
		"<dscl_cmd> DS Error: -14090 (eDSAuthFailed)\n");
	assert_text_contains(shown(fixture), "alice                uid 501   admin, token\n");
	assert_run(TOOL(fixture, "one\n", DSCL, ".", "-passwd", "/Users/alice", "new"), 0, "",
		"Permission denied. Please enter user's old password:");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-passwd", "/Users/alice", "new", "newest"), 0,
		"", "");
	assert_text_contains(shown(fixture), "alice                uid 501   admin, token\n");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-authonly", "alice", "newest"), 0, "", "");
}

static void the_first_password_set_with_dscl_brings_the_token_unless_suppressed(void **state)
{
	struct fixture *fixture = *state;

	fixture->root =
		vouch_test_mac(&fixture->arena, fixture->folder, NULL, ARGUMENTS("--os", "15.1"));
	(void)TOOL(fixture, NULL, DSCL, ".", "-create", "/Users/svc", "UniqueID", "450");
	(void)TOOL(fixture, NULL, DSCL, ".", "-append", "/Users/svc", "AuthenticationAuthority",
		";DisabledTags;SecureToken");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-passwd", "/Users/svc", "p"), 0, "", "");
	assert_text_contains(shown(fixture),
		"svc                  uid 450   standard, first token suppressed\n");
	(void)TOOL(fixture, NULL, DSCL, ".", "-delete", "/Users/svc", "AuthenticationAuthority",
		";DisabledTags;SecureToken");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-passwd", "/Users/svc", "p"), 0, "", "");
	assert_text_contains(shown(fixture), "svc                  uid 450   standard, token");
}

static void a_deleted_record_leaves_its_crypto_user(void **state)
{
	struct fixture *fixture = *state;

	two_accounts(fixture, "14.5");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-delete", "/Users/alice"), 0, "", "");
	assert_text_contains(shown(fixture), "LocalOpenDirectory");
	assert_null(strstr(shown(fixture), "alice  "));
}

static void the_last_holder_is_guarded_from_15_on(void **state)
{
	struct fixture *fixture = *state;

	two_accounts(fixture, "15.1");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-delete", "/Users/alice"), 40, "",
		"<main> delete status: eDSPermissionError\n"
		"<dscl_cmd> DS Error: -14120 (eDSPermissionError)\n");
}

static void others_than_root_may_look_and_not_write(void **state)
{
	struct fixture *fixture = *state;
	const char *dscl;
	struct vouch_test_run run;

	two_accounts(fixture, "14.5");
	dscl = vouch_arena_printf(&fixture->arena, "%s/%s", fixture->root, DSCL);
	run = vouch_test_simmac(&fixture->arena, NULL,
		ARGUMENTS("as", fixture->root, "bob", "--", dscl, ".", "-read", "/Users/alice"));
	assert_int_equal(run.status, 0);
	assert_null(strstr(run.out, "ShadowHashData"));
	run = vouch_test_simmac(&fixture->arena, NULL,
		ARGUMENTS("as", fixture->root, "bob", "--", dscl, ".", "-create", "/Users/x"));
	assert_run(run, 40, "", captured(fixture, "dscl/create-not-root.stderr.txt"));
}

static void no_name_leads_out_of_the_folder(void **state)
{
	struct fixture *fixture = *state;

	two_accounts(fixture, "14.5");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-read", "/Users/..\\/groups\\/admin"), 56, "",
		"<dscl_cmd> DS Error: -14136 (eDSRecordNotFound)\n");
	assert_int_equal(TOOL(fixture, NULL, DSCL, ".", "-create", "/Users/a/b").status, 185);
}

/* Each is made so that the answer must be the captured one, byte by byte. */
static void answers_are_the_captured_ones(void **state)
{
	static const struct {
		const char *arguments[8];
		int status;
		const char *out, *err;
	} cases[] = {
		{{".", "-authonly", "trainee", "bad"}, 10, NULL, NULL},
		{{".", "-authonly", "disabled", "x"}, 87,
			"dscl/authonly-account-disabled-87.stdout.txt",
			"dscl/authonly-account-disabled-87.stderr.txt"},
		{{".", "-create", "/Users/_nixbld1", "UniqueID", "501"}, 55, NULL,
			"dscl/create-uniqueid-taken-55.stderr.txt"},
		{{".", "-create", "/Groups/admins", "gid", "80"}, 55, NULL,
			"dscl/create-gid-taken.stderr.txt"},
		{{".", "-delete", "/Users/_nixbld2"}, 185,
			"dscl/delete-user-missing-185.stdout.txt",
			"dscl/delete-user-missing-185.stderr.txt"},
		{{".", "read", "/Groups/missing", "GroupMembership"}, 56, NULL,
			"dscl/read-missing-group-15.5.stderr.txt"},
		{{"-plist", ".", "-read", "/Groups/nixbld"}, 56, NULL,
			"dscl/plist-read-group-missing-56.stderr.txt"},
		{{".", "-read", "/Users/blank", "AuthenticationAuthority"}, 0, NULL,
			"dscl/read-authauthority-missing.stderr.txt"},
		{{".", "-read", "/Users/disabled", "AuthenticationAuthority"}, 0,
			"dscl/read-authauthority-disableduser.stdout.txt", NULL},
		{{".", "-read", "/Users/trainee", "UniqueID", "PrimaryGroupID", "NFSHomeDirectory",
			 "UserShell"},
			0, "dscl/read-4keys-order.stdout.txt", NULL},
		{{".", "-read", "/Users/blank", "IsHidden"}, 0,
			"dscl/read-ishidden-native-prefix.stdout.txt", NULL},
		{{".", "-read", "/Users/foo", "RecordName"}, 0,
			"dscl/read-recordname-alias.stdout.txt", NULL},
		{{".", "-read", "/Users/blank", "RealName"}, 0,
			"dscl/read-realname-underscore.stdout.txt", NULL},
		{{".", "-read", "/Users/foo", "Picture"}, 0, "dscl/read-picture.stdout.txt", NULL},
		{{".", "-read", "/Users/root", "NFSHomeDirectory"}, 0,
			"dscl/read-nfshome-root-two.stdout.txt", NULL},
		{{".", "-read", "/Groups/_analyticsusers", "NestedGroups"}, 0,
			"dscl/read-nestedgroups.stdout.txt", NULL},
		{{".", "read", "/Groups/admin", "GroupMembership"}, 0,
			"dscl/read-admin-membership-15.5.stdout.txt", NULL},
		{{".", "-search", "/Users", "UserShell", "/bin/bash"}, 0,
			"dscl/search-usershell.stdout.txt", NULL},
		{{".", "-readpl", "/Users/trainee", "accountPolicyData", "failedLoginCount"}, 0,
			NULL, NULL},
		{{".", "-delete", "/Users/trainee"}, 40, NULL,
			"dscl/delete-user-no-fda-40.stderr.txt"},
	};
	struct fixture *fixture = *state;
	struct vouch_test_run run;
	size_t i;

	(void)captured(fixture, "dscl/read-4keys-order.stdout.txt");
	fixture->root = vouch_test_mac(&fixture->arena, fixture->folder, "p\np\n",
		ARGUMENTS("--os", "15.1", "--quirk", "full_disk_access=off", "--admin",
			"aaaaabbbbbbbbb", "--password", "-", "--user", "trainee", "--password", "-",
			"--user", "itsafeature", "--shell", "/bin/bash", "--user", "foo", "--user",
			"blank", "--full-name", "_mastermind_exec service account", "--hidden",
			"--user", "disabled"));
	(void)TOOL(fixture, NULL, DSCL, ".", "-create", "/Users/disabled",
		"AuthenticationAuthority", ";DisabledUser;");
	(void)TOOL(fixture, NULL, DSCL, ".", "-append", "/Users/foo", "RecordName",
		"com.apple.idms.appleid.prd.0A771AC1-B614-4A18-9FA5-0ADFA8EED4BC");
	(void)TOOL(fixture, NULL, DSCL, ".", "-create", "/Users/foo", "Picture",
		"/Library/User Pictures/Animals/Penguin.tif");
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		run = vouch_test_tool(
			&fixture->arena, fixture->root, NULL, DSCL, cases[i].arguments);
		if (cases[i].out)
			assert_string_equal(run.out, captured(fixture, cases[i].out));
		if (cases[i].err)
			assert_string_equal(run.err, captured(fixture, cases[i].err));
		assert_int_equal(run.status, cases[i].status);
	}
}

/* Without what differs by account and version: numbers, moments, GUIDs. */
static const char *masked(struct vouch_arena *arena, const char *text)
{
	static const char *const lines[] = {
		"\t<real>", "dsAttrTypeNative:record_daemon_version:", "GeneratedUID:"};
	struct vouch_buf out = {0};
	const char *result;
	size_t i;

	while (*text) {
		size_t length = strcspn(text, "\n");
		bool mask = false;

		for (i = 0; i < sizeof lines / sizeof *lines; i++)
			mask |= strncmp(text, lines[i], strlen(lines[i])) == 0;
		if (!mask)
			vouch_buf_add(&out, text, length);
		vouch_buf_add(&out, "\n", 1);
		text += length + (text[length] == '\n');
	}
	result = vouch_arena_text(arena, vouch_buf_get(&out));
	vouch_buf_release(&out);
	return result;
}

static void whole_records_are_the_captured_ones(void **state)
{
	struct fixture *fixture = *state;
	const char *want = captured(fixture, "dscl/read-fresh-user-no-password-26.stdout.txt");
	static const char *const keys[][2] = {{"UniqueID", "502"}, {"PrimaryGroupID", "20"},
		{"RealName", "User One"}, {"NFSHomeDirectory", "/Users/user1"},
		{"UserShell", "/bin/zsh"}};
	struct vouch_test_run run;
	size_t i;

	fixture->root =
		vouch_test_mac(&fixture->arena, fixture->folder, NULL, ARGUMENTS("--os", "15.1"));
	for (i = 0; i < sizeof keys / sizeof *keys; i++)
		(void)TOOL(fixture, NULL, DSCL, ".", "-create", "/Users/user1", keys[i][0],
			keys[i][1]);
	run = TOOL(fixture, NULL, DSCL, ".", "-read", "/Users/user1");
	assert_string_equal(masked(&fixture->arena, run.out), masked(&fixture->arena, want));
	(void)TOOL(fixture, NULL, DSCL, ".", "-append", "/Groups/_appserveradm", "GroupMembership",
		"itsafeature");
	run = TOOL(fixture, NULL, DSCL, ".", "-read", "/Groups/_appserveradm");
	assert_string_equal(masked(&fixture->arena, run.out),
		masked(&fixture->arena,
			captured(fixture, "dscl/read-group-appserveradm.stdout.txt")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(reading_sorts_and_breaks_lines_as_the_real_one),
		EACH(lists_are_padded_to_the_widest_name),
		EACH(readall_separates_records),
		EACH(records_and_values_are_written),
		EACH(only_tokenless_passwords_are_set_by_root),
		EACH(the_first_password_set_with_dscl_brings_the_token_unless_suppressed),
		EACH(a_deleted_record_leaves_its_crypto_user),
		EACH(the_last_holder_is_guarded_from_15_on),
		EACH(others_than_root_may_look_and_not_write),
		EACH(no_name_leads_out_of_the_folder),
		EACH(answers_are_the_captured_ones),
		EACH(whole_records_are_the_captured_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
