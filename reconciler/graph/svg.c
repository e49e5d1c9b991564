/* svg.c – the picture as one SVG file that needs nothing else to be seen. */
#include "escape.h"
#include "layout.h"
#include "style.h"

enum { LEGEND_WIDTH = 300, LEGEND_HEIGHT = 24, LEGEND_SAMPLE = 34 };

static void write_text(struct vouch_buf *out, int x, int y, const char *class, const char *text)
{
	vouch_buf_printf(out, "<text x=\"%d\" y=\"%d\" class=\"%s\">", x, y, class);
	vouch_escape_xml(out, text);
	vouch_buf_text(out, "</text>\n");
}

static void write_rect(struct vouch_buf *out, struct layout_box box, int corner, const char *class)
{
	vouch_buf_printf(out,
		"<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" class=\"%s\"/>\n",
		box.x, box.y, box.width, box.height, corner, class);
}

static int corner_of(const struct vouch_node_style *style, struct layout_box box)
{
	return style->round ? box.height / 2 : 6;
}

/* The second border, inside the first. */
static void write_inner(struct vouch_buf *out, struct layout_box box)
{
	struct layout_box inner = {box.x + 4, box.y + 4, box.width - 8, box.height - 8};

	write_rect(out, inner, 4, "inner");
}

static void write_node(
	struct vouch_buf *out, const struct vouch_graph_node *node, struct layout_box box)
{
	const struct vouch_node_style *style = vouch_node_style(node->kind);
	int top = box.y + (box.height - (int)node->line_count * LAYOUT_LINE) / 2 + 12;
	size_t i;

	write_rect(out, box, corner_of(style, box), style->name);
	if (node->temporary)
		write_inner(out, box);
	for (i = 0; i < node->line_count; i++)
		write_text(out, box.x + box.width / 2, top + (int)i * LAYOUT_LINE,
			i == 0 ? "name" : "note", node->lines[i]);
}

/* Curves leave and arrive level; what has a label arrives on a straight end, and the label stands
 * above that. */
static void write_edge(
	struct vouch_buf *out, const struct vouch_graph_edge *edge, const struct layout_line *line)
{
	const char *name = vouch_edge_style(edge->kind)->name;
	int end = edge->label == NULL ? 8 : layout_text_width(edge->label) + 10;
	int x = line->to_left ? line->x2 - end : line->x2 + end;
	int away = x > line->x1 ? x - line->x1 : line->x1 - x;
	int swing = away / 2 > 40 ? away / 2 : 40;

	vouch_buf_printf(out,
		"<path d=\"M%d %dC%d %d %d %d %d %dH%d\" class=\"%s\" "
		"marker-end=\"url(#%s-end)\"/>\n",
		line->x1, line->y1, line->from_left ? line->x1 - swing : line->x1 + swing, line->y1,
		line->to_left ? x - swing : x + swing, line->y2, x, line->y2,
		line->to_left ? line->x2 - 3 : line->x2 + 3, name, name);
}

/* Near where the line arrives, for there every line has a place of its own. */
static void write_label(
	struct vouch_buf *out, const struct vouch_graph_edge *edge, const struct layout_line *line)
{
	if (edge->label == NULL)
		return;
	vouch_buf_printf(out,
		"<text x=\"%d\" y=\"%d\" class=\"label %s-label\" text-anchor=\"%s\">",
		line->to_left ? line->x2 - 14 : line->x2 + 14, line->y2 - 7,
		vouch_edge_style(edge->kind)->name, line->to_left ? "end" : "start");
	vouch_escape_xml(out, edge->label);
	vouch_buf_text(out, "</text>\n");
}

/* --- the legend ----------------------------------------------------------------------------------
 */

struct legend {
	struct vouch_buf *out; /* NULL: only counts */
	int count, across, left, top;
};

static struct layout_box next_place(struct legend *legend)
{
	int at = legend->count++;

	return (struct layout_box){legend->left + at % legend->across * LEGEND_WIDTH,
		legend->top + at / legend->across * LEGEND_HEIGHT, LEGEND_SAMPLE, 16};
}

static void legend_node(struct legend *legend, enum vouch_node_kind kind, const char *text)
{
	const struct vouch_node_style *style = vouch_node_style(kind);
	struct layout_box box = next_place(legend);

	if (legend->out == NULL)
		return;
	write_rect(legend->out, box, style->round ? 8 : 4, style->name);
	write_text(legend->out, box.x + LEGEND_SAMPLE + 8, box.y + 12, "legend", text);
}

static void legend_temporary(struct legend *legend)
{
	struct layout_box box = next_place(legend);

	if (legend->out == NULL)
		return;
	write_rect(legend->out, box, 4, "other");
	write_inner(legend->out, box);
	write_text(legend->out, box.x + LEGEND_SAMPLE + 8, box.y + 12, "legend",
		vouch_style_temporary);
}

static void legend_edge(struct legend *legend, enum vouch_edge_kind kind)
{
	const struct vouch_edge_style *style = vouch_edge_style(kind);
	struct layout_box box = next_place(legend);

	if (legend->out == NULL)
		return;
	vouch_buf_printf(legend->out,
		"<path d=\"M%d %dH%d\" class=\"%s\" marker-end=\"url(#%s-end)\"/>\n", box.x,
		box.y + 8, box.x + LEGEND_SAMPLE - 3, style->name, style->name);
	write_text(legend->out, box.x + LEGEND_SAMPLE + 8, box.y + 12, "legend", style->legend);
}

static void write_legend(const struct vouch_graph *graph, struct legend *legend)
{
	enum vouch_node_kind kind;
	enum vouch_edge_kind edge;

	for (kind = 0; kind < VOUCH_NODE_KIND_COUNT; kind++) {
		const char *text = vouch_node_legend(graph, kind);

		if (text != NULL)
			legend_node(legend, kind, text);
	}
	if (vouch_graph_has_temporary(graph))
		legend_temporary(legend);
	for (edge = 0; edge < VOUCH_EDGE_KIND_COUNT; edge++) {
		if (vouch_graph_has_edge(graph, edge))
			legend_edge(legend, edge);
	}
}

/* --- the whole -----------------------------------------------------------------------------------
 */

static void write_looks(struct vouch_buf *out)
{
	enum vouch_node_kind kind;
	enum vouch_edge_kind edge;

	vouch_buf_text(out,
		"<style>\n"
		"text{font-family:Helvetica,Arial,'Liberation Sans',sans-serif;font-size:12px;"
		"fill:#1f2328;text-anchor:middle}\n"
		".name{font-weight:bold}.note{font-size:11px}.title{font-size:17px;font-weight:"
		"bold;text-anchor:start}.subtitle,.legend{text-anchor:start}\n"
		".label{font-size:11px;paint-order:stroke;stroke:#fff;stroke-width:4px}"
		".label[text-anchor=end]{text-anchor:end}.label[text-anchor=start]{text-anchor:"
		"start}\n"
		".inner{fill:none;stroke:#57606a}\n");
	for (kind = 0; kind < VOUCH_NODE_KIND_COUNT; kind++) {
		const struct vouch_node_style *style = vouch_node_style(kind);

		vouch_buf_printf(out, ".%s{fill:%s;stroke:%s;stroke-width:1.5%s}\n", style->name,
			style->fill, style->stroke, style->dashed ? ";stroke-dasharray:5 4" : "");
	}
	for (edge = 0; edge < VOUCH_EDGE_KIND_COUNT; edge++) {
		const struct vouch_edge_style *style = vouch_edge_style(edge);

		vouch_buf_printf(out,
			".%s{fill:none;stroke:%s;stroke-width:%d%s}.%s-label{fill:%s}\n",
			style->name, style->stroke, style->width,
			style->dashed ? ";stroke-dasharray:6 4" : "", style->name, style->stroke);
	}
	vouch_buf_text(out, "</style>\n<defs>\n");
	for (edge = 0; edge < VOUCH_EDGE_KIND_COUNT; edge++)
		vouch_buf_printf(out,
			"<marker id=\"%s-end\" viewBox=\"0 0 10 10\" refX=\"8\" refY=\"5\" "
			"markerWidth=\"9\" markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" "
			"orient=\"auto\"><path d=\"M0 0L10 5L0 10z\" fill=\"%s\"/></marker>\n",
			vouch_edge_style(edge)->name, vouch_edge_style(edge)->stroke);
	vouch_buf_text(out, "</defs>\n");
}

static void write_head(
	const struct vouch_graph *graph, int width, int height, struct vouch_buf *out)
{
	vouch_buf_printf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
		"viewBox=\"0 0 %d %d\" role=\"img\">\n<title>",
		width, height, width, height);
	vouch_escape_xml(out, graph->title);
	vouch_buf_text(out, "</title>\n");
	write_looks(out);
	vouch_buf_printf(out, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", width, height);
	write_text(out, LAYOUT_MARGIN, 34, "title", graph->title);
	write_text(out, LAYOUT_MARGIN, 54, "subtitle", graph->subtitle);
}

void vouch_graph_write_svg(const struct vouch_graph *graph, struct vouch_buf *out)
{
	struct vouch_arena arena = {NULL};
	struct layout layout;
	struct legend legend = {.left = LAYOUT_MARGIN};
	int width, height;
	size_t i;

	layout_make(&arena, graph, &layout);
	width = layout.width > 2 * LEGEND_WIDTH + 2 * LAYOUT_MARGIN
			? layout.width
			: 2 * LEGEND_WIDTH + 2 * LAYOUT_MARGIN;
	legend.across = (width - 2 * LAYOUT_MARGIN) / LEGEND_WIDTH;
	legend.top = layout.height;
	write_legend(graph, &legend);
	height = layout.height + LAYOUT_MARGIN +
		 (legend.count + legend.across - 1) / legend.across * LEGEND_HEIGHT;
	write_head(graph, width, height, out);
	for (i = 0; i < graph->edges.count; i++)
		write_edge(out, &graph->edges.items[i], &layout.lines[i]);
	for (i = 0; i < graph->nodes.count; i++)
		write_node(out, &graph->nodes.items[i], layout.boxes[i]);
	for (i = 0; i < graph->edges.count; i++)
		write_label(out, &graph->edges.items[i], &layout.lines[i]);
	legend.count = 0;
	legend.out = out;
	write_legend(graph, &legend);
	vouch_buf_text(out, "</svg>\n");
	vouch_arena_release(&arena);
}
