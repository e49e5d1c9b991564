/* test_simmac_groups.c – dseditgroup, dsmemberutil, createhomedir and id of the simulated Mac. */
#include "simmac_fixture.h"

#include <unistd.h>

#define DSCL "usr/bin/dscl"
#define EDIT "usr/sbin/dseditgroup"
#define UTIL "usr/bin/dsmemberutil"

static void members_are_added_by_name_and_by_guid(void **state)
{
	struct fixture *fixture = *state;

	two_accounts(fixture, "14.5");
	assert_run(TOOL(fixture, NULL, EDIT, "-o", "checkmember", "-m", "bob", "admin"), 67,
		"no bob is NOT a member of admin\n", "");
	assert_run(TOOL(fixture, NULL, EDIT, "-o", "edit", "-a", "bob", "-t", "user", "admin"), 0,
		"", "");
	assert_run(TOOL(fixture, NULL, EDIT, "-o", "edit", "-a", "bob", "-t", "user", "admin"), 0,
		"", "");
	assert_run(TOOL(fixture, NULL, EDIT, "-o", "checkmember", "-m", "bob", "admin"), 0,
		"yes bob is a member of admin\n", "");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-read", "/Groups/admin", "GroupMembership"), 0,
		"GroupMembership: root alice bob\n", "");
	assert_text_contains(shown(fixture), "bob                  uid 502   admin\n");
	assert_run(TOOL(fixture, NULL, EDIT, "-o", "edit", "-d", "bob", "-t", "user", "admin"), 0,
		"", "");
	assert_text_contains(shown(fixture), "bob                  uid 502   standard\n");
	(void)TOOL(fixture, NULL, DSCL, ".", "-append", "/Groups/admin", "GroupMembership", "bob");
	assert_text_contains(shown(fixture), "bob                  uid 502   admin by name only\n");
}

static void refusals_have_their_own_texts(void **state)
{
	struct fixture *fixture = *state;
	const char *edit;

	two_accounts(fixture, "14.5");
	edit = vouch_arena_printf(&fixture->arena, "%s/%s", fixture->root, EDIT);
	assert_run(TOOL(fixture, NULL, EDIT, "-o", "edit", "-a", "ghost", "-t", "user", "admin"),
		200, "", "Record was not found.\n");
	assert_run(TOOL(fixture, NULL, EDIT, "-o", "edit", "-a", "bob", "-t", "user", "ghosts"), 64,
		"", "Group not found.\n");
	assert_run(vouch_test_simmac(&fixture->arena, NULL,
			   ARGUMENTS("as", fixture->root, "bob", "--", edit, "-o", "edit", "-a",
				   "bob", "-t", "user", "admin")),
		64, "", "Username and password must be provided.\n");
	assert_run(vouch_test_simmac(&fixture->arena, NULL,
			   ARGUMENTS("as", fixture->root, "bob", "--", edit, "-o", "edit", "-u",
				   "alice", "-P", "bad", "-a", "bob", "-t", "user", "admin")),
		77, "", "Failed to set credentials.\n");
	assert_run(vouch_test_simmac(&fixture->arena, NULL,
			   ARGUMENTS("as", fixture->root, "bob", "--", edit, "-o", "edit", "-u",
				   "alice", "-P", "one", "-a", "bob", "-t", "user", "admin")),
		0, "", "");
}

static void groups_come_and_go(void **state)
{
	struct fixture *fixture = *state;

	two_accounts(fixture, "14.5");
	assert_run(TOOL(fixture, NULL, EDIT, "-o", "create", "-i", "700", "-r", "Developers", "-a",
			   "bob", "developers"),
		0, "", "");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-read", "/Groups/developers", "GroupMembership",
			   "PrimaryGroupID", "RealName"),
		0, "GroupMembership: bob\nPrimaryGroupID: 700\nRealName: Developers\n", "");
	assert_run(TOOL(fixture, NULL, EDIT, "-o", "create", "plain"), 0, "", "");
	assert_run(TOOL(fixture, NULL, DSCL, ".", "-read", "/Groups/plain", "PrimaryGroupID"), 0,
		"PrimaryGroupID: 501\n", "");
	assert_run(
		TOOL(fixture, NULL, EDIT, "-o", "edit", "-a", "developers", "-t", "group", "plain"),
		0, "", "");
	assert_run(TOOL(fixture, NULL, EDIT, "-o", "checkmember", "-m", "bob", "plain"), 0,
		"yes bob is a member of plain\n", "");
	assert_run(TOOL(fixture, NULL, EDIT, "-o", "delete", "developers"), 0, "", "");
	assert_run(TOOL(fixture, NULL, EDIT, "-o", "checkmember", "-m", "bob", "plain"), 67,
		"no bob is NOT a member of plain\n", "");
}

static void membership_is_told_by_name_number_and_guid(void **state)
{
	struct fixture *fixture = *state;

	two_accounts(fixture, "15.1");
	assert_run(TOOL(fixture, NULL, UTIL, "checkmembership", "-U", "alice", "-G", "admin"), 0,
		"user is a member of the group\n", "");
	assert_run(TOOL(fixture, NULL, UTIL, "checkmembership", "-u", "502", "-g", "80"), 0,
		"user is not a member of the group\n", "");
	assert_run(TOOL(fixture, NULL, UTIL, "checkmembership", "-U", "alice", "-G",
			   "com.apple.access_ssh"),
		0, "user is a member of the group\n", "");
	assert_run(TOOL(fixture, NULL, UTIL, "checkmembership", "-U", "ghost", "-G", "admin"), 7,
		"", "The user ghost cannot be found\n");
	assert_run(TOOL(fixture, NULL, UTIL, "getid", "-X", "ABCDEFAB-CDEF-ABCD-EFAB-CDEF0000000C"),
		0, "gid: 12\n", "");
	assert_run(TOOL(fixture, NULL, UTIL, "getid", "-U", "bob"), 0, "uid: 502\n", "");
	assert_run(TOOL(fixture, NULL, UTIL, "getuuid", "-g", "80"), 0,
		"ABCDEFAB-CDEF-ABCD-EFAB-CDEF00000050\n", "");
	assert_run(TOOL(fixture, NULL, UTIL, "flushcache"), 0, "", "");
	assert_int_equal(TOOL(fixture, NULL, UTIL, "nonsense").status, 3);
}

static void homes_are_made_once(void **state)
{
	struct fixture *fixture = *state;
	const char *home;

	two_accounts(fixture, "14.5");
	(void)TOOL(fixture, NULL, DSCL, ".", "-create", "/Users/carol", "NFSHomeDirectory",
		"/Users/carol");
	home = vouch_arena_printf(&fixture->arena, "%s/Users/carol/Desktop", fixture->root);
	assert_int_equal(access(home, F_OK), -1);
	assert_run(TOOL(fixture, NULL, "usr/sbin/createhomedir", "-c", "-u", "carol"), 0,
		"creating home directories for (simmac)\ncreated (/Users/carol)\n", "");
	assert_int_equal(access(home, F_OK), 0);
	assert_run(TOOL(fixture, NULL, "usr/sbin/createhomedir", "-c", "-u", "carol"), 0,
		"creating home directories for (simmac)\n", "");
	(void)TOOL(fixture, NULL, DSCL, ".", "-create", "/Users/evil", "NFSHomeDirectory",
		"/Users/../../evil");
	(void)TOOL(fixture, NULL, "usr/sbin/createhomedir", "-c", "-u", "evil");
	assert_int_equal(
		access(vouch_arena_printf(&fixture->arena, "%s/evil", fixture->folder), F_OK), -1);
}

static void id_tells_numbers_and_groups(void **state)
{
	struct fixture *fixture = *state;

	two_accounts(fixture, "14.5");
	assert_run(TOOL(fixture, NULL, "usr/bin/id", "bob"), 0,
		"uid=502(bob) gid=20(staff) "
		"groups=20(staff),12(everyone),61(localaccounts),100(_lpoperator)\n",
		"");
	assert_text_contains(TOOL(fixture, NULL, "usr/bin/id", "-Gn", "alice").out,
		"staff everyone localaccounts _appserverusr admin ");
	assert_run(TOOL(fixture, NULL, "usr/bin/id", "-u", "alice"), 0, "501\n", "");
	assert_run(TOOL(fixture, NULL, "usr/bin/id", "-F", "alice"), 0, "Alice Liddell\n", "");
	assert_run(TOOL(fixture, NULL, "usr/bin/id", "ghost"), 1, "", "id: ghost: no such user\n");
}

static void answers_are_the_captured_ones(void **state)
{
	struct fixture *fixture = *state;
	struct vouch_test_run run;

	(void)captured(fixture, "dseditgroup/delete-missing-64.stderr.txt");
	fixture->root = vouch_test_mac(&fixture->arena, fixture->folder, NULL,
		ARGUMENTS("--os", "15.1", "--admin", "aaaaaaa", "--user", "nmcustody", "--user",
			"sandbox"));
	run = TOOL(fixture, NULL, EDIT, "-o", "checkmember", "-m", "nmcustody", "admin");
	assert_run(run, 67, captured(fixture, "dseditgroup/checkmember-no-67-measured.stdout.txt"),
		"");
	run = TOOL(fixture, NULL, EDIT, "-o", "checkmember", "-m", "aaaaaaa", "admin");
	assert_run(
		run, 0, captured(fixture, "dseditgroup/checkmember-yes-0-measured.stdout.txt"), "");
	run = TOOL(fixture, NULL, EDIT, "-o", "checkmember", "-m", "nosuchuser", "admin");
	assert_run(run, 64, "",
		captured(fixture, "dseditgroup/checkmember-unknown-user-64.stderr.txt"));
	run = TOOL(fixture, NULL, EDIT, "-o", "delete", "bazqux");
	assert_run(run, 64, "", captured(fixture, "dseditgroup/delete-missing-64.stderr.txt"));
	run = TOOL(fixture, NULL, EDIT, "-o", "create", "-i", "ERROR", "newgroup");
	assert_run(run, 64, captured(fixture, "dseditgroup/create-bad-gid-64.stdout.txt"), "");
	run = TOOL(fixture, NULL, EDIT, "-o", "create", "-i", "350", "admin");
	assert_run(run, 73, captured(fixture, "dseditgroup/create-existing-73.stdout.txt"),
		captured(fixture, "dseditgroup/create-existing-73.stderr.txt"));
	run = TOOL(fixture, NULL, UTIL, "checkmembership", "-u", "502", "-g", "0");
	assert_run(run, 0, captured(fixture, "dsmemberutil/checkmembership-no.stdout.txt"), "");
	run = TOOL(fixture, NULL, "usr/bin/id", "nixbld1");
	assert_run(run, 1, "", captured(fixture, "id/no-such-user.stderr.txt"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(members_are_added_by_name_and_by_guid),
		EACH(refusals_have_their_own_texts),
		EACH(groups_come_and_go),
		EACH(membership_is_told_by_name_number_and_guid),
		EACH(homes_are_made_once),
		EACH(id_tells_numbers_and_groups),
		EACH(answers_are_the_captured_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
