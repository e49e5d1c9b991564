/* index.h – finds positions by a text key, without case, as macOS compares record names and uuids.
 *
 * Add everything, sort once, then look up. Keys are borrowed. Where several have one key, they
 * stand side by side, the lowest position first.
 */
#ifndef VOUCH_BASE_INDEX_H
#define VOUCH_BASE_INDEX_H

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

/* key NULL: nothing is added. */
void vouch_index_add(
	struct vouch_arena *arena, struct vouch_index *index, const char *key, int position);
void vouch_index_sort(struct vouch_index *index);
/* The lowest position, or -1. key may be NULL: -1. */
int vouch_index_find(const struct vouch_index *index, const char *key);
/* All entries of a key: the first, with *count of them side by side; NULL where there is none. */
const struct vouch_index_entry *vouch_index_find_all(
	const struct vouch_index *index, const char *key, size_t *count);

#endif
