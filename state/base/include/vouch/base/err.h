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

/* Code, its text, and the exit status of a command that ends with it (DESIGN section 5). */
#define VOUCH_CODES(X) \
	X(OK, "no error", 0) \
	X(USAGE, "usage", 64) \
	X(CONFIG, "the repository's content is invalid", 65) \
	X(SOURCE, "the repository cannot be read", 1) \
	X(OBSERVE, "the Mac cannot be observed", 1) \
	X(REFUSED, "refused by a guard", 4) \
	X(STALE, "the plan is stale", 5) \
	X(APPLY, "an action failed", 1) \
	X(VERIFY, "an action did not take", 1) \
	X(BLOCKED, "blocked by a failed action", 1) \
	X(LOCKED, "another run holds the lock", 6) \
	X(JOURNAL, "the journal cannot be used", 1) \
	X(TIMEOUT, "a deadline passed", 1) \
	X(UNTRUSTED, "the commit is not trusted", 7) \
	X(INTERRUPTED, "interrupted", 8) \
	X(SYSTEM, "a system call failed", 1) \
	X(BUG, "an internal promise was broken", 1)

enum vouch_code {
#define VOUCH_CODE_ENUM(name, text, status) VOUCH_E_##name,
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

const char *vouch_code_text(enum vouch_code code);
int vouch_code_exit_status(enum vouch_code code);

#endif
