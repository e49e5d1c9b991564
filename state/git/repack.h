/* repack.h – every fetch that brings something leaves a pack; many become one. */
#ifndef VOUCH_GIT_REPACK_H
#define VOUCH_GIT_REPACK_H

#include "library.h"
#include "vouch/base/arena.h"

enum { VOUCH_GIT_PACKS_MAX = 20 };

/* Does nothing up to VOUCH_GIT_PACKS_MAX packs. The mirror is whole at every moment: the new pack
 * is there before the first of the old ones goes. Needs the lock for writing. */
int vouch_git_repack(
	struct vouch_arena *arena, git_repository *mirror, struct vouch_git_failure *failure);

#endif
