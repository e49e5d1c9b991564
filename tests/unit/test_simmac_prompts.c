/* test_simmac_prompts.c – what the simulated tools ask on a terminal: which prompts, in which
 * order, how much of an answer they take. */
#include "vouch_test.h"

#include <stdio.h>
#include <string.h>

#include "mac.h"
#include "terminal.h"
#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"

struct fixture {
	struct vouch_arena arena;
	char *folder;
	const char *root;
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

static void make(struct fixture *fixture, const char *os)
{
	fixture->root = vouch_test_mac(&fixture->arena, fixture->folder, "pw-setup\npw-alice\n",
		ARGUMENTS("--os", os, "--iterations", "10", "--filevault", "on", "--admin", "setup",
			"--password", "-", "--user", "alice", "--password", "-"));
}

/* Each line without the log's time and process. */
static const char *without_prefix(struct fixture *fixture, const char *text)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf out = {0};

	while (*text) {
		size_t length = strcspn(text, "\n");
		const char *line = vouch_arena_text_n(&fixture->arena, text, length);
		const char *end = strstr(line, "] ");

		vouch_buf_printf(
			&out, "%s\n", end && strstr(line, " sysadminctl[") ? end + 2 : line);
		text += length + (text[length] == '\n');
	}
	return vouch_arena_text(&fixture->arena, vouch_buf_get(&out));
}

static struct vouch_test_talk talk(struct fixture *fixture, const char *tool,
	const char *const *arguments, const struct vouch_test_answer *answers, size_t count)
{
	const char *argv[16] = {vouch_arena_printf(&fixture->arena, "%s/%s", fixture->root, tool)};
	size_t i;

	for (i = 0; arguments[i] && i + 2 < 16; i++)
		argv[i + 1] = arguments[i];
	argv[i + 1] = NULL;
	return vouch_test_terminal(&fixture->arena, argv, answers, count);
}

#define TALK(tool, arguments, ...) \
	talk(fixture, tool, arguments, (const struct vouch_test_answer[]){__VA_ARGS__}, \
		sizeof((const struct vouch_test_answer[]){__VA_ARGS__}) / \
			sizeof(struct vouch_test_answer))

#define BANNER \
	"----------------------------\n" \
	"No clear text password or interactive option was specified (adduser, change/reset " \
	"password will not allow user to use FDE) !\n" \
	"----------------------------\n"

static void adding_asks_in_the_middle(void **state)
{
	struct fixture *fixture = *state;
	struct vouch_test_talk seen;

	make(fixture, "10.13.6");
	seen = TALK("usr/sbin/sysadminctl", ARGUMENTS("-addUser", "bob", "-password", "-"),
		{"User password:", "pw-bob"});
	assert_int_equal(seen.status, 0);
	assert_string_equal(without_prefix(fixture, seen.seen),
		BANNER "Creating user record\xe2\x80\xa6\nUser password:\nAssigning UID: 504\n"
		       "Creating home directory at /Users/bob\n");
	seen = TALK("usr/sbin/sysadminctl",
		ARGUMENTS("-addUser", "carol", "-password", "-", "-adminUser", "setup",
			"-adminPassword", "-"),
		{"Enter password for setup :", "pw-setup"}, {"User password:", "pw-carol"});
	assert_text_contains(without_prefix(fixture, seen.seen),
		"Enter password for setup :\nCreating user record\xe2\x80\xa6\nUser password:\n");
}

static void the_administrator_is_asked_first(void **state)
{
	struct fixture *fixture = *state;
	struct vouch_test_talk seen;

	make(fixture, "14.5");
	seen = TALK("usr/sbin/sysadminctl",
		ARGUMENTS("-secureTokenOn", "alice", "-password", "-", "-adminUser", "setup",
			"-adminPassword", "-"),
		{"Enter password for setup :", "pw-setup"}, {"User password:", "pw-alice"});
	assert_string_equal(without_prefix(fixture, seen.seen),
		"Enter password for setup :\nUser password:\n- Done!\n");
	seen = TALK("usr/sbin/sysadminctl",
		ARGUMENTS("-resetPasswordFor", "alice", "-newPassword", "-", "-adminUser", "setup",
			"-adminPassword", "-"),
		{"Enter password for setup :", "pw-setup"}, {"New password:", "pw-new"});
	assert_string_equal(without_prefix(fixture, seen.seen),
		"Enter password for setup :\nNew password:\n- Done!\n");
}

/* FACTS 2.4: 128 bytes of an answer are taken; what is behind them is lost. */
static void a_long_answer_is_cut(void **state)
{
	struct fixture *fixture = *state;
	char longer[140], cut[129];
	struct vouch_test_run run;

	make(fixture, "14.5");
	memset(longer, 'x', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	memcpy(cut, longer, 128);
	cut[128] = '\0';
	(void)TALK("usr/sbin/sysadminctl", ARGUMENTS("-addUser", "bob", "-password", "-"),
		{"User password:", longer});
	run = vouch_test_tool(&fixture->arena, fixture->root, NULL, "usr/bin/dscl",
		ARGUMENTS(".", "-authonly", "bob", longer));
	assert_int_equal(run.status, 10);
	run = vouch_test_tool(&fixture->arena, fixture->root, NULL, "usr/bin/dscl",
		ARGUMENTS(".", "-authonly", "bob", cut));
	assert_int_equal(run.status, 0);
	/* A pipe brings 1022. */
	run = vouch_test_tool(&fixture->arena, fixture->root,
		vouch_arena_printf(&fixture->arena, "%s\n", longer), "usr/sbin/sysadminctl",
		ARGUMENTS("-addUser", "carol", "-password", "-"));
	run = vouch_test_tool(&fixture->arena, fixture->root, NULL, "usr/bin/dscl",
		ARGUMENTS(".", "-authonly", "carol", longer));
	assert_int_equal(run.status, 0);
}

static void fdesetup_asks_name_and_password(void **state)
{
	struct fixture *fixture = *state;
	struct vouch_test_talk seen;

	make(fixture, "12.6");
	/* The name is echoed, the password is not. transcripts: disable-69594 */
	seen = TALK("usr/bin/fdesetup", ARGUMENTS("disable"), {"Enter the user name:", "alice"},
		{"Enter the password for user 'alice':", "wrong"});
	assert_string_equal(seen.seen,
		"Enter the user name:alice\nEnter the password for user 'alice':\n"
		"FileVault was not disabled (-69594).\n");
	seen = TALK("usr/bin/fdesetup", ARGUMENTS("add", "-usertoadd", "alice"),
		{"Enter a password for '/', or the recovery key:", "pw-setup"},
		{"Enter the password for the added user 'alice':", "pw-alice"});
	assert_int_equal(seen.status, 0);
}

static void dscl_asks_for_the_old_password(void **state)
{
	struct fixture *fixture = *state;
	struct vouch_test_talk seen;

	make(fixture, "14.5");
	seen = TALK("usr/bin/dscl", ARGUMENTS(".", "-passwd", "/Users/setup"),
		{"New Password: ", "pw-new"},
		{"Permission denied. Please enter user's old password:", "pw-setup"});
	assert_int_equal(seen.status, 0);
	assert_null(strstr(seen.seen, "pw-"));
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		EACH(adding_asks_in_the_middle),
		EACH(the_administrator_is_asked_first),
		EACH(a_long_answer_is_cut),
		EACH(fdesetup_asks_name_and_password),
		EACH(dscl_asks_for_the_old_password),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
