/* merge.h – builds the root that `simmac exec` shows, out of the Mac's folders and the host's.
 *
 * Only for namespace_linux.c, in the workshop where both are mounted. The host's programs and
 * settings are shown read-only: what a command would change there is the host's own.
 */
#ifndef SIMMAC_MERGE_H
#define SIMMAC_MERGE_H

#include <stdbool.h>
#include <stddef.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"

struct simmac_merge {
	struct vouch_arena *arena;
	bool layered; /* overlays may be tried */
	struct vouch_err *err;
};

enum { SIMMAC_LAYERS = 5 };

/* In the workshop: a layer that hides programs of the host. */
#define SIMMAC_HIDES "/hides"

/* One folder out of several; the first that has an entry wins. */
struct simmac_layers {
	const char *at;
	const char *from[SIMMAC_LAYERS]; /* NULL ends the list */
	const char *keeps;               /* takes what is written, where overlays work; or NULL */
};

/* The entries at the top but for those skipped: the Mac's, then the host's. */
int simmac_merge_top(struct simmac_merge *merge, const char *at, const char *mac, const char *host,
	const char *const *skipped, size_t count);
/* /usr, and /bin and /sbin as the host has them: folders, or links into /usr. */
int simmac_merge_programs(
	struct simmac_merge *merge, const char *at, const char *mac, const char *host);
/* Each entry mounted or linked by itself; those of the last layer (the host's) can be written. */
int simmac_merge_entries(struct simmac_merge *merge, const struct simmac_layers *layers);
/* As an overlay; where there is none, the same with the last layer read-only. */
int simmac_merge_layers(struct simmac_merge *merge, const struct simmac_layers *layers);

#endif
