/* revision.h – from what a person calls a commit to the commit. */
#ifndef VOUCH_GIT_REVISION_H
#define VOUCH_GIT_REVISION_H

#include <stddef.h>

#include "library.h"
#include "vouch/base/arena.h"

/* What the remote said it has, just now: "HEAD", "refs/heads/main", "refs/tags/v1". Names are
 * looked up in this list and never in the mirror, whose disk may not tell Main from main. */
struct vouch_git_head {
	const char *name;
	git_oid id;
};

struct vouch_git_heads {
	struct vouch_git_head *items;
	size_t count, room;
};

/* A branch, a tag, HEAD, or the digits of a commit; then any number of ~N and ^. A word that means
 * two different commits is refused, so that nobody can push a branch called like a pinned one. */
int vouch_git_revision_find(struct vouch_arena *arena, git_repository *repository,
	const struct vouch_git_heads *heads, const char *revision, git_oid *out,
	struct vouch_git_failure *failure);

#endif
