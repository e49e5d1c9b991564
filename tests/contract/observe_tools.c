/* observe_tools.c – the probe against tools that answer well: what it sees, what it starts. */
#include "vouch_test.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fake_mac.h"
#include "vouch/base/clock.h"
#include "vouch/base/compat.h"
#include "vouch/machine/spawn.h"
#include "vouch/macos/probe.h"

struct fixture {
	struct vouch_arena arena;
	struct vouch_err err;
	struct fake_mac mac;
	struct vouch_probe probe;
};

static int set_up(void **state)
{
	static struct fixture f;

	memset(&f, 0, sizeof f);
	f.mac = fake_mac_new(&f.arena);
	*state = &f;
	assert_vouch_ok(vouch_macos_probe_new(f.mac.root, &f.probe, &f.err), &f.err);
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	vouch_macos_probe_free(&f->probe);
	fake_mac_remove(&f->mac);
	vouch_arena_release(&f->arena);
	return 0;
}

static struct vouch_snapshot observe(struct fixture *f)
{
	struct vouch_snapshot snapshot = {0};

	assert_vouch_ok(
		f->probe.ops->observe(f->probe.self, &f->arena, NULL, &snapshot, &f->err), &f->err);
	return snapshot;
}

static void the_whole_mac_is_seen(void **state)
{
	struct fixture *f = *state;
	struct vouch_snapshot snapshot = observe(f);
	const struct vouch_machine *machine = &snapshot.machine;
	const struct vouch_account *alice = vouch_snapshot_find(&snapshot, "ALICE");
	char taken_at[VOUCH_TIME_TEXT];

	vouch_time_format(snapshot.taken_at, taken_at);
	assert_string_equal(taken_at, "2026-11-24T10:00:00Z");
	assert_string_equal(machine->serial, "C02TEST00001");
	assert_string_equal(machine->model, "Mac14,2");
	assert_string_equal(machine->hostname, "eng-001");
	assert_string_equal(machine->os, "14.5");
	assert_int_equal(machine->chip, VOUCH_CHIP_APPLE);
	assert_int_equal(machine->filesystem, VOUCH_FILESYSTEM_APFS);
	assert_int_equal(machine->filevault, VOUCH_FILEVAULT_ON);
	assert_int_equal(machine->mdm, VOUCH_MDM_AUTOMATED);
	assert_int_equal(machine->bootstrap_token, VOUCH_BOOTSTRAP_ESCROWED);
	assert_int_equal(machine->recovery_key, VOUCH_YES);
	assert_true(machine->logged_in.known);
	assert_string_equal(vouch_names_text(&f->arena, &machine->logged_in.names), "alice, bob");
	assert_string_equal(vouch_names_text(&f->arena, &snapshot.orphans.names),
		"ABABABAB-ABAB-4BAB-8BAB-ABABABABABAB");
	assert_int_equal(snapshot.accounts.count, 10);
	assert_non_null(alice);
	assert_int_equal(alice->token, VOUCH_TOKEN_LIVE);
	assert_int_equal(alice->filevault, VOUCH_YES);
	assert_int_equal(alice->token_filevault_list, VOUCH_YES);
	assert_int_equal(alice->admin, VOUCH_NO);
	assert_int_equal(vouch_probe_notes(&f->probe)->count, 0);
}

/* One line a start, in the order of the table; nothing but these. */
static void exactly_the_read_only_list_is_started(void **state)
{
	static const struct {
		const char *tool, *log;
	} starts[] = {
		{"/usr/sbin/diskutil", "apfs listUsers -plist /\n"},
		{"/usr/sbin/ioreg", "-rd1 -c IOPlatformExpertDevice\n"},
		{"/usr/sbin/scutil", "\n"},
		{"/usr/sbin/sysadminctl", ""},
	};
	struct fixture *f = *state;
	unsigned long before = vouch_spawn_count();
	const char *log;
	size_t i;

	(void)observe(f);
	assert_int_equal(vouch_spawn_count() - before, 9);
	for (i = 0; i < sizeof starts / sizeof *starts; i++)
		assert_string_equal(fake_mac_log(&f->mac, starts[i].tool), starts[i].log);
	log = fake_mac_log(&f->mac, "/usr/bin/dscl");
	assert_text_contains(log,
		"-plist . -readall /Users RecordName UniqueID PrimaryGroupID GeneratedUID RealName "
		"NFSHomeDirectory UserShell IsHidden Picture AuthenticationHint "
		"AuthenticationAuthority accountPolicyData\n");
	assert_text_contains(log,
		"-plist . -readall /Groups RecordName PrimaryGroupID GroupMembership "
		"GroupMembers\n");
	log = fake_mac_log(&f->mac, "/usr/bin/profiles");
	assert_text_contains(log, "status -type bootstraptoken\n");
	assert_text_contains(log, "status -type enrollment\n");
	log = fake_mac_log(&f->mac, "/usr/bin/fdesetup");
	assert_int_equal(strlen(log), strlen("list\nstatus\n"));
}

static void one_account_is_looked_at(void **state)
{
	struct fixture *f = *state;
	struct vouch_account account = {0};
	enum vouch_tri present = VOUCH_UNKNOWN;

	assert_vouch_ok(
		f->probe.ops->look(f->probe.self, &f->arena, "alice", &account, &present, &f->err),
		&f->err);
	assert_int_equal(present, VOUCH_YES);
	assert_string_equal(account.uuid, "22222222-2222-4222-8222-222222222222");
	assert_int_equal(account.token, VOUCH_TOKEN_LIVE);
	assert_int_equal(account.admin, VOUCH_NO);
	assert_int_equal(account.filevault, VOUCH_YES);
	assert_string_equal(
		vouch_names_text(&f->arena, &account.groups.names), "com.apple.access_ssh, staff");
}

/* Exit 56 and its text together mean absent; anything else is unknown, never absent. */
static void absent_is_told_from_unreadable(void **state)
{
	static const struct {
		int status;
		const char *text;
		enum vouch_tri present;
	} cases[] = {
		{56, "<dscl_cmd> DS Error: -14136 (eDSRecordNotFound)\n", VOUCH_NO},
		{56, "", VOUCH_UNKNOWN},
		{40, "<dscl_cmd> DS Error: -14136 (eDSRecordNotFound)\n", VOUCH_UNKNOWN},
		{185, "<dscl_cmd> DS Error: -14009 (eDSUnknownNodeName)\n", VOUCH_UNKNOWN},
		{0, "", VOUCH_UNKNOWN},
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text = fake_mac_file(&f->mac, "text", cases[i].text);
		struct vouch_account account = {0};
		enum vouch_tri present = VOUCH_YES;

		fake_mac_rule(
			&f->mac, "/usr/bin/dscl", "/Users/zoe", "exit", cases[i].status, "-", text);
		assert_vouch_ok(f->probe.ops->look(f->probe.self, &f->arena, "zoe", &account,
					&present, &f->err),
			&f->err);
		assert_int_equal(present, cases[i].present);
		assert_null(account.name);
		assert_int_equal(vouch_probe_notes(&f->probe)->count,
			cases[i].present == VOUCH_UNKNOWN ? 1 : 0);
	}
}

static void a_record_of_another_name_is_not_the_account(void **state)
{
	struct fixture *f = *state;
	struct vouch_account account = {0};
	enum vouch_tri present = VOUCH_YES;

	fake_mac_rule(
		&f->mac, "/usr/bin/dscl", "/Users/zoe", "exit", 0, "dscl/user-read.plist", "-");
	assert_vouch_ok(
		f->probe.ops->look(f->probe.self, &f->arena, "zoe", &account, &present, &f->err),
		&f->err);
	assert_int_equal(present, VOUCH_UNKNOWN);
	assert_null(account.name);
}

static void names_that_cannot_be_asked_start_nothing(void **state)
{
	struct fixture *f = *state;
	struct vouch_account account = {0};
	enum vouch_tri tri = VOUCH_UNKNOWN;
	unsigned long before = vouch_spawn_count();

	assert_int_equal(f->probe.ops->look(f->probe.self, &f->arena, "../Groups/admin", &account,
				 &tri, &f->err),
		-VOUCH_E_OBSERVE);
	assert_int_equal(f->probe.ops->token_status(f->probe.self, "-addUser", &tri, &f->err),
		-VOUCH_E_OBSERVE);
	assert_int_equal(vouch_spawn_count(), before);
}

static void the_machine_is_looked_at_alone(void **state)
{
	struct fixture *f = *state;
	struct vouch_machine machine = {0};

	assert_vouch_ok(
		f->probe.ops->look_machine(f->probe.self, &f->arena, &machine, &f->err), &f->err);
	assert_int_equal(machine.filevault, VOUCH_FILEVAULT_ON);
	assert_int_equal(machine.bootstrap_token, VOUCH_BOOTSTRAP_ESCROWED);
	assert_string_equal(machine.serial, "C02TEST00001");
	assert_string_equal(fake_mac_log(&f->mac, "/usr/bin/dscl"), "");
}

static enum vouch_tri status_of(struct fixture *f, const char *name)
{
	enum vouch_tri answer = VOUCH_UNKNOWN;

	assert_vouch_ok(f->probe.ops->token_status(f->probe.self, name, &answer, &f->err), &f->err);
	return answer;
}

static void the_token_status_is_asked_by_record_name(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(status_of(f, "alice"), VOUCH_YES);
	assert_int_equal(status_of(f, "bob"), VOUCH_NO);
	assert_int_equal(status_of(f, "nosuchuser"), VOUCH_UNKNOWN);
	assert_string_equal(fake_mac_log(&f->mac, "/usr/sbin/sysadminctl"),
		"-secureTokenStatus alice\n-secureTokenStatus bob\n"
		"-secureTokenStatus nosuchuser\n");
}

/* A tool that wants credentials after all has not answered. */
static void a_status_that_wants_an_administrator_is_unknown(void **state)
{
	struct fixture *f = *state;

	fake_mac_rule(&f->mac, "/usr/sbin/sysadminctl", "alice", "exit", 255, "-",
		"sysadminctl/wants-admin.txt");
	assert_int_equal(status_of(f, "alice"), VOUCH_UNKNOWN);
}

/* The tool that speaks for macOS denies what tag and crypto user say. */
static void a_token_that_macos_denies_is_dead(void **state)
{
	struct fixture *f = *state;
	struct vouch_account account = {0};
	enum vouch_tri present = VOUCH_UNKNOWN;

	fake_mac_rule(&f->mac, "/usr/sbin/sysadminctl", "alice", "exit", 0, "-",
		"sysadminctl/disabled.txt");
	assert_vouch_ok(
		f->probe.ops->look(f->probe.self, &f->arena, "alice", &account, &present, &f->err),
		&f->err);
	assert_int_equal(account.token_tag, VOUCH_YES);
	assert_int_equal(account.token_crypto_user, VOUCH_YES);
	assert_int_equal(account.token_status, VOUCH_NO);
	assert_int_equal(account.token, VOUCH_TOKEN_DEAD);
}

static void hfs_has_no_tokens_and_says_so(void **state)
{
	struct fixture *f = *state;
	struct vouch_snapshot snapshot;

	fake_mac_rule(
		&f->mac, "/usr/sbin/diskutil", "*", "exit", 1, "diskutil/listusers-hfs.plist", "-");
	fake_mac_rule(
		&f->mac, "/usr/bin/fdesetup", "status", "exit", 0, "fdesetup/status-off.txt", "-");
	fake_mac_rule(
		&f->mac, "/usr/bin/fdesetup", "list", "exit", 1, "-", "fdesetup/list-off.txt");
	snapshot = observe(f);
	assert_int_equal(snapshot.machine.filesystem, VOUCH_FILESYSTEM_HFS);
	assert_int_equal(vouch_snapshot_find(&snapshot, "dave")->token, VOUCH_TOKEN_NONE);
	assert_int_equal(vouch_snapshot_find(&snapshot, "dave")->filevault, VOUCH_NO);
	assert_true(snapshot.orphans.known);
	assert_int_equal(snapshot.machine.recovery_key, VOUCH_UNKNOWN);
}

static void a_mac_without_server_has_no_bootstrap_token(void **state)
{
	struct fixture *f = *state;

	fake_mac_rule(&f->mac, "/usr/bin/profiles", "bootstraptoken", "exit", 1, "-", "-");
	assert_int_equal(observe(f).machine.bootstrap_token, VOUCH_BOOTSTRAP_UNKNOWN);
	fake_mac_rule(&f->mac, "/usr/bin/profiles", "enrollment", "exit", 0,
		"profiles/enrollment-none.txt", "-");
	assert_int_equal(observe(f).machine.bootstrap_token, VOUCH_BOOTSTRAP_UNSUPPORTED);
	assert_int_equal(vouch_probe_notes(&f->probe)->count, 0);
}

static void a_root_must_be_marked(void **state)
{
	struct fixture *f = *state;
	const char *plain = vouch_arena_printf(&f->arena, "%s/plain", f->mac.root);
	const char *text = vouch_arena_printf(&f->arena, "%s/text", f->mac.root);
	const char *linked = vouch_arena_printf(&f->arena, "%s/linked", f->mac.root);
	struct vouch_probe probe;

	assert_int_equal(vouch_macos_root_check("", &f->err), 0);
	assert_int_equal(vouch_macos_root_check(f->mac.root, &f->err), 0);
	assert_int_equal(mkdir(plain, 0700), 0);
	vouch_test_write(f->mac.root, "text/.simmac", "marker");
	assert_int_equal(mkdir(linked, 0700), 0);
	assert_int_equal(
		symlink("../.simmac", vouch_arena_printf(&f->arena, "%s/.simmac", linked)), 0);
	assert_int_equal(vouch_macos_probe_new(plain, &probe, &f->err), -VOUCH_E_USAGE);
	assert_text_contains(f->err.msg, "is no simulated Mac");
	assert_int_equal(vouch_macos_root_check(text, &f->err), -VOUCH_E_USAGE);
	assert_int_equal(vouch_macos_root_check(linked, &f->err), -VOUCH_E_USAGE);
	assert_int_equal(vouch_macos_root_check("/", &f->err), -VOUCH_E_USAGE);
	assert_text_contains(f->err.msg, "this computer's own root");
	assert_int_equal(vouch_macos_root_check("/nowhere", &f->err), -VOUCH_E_USAGE);
}

static void a_simulated_mac_has_its_own_clock(void **state)
{
	struct fixture *f = *state;
	int64_t host = vouch_compat_now();

	assert_int_equal(f->probe.ops->now(f->probe.self), 1795514400);
	vouch_test_write(f->mac.root, ".simmac",
		"<plist "
		"version=\"1.0\"><dict><key>now</key><integer>12345</integer></dict></plist>");
	assert_int_equal(f->probe.ops->now(f->probe.self), 12345);
	vouch_test_write(f->mac.root, ".simmac", "<plist version=\"1.0\"><dict/></plist>");
	assert_true(f->probe.ops->now(f->probe.self) >= host);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_whole_mac_is_seen),
		TEST(exactly_the_read_only_list_is_started),
		TEST(one_account_is_looked_at),
		TEST(absent_is_told_from_unreadable),
		TEST(a_record_of_another_name_is_not_the_account),
		TEST(names_that_cannot_be_asked_start_nothing),
		TEST(the_machine_is_looked_at_alone),
		TEST(the_token_status_is_asked_by_record_name),
		TEST(a_status_that_wants_an_administrator_is_unknown),
		TEST(a_token_that_macos_denies_is_dead),
		TEST(hfs_has_no_tokens_and_says_so),
		TEST(a_mac_without_server_has_no_bootstrap_token),
		TEST(a_root_must_be_marked),
		TEST(a_simulated_mac_has_its_own_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
