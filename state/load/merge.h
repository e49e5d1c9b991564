/* merge.h – layers to what is wanted: later layers win, field by field; null takes back. */
#ifndef VOUCH_LOAD_MERGE_H
#define VOUCH_LOAD_MERGE_H

#include "layer.h"

struct layers {
	struct layer **items; /* in the order of the list in vouch.yaml */
	size_t count, room;
};

/* Users, those taken back, and the machine's goals; the rest of *out is untouched. */
void merge_layers(
	struct vouch_arena *arena, const struct layers *layers, struct vouch_desired *out);

/* A user as one layer has it. */
struct layer_entry {
	const struct layer *layer;
	const struct layer_user *user;
	size_t order; /* of the layer */
};

struct layer_entries {
	struct layer_entry *items;
	size_t count, room;
};

/* All users of all layers, by name without case, then in the order of the layers. */
void merge_collect(
	struct vouch_arena *arena, const struct layers *layers, struct layer_entries *out);

#endif
