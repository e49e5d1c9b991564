/* lock.h – a lock on a file, which the kernel drops with the process that holds it. */
#ifndef VOUCH_GIT_LOCK_H
#define VOUCH_GIT_LOCK_H

#include <stdbool.h>

#include "failure.h"

/* Makes the file where it is missing (mode 0600, no link followed); it is never removed. Closing
 * *fd gives the lock back. VOUCH_GIT_LOCKED where somebody else keeps it for so many seconds. */
int vouch_git_lock_take(const char *path, bool alone, unsigned wait_seconds, int *fd,
	struct vouch_git_failure *failure);

#endif
