/* git_child.h – asking vouch-git, as vouch/git/protocol.h says, with a deadline and a cap. */
#ifndef VOUCH_APP_GIT_CHILD_H
#define VOUCH_APP_GIT_CHILD_H

#include <stdbool.h>
#include <stdint.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"
#include "vouch/base/file.h"

struct vouch_git_answer {
	bool unreachable;         /* it failed because nobody answered */
	struct vouch_bytes files; /* the stream of vouch/load/source.h */
};

/* unreachable is set also where this fails. rev: NULL for HEAD. deadline_ms 0: that of the
 * protocol.
 */
int vouch_git_sync(struct vouch_arena *arena, const char *mirror, const char *url, const char *rev,
	int64_t deadline_ms, struct vouch_git_answer *out, struct vouch_err *err);
int vouch_git_files(struct vouch_arena *arena, const char *mirror, const char *commit,
	struct vouch_git_answer *out, struct vouch_err *err);

#endif
