/* mirror.h – the bare mirror on disk: locked, recognised, replaced as a whole.
 *
 * Invariants:
 * 1. DIR holds a mirror only if it was fetched whole once: a new one grows as DIR.new and is
 *renamed when it is complete, with its marker (the URL it mirrors) inside.
 * 2. Whoever writes holds DIR.lock alone, whoever reads shares it; it dies with the process.
 * 3. Between the two renames of a replacement DIR is missing and DIR.old is the last good one: the
 *    next writer puts it back.
 * 4. None of these paths is ever followed through a link, and all of them are ours with mode 0700.
 *
 *	vouch_git_mirror_lock → _open … and where that fails with "damaged": _begin … _replace
 */
#ifndef VOUCH_GIT_MIRROR_H
#define VOUCH_GIT_MIRROR_H

#include "library.h"
#include "vouch/base/arena.h"

struct vouch_git_mirror {
	const char *path, *fresh, *old;
	int lock; /* -1: none */
};

enum vouch_git_access { VOUCH_GIT_READ, VOUCH_GIT_WRITE };

/* VOUCH_GIT_LOCKED after so many seconds. To write also sweeps up after a killed process. */
int vouch_git_mirror_lock(struct vouch_arena *arena, const char *path, enum vouch_git_access access,
	unsigned wait_seconds, struct vouch_git_mirror *out, struct vouch_git_failure *failure);
void vouch_git_mirror_unlock(struct vouch_git_mirror *mirror);

/* url NULL: whatever it mirrors. Damaged where there is none, of another URL, or one that libgit2
 * cannot open; VOUCH_GIT_MIRROR where something else stands in its place. */
int vouch_git_mirror_open(struct vouch_arena *arena, const struct vouch_git_mirror *mirror,
	const char *url, git_repository **out, struct vouch_git_failure *failure);

/* An empty one beside; then, fetched whole and closed, in place of what is there. */
int vouch_git_mirror_begin(const struct vouch_git_mirror *mirror, git_repository **out,
	struct vouch_git_failure *failure);
int vouch_git_mirror_replace(struct vouch_arena *arena, const struct vouch_git_mirror *mirror,
	const char *url, struct vouch_git_failure *failure);

/* Gives up the one that was begun; what cannot be removed goes with the next lock. */
void vouch_git_mirror_discard(const struct vouch_git_mirror *mirror);

#endif
