/* manifest.h – vouch.yaml: the groups, the layers and the guards of a repository. */
#ifndef VOUCH_LOAD_MANIFEST_H
#define VOUCH_LOAD_MANIFEST_H

#include "loading.h"
#include "match.h"
#include "vouch/load/source.h"
#include "vouch/model/desired.h"

enum { MANIFEST_LAYERS_MAX = 1000 };

struct layer_use {
	const char *pattern; /* the path, perhaps with {fact} */
	struct vouch_pos pos;
	struct conditions when; /* empty: every Mac */
	bool optional;
};

struct manifest {
	struct groups groups;
	struct {
		struct layer_use *items;
		size_t count, room;
	} layers;
	bool incomplete; /* some layers could not be read from the list */
	struct vouch_guards guards;
};

/* Problems say what is wrong; what could be read is in *out all the same. */
void manifest_read(struct vouch_arena *arena, const struct vouch_source *source,
	struct manifest *out, struct vouch_problems *problems);
/* One part of it: "guards". */
void manifest_read_guards(
	const struct loading *loading, const struct tree_node *node, struct vouch_guards *out);

#endif
