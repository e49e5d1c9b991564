/* test_actor_token.c – what the actor says to which tool about tokens, passwords and FileVault, and
 * what it makes of the answers. */
#include "actor_fixture.h"

static void a_grant_needs_its_marker_and_no_refusal(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *said, *message;
	} refusals[] = {
		{"sysadminctl[1:2] ### Error:-14090 File:/x/DSAuthenticator.m Line:94\\n"
		 "sysadminctl[1:2] Operation is not permitted without secure token unlock.\\n",
			"who authorises it was not accepted"},
		{"sysadminctl[1:2] setSecureTokenAuthorizationEnabled error Error "
		 "Domain=com.apple.OpenDirectory Code=5101 \"Authentication server refused\"\\n",
			"who authorises it is no administrator"},
		{"sysadminctl[1:2] Operation is not permitted without secure token unlock.\\n",
			"administrator whose token works"},
		{"sysadminctl[1:2] Done! but No existing unlock record\\n", "unlock with"},
		{"something nobody has seen yet\\n", "something nobody has seen yet"},
		{"", "exited 0: see what it said"},
	};
	size_t i;

	f->exists = true;
	f->change.by = "steward";
	for (i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		vouch_buf_clear(&f->answers);
		answer(f, "-secureTokenOn", 0, "", refusals[i].said);
		assert_failed(f, apply(f, VOUCH_ACTION_GRANT_TOKEN), refusals[i].message);
	}
	vouch_buf_clear(&f->answers);
	answer(f, "-secureToken", 0, "", "2026-11-24 10:00:00 sysadminctl[1:2] - Done!\\n");
	assert_vouch_ok(apply(f, VOUCH_ACTION_GRANT_TOKEN), &f->err);
	assert_vouch_ok(apply(f, VOUCH_ACTION_REVOKE_TOKEN), &f->err);
	assert_string_equal(calls(f), "sysadminctl -secureTokenOff alice -password - -adminUser "
				      "steward -adminPassword - <steward-pw|alice-pw|\n");
}

static void a_repair_is_off_then_on(void **state)
{
	struct fixture *f = *state;

	f->exists = true;
	f->change.by = "steward";
	answer(f, "-secureTokenOff", 0, "", "sysadminctl[1:2] no token to take off\\n");
	answer(f, "-secureTokenOn", 0, "", "sysadminctl[1:2] - Done!\\n");
	assert_vouch_ok(apply(f, VOUCH_ACTION_REPAIR_TOKEN), &f->err);
	assert_non_null(strstr(strstr(calls(f), "-secureTokenOff"), "-secureTokenOn"));
	vouch_buf_clear(&f->answers);
	answer(f, "-secureTokenOff", 0, "", "sysadminctl[1:2] Incorrect password\\n");
	answer(f, "-secureTokenOn", 0, "", "sysadminctl[1:2] - Done!\\n");
	assert_vouch_ok(apply(f, VOUCH_ACTION_REPAIR_TOKEN), &f->err);
	vouch_buf_clear(&f->answers);
	answer(f, "-secureTokenOff", 0, "", "sysadminctl[1:2] ### Error:-14090 File:x Line:1\\n");
	assert_failed(f, apply(f, VOUCH_ACTION_REPAIR_TOKEN), "not accepted");
	assert_null(strstr(calls(f), "-secureTokenOn")); /* not a second wrong password */
}

static void a_mint_takes_the_tag_off_and_sets_the_password(void **state)
{
	struct fixture *f = *state;

	f->exists = true;
	answer(f, READ_ALICE, 0,
		RECORD(BOTH("AuthenticationAuthority", ";ShadowHash;HASHLIST:x",
			";DisabledTags;SecureToken")),
		"");
	assert_vouch_ok(apply(f, VOUCH_ACTION_MINT_TOKEN), &f->err);
	assert_string_equal(calls(f),
		"dscl -plist . -read /Users/alice AuthenticationAuthority\n"
		"dscl . -delete /Users/alice AuthenticationAuthority ;DisabledTags;SecureToken\n"
		"sysadminctl -resetPasswordFor alice -newPassword - <alice-pw|\n");
}

static void a_mint_goes_the_way_of_its_version(void **state)
{
	static const struct {
		const char *version, *calls, *message;
	} ways[] = {
		{"10.13.3", "", "authenticating brought no first token"},
		{"10.13.4",
			"sysadminctl -secureTokenOn alice -password - -adminUser alice "
			"-adminPassword - <alice-pw|alice-pw|\n",
			NULL},
		{"10.15.7",
			"sysadminctl -secureTokenOn alice -password - -adminUser alice "
			"-adminPassword - <alice-pw|alice-pw|\n",
			NULL},
		{"11.0", "sysadminctl -resetPasswordFor alice -newPassword - <alice-pw|\n", NULL},
		{"unreadable", "", "version of macOS cannot be read"},
	};
	struct fixture *f = *state;
	size_t i;

	f->exists = true;
	answer(f, READ_ALICE, 0, RECORD(""), "");
	answer(f, "-secureTokenOn", 0, "", "sysadminctl[1:2] - Done!\\n");
	for (i = 0; i < sizeof ways / sizeof *ways; i++) {
		int r;

		set_version(f, ways[i].version);
		r = apply(f, VOUCH_ACTION_MINT_TOKEN);
		if (ways[i].message != NULL)
			assert_failed(f, r, ways[i].message);
		else
			assert_vouch_ok(r, &f->err);
		assert_text_contains(calls(f), ways[i].calls);
		if (ways[i].calls[0] == '\0')
			assert_string_equal(calls(f), "");
	}
}

static void an_unlocker_is_added_by_a_property_list(void **state)
{
	struct fixture *f = *state;

	set_version(f, "10.13.6");
	f->exists = true;
	f->change.by = "steward";
	assert_vouch_ok(vouch_secret_set(&f->alice, "<&>'\"", 5, &f->err), &f->err);
	assert_vouch_ok(apply(f, VOUCH_ACTION_ADD_UNLOCKER), &f->err);
	assert_string_equal(calls(f),
		"fdesetup add -inputplist <<?xml version=\"1.0\" encoding=\"UTF-8\"?><plist "
		"version=\"1.0\"><dict><key>Username</key><string>steward</string><key>Password"
		"</key><string>steward-pw</string><key>AdditionalUsers</key><array><dict><key>"
		"Username</key><string>alice</string><key>Password</key><string>&lt;&amp;&gt;'\""
		"</string></dict></array></dict></plist>|\n");
	answer(f, "add -inputplist", 17, "",
		"Error: user could not be added (-69578).\\nError: Unable to add one or more users "
		"to FileVault.\\n");
	assert_failed(f, apply(f, VOUCH_ACTION_ADD_UNLOCKER), "FileVault did not take the account");
	assert_vouch_ok(vouch_secret_set(&f->alice, "a\x01z", 3, &f->err), &f->err);
	assert_failed(f, apply(f, VOUCH_ACTION_ADD_UNLOCKER), "password of alice cannot be said");
	assert_string_equal(calls(f), "");
}

static void an_unlocker_is_removed_and_statuses_tell(void **state)
{
	static const struct {
		int status;
		const char *message;
	} ends[] = {{11, "does not unlock the disk"}, {25, "last account that unlocks"},
		{28, "busy, or locked"}, {30, "plan again"}, {31, "management of this Mac"},
		{99, "exited 99: see what it said"}};
	struct fixture *f = *state;
	size_t i;

	f->exists = true;
	assert_vouch_ok(apply(f, VOUCH_ACTION_REMOVE_UNLOCKER), &f->err);
	assert_string_equal(calls(f), "fdesetup remove -user alice\n");
	for (i = 0; i < sizeof ends / sizeof *ends; i++) {
		vouch_buf_clear(&f->answers);
		answer(f, "remove -user", ends[i].status, "", "");
		assert_failed(f, apply(f, VOUCH_ACTION_REMOVE_UNLOCKER), ends[i].message);
	}
}

static void a_bootstrap_token_is_escrowed_on_a_terminal(void **state)
{
	struct fixture *f = *state;

	f->change.user = NULL;
	f->change.by = "steward";
	vouch_test_write(f->root, "prompts",
		"Enter the admin user name:\nEnter the password for user 'steward':\n");
	answer(f, "install -type", 0, "profiles: Bootstrap Token created\\n", "");
	assert_vouch_ok(apply(f, VOUCH_ACTION_ESCROW_BOOTSTRAP), &f->err);
	assert_string_equal(
		calls(f), "profiles install -type bootstraptoken <steward|steward-pw|\n");
	assert_text_contains(vouch_buf_get(&f->transcript), "Bootstrap Token created");
	assert_null(strstr(vouch_buf_get(&f->transcript), "steward-pw"));
	vouch_buf_clear(&f->answers);
	answer(f, "install -type", 1,
		"Bootstrap Token functionality is not supported on the server.\\n", "");
	assert_failed(f, apply(f, VOUCH_ACTION_ESCROW_BOOTSTRAP), "server keeps no bootstrap");
	vouch_buf_clear(&f->answers);
	answer(f, "install -type", 0, "Unable to authenticate user information\\n", "");
	assert_failed(f, apply(f, VOUCH_ACTION_ESCROW_BOOTSTRAP), "authorises it was not accepted");
	set_version(f, "10.14.6");
	assert_failed(f, apply(f, VOUCH_ACTION_ESCROW_BOOTSTRAP), "has no bootstrap token");
	set_version(f, "14.5");
	assert_vouch_ok(vouch_secret_set(&f->steward, "a\x03z", 3, &f->err), &f->err);
	assert_failed(f, apply(f, VOUCH_ACTION_ESCROW_BOOTSTRAP), "cannot be typed at a prompt");
	assert_string_equal(calls(f), "");
}

static void a_pipe_that_is_not_read_is_tried_as_a_terminal(void **state)
{
	struct fixture *f = *state;

	f->exists = true;
	f->change.by = "steward";
	vouch_test_write(f->root, "prompts", "Enter password for steward :\nUser password:\n");
	answer(f, "<steward-pw|alice-pw|", 0, "", "sysadminctl[1:2] Password is required!\\n");
	assert_failed(f, apply(f, VOUCH_ACTION_GRANT_TOKEN), "did not take the password");
	/* Twice, with the same words: once by a pipe, once by a terminal. */
	assert_non_null(strstr(strstr(calls(f), "-secureTokenOn") + 1, "-secureTokenOn"));
	assert_null(strstr(vouch_buf_get(&f->transcript), "-pw"));
}

static void a_holders_password_is_set_by_what_keeps_its_token(void **state)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret old = {0};
	struct fixture *f = *state;
	struct vouch_credentials credentials = {.user = &f->alice, .by = &f->steward};

	f->exists = true;
	assert_vouch_ok(vouch_secret_set(&old, "old-pw", 6, &f->err), &f->err);
	f->before.token = VOUCH_TOKEN_NONE;
	assert_vouch_ok(apply(f, VOUCH_ACTION_SET_PASSWORD), &f->err);
	assert_string_equal(
		calls(f), "sysadminctl -resetPasswordFor alice -newPassword - <alice-pw|\n");
	f->change.suppress_token = true;
	assert_vouch_ok(apply(f, VOUCH_ACTION_SET_PASSWORD), &f->err);
	assert_text_contains(calls(f), "AuthenticationAuthority ;DisabledTags;SecureToken\n"
				       "sysadminctl -resetPasswordFor");
	f->before.token = VOUCH_TOKEN_LIVE;
	assert_failed(f, apply(f, VOUCH_ACTION_SET_PASSWORD), "would not follow it");
	f->change.by = "steward";
	assert_vouch_ok(apply(f, VOUCH_ACTION_SET_PASSWORD), &f->err);
	assert_string_equal(calls(f),
		"sysadminctl -resetPasswordFor alice -newPassword - -adminUser steward "
		"-adminPassword - <steward-pw|alice-pw|\n");
	f->before.token = VOUCH_TOKEN_DEAD;
	assert_failed(f, apply(f, VOUCH_ACTION_SET_PASSWORD), "whose token is dead");
	assert_string_equal(calls(f), "");
	f->before.token = VOUCH_TOKEN_LIVE;
	f->change.by = NULL;
	credentials.old = &old;
	assert_vouch_ok(f->actor.ops->apply(f->actor.self, &f->change, &f->before, NULL,
				&credentials, &f->transcript, &f->err),
		&f->err);
	assert_string_equal(calls(f),
		"sysadminctl -resetPasswordFor alice -newPassword - -adminUser alice "
		"-adminPassword - <old-pw|alice-pw|\n");
}

static void unknown_words_are_kept_without_secrets(void **state)
{
	struct fixture *f = *state;
	char many[9000];

	f->exists = true;
	f->change.by = "steward";
	memset(many, 'x', sizeof many - 1);
	many[sizeof many - 1] = '\0';
	answer(f, "-secureTokenOn", 0, "",
		vouch_arena_printf(&f->arena,
			"Novel: steward-pw and ABCD-EFGH-2345-JKLM-NPQR-WXYZ\\n%s the end\\n",
			many));
	assert_failed(f, apply(f, VOUCH_ACTION_GRANT_TOKEN), "Novel: **********");
	assert_text_contains(vouch_buf_get(&f->transcript), "x the end");
	assert_null(strstr(vouch_buf_get(&f->transcript), "ABCD-EFGH"));
	assert_null(strstr(f->err.msg, "ABCD-EFGH"));
	assert_int_equal(vouch_actor_denial(&f->actor), VOUCH_DENIAL_OTHER);
	vouch_buf_clear(&f->answers);
	answer(f, "-secureTokenOn", 0, "", "Code=5101\\n");
	assert_true(apply(f, VOUCH_ACTION_GRANT_TOKEN) < 0);
	assert_int_equal(vouch_actor_denial(&f->actor), VOUCH_DENIAL_GRANTOR);
	assert_vouch_ok(apply(f, VOUCH_ACTION_REMOVE_UNLOCKER), &f->err);
	assert_int_equal(vouch_actor_denial(&f->actor), VOUCH_DENIAL_OTHER);
}

static void the_preboot_volume_says_itself_whether_it_is_well(void **state)
{
	struct fixture *f = *state;

	f->change.user = NULL;
	f->change.desired = NULL;
	answer(f, "updatePreboot", 0,
		"UpdatePreboot: Exiting Update Preboot operation with overall "
		"error=(ZeroMeansSuccess)=0\\nFinished APFS operation\\n",
		"");
	assert_vouch_ok(apply(f, VOUCH_ACTION_REFRESH_PREBOOT), &f->err);
	assert_string_equal(calls(f), "diskutil apfs updatePreboot /\n");
	vouch_buf_clear(&f->answers);
	answer(f, "updatePreboot", 0,
		"UpdatePreboot: overall error=(ZeroMeansSuccess)=-69842\\nFinished APFS "
		"operation\\n",
		"");
	assert_failed(f, apply(f, VOUCH_ACTION_REFRESH_PREBOOT), "-69842");
	vouch_buf_clear(&f->answers);
	answer(f, "updatePreboot", 0, "hello\\n", "");
	assert_failed(f, apply(f, VOUCH_ACTION_REFRESH_PREBOOT), "did not end well");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_grant_needs_its_marker_and_no_refusal),
		TEST(a_repair_is_off_then_on),
		TEST(a_mint_takes_the_tag_off_and_sets_the_password),
		TEST(a_mint_goes_the_way_of_its_version),
		TEST(an_unlocker_is_added_by_a_property_list),
		TEST(an_unlocker_is_removed_and_statuses_tell),
		TEST(a_bootstrap_token_is_escrowed_on_a_terminal),
		TEST(a_pipe_that_is_not_read_is_tried_as_a_terminal),
		TEST(a_holders_password_is_set_by_what_keeps_its_token),
		TEST(unknown_words_are_kept_without_secrets),
		TEST(the_preboot_volume_says_itself_whether_it_is_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
