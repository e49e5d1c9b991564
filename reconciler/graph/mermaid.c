/* mermaid.c – the picture as a Mermaid flowchart, which code hosts show in Markdown. */
#include "escape.h"
#include "style.h"

static void write_box(struct vouch_buf *out, const struct vouch_graph_node *node)
{
	const struct vouch_node_style *style = vouch_node_style(node->kind);
	size_t i;

	vouch_buf_text(out, node->temporary ? "[[\"" : style->round ? "([\"" : "[\"");
	for (i = 0; i < node->line_count; i++) {
		if (i > 0)
			vouch_buf_text(out, "<br/>");
		vouch_escape_mermaid(out, node->lines[i]);
	}
	vouch_buf_text(out, node->temporary ? "\"]]" : style->round ? "\"])" : "\"]");
	vouch_buf_printf(out, ":::%s\n", style->name);
}

static void write_node(struct vouch_buf *out, const struct vouch_graph_node *node, size_t at)
{
	vouch_buf_printf(out, "    n%zu", at);
	if (node->kind == VOUCH_NODE_HUB)
		vouch_buf_text(out, "((\" \")):::hub\n");
	else
		write_box(out, node);
}

static void write_edges(const struct vouch_graph *graph, struct vouch_buf *out)
{
	size_t i;

	for (i = 0; i < graph->edges.count; i++) {
		const struct vouch_graph_edge *edge = &graph->edges.items[i];

		vouch_buf_printf(
			out, "    n%zu %s", edge->from, vouch_edge_style(edge->kind)->mermaid);
		if (edge->label != NULL) {
			vouch_buf_text(out, "|\"");
			vouch_escape_mermaid(out, edge->label);
			vouch_buf_text(out, "\"|");
		}
		vouch_buf_printf(out, " n%zu\n", edge->to);
	}
}

static bool has_edge(const struct vouch_graph *graph, size_t node)
{
	size_t i;

	for (i = 0; i < graph->edges.count; i++) {
		if (graph->edges.items[i].from == node || graph->edges.items[i].to == node)
			return true;
	}
	return false;
}

/* Mermaid puts what has no line to the far right; an invisible one keeps it left. These come last,
 * for colours go by the number of a line. */
static void keep_left(const struct vouch_graph *graph, struct vouch_buf *out)
{
	size_t next = 0, i;

	while (next < graph->nodes.count && graph->nodes.items[next].column == 0)
		next++;
	for (i = 0; i < next && next < graph->nodes.count; i++) {
		if (!has_edge(graph, i))
			vouch_buf_printf(out, "    n%zu ~~~ n%zu\n", i, next);
	}
}

static void legend_line(struct vouch_buf *out, const char *colour, const char *text)
{
	vouch_buf_printf(out, "<br/>%s: %s", colour, text);
}

/* One box of words: boxes of their own would take more room than the picture. */
static void write_legend(const struct vouch_graph *graph, struct vouch_buf *out)
{
	enum vouch_node_kind kind;
	enum vouch_edge_kind edge;

	vouch_buf_text(out, "    legend[\"Legend");
	for (kind = 0; kind < VOUCH_NODE_KIND_COUNT; kind++) {
		const struct vouch_node_style *style = vouch_node_style(kind);

		if (vouch_node_legend(graph, kind) != NULL)
			legend_line(out, style->colour, vouch_node_legend(graph, kind));
	}
	if (vouch_graph_has_temporary(graph))
		vouch_buf_printf(out, "<br/>%s", vouch_style_temporary);
	for (edge = 0; edge < VOUCH_EDGE_KIND_COUNT; edge++) {
		const struct vouch_edge_style *style = vouch_edge_style(edge);

		if (vouch_graph_has_edge(graph, edge))
			legend_line(out, style->colour, style->legend);
	}
	vouch_buf_text(out, "\"]:::legend\n");
}

static void write_classes(const struct vouch_graph *graph, struct vouch_buf *out)
{
	enum vouch_node_kind kind;

	for (kind = 0; kind < VOUCH_NODE_KIND_COUNT; kind++) {
		const struct vouch_node_style *style = vouch_node_style(kind);

		if (vouch_graph_has_node(graph, kind))
			vouch_buf_printf(out, "    classDef %s fill:%s,stroke:%s,color:#1f2328%s\n",
				style->name, style->fill, style->stroke,
				style->dashed ? ",stroke-dasharray:5 4" : "");
	}
}

/* Lines are coloured by their number, in the order in which they were written. */
static void write_colours(const struct vouch_graph *graph, struct vouch_buf *out)
{
	enum vouch_edge_kind edge;
	size_t i;

	for (edge = 0; edge < VOUCH_EDGE_KIND_COUNT; edge++) {
		const struct vouch_edge_style *style = vouch_edge_style(edge);
		const char *before = "    linkStyle ";

		for (i = 0; i < graph->edges.count; i++) {
			if (graph->edges.items[i].kind != edge)
				continue;
			vouch_buf_printf(out, "%s%zu", before, i);
			before = ",";
		}
		if (vouch_graph_has_edge(graph, edge))
			vouch_buf_printf(
				out, " stroke:%s,stroke-width:%dpx\n", style->stroke, style->width);
	}
}

void vouch_graph_write_mermaid(const struct vouch_graph *graph, struct vouch_buf *out)
{
	size_t i;

	vouch_buf_text(out, "flowchart LR\n    subgraph trust [\"");
	vouch_escape_mermaid(out, graph->title);
	vouch_buf_text(out, ", ");
	vouch_escape_mermaid(out, graph->subtitle);
	vouch_buf_text(out, "\"]\n    direction LR\n");
	for (i = 0; i < graph->nodes.count; i++)
		write_node(out, &graph->nodes.items[i], i);
	write_edges(graph, out);
	keep_left(graph, out);
	vouch_buf_text(out, "    end\n");
	if (graph->nodes.count > 0)
		write_legend(graph, out);
	vouch_buf_text(out, "    style trust fill:#ffffff,stroke:#d0d7de,color:#1f2328\n");
	vouch_buf_text(out, "    classDef legend fill:none,stroke:#d0d7de,text-align:left\n");
	write_classes(graph, out);
	write_colours(graph, out);
}
