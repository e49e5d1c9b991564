/* index.h – finds a position by a name, without case, as macOS compares record names.
 *
 * Add everything, sort once, then look up. Where several have one name, the lowest position wins.
 */
#ifndef VOUCH_PLAN_INDEX_H
#define VOUCH_PLAN_INDEX_H

#include <stddef.h>

#include "vouch/base/arena.h"

struct vouch_index_entry {
	const char *key;
	int position;
};

struct vouch_index {
	struct vouch_index_entry *items;
	size_t count, room;
};

void vouch_index_add(
	struct vouch_arena *arena, struct vouch_index *index, const char *key, int position);
void vouch_index_sort(struct vouch_index *index);
/* The position, or -1. key may be NULL: -1. */
int vouch_index_find(const struct vouch_index *index, const char *key);

#endif
