/* test_actor.c – what the actor says to which tool, in which order, and what it makes of the
 * answers: making and changing accounts.
 *
 * The tools are fakes that record; whether a Mac then does as it should is for the tests against
 * the simulated one.
 */
#include "actor_fixture.h"

static void a_new_account_is_made_in_the_order_that_can_be_cut_off(void **state)
{
	struct fixture *f = *state;

	answer_new(f);
	declare_text(f, VOUCH_FIELD_FULL_NAME, "Alice Liddell");
	declare_text(f, VOUCH_FIELD_SHELL, "/bin/bash");
	declare_text(f, VOUCH_FIELD_PASSWORD_HINT, "rabbit");
	f->desired.fields[VOUCH_FIELD_HIDDEN] =
		(struct vouch_value){.kind = VOUCH_VALUE_FLAG, .as.flag = true};
	differ(f, "admin", "false", "true");
	f->change.by = "steward";
	assert_vouch_ok(apply(f, VOUCH_ACTION_CREATE_USER), &f->err);
	assert_string_equal(calls(f),
		"dscl -plist . -read /Users/alice GeneratedUID RealName UniqueID PrimaryGroupID "
		"NFSHomeDirectory UserShell IsHidden AuthenticationHint Picture "
		"AuthenticationAuthority _writers_hint _writers_jpegphoto _writers_passwd "
		"_writers_picture _writers_UserCertificate\n"
		"dscl . -create /Users/alice GeneratedUID " UUID "\n"
		"dscl . -create /Users/alice RealName Alice Liddell\n"
		"dscl . -list /Users UniqueID\n"
		"dscl . -create /Users/alice UniqueID 503\n"
		"dscl . -create /Users/alice PrimaryGroupID 20\n"
		"dscl . -create /Users/alice NFSHomeDirectory /Users/alice\n"
		"dscl . -create /Users/alice UserShell /bin/bash\n"
		"dscl . -create /Users/alice IsHidden 1\n"
		"dscl . -create /Users/alice AuthenticationHint rabbit\n"
		"dscl . -create /Users/alice _writers_hint alice\n"
		"dscl . -create /Users/alice _writers_jpegphoto alice\n"
		"dscl . -create /Users/alice _writers_passwd alice\n"
		"dscl . -create /Users/alice _writers_picture alice\n"
		"dscl . -create /Users/alice _writers_UserCertificate alice\n"
		"dscl -plist . -read /Users/alice UniqueID PrimaryGroupID NFSHomeDirectory\n"
		"createhomedir -c -u alice\n"
		"sysadminctl -resetPasswordFor alice -newPassword - <alice-pw|\n"
		"dseditgroup -o edit -a alice -t user admin\n"
		"dscl -plist . -read /Groups/admin GroupMembership GroupMembers\n"
		"sysadminctl -secureTokenOn alice -password - -adminUser steward -adminPassword - "
		"<steward-pw|alice-pw|\n");
}

static void no_password_is_in_the_transcript(void **state)
{
	struct fixture *f = *state;

	/* A tool that says the passwords it was given. */
	answer(f, "-resetPasswordFor", 0, "got alice-pw", "and alice-pw\\n");
	answer_new(f);
	assert_vouch_ok(apply(f, VOUCH_ACTION_CREATE_USER), &f->err);
	assert_text_contains(vouch_buf_get(&f->transcript), "got ********");
	assert_text_contains(vouch_buf_get(&f->transcript), "$ dscl . -create /Users/alice");
	assert_null(strstr(vouch_buf_get(&f->transcript), "alice-pw"));
}

static void a_first_token_is_kept_away_before_the_password(void **state)
{
	struct fixture *f = *state;
	const char *tag, *password;

	answer_new(f);
	f->change.suppress_token = true;
	assert_vouch_ok(apply(f, VOUCH_ACTION_CREATE_USER), &f->err);
	tag = strstr(calls(f),
		"-append /Users/alice AuthenticationAuthority ;DisabledTags;SecureToken\n");
	password = strstr(calls(f), "-resetPasswordFor");
	assert_non_null(tag);
	assert_non_null(password);
	assert_true(strstr(tag, "-resetPasswordFor") != NULL);
	assert_null(strstr(calls(f), "dseditgroup"));
	assert_null(strstr(calls(f), "-secureTokenOn"));
}

static void a_half_made_account_is_finished(void **state)
{
	struct fixture *f = *state;

	answer(f, READ_ALICE, 0,
		RECORD(VALUE("GeneratedUID", UUID) VALUE("RealName", "alice") VALUE(
			"UniqueID", "503") VALUE("PrimaryGroupID", "20") VALUE("NFSHomeDirectory",
			"/Users/alice") VALUE("UserShell", "/bin/zsh")),
		"");
	answer_new(f);
	f->exists = true;
	assert_vouch_ok(apply(f, VOUCH_ACTION_CREATE_USER), &f->err);
	assert_null(strstr(calls(f), "-create /Users/alice GeneratedUID"));
	assert_null(strstr(calls(f), "UniqueID 5"));
	assert_null(strstr(calls(f), "-create /Users/alice UserShell"));
	assert_text_contains(calls(f), "-create /Users/alice _writers_passwd");
	assert_text_contains(calls(f), "-resetPasswordFor alice");
	assert_text_contains(calls(f), "createhomedir");
	/* Its password brought it a token: it cannot be set again, and needs not. */
	f->before.password = VOUCH_YES;
	f->before.token = VOUCH_TOKEN_LIVE;
	assert_vouch_ok(apply(f, VOUCH_ACTION_CREATE_USER), &f->err);
	assert_null(strstr(calls(f), "-resetPasswordFor"));
}

static void a_bare_record_is_claimed(void **state)
{
	struct fixture *f = *state;

	answer_written(f, "503");
	answer(f, READ_ALICE, 0, RECORD(VALUE("GeneratedUID", OTHER_UUID)), "");
	answer_new(f);
	f->exists = true;
	f->before.uuid = OTHER_UUID;
	assert_vouch_ok(apply(f, VOUCH_ACTION_CREATE_USER), &f->err);
	assert_text_contains(calls(f), "-create /Users/alice GeneratedUID " UUID);
}

static void somebody_elses_account_is_never_overwritten(void **state)
{
	struct fixture *f = *state;

	answer(f, READ_ALICE, 0, RECORD(VALUE("GeneratedUID", OTHER_UUID) VALUE("UniqueID", "509")),
		"");
	answer_new(f);
	assert_int_equal(apply(f, VOUCH_ACTION_CREATE_USER), -VOUCH_E_STALE);
	assert_null(strstr(calls(f), "-create"));
	f->exists = true;
	assert_int_equal(apply(f, VOUCH_ACTION_CREATE_USER), -VOUCH_E_STALE);
	assert_null(strstr(calls(f), "-create"));
}

static void a_taken_uid_is_found_before_it_is_written(void **state)
{
	struct fixture *f = *state;

	answer_new(f);
	f->desired.fields[VOUCH_FIELD_UID] =
		(struct vouch_value){.kind = VOUCH_VALUE_NUMBER, .as.number = 502};
	assert_failed(
		f, apply(f, VOUCH_ACTION_CREATE_USER), "uid 502 already belongs to carol jones");
	assert_null(strstr(calls(f), "-create /Users/alice UniqueID"));
}

static void a_chosen_uid_of_the_plan_is_taken(void **state)
{
	struct fixture *f = *state;

	answer_written(f, "777");
	answer_new(f);
	differ(f, "uid", NULL, "777");
	assert_vouch_ok(apply(f, VOUCH_ACTION_CREATE_USER), &f->err);
	assert_text_contains(calls(f), "-create /Users/alice UniqueID 777\n");
}

static void no_home_is_made_for_a_uid_that_is_only_said_to_be_written(void **state)
{
	struct fixture *f = *state;

	answer_written(f, "777");
	answer_new(f);
	differ(f, "uid", NULL, "778");
	assert_failed(f, apply(f, VOUCH_ACTION_CREATE_USER), "/Users/alice has not the uid");
	assert_null(strstr(calls(f), "createhomedir"));
	assert_null(strstr(calls(f), "-resetPasswordFor"));
}

static void a_refused_reset_falls_back_to_the_other_tool(void **state)
{
	struct fixture *f = *state;

	answer(f, "-resetPasswordFor", 0, "",
		"sysadminctl[1:2] Operation is not permitted without secure token unlock.\\n");
	answer_new(f);
	assert_vouch_ok(apply(f, VOUCH_ACTION_CREATE_USER), &f->err);
	assert_text_contains(calls(f), "dscl . -passwd /Users/alice <alice-pw|\n");
}

static void a_password_the_policy_refuses_is_not_tried_otherwise(void **state)
{
	struct fixture *f = *state;

	answer(f, "-resetPasswordFor", 0, "",
		"sysadminctl[1:2] New account password error.  (5402)\\n");
	answer_new(f);
	assert_failed(f, apply(f, VOUCH_ACTION_CREATE_USER), "password policy");
	assert_null(strstr(calls(f), "-passwd"));
}

static void an_account_without_its_home_is_not_made(void **state)
{
	struct fixture *f = *state;

	answer(f, "createhomedir", 1, "", "Operation not permitted\\n");
	answer_new(f);
	assert_true(apply(f, VOUCH_ACTION_CREATE_USER) < 0);
	assert_text_contains(calls(f), "createhomedir -c -u alice");
	assert_null(strstr(calls(f), "-resetPasswordFor"));
}

static void a_home_that_is_only_said_to_be_made_is_none(void **state)
{
	struct fixture *f = *state;

	answer(f, "createhomedir", 0, "created (/Users/alice)\\n", "");
	answer_new(f);
	assert_true(apply(f, VOUCH_ACTION_CREATE_USER) < 0);
	assert_text_contains(f->err.msg, "/Users/alice is not there");
	assert_null(strstr(calls(f), "-resetPasswordFor"));
}

static void promotion_and_demotion_mend_what_is_there_by_half(void **state)
{
	struct fixture *f = *state;

	f->exists = true;
	answer(f, READ_ADMIN, 0,
		RECORD(BOTH("GroupMembership", "root", "Alice") VALUE("GroupMembers", "X")), "");
	assert_vouch_ok(apply(f, VOUCH_ACTION_PROMOTE), &f->err);
	assert_string_equal(calls(f),
		"dseditgroup -o edit -a alice -t user admin\n"
		"dscl -plist . -read /Groups/admin GroupMembership GroupMembers\n"
		"dscl . -append /Groups/admin GroupMembers " UUID "\n");
	assert_vouch_ok(apply(f, VOUCH_ACTION_DEMOTE), &f->err);
	assert_string_equal(calls(f),
		"dseditgroup -o edit -d alice -t user admin\n"
		"dscl -plist . -read /Groups/admin GroupMembership GroupMembers\n"
		"dscl . -delete /Groups/admin GroupMembership Alice\n");
}

static void an_update_writes_what_differs_and_nothing_else(void **state)
{
	struct fixture *f = *state;

	f->exists = true;
	f->before.groups.known = true;
	vouch_names_add(&f->arena, &f->before.groups.names, "staff");
	vouch_names_add(&f->arena, &f->before.groups.names, "old");
	declare_text(f, VOUCH_FIELD_FULL_NAME, "Alice L");
	declare_text(f, VOUCH_FIELD_SHELL, "/bin/zsh");
	declare_names(f, VOUCH_FIELD_GROUPS, "staff");
	declare_names(f, VOUCH_FIELD_GROUPS, "ssh");
	declare_names(f, VOUCH_FIELD_NOT_GROUPS, "old");
	declare_names(f, VOUCH_FIELD_NOT_GROUPS, "never");
	differ(f, "full_name", "Alice", "Alice L");
	differ(f, "groups", "staff", "ssh, staff");
	differ(f, "not_groups", "", "never, old");
	answer(f, "-read /Groups/ssh", 0,
		RECORD(VALUE("GroupMembership", "alice") VALUE("GroupMembers", UUID)), "");
	answer(f, "-read /Groups/old", 0, RECORD(""), "");
	assert_vouch_ok(apply(f, VOUCH_ACTION_UPDATE_USER), &f->err);
	assert_string_equal(calls(f),
		"dscl . -create /Users/alice RealName Alice L\n"
		"dseditgroup -o edit -a alice -t user ssh\n"
		"dscl -plist . -read /Groups/ssh GroupMembership GroupMembers\n"
		"dseditgroup -o edit -d alice -t user old\n"
		"dscl -plist . -read /Groups/old GroupMembership GroupMembers\n");
}

static void the_first_10_13_sets_a_password_by_dscl(void **state)
{
	struct fixture *f = *state;

	set_version(f, "10.13.3");
	answer_new(f);
	assert_vouch_ok(apply(f, VOUCH_ACTION_CREATE_USER), &f->err);
	assert_text_contains(calls(f), "dscl . -passwd /Users/alice <alice-pw|\n");
	assert_text_contains(calls(f), "dscl . -create /Users/alice UserShell /bin/bash\n");
	assert_null(strstr(calls(f), "sysadminctl"));
	assert_vouch_ok(vouch_secret_set(&f->alice,
				"0123456789012345678901234567890123456789012345678901234567890123"
				"01234567890123456789012345678901234567890123456789012345678901234",
				129, &f->err),
		&f->err);
	assert_failed(f, apply(f, VOUCH_ACTION_CREATE_USER), "longer than 128 bytes");
}

static void a_password_is_proved_by_a_pipe(void **state)
{
	struct fixture *f = *state;
	static const struct {
		int status;
		enum vouch_proof proof;
	} ends[] = {{0, VOUCH_PROOF_RIGHT}, {10, VOUCH_PROOF_WRONG}, {87, VOUCH_PROOF_DISABLED},
		{70, VOUCH_PROOF_UNKNOWN}, {1, VOUCH_PROOF_UNKNOWN}};
	char long_one[200];
	size_t i;

	for (i = 0; i < sizeof ends / sizeof *ends; i++) {
		enum vouch_proof proof = VOUCH_PROOF_UNKNOWN;

		vouch_buf_clear(&f->answers);
		answer(f, "-authonly", ends[i].status, "", "");
		assert_vouch_ok(
			f->actor.ops->prove(f->actor.self, "alice", &f->alice, &proof, &f->err),
			&f->err);
		assert_int_equal(proof, ends[i].proof);
	}
	assert_text_contains(calls(f), "dscl . -authonly alice <alice-pw|\n");
	/* One that the prompt would cut must not be counted as wrong. */
	memset(long_one, 'x', sizeof long_one);
	assert_vouch_ok(vouch_secret_set(&f->alice, long_one, 129, &f->err), &f->err);
	(void)unlink(vouch_arena_printf(&f->arena, "%s/calls", f->root));
	assert_failed(f,
		f->actor.ops->prove(
			f->actor.self, "alice", &f->alice, &(enum vouch_proof){0}, &f->err),
		"longer than 128 bytes");
	assert_string_equal(calls(f), "");
}

static void what_a_tool_would_misread_is_refused_before(void **state)
{
	struct fixture *f = *state;
	static const char *const names[] = {"-alice", "", ".alice", "a/b", "a\nb", "\xff", NULL};
	size_t i;

	f->exists = true;
	for (i = 0; i < sizeof names / sizeof *names; i++) {
		f->change.user = names[i];
		assert_true(apply(f, VOUCH_ACTION_PROMOTE) < 0);
		assert_string_equal(calls(f), "");
	}
	f->change.user = "alice";
	f->change.by = "-steward";
	assert_failed(f, apply(f, VOUCH_ACTION_GRANT_TOKEN), "take for an option");
	f->change.by = "steward";
	declare_text(f, VOUCH_FIELD_FULL_NAME, "-force");
	differ(f, "full_name", "x", "-force");
	assert_failed(f, apply(f, VOUCH_ACTION_UPDATE_USER), "take for an option");
	assert_vouch_ok(vouch_secret_set(&f->steward, "two\nlines", 9, &f->err), &f->err);
	assert_failed(f, apply(f, VOUCH_ACTION_GRANT_TOKEN), "password of steward");
	vouch_secret_release(&f->alice);
	assert_failed(f, apply(f, VOUCH_ACTION_MINT_TOKEN), "no password of alice");
	assert_string_equal(calls(f), "");
}

/* FACTS 4.2, F1: what fdesetup prints goes to who asked for the key, and nowhere else. */
static void a_recovery_key_goes_to_who_keeps_it(void **state)
{
	struct fixture *f = *state;
	static const char key[] = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ";

	f->change.user = NULL;
	f->change.by = "steward";
	answer(f, "fdesetup enable", 0,
		"<dict>\\n<key>HardwareUUID</key>\\n<string>564D1234-ABCD-EFGH-JKLM-NPQRSTUVWXYZ"
		"</string>\\n<key>RecoveryKey</key>\\n<string>ABCD-EFGH-JKLM-NPQR-STUV-WXYZ"
		"</string>\\n</dict>\\n",
		"");
	answer(f, "fdesetup changerecovery", 0,
		"New personal recovery key = 'ABCD-EFGH-JKLM-NPQR-STUV-WXYZ'\\n", "");
	assert_vouch_ok(apply(f, VOUCH_ACTION_ENABLE_FILEVAULT), &f->err);
	assert_string_equal(f->key.bytes, key);
	assert_text_contains(calls(f), "fdesetup enable -inputplist -outputplist");
	assert_text_contains(calls(f), "<key>Username</key><string>steward</string>");
	vouch_secret_release(&f->key);
	assert_vouch_ok(f->actor.ops->make_key(f->actor.self, "steward", &f->steward, &f->key,
				&f->transcript, &f->err),
		&f->err);
	assert_string_equal(f->key.bytes, key);
	assert_text_contains(calls(f), "fdesetup changerecovery -personal -inputplist");
	assert_null(strstr(vouch_buf_get(&f->transcript), "ABCD"));
	assert_text_contains(vouch_buf_get(&f->transcript), "$ fdesetup enable");
}

/* A tool that fails after it made one. */
static void a_recovery_key_is_kept_whatever_else_goes_wrong(void **state)
{
	struct fixture *f = *state;

	f->change.user = NULL;
	f->change.by = "steward";
	answer(f, "fdesetup enable", 17, "Recovery key = 'ABCD-EFGH-JKLM-NPQR-STUV-WXYZ'\\n",
		"Error: Unable to add one or more users to FileVault.");
	answer(f, "fdesetup changerecovery", 0, "New personal recovery key = ''\\n", "");
	assert_true(apply(f, VOUCH_ACTION_ENABLE_FILEVAULT) < 0);
	assert_int_equal(f->key.length, 29);
	assert_null(strstr(f->err.msg, "ABCD"));
	vouch_secret_release(&f->key);
	assert_failed(f,
		f->actor.ops->make_key(
			f->actor.self, "steward", &f->steward, &f->key, &f->transcript, &f->err),
		"showed no recovery key");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_account_is_made_in_the_order_that_can_be_cut_off),
		TEST(no_password_is_in_the_transcript),
		TEST(a_recovery_key_goes_to_who_keeps_it),
		TEST(a_recovery_key_is_kept_whatever_else_goes_wrong),
		TEST(a_first_token_is_kept_away_before_the_password),
		TEST(a_half_made_account_is_finished),
		TEST(a_bare_record_is_claimed),
		TEST(somebody_elses_account_is_never_overwritten),
		TEST(a_taken_uid_is_found_before_it_is_written),
		TEST(a_chosen_uid_of_the_plan_is_taken),
		TEST(no_home_is_made_for_a_uid_that_is_only_said_to_be_written),
		TEST(a_refused_reset_falls_back_to_the_other_tool),
		TEST(a_password_the_policy_refuses_is_not_tried_otherwise),
		TEST(an_account_without_its_home_is_not_made),
		TEST(a_home_that_is_only_said_to_be_made_is_none),
		TEST(promotion_and_demotion_mend_what_is_there_by_half),
		TEST(an_update_writes_what_differs_and_nothing_else),
		TEST(the_first_10_13_sets_a_password_by_dscl),
		TEST(a_password_is_proved_by_a_pipe),
		TEST(what_a_tool_would_misread_is_refused_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
