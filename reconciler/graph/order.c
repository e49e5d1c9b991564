/* order.c – who stands where: columns by who gives to whom, rows so that few lines cross. */
#include <stdlib.h>
#include <string.h>

#include "build.h"

/* Those who hold stand left; each who gets something stands right of who gives it. */
void graph_columns(struct building *self)
{
	const struct vouch_plan *plan = self->subject->plan;
	size_t i;

	for (i = 0; i < self->graph->nodes.count; i++) {
		struct vouch_graph_node *node = &self->graph->nodes.items[i];
		bool holds = node->kind == VOUCH_NODE_GRANTOR || node->kind == VOUCH_NODE_HOLDER ||
			     node->kind == VOUCH_NODE_UNKNOWN ||
			     (node->kind == VOUCH_NODE_DEAD && !node->account->wants_token);

		node->column = holds ? GRAPH_COLUMN_HOLDERS : GRAPH_COLUMN_RECEIVERS;
	}
	for (i = 0; i < plan->changes.count; i++) {
		const struct vouch_change *change = &plan->changes.items[i];
		int from = graph_node_of(self, change->by), to = graph_node_of(self, change->user);
		int column = GRAPH_COLUMN_RECEIVERS;

		if (to == GRAPH_NOBODY || !graph_gives(change))
			continue;
		if (from != GRAPH_NOBODY &&
			self->graph->nodes.items[from].column >= GRAPH_COLUMN_RECEIVERS)
			column = self->graph->nodes.items[from].column + 1;
		self->graph->nodes.items[to].column =
			column < VOUCH_GRAPH_COLUMNS ? column : VOUCH_GRAPH_COLUMNS - 1;
	}
}

/* --- rows ----------------------------------------------------------------------------------------
 */

struct rank {
	int column, band, giver;
	bool counts; /* those that are left out of this group */
	const char *name;
	size_t node;
};

static int by_rank(const void *left, const void *right)
{
	const struct rank *a = left, *b = right;

	if (a->column != b->column)
		return a->column - b->column;
	if (a->band != b->band)
		return a->band - b->band;
	if (a->giver != b->giver)
		return a->giver < b->giver ? -1 : 1;
	if (a->counts != b->counts)
		return (int)a->counts - (int)b->counts;
	if (strcmp(a->name, b->name) != 0)
		return strcmp(a->name, b->name);
	return a->node < b->node ? -1 : 1;
}

/* Bands within a column: what the plan gives, what waits, the rest. */
static int band_of(const struct vouch_graph_node *node)
{
	static const int bands[] = {
		[VOUCH_NODE_GRANTOR] = 1,
		[VOUCH_NODE_HOLDER] = 2,
		[VOUCH_NODE_UNKNOWN] = 3,
		[VOUCH_NODE_DEAD] = 4,
		[VOUCH_NODE_GETS] = 4,
		[VOUCH_NODE_WAITS] = 5,
		[VOUCH_NODE_OTHER] = 6,
		[VOUCH_NODE_SOURCE] = 7,
		[VOUCH_NODE_MACHINE] = 0,
		[VOUCH_NODE_MANY] = 8,
		[VOUCH_NODE_HUB] = 0,
	};

	_Static_assert(sizeof bands / sizeof bands[0] == VOUCH_NODE_KIND_COUNT, "one a kind");
	/* A dead token that the plan does not repair stands among those who wait. */
	if (node->kind == VOUCH_NODE_DEAD && node->account != NULL && node->account->wants_token &&
		node->account->token_after != VOUCH_TOKEN_LIVE)
		return bands[VOUCH_NODE_WAITS];
	return bands[node->kind];
}

/* Sorts the nodes of one column by where their givers stand; columns left of it have their order,
 * place holds it. */
static void rank_column(const struct building *self, struct rank *ranks, int *place, int column)
{
	const struct vouch_graph *graph = self->graph;
	size_t count = 0, i, j;

	for (i = 0; i < graph->nodes.count; i++) {
		const struct vouch_graph_node *node = &graph->nodes.items[i];
		struct rank *rank = &ranks[count];

		if (node->column != column)
			continue;
		count++;
		*rank = (struct rank){column, band_of(node), -1, node->account == NULL,
			node->line_count > 0 ? node->lines[0] : "", i};
		for (j = 0; j < graph->edges.count; j++) {
			const struct vouch_graph_edge *edge = &graph->edges.items[j];

			if (edge->kind == VOUCH_EDGE_GIVES && edge->to == i &&
				graph->nodes.items[edge->from].column < column)
				rank->giver = place[edge->from];
		}
	}
	if (count > 1)
		qsort(ranks, count, sizeof *ranks, by_rank);
	for (i = 0; i < count; i++)
		place[ranks[i].node] = (int)i;
}

static void move_nodes(struct building *self, const size_t *order, const size_t *now_at)
{
	struct vouch_graph *graph = self->graph;
	struct vouch_graph_node *moved =
		vouch_arena_alloc_array(self->arena, graph->nodes.count + 1, sizeof *moved);
	size_t i;

	for (i = 0; i < graph->nodes.count; i++)
		moved[i] = graph->nodes.items[order[i]];
	graph->nodes.items = moved;
	graph->nodes.room = graph->nodes.count + 1;
	for (i = 0; i < graph->edges.count; i++) {
		graph->edges.items[i].from = now_at[graph->edges.items[i].from];
		graph->edges.items[i].to = now_at[graph->edges.items[i].to];
	}
}

void graph_order(struct building *self)
{
	size_t room = self->graph->nodes.count + 1, done = 0, i;
	struct rank *ranks = vouch_arena_alloc_array(self->arena, room, sizeof *ranks);
	int *place = vouch_arena_alloc_array(self->arena, room, sizeof *place);
	size_t *order = vouch_arena_alloc_array(self->arena, room, sizeof *order);
	size_t *now_at = vouch_arena_alloc_array(self->arena, room, sizeof *now_at);
	int column;

	for (column = 0; column < VOUCH_GRAPH_COLUMNS; column++) {
		size_t in_column = 0;

		rank_column(self, ranks, place, column);
		for (i = 0; i < self->graph->nodes.count; i++)
			in_column += self->graph->nodes.items[i].column == column;
		for (i = 0; i < in_column; i++) {
			now_at[ranks[i].node] = done;
			order[done++] = ranks[i].node;
		}
	}
	move_nodes(self, order, now_at);
}
