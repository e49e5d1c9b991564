/* merge.c – one user, or one setting, out of what each layer says of it. */
#include "merge.h"

#include <stdlib.h>
#include <string.h>

#include "vouch/base/text.h"

static int by_name_then_layer(const void *left, const void *right)
{
	const struct layer_entry *a = left, *b = right;
	int order = vouch_text_compare_nocase(a->user->name, b->user->name);

	if (order != 0)
		return order;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	/* Within one file: as they stand there. */
	if (a->user->pos.line != b->user->pos.line)
		return a->user->pos.line < b->user->pos.line ? -1 : 1;
	return (a->user->pos.column > b->user->pos.column) -
	       (a->user->pos.column < b->user->pos.column);
}

void merge_collect(
	struct vouch_arena *arena, const struct layers *layers, struct layer_entries *out)
{
	size_t i, j;

	for (i = 0; i < layers->count; i++) {
		for (j = 0; j < layers->items[i]->users.count; j++)
			*VOUCH_PUSH(arena, out) = (struct layer_entry){
				layers->items[i], &layers->items[i]->users.items[j], i};
	}
	if (out->count > 1)
		qsort(out->items, out->count, sizeof *out->items, by_name_then_layer);
}

/* What was said before is kept aside, so that it can be told who said it. */
static void override(struct vouch_arena *arena, struct vouch_user *user, enum vouch_field field,
	struct vouch_value value)
{
	if (user->fields[field].kind != VOUCH_VALUE_NONE)
		*VOUCH_PUSH(arena, &user->overridden) =
			(struct vouch_overridden){field, user->fields[field]};
	user->fields[field] = value;
}

/* Puts what one layer says over what the layers before it said. */
static void overlay(
	struct vouch_arena *arena, struct vouch_user *user, const struct layer_user *above)
{
	enum vouch_field field;

	for (field = 0; field < VOUCH_FIELD_COUNT; field++) {
		if (above->cleared[field] || above->fields[field].kind != VOUCH_VALUE_NONE)
			override(arena, user, field, above->fields[field]);
	}
}

static void take_back(
	struct vouch_arena *arena, struct vouch_user *user, const struct layer_user *above)
{
	enum vouch_field field;

	for (field = 0; field < VOUCH_FIELD_COUNT; field++) {
		if (user->fields[field].kind != VOUCH_VALUE_NONE)
			override(arena, user, field, (struct vouch_value){.pos = above->pos});
	}
}

/* Entries first to first + count are one user. False where the last word is to forget it; *out
 * has its place then. */
static bool merge_user(struct vouch_arena *arena, const struct layer_entry *first, size_t count,
	struct vouch_user *out)
{
	bool listed = false;
	size_t i;

	*out = (struct vouch_user){.name = first->user->name};
	for (i = 0; i < count; i++) {
		const struct layer_user *user = first[i].user;

		if (user->forgotten || !listed)
			out->pos = user->pos;
		if (user->forgotten) {
			take_back(arena, out, user);
			listed = false;
			continue;
		}
		if (!listed)
			out->name = user->name;
		listed = true;
		overlay(arena, out, user);
	}
	return listed;
}

static int by_name(const void *left, const void *right)
{
	const struct vouch_user *a = left, *b = right;

	return strcmp(a->name, b->name);
}

static void merge_users(
	struct vouch_arena *arena, const struct layers *layers, struct vouch_desired *out)
{
	struct layer_entries entries = {0};
	size_t first, next;

	merge_collect(arena, layers, &entries);
	for (first = 0; first < entries.count; first = next) {
		struct vouch_user user;

		next = first + 1;
		while (next < entries.count &&
			vouch_text_equal_nocase(
				entries.items[first].user->name, entries.items[next].user->name))
			next++;
		if (merge_user(arena, &entries.items[first], next - first, &user))
			*VOUCH_PUSH(arena, &out->users) = user;
		else
			*VOUCH_PUSH(arena, &out->taken_back) =
				(struct vouch_taken_back){user.name, user.pos};
	}
	if (out->users.count > 1)
		qsort(out->users.items, out->users.count, sizeof *out->users.items, by_name);
}

/* The last layer that has a word on it; NULL where none has, or where it is taken back. */
static const struct layer_setting *last_word(const struct layers *layers, enum setting which)
{
	size_t i;

	for (i = layers->count; i-- > 0;) {
		const struct layer_setting *setting = &layers->items[i]->settings[which];

		if (setting->cleared)
			return NULL;
		if (setting->value.kind != VOUCH_VALUE_NONE)
			return setting;
	}
	return NULL;
}

static bool reports(const struct layers *layers, enum setting which, bool otherwise)
{
	const struct layer_setting *setting = last_word(layers, which);

	return setting == NULL ? otherwise : setting->value.as.choice == 1;
}

static void merge_machine(const struct layers *layers, struct vouch_machine_goals *out)
{
	const struct layer_setting *enabled = last_word(layers, SETTING_FILEVAULT_ENABLED);
	const struct layer_setting *escrow = last_word(layers, SETTING_ESCROW);
	const struct layer_setting *bootstrap = last_word(layers, SETTING_BOOTSTRAP_TOKEN);

	if (enabled != NULL)
		out->filevault_enabled = enabled->value;
	if (bootstrap != NULL)
		out->bootstrap_token = bootstrap->value;
	if (escrow != NULL) {
		out->escrow_certificate = escrow->escrow->certificate;
		out->escrow_file = escrow->escrow->file;
		out->escrow_pos = escrow->value.pos;
	}
	out->report_unlisted_admins = reports(layers, SETTING_UNLISTED_ADMINS, true);
	out->report_unlisted_users = reports(layers, SETTING_UNLISTED_USERS, false);
}

void merge_layers(struct vouch_arena *arena, const struct layers *layers, struct vouch_desired *out)
{
	merge_users(arena, layers, out);
	merge_machine(layers, &out->machine);
}
