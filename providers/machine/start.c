/* start.c – from a description to a running child: pipes, fork, a clean process, exec. */
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/compat.h"

/* Descriptors of the child: three streams, then where it reports a failed exec, then what it
 * inherits. Everything above is closed. */
enum { CHILD_REPORT = 3, CHILD_INHERITED = 4, CHILD_FIRST_FREE = 16 };

struct pipes {
	int theirs[WIRE_COUNT];
	int ours[WIRE_COUNT];
};

const char *const vouch_environment_clean[] = {
	"LC_ALL=C", "PATH=/usr/bin:/bin:/usr/sbin:/sbin", NULL};

static void close_all(int fds[WIRE_COUNT])
{
	int i;

	for (i = 0; i < WIRE_COUNT; i++)
		vouch_fd_close(&fds[i]);
}

static int set_flags(int fd, int status_flags)
{
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
		return -1;
	return status_flags == 0 ? 0 : fcntl(fd, F_SETFL, status_flags);
}

/* pipe2 is not there on macOS; nobody else forks between pipe and fcntl. */
static int open_pipe(struct pipes *pipes, enum wire wire)
{
	int ends[2], ours = wire == WIRE_INPUT ? 1 : 0;

	if (pipe(ends) < 0)
		return -1;
	pipes->ours[wire] = ends[ours];
	pipes->theirs[wire] = ends[1 - ours];
	return set_flags(ends[ours], O_NONBLOCK) < 0 ? -1 : set_flags(ends[1 - ours], 0);
}

/* One descriptor for each of the child's streams, as each is placed and closed by itself. */
static int open_terminal(struct pipes *pipes)
{
	if (vouch_terminal_open(&pipes->ours[WIRE_OUTPUT], &pipes->theirs[WIRE_OUTPUT]) < 0)
		return -1;
	pipes->theirs[WIRE_INPUT] = dup(pipes->theirs[WIRE_OUTPUT]);
	pipes->theirs[WIRE_ERRORS] = dup(pipes->theirs[WIRE_OUTPUT]);
	if (pipes->theirs[WIRE_INPUT] < 0 || pipes->theirs[WIRE_ERRORS] < 0)
		return -1;
	return open_pipe(pipes, WIRE_STARTED);
}

static int open_pipes(const struct vouch_child *child, struct pipes *pipes)
{
	bool fed = child->input != NULL || child->secret_lines != NULL;
	int i;

	for (i = 0; i < WIRE_COUNT; i++)
		pipes->ours[i] = pipes->theirs[i] = -1;
	if (child->answers != NULL)
		return open_terminal(pipes);
	for (i = fed ? WIRE_INPUT : WIRE_OUTPUT; i < WIRE_COUNT; i++)
		if (open_pipe(pipes, (enum wire)i) < 0)
			return -1;
	return 0;
}

/* From here to become() only calls that are safe between fork and exec. */
static void reset_signals(void)
{
	struct sigaction usual;
	sigset_t none;
	int number;

	memset(&usual, 0, sizeof usual);
	usual.sa_handler = SIG_DFL;
	(void)sigemptyset(&usual.sa_mask);
	for (number = 1; number < NSIG; number++)
		(void)sigaction(number, &usual, NULL); /* some cannot be set: they are as usual */
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Moves descriptors out of the way first: any of them may have a number that another needs. */
static int place_descriptors(const struct vouch_child *child, const struct pipes *pipes)
{
	int input = pipes->theirs[WIRE_INPUT], aside[WIRE_COUNT + 1], i;
	const int target[WIRE_COUNT + 1] = {0, 1, 2, CHILD_REPORT, CHILD_INHERITED};

	if (input < 0)
		input = open("/dev/null", O_RDONLY | O_CLOEXEC);
	for (i = 0; i <= WIRE_COUNT; i++) {
		int fd = i == WIRE_INPUT   ? input
			 : i == WIRE_COUNT ? child->inherit_fd
					   : pipes->theirs[i];

		aside[i] = -1;
		if (i == WIRE_COUNT && fd == 0)
			continue;
		aside[i] = fcntl(fd, F_DUPFD_CLOEXEC, CHILD_FIRST_FREE);
		if (aside[i] < 0)
			return -1;
	}
	for (i = 0; i <= WIRE_COUNT; i++) {
		if (aside[i] < 0)
			(void)close(target[i]);
		else if (dup2(aside[i], target[i]) < 0)
			return -1;
	}
	vouch_compat_close_from(CHILD_INHERITED + 1);
	return fcntl(CHILD_REPORT, F_SETFD, FD_CLOEXEC);
}

static void become(const struct vouch_child *child, const struct pipes *pipes)
	__attribute__((noreturn));
static void become(const struct vouch_child *child, const struct pipes *pipes)
{
	const char *const *environment =
		child->environment == NULL ? vouch_environment_clean : child->environment;
	int report = pipes->theirs[WIRE_STARTED], sys;
	union {
		const char *const *promised; /* execve does not write, but its type says so */
		char *const *wanted;
	} arguments = {child->argv}, variables = {environment};

	(void)setsid(); /* a fresh child leads no group, so it cannot fail */
	(void)umask(022);
	if (place_descriptors(child, pipes) == 0) {
		report = CHILD_REPORT;
		reset_signals();
		if ((child->answers == NULL || vouch_terminal_take(0) == 0) &&
			chdir(child->folder == NULL ? "/" : child->folder) == 0)
			(void)execve(child->argv[0], arguments.wanted, variables.wanted);
	}
	sys = errno;
	while (write(report, &sys, sizeof sys) < 0 && errno == EINTR)
		;
	_exit(127);
}

int vouch_machine_start(struct running *running, struct vouch_err *err)
{
	const struct vouch_child *child = running->child;
	struct pipes pipes;
	sigset_t all, before;
	int sys, r = open_pipes(child, &pipes);

	if (r == 0) {
		/* No handler of ours may run in the child. */
		(void)sigfillset(&all);
		(void)sigprocmask(SIG_BLOCK, &all, &before);
		running->pid = fork();
		if (running->pid == 0)
			become(child, &pipes);
		sys = errno;
		(void)sigprocmask(SIG_SETMASK, &before, NULL);
		errno = sys;
	}
	if (r < 0 || running->pid < 0) {
		sys = errno;
		running->pid = 0;
		close_all(pipes.ours);
		close_all(pipes.theirs);
		return vouch_err_sys(err, VOUCH_E_SYSTEM, sys, "cannot start %s", child->argv[0]);
	}
	close_all(pipes.theirs);
	memcpy(running->wires, pipes.ours, sizeof running->wires);
	running->deadline = vouch_compat_monotonic_ms() + child->deadline_ms;
	return 0;
}
