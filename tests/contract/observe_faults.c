/* observe_faults.c – one tool goes wrong in each way: its fields are unknown, with a reason, and
 * all others are known; without the account list there is no snapshot. */
#include "vouch_test.h"

#include <string.h>
#include <unistd.h>

#include "fake_mac.h"
#include "observe_claims.h"
#include "vouch/macos/probe.h"

enum { CUT = 70 * 1024 }; /* kilobytes: more than any tool is allowed */

static const struct {
	const char *name, *mode;
	int number;
	const char *text; /* printed */
	const char *why;  /* part of the note */
} faults[] = {
	{"fails", "exit", 1, "", "exited 1"},
	{"fails with good output", "exit", 3, NULL, "exited 3"},
	{"dies", "signal", 9, "", "killed by signal 9"},
	{"dies after good output", "signal", 15, NULL, "killed by signal 15"},
	{"prints garbage", "exit", 0, "\xde\xad\xbe\xef \x1b[2J garbage\n", ""},
	{"prints another text", "exit", 0, "Hello, world\n", ""},
	{"prints markup", "exit", 0, "<plist version=\"1.0\"><string>a</string></plist>", ""},
	{"prints too much", "flood", CUT, "", "printed more than"},
};

/* The file that the tool prints when all is well. */
static const char *good_output(size_t claim)
{
	static const char *const files[] = {"dscl/groups-readall.plist",
		"diskutil/listusers-14.plist", "fdesetup/list.txt", "fdesetup/status-on.txt",
		"profiles/bootstraptoken-yes-yes.txt", "profiles/enrollment-automated.txt",
		"ioreg/apple.txt", "scutil/console-two.txt"};

	return files[claim];
}

static void only_this_claim_is_unknown(
	const struct vouch_snapshot *snapshot, size_t claim, const char *fault)
{
	size_t i;

	for (i = 0; i < observe_claim_count; i++)
		if (observe_claims[i].is_unknown(snapshot) != (i == claim))
			fail_msg("%s %s %s: the fields of %s %s are %s", observe_claims[claim].tool,
				observe_claims[claim].word, fault, observe_claims[i].tool,
				observe_claims[i].word, i == claim ? "known" : "unknown");
	assert_true(snapshot->accounts.count >= 9);
}

static void one_fault(size_t claim, size_t fault)
{
	struct vouch_arena arena = {0};
	struct vouch_err err = {0};
	struct fake_mac mac = fake_mac_new(&arena);
	struct vouch_probe probe;
	struct vouch_snapshot snapshot = {0};
	const struct vouch_probe_notes *notes;
	const char *out = faults[fault].text ? fake_mac_file(&mac, "out", faults[fault].text)
					     : good_output(claim);

	fake_mac_rule(&mac, observe_claims[claim].tool, observe_claims[claim].word,
		faults[fault].mode, faults[fault].number, out, "-");
	assert_vouch_ok(vouch_macos_probe_new(mac.root, &probe, &err), &err);
	assert_vouch_ok(probe.ops->observe(probe.self, &arena, NULL, &snapshot, &err), &err);
	only_this_claim_is_unknown(&snapshot, claim, faults[fault].name);
	notes = vouch_probe_notes(&probe);
	assert_int_equal(notes->count, 1);
	assert_text_contains(notes->items[0].what, observe_claims[claim].field);
	assert_text_contains(notes->items[0].why, faults[fault].why);
	assert_null(strchr(notes->items[0].why, '\x1b'));
	vouch_macos_probe_free(&probe);
	fake_mac_remove(&mac);
	vouch_arena_release(&arena);
}

static void a_tool_that_goes_wrong_makes_its_fields_unknown(void **state)
{
	size_t claim, fault;

	(void)state;
	for (claim = 0; claim < observe_claim_count; claim++)
		for (fault = 0; fault < sizeof faults / sizeof *faults; fault++)
			one_fault(claim, fault);
}

static void missing_tools_and_files_are_no_error(void **state)
{
	static const char *const gone[] = {"/usr/sbin/diskutil", "/usr/bin/fdesetup",
		"/usr/bin/profiles", "/usr/sbin/ioreg", "/usr/sbin/scutil",
		"/System/Library/CoreServices/SystemVersion.plist",
		"/Library/Preferences/SystemConfiguration/preferences.plist"};
	struct vouch_arena arena = {0};
	struct vouch_err err = {0};
	struct fake_mac mac = fake_mac_new(&arena);
	struct vouch_probe probe;
	struct vouch_snapshot snapshot = {0};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof gone / sizeof *gone; i++)
		assert_int_equal(unlink(vouch_arena_printf(&arena, "%s%s", mac.root, gone[i])), 0);
	assert_vouch_ok(vouch_macos_probe_new(mac.root, &probe, &err), &err);
	assert_vouch_ok(probe.ops->observe(probe.self, &arena, NULL, &snapshot, &err), &err);
	for (i = 1; i < observe_claim_count; i++)
		assert_true(observe_claims[i].is_unknown(&snapshot));
	assert_null(snapshot.machine.os);
	assert_null(snapshot.machine.hostname);
	assert_int_equal(vouch_probe_notes(&probe)->count, 9);
	assert_text_contains(vouch_probe_notes(&probe)->items[0].why, "No such file");
	vouch_macos_probe_free(&probe);
	fake_mac_remove(&mac);
	vouch_arena_release(&arena);
}

static void without_the_account_list_there_is_no_snapshot(void **state)
{
	size_t fault;

	(void)state;
	for (fault = 0; fault < sizeof faults / sizeof *faults; fault++) {
		struct vouch_arena arena = {0};
		struct vouch_err err = {0};
		struct fake_mac mac = fake_mac_new(&arena);
		struct vouch_probe probe;
		struct vouch_snapshot snapshot = {0};
		const char *out = faults[fault].text
					  ? fake_mac_file(&mac, "out", faults[fault].text)
					  : "dscl/users-readall.plist";
		const char *said = fake_mac_file(&mac, "err", "DS Error: \x1b[1m -14120\nmore\n");

		fake_mac_rule(&mac, "/usr/bin/dscl", "/Users", faults[fault].mode,
			faults[fault].number, out, said);
		assert_vouch_ok(vouch_macos_probe_new(mac.root, &probe, &err), &err);
		assert_int_equal(probe.ops->observe(probe.self, &arena, NULL, &snapshot, &err),
			-VOUCH_E_OBSERVE);
		assert_text_contains(err.msg, "dscl -plist . -readall /Users");
		assert_text_contains(err.msg, faults[fault].why);
		assert_null(strchr(err.msg, '\x1b'));
		if (faults[fault].number != 0 && strcmp(faults[fault].mode, "flood") != 0)
			assert_text_contains(err.msg, "DS Error: \\x1b[1m -14120");
		assert_int_equal(snapshot.accounts.count, 0);
		vouch_macos_probe_free(&probe);
		fake_mac_remove(&mac);
		vouch_arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tool_that_goes_wrong_makes_its_fields_unknown),
		cmocka_unit_test(missing_tools_and_files_are_no_error),
		cmocka_unit_test(without_the_account_list_there_is_no_snapshot),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
