/* tree.h – copies and removes a whole simulated Mac: folders, files, links, as they are. */
#ifndef SIMMAC_TREE_H
#define SIMMAC_TREE_H

#include "vouch/base/arena.h"
#include "vouch/base/err.h"

/* Makes the folder to, which must not be there, with all that is in from: modes, times and, where
 * it may, owners; links are copied as links. Programs, which nobody changes, are linked where the
 * file system allows it. Kept snapshots and the lock are left out. On failure what was made so far
 * stays: remove it. */
int simmac_tree_copy(
	struct vouch_arena *arena, const char *from, const char *to, struct vouch_err *err);
/* Never through a link. Nothing there is no failure. */
int simmac_tree_remove(struct vouch_arena *arena, const char *path, struct vouch_err *err);

#endif
