/* observe_versions.c – which command in which form each version of macOS is asked with, and what is
 * made of the answers that only some of them give. */
#include "vouch_test.h"

#include <string.h>

#include "fake_mac.h"
#include "vouch/macos/probe.h"

#define DISKUTIL "/usr/sbin/diskutil"
#define ADMIN    "/usr/sbin/sysadminctl"
#define PROFILES "/usr/bin/profiles"
#define STATUS   "-secureTokenStatus alice"

struct fixture {
	struct vouch_arena arena;
	struct vouch_err err;
	struct fake_mac mac;
	struct vouch_probe probe;
};

static void new_mac(struct fixture *f, const char *version)
{
	memset(f, 0, sizeof *f);
	f->mac = fake_mac_new(&f->arena);
	vouch_test_write(f->mac.root, "System/Library/CoreServices/SystemVersion.plist",
		vouch_arena_printf(&f->arena,
			"<plist version=\"1.0\"><dict><key>ProductVersion</key><string>%s</string>"
			"</dict></plist>",
			version));
	fake_mac_rule(&f->mac, DISKUTIL, "listCryptoUsers", "exit", 0,
		"diskutil/listusers-10.14.plist", "-");
	fake_mac_rule(&f->mac, DISKUTIL, "info", "exit", 0, "diskutil/info-apfs.plist", "-");
	assert_vouch_ok(vouch_macos_probe_new(f->mac.root, &f->probe, &f->err), &f->err);
}

static void remove_mac(struct fixture *f)
{
	vouch_macos_probe_free(&f->probe);
	fake_mac_remove(&f->mac);
	vouch_arena_release(&f->arena);
}

static struct vouch_snapshot observe(struct fixture *f)
{
	struct vouch_snapshot snapshot = {0};

	assert_vouch_ok(
		f->probe.ops->observe(f->probe.self, &f->arena, NULL, &snapshot, &f->err), &f->err);
	return snapshot;
}

/* A form that is not to be asked is "". */
static const struct {
	const char *version, *users, *volume, *bootstrap, *status;
} forms[] = {
	{"10.13", "apfs listCryptoUsers -plist /\n", "info -plist /\n", "",
		STATUS " -adminUser  -adminPassword \n"},
	{"10.13.3", "apfs listCryptoUsers -plist /\n", "info -plist /\n", "",
		STATUS " -adminUser  -adminPassword \n"},
	{"10.13.4", "apfs listCryptoUsers -plist /\n", "info -plist /\n", "", STATUS "\n"},
	{"10.13.6", "apfs listCryptoUsers -plist /\n", "info -plist /\n", "", STATUS "\n"},
	{"10.14", "apfs listUsers -plist /\n", "info -plist /\n", "", STATUS "\n"},
	{"10.14.6", "apfs listUsers -plist /\n", "info -plist /\n", "", STATUS "\n"},
	{"10.15", "apfs listUsers -plist /\n", "", "status -type bootstraptoken\n", STATUS "\n"},
	{"11.0.1", "apfs listUsers -plist /\n", "", "status -type bootstraptoken\n", STATUS "\n"},
	{"12.7", "apfs listUsers -plist /\n", "", "status -type bootstraptoken\n", STATUS "\n"},
	{"13", "apfs listUsers -plist /\n", "", "status -type bootstraptoken\n", STATUS "\n"},
	{"26.5", "apfs listUsers -plist /\n", "", "status -type bootstraptoken\n", STATUS "\n"},
};

static void assert_asked(struct fixture *f, const char *tool, const char *form, const char *version)
{
	const char *log = fake_mac_log(&f->mac, tool);

	if (form[0] != '\0' && !strstr(log, form))
		fail_msg("%s: %s was asked \"%s\", not \"%s\"", version, tool, log, form);
}

static void each_version_is_asked_in_its_forms(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct fixture f;
		enum vouch_tri status = VOUCH_UNKNOWN;
		struct vouch_snapshot snapshot;

		new_mac(&f, forms[i].version);
		snapshot = observe(&f);
		assert_vouch_ok(
			f.probe.ops->token_status(f.probe.self, "alice", &status, &f.err), &f.err);
		assert_int_equal(status, VOUCH_YES);
		assert_asked(&f, DISKUTIL, forms[i].users, forms[i].version);
		assert_asked(&f, DISKUTIL, forms[i].volume, forms[i].version);
		assert_int_equal(strlen(fake_mac_log(&f.mac, DISKUTIL)),
			strlen(forms[i].users) + strlen(forms[i].volume));
		assert_asked(&f, PROFILES, "status -type enrollment\n", forms[i].version);
		assert_asked(&f, PROFILES, forms[i].bootstrap, forms[i].version);
		assert_int_equal(strlen(fake_mac_log(&f.mac, PROFILES)),
			strlen("status -type enrollment\n") + strlen(forms[i].bootstrap));
		assert_string_equal(fake_mac_log(&f.mac, ADMIN), forms[i].status);
		assert_string_equal(snapshot.machine.os, forms[i].version);
		assert_int_equal(snapshot.machine.filesystem, VOUCH_FILESYSTEM_APFS);
		assert_int_equal(snapshot.machine.bootstrap_token,
			forms[i].bootstrap[0] == '\0' ? VOUCH_BOOTSTRAP_UNSUPPORTED
						      : VOUCH_BOOTSTRAP_ESCROWED);
		assert_int_equal(vouch_probe_notes(&f.probe)->count, 0);
		remove_mac(&f);
	}
}

/* FACTS 1.1, 4.2: no tokens, whatever a record says; the FileVault list stands alone. */
static void hfs_is_told_by_the_volume(void **state)
{
	struct fixture f;
	const struct vouch_account *alice;
	struct vouch_snapshot snapshot;

	(void)state;
	new_mac(&f, "10.13.6");
	fake_mac_rule(&f.mac, DISKUTIL, "info", "exit", 0, "diskutil/info-hfs.plist", "-");
	/* Words that nobody has seen yet. */
	fake_mac_rule(&f.mac, DISKUTIL, "listCryptoUsers", "exit", 1,
		"diskutil/listusers-failed.plist", "-");
	snapshot = observe(&f);
	alice = vouch_snapshot_find(&snapshot, "alice");
	assert_int_equal(snapshot.machine.filesystem, VOUCH_FILESYSTEM_HFS);
	assert_int_equal(alice->token_tag, VOUCH_YES);
	assert_int_equal(alice->token, VOUCH_TOKEN_NONE);
	assert_int_equal(alice->filevault, VOUCH_YES);
	assert_int_equal(vouch_snapshot_find(&snapshot, "bob")->filevault, VOUCH_NO);
	assert_true(snapshot.orphans.known);
	remove_mac(&f);
}

static void two_answers_that_disagree_are_none(void **state)
{
	struct fixture f;
	struct vouch_snapshot snapshot;

	(void)state;
	new_mac(&f, "10.13.6");
	fake_mac_rule(&f.mac, DISKUTIL, "info", "exit", 0, "diskutil/info-hfs.plist", "-");
	snapshot = observe(&f);
	assert_int_equal(snapshot.machine.filesystem, VOUCH_FILESYSTEM_UNKNOWN);
	assert_int_equal(vouch_snapshot_find(&snapshot, "alice")->token, VOUCH_TOKEN_UNKNOWN);
	assert_text_contains(vouch_probe_notes(&f.probe)->items[0].why, "APFS and that it is HFS+");
	remove_mac(&f);
}

/* The volume is APFS, and who holds a token cannot be read: no token is none. */
static void a_known_file_system_is_no_list(void **state)
{
	struct fixture f;
	struct vouch_snapshot snapshot;

	(void)state;
	new_mac(&f, "10.14.6");
	fake_mac_rule(&f.mac, DISKUTIL, "listUsers", "exit", 1, "-", "-");
	snapshot = observe(&f);
	assert_int_equal(snapshot.machine.filesystem, VOUCH_FILESYSTEM_APFS);
	assert_int_equal(vouch_snapshot_find(&snapshot, "dave")->token, VOUCH_TOKEN_UNKNOWN);
	assert_false(snapshot.orphans.known);
	assert_string_equal(vouch_probe_notes(&f.probe)->items[0].what,
		"secure_token, volume_owner, recovery_key");
	remove_mac(&f);
}

static void the_first_words_for_an_enrolment_are_read(void **state)
{
	struct fixture f;

	(void)state;
	new_mac(&f, "10.13.2");
	fake_mac_rule(&f.mac, PROFILES, "enrollment", "exit", 0,
		"profiles/enrollment-10.13.0-no.txt", "-");
	assert_int_equal(observe(&f).machine.mdm, VOUCH_MDM_NONE);
	fake_mac_rule(&f.mac, PROFILES, "enrollment", "exit", 0,
		"profiles/enrollment-10.13.0-yes.txt", "-");
	assert_int_equal(observe(&f).machine.mdm, VOUCH_MDM_UNKNOWN);
	assert_text_contains(vouch_probe_notes(&f.probe)->items[0].why, "and not how");
	remove_mac(&f);
}

/* Nothing is known of the version: everything is asked, nothing is taken for granted. */
static void a_version_that_cannot_be_read_is_asked_everything(void **state)
{
	struct fixture f;
	struct vouch_snapshot snapshot;

	(void)state;
	new_mac(&f, "banana");
	snapshot = observe(&f);
	assert_null(snapshot.machine.os);
	assert_text_contains(fake_mac_log(&f.mac, DISKUTIL), "apfs listUsers -plist /\n");
	assert_text_contains(fake_mac_log(&f.mac, DISKUTIL), "info -plist /\n");
	assert_text_contains(fake_mac_log(&f.mac, PROFILES), "status -type bootstraptoken\n");
	assert_int_equal(snapshot.machine.filesystem, VOUCH_FILESYSTEM_APFS);
	remove_mac(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_version_is_asked_in_its_forms),
		cmocka_unit_test(hfs_is_told_by_the_volume),
		cmocka_unit_test(two_answers_that_disagree_are_none),
		cmocka_unit_test(a_known_file_system_is_no_list),
		cmocka_unit_test(the_first_words_for_an_enrolment_are_read),
		cmocka_unit_test(a_version_that_cannot_be_read_is_asked_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
