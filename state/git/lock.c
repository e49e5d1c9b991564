/* lock.c – waiting for a lock, but not for ever. */
#include "lock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"

static void on_alarm(int number)
{
	(void)number; /* it is enough that fcntl is interrupted */
}

static int wait_for(int fd, struct flock *lock, unsigned seconds)
{
	struct sigaction action = {.sa_handler = on_alarm}, before;
	int result, sys;

	/* No SA_RESTART: the alarm ends the wait. */
	(void)sigemptyset(&action.sa_mask);
	if (sigaction(SIGALRM, &action, &before) != 0)
		return -1;
	(void)alarm(seconds);
	result = fcntl(fd, F_SETLKW, lock);
	sys = errno;
	(void)alarm(0);
	(void)sigaction(SIGALRM, &before, NULL);
	errno = sys;
	return result;
}

int vouch_git_lock_take(const char *path, bool alone, unsigned wait_seconds, int *fd_out,
	struct vouch_git_failure *failure)
{
	VOUCH_CLEANUP(vouch_fd_close)
	int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
	struct flock lock = {.l_type = alone ? F_WRLCK : F_RDLCK, .l_whence = SEEK_SET};
	struct stat status;

	if (fd < 0 || fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
		return vouch_git_fail(failure, VOUCH_GIT_MIRROR, "cannot open the lock %s: %s",
			path, fd < 0 ? strerror(errno) : "it is not a plain file");
	if (fcntl(fd, F_SETLK, &lock) != 0) {
		if (errno != EACCES && errno != EAGAIN)
			return vouch_git_fail(failure, VOUCH_GIT_SYSTEM, "cannot lock %s: %s", path,
				strerror(errno));
		if (wait_seconds == 0 || wait_for(fd, &lock, wait_seconds) != 0)
			return vouch_git_fail(failure, VOUCH_GIT_LOCKED,
				"another vouch-git is at work (it holds %s): try again when it is "
				"done",
				path);
	}
	*fd_out = vouch_fd_take(&fd);
	return 0;
}
