/* test_spawn_deadline.c – a child ends at its deadline, with all that it started, and nobody waits
 * for another. */
#include "spawn_fixture.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "running.h"
#include "vouch/base/compat.h"

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
/* However much time has passed since it ended, as where this process was not let run: what it said
 * last is looked for before it counts as over. */
static void what_an_ended_child_said_is_not_lost(void **state)
{
	struct vouch_child child = {0};
	struct running running = {.child = &child, .deadline = LONG};
	int ends[2], wire;
	siginfo_t info;

	(void)state;
	for (wire = 0; wire < WIRE_COUNT; wire++)
		running.wires[wire] = -1;
	assert_int_equal(pipe(ends), 0);
	running.wires[WIRE_OUTPUT] = ends[0];
	running.pid = fork();
	if (running.pid == 0)
		_exit(0);
	assert_true(running.pid > 0);
	assert_int_equal(waitid(P_PID, (id_t)running.pid, &info, WEXITED | WNOWAIT), 0);
	assert_false(vouch_machine_is_over(&running, 1));
	assert_false(vouch_machine_is_over(&running, LONG - 1));
	running.heard = false; /* looked at, and nothing was there */
	assert_true(vouch_machine_is_over(&running, LONG - 1));
	running.heard = true;
	assert_true(vouch_machine_is_over(&running, LONG)); /* a grandchild that never ends */
	assert_int_equal(waitpid(running.pid, NULL, 0), running.pid);
	assert_int_equal(close(ends[0]), 0);
	assert_int_equal(close(ends[1]), 0);
}

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_deadline_ends_it),
		TEST(the_deadline_ends_grandchildren_too),
		TEST(a_grandchild_with_the_pipes_is_not_waited_for),
		TEST(what_an_ended_child_said_is_not_lost),
		TEST(they_run_side_by_side),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
