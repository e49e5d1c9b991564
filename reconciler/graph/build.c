/* build.c – from a decision to nodes and edges, as a table of contents. */
#include "build.h"

#include <stdarg.h>
#include <string.h>

#include "vouch/base/text.h"

enum { LINE_MAX_POINTS = 44, TITLE_MAX_POINTS = 90 };

/* Cut visibly; escaping comes later, so a letter here is a letter of the name. */
static const char *cut(struct vouch_arena *arena, const char *text, size_t most)
{
	size_t length = strlen(text), at = 0, points = 0;

	while (at < length && points < most) {
		uint32_t point;
		size_t step = vouch_text_decode(text + at, length - at, &point);

		at += step > 0 ? step : 1;
		points++;
	}
	if (at >= length)
		return text;
	return vouch_arena_printf(arena, "%.*s…", (int)at, text);
}

size_t graph_add_node(
	struct building *self, enum vouch_node_kind kind, const struct vouch_trust_account *account)
{
	*VOUCH_PUSH(self->arena, &self->graph->nodes) =
		(struct vouch_graph_node){.kind = kind, .account = account};
	return self->graph->nodes.count - 1;
}

void graph_add_line(struct building *self, size_t at, const char *format, ...)
{
	struct vouch_graph_node *node = &self->graph->nodes.items[at];
	va_list arguments;

	if (node->line_count == VOUCH_NODE_LINES)
		return;
	va_start(arguments, format);
	node->lines[node->line_count++] = cut(
		self->arena, vouch_arena_vprintf(self->arena, format, arguments), LINE_MAX_POINTS);
	va_end(arguments);
}

void graph_add_edge(
	struct building *self, enum vouch_edge_kind kind, int from, int to, const char *label)
{
	if (from == GRAPH_NOBODY || to == GRAPH_NOBODY || from == to)
		return;
	*VOUCH_PUSH(self->arena, &self->graph->edges) =
		(struct vouch_graph_edge){kind, (size_t)from, (size_t)to, label};
}

/* Accounts are sorted by name. */
static int account_of(const struct building *self, const char *name)
{
	const struct vouch_trust *trust = self->subject->trust;
	size_t low = 0, high = trust->accounts.count;

	while (name != NULL && low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(name, trust->accounts.items[middle].name);

		if (order == 0)
			return (int)middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return GRAPH_NOBODY;
}

int graph_node_of(const struct building *self, const char *name)
{
	int account = account_of(self, name);

	return account == GRAPH_NOBODY ? GRAPH_NOBODY : self->node_of[account];
}

static int *nobodies(struct building *self, size_t count)
{
	int *list = vouch_arena_alloc_array(self->arena, count + 1, sizeof *list);
	size_t i;

	for (i = 0; i <= count; i++)
		list[i] = GRAPH_NOBODY;
	return list;
}

/* Once over the plan, so that no account has to look through all of it. */
static void index_plan(struct building *self)
{
	const struct vouch_plan *plan = self->subject->plan;
	size_t accounts = self->subject->trust->accounts.count, i;

	self->node_of = nobodies(self, accounts);
	self->first_change = nobodies(self, accounts);
	self->first_waiting = nobodies(self, accounts);
	self->next_change = nobodies(self, plan->changes.count);
	self->next_waiting = nobodies(self, plan->waiting.count);
	self->is_asked = vouch_arena_alloc_array(self->arena, accounts + 1, sizeof(bool));
	for (i = plan->changes.count; i-- > 0;) { /* backwards: the first comes to the front */
		const struct vouch_change *change = &plan->changes.items[i];
		int user = account_of(self, change->user), by = account_of(self, change->by);

		if (by != GRAPH_NOBODY)
			self->is_asked[by] = true;
		if (user == GRAPH_NOBODY)
			continue;
		self->is_asked[user] |= by != GRAPH_NOBODY;
		self->next_change[i] = self->first_change[user];
		self->first_change[user] = (int)i;
	}
	for (i = plan->waiting.count; i-- > 0;) {
		int user = account_of(self, plan->waiting.items[i].user);

		if (user == GRAPH_NOBODY)
			continue;
		self->next_waiting[i] = self->first_waiting[user];
		self->first_waiting[user] = (int)i;
	}
}

static const struct vouch_difference *token_difference(const struct vouch_change *change)
{
	return vouch_change_difference(change, vouch_field_info(VOUCH_FIELD_SECURE_TOKEN)->name);
}

bool graph_gives(const struct vouch_change *change)
{
	const struct vouch_difference *token = token_difference(change);

	return change->action == VOUCH_ACTION_ADD_UNLOCKER ||
	       (token != NULL && vouch_text_equal(token->to, "live"));
}

bool graph_takes(const struct vouch_change *change)
{
	return change->action == VOUCH_ACTION_REVOKE_TOKEN ||
	       change->action == VOUCH_ACTION_REMOVE_UNLOCKER ||
	       change->action == VOUCH_ACTION_DELETE_USER;
}

static size_t place_of(const struct building *self, const struct vouch_trust_account *account)
{
	return (size_t)(account - self->subject->trust->accounts.items);
}

const struct vouch_change *graph_find(const struct building *self,
	const struct vouch_trust_account *account, bool (*is_it)(const struct vouch_change *))
{
	int i = self->first_change[place_of(self, account)];

	for (; i != GRAPH_NOBODY; i = self->next_change[i]) {
		if (is_it(&self->subject->plan->changes.items[i]))
			return &self->subject->plan->changes.items[i];
	}
	return NULL;
}

const struct vouch_waiting *graph_waits(
	const struct building *self, const struct vouch_trust_account *account)
{
	static const enum vouch_field fields[] = {
		VOUCH_FIELD_STATE, VOUCH_FIELD_SECURE_TOKEN, VOUCH_FIELD_FILEVAULT};
	int i = self->first_waiting[place_of(self, account)];
	size_t j;

	for (; i != GRAPH_NOBODY; i = self->next_waiting[i]) {
		const struct vouch_waiting *waiting = &self->subject->plan->waiting.items[i];

		for (j = 0; j < sizeof fields / sizeof fields[0]; j++) {
			if (vouch_text_equal(waiting->field, vouch_field_info(fields[j])->name))
				return waiting;
		}
	}
	return NULL;
}

static const char *or_unknown(const char *text)
{
	return text == NULL ? "unknown" : text;
}

void vouch_graph_build(struct vouch_arena *arena, const struct vouch_graph_subject *subject,
	struct vouch_graph *out)
{
	const struct vouch_machine *machine = subject->machine;
	struct building self = {.arena = arena,
		.subject = subject,
		.graph = out,
		.first_token = GRAPH_NOBODY,
		.bootstrap_token = GRAPH_NOBODY,
		.machine = GRAPH_NOBODY,
		.rest = GRAPH_NOBODY};

	*out = (struct vouch_graph){.tokens = subject->trust->tokens};
	out->title = cut(arena,
		vouch_arena_printf(arena, "Chain of trust of %s", or_unknown(machine->hostname)),
		TITLE_MAX_POINTS);
	out->subtitle = cut(arena,
		vouch_arena_printf(arena, "%s, macOS %s%s", or_unknown(machine->serial),
			or_unknown(machine->os),
			subject->plan->status == VOUCH_PLAN_REFUSED ? ": the plan is refused" : ""),
		TITLE_MAX_POINTS);
	index_plan(&self);
	graph_accounts(&self);
	graph_columns(&self);
	graph_links(&self);
	graph_fold(&self);
	graph_order(&self);
}
