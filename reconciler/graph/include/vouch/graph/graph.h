/* graph.h – the chain of trust of a Mac as a picture: who holds a token, who can hand one on, what
 * waits, and what the plan does about it.
 *
 *	struct vouch_graph graph;
 *	vouch_graph_build(&arena, &subject, &graph);
 *	vouch_graph_write(&graph, VOUCH_GRAPH_SVG, &buf);
 *
 * Pure: the same plan is the same bytes. In the picture is who holds a token or may hold one, who
 * is to hold one, and whoever the plan uses; the rest is counted. Where even that is too much,
 * accounts of one kind that nothing sets apart are counted together. Names are anybody's: every
 * writer escapes for its own format, and none uses a name as an identifier.
 */
#ifndef VOUCH_GRAPH_GRAPH_H
#define VOUCH_GRAPH_GRAPH_H

#include <stdbool.h>
#include <stddef.h>

#include "vouch/base/arena.h"
#include "vouch/base/buf.h"
#include "vouch/model/machine.h"
#include "vouch/plan/plan.h"
#include "vouch/plan/trust.h"

enum vouch_node_kind {
	VOUCH_NODE_GRANTOR, /* holds a token, and can hand it on */
	VOUCH_NODE_HOLDER,  /* holds a token, and lacks something to hand it on */
	VOUCH_NODE_UNKNOWN, /* may hold a token */
	VOUCH_NODE_DEAD,
	VOUCH_NODE_GETS,    /* has none, and the plan gives it one */
	VOUCH_NODE_WAITS,   /* is to hold one, and waits */
	VOUCH_NODE_OTHER,   /* has none and is to have none; the plan uses it */
	VOUCH_NODE_SOURCE,  /* the first token, the bootstrap token, the recovery key */
	VOUCH_NODE_MACHINE, /* the Mac itself: FileVault */
	VOUCH_NODE_MANY,    /* a count */
	VOUCH_NODE_HUB,     /* any of those on its left can vouch for any on its right */
	VOUCH_NODE_KIND_COUNT
};

enum vouch_edge_kind {
	VOUCH_EDGE_CAN,   /* could vouch for it */
	VOUCH_EDGE_GIVES, /* in the plan */
	VOUCH_EDGE_TAKES, /* in the plan: a token, or the account */
	VOUCH_EDGE_WAITS, /* would come from there */
	VOUCH_EDGE_KIND_COUNT
};

enum { VOUCH_NODE_LINES = 5, VOUCH_GRAPH_COLUMNS = 64 };

struct vouch_graph_node {
	enum vouch_node_kind kind;
	bool temporary;                      /* an administrator for a time */
	const char *lines[VOUCH_NODE_LINES]; /* the name first; as they are, not escaped */
	size_t line_count;
	int column; /* from the left: holders, the hub, then who gets a token from whom */
	const struct vouch_trust_account *account; /* NULL where it is no account */
};

struct vouch_graph_edge {
	enum vouch_edge_kind kind;
	size_t from, to;
	const char *label; /* "4 grant_token", or NULL */
};

struct vouch_graph {
	const char *title, *subtitle;
	bool tokens; /* else it is FileVault's list that is drawn (HFS+) */
	struct {
		struct vouch_graph_node *items;
		size_t count, room;
	} nodes; /* by column, then from top to bottom */
	struct {
		struct vouch_graph_edge *items;
		size_t count, room;
	} edges; /* in the order of the plan, then those that could be */
};

/* What is drawn; all of it one decision. */
struct vouch_graph_subject {
	const struct vouch_machine *machine;
	const struct vouch_plan *plan;
	const struct vouch_trust *trust;
};

enum vouch_graph_format {
	VOUCH_GRAPH_DOT, /* for Graphviz */
	VOUCH_GRAPH_MERMAID,
	VOUCH_GRAPH_SVG, /* whole: needs no other program to be seen */
	VOUCH_GRAPH_FORMAT_COUNT
};

void vouch_graph_build(struct vouch_arena *arena, const struct vouch_graph_subject *subject,
	struct vouch_graph *out);
void vouch_graph_write(
	const struct vouch_graph *graph, enum vouch_graph_format format, struct vouch_buf *out);

/* "dot", "mermaid", "svg". */
bool vouch_graph_format_parse(const char *text, enum vouch_graph_format *out);

#endif
