/* lock.c – takes the run's lock, and tells a living run from a killed one's orphan. */
#include "vouch/app/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/app/interrupt.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/compat.h"
#include "vouch/base/file.h"

enum { ASK_AGAIN_MS = 100 };

static int open_lock(const char *path, int *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close)
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	struct stat status;

	if (fd < 0 || fstat(fd, &status) != 0)
		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot open the lock %s", path);
	if (!S_ISREG(status.st_mode) || status.st_uid != geteuid() || (status.st_mode & 077) != 0)
		return vouch_err_set(err, VOUCH_E_SYSTEM,
			"the lock %s is not a file of ours alone: look at it, then remove it",
			path);
	*out = vouch_fd_take(&fd);
	return 0;
}

/* The process that took the lock last; 0 where it has not said so yet. */
static long read_holder(int fd)
{
	char text[24] = "";
	ssize_t got = pread(fd, text, sizeof text - 1, 0);

	return got <= 0 ? 0 : strtol(text, NULL, 10);
}

static void write_holder(int fd)
{
	char text[24];
	int length = snprintf(text, sizeof text, "%ld\n", (long)getpid());

	/* For messages only: a full disk does not make the lock less of a lock. */
	if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t)length, 0) < 0)
		return;
}

static int say_who_holds(const char *path, long holder, struct vouch_err *err)
{
	if (holder > 0)
		return vouch_err_set(err, VOUCH_E_LOCKED,
			"another run (process %ld) holds the lock %s: wait for its end", holder,
			path);
	return vouch_err_set(
		err, VOUCH_E_LOCKED, "another run holds the lock %s: wait for its end", path);
}

/* Waits for a tool that outlived its killed run. */
static int wait_for_orphan(int fd, const char *path, int64_t wait_ms, struct vouch_err *err)
{
	int64_t until = vouch_compat_monotonic_ms() + wait_ms;
	long holder = 0;

	while (vouch_compat_monotonic_ms() < until) {
		if (vouch_interrupt_wait_ms(ASK_AGAIN_MS))
			return vouch_err_set(
				err, VOUCH_E_INTERRUPTED, "interrupted while waiting for the lock");
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return 0;
		holder = read_holder(fd);
		if (holder == 0 || kill((pid_t)holder, 0) == 0 || errno == EPERM)
			return say_who_holds(path, holder, err); /* another run was faster */
	}
	return vouch_err_set(err, VOUCH_E_LOCKED,
		"a tool that the killed run (process %ld) had started still holds the lock %s: "
		"find it with fuser or lsof, and wait for its end or end it",
		holder, path);
}

int vouch_lock_take(const char *path, int64_t wait_ms,
	void (*waits)(void *self, const char *message), void *self, struct vouch_lock *out,
	struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;
	long holder;
	int r = open_lock(path, &fd, err);

	if (r < 0)
		return r;
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot lock %s", path);
		holder = read_holder(fd);
		if (holder <= 0 || kill((pid_t)holder, 0) == 0 || errno == EPERM)
			return say_who_holds(path, holder, err);
		if (waits != NULL)
			waits(self, "waiting for a tool that a killed run had started");
		r = wait_for_orphan(fd, path, wait_ms, err);
		if (r < 0)
			return r;
	}
	write_holder(fd);
	out->fd = vouch_fd_take(&fd);
	return 0;
}

void vouch_lock_release(struct vouch_lock *lock)
{
	if (lock->fd < 0)
		return;
	if (ftruncate(lock->fd, 0) != 0)
		errno = 0; /* the number that stays is one of a process that will be gone */
	vouch_fd_close(&lock->fd);
	lock->fd = -1;
}
