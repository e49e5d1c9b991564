/* test_lock.c – one run at a time: who lives is not waited for, a killed run's orphan is. */
#include "vouch_test.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vouch/app/lock.h"

struct fixture {
	struct vouch_arena arena;
	struct vouch_err err;
	char *folder, *path;
	int waits;
};

static int setup(void **state)
{
	static struct fixture fixture;

	memset(&fixture, 0, sizeof fixture);
	fixture.folder = vouch_test_folder(&fixture.arena);
	fixture.path = vouch_arena_printf(&fixture.arena, "%s/lock", fixture.folder);
	*state = &fixture;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;

	vouch_test_folder_remove(fixture->folder);
	vouch_arena_release(&fixture->arena);
	return 0;
}

static void count_wait(void *self, const char *message)
{
	struct fixture *fixture = self;

	assert_text_contains(message, "killed run");
	fixture->waits++;
}

static int take(struct fixture *fixture, int64_t wait_ms, struct vouch_lock *lock)
{
	return vouch_lock_take(fixture->path, wait_ms, count_wait, fixture, lock, &fixture->err);
}

/* A run in a process of its own: takes the lock, says so, and ends when the pipe is closed. With
 * orphan it leaves a child behind that holds the descriptor, as a tool does, and dies. */
static pid_t start_run(struct fixture *fixture, bool orphan, int *let_go)
{
	int ready[2], hold[2];
	char byte;
	pid_t run;

	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(hold), 0);
	run = fork();
	assert_true(run >= 0);
	if (run == 0) {
		struct vouch_lock lock = {-1};

		(void)close(hold[1]);
		if (take(fixture, 0, &lock) < 0)
			_exit(1);
		if (orphan && fork() != 0)
			_exit(0);
		if (write(ready[1], "", 1) != 1)
			_exit(1);
		/* Until the test closes its end. */
		_exit(read(hold[0], &byte, 1) == 0 ? 0 : 1);
	}
	(void)close(ready[1]);
	(void)close(hold[0]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	(void)close(ready[0]);
	if (orphan)
		assert_int_equal(waitpid(run, NULL, 0), run);
	*let_go = hold[1];
	return run;
}

static void a_second_run_is_told_who_holds_it(void **state)
{
	struct fixture *fixture = *state;
	struct vouch_lock lock = {-1};
	char who[32];
	int let_go;
	pid_t run = start_run(fixture, false, &let_go);

	assert_int_equal(take(fixture, 60000, &lock), -(int)VOUCH_E_LOCKED);
	assert_true(snprintf(who, sizeof who, "process %ld", (long)run) > 0);
	assert_text_contains(fixture->err.msg, who);
	assert_int_equal(fixture->waits, 0);
	assert_int_equal(lock.fd, -1);
	(void)close(let_go);
	assert_int_equal(waitpid(run, NULL, 0), run);
	assert_vouch_ok(take(fixture, 0, &lock), &fixture->err);
	vouch_lock_release(&lock);
}

static void an_orphan_of_a_killed_run_is_waited_for(void **state)
{
	struct fixture *fixture = *state;
	struct vouch_lock lock = {-1};
	int let_go;

	(void)start_run(fixture, true, &let_go);
	assert_int_equal(take(fixture, 150, &lock), -(int)VOUCH_E_LOCKED);
	assert_text_contains(fixture->err.msg, "a tool that the killed run");
	assert_int_equal(fixture->waits, 1);
	(void)close(let_go);
	assert_vouch_ok(take(fixture, 60000, &lock), &fixture->err);
	vouch_lock_release(&lock);
}

static void a_lock_that_others_may_write_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct vouch_lock lock = {-1};

	vouch_test_write(fixture->folder, "lock", "");
	assert_int_equal(chmod(fixture->path, 0666), 0);
	assert_int_equal(take(fixture, 0, &lock), -(int)VOUCH_E_SYSTEM);
	assert_int_equal(unlink(fixture->path), 0);
	assert_int_equal(symlink("/dev/null", fixture->path), 0);
	assert_int_equal(take(fixture, 0, &lock), -(int)VOUCH_E_SYSTEM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_second_run_is_told_who_holds_it, setup, teardown),
		cmocka_unit_test_setup_teardown(
			an_orphan_of_a_killed_run_is_waited_for, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_lock_that_others_may_write_is_refused, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
