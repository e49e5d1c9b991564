/* observe_simmac.c – the probe on the simulated Mac: it sees what that Mac holds, and the Mac's own
 * trace shows that only tools that read were started. */
#include "vouch_test.h"

#include <stdlib.h>
#include <string.h>

#include "mac.h"
#include "vouch/machine/spawn.h"
#include "vouch/macos/probe.h"

struct fixture {
	struct vouch_arena arena;
	struct vouch_err err;
	char *folder;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	if (f == NULL)
		return -1;
	f->folder = vouch_test_folder(&f->arena);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	vouch_test_folder_remove(f->folder);
	vouch_arena_release(&f->arena);
	free(f);
	return 0;
}

static struct vouch_snapshot observe(
	struct fixture *f, const char *root, const struct vouch_names *named)
{
	struct vouch_snapshot snapshot = {0};
	struct vouch_probe probe;
	const struct vouch_probe_notes *notes;
	size_t i;

	assert_vouch_ok(vouch_macos_probe_new(root, &probe, &f->err), &f->err);
	assert_vouch_ok(
		probe.ops->observe(probe.self, &f->arena, named, &snapshot, &f->err), &f->err);
	notes = vouch_probe_notes(&probe);
	for (i = 0; i < notes->count; i++)
		print_error("%s: %s\n", notes->items[i].what, notes->items[i].why);
	assert_int_equal(notes->count, 0);
	vouch_macos_probe_free(&probe);
	return snapshot;
}

static const struct vouch_account *account_of(
	const struct vouch_snapshot *snapshot, const char *name)
{
	const struct vouch_account *account = vouch_snapshot_find(snapshot, name);

	if (!account)
		fail_msg("no account %s", name);
	return account;
}

static const char *fleet_mac(struct fixture *f)
{
	return vouch_test_mac(&f->arena, f->folder, "one\ntwo\nthree\n",
		ARGUMENTS("--os", "14.5", "--now", "2026-11-24T10:00:00Z", "--serial",
			"C02TEST00001", "--hostname", "eng-001", "--model", "Mac14,2",
			"--filevault", "on", "--mdm", "automated", "--admin", "steward", "--uid",
			"450", "--hidden", "--password", "-", "--user", "alice", "--full-name",
			"Alice Liddell", "--password", "-", "--token", "--user", "bob",
			"--password", "-"));
}

static void the_simulated_mac_is_seen_as_it_is(void **state)
{
	struct fixture *f = *state;
	struct vouch_snapshot snapshot = observe(f, fleet_mac(f), NULL);
	const struct vouch_machine *machine = &snapshot.machine;
	const struct vouch_account *steward = account_of(&snapshot, "steward");
	const struct vouch_account *alice = account_of(&snapshot, "alice");
	const struct vouch_account *bob = account_of(&snapshot, "bob");

	assert_string_equal(machine->serial, "C02TEST00001");
	assert_string_equal(machine->hostname, "eng-001");
	assert_string_equal(machine->model, "Mac14,2");
	assert_string_equal(machine->os, "14.5");
	assert_int_equal(machine->chip, VOUCH_CHIP_APPLE);
	assert_int_equal(machine->filesystem, VOUCH_FILESYSTEM_APFS);
	assert_int_equal(machine->filevault, VOUCH_FILEVAULT_ON);
	assert_int_equal(machine->mdm, VOUCH_MDM_AUTOMATED);
	assert_int_equal(machine->recovery_key, VOUCH_YES);
	assert_true(machine->logged_in.known);
	assert_true(snapshot.orphans.known);
	assert_int_equal(snapshot.orphans.names.count, 0);
	assert_int_equal(snapshot.taken_at / 60, 1795514400 / 60);

	assert_int_equal(steward->uid.value, 450);
	assert_int_equal(steward->hidden, VOUCH_YES);
	assert_int_equal(steward->admin, VOUCH_YES);
	assert_int_equal(steward->admin_by_name, VOUCH_YES);
	assert_int_equal(steward->admin_by_guid, VOUCH_YES);
	assert_int_equal(steward->token, VOUCH_TOKEN_LIVE);
	assert_int_equal(steward->kind, VOUCH_KIND_LOCAL);
	assert_string_equal(alice->full_name, "Alice Liddell");
	assert_int_equal(alice->token, VOUCH_TOKEN_LIVE);
	assert_int_equal(alice->filevault, VOUCH_YES);
	assert_int_equal(alice->volume_owner, VOUCH_YES);
	assert_int_equal(alice->admin, VOUCH_NO);
	assert_true(vouch_names_has(&alice->groups.names, "staff"));
	assert_int_equal(bob->token, VOUCH_TOKEN_NONE);
	assert_int_equal(bob->filevault, VOUCH_NO);
	assert_int_equal(bob->password, VOUCH_YES);
	assert_int_equal(bob->disabled, VOUCH_NO);
	assert_null(vouch_snapshot_find(&snapshot, "root"));
}

static void one_account_is_looked_at_with_every_source(void **state)
{
	struct fixture *f = *state;
	const char *root = fleet_mac(f);
	struct vouch_snapshot snapshot = observe(f, root, NULL);
	struct vouch_account account = {0};
	enum vouch_tri present = VOUCH_UNKNOWN, token = VOUCH_UNKNOWN;
	struct vouch_probe probe;

	assert_vouch_ok(vouch_macos_probe_new(root, &probe, &f->err), &f->err);
	assert_vouch_ok(
		probe.ops->look(probe.self, &f->arena, "alice", &account, &present, &f->err),
		&f->err);
	assert_int_equal(present, VOUCH_YES);
	assert_int_equal(account.token, VOUCH_TOKEN_LIVE);
	/* Both ways to look tell the same stamp: a rejected password is known again by it. */
	assert_non_null(account.password_stamp);
	assert_string_equal(account.password_stamp, account_of(&snapshot, "alice")->password_stamp);
	assert_vouch_ok(probe.ops->token_status(probe.self, "alice", &token, &f->err), &f->err);
	assert_int_equal(token, VOUCH_YES);
	assert_vouch_ok(probe.ops->token_status(probe.self, "bob", &token, &f->err), &f->err);
	assert_int_equal(token, VOUCH_NO);
	assert_vouch_ok(
		probe.ops->look(probe.self, &f->arena, "nobodyhere", &account, &present, &f->err),
		&f->err);
	assert_int_equal(present, VOUCH_NO);
	vouch_macos_probe_free(&probe);
}

/* The Mac's record of calls: "start PID TIME USER TOOL ARGUMENT…", tabs between. */
static void only_reading_tools_are_started(void **state)
{
	static const char *const allowed[] = {
		"dscl\t-plist\t.\t-readall\t/Users\t",
		"dscl\t-plist\t.\t-readall\t/Groups\t",
		"diskutil\tapfs\tlistUsers\t-plist\t/",
		"fdesetup\tlist",
		"fdesetup\tstatus",
		"profiles\tstatus\t-type\tbootstraptoken",
		"profiles\tstatus\t-type\tenrollment",
		"ioreg\t-rd1\t-c\tIOPlatformExpertDevice",
		"scutil",
	};
	enum { ALLOWED = sizeof allowed / sizeof *allowed };
	struct fixture *f = *state;
	const char *root = fleet_mac(f);
	struct vouch_test_run trace;
	size_t seen[ALLOWED] = {0}, starts = 0, i;
	char *line, *rest = NULL;

	(void)observe(f, root, NULL);
	trace = vouch_test_simmac(&f->arena, NULL, ARGUMENTS("trace", root));
	assert_int_equal(trace.status, 0);
	for (line = strtok_r(vouch_arena_text(&f->arena, trace.out), "\n", &rest); line;
		line = strtok_r(NULL, "\n", &rest)) {
		const char *command = strstr(line, "\troot\t");

		if (strncmp(line, "start\t", 6) != 0)
			continue;
		assert_non_null(command);
		starts++;
		for (i = 0; i < ALLOWED; i++)
			if (strncmp(command + 6, allowed[i], strlen(allowed[i])) == 0)
				seen[i]++;
	}
	assert_int_equal(starts, ALLOWED);
	for (i = 0; i < ALLOWED; i++)
		assert_int_equal(seen[i], 1);
}

/* Adds accounts behind the ones that are there, all in one dscl each. */
static void add_records(struct fixture *f, const char *root, size_t from, size_t to)
{
	size_t i;

	for (i = from; i < to; i++) {
		const char *path = vouch_arena_printf(&f->arena, "/Users/user%zu", i);
		struct vouch_test_run run = vouch_test_tool(
			&f->arena, root, NULL, "usr/bin/dscl", ARGUMENTS(".", "-create", path));

		assert_int_equal(run.status, 0);
	}
}

static void the_number_of_children_does_not_depend_on_accounts(void **state)
{
	struct fixture *f = *state;
	const char *root = fleet_mac(f);
	struct vouch_snapshot few, many;
	unsigned long before = vouch_spawn_count(), between;

	few = observe(f, root, NULL);
	between = vouch_spawn_count();
	add_records(f, root, 0, 297);
	many = observe(f, root, NULL);
	assert_int_equal(few.accounts.count, 3);
	assert_int_equal(many.accounts.count, 300);
	assert_int_equal(between - before, 9);
	assert_int_equal(vouch_spawn_count() - between, 9);
}

/* Across the releases and kinds of Macs that can be simulated. */
static void every_release_is_read(void **state)
{
	static const struct {
		const char *os, *model, *chip;
		enum vouch_chip want;
	} macs[] = {
		{"13.2.1", "MacBookPro16,1", "t2", VOUCH_CHIP_T2},
		{"13.6", "iMac19,1", "intel", VOUCH_CHIP_INTEL},
		{"15.1", "Mac16,12", "apple", VOUCH_CHIP_APPLE},
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof macs / sizeof *macs; i++) {
		char *folder = vouch_test_folder(&f->arena);
		const char *root = vouch_test_mac(&f->arena, folder, "one\n",
			ARGUMENTS("--os", macs[i].os, "--model", macs[i].model, "--chip",
				macs[i].chip, "--admin", "steward", "--password", "-", "--token"));
		struct vouch_snapshot snapshot = observe(f, root, NULL);
		const struct vouch_account *steward = account_of(&snapshot, "steward");

		assert_string_equal(snapshot.machine.os, macs[i].os);
		assert_int_equal(snapshot.machine.chip, macs[i].want);
		assert_int_equal(snapshot.machine.filevault, VOUCH_FILEVAULT_OFF);
		assert_int_equal(snapshot.machine.mdm, VOUCH_MDM_NONE);
		assert_int_equal(snapshot.machine.bootstrap_token, VOUCH_BOOTSTRAP_UNSUPPORTED);
		assert_int_equal(steward->token, VOUCH_TOKEN_LIVE);
		assert_int_equal(steward->admin, VOUCH_YES);
		vouch_test_folder_remove(folder);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_simulated_mac_is_seen_as_it_is),
		TEST(one_account_is_looked_at_with_every_source),
		TEST(only_reading_tools_are_started),
		TEST(the_number_of_children_does_not_depend_on_accounts),
		TEST(every_release_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
