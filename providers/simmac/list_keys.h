/* list_keys.h – the keys of a dictionary in order of their names, as Apple's tools print them. */
#ifndef SIMMAC_LIST_KEYS_H
#define SIMMAC_LIST_KEYS_H

#include "vouch/base/arena.h"
#include "vouch/base/plist.h"

struct simmac_list_keys {
	struct vouch_arena *arena;
	const char **items;
	size_t count, room;
};

/* Everything is in the arena. */
struct simmac_list_keys simmac_list_keys(struct vouch_arena *arena, const struct vouch_plist *dict);

#endif
