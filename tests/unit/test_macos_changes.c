/* test_macos_changes.c – what the actor reads around a change, and the catalogue of refusals: each
 * row is found, and none hides behind another. */
#include "vouch_test.h"

#include <string.h>

#include "errors.h"
#include "parse_changes.h"
#include "trouble_text.h"
#include "vouch/base/text.h"

static struct vouch_bytes bytes_of(const char *text)
{
	return (struct vouch_bytes){text, strlen(text)};
}

static void uids_are_read_whole_or_not_at_all(void **state)
{
	static const char *const bad[] = {"", "\n", "alice\n", "root 0\nalice x\n", "500\n",
		"root 99999999999999999999\n", "\xff\xfe 12\n"};
	struct vouch_arena arena = {0};
	struct vouch_macos_uids uids = {0};
	const char *why = "";
	size_t i;

	(void)state;
	assert_true(vouch_macos_parse_uids(
		&arena, bytes_of("nobody   -2\nroot\t0\ncarol jones   502  \n"), &uids, &why));
	assert_int_equal(uids.count, 3);
	assert_int_equal(uids.items[0].uid, -2);
	assert_string_equal(uids.items[2].name, "carol jones");
	assert_int_equal(uids.items[2].uid, 502);
	for (i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(vouch_macos_parse_uids(&arena, bytes_of(bad[i]), &uids, &why));
	vouch_arena_release(&arena);
}

static void a_preboot_volume_is_well_by_its_number(void **state)
{
	static const struct {
		const char *text;
		bool well;
	} ends[] = {
		{"x overall error=(ZeroMeansSuccess)=0\nFinished APFS operation\n", true},
		{"Started APFS operation\nFinished APFS operation\n", true},
		{"x overall error=(ZeroMeansSuccess)=-69842\nFinished APFS operation\n", false},
		{"x overall error=(ZeroMeansSuccess)=01\n", false},
		{"x overall error=(ZeroMeansSuccess)=0\nx overall error=(ZeroMeansSuccess)=1\n",
			false},
		{"Started APFS operation\n", false},
		{"", false},
	};
	struct vouch_arena arena = {0};
	const char *why = "";
	size_t i;

	(void)state;
	for (i = 0; i < sizeof ends / sizeof *ends; i++)
		assert_int_equal(vouch_macos_parse_preboot(&arena, bytes_of(ends[i].text), &why),
			ends[i].well);
	vouch_arena_release(&arena);
}

/* FACTS 9.5, row by row. */
static void each_refusal_is_of_its_class(void **state)
{
	static const struct {
		const char *said;
		enum vouch_macos_trouble_kind kind;
		enum vouch_denial denial;
	} rows[] = {
		{"Operation is not permitted without secure token unlock.",
			VOUCH_MACOS_NEED_GRANTOR, VOUCH_DENIAL_OTHER},
		{"error Error Domain=com.apple.OpenDirectory Code=5101 \"Authentication server "
		 "refused operation because the current credentials are not authorized for the "
		 "requested operation.\"",
			VOUCH_MACOS_GRANTOR_REFUSED, VOUCH_DENIAL_GRANTOR},
		{"### Error:-14090 File:/x/DSAuthenticator.m Line:94\nOperation is not permitted "
		 "without secure token unlock.",
			VOUCH_MACOS_BAD_CREDENTIALS, VOUCH_DENIAL_OTHER},
		{"Permission denied. Please enter user's old password:passwd: DS error: "
		 "eDSAuthFailed",
			VOUCH_MACOS_NEED_GRANTOR, VOUCH_DENIAL_OTHER},
		{"passwd: DS error: eDSAuthFailed", VOUCH_MACOS_BAD_CREDENTIALS,
			VOUCH_DENIAL_OTHER},
		{"Error: User authentication failed.", VOUCH_MACOS_BAD_CREDENTIALS,
			VOUCH_DENIAL_OTHER},
		{"Incorrect password for user alice", VOUCH_MACOS_BAD_TARGET_PASSWORD,
			VOUCH_DENIAL_OTHER},
		{"User cannot disable their own SEP credential", VOUCH_MACOS_SELF_REVOKE,
			VOUCH_DENIAL_OTHER},
		{"No existing unlock record", VOUCH_MACOS_NO_UNLOCK_RECORD, VOUCH_DENIAL_OTHER},
		{"User alice can not be deleted (it's either last admin user or last secure token "
		 "user neither of which can be deleted)",
			VOUCH_MACOS_LAST_ONE, VOUCH_DENIAL_OTHER},
		{"### Error:-14120 File:/x/DSRecord.m Line:563", VOUCH_MACOS_NO_PERMISSION,
			VOUCH_DENIAL_OTHER},
		{"<main> delete status: eDSPermissionError", VOUCH_MACOS_NO_PERMISSION,
			VOUCH_DENIAL_OTHER},
		{"### Error:-14135 File:/x/DSRecord.m Line:496", VOUCH_MACOS_DUPLICATE,
			VOUCH_DENIAL_OTHER},
		{"User named 'alice' already exists.", VOUCH_MACOS_DUPLICATE, VOUCH_DENIAL_OTHER},
		{"New account password error.  (5402)", VOUCH_MACOS_POLICY, VOUCH_DENIAL_OTHER},
		{"resetPassword error Error Domain=com.apple.OpenDirectory Code=5403",
			VOUCH_MACOS_POLICY, VOUCH_DENIAL_OTHER},
		{"Failed to authenticate with SystemAdministration framework.",
			VOUCH_MACOS_OLD_SYSTEM, VOUCH_DENIAL_OTHER},
		{"sysadminctl should be run as root, or in interactive mode! (Error Domain="
		 "NSOSStatusErrorDomain Code=-60007)",
			VOUCH_MACOS_NOT_ROOT, VOUCH_DENIAL_OTHER},
		{"Unknown user alice", VOUCH_MACOS_NO_USER, VOUCH_DENIAL_GONE},
		{"<dscl_cmd> DS Error: -14136 (eDSRecordNotFound)", VOUCH_MACOS_NO_USER,
			VOUCH_DENIAL_GONE},
		{"<dscl_cmd> DS Error: -14009 (eDSUnknownNodeName)", VOUCH_MACOS_NO_USER,
			VOUCH_DENIAL_GONE},
		{"Password is required!", VOUCH_MACOS_NO_PASSWORD_INPUT, VOUCH_DENIAL_OTHER},
		{"Error: user could not be added (-69578).", VOUCH_MACOS_NOT_ADDED,
			VOUCH_DENIAL_OTHER},
		{"Error: FileVault is Off.", VOUCH_MACOS_NO_FILEVAULT, VOUCH_DENIAL_OTHER},
		{"Error: Unable to change key.", VOUCH_MACOS_REFUSED, VOUCH_DENIAL_OTHER},
		{"Unable to find the user record", VOUCH_MACOS_NO_USER, VOUCH_DENIAL_GONE},
		{"Bootstrap Token functionality is not supported on the server.",
			VOUCH_MACOS_NO_SERVER, VOUCH_DENIAL_OTHER},
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct vouch_macos_trouble *found =
			vouch_macos_trouble_find(bytes_of(""), bytes_of(rows[i].said));

		if (!found || found->kind != rows[i].kind)
			fail_msg("\"%s\" is kind %d, not %d", rows[i].said,
				found ? (int)found->kind : -1, (int)rows[i].kind);
		assert_int_equal(vouch_macos_denial_of(found->kind), rows[i].denial);
		/* The stream does not matter. */
		assert_ptr_equal(
			vouch_macos_trouble_find(bytes_of(rows[i].said), bytes_of("")), found);
	}
	assert_null(vouch_macos_trouble_find(bytes_of("- Done!\n"), bytes_of("")));
	/* No refusal of a password, though it has the words. */
	assert_null(vouch_macos_trouble_find(
		bytes_of("SACSetAutoLoginPassword error:22\n"), bytes_of("")));
	/* Each kind has a name of its own. */
	for (i = 0; i <= VOUCH_MACOS_TROUBLE_COUNT; i++)
		for (k = 0; k < i; k++)
			assert_string_not_equal(trouble_text((enum vouch_macos_trouble_kind)i),
				trouble_text((enum vouch_macos_trouble_kind)k));
	assert_null(vouch_macos_trouble_of_status("dscl", 0));
	assert_null(vouch_macos_trouble_of_status("unknown", 10));
	assert_int_equal(
		vouch_macos_trouble_of_status("dscl", 10)->kind, VOUCH_MACOS_BAD_CREDENTIALS);
	assert_int_equal(vouch_macos_denial_of(VOUCH_MACOS_TROUBLE_COUNT), VOUCH_DENIAL_OTHER);
}

static void a_recovery_key_is_told_from_a_uuid(void **state)
{
	static const struct {
		const char *text;
		size_t length;
	} texts[] = {
		{"ABCD-EFGH-2345-JKLM-NPQR-WXYZ", 29},
		{"ABCD-EFGH-2345-JKLM-NPQR-WXYZ'", 29},
		{"ABCD-EFGH-2345-JKLM-NPQR-WXY", 0},
		{"abcd-EFGH-2345-JKLM-NPQR-WXYZ", 0},
		{"ABCDEEFGH-2345-JKLM-NPQR-WXYZ", 0},
		{"EBC6C064-0000-11AA-AA11-00306543ECAC", 0},
		{"C064-0000-11AA-AA11-00306543ECAC", 0},
		{"", 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_int_equal(vouch_text_recovery_key(texts[i].text, strlen(texts[i].text)),
			texts[i].length);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(uids_are_read_whole_or_not_at_all),
		cmocka_unit_test(a_preboot_volume_is_well_by_its_number),
		cmocka_unit_test(each_refusal_is_of_its_class),
		cmocka_unit_test(a_recovery_key_is_told_from_a_uuid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
