/* style.h – how each kind of node and edge looks, and what the legend says of it. */
#ifndef VOUCH_GRAPH_STYLE_H
#define VOUCH_GRAPH_STYLE_H

#include "vouch/graph/graph.h"

struct vouch_node_style {
	const char *name;           /* of the class in Mermaid and SVG */
	const char *legend;         /* NULL: speaks for itself */
	const char *without_tokens; /* the same where FileVault's list is drawn */
	const char *colour;         /* in a word, where colours cannot be shown */
	const char *fill, *stroke;
	bool dashed, round;
};

struct vouch_edge_style {
	const char *name, *legend, *colour, *stroke;
	int width;
	bool dashed;
	const char *mermaid; /* its arrow */
};

extern const char vouch_style_temporary[]; /* the legend of a double border */

const struct vouch_node_style *vouch_node_style(enum vouch_node_kind kind);
const struct vouch_edge_style *vouch_edge_style(enum vouch_edge_kind kind);
/* What the legend says of that kind in this picture; NULL where it speaks for itself, or where
 * there is none of it. */
const char *vouch_node_legend(const struct vouch_graph *graph, enum vouch_node_kind kind);
/* Is there any of it in the picture? */
bool vouch_graph_has_node(const struct vouch_graph *graph, enum vouch_node_kind kind);
bool vouch_graph_has_edge(const struct vouch_graph *graph, enum vouch_edge_kind kind);
bool vouch_graph_has_temporary(const struct vouch_graph *graph);

/* dot.c, mermaid.c, svg.c */
void vouch_graph_write_dot(const struct vouch_graph *graph, struct vouch_buf *out);
void vouch_graph_write_mermaid(const struct vouch_graph *graph, struct vouch_buf *out);
void vouch_graph_write_svg(const struct vouch_graph *graph, struct vouch_buf *out);

#endif
