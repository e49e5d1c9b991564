/* allowed.h – the list on the Mac that bounds what a repository may make it run or read.
 *
 * Whoever can push to the repository must not become root by it. So a path that the repository
 * names is opened only if it lies below a folder of this list (or is an entry itself), is written
 * plainly (absolute, no "." or ".." or empty part), and nobody but root could have put it there:
 * from the root folder down, every part belongs to root, is no symbolic link below the entry, and
 * is not writable by group or others. Links on the way to an entry itself are the administrator's
 * (on a Mac /etc is one); what they lead to is checked the same way.
 *
 *	struct vouch_allowed allowed = { paths, count, false };
 *	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;
 *	if (vouch_allowed_open(&allowed, &arena, "/etc/vouch/alice", &fd, NULL, err) < 0) ...
 */
#ifndef VOUCH_SECRETS_ALLOWED_H
#define VOUCH_SECRETS_ALLOWED_H

#include <stdbool.h>
#include <stddef.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"

struct vouch_allowed {
	const char *const *paths; /* borrowed */
	size_t count;
	bool caller_may_own; /* a simulated Mac: what belongs to the caller is as good as root's */
};

/* { "/usr/local/libexec/vouch", "/etc/vouch" } */
extern const char *const vouch_allowed_default[2];

/* Is the path written plainly and below an entry? Looks at nothing. */
bool vouch_allowed_names(const struct vouch_allowed *allowed, const char *path);
/* Opens a regular file for reading. *resolved (may be NULL): the same file, free of links. The
 * error says which part is not as it must be, and what to do. */
int vouch_allowed_open(const struct vouch_allowed *allowed, struct vouch_arena *arena,
	const char *path, int *out, const char **resolved, struct vouch_err *err);

#endif
