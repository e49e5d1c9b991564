/* links.c – other sources of trust than accounts, and who vouches, could vouch, or would bring a
 * token to whom. */
#include "build.h"

#include "vouch/base/text.h"

static int add_source(struct building *self, const char *name, const char *what)
{
	size_t node = graph_add_node(self, VOUCH_NODE_SOURCE, NULL);

	graph_add_line(self, node, "%s", name);
	graph_add_line(self, node, "%s", what);
	return (int)node;
}

static bool is_first_token(const struct vouch_change *change)
{
	return change->first_token;
}

static bool makes_first_token(const struct building *self)
{
	const struct vouch_plan *plan = self->subject->plan;
	size_t i;

	for (i = 0; i < plan->changes.count; i++) {
		if (is_first_token(&plan->changes.items[i]))
			return true;
	}
	return false;
}

/* Of those who are to hold one. */
static bool somebody_may_have_the_first(const struct building *self, enum vouch_tri may)
{
	const struct vouch_trust *trust = self->subject->trust;
	size_t i;

	for (i = 0; i < trust->accounts.count; i++) {
		if (trust->accounts.items[i].wants_token &&
			trust->accounts.items[i].first_token == may)
			return true;
	}
	return false;
}

static void add_bootstrap(struct building *self)
{
	static const char *const words[] = {
		[VOUCH_BOOTSTRAP_UNKNOWN] = "could not be read",
		[VOUCH_BOOTSTRAP_UNSUPPORTED] = NULL,
		[VOUCH_BOOTSTRAP_SUPPORTED] = "not escrowed",
		[VOUCH_BOOTSTRAP_ESCROWED] = "escrowed: a token at the next login",
	};
	enum vouch_bootstrap state = self->subject->machine->bootstrap_token;
	const char *what = words[state];

	if (state == VOUCH_BOOTSTRAP_ESCROWED && !self->subject->trust->login_brings_token)
		what = "escrowed, and brings no token here";
	if (what != NULL)
		self->bootstrap_token = add_source(self, "bootstrap token", what);
}

static void add_sources(struct building *self)
{
	if (!self->subject->trust->tokens)
		return;
	if (makes_first_token(self))
		self->first_token = add_source(self, "the first token", "nobody holds one yet");
	else if (somebody_may_have_the_first(self, VOUCH_YES))
		self->first_token = add_source(self, "the first token", "nobody holds one: open");
	else if (somebody_may_have_the_first(self, VOUCH_UNKNOWN))
		self->first_token = add_source(
			self, "the first token", "whether it is open: could not be read");
	add_bootstrap(self);
	if (self->subject->machine->recovery_key == VOUCH_YES)
		(void)add_source(self, "recovery key", "a person's way in: not used by Vouch");
	else if (self->subject->machine->recovery_key == VOUCH_UNKNOWN)
		(void)add_source(self, "recovery key", "could not be read");
}

static void add_rest(struct building *self)
{
	size_t node;

	if (self->left_out == 0)
		return;
	node = graph_add_node(self, VOUCH_NODE_MANY, NULL);
	graph_add_line(
		self, node, "%zu other account%s", self->left_out, self->left_out == 1 ? "" : "s");
	graph_add_line(self, node, "%s",
		self->subject->trust->tokens ? "without a token" : "not on FileVault's list");
	self->graph->nodes.items[node].column = GRAPH_COLUMN_RECEIVERS;
	self->rest = (int)node;
}

/* The Mac itself, where somebody vouches for it. */
static int machine_node(struct building *self, const struct vouch_change *change)
{
	size_t node;

	if (change->action == VOUCH_ACTION_ESCROW_BOOTSTRAP &&
		self->bootstrap_token != GRAPH_NOBODY)
		return self->bootstrap_token;
	if (self->machine == GRAPH_NOBODY) {
		node = graph_add_node(self, VOUCH_NODE_MACHINE, NULL);
		graph_add_line(self, node, "FileVault");
		graph_add_line(self, node, "of this Mac");
		self->graph->nodes.items[node].column = GRAPH_COLUMN_RECEIVERS;
		self->machine = (int)node;
	}
	return self->machine;
}

static void planned_edges(struct building *self)
{
	const struct vouch_plan *plan = self->subject->plan;
	size_t i;

	for (i = 0; i < plan->changes.count; i++) {
		const struct vouch_change *change = &plan->changes.items[i];
		int from = graph_node_of(self, change->by), to;

		if (change->by == NULL && !is_first_token(change))
			continue;
		if (is_first_token(change))
			from = self->first_token;
		to = change->user == NULL ? machine_node(self, change)
					  : graph_node_of(self, change->user);
		graph_add_edge(self, graph_takes(change) ? VOUCH_EDGE_TAKES : VOUCH_EDGE_GIVES,
			from, to,
			vouch_arena_printf(self->arena, "%d %s", change->id,
				vouch_action_text(change->action)));
	}
}

static void waiting_edges(struct building *self)
{
	size_t count = self->graph->nodes.count, i;

	for (i = 0; i < count; i++) {
		const struct vouch_graph_node *node = &self->graph->nodes.items[i];
		const struct vouch_waiting *waiting =
			node->account != NULL &&
					(node->account->wants_token || node->account->wants_unlock)
				? graph_waits(self, node->account)
				: NULL;

		if (waiting == NULL)
			continue;
		if (waiting->needs == VOUCH_NEEDS_LOGIN)
			graph_add_edge(self, VOUCH_EDGE_WAITS, self->bootstrap_token, (int)i,
				"at the next login");
		else if (waiting->of != NULL && !vouch_text_equal(waiting->of, node->account->name))
			graph_add_edge(self, VOUCH_EDGE_WAITS, graph_node_of(self, waiting->of),
				(int)i, vouch_needs_text(waiting->needs));
		else if (node->account->first_token == VOUCH_YES)
			graph_add_edge(self, VOUCH_EDGE_WAITS, self->first_token, (int)i, NULL);
	}
}

/* --- who could vouch ---------------------------------------------------------------------------
 */

static bool could_be_vouched_for(const struct vouch_graph_node *node)
{
	return node->kind == VOUCH_NODE_WAITS || node->kind == VOUCH_NODE_OTHER ||
	       node->kind == VOUCH_NODE_MANY ||
	       (node->kind == VOUCH_NODE_DEAD && node->account->wants_token &&
		       node->account->token_after != VOUCH_TOKEN_LIVE);
}

static size_t count_nodes(
	const struct building *self, bool (*is_it)(const struct vouch_graph_node *))
{
	size_t i, found = 0;

	for (i = 0; i < self->graph->nodes.count; i++)
		found += is_it(&self->graph->nodes.items[i]);
	return found;
}

static bool can_vouch(const struct vouch_graph_node *node)
{
	return node->kind == VOUCH_NODE_GRANTOR;
}

/* Each grantor could vouch for each of the others: by way of a hub, so that lines stay few. */
static void possible_edges(struct building *self)
{
	size_t grantors = count_nodes(self, can_vouch);
	size_t targets = count_nodes(self, could_be_vouched_for);
	size_t count = self->graph->nodes.count, i, j;
	int hub = GRAPH_NOBODY;

	if (grantors == 0 || targets == 0)
		return;
	if (grantors > 1 && targets > 1) {
		hub = (int)graph_add_node(self, VOUCH_NODE_HUB, NULL);
		self->graph->nodes.items[hub].column = GRAPH_COLUMN_HUB;
	}
	for (i = 0; i < count; i++) {
		bool gives = can_vouch(&self->graph->nodes.items[i]);
		bool takes = could_be_vouched_for(&self->graph->nodes.items[i]);

		if (hub != GRAPH_NOBODY && (gives || takes))
			graph_add_edge(self, VOUCH_EDGE_CAN, gives ? (int)i : hub,
				gives ? hub : (int)i, NULL);
		for (j = 0; hub == GRAPH_NOBODY && gives && j < count; j++) {
			if (could_be_vouched_for(&self->graph->nodes.items[j]))
				graph_add_edge(self, VOUCH_EDGE_CAN, (int)i, (int)j, NULL);
		}
	}
}

void graph_links(struct building *self)
{
	add_sources(self);
	add_rest(self);
	planned_edges(self);
	waiting_edges(self);
	possible_edges(self);
}
