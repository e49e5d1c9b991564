/* check.c – contradictions within a user, and between users. */
#include "check.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "account_name.h"
#include "suggest.h"
#include "vouch/base/text.h"

/* file:line of a position, for messages that point at a second place. */
static const char *place(const struct loading *loading, struct vouch_pos pos)
{
	return vouch_arena_printf(loading->arena, "%s:%d", pos.file, pos.line);
}

static bool is_flag(const struct vouch_value *value, bool flag)
{
	return value->kind == VOUCH_VALUE_FLAG && value->as.flag == flag;
}

/* FACTS 4.4: on APFS the members of the disk are the holders of tokens. */
static void check_membership(const struct loading *loading, const char *name,
	const struct vouch_value fields[VOUCH_FIELD_COUNT])
{
	const struct vouch_value *filevault = &fields[VOUCH_FIELD_FILEVAULT];
	const struct vouch_value *token = &fields[VOUCH_FIELD_SECURE_TOKEN];

	if (is_flag(filevault, true) && is_flag(token, false))
		vouch_problem_add(loading->arena, loading->problems, filevault->pos,
			"on APFS whoever unlocks the disk holds a token: change one of them",
			"%s: filevault: true contradicts secure_token: false (%s)", name,
			place(loading, token->pos));
	if (is_flag(filevault, false) && !is_flag(token, false))
		vouch_problem_add(loading->arena, loading->problems, filevault->pos,
			"on APFS every holder of a token unlocks the disk: write secure_token: "
			"false too, or leave filevault out",
			"%s: filevault: false needs secure_token: false", name);
}

static void check_groups(const struct loading *loading, const char *name,
	const struct vouch_value fields[VOUCH_FIELD_COUNT])
{
	const struct vouch_value *in = &fields[VOUCH_FIELD_GROUPS];
	const struct vouch_value *out = &fields[VOUCH_FIELD_NOT_GROUPS];
	size_t i;

	if (in->kind != VOUCH_VALUE_NAMES || out->kind != VOUCH_VALUE_NAMES)
		return;
	for (i = 0; i < in->as.names.count; i++) {
		if (vouch_names_has_nocase(&out->as.names, in->as.names.items[i]))
			vouch_problem_add(loading->arena, loading->problems, out->pos,
				"take it out of one of them",
				"%s: the group \"%s\" stands in groups (%s) and in not_groups",
				name, in->as.names.items[i], place(loading, in->pos));
	}
}

/* macOS's own accounts, and those of services, are no people's: they may be described and stripped
 * of powers, but not deleted; and root and its like get no powers. */
static void check_system(const struct loading *loading, const char *name,
	const struct vouch_value fields[VOUCH_FIELD_COUNT])
{
	const struct vouch_value *state = &fields[VOUCH_FIELD_STATE];
	const struct vouch_value *admin = &fields[VOUCH_FIELD_ADMIN];
	static const enum vouch_field powers[] = {VOUCH_FIELD_SECURE_TOKEN, VOUCH_FIELD_FILEVAULT};
	size_t i;

	if (!account_name_is_system(name))
		return;
	if (state->kind == VOUCH_VALUE_CHOICE && state->as.choice == VOUCH_STATE_ABSENT)
		vouch_problem_add(loading->arena, loading->problems, state->pos,
			"leave it, or remove it with what installed it",
			"%s is an account of macOS or of a service: Vouch does not delete it",
			name);
	if (name[0] == '_')
		return;
	if (admin->kind == VOUCH_VALUE_ADMIN && admin->as.admin.wanted)
		vouch_problem_add(loading->arena, loading->problems, admin->pos,
			"give the right to an account of a person or of the fleet",
			"%s is an account of macOS: Vouch does not make it an administrator", name);
	for (i = 0; i < 2; i++) {
		if (is_flag(&fields[powers[i]], true))
			vouch_problem_add(loading->arena, loading->problems, fields[powers[i]].pos,
				"give the token to an account of a person or of the fleet",
				"%s is an account of macOS: Vouch gives it no token", name);
	}
}

void check_user(const struct loading *loading, const char *name,
	const struct vouch_value fields[VOUCH_FIELD_COUNT], bool membership)
{
	const struct vouch_value *state = &fields[VOUCH_FIELD_STATE];

	check_system(loading, name, fields);
	/* Of a user who goes, only password and on_removal mean anything. */
	if (state->kind == VOUCH_VALUE_CHOICE && state->as.choice == VOUCH_STATE_ABSENT)
		return;
	check_groups(loading, name, fields);
	if (membership)
		check_membership(loading, name, fields);
}

/* What a user claims for itself alone. */
struct claim {
	const struct vouch_user *user;
	const struct vouch_value *value;
};

static int compare_values(const struct vouch_value *a, const struct vouch_value *b)
{
	if (a->kind == VOUCH_VALUE_TEXT)
		return strcmp(a->as.text, b->as.text);
	return (a->as.number > b->as.number) - (a->as.number < b->as.number);
}

static int by_value_then_name(const void *left, const void *right)
{
	const struct claim *a = left, *b = right;
	int order = compare_values(a->value, b->value);

	return order != 0 ? order : strcmp(a->user->name, b->user->name);
}

static void check_unique(
	const struct loading *loading, const struct vouch_users *users, enum vouch_field field)
{
	struct claim *claims =
		vouch_arena_alloc_array(loading->arena, users->count, sizeof *claims);
	size_t count = 0, i;

	for (i = 0; i < users->count; i++) {
		const struct vouch_user *user = &users->items[i];

		if (vouch_user_field(user, field) != NULL && !vouch_user_is_absent(user))
			claims[count++] = (struct claim){user, &user->fields[field]};
	}
	if (count > 1)
		qsort(claims, count, sizeof *claims, by_value_then_name);
	for (i = 1; i < count; i++) {
		if (compare_values(claims[i - 1].value, claims[i].value) == 0)
			vouch_problem_add(loading->arena, loading->problems, claims[i].value->pos,
				"no two accounts may share one: change one of them",
				"%s: the same %s as %s (%s)", claims[i].user->name,
				vouch_field_info(field)->name, claims[i - 1].user->name,
				place(loading, claims[i - 1].value->pos));
	}
}

void check_users(const struct loading *loading, const struct vouch_users *users)
{
	check_unique(loading, users, VOUCH_FIELD_UID);
	check_unique(loading, users, VOUCH_FIELD_FULL_NAME);
}

void check_spelling(
	const struct loading *loading, const struct layer_entries *entries, bool certain)
{
	size_t i;

	for (i = 1; i < entries->count; i++) {
		const struct layer_entry *a = &entries->items[i - 1], *b = &entries->items[i];

		if (!vouch_text_equal_nocase(a->user->name, b->user->name) ||
			strcmp(a->user->name, b->user->name) == 0 ||
			(!certain && a->layer != b->layer))
			continue;
		vouch_problem_add(loading->arena, loading->problems, b->user->pos,
			"macOS knows no difference: write it one way",
			"\"%s\" is also written \"%s\" (%s)", b->user->name, a->user->name,
			place(loading, a->user->pos));
	}
}

static bool has_user(const struct layer_entries *entries, const char *name)
{
	size_t low = 0, high = entries->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = vouch_text_compare_nocase(entries->items[middle].user->name, name);

		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

void check_required(const struct loading *loading, const struct vouch_guards *guards,
	const struct layer_entries *entries)
{
	size_t i, j;

	for (i = 0; i < guards->required.count; i++) {
		const struct vouch_required *required = &guards->required.items[i];
		struct suggestion near = {.wrong = required->name};

		if (has_user(entries, required->name))
			continue;
		for (j = 0; j < entries->count; j++)
			suggest_offer(&near, entries->items[j].user->name);
		vouch_problem_add(loading->arena, loading->problems, required->pos,
			suggest_cure(loading->arena, &near,
				"name the user in a layer, or take it out of required"),
			"no layer names the required user \"%s\"", required->name);
	}
}
