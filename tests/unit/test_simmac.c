/* test_simmac.c – the simulated Mac itself: what create makes, logins, the first token, the trace.
 */
#include "vouch_test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mac.h"
#include "vouch/base/plist.h"

struct fixture {
	struct vouch_arena arena;
	char *folder;
};

static int set_up(void **state)
{
	static struct fixture fixture;

	memset(&fixture, 0, sizeof fixture);
	fixture.folder = vouch_test_folder(&fixture.arena);
	*state = &fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	vouch_test_folder_remove(fixture->folder);
	vouch_arena_release(&fixture->arena);
	return 0;
}

static const char *show(struct fixture *fixture, const char *root)
{
	struct vouch_test_run run =
		vouch_test_simmac(&fixture->arena, NULL, ARGUMENTS("show", root));

	assert_int_equal(run.status, 0);
	return run.out;
}

static struct vouch_plist *read_list(struct fixture *fixture, const char *root, const char *below)
{
	const char *path = vouch_arena_printf(&fixture->arena, "%s/%s", root, below);
	struct vouch_plist *list = NULL;
	struct vouch_bytes bytes;
	struct vouch_err err = {0};

	assert_vouch_ok(vouch_file_read(&fixture->arena, path, 1 << 20, &bytes, &err), &err);
	assert_vouch_ok(vouch_plist_parse(bytes.data, bytes.length, 1 << 20, &list, &err), &err);
	return list;
}

static void a_new_mac_looks_like_a_mac(void **state)
{
	struct fixture *fixture = *state;
	const char *root = vouch_test_mac(&fixture->arena, fixture->folder, "secret\n",
		ARGUMENTS("--os", "14.5", "--hostname", "eng-001", "--admin", "alice",
			"--full-name", "Alice Liddell", "--password", "-"));
	struct vouch_plist *list =
		read_list(fixture, root, "System/Library/CoreServices/SystemVersion.plist");
	char target[64];
	ssize_t length;

	assert_string_equal(
		vouch_plist_string(&fixture->arena, vouch_plist_get(list, "ProductVersion")),
		"14.5");
	vouch_plist_free(list);
	list = read_list(
		fixture, root, "Library/Preferences/SystemConfiguration/preferences.plist");
	assert_string_equal(
		vouch_plist_string(&fixture->arena,
			vouch_plist_get(vouch_plist_get(vouch_plist_get(list, "System"), "System"),
				"ComputerName")),
		"eng-001");
	vouch_plist_free(list);
	list = read_list(fixture, root, "private/var/db/dslocal/nodes/Default/users/alice.plist");
	assert_string_equal(vouch_plist_string(&fixture->arena,
				    vouch_plist_item(vouch_plist_get(list, "realname"), 0)),
		"Alice Liddell");
	assert_string_equal(vouch_plist_string(&fixture->arena,
				    vouch_plist_item(vouch_plist_get(list, "passwd"), 0)),
		"********");
	vouch_plist_free(list);
	length = readlink(
		vouch_arena_printf(&fixture->arena, "%s/var", root), target, sizeof target - 1);
	assert_int_equal(length, strlen("private/var"));
	assert_int_equal(
		access(vouch_arena_printf(&fixture->arena, "%s/Users/alice/Desktop", root), F_OK),
		0);
}

static void the_first_password_brings_the_first_token(void **state)
{
	struct fixture *fixture = *state;
	const char *root = vouch_test_mac(&fixture->arena, fixture->folder, "one\ntwo\nthree\n",
		ARGUMENTS("--os", "13.6", "--user", "early", "--suppressed", "--password", "-",
			"--user", "first", "--password", "-", "--admin", "late", "--password",
			"-"));
	const char *text = show(fixture, root);

	assert_text_contains(
		text, "early                uid 501   standard, first token suppressed");
	assert_text_contains(text, "first                uid 502   standard, token\n");
	assert_text_contains(text, "late                 uid 503   admin\n");
}

static void a_hashed_password_brings_it_at_the_first_proof(void **state)
{
	struct fixture *fixture = *state;
	const char *root = vouch_test_mac(&fixture->arena, fixture->folder, "one\n",
		ARGUMENTS("--os", "15.1", "--admin", "managed", "--hashed", "--password", "-"));
	struct vouch_test_run run;

	assert_text_contains(show(fixture, root), "managed              uid 501   admin\n");
	run = vouch_test_simmac(&fixture->arena, "wrong\n",
		ARGUMENTS("login", root, "managed", "--password", "-", "--how", "ssh"));
	assert_int_equal(run.status, 1);
	assert_text_contains(run.err, "the password is wrong");
	assert_text_contains(show(fixture, root), "managed              uid 501   admin\n");
	run = vouch_test_simmac(&fixture->arena, "one\n",
		ARGUMENTS("login", root, "managed", "--password", "-", "--how", "ssh"));
	assert_int_equal(run.status, 0);
	assert_text_contains(show(fixture, root), "managed              uid 501   admin, token");
}

static void a_graphical_login_brings_a_token_where_the_bootstrap_token_is_escrowed(void **state)
{
	struct fixture *fixture = *state;
	const char *root = vouch_test_mac(&fixture->arena, fixture->folder, "one\ntwo\n",
		ARGUMENTS("--os", "14.5", "--mdm", "automated", "--admin", "boss", "--password",
			"-", "--user", "bob", "--password", "-"));

	assert_text_contains(show(fixture, root), "bootstrap token escrowed");
	assert_text_contains(show(fixture, root), "MDMRecovery");
	(void)vouch_test_simmac(&fixture->arena, "two\n",
		ARGUMENTS("login", root, "bob", "--password", "-", "--how", "ssh"));
	assert_text_contains(
		show(fixture, root), "bob                  uid 502   standard, logged");
	(void)vouch_test_simmac(&fixture->arena, NULL, ARGUMENTS("logout", root, "bob"));
	(void)vouch_test_simmac(
		&fixture->arena, "two\n", ARGUMENTS("login", root, "bob", "--password", "-"));
	assert_text_contains(
		show(fixture, root), "bob                  uid 502   standard, token, logged in\n");
}

static void too_many_wrong_passwords_lock_an_account(void **state)
{
	struct fixture *fixture = *state;
	const char *root = vouch_test_mac(&fixture->arena, fixture->folder, "one\n",
		ARGUMENTS("--os", "14.5", "--lock-after", "2", "--admin", "alice", "--password",
			"-"));
	struct vouch_test_run run = {0};
	int i;

	for (i = 0; i < 2; i++)
		run = vouch_test_simmac(&fixture->arena, "no\n",
			ARGUMENTS("login", root, "alice", "--password", "-"));
	assert_text_contains(run.err, "the password is wrong");
	run = vouch_test_simmac(
		&fixture->arena, "one\n", ARGUMENTS("login", root, "alice", "--password", "-"));
	assert_text_contains(run.err, "locked");
}

static void the_small_tools_tell_what_the_mac_is(void **state)
{
	struct fixture *fixture = *state;
	struct vouch_arena *arena = &fixture->arena;
	const char *root = vouch_test_mac(arena, fixture->folder, NULL,
		ARGUMENTS("--os", "15.1", "--serial", "C02TEST00001", "--model", "Mac15,3"));
	struct vouch_test_run run =
		vouch_test_tool(arena, root, NULL, "usr/bin/sw_vers", ARGUMENTS(NULL));

	assert_string_equal(run.out,
		"ProductName:\t\tmacOS\nProductVersion:\t\t15.1\nBuildVersion:\t\t24B83\n");
	run = vouch_test_tool(
		arena, root, NULL, "usr/sbin/sysctl", ARGUMENTS("-n", "hw.optional.arm64"));
	assert_string_equal(run.out, "1\n");
	run = vouch_test_tool(arena, root, NULL, "usr/sbin/ioreg",
		ARGUMENTS("-rd1", "-c", "IOPlatformExpertDevice"));
	assert_text_contains(run.out, "      \"IOPlatformSerialNumber\" = \"C02TEST00001\"\n");
	run = vouch_test_tool(arena, root, NULL, "usr/sbin/ioreg",
		ARGUMENTS("-a", "-rd1", "-c", "IOPlatformExpertDevice"));
	assert_text_contains(run.out, "<string>C02TEST00001</string>");
	run = vouch_test_tool(
		arena, root, NULL, "usr/sbin/scutil", ARGUMENTS("--get", "LocalHostName"));
	assert_string_equal(run.out, "simmac\n");
	run = vouch_test_tool(
		arena, root, "show State:/Users/ConsoleUser\n", "usr/sbin/scutil", ARGUMENTS(NULL));
	assert_text_contains(run.out, "Name : loginwindow");
}

static void calls_are_recorded_without_secrets(void **state)
{
	struct fixture *fixture = *state;
	struct vouch_arena *arena = &fixture->arena;
	const char *root = vouch_test_mac(arena, fixture->folder, NULL, ARGUMENTS("--os", "14.5"));
	struct vouch_test_run run;

	run = vouch_test_tool(arena, root, NULL, "usr/sbin/sysctl",
		ARGUMENTS("-n", "hw.model", "-password", "canary"));
	run = vouch_test_simmac(arena, NULL, ARGUMENTS("trace", root));
	assert_text_contains(run.out, "root\tsysctl\t-n\thw.model\t-password\t<secret>\n");
	assert_text_contains(run.out, "\nend\t");
	assert_null(strstr(run.out, "canary"));
}

static void a_caller_other_than_root_is_known(void **state)
{
	struct fixture *fixture = *state;
	struct vouch_arena *arena = &fixture->arena;
	const char *root = vouch_test_mac(arena, fixture->folder, NULL, ARGUMENTS("--os", "14.5"));
	const char *tool = vouch_arena_printf(arena, "%s/usr/bin/sw_vers", root);
	struct vouch_test_run run =
		vouch_test_simmac(arena, NULL, ARGUMENTS("as", root, "alice", "--", tool));

	assert_int_equal(run.status, 0);
	run = vouch_test_simmac(arena, NULL, ARGUMENTS("trace", root));
	assert_text_contains(run.out, "\talice\tsw_vers\n");
}

static void mistakes_are_told(void **state)
{
	struct fixture *fixture = *state;
	struct vouch_arena *arena = &fixture->arena;
	const char *root = vouch_arena_printf(arena, "%s/none", fixture->folder);
	static const struct {
		const char *option, *value, *message;
	} cases[] = {
		{"--os", "9.0", "--os: a version of macOS from 10.13 to 26"},
		{"--os", "16.0", "--os: a version of macOS from 10.13 to 26"},
		{"--os", "14.5x", "--os: a version of macOS from 10.13 to 26"},
		{"--os", "14.99", "its build is not known"},
		{"--password", "-", "stands before any --admin"},
		{"--quirk", "nonsense=on", "no such quirk"},
		{"--bootstrap", "maybe", "unsupported, supported or escrowed"},
		{"--iterations", "many", "a whole number"},
		{"--admin", "../x", "no name for an account"},
	};
	struct vouch_test_run run;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		run = vouch_test_simmac(
			arena, NULL, ARGUMENTS("create", root, cases[i].option, cases[i].value));
		assert_int_equal(run.status, 64);
		assert_text_contains(run.err, cases[i].message);
	}
	run = vouch_test_simmac(arena, NULL,
		ARGUMENTS("create", root, "--os", "14.5", "--user", "u", "--password", "canary"));
	assert_int_equal(run.status, 64);
	assert_null(strstr(run.err, "canary"));
	run = vouch_test_simmac(arena, NULL, ARGUMENTS("show", fixture->folder));
	assert_int_equal(run.status, 70);
	assert_text_contains(run.err, "this is no simulated Mac");
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		EACH(a_new_mac_looks_like_a_mac),
		EACH(the_first_password_brings_the_first_token),
		EACH(a_hashed_password_brings_it_at_the_first_proof),
		EACH(a_graphical_login_brings_a_token_where_the_bootstrap_token_is_escrowed),
		EACH(too_many_wrong_passwords_lock_an_account),
		EACH(the_small_tools_tell_what_the_mac_is),
		EACH(calls_are_recorded_without_secrets),
		EACH(a_caller_other_than_root_is_known),
		EACH(mistakes_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
