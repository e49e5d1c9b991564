/* err.h – the one error value: what went wrong, where, and what to do about it.
 *
 * A plain value that the caller owns: no allocation, nothing to free, usable when memory is gone.
 * Overlong text is cut visibly ("…" at the end, truncated set); whole tool output goes to the
 * journal, not here.
 *
 * Functions that can fail return int: 0, or the negated code with *err filled. On failure their
 * out-parameters are untouched; on success *err is untouched. Set the error where the cause is
 * known, add the subject as it passes you, print it once, in the command line.
 *
 *	if (open_failed)
 *		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot open %s", path);
 *	...
 *	if (r < 0)
 *		return vouch_err_wrap(err, "user/%s", name);
 */
#ifndef VOUCH_BASE_ERR_H
#define VOUCH_BASE_ERR_H

#include <stdarg.h>
#include <stdbool.h>

#if defined(__GNUC__)
#define VOUCH_PRINTF(format_at, arguments_at) \
	__attribute__((format(printf, format_at, arguments_at)))
#else
#define VOUCH_PRINTF(format_at, arguments_at)
#endif

/* Code, and the exit status of a command that ends with it (DESIGN section 5). */
#define VOUCH_CODES(X) \
	X(OK, 0)          /* no error */ \
	X(USAGE, 64)      /* usage */ \
	X(CONFIG, 65)     /* the repository's content is invalid */ \
	X(SOURCE, 1)      /* the repository cannot be read */ \
	X(OBSERVE, 1)     /* the Mac cannot be observed */ \
	X(REFUSED, 4)     /* refused by a guard */ \
	X(STALE, 5)       /* the plan is stale */ \
	X(APPLY, 1)       /* an action failed */ \
	X(VERIFY, 1)      /* an action did not take */ \
	X(BLOCKED, 1)     /* blocked by a failed action */ \
	X(LOCKED, 6)      /* another run holds the lock */ \
	X(JOURNAL, 1)     /* the journal cannot be used */ \
	X(TIMEOUT, 1)     /* a deadline passed */ \
	X(UNTRUSTED, 7)   /* the commit is not trusted */ \
	X(INTERRUPTED, 8) /* interrupted */ \
	X(SYSTEM, 1)      /* a system call failed */ \
	X(BUG, 1)         /* an internal promise was broken */

enum vouch_code {
#define VOUCH_CODE_ENUM(name, status) VOUCH_E_##name,
	VOUCH_CODES(VOUCH_CODE_ENUM)
#undef VOUCH_CODE_ENUM
};

/* A place in a file of the repository. file is NULL where there is none; line and column count from
 * 1, and are 0 where they are not known. The file name is borrowed from the arena of its source. */
struct vouch_pos {
	const char *file;
	int line;
	int column;
};

struct vouch_err {
	enum vouch_code code;
	int sys; /* errno, or 0 */
	struct vouch_pos pos;
	unsigned truncated : 1;
	char msg[512];
};

/* All return -code, so that a caller can return them. err may be NULL: then only the code counts.
 */
int vouch_err_set(struct vouch_err *err, enum vouch_code code, const char *format, ...)
	VOUCH_PRINTF(3, 4);
int vouch_err_set_at(struct vouch_err *err, enum vouch_code code, struct vouch_pos pos,
	const char *format, ...) VOUCH_PRINTF(4, 5);
/* Appends ": " and the text of the system error. */
int vouch_err_sys(struct vouch_err *err, enum vouch_code code, int sys, const char *format, ...)
	VOUCH_PRINTF(4, 5);
/* Puts "subject: " before the message that is there; returns the code that is there, negated. */
int vouch_err_wrap(struct vouch_err *err, const char *format, ...) VOUCH_PRINTF(2, 3);
void vouch_err_clear(struct vouch_err *err);

int vouch_code_exit_status(enum vouch_code code);

#endif
