/* guards.c – the guards of vouch.yaml, and their defaults. */
#include <stdlib.h>
#include <string.h>

#include "account_name.h"
#include "manifest.h"
#include "members.h"
#include "value.h"

struct reading {
	const struct loading *loading;
	struct vouch_guards *guards;
};

static void read_number(
	struct reading *self, const struct tree_node *value, struct vouch_guard *guard)
{
	if (value_number(self->loading, value, 0, 10000, &guard->value))
		guard->pos = value->pos;
}

static void read_min_admins(void *context, const struct tree_node *value)
{
	struct reading *self = context;

	read_number(self, value, &self->guards->min_admins);
}

static void read_min_token_admins(void *context, const struct tree_node *value)
{
	struct reading *self = context;

	read_number(self, value, &self->guards->min_token_admins);
}

static void read_max_removals(void *context, const struct tree_node *value)
{
	struct reading *self = context;

	read_number(self, value, &self->guards->max_removals);
}

/* The index of the word is the value of the guard. */
static void read_word(struct reading *self, const struct tree_node *value, const char *const *words,
	struct vouch_guard *guard)
{
	int word;

	if (!value_word(self->loading, value, words, &word))
		return;
	guard->value = word;
	guard->pos = value->pos;
}

static void read_temporary_admin(void *context, const struct tree_node *value)
{
	static const char *const words[] = {"forbid", "allow", NULL};
	struct reading *self = context;

	read_word(self, value, words, &self->guards->temporary_admin);
}

static void read_empty(void *context, const struct tree_node *value)
{
	static const char *const words[] = {"refuse", "allow", NULL};
	struct reading *self = context;

	read_word(self, value, words, &self->guards->empty);
}

static int by_name(const void *left, const void *right)
{
	const struct vouch_required *a = left, *b = right;

	return strcmp(a->name, b->name);
}

static void read_required(void *context, const struct tree_node *value)
{
	struct reading *self = context;
	size_t i;

	if (value->kind != TREE_LIST) {
		value_wrong_kind(self->loading, value, "a list of users");
		return;
	}
	for (i = 0; i < value->list.count; i++) {
		const struct tree_node *item = value->list.items[i];

		if (account_name_check(self->loading, item, "user"))
			*VOUCH_PUSH(self->loading->arena, &self->guards->required) =
				(struct vouch_required){item->text, item->pos};
	}
	if (self->guards->required.count > 1)
		qsort(self->guards->required.items, self->guards->required.count,
			sizeof *self->guards->required.items, by_name);
}

void manifest_read_guards(
	const struct loading *loading, const struct tree_node *node, struct vouch_guards *out)
{
	static const struct member members[] = {
		{"min_admins", read_min_admins, NULL},
		{"min_token_admins", read_min_token_admins, NULL},
		{"required", read_required, NULL},
		{"max_removals", read_max_removals, NULL},
		{"temporary_admin", read_temporary_admin, NULL},
		{"empty", read_empty, NULL},
	};
	struct reading self = {loading, out};

	if (node == NULL) {
		*out = (struct vouch_guards){.min_admins = {.value = 1},
			.min_token_admins = {.value = 1},
			.max_removals = {.value = 2},
			.temporary_admin = {.value = 1}};
		return;
	}
	(void)members_read(loading, node, "guards", members, sizeof members / sizeof members[0],
		&self); /* said already */
}
