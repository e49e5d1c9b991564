/* tree.h – the files of one commit, straight from its objects, checked before anyone sees them. */
#ifndef VOUCH_GIT_TREE_H
#define VOUCH_GIT_TREE_H

#include <stddef.h>

#include "library.h"
#include "vouch/base/arena.h"
#include "vouch/base/file.h"

enum vouch_git_kind { VOUCH_GIT_KIND_FILE, VOUCH_GIT_KIND_LINK, VOUCH_GIT_KIND_SUBMODULE };

struct vouch_git_entry {
	const char *path;
	enum vouch_git_kind kind;
	struct vouch_bytes bytes; /* FILE only */
};

struct vouch_git_files {
	char commit[VOUCH_GIT_HEX + 1];
	struct vouch_git_entry *items; /* sorted bytewise by path */
	size_t count, room;
};

/* Trees are written by whoever can push, by any program: every name, mode, type and size is checked
 * here, and the work is bounded whatever they say. VOUCH_GIT_CONTENT where the commit holds what
 * must not be there; a damaged failure where an object of it cannot be read. */
int vouch_git_tree_collect(struct vouch_arena *arena, git_repository *repository,
	const git_oid *commit, struct vouch_git_files *out, struct vouch_git_failure *failure);

#endif
