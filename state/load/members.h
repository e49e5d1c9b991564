/* members.h – walks the keys of a map by a table: unknown keys get the nearest known one. */
#ifndef VOUCH_LOAD_MEMBERS_H
#define VOUCH_LOAD_MEMBERS_H

#include "loading.h"

struct member {
	const char *key;
	/* NULL: known, but its place is elsewhere. */
	void (*read)(void *self, const struct tree_node *value);
	const char *elsewhere; /* then: what to do */
};

/* of: "a layer". False where the node is no map (said, unless it is bad already). */
bool members_read(const struct loading *loading, const struct tree_node *node, const char *of,
	const struct member *members, size_t count, void *self);
/* The key that must be there, or a problem at the map. */
const struct tree_node *members_find(const struct tree_node *map, const char *key);

#endif
