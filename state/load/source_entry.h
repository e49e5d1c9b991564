/* source_entry.h – what both sources share: adding an entry within bounds, the final order. */
#ifndef VOUCH_LOAD_SOURCE_ENTRY_H
#define VOUCH_LOAD_SOURCE_ENTRY_H

#include "vouch/load/source.h"

/* path lives in the arena. VOUCH_E_SOURCE where the path is no plain relative UTF-8 path, or where
 * there are too many entries or bytes; *total is the sum of bytes so far. */
int source_add(struct vouch_arena *arena, struct vouch_source *source,
	struct vouch_source_file file, size_t *total, struct vouch_err *err);
/* Sorts by path. VOUCH_E_SOURCE where two entries have the same path. */
int source_finish(struct vouch_source *source, struct vouch_err *err);

#endif
