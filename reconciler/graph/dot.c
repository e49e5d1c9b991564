/* dot.c – the picture for Graphviz. */
#include "escape.h"
#include "style.h"

static void write_label(struct vouch_buf *out, const struct vouch_graph_node *node)
{
	size_t i;

	vouch_buf_text(out, "label=\"");
	for (i = 0; i < node->line_count; i++) {
		if (i > 0)
			vouch_buf_text(out, "\\n");
		vouch_escape_dot(out, node->lines[i]);
	}
	vouch_buf_text(out, "\"");
}

static void write_look(struct vouch_buf *out, enum vouch_node_kind kind)
{
	const struct vouch_node_style *style = vouch_node_style(kind);

	vouch_buf_printf(out, ", style=\"filled,rounded%s\", fillcolor=\"%s\", color=\"%s\"",
		style->dashed ? ",dashed" : "", style->fill, style->stroke);
	if (style->round)
		vouch_buf_text(out, ", shape=ellipse");
}

static void write_node(struct vouch_buf *out, const struct vouch_graph_node *node, size_t at)
{
	vouch_buf_printf(out, "\tn%zu [", at);
	if (node->kind == VOUCH_NODE_HUB) {
		vouch_buf_text(out, "label=\"\", shape=point, width=0.12, color=\"#8c959f\"];\n");
		return;
	}
	write_label(out, node);
	write_look(out, node->kind);
	if (node->temporary)
		vouch_buf_text(out, ", peripheries=2");
	vouch_buf_text(out, "];\n");
}

static void write_edge(struct vouch_buf *out, const struct vouch_graph_edge *edge)
{
	const struct vouch_edge_style *style = vouch_edge_style(edge->kind);

	vouch_buf_printf(out, "\tn%zu -> n%zu [color=\"%s\", fontcolor=\"%s\", penwidth=%d",
		edge->from, edge->to, style->stroke, style->stroke, style->width);
	if (style->dashed)
		vouch_buf_text(out, ", style=dashed");
	if (edge->label != NULL) {
		vouch_buf_text(out, ", label=\"");
		vouch_escape_dot(out, edge->label);
		vouch_buf_text(out, "\"");
	}
	vouch_buf_text(out, "];\n");
}

static void legend_row(struct vouch_buf *out, const char *fill, const char *colour,
	const char *sign, const char *text)
{
	vouch_buf_printf(out,
		"<tr><td bgcolor=\"%s\" color=\"%s\" border=\"1\" width=\"24\">"
		"<font color=\"%s\">%s</font></td><td align=\"left\" border=\"0\">%s</td></tr>",
		fill, colour, colour, sign, text);
}

/* One table, so that it takes no part in the layout; all of its text is ours. */
static void write_legend(const struct vouch_graph *graph, struct vouch_buf *out)
{
	enum vouch_node_kind kind;
	enum vouch_edge_kind edge;

	vouch_buf_text(out, "\tlegend [shape=none, margin=0, label=<<table border=\"0\" "
			    "cellspacing=\"4\">");
	for (kind = 0; kind < VOUCH_NODE_KIND_COUNT; kind++) {
		const struct vouch_node_style *style = vouch_node_style(kind);

		if (vouch_node_legend(graph, kind) != NULL)
			legend_row(out, style->fill, style->stroke, " ",
				vouch_node_legend(graph, kind));
	}
	if (vouch_graph_has_temporary(graph))
		legend_row(out, "#ffffff", "#57606a", "||", vouch_style_temporary);
	for (edge = 0; edge < VOUCH_EDGE_KIND_COUNT; edge++) {
		const struct vouch_edge_style *style = vouch_edge_style(edge);

		if (vouch_graph_has_edge(graph, edge))
			legend_row(out, "#ffffff", style->stroke,
				style->dashed ? "- - &gt;" : "&#8212;&gt;", style->legend);
	}
	vouch_buf_text(out, "</table>>];\n");
}

/* Columns as in the other pictures, and the order within. */
static void write_columns(const struct vouch_graph *graph, struct vouch_buf *out)
{
	size_t first, next;

	for (first = 0; first < graph->nodes.count; first = next) {
		next = first + 1;
		while (next < graph->nodes.count &&
			graph->nodes.items[next].column == graph->nodes.items[first].column)
			next++;
		if (next - first < 2)
			continue;
		vouch_buf_text(out, "\t{rank=same; ");
		for (; first < next; first++)
			vouch_buf_printf(out, "n%zu%s", first, first + 1 < next ? " -> " : "");
		vouch_buf_text(out, " [style=invis]}\n");
	}
}

void vouch_graph_write_dot(const struct vouch_graph *graph, struct vouch_buf *out)
{
	size_t i;

	vouch_buf_text(out, "digraph vouch {\n\tlabel=\"");
	vouch_escape_dot(out, graph->title);
	vouch_buf_text(out, "\\n");
	vouch_escape_dot(out, graph->subtitle);
	vouch_buf_text(out,
		"\";\n"
		"\tlabelloc=t; rankdir=LR; nodesep=0.25; ranksep=1.1;\n"
		"\tfontname=\"Helvetica\";\n"
		"\tnode [shape=box, fontname=\"Helvetica\", fontsize=11, margin=\"0.15,0.08\"];\n"
		"\tedge [fontname=\"Helvetica\", fontsize=10];\n");
	for (i = 0; i < graph->nodes.count; i++)
		write_node(out, &graph->nodes.items[i], i);
	for (i = 0; i < graph->edges.count; i++)
		write_edge(out, &graph->edges.items[i]);
	write_columns(graph, out);
	if (graph->nodes.count > 0)
		write_legend(graph, out);
	vouch_buf_text(out, "}\n");
}
