/* layer.c – the users of one layer. */
#include "layer.h"

#include <string.h>

#include "account_name.h"
#include "members.h"
#include "suggest.h"
#include "user_field.h"
#include "value.h"
#include "vouch/base/text.h"

static void unknown_field(const struct loading *loading, const struct tree_node *key)
{
	struct suggestion near = {.wrong = key->text};
	const char *known = NULL;
	int i;

	for (i = 0; i < VOUCH_FIELD_COUNT; i++) {
		const char *name = vouch_field_info((enum vouch_field)i)->name;

		suggest_offer(&near, name);
		known = known == NULL ? name
				      : vouch_arena_printf(loading->arena, "%s, %s", known, name);
	}
	vouch_problem_add(loading->arena, loading->problems, key->pos,
		suggest_cure(loading->arena, &near,
			vouch_arena_printf(loading->arena, "a user may have: %s", known)),
		"unknown key \"%s\" in a user", key->text);
}

static void read_field(
	const struct loading *loading, const struct tree_pair *pair, struct layer_user *user)
{
	const struct vouch_field_info *info = vouch_field_find(pair->key->text);

	if (info == NULL) {
		unknown_field(loading, pair->key);
	} else if (value_is_null(pair->value)) {
		user->cleared[info->field] = true;
		user->fields[info->field].pos = pair->value->pos;
	} else {
		(void)user_field_read(loading, info, pair->value,
			&user->fields[info->field]); /* what is wrong is in the problems */
	}
}

static void read_user(
	const struct loading *loading, const struct tree_pair *pair, struct layer *layer)
{
	struct layer_user user = {.name = pair->key->text, .pos = pair->key->pos};
	size_t i;

	if (pair->value->kind == TREE_BAD || !account_name_check(loading, pair->key, "user"))
		return;
	if (value_is_null(pair->value))
		user.forgotten = true;
	else if (pair->value->kind != TREE_MAP)
		value_wrong_kind(loading, pair->value, "a map of fields, {} for none,");
	for (i = 0; pair->value->kind == TREE_MAP && i < pair->value->map.count; i++)
		read_field(loading, &pair->value->map.items[i], &user);
	*VOUCH_PUSH(loading->arena, &layer->users) = user;
}

static void read_users(void *context, const struct tree_node *value)
{
	struct layer_reading *self = context;
	size_t i;

	if (value->kind != TREE_MAP) {
		value_wrong_kind(&self->loading, value, "a map of users, {} for nobody,");
		self->layer->incomplete = true;
		return;
	}
	for (i = 0; i < value->map.count; i++)
		read_user(&self->loading, &value->map.items[i], self->layer);
}

struct layer *layer_read(struct vouch_arena *arena, const struct vouch_source_file *file)
{
	static const struct member members[] = {
		{"users", read_users, NULL},
		{"filevault", layer_read_filevault, NULL},
		{"bootstrap_token", layer_read_bootstrap_token, NULL},
		{"unlisted", layer_read_unlisted, NULL},
		{"vouch", NULL, "write it in vouch.yaml only"},
		{"groups", NULL, "write it in vouch.yaml; a user's groups stand below the user"},
		{"layers", NULL, "write it in vouch.yaml; a layer names no others"},
		{"guards", NULL, "write it in vouch.yaml; no layer may loosen a guard"},
	};
	struct layer *layer = vouch_arena_alloc(arena, sizeof *layer);
	struct layer_reading self = {.loading = {arena, &layer->problems}, .layer = layer};
	struct tree_node *root;

	layer->path = file->path;
	root = tree_read(arena, file->path, &file->bytes, &layer->problems);
	if (root == NULL || !members_read(&self.loading, root, "a layer", members,
				    sizeof members / sizeof members[0], &self))
		layer->incomplete = true;
	return layer;
}
