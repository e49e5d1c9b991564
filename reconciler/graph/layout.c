/* layout.c – a simple layered layout: columns from left to right, each centred, and ports. */
#include "layout.h"

#include <stdlib.h>
#include <string.h>

#include "vouch/base/text.h"

enum {
	GAP_COLUMNS = 190, /* room for the label of a line */
	GAP_HUB = 60,
	GAP_ROWS = 16,
	PORT = 18, /* between two ends of lines at one side */
	HUB = 12,
	WIDTH_LEAST = 110
};

static int letter_width(uint32_t point)
{
	if (point >= 0x1100)
		return 13; /* wide scripts, pictures */
	if (point < 0x80 && strchr("ijl.,:;|!'()[] ", (int)point) != NULL)
		return 4;
	if (point < 0x80 && strchr("mwMW@%", (int)point) != NULL)
		return 11;
	return point >= 'A' && point <= 'Z' ? 9 : 7;
}

int layout_text_width(const char *text)
{
	size_t length = strlen(text), at = 0;
	int width = 0;

	while (at < length && width < 10000) {
		uint32_t point = '?';
		size_t step = vouch_text_decode(text + at, length - at, &point);

		/* What is escaped takes the room of its escape. */
		width += step == 0 || vouch_text_is_unsafe(point) ? 5 * 8 : letter_width(point);
		at += step == 0 ? 1 : step;
	}
	return width;
}

/* --- ports ---------------------------------------------------------------------------------------
 */

enum side { SIDE_LEFT, SIDE_RIGHT, SIDE_COUNT };

/* One end of one line. */
struct port {
	size_t node, edge;
	enum side side;
	bool begins;
	int towards; /* how far down what is at the other end is */
};

static int by_place(const void *left, const void *right)
{
	const struct port *a = left, *b = right;

	if (a->node != b->node)
		return a->node < b->node ? -1 : 1;
	if (a->side != b->side)
		return (int)a->side - (int)b->side;
	if (a->towards != b->towards)
		return a->towards - b->towards;
	if (a->edge != b->edge)
		return a->edge < b->edge ? -1 : 1;
	return (int)a->begins - (int)b->begins;
}

/* Towards the other end; within a column lines go out to the right and come back. */
static enum side side_of(int column, int other)
{
	return column <= other ? SIDE_RIGHT : SIDE_LEFT;
}

static int middle(const struct layout_box *box)
{
	return box->y + box->height / 2;
}

/* Lines within a column leave below or above all others, those that go farther outside. */
static int towards(
	const struct vouch_graph *graph, const struct layout_box *boxes, size_t from, size_t to)
{
	const int beyond = 1000000;

	if (graph->nodes.items[from].column != graph->nodes.items[to].column)
		return middle(&boxes[to]);
	return (to > from ? beyond : -beyond) - middle(&boxes[to]);
}

static struct port *make_ports(
	struct vouch_arena *arena, const struct vouch_graph *graph, const struct layout_box *boxes)
{
	size_t count = graph->edges.count, i;
	struct port *ports = vouch_arena_alloc_array(arena, 2 * count + 1, sizeof *ports);

	for (i = 0; i < count; i++) {
		const struct vouch_graph_edge *edge = &graph->edges.items[i];
		int from = graph->nodes.items[edge->from].column;
		int to = graph->nodes.items[edge->to].column;

		ports[2 * i] = (struct port){edge->from, i, side_of(from, to), true,
			towards(graph, boxes, edge->from, edge->to)};
		ports[2 * i + 1] = (struct port){edge->to, i, side_of(to, from), false,
			towards(graph, boxes, edge->to, edge->from)};
	}
	if (count > 0)
		qsort(ports, 2 * count, sizeof *ports, by_place);
	return ports;
}

/* How many ports follow at the same side of the same node. */
static size_t run_of(const struct port *ports, size_t count, size_t first)
{
	size_t next = first;

	while (next < count && ports[next].node == ports[first].node &&
		ports[next].side == ports[first].side)
		next++;
	return next - first;
}

/* --- boxes ---------------------------------------------------------------------------------------
 */

static struct layout_box size_of(const struct vouch_graph_node *node)
{
	struct layout_box box = {0, 0, WIDTH_LEAST, 0};
	size_t i;

	if (node->kind == VOUCH_NODE_HUB)
		return (struct layout_box){0, 0, HUB, HUB};
	for (i = 0; i < node->line_count; i++) {
		int width = layout_text_width(node->lines[i]) + 2 * LAYOUT_PADDING + 8;

		if (width > box.width)
			box.width = width;
	}
	box.height = (int)node->line_count * LAYOUT_LINE + 2 * LAYOUT_PADDING;
	return box;
}

static void grow_for_ports(const struct vouch_graph *graph, struct layout *layout,
	const struct port *ports, size_t count)
{
	size_t first, run;

	for (first = 0; first < count; first += run) {
		struct layout_box *box = &layout->boxes[ports[first].node];

		run = run_of(ports, count, first);
		if (graph->nodes.items[ports[first].node].kind != VOUCH_NODE_HUB &&
			box->height < (int)(run + 1) * PORT)
			box->height = (int)(run + 1) * PORT;
	}
}

static void place_boxes(const struct vouch_graph *graph, struct layout *layout)
{
	int widths[VOUCH_GRAPH_COLUMNS] = {0}, heights[VOUCH_GRAPH_COLUMNS] = {0};
	int tops[VOUCH_GRAPH_COLUMNS], lefts[VOUCH_GRAPH_COLUMNS];
	int tallest = 0, x = LAYOUT_MARGIN, column;
	bool hub = false;
	size_t i;

	for (i = 0; i < graph->nodes.count; i++) {
		column = graph->nodes.items[i].column;
		if (layout->boxes[i].width > widths[column])
			widths[column] = layout->boxes[i].width;
		heights[column] += layout->boxes[i].height + GAP_ROWS;
		if (heights[column] > tallest)
			tallest = heights[column];
		hub = hub || graph->nodes.items[i].kind == VOUCH_NODE_HUB;
	}
	for (column = 0; column < VOUCH_GRAPH_COLUMNS; column++) {
		lefts[column] = x;
		tops[column] = LAYOUT_TITLE + LAYOUT_MARGIN + (tallest - heights[column]) / 2;
		if (widths[column] > 0)
			x += widths[column] + (hub && column == 0 ? GAP_HUB : GAP_COLUMNS);
	}
	for (i = 0; i < graph->nodes.count; i++) {
		struct layout_box *box = &layout->boxes[i];

		column = graph->nodes.items[i].column;
		box->x = lefts[column];
		box->y = tops[column];
		if (graph->nodes.items[i].kind != VOUCH_NODE_HUB)
			box->width = widths[column];
		tops[column] += box->height + GAP_ROWS;
	}
	layout->height = LAYOUT_TITLE + 2 * LAYOUT_MARGIN + tallest;
}

static void place_lines(const struct vouch_graph *graph, struct layout *layout,
	const struct port *ports, size_t count)
{
	size_t first, run, i;

	for (first = 0; first < count; first += run) {
		const struct layout_box *box = &layout->boxes[ports[first].node];
		bool hub = graph->nodes.items[ports[first].node].kind == VOUCH_NODE_HUB;

		run = run_of(ports, count, first);
		for (i = 0; i < run; i++) {
			const struct port *port = &ports[first + i];
			struct layout_line *line = &layout->lines[port->edge];
			bool left = port->side == SIDE_LEFT;
			int x = left ? box->x : box->x + box->width;
			int y = hub ? box->y + box->height / 2
				    : box->y + box->height * (int)(i + 1) / (int)(run + 1);

			if (port->begins) {
				line->x1 = x;
				line->y1 = y;
				line->from_left = left;
			} else {
				line->x2 = x;
				line->y2 = y;
				line->to_left = left;
			}
		}
	}
}

/* As far as boxes go, and the lines that swing out to the right of them. */
static int width_of(const struct vouch_graph *graph, const struct layout *layout)
{
	enum { SWING = 50 };
	/* The title is half as big again as other text. */
	int title = layout_text_width(graph->title) * 3 / 2;
	int subtitle = layout_text_width(graph->subtitle);
	int width = LAYOUT_MARGIN + (title > subtitle ? title : subtitle);
	size_t i;

	for (i = 0; i < graph->nodes.count; i++) {
		int right = layout->boxes[i].x + layout->boxes[i].width;

		width = right > width ? right : width;
	}
	for (i = 0; i < graph->edges.count; i++) {
		const char *label = graph->edges.items[i].label;
		int right = layout->lines[i].x2 + SWING +
			    (label == NULL ? 0 : layout_text_width(label));

		if (!layout->lines[i].to_left && right > width)
			width = right;
	}
	return width + LAYOUT_MARGIN;
}

void layout_make(struct vouch_arena *arena, const struct vouch_graph *graph, struct layout *out)
{
	size_t nodes = graph->nodes.count, ends = 2 * graph->edges.count, i;

	out->boxes = vouch_arena_alloc_array(arena, nodes + 1, sizeof *out->boxes);
	out->lines = vouch_arena_alloc_array(arena, graph->edges.count + 1, sizeof *out->lines);
	for (i = 0; i < nodes; i++)
		out->boxes[i] = size_of(&graph->nodes.items[i]);
	grow_for_ports(graph, out, make_ports(arena, graph, out->boxes), ends);
	place_boxes(graph, out);
	/* Once more: now it is known how far down everything is. */
	place_lines(graph, out, make_ports(arena, graph, out->boxes), ends);
	out->width = width_of(graph, out);
}
