/* index.h – finds accounts by a text key (record name, GeneratedUID), without case. */
#ifndef VOUCH_MACOS_INDEX_H
#define VOUCH_MACOS_INDEX_H

#include "vouch/base/arena.h"
#include "vouch/model/snapshot.h"

struct vouch_macos_index_entry {
	const char *key;
	size_t account; /* position in the accounts it was made of */
};

struct vouch_macos_index {
	struct vouch_macos_index_entry *items;
	size_t count, room;
};

/* Sorted; the keys are borrowed from the accounts. */
struct vouch_macos_index vouch_macos_index_names(
	struct vouch_arena *arena, const struct vouch_accounts *accounts);
struct vouch_macos_index vouch_macos_index_uuids(
	struct vouch_arena *arena, const struct vouch_accounts *accounts);
/* The entries of a key: the first, with *count of them side by side; NULL where there is none. */
const struct vouch_macos_index_entry *vouch_macos_index_find(
	const struct vouch_macos_index *index, const char *key, size_t *count);

#endif
