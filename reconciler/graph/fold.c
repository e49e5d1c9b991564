/* fold.c – a picture that fits on a page: where there are too many nodes, accounts of one kind that
 * nothing sets apart are counted together. */
#include "build.h"

#include "vouch/base/text.h"

enum { PICTURE_MAX = 40, KEPT_OF_EACH = 4 };

/* Nodes of one group look alike from outside: the same kind, in the same column, with the same
 * kinds of edges to and from the same nodes. */
struct group {
	enum vouch_node_kind kind;
	int column;
	size_t giver; /* node + 1; 0: none */
	size_t count;
	int folded; /* the node that counts them, or GRAPH_NOBODY */
};

struct folding {
	struct building *building;
	struct {
		struct group *items;
		size_t count, room;
	} groups;
	size_t *giver;   /* by node: who gives or takes, + 1 */
	bool *essential; /* by node: others depend on it, or it stands for itself */
};

static void read_edges(struct folding *self)
{
	const struct vouch_graph *graph = self->building->graph;
	size_t i;

	for (i = 0; i < graph->nodes.count; i++)
		self->essential[i] =
			graph->nodes.items[i].account == NULL || graph->nodes.items[i].temporary;
	for (i = 0; i < graph->edges.count; i++) {
		const struct vouch_graph_edge *edge = &graph->edges.items[i];

		if (edge->kind == VOUCH_EDGE_CAN)
			continue;
		self->essential[edge->from] = true;
		self->giver[edge->to] = edge->from + 1;
	}
}

static struct group *group_of(struct folding *self, size_t node)
{
	const struct vouch_graph_node *it = &self->building->graph->nodes.items[node];
	struct group *group;
	size_t i;

	for (i = 0; i < self->groups.count; i++) {
		group = &self->groups.items[i];
		if (group->kind == it->kind && group->column == it->column &&
			group->giver == self->giver[node])
			return group;
	}
	group = VOUCH_PUSH(self->building->arena, &self->groups);
	*group = (struct group){it->kind, it->column, self->giver[node], 0, GRAPH_NOBODY};
	return group;
}

static const char *what_they_are(const struct vouch_graph *graph, enum vouch_node_kind kind)
{
	static const char *const words[] = {
		[VOUCH_NODE_GRANTOR] = "hold a token and can vouch",
		[VOUCH_NODE_HOLDER] = "hold a token, cannot vouch",
		[VOUCH_NODE_UNKNOWN] = "may hold a token",
		[VOUCH_NODE_DEAD] = "have a dead token",
		[VOUCH_NODE_GETS] = "get a token by this plan",
		[VOUCH_NODE_WAITS] = "are to hold a token, and wait",
		[VOUCH_NODE_OTHER] = "hold no token",
		[VOUCH_NODE_SOURCE] = "",
		[VOUCH_NODE_MACHINE] = "",
		[VOUCH_NODE_MANY] = "",
		[VOUCH_NODE_HUB] = "",
	};

	_Static_assert(sizeof words / sizeof words[0] == VOUCH_NODE_KIND_COUNT, "one a kind");
	return graph->tokens ? words[kind] : "like these";
}

/* Those beyond the first few of each group are moved into the node that counts them. */
static size_t *choose(struct folding *self)
{
	struct building *building = self->building;
	size_t count = building->graph->nodes.count, i;
	size_t *into = vouch_arena_alloc_array(building->arena, count + 1, sizeof *into);

	for (i = 0; i < count; i++) {
		if (!self->essential[i])
			group_of(self, i)->count++;
		into[i] = i;
	}
	for (i = 0; i < self->groups.count; i++) {
		struct group *group = &self->groups.items[i];
		size_t more = group->count > KEPT_OF_EACH + 1 ? group->count - KEPT_OF_EACH : 0;

		group->count = 0;
		if (more == 0)
			continue;
		group->folded = (int)graph_add_node(building, group->kind, NULL);
		building->graph->nodes.items[group->folded].column = group->column;
		graph_add_line(building, (size_t)group->folded, "and %zu more", more);
		graph_add_line(building, (size_t)group->folded, "%s",
			what_they_are(building->graph, group->kind));
	}
	for (i = 0; i < count; i++) {
		struct group *group = self->essential[i] ? NULL : group_of(self, i);

		if (group != NULL && group->count++ >= KEPT_OF_EACH &&
			group->folded != GRAPH_NOBODY)
			into[i] = (size_t)group->folded;
	}
	return into;
}

/* Edges of what was folded lead to what counts it, each once. */
static void move_edges(struct vouch_graph *graph, const size_t *into, size_t count, bool *seen)
{
	size_t kept = 0, i;

	for (i = 0; i < graph->edges.count; i++) {
		struct vouch_graph_edge edge = graph->edges.items[i];
		bool from_folded = edge.from < count && into[edge.from] != edge.from;
		bool to_folded = edge.to < count && into[edge.to] != edge.to;

		if (from_folded)
			edge.from = into[edge.from];
		if (to_folded)
			edge.to = into[edge.to];
		if (from_folded || to_folded) {
			size_t folded = to_folded ? edge.to : edge.from;
			size_t key = folded * VOUCH_EDGE_KIND_COUNT + (size_t)edge.kind;

			edge.label = NULL;
			if (seen[key])
				continue;
			seen[key] = true;
		}
		graph->edges.items[kept++] = edge;
	}
	graph->edges.count = kept;
}

static void drop_nodes(struct building *self, const size_t *into, size_t count)
{
	struct vouch_graph *graph = self->graph;
	size_t *now_at =
		vouch_arena_alloc_array(self->arena, graph->nodes.count + 1, sizeof *now_at);
	size_t kept = 0, i;

	for (i = 0; i < graph->nodes.count; i++) {
		if (i < count && into[i] != i)
			continue;
		now_at[i] = kept;
		graph->nodes.items[kept++] = graph->nodes.items[i];
	}
	graph->nodes.count = kept;
	for (i = 0; i < graph->edges.count; i++) {
		graph->edges.items[i].from = now_at[graph->edges.items[i].from];
		graph->edges.items[i].to = now_at[graph->edges.items[i].to];
	}
}

void graph_fold(struct building *building)
{
	struct vouch_graph *graph = building->graph;
	size_t count = graph->nodes.count;
	struct folding self = {.building = building};
	size_t *into;
	bool *seen;

	if (count <= PICTURE_MAX)
		return;
	self.giver = vouch_arena_alloc_array(building->arena, count, sizeof *self.giver);
	self.essential = vouch_arena_alloc_array(building->arena, count, sizeof *self.essential);
	read_edges(&self);
	into = choose(&self);
	seen = vouch_arena_alloc_array(
		building->arena, graph->nodes.count * VOUCH_EDGE_KIND_COUNT, sizeof *seen);
	move_edges(graph, into, count, seen);
	drop_nodes(building, into, count);
}
