/* fetch.h – bringing everything the remote has into a mirror. */
#ifndef VOUCH_GIT_FETCH_H
#define VOUCH_GIT_FETCH_H

#include "library.h"
#include "revision.h"
#include "url.h"

/* All branches and tags, forced and pruned, and HEAD. out: what the remote says it has. After it
 * every object of them is in the mirror, kept by refs/vouch/<id>: names of the remote never become
 * files, so that no two of them can collide on a disk without case, or as folder and file.
 *
 * Damaged where the mirror, not the remote, may be the cause. Never asks anybody anything. */
int vouch_git_fetch(struct vouch_arena *arena, git_repository *mirror,
	const struct vouch_git_url *url, struct vouch_git_heads *out,
	struct vouch_git_failure *failure);

#endif
