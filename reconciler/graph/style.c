/* style.c – colours that are told apart without seeing colour too: every kind says in words what it
 * is, dashed is what is not sure or not yet. */
#include "style.h"

#include "vouch/base/text.h"

static const struct vouch_node_style nodes[] = {
	[VOUCH_NODE_GRANTOR] = {"grantor", "holds a token and can vouch",
		"unlocks the disk, and can add others", "green", "#c8ecd2", "#1a7f37", false,
		false},
	[VOUCH_NODE_HOLDER] = {"holder", "holds a token, cannot vouch",
		"unlocks the disk, cannot add others", "pale green", "#f3fbf5", "#1a7f37", false,
		false},
	[VOUCH_NODE_UNKNOWN] = {"unknown", "may hold a token: could not be read",
		"may unlock the disk: could not be read", "grey, dashed", "#eceef0", "#57606a",
		true, false},
	[VOUCH_NODE_DEAD] = {"dead", "dead token", NULL, "red", "#ffdcd7", "#cf222e", false, false},
	[VOUCH_NODE_GETS] = {"gets", "gets a token by this plan",
		"is to unlock the disk by this plan", "blue", "#d8eefe", "#0969da", false, false},
	[VOUCH_NODE_WAITS] = {"waits", "is to hold a token, and waits",
		"is to unlock the disk, and waits", "yellow, dashed", "#fff1bf", "#9a6700", true,
		false},
	[VOUCH_NODE_OTHER] = {"other", NULL, NULL, "white", "#ffffff", "#57606a", false, false},
	[VOUCH_NODE_SOURCE] = {"source", "another source of trust", NULL, "violet", "#efe5ff",
		"#8250df", false, true},
	[VOUCH_NODE_MACHINE] = {"machine", NULL, NULL, "white", "#ffffff", "#57606a", false, true},
	[VOUCH_NODE_MANY] = {"many", NULL, NULL, "white, dashed", "#ffffff", "#8c959f", true,
		false},
	[VOUCH_NODE_HUB] = {"hub", NULL, NULL, "grey dot", "#8c959f", "#8c959f", false, true},
};
_Static_assert(sizeof nodes / sizeof nodes[0] == VOUCH_NODE_KIND_COUNT, "one row a kind");

static const struct vouch_edge_style edges[] = {
	[VOUCH_EDGE_CAN] = {"can", "could vouch", "thin grey line", "#8c959f", 1, false, "-->"},
	[VOUCH_EDGE_GIVES] = {"gives", "vouches, in this plan (its step)", "thick blue line",
		"#0969da", 3, false, "==>"},
	[VOUCH_EDGE_TAKES] = {"takes", "takes away, in this plan (its step)", "thick red line",
		"#cf222e", 3, false, "--x"},
	[VOUCH_EDGE_WAITS] = {"later", "would bring it", "dashed brown line", "#9a6700", 2, true,
		"-.->"},
};
_Static_assert(sizeof edges / sizeof edges[0] == VOUCH_EDGE_KIND_COUNT, "one row a kind");

const char vouch_style_temporary[] = "double border: an administrator for a time";

const struct vouch_node_style *vouch_node_style(enum vouch_node_kind kind)
{
	return &nodes[kind];
}

const struct vouch_edge_style *vouch_edge_style(enum vouch_edge_kind kind)
{
	return &edges[kind];
}

const char *vouch_node_legend(const struct vouch_graph *graph, enum vouch_node_kind kind)
{
	if (!vouch_graph_has_node(graph, kind))
		return NULL;
	return graph->tokens ? nodes[kind].legend : nodes[kind].without_tokens;
}

bool vouch_graph_has_node(const struct vouch_graph *graph, enum vouch_node_kind kind)
{
	size_t i;

	for (i = 0; i < graph->nodes.count; i++) {
		if (graph->nodes.items[i].kind == kind)
			return true;
	}
	return false;
}

bool vouch_graph_has_edge(const struct vouch_graph *graph, enum vouch_edge_kind kind)
{
	size_t i;

	for (i = 0; i < graph->edges.count; i++) {
		if (graph->edges.items[i].kind == kind)
			return true;
	}
	return false;
}

bool vouch_graph_has_temporary(const struct vouch_graph *graph)
{
	size_t i;

	for (i = 0; i < graph->nodes.count; i++) {
		if (graph->nodes.items[i].temporary)
			return true;
	}
	return false;
}

void vouch_graph_write(
	const struct vouch_graph *graph, enum vouch_graph_format format, struct vouch_buf *out)
{
	switch (format) {
	case VOUCH_GRAPH_DOT: vouch_graph_write_dot(graph, out); break;
	case VOUCH_GRAPH_MERMAID: vouch_graph_write_mermaid(graph, out); break;
	case VOUCH_GRAPH_SVG: vouch_graph_write_svg(graph, out); break;
	case VOUCH_GRAPH_FORMAT_COUNT: break;
	}
}

bool vouch_graph_format_parse(const char *text, enum vouch_graph_format *out)
{
	static const char *const words[] = {"dot", "mermaid", "svg"};
	int i;

	_Static_assert(sizeof words / sizeof words[0] == VOUCH_GRAPH_FORMAT_COUNT, "one a format");
	for (i = 0; i < VOUCH_GRAPH_FORMAT_COUNT; i++) {
		if (vouch_text_equal(text, words[i])) {
			*out = (enum vouch_graph_format)i;
			return true;
		}
	}
	return false;
}
