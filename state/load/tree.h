/* tree.h – a YAML file as a small tree in which every value knows its place.
 *
 * Built from libyaml's events, so that hostile files are stopped early: depth, number of values and
 * size are bounded. Aliases, anchors, tags, duplicate keys, several documents and bytes that are
 * not UTF-8 are problems, each with its place. What was refused stands in the tree as TREE_BAD,
 * which every reader passes over in silence: one mistake, one message.
 */
#ifndef VOUCH_LOAD_TREE_H
#define VOUCH_LOAD_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"
#include "vouch/base/file.h"
#include "vouch/load/problem.h"

enum { TREE_DEPTH_MAX = 24, TREE_VALUES_MAX = 200000 };

enum tree_kind { TREE_BAD, TREE_TEXT, TREE_LIST, TREE_MAP };

struct tree_node;
struct tree_pair {
	struct tree_node *key; /* always TREE_TEXT */
	struct tree_node *value;
};

struct tree_node {
	enum tree_kind kind;
	struct vouch_pos pos;
	const char *text; /* TEXT */
	bool plain;       /* TEXT: without quotes */
	struct {
		struct tree_node **items;
		size_t count, room;
	} list; /* LIST */
	struct {
		struct tree_pair *items;
		size_t count, room;
	} map; /* MAP, in the order of the file */
};

/* path is kept for positions and must outlive the tree. NULL where the file cannot be read as one
 * document; then problems say why. */
struct tree_node *tree_read(struct vouch_arena *arena, const char *path,
	const struct vouch_bytes *bytes, struct vouch_problems *problems);

#endif
