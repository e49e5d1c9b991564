/* test_actor.c – what the actor says to which tool, in which order, and what it makes of the
 * answers.
 *
 * The tools are fakes that record; whether a Mac then does as it should is for the tests against
 * the simulated one.
 */
#include "vouch_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/file.h"
#include "vouch/macos/actor.h"

#define UUID       "11111111-2222-4333-8444-555555555555"
#define OTHER_UUID "99999999-2222-4333-8444-555555555555"

struct fixture {
	struct vouch_arena arena;
	struct vouch_err err;
	struct vouch_buf transcript, answers;
	char *root;
	struct vouch_actor actor;
	struct vouch_user desired;
	struct vouch_account before;
	bool exists;
	struct vouch_difference differences[8];
	struct vouch_change change;
	struct vouch_secret alice, steward;
};

/* The Mac is one of another version. */
static void set_version(struct fixture *f, const char *version)
{
	vouch_test_write(f->root, "System/Library/CoreServices/SystemVersion.plist",
		vouch_arena_printf(&f->arena,
			"<?xml version=\"1.0\"?><plist "
			"version=\"1.0\"><dict><key>ProductVersion</key>"
			"<string>%s</string></dict></plist>",
			version));
}

static int set_up(void **state)
{
	static const char *const tools[] = {"bin/dscl", "sbin/dseditgroup", "sbin/sysadminctl",
		"sbin/createhomedir", "sbin/diskutil"};
	struct fixture *f = calloc(1, sizeof *f);
	size_t i;

	if (f == NULL)
		return -1;
	f->root = vouch_test_folder(&f->arena);
	vouch_test_write(f->root, "usr/bin/x", "");
	vouch_test_write(f->root, "usr/sbin/x", "");
	vouch_test_write(f->root, "Users/x", "");
	for (i = 0; i < sizeof tools / sizeof *tools; i++)
		(void)symlink(RECORDING_TOOL,
			vouch_arena_printf(&f->arena, "%s/usr/%s", f->root, tools[i]));
	set_version(f, "14.5");
	assert_vouch_ok(vouch_macos_actor_new(f->root, 0, &f->actor, &f->err), &f->err);
	assert_vouch_ok(vouch_secret_set(&f->alice, "alice-pw", 8, &f->err), &f->err);
	assert_vouch_ok(vouch_secret_set(&f->steward, "steward-pw", 10, &f->err), &f->err);
	f->desired.name = "alice";
	f->change.user = "alice";
	f->change.desired = &f->desired;
	f->change.differences = f->differences;
	f->before = (struct vouch_account){.name = "alice", .uuid = UUID};
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	vouch_macos_actor_free(&f->actor);
	vouch_secret_release(&f->alice);
	vouch_secret_release(&f->steward);
	vouch_buf_release(&f->transcript);
	vouch_buf_release(&f->answers);
	vouch_test_folder_remove(f->root);
	vouch_arena_release(&f->arena);
	free(f);
	return 0;
}

static void answer(
	struct fixture *f, const char *part, int status, const char *out, const char *err)
{
	vouch_buf_printf(&f->answers, "%s\t%d\t%s\t%s\n", part, status, out, err);
	vouch_test_write(f->root, "answers", vouch_buf_get(&f->answers));
}

static int apply(struct fixture *f, enum vouch_action action)
{
	struct vouch_credentials credentials = {&f->alice, &f->steward};

	f->change.action = action;
	(void)unlink(vouch_arena_printf(&f->arena, "%s/calls", f->root));
	return f->actor.ops->apply(f->actor.self, &f->change, f->exists ? &f->before : NULL, UUID,
		&credentials, &f->transcript, &f->err);
}

static const char *calls(struct fixture *f)
{
	struct vouch_bytes bytes;
	const char *path = vouch_arena_printf(&f->arena, "%s/calls", f->root);

	if (access(path, F_OK) < 0)
		return "";
	assert_vouch_ok(vouch_file_read(&f->arena, path, 1 << 20, &bytes, &f->err), &f->err);
	return bytes.data;
}

static void declare_text(struct fixture *f, enum vouch_field field, const char *text)
{
	f->desired.fields[field] = (struct vouch_value){.kind = VOUCH_VALUE_TEXT, .as.text = text};
}

static void declare_names(struct fixture *f, enum vouch_field field, const char *name)
{
	struct vouch_value *value = &f->desired.fields[field];

	value->kind = VOUCH_VALUE_NAMES;
	vouch_names_add(&f->arena, &value->as.names, name);
}

static void differ(struct fixture *f, const char *field, const char *from, const char *to)
{
	f->differences[f->change.difference_count++] = (struct vouch_difference){field, from, to};
}

static void assert_failed(struct fixture *f, int result, const char *message)
{
	assert_true(result < 0);
	assert_text_contains(f->err.msg, message);
}

#define RECORD(values) "<plist version=\"1.0\"><dict>" values "</dict></plist>"
#define VALUE(key, value) \
	"<key>dsAttrTypeStandard:" key "</key><array><string>" value "</string></array>"
#define BOTH(key, one, two) \
	"<key>dsAttrTypeStandard:" key "</key><array><string>" one "</string><string>" two \
	"</string></array>"
#define READ_ALICE "-read /Users/alice"
#define READ_ADMIN "-read /Groups/admin"

static const char uids[] = "root                  0\\n_mbsetupuser           248\\nbob  501\\n"
			   "carol jones   502\\ndave  504\\n";

/* What was written is read before the home is made. */
static void answer_written(struct fixture *f, const char *uid)
{
	answer(f, READ_ALICE " UniqueID PrimaryGroupID NFSHomeDirectory", 0,
		vouch_arena_printf(&f->arena,
			RECORD(VALUE("UniqueID", "%s") VALUE("PrimaryGroupID", "20")
					VALUE("NFSHomeDirectory", "/Users/alice")),
			uid),
		"");
}

/* What a new account needs of the directory: no record, who has which uid, full memberships. */
static void answer_new(struct fixture *f)
{
	answer_written(f, "503");
	answer(f, READ_ALICE, 56, "", "<dscl_cmd> DS Error: -14136 (eDSRecordNotFound)\\n");
	answer(f, "-list /Users UniqueID", 0, uids, "");
	answer(f, READ_ADMIN, 0,
		RECORD(BOTH("GroupMembership", "root", "alice") VALUE("GroupMembers", UUID)), "");
	answer(f, "-secureTokenOn", 0, "", "2026-11-24 10:00:00.000 sysadminctl[1:2] - Done!\\n");
}

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

/* It died between the two halves of the first write. */
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

/* A home belongs to the uid that the record has when it is made. */
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

/* Nothing that is looked at afterwards shows a home: without one no password is set, so that the
 * account does not count as made. */
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

/* FACTS 1.2, 1.7: one way for each version, and none where it is not known. */
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

/* FACTS 1.6: there sysadminctl does nothing without an administrator. */
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

static void a_deletion_keeps_the_home_and_takes_the_token_off_first(void **state)
{
	struct fixture *f = *state;

	f->exists = true;
	f->before.token = VOUCH_TOKEN_LIVE;
	answer(f, "-deleteUser", 0, "", "sysadminctl[1:2] Deleting record for alice\\n");
	answer(f, "-secureTokenOff", 0, "", "sysadminctl[1:2] - Done!\\n");
	assert_vouch_ok(apply(f, VOUCH_ACTION_DELETE_USER), &f->err);
	assert_string_equal(calls(f), "sysadminctl -deleteUser alice -keepHome\n");
	f->change.by = "steward";
	assert_vouch_ok(apply(f, VOUCH_ACTION_DELETE_USER), &f->err);
	assert_string_equal(calls(f),
		"sysadminctl -secureTokenOff alice -password - -adminUser steward -adminPassword - "
		"<steward-pw|alice-pw|\n"
		"sysadminctl -deleteUser alice -keepHome -adminUser steward -adminPassword - "
		"<steward-pw|\n");
	f->before.token = VOUCH_TOKEN_NONE;
	assert_vouch_ok(apply(f, VOUCH_ACTION_DELETE_USER), &f->err);
	assert_null(strstr(calls(f), "-secureTokenOff"));
}

static void a_deletion_that_is_refused_fails(void **state)
{
	struct fixture *f = *state;

	f->exists = true;
	answer(f, "-deleteUser", 0, "",
		"sysadminctl[1:2] User alice can not be deleted (it's either last admin user or "
		"last secure token user neither of which can be deleted)\\n");
	assert_failed(f, apply(f, VOUCH_ACTION_DELETE_USER), "make another one first");
	vouch_buf_clear(&f->answers);
	answer(f, "-deleteUser", 0, "",
		"sysadminctl[1:2] Killing all processes for UID 502\\nsysadminctl[1:2] Deleting "
		"record for alice\\nsysadminctl[1:2] ### Error:-14120 File:x Line:563\\n");
	assert_failed(f, apply(f, VOUCH_ACTION_DELETE_USER), "Full Disk Access");
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

static void what_this_version_cannot_do_is_said(void **state)
{
	struct fixture *f = *state;
	static const enum vouch_action later[] = {VOUCH_ACTION_SET_PASSWORD,
		VOUCH_ACTION_ENABLE_FILEVAULT, VOUCH_ACTION_ESCROW_BOOTSTRAP,
		VOUCH_ACTION_ADD_UNLOCKER, VOUCH_ACTION_REMOVE_UNLOCKER};
	size_t i;

	for (i = 0; i < sizeof later / sizeof *later; i++)
		assert_failed(f, apply(f, later[i]), "not by this version");
	assert_string_equal(calls(f), "");
}

static void a_home_of_somebody_is_not_removed(void **state)
{
	struct fixture *f = *state;
	static const char list[] =
		"<plist version=\"1.0\"><array>"
		"<dict>" VALUE("RecordName", "bob")
			VALUE("NFSHomeDirectory", "/users/ALICE/") "</dict></array></plist>";

	vouch_test_write(f->root, "Users/alice/notes", "x");
	answer(f, "-readall /Users", 0, list, "");
	assert_failed(f,
		f->actor.ops->remove_home(f->actor.self, "alice", "/Users/alice", 501,
			VOUCH_REMOVAL_DELETE, 0, &f->transcript, &f->err),
		"the home of bob");
	vouch_buf_clear(&f->answers);
	answer(f, "-readall /Users", 70, "", "Operation failed\\n");
	assert_true(f->actor.ops->remove_home(f->actor.self, "alice", "/Users/alice", 501,
			    VOUCH_REMOVAL_DELETE, 0, &f->transcript, &f->err) < 0);
	assert_int_equal(
		access(vouch_arena_printf(&f->arena, "%s/Users/alice/notes", f->root), F_OK), 0);
	assert_vouch_ok(f->actor.ops->remove_home(f->actor.self, "alice", "/Users/alice", 501,
				VOUCH_REMOVAL_KEEP, 0, &f->transcript, &f->err),
		&f->err);
	vouch_buf_clear(&f->answers);
	answer(f, "-readall /Users", 0,
		"<plist version=\"1.0\"><array><dict>" VALUE("RecordName", "bob")
			VALUE("NFSHomeDirectory", "/Users/alice2") "</dict></array></plist>",
		"");
	assert_vouch_ok(
		f->actor.ops->remove_home(f->actor.self, "alice", "/Users/alice",
			(int64_t)geteuid(), VOUCH_REMOVAL_DELETE, 0, &f->transcript, &f->err),
		&f->err);
	assert_int_equal(
		access(vouch_arena_printf(&f->arena, "%s/Users/alice", f->root), F_OK), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(a_new_account_is_made_in_the_order_that_can_be_cut_off),
		TEST(no_password_is_in_the_transcript),
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
		TEST(a_grant_needs_its_marker_and_no_refusal),
		TEST(a_repair_is_off_then_on),
		TEST(a_mint_takes_the_tag_off_and_sets_the_password),
		TEST(a_mint_goes_the_way_of_its_version),
		TEST(the_first_10_13_sets_a_password_by_dscl),
		TEST(a_deletion_keeps_the_home_and_takes_the_token_off_first),
		TEST(a_deletion_that_is_refused_fails),
		TEST(the_preboot_volume_says_itself_whether_it_is_well),
		TEST(a_password_is_proved_by_a_pipe),
		TEST(what_a_tool_would_misread_is_refused_before),
		TEST(what_this_version_cannot_do_is_said),
		TEST(a_home_of_somebody_is_not_removed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
