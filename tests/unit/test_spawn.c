/* test_spawn.c – what spawn.h promises of a child: it starts clean, and what it did comes back. */
#include "spawn_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"

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

static int open_descriptors(void)
{
	int i, count = 0;

	for (i = 0; i < 256; i++)
		count += fcntl(i, F_GETFD) >= 0;
	return count;
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
		TEST(both_streams_and_status_come_back),
		TEST(a_signal_is_told_apart_from_a_status),
		TEST(a_missing_program_is_not_started),
		TEST(a_careless_caller_is_refused),
		TEST(a_child_starts_clean),
		TEST(only_the_lock_is_inherited),
		TEST(an_orphan_keeps_the_lock),
		TEST(no_descriptor_stays_behind),
		TEST(works_where_our_own_streams_are_closed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
