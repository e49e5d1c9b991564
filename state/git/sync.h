/* sync.h – the two commands of vouch-git: bring a mirror up to date, hand over a commit. */
#ifndef VOUCH_GIT_SYNC_H
#define VOUCH_GIT_SYNC_H

#include "options.h"
#include "tree.h"

/* The files of each revision, in order; count is options->revision_count, or 1 for "files". */
struct vouch_git_answer {
	struct vouch_git_files commits[VOUCH_GIT_REVISIONS_MAX];
	size_t count;
};

int vouch_git_sync(struct vouch_arena *arena, const struct vouch_git_options *options,
	struct vouch_git_answer *out, struct vouch_git_failure *failure);
int vouch_git_read(struct vouch_arena *arena, const struct vouch_git_options *options,
	struct vouch_git_answer *out, struct vouch_git_failure *failure);

#endif
