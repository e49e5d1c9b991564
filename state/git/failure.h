/* failure.h – why vouch-git ends, and with which status.
 *
 * A plain value of the caller. Set where the cause is known, printed once in main.c. Functions that
 * can fail return 0, or -1 with the failure filled; on success it is untouched. Messages hold names
 * from outside as they are; main.c escapes them.
 */
#ifndef VOUCH_GIT_FAILURE_H
#define VOUCH_GIT_FAILURE_H

#include <stdbool.h>

#include "vouch/base/err.h"
#include "vouch/git/protocol.h"

struct vouch_git_failure {
	enum vouch_git_end end;
	/* The mirror itself cannot be read: a new one may help. Never leaves vouch-git. */
	bool damaged;
	char message[1024];
};

/* All return -1. */
int vouch_git_fail(struct vouch_git_failure *failure, enum vouch_git_end end, const char *format,
	...) VOUCH_PRINTF(3, 4);
/* Appends ": " and what libgit2 said last. */
int vouch_git_fail_library(struct vouch_git_failure *failure, enum vouch_git_end end,
	const char *format, ...) VOUCH_PRINTF(3, 4);
/* The same for an object that should be in the mirror and cannot be read. */
int vouch_git_fail_damaged(struct vouch_git_failure *failure, const char *format, ...)
	VOUCH_PRINTF(2, 3);
/* Takes over an error of the base. */
int vouch_git_fail_base(
	struct vouch_git_failure *failure, enum vouch_git_end end, const struct vouch_err *err);

#endif
