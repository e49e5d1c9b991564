/* test_spawn.c – what spawn.h promises: clean children, bounded in time and output. */
#include "vouch_test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/compat.h"
#include "vouch/machine/spawn.h"

enum { LONG = 60000, SHORT = 150, CAP = 1 << 20 };

struct fixture {
	struct vouch_arena arena;
	struct vouch_err err;
};

static int set_up(void **state)
{
	*state = calloc(1, sizeof(struct fixture));
	return *state == NULL ? -1 : 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	vouch_arena_release(&f->arena);
	free(f);
	return 0;
}

#define PUPPET_ARGV(...) \
	(const char *const[]) \
	{ \
		PUPPET, __VA_ARGS__, NULL \
	}

static struct vouch_child puppet(const char *const *argv)
{
	return (struct vouch_child){.argv = argv, .deadline_ms = LONG, .output_cap = CAP};
}

static void run(struct fixture *f, struct vouch_child *child)
{
	assert_vouch_ok(vouch_spawn_run(&f->arena, child, 1, &f->err), &f->err);
}

static void both_streams_and_status_come_back(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("say", "hello"));

	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_EXITED);
	assert_int_equal(child.result.status, 3);
	assert_string_equal(child.result.out.data, "out hello\n");
	assert_string_equal(child.result.err.data, "err hello\n");
	assert_int_equal(child.result.out.length, 10);
	assert_false(child.result.out_cut);
	assert_string_equal(vouch_child_end_text(&f->arena, &child), "exited 3");
}

static void a_signal_is_told_apart_from_a_status(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("die", "9"));

	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_SIGNALLED);
	assert_int_equal(child.result.status, SIGKILL);
	assert_string_equal(vouch_child_end_text(&f->arena, &child), "killed by signal 9");
}

static void a_missing_program_is_not_started(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet((const char *const[]){"/no/such/program", NULL});

	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_NOT_STARTED);
	assert_int_equal(child.result.sys, ENOENT);
	assert_text_contains(vouch_child_end_text(&f->arena, &child), "could not be started: No");
	child = puppet((const char *const[]){"/etc/passwd", NULL});
	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_NOT_STARTED);
	assert_int_equal(child.result.sys, EACCES);
	child = puppet(PUPPET_ARGV("say"));
	child.folder = "/no/such/folder";
	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_NOT_STARTED);
	assert_int_equal(child.result.sys, ENOENT);
}

static void a_careless_caller_is_refused(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet((const char *const[]){"puppet", NULL});

	assert_int_equal(vouch_spawn_run(&f->arena, &child, 1, &f->err), -VOUCH_E_BUG);
	child = puppet(PUPPET_ARGV("say"));
	child.deadline_ms = 0;
	assert_int_equal(vouch_spawn_run(&f->arena, &child, 1, &f->err), -VOUCH_E_BUG);
}

static void a_child_starts_clean(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("describe"));
	int leaked = fcntl(1, F_DUPFD, 20); /* not closed on exec */
	sigset_t block, before;

	assert_true(leaked >= 20);
	(void)sigemptyset(&block);
	(void)sigaddset(&block, SIGUSR1);
	assert_int_equal(sigprocmask(SIG_BLOCK, &block, &before), 0);
	assert_true(signal(SIGUSR2, SIG_IGN) != SIG_ERR);
	assert_int_equal(setenv("VOUCH_TEST_SECRET", "hunter2", 1), 0);
	run(f, &child);
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	(void)signal(SIGUSR2, SIG_DFL);
	(void)close(leaked);
	assert_string_equal(child.result.out.data,
		"leader=1\numask=022\nenv=LC_ALL=C\nenv=PATH=/usr/bin:/bin:/usr/sbin:/sbin\n"
		"blocked=0\npipe=default\nusr2=default\nfolder=/\n");
}

static void only_the_lock_is_inherited(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("describe"));
	char *folder = vouch_test_folder(&f->arena);
	char *path = vouch_arena_printf(&f->arena, "%s/lock", folder);
	VOUCH_CLEANUP(vouch_fd_close)
	int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	const char *fd;

	assert_true(lock >= 0);
	child.inherit_fd = lock;
	child.environment = (const char *const[]){"A=b", NULL};
	child.folder = folder;
	run(f, &child);
	fd = strstr(child.result.out.data, "fd=");
	assert_non_null(fd);
	assert_null(strstr(fd + 1, "fd="));
	assert_text_contains(child.result.out.data, "env=A=b\nblocked");
	assert_text_contains(child.result.out.data, folder);
	vouch_test_folder_remove(folder);
}

/* The lock stays taken as long as the orphan of a killed run lives: here a grandchild. */
static void an_orphan_keeps_the_lock(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("orphan", "exit"));
	char *folder = vouch_test_folder(&f->arena);
	char *path = vouch_arena_printf(&f->arena, "%s/lock", folder);
	int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600), second;
	pid_t grandchild;

	assert_int_equal(flock(lock, LOCK_EX), 0);
	child.inherit_fd = lock;
	run(f, &child);
	grandchild = (pid_t)atol(child.result.out.data);
	assert_true(grandchild > 1);
	(void)close(lock);
	second = open(path, O_RDWR | O_CLOEXEC);
	assert_int_equal(flock(second, LOCK_EX | LOCK_NB), -1);
	assert_int_equal(kill(grandchild, SIGKILL), 0);
	assert_int_equal(flock(second, LOCK_EX), 0); /* comes when it is gone */
	(void)close(second);
	vouch_test_folder_remove(folder);
}

static void input_reaches_it_whole(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("cat"));
	size_t length = 300000;
	char *text = vouch_arena_alloc(&f->arena, length);
	struct vouch_bytes input = {text, length};

	memset(text, 'a', length);
	text[length - 1] = 'z';
	child.input = &input;
	run(f, &child);
	assert_int_equal(child.result.out.length, length);
	assert_memory_equal(child.result.out.data, text, length);
}

static void no_input_is_the_null_device(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("cat"));
	struct vouch_bytes nothing = {"", 0};

	run(f, &child);
	assert_int_equal(child.result.status, 0);
	assert_int_equal(child.result.out.length, 0);
	child.input = &nothing;
	run(f, &child);
	assert_int_equal(child.result.out.length, 0);
}

/* It fills its output pipe before it reads its input: neither side may wait for the other. */
static void feeding_and_reading_interleave(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("spew", "262144"));
	char *text = vouch_arena_alloc(&f->arena, 200000);
	struct vouch_bytes input = {text, 200000};

	child.input = &input;
	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_EXITED);
	assert_int_equal(child.result.out.length, 462144);
}

static void secrets_go_line_by_line(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("cat"));
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret first = {0}, empty = {0};
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret second = {0};
	const struct vouch_secret *const lines[] = {&first, &empty, &second, NULL};

	assert_vouch_ok(vouch_secret_set(&first, "administrator", 13, &f->err), &f->err);
	assert_vouch_ok(vouch_secret_set(&second, "target", 6, &f->err), &f->err);
	child.secret_lines = lines;
	run(f, &child);
	assert_string_equal(child.result.out.data, "administrator\n\ntarget\n");
}

static void secrets_longer_than_the_pipe_arrive(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("cat"));
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret line = {0};
	const struct vouch_secret *lines[65];
	char text[4000];
	size_t i;

	memset(text, 's', sizeof text);
	assert_vouch_ok(vouch_secret_set(&line, text, sizeof text, &f->err), &f->err);
	for (i = 0; i < 64; i++)
		lines[i] = &line;
	lines[64] = NULL;
	child.secret_lines = lines;
	run(f, &child);
	assert_int_equal(child.result.out.length, 64 * 4001);
	for (i = 1; i <= 64; i++)
		assert_int_equal(child.result.out.data[i * 4001 - 1], '\n');
}

static void who_does_not_read_is_no_error(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("close"));
	char *text = vouch_arena_alloc(&f->arena, 300000);
	struct vouch_bytes input = {text, 300000};

	child.input = &input;
	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_EXITED);
	assert_int_equal(child.result.status, 7);
}

static void output_beyond_the_cap_is_dropped_and_told(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("spew", "204800"));

	child.output_cap = 1000;
	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_EXITED);
	assert_int_equal(child.result.out.length, 1000);
	assert_true(child.result.out_cut);
	assert_false(child.result.err_cut);
}

static void secret_output_stays_out_of_the_result(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("say", "hunter2"));
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret secret = {0};

	child.secret_out = &secret;
	run(f, &child);
	assert_int_equal(child.result.out.length, 0);
	assert_int_equal(secret.length, 12);
	assert_string_equal(secret.bytes, "out hunter2\n");
	child = puppet(PUPPET_ARGV("spew", "8192"));
	child.secret_out = &secret;
	run(f, &child);
	assert_int_equal(secret.length, VOUCH_SECRET_MAX);
	assert_true(child.result.out_cut);
}

static void the_deadline_ends_it(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("block", "waiting"));
	int64_t before = vouch_compat_monotonic_ms();

	child.deadline_ms = SHORT;
	run(f, &child);
	assert_true(vouch_compat_monotonic_ms() - before >= SHORT);
	assert_int_equal(child.result.end, VOUCH_END_TIMED_OUT);
	assert_text_contains(vouch_child_end_text(&f->arena, &child), "still running after 0.1 s");
}

/* Waits for a process to be gone, by a pipe-free question; it is killed already. */
static bool is_gone(pid_t pid)
{
	char path[64], state;
	FILE *file;
	int tries;

	for (tries = 0; tries < 100000; tries++) {
		if (kill(pid, 0) < 0)
			return true;
		/* A zombie that nobody reaps (no init in the container) is gone as well. */
		(void)snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
		file = fopen(path, "r");
		if (file != NULL) {
			if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
				state = '?';
			(void)fclose(file);
			if (state == 'Z')
				return true;
		}
	}
	return false;
}

static void the_deadline_ends_grandchildren_too(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("orphan", "block"));
	pid_t grandchild;

	child.deadline_ms = 1500;
	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_TIMED_OUT);
	grandchild = (pid_t)atol(child.result.out.data);
	assert_true(grandchild > 1);
	assert_true(is_gone(grandchild));
}

static void a_grandchild_with_the_pipes_is_not_waited_for(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("orphan", "exit"));
	int64_t before = vouch_compat_monotonic_ms();
	pid_t grandchild;

	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_EXITED);
	assert_int_equal(child.result.status, 0);
	assert_true(vouch_compat_monotonic_ms() - before < LONG / 2);
	grandchild = (pid_t)atol(child.result.out.data);
	assert_true(grandchild > 1);
	assert_int_equal(kill(grandchild, SIGKILL), 0); /* it was left alone */
}

/* One opens a named pipe for writing, which waits for the other to open it for reading. */
static void they_run_side_by_side(void **state)
{
	struct fixture *f = *state;
	char *folder = vouch_test_folder(&f->arena);
	char *fifo = vouch_arena_printf(&f->arena, "%s/fifo", folder);
	const char *const missing[] = {"/no/such/program", NULL};
	const char *const give[] = {PUPPET, "give", fifo, NULL};
	const char *const take[] = {PUPPET, "take", fifo, NULL};
	const char *const block[] = {PUPPET, "block", "x", NULL};
	struct vouch_child children[] = {
		puppet(block), puppet(give), puppet(missing), puppet(take)};
	unsigned long count = vouch_spawn_count();

	assert_int_equal(mkfifo(fifo, 0600), 0);
	children[0].deadline_ms = SHORT;
	assert_vouch_ok(vouch_spawn_run(&f->arena, children, 4, &f->err), &f->err);
	assert_int_equal(vouch_spawn_count() - count, 4);
	assert_int_equal(children[0].result.end, VOUCH_END_TIMED_OUT);
	assert_int_equal(children[1].result.end, VOUCH_END_EXITED);
	assert_int_equal(children[2].result.end, VOUCH_END_NOT_STARTED);
	assert_string_equal(children[3].result.out.data, "given");
	vouch_test_folder_remove(folder);
}

static int open_descriptors(void)
{
	int i, count = 0;

	for (i = 0; i < 256; i++)
		count += fcntl(i, F_GETFD) >= 0;
	return count;
}

static void a_terminal_is_answered_as_it_asks(void **state)
{
	struct fixture *f = *state;
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret secret = {0};
	const struct vouch_answer answers[] = {
		{"the USER name", "alice", NULL}, {"password for user 'alice':", NULL, &secret}};
	struct vouch_child child = puppet(
		PUPPET_ARGV("ask", "Enter the user name:,Enter the password for user 'alice':"));

	assert_vouch_ok(vouch_secret_set(&secret, "pass word", 9, &f->err), &f->err);
	child.answers = answers;
	child.answer_count = 2;
	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_EXITED);
	assert_int_equal(child.result.status, 0);
	/* Nothing of what was answered is echoed. */
	assert_string_equal(child.result.out.data, "terminals=111\nEnter the user name:\n[alice]\n"
						   "Enter the password for user 'alice':\n"
						   "[pass word]\n");
	assert_int_equal(child.result.err.length, 0);
}

static void a_terminal_needs_not_be_asked(void **state)
{
	struct fixture *f = *state;
	const struct vouch_answer answers[] = {{"password:", "never said", NULL}};
	struct vouch_child child = puppet(PUPPET_ARGV("say", "hello"));

	child.answers = answers;
	child.answer_count = 1;
	run(f, &child);
	assert_int_equal(child.result.status, 3);
	assert_text_contains(child.result.out.data, "out hello\n");
	assert_text_contains(child.result.out.data, "err hello\n");
}

static void who_asks_again_is_hung_up_on(void **state)
{
	struct fixture *f = *state;
	const struct vouch_answer answers[] = {{"password:", "wrong", NULL}};
	struct vouch_child child = puppet(PUPPET_ARGV("nag", "Password:"));

	child.answers = answers;
	child.answer_count = 1;
	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_SIGNALLED);
	assert_int_equal(child.result.status, SIGHUP);
	assert_string_equal(child.result.out.data, "Password:Password:");
}

static void who_asks_for_something_else_meets_the_deadline(void **state)
{
	struct fixture *f = *state;
	const struct vouch_answer answers[] = {{"password:", "unasked", NULL}};
	struct vouch_child child = puppet(PUPPET_ARGV("ask", "Favourite colour:"));

	child.answers = answers;
	child.answer_count = 1;
	child.deadline_ms = SHORT;
	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_TIMED_OUT);
	assert_text_contains(child.result.out.data, "Favourite colour:");
}

static void no_descriptor_stays_behind(void **state)
{
	struct fixture *f = *state;
	int before = open_descriptors();
	struct vouch_child child = puppet(PUPPET_ARGV("say", "x"));

	run(f, &child);
	child = puppet((const char *const[]){"/no/such/program", NULL});
	run(f, &child);
	child = puppet(PUPPET_ARGV("block", "x"));
	child.deadline_ms = SHORT;
	run(f, &child);
	child = puppet(PUPPET_ARGV("ask", "name:"));
	child.answers = &(struct vouch_answer){"name:", "alice", NULL};
	child.answer_count = 1;
	run(f, &child);
	assert_int_equal(open_descriptors(), before);
}

static void works_where_our_own_streams_are_closed(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("cat"));
	struct vouch_bytes input = {"text", 4};
	int keep = fcntl(0, F_DUPFD_CLOEXEC, 30);

	child.input = &input;
	(void)close(0);
	run(f, &child);
	(void)dup2(keep, 0);
	(void)close(keep);
	assert_string_equal(child.result.out.data, "text");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(both_streams_and_status_come_back),
		TEST(a_signal_is_told_apart_from_a_status),
		TEST(a_missing_program_is_not_started),
		TEST(a_careless_caller_is_refused),
		TEST(a_child_starts_clean),
		TEST(only_the_lock_is_inherited),
		TEST(an_orphan_keeps_the_lock),
		TEST(input_reaches_it_whole),
		TEST(no_input_is_the_null_device),
		TEST(feeding_and_reading_interleave),
		TEST(secrets_go_line_by_line),
		TEST(secrets_longer_than_the_pipe_arrive),
		TEST(who_does_not_read_is_no_error),
		TEST(output_beyond_the_cap_is_dropped_and_told),
		TEST(secret_output_stays_out_of_the_result),
		TEST(the_deadline_ends_it),
		TEST(the_deadline_ends_grandchildren_too),
		TEST(a_grandchild_with_the_pipes_is_not_waited_for),
		TEST(they_run_side_by_side),
		TEST(a_terminal_is_answered_as_it_asks),
		TEST(a_terminal_needs_not_be_asked),
		TEST(who_asks_again_is_hung_up_on),
		TEST(who_asks_for_something_else_meets_the_deadline),
		TEST(no_descriptor_stays_behind),
		TEST(works_where_our_own_streams_are_closed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
