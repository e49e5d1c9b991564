/* build.h – the parts of making a graph, a file each. */
#ifndef VOUCH_GRAPH_BUILD_H
#define VOUCH_GRAPH_BUILD_H

#include "vouch/graph/graph.h"

enum { GRAPH_NOBODY = -1, GRAPH_COLUMN_HOLDERS = 0, GRAPH_COLUMN_HUB, GRAPH_COLUMN_RECEIVERS };

struct building {
	struct vouch_arena *arena;
	const struct vouch_graph_subject *subject;
	struct vouch_graph *graph;
	int *node_of; /* by account: its node, or GRAPH_NOBODY */
	/* By account: the first of its changes and of its waiting entries, and by each of those the
	 * next; GRAPH_NOBODY after the last. */
	int *first_change, *next_change, *first_waiting, *next_waiting;
	bool *is_asked;  /* by account: the plan has it vouch, or somebody vouch for it */
	size_t left_out; /* accounts that are no node */
	int first_token, bootstrap_token, machine, rest; /* nodes, or GRAPH_NOBODY */
};

size_t graph_add_node(struct building *self, enum vouch_node_kind kind,
	const struct vouch_trust_account *account);
/* Where there is room for one more. */
void graph_add_line(struct building *self, size_t node, const char *format, ...) VOUCH_PRINTF(3, 4);
void graph_add_edge(
	struct building *self, enum vouch_edge_kind kind, int from, int to, const char *label);
/* The node of that account; GRAPH_NOBODY where it has none. */
int graph_node_of(const struct building *self, const char *name);
/* Takes a token, an unlocker or an account away. */
bool graph_takes(const struct vouch_change *change);
/* Gives a token, or the right to unlock the disk. */
bool graph_gives(const struct vouch_change *change);
/* The first change of that account that gives, or takes; NULL where there is none. */
const struct vouch_change *graph_find(const struct building *self,
	const struct vouch_trust_account *account, bool (*is_it)(const struct vouch_change *));
/* What it waits for on its way to a token; NULL where nothing. */
const struct vouch_waiting *graph_waits(
	const struct building *self, const struct vouch_trust_account *account);

/* accounts.c: a node for each account that belongs in the picture. */
void graph_accounts(struct building *self);
/* links.c: other sources of trust, and the edges. */
void graph_links(struct building *self);
/* fold.c: where there are too many, those of one kind are counted. */
void graph_fold(struct building *self);
/* order.c: columns from left to right, and who stands above whom. */
void graph_columns(struct building *self);
void graph_order(struct building *self);

#endif
