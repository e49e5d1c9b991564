/* test_secrets.c – passwords come only from where the list on the Mac allows, whole or not at all.
 */
#include "vouch_test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/secrets/keeper.h"

struct fixture {
	struct vouch_arena arena;
	struct vouch_err err;
	char *folder; /* outside what is allowed */
	const char *allowed[1];
	struct vouch_keeper keeper;
	struct vouch_secret secret;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	if (f == NULL)
		return -1;
	f->folder = vouch_test_folder(&f->arena);
	f->allowed[0] = vouch_arena_printf(&f->arena, "%s/allowed", f->folder);
	(void)mkdir(f->allowed[0], 0755);
	vouch_keeper_new(&(struct vouch_keeper_options){.allowed = {f->allowed, 1, true},
				 .exec_deadline_ms = 60000},
		&f->keeper);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	vouch_keeper_free(&f->keeper);
	vouch_secret_release(&f->secret);
	vouch_test_folder_remove(f->folder);
	vouch_arena_release(&f->arena);
	free(f);
	return 0;
}

static const char *path_of(struct fixture *f, const char *below)
{
	return vouch_arena_printf(&f->arena, "%s/%s", f->folder, below);
}

static int fetch_path(struct fixture *f, const char *path)
{
	struct vouch_password_value source = {.source = VOUCH_PASSWORD_FILE, .text = path};

	return f->keeper.ops->fetch(f->keeper.self, &source, &f->secret, &f->err);
}

static enum vouch_secret_state ask_path(struct fixture *f, const char *path, const char **why)
{
	struct vouch_password_value source = {.source = VOUCH_PASSWORD_FILE, .text = path};

	*why = "";
	return f->keeper.ops->ask(f->keeper.self, &f->arena, &source, why);
}

static void assert_refused(struct fixture *f, const char *path, const char *message)
{
	const char *why;

	assert_int_equal(fetch_path(f, path), -VOUCH_E_APPLY);
	assert_text_contains(f->err.msg, message);
	assert_true(vouch_secret_is_empty(&f->secret));
	assert_int_equal(ask_path(f, path, &why), VOUCH_SECRET_MISSING);
	assert_text_contains(why, message);
}

static void the_first_line_of_a_file_is_the_password(void **state)
{
	struct fixture *f = *state;
	static const char *const texts[] = {
		"hunter2\nsecond line\n", "hunter2", "hunter2\r\n", "hunter2\n"};
	const char *path = path_of(f, "allowed/sub/alice"), *why;
	size_t i;

	for (i = 0; i < sizeof texts / sizeof *texts; i++) {
		vouch_test_write(f->folder, "allowed/sub/alice", texts[i]);
		assert_int_equal(ask_path(f, path, &why), VOUCH_SECRET_HELD);
		assert_vouch_ok(fetch_path(f, path), &f->err);
		assert_string_equal(f->secret.bytes, "hunter2");
	}
}

static void what_is_not_below_the_list_is_refused(void **state)
{
	struct fixture *f = *state;

	vouch_test_write(f->folder, "outside", "x\n");
	vouch_test_write(f->folder, "allowed-not/x", "x\n");
	vouch_test_write(f->folder, "allowed/x", "x\n");
	assert_refused(f, path_of(f, "outside"), "not allowed on this Mac");
	assert_refused(f, path_of(f, "allowed-not/x"), "not allowed on this Mac");
	assert_refused(f, path_of(f, "allowed/../outside"), "without . and ..");
	assert_refused(f, path_of(f, "allowed/./x"), "without . and ..");
	assert_refused(f, path_of(f, "allowed//x"), "without . and ..");
	assert_refused(f, path_of(f, "allowed/x/"), "without . and ..");
	assert_refused(f, "allowed/x", "from / on");
	assert_refused(f, path_of(f, "allowed/none"), "No such file");
}

static void an_entry_may_be_the_file_itself_but_never_the_root(void **state)
{
	struct fixture *f = *state;
	const char *paths[] = {path_of(f, "one"), "/"};
	struct vouch_allowed allowed = {paths, 2, true};
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;

	vouch_test_write(f->folder, "one", "x");
	assert_vouch_ok(
		vouch_allowed_open(&allowed, &f->arena, paths[0], &fd, NULL, &f->err), &f->err);
	assert_true(vouch_allowed_names(&allowed, paths[0]));
	assert_false(vouch_allowed_names(&allowed, path_of(f, "two")));
}

static void links_are_not_followed(void **state)
{
	struct fixture *f = *state;

	vouch_test_write(f->folder, "outside/x", "x\n");
	assert_int_equal(symlink(path_of(f, "outside/x"), path_of(f, "allowed/x")), 0);
	assert_int_equal(symlink(path_of(f, "outside"), path_of(f, "allowed/sub")), 0);
	assert_refused(f, path_of(f, "allowed/x"), "symbolic link");
	assert_refused(f, path_of(f, "allowed/sub/x"), "symbolic link");
}

/* As /etc is on a Mac. */
static void a_link_on_the_way_to_the_entry_is_the_administrators(void **state)
{
	struct fixture *f = *state;
	const char *paths[] = {path_of(f, "etc/vouch")};
	struct vouch_allowed allowed = {paths, 1, true};
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;
	const char *resolved = NULL;

	vouch_test_write(f->folder, "private/etc/vouch/x", "x\n");
	assert_int_equal(symlink("private/etc", path_of(f, "etc")), 0);
	assert_vouch_ok(vouch_allowed_open(&allowed, &f->arena, path_of(f, "etc/vouch/x"), &fd,
				&resolved, &f->err),
		&f->err);
	assert_string_equal(resolved, path_of(f, "private/etc/vouch/x"));
}

static void what_others_can_write_is_refused(void **state)
{
	struct fixture *f = *state;

	vouch_test_write(f->folder, "allowed/sub/x", "x\n");
	assert_int_equal(chmod(path_of(f, "allowed/sub/x"), 0664), 0);
	assert_refused(f, path_of(f, "allowed/sub/x"), "can be written by others");
	assert_int_equal(chmod(path_of(f, "allowed/sub/x"), 0600), 0);
	assert_int_equal(chmod(path_of(f, "allowed/sub"), 0777), 0);
	assert_refused(f, path_of(f, "allowed/sub/x"), "chmod go-w");
}

static void what_others_own_is_refused(void **state)
{
	struct fixture *f = *state;

	vouch_test_write(f->folder, "allowed/x", "x\n");
	if (geteuid() != 0) {
		/* Not root: with the strict list, what is ours is somebody else's. */
		struct vouch_allowed strict = {f->allowed, 1, false};
		int fd;

		assert_int_equal(vouch_allowed_open(&strict, &f->arena, path_of(f, "allowed/x"),
					 &fd, NULL, &f->err),
			-VOUCH_E_APPLY);
		assert_text_contains(f->err.msg, "chown root");
		return;
	}
	assert_int_equal(chown(path_of(f, "allowed/x"), 501, 20), 0);
	assert_refused(f, path_of(f, "allowed/x"), "belongs to uid 501");
	assert_int_equal(chown(path_of(f, "allowed/x"), 0, 0), 0);
	assert_int_equal(chown(path_of(f, "allowed"), 501, 20), 0);
	assert_refused(f, path_of(f, "allowed/x"), "chown root");
}

static void what_is_no_file_is_refused(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(mkfifo(path_of(f, "allowed/fifo"), 0600), 0);
	assert_int_equal(mkdir(path_of(f, "allowed/folder"), 0700), 0);
	assert_refused(f, path_of(f, "allowed/fifo"), "not a regular file");
	assert_refused(f, path_of(f, "allowed/folder"), "not a regular file");
	vouch_test_write(f->folder, "allowed/empty", "");
	assert_refused(f, path_of(f, "allowed/empty"), "empty");
}

static void what_the_tools_cannot_take_is_refused(void **state)
{
	struct fixture *f = *state;
	char long_line[6000];
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret odd = {0};
	const char *path = path_of(f, "allowed/x");

	memset(long_line, 'p', sizeof long_line);
	long_line[1022] = '\0';
	vouch_test_write(f->folder, "allowed/x", long_line);
	assert_vouch_ok(fetch_path(f, path), &f->err);
	assert_int_equal(f->secret.length, 1022);
	vouch_secret_release(&f->secret);
	long_line[1022] = 'p';
	long_line[1023] = '\0';
	vouch_test_write(f->folder, "allowed/x", long_line);
	assert_int_equal(fetch_path(f, path), -VOUCH_E_APPLY);
	assert_text_contains(f->err.msg, "longer than 1022 bytes");
	assert_null(strstr(f->err.msg, "ppp"));
	long_line[1023] = 'p';
	long_line[5999] = '\0';
	vouch_test_write(f->folder, "allowed/x", long_line);
	assert_int_equal(fetch_path(f, path), -VOUCH_E_APPLY);
	vouch_test_write(f->folder, "allowed/x", "\nsecond\n");
	assert_int_equal(fetch_path(f, path), -VOUCH_E_APPLY);
	assert_text_contains(f->err.msg, "the password is empty");
	assert_vouch_ok(vouch_secret_set(&odd, "a\0b", 3, &f->err), &f->err);
	assert_int_equal(vouch_password_check(&odd, "x", &f->err), -VOUCH_E_APPLY);
	assert_vouch_ok(vouch_secret_set(&odd, "a\nb", 3, &f->err), &f->err);
	assert_int_equal(vouch_password_check(&odd, "x", &f->err), -VOUCH_E_APPLY);
}

static void a_variable_is_read_from_our_own_environment(void **state)
{
	struct fixture *f = *state;
	struct vouch_password_value source = {
		.source = VOUCH_PASSWORD_ENV, .text = "VOUCH_TEST_ALICE"};
	const char *why = "";

	(void)unsetenv("VOUCH_TEST_ALICE");
	assert_int_equal(
		f->keeper.ops->ask(f->keeper.self, &f->arena, &source, &why), VOUCH_SECRET_MISSING);
	assert_text_contains(why, "VOUCH_TEST_ALICE is not set");
	assert_int_equal(
		f->keeper.ops->fetch(f->keeper.self, &source, &f->secret, &f->err), -VOUCH_E_APPLY);
	assert_int_equal(setenv("VOUCH_TEST_ALICE", "hunter2", 1), 0);
	assert_int_equal(
		f->keeper.ops->ask(f->keeper.self, &f->arena, &source, &why), VOUCH_SECRET_HELD);
	assert_vouch_ok(
		f->keeper.ops->fetch(f->keeper.self, &source, &f->secret, &f->err), &f->err);
	assert_string_equal(f->secret.bytes, "hunter2");
	(void)unsetenv("VOUCH_TEST_ALICE");
}

/* Puts the puppet below the allowed folder; a copy, as links are not followed. */
static const char *install_puppet(struct fixture *f)
{
	const char *path = path_of(f, "allowed/fetch");
	VOUCH_CLEANUP(vouch_fd_close) int from = open(PUPPET, O_RDONLY | O_CLOEXEC);
	VOUCH_CLEANUP(vouch_fd_close)
	int to = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755);
	char piece[65536];
	ssize_t length;

	assert_true(from >= 0 && to >= 0);
	while ((length = read(from, piece, sizeof piece)) > 0)
		assert_int_equal(vouch_fd_write(to, piece, (size_t)length), 0);
	assert_int_equal(fchmod(to, 0755), 0);
	return path;
}

static int fetch_exec(struct fixture *f, const char *const *arguments)
{
	const char *copy[4] = {NULL};
	struct vouch_password_value source = {.source = VOUCH_PASSWORD_EXEC, .arguments = copy};
	size_t i;

	for (i = 0; arguments[i] != NULL; i++)
		copy[i] = arguments[i];
	return f->keeper.ops->fetch(f->keeper.self, &source, &f->secret, &f->err);
}

static void a_program_prints_the_password(void **state)
{
	struct fixture *f = *state;
	const char *program = install_puppet(f);

	assert_vouch_ok(
		fetch_exec(f, (const char *const[]){program, "print", "hunter2\nmore", NULL}),
		&f->err);
	assert_string_equal(f->secret.bytes, "hunter2");
}

static void a_program_gets_no_variable_of_ours(void **state)
{
	struct fixture *f = *state;
	const char *program = install_puppet(f);

	assert_int_equal(setenv("VOUCH_TEST_CANARY", "hunter2", 1), 0);
	assert_vouch_ok(fetch_exec(f, (const char *const[]){program, "variable",
					      "VOUCH_TEST_CANARY", NULL}),
		&f->err);
	(void)unsetenv("VOUCH_TEST_CANARY");
	assert_string_equal(f->secret.bytes, "not set");
}

static void a_program_that_fails_or_hangs_gives_nothing(void **state)
{
	struct fixture *f = *state;
	const char *program = install_puppet(f);

	/* "say" exits 3, and says the secret on both streams. */
	assert_int_equal(fetch_exec(f, (const char *const[]){program, "say", "hunter2", NULL}),
		-VOUCH_E_APPLY);
	assert_text_contains(f->err.msg, "exited 3");
	assert_null(strstr(f->err.msg, "hunter2"));
	assert_true(vouch_secret_is_empty(&f->secret));
	assert_int_equal(
		fetch_exec(f, (const char *const[]){program, "print", "", NULL}), -VOUCH_E_APPLY);
	assert_text_contains(f->err.msg, "empty");
	vouch_keeper_free(&f->keeper);
	vouch_keeper_new(&(struct vouch_keeper_options){.allowed = {f->allowed, 1, true},
				 .exec_deadline_ms = 100},
		&f->keeper);
	assert_int_equal(fetch_exec(f, (const char *const[]){program, "block", "hunter2", NULL}),
		-VOUCH_E_APPLY);
	assert_text_contains(f->err.msg, "still running");
	assert_true(vouch_secret_is_empty(&f->secret));
}

static void a_program_outside_the_list_is_not_run(void **state)
{
	struct fixture *f = *state;
	const char *arguments[] = {PUPPET, "print", "x", NULL};
	struct vouch_password_value source = {
		.source = VOUCH_PASSWORD_EXEC, .arguments = arguments};
	const char *why = "";

	assert_int_equal(fetch_exec(f, arguments), -VOUCH_E_APPLY);
	assert_text_contains(f->err.msg, "not allowed on this Mac");
	assert_int_equal(
		f->keeper.ops->ask(f->keeper.self, &f->arena, &source, &why), VOUCH_SECRET_MISSING);
	assert_text_contains(why, "not allowed on this Mac");
	vouch_test_write(f->folder, "allowed/text", "x");
	arguments[0] = path_of(f, "allowed/text");
	assert_int_equal(fetch_exec(f, arguments), -VOUCH_E_APPLY);
	assert_text_contains(f->err.msg, "chmod +x");
	arguments[0] = install_puppet(f);
	assert_int_equal(
		f->keeper.ops->ask(f->keeper.self, &f->arena, &source, &why), VOUCH_SECRET_HELD);
}

static void what_is_generated_is_in_the_vault(void **state)
{
	struct fixture *f = *state;
	struct vouch_password_value source = {.source = VOUCH_PASSWORD_GENERATE, .text = "x"};
	const char *why = "";

	assert_int_equal(
		f->keeper.ops->ask(f->keeper.self, &f->arena, &source, &why), VOUCH_SECRET_MISSING);
	assert_text_contains(why, "kept in the vault");
	assert_int_equal(
		f->keeper.ops->fetch(f->keeper.self, &source, &f->secret, &f->err), -VOUCH_E_APPLY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(the_first_line_of_a_file_is_the_password),
		TEST(what_is_not_below_the_list_is_refused),
		TEST(an_entry_may_be_the_file_itself_but_never_the_root),
		TEST(links_are_not_followed),
		TEST(a_link_on_the_way_to_the_entry_is_the_administrators),
		TEST(what_others_can_write_is_refused),
		TEST(what_others_own_is_refused),
		TEST(what_is_no_file_is_refused),
		TEST(what_the_tools_cannot_take_is_refused),
		TEST(a_variable_is_read_from_our_own_environment),
		TEST(a_program_prints_the_password),
		TEST(a_program_gets_no_variable_of_ours),
		TEST(a_program_that_fails_or_hangs_gives_nothing),
		TEST(a_program_outside_the_list_is_not_run),
		TEST(what_is_generated_is_in_the_vault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
