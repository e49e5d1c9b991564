/* plutil_edit.c – key paths of plutil, values from its command line, and what it changes by them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/clock.h"
#include "vouch/base/text.h"

#include "plutil.h"

/* The next part of "a.b\.c.0"; *at stands behind it, on the point or the end. */
static const char *take_part(struct vouch_arena *arena, const char **at)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf part = {0};

	for (; **at && **at != '.'; (*at)++) {
		if (**at == '\\' && (*at)[1] == '.')
			(*at)++;
		vouch_buf_add(&part, *at, 1);
	}
	return vouch_arena_text(arena, vouch_buf_get(&part));
}

static struct vouch_plist *step(const struct vouch_plist *node, const char *part)
{
	int64_t index;

	if (vouch_plist_kind(node) == VOUCH_PLIST_DICT)
		return vouch_plist_get(node, part);
	if (vouch_plist_kind(node) != VOUCH_PLIST_ARRAY || !vouch_text_number(part, &index) ||
		index < 0 || index > UINT32_MAX)
		return NULL;
	return vouch_plist_item(node, (size_t)index);
}

/* Walks to what holds the last part, and gives that part. */
static struct vouch_plist *find_holder(
	struct vouch_arena *arena, struct vouch_plist *list, const char *path, const char **last)
{
	for (;;) {
		*last = take_part(arena, &path);
		if (!*path || !list)
			return list;
		list = step(list, *last);
		path++;
	}
}

struct vouch_plist *simmac_plutil_find(
	struct vouch_arena *arena, struct vouch_plist *list, const char *keypath)
{
	const char *last;
	struct vouch_plist *holder = find_holder(arena, list, keypath, &last);

	if (!*keypath)
		return list;
	return holder ? step(holder, last) : NULL;
}

static struct vouch_plist *parse(const char *text, bool json)
{
	struct vouch_plist *list = NULL;

	if (json)
		return simmac_json_parse(text, strlen(text));
	return vouch_plist_parse(text, strlen(text), SIMMAC_LIST_MAX, &list, NULL) < 0 ? NULL
										       : list;
}

struct vouch_plist *simmac_plutil_value(const char *type, const char *value)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};
	int64_t number;
	char *end;
	double real;

	if (strcmp(type, "-array") == 0)
		return vouch_plist_new_array();
	if (strcmp(type, "-dictionary") == 0)
		return vouch_plist_new_dict();
	if (!value)
		return NULL;
	if (strcmp(type, "-string") == 0)
		return vouch_text_is_utf8(value, strlen(value)) ? vouch_plist_new_string(value)
								: NULL;
	if (strcmp(type, "-bool") == 0) {
		bool yes = vouch_text_equal_nocase(value, "YES") ||
			   vouch_text_equal_nocase(value, "true") || strcmp(value, "1") == 0;

		return vouch_plist_new_boolean(yes);
	}
	if (strcmp(type, "-integer") == 0)
		return vouch_text_number(value, &number) ? vouch_plist_new_integer(number) : NULL;
	if (strcmp(type, "-float") == 0) {
		real = strtod(value, &end);
		return *value && !*end ? vouch_plist_new_real(real) : NULL;
	}
	if (strcmp(type, "-data") == 0)
		return simmac_base64_parse(value, strlen(value), &bytes)
			       ? vouch_plist_new_data(bytes.bytes, bytes.length)
			       : NULL;
	if (strcmp(type, "-date") == 0)
		return vouch_time_parse(value, &number) ? vouch_plist_new_date(number) : NULL;
	if (strcmp(type, "-xml") == 0 || strcmp(type, "-json") == 0)
		return parse(value, strcmp(type, "-json") == 0);
	return NULL;
}

static bool fail(const char *what, const char *keypath)
{
	fprintf(stderr, "Could not modify plist, error: %s %s\n", what, keypath);
	return false;
}

/* Into a list at a place of it; its end is one. */
static bool put_in_array(struct simmac_plutil *call, struct vouch_plist *array, const char *last)
{
	size_t count = vouch_plist_count(array);
	bool inserts = strcmp(call->verb, "-insert") == 0;
	struct vouch_plist *value;
	int64_t index;

	if (!vouch_text_number(last, &index) || index < 0 ||
		(size_t)index > count - (inserts ? 0 : count > 0))
		return fail("Index out of bounds for key path", call->keypath);
	value = simmac_plutil_value(call->type, call->value);
	if (inserts || count == 0)
		vouch_plist_insert_item(array, (size_t)index, value);
	else
		vouch_plist_replace_item(array, (size_t)index, value);
	return true;
}

static bool put(struct simmac_plutil *call, struct vouch_plist *holder, const char *last)
{
	bool inserts = strcmp(call->verb, "-insert") == 0;
	struct vouch_plist *old = step(holder, last);

	if (inserts && call->appends && vouch_plist_kind(old) == VOUCH_PLIST_ARRAY) {
		vouch_plist_append(old, simmac_plutil_value(call->type, call->value));
		return true;
	}
	if (vouch_plist_kind(holder) == VOUCH_PLIST_ARRAY)
		return put_in_array(call, holder, last);
	if (vouch_plist_kind(holder) != VOUCH_PLIST_DICT)
		return fail("Key path not found", call->keypath);
	if (inserts && old)
		return fail("Value already exists at key path", call->keypath);
	vouch_plist_set(holder, last, simmac_plutil_value(call->type, call->value));
	return true;
}

bool simmac_plutil_edit(struct simmac_plutil *call, struct vouch_plist **list)
{
	const char *last;
	struct vouch_plist *holder = find_holder(&call->mac->arena, *list, call->keypath, &last);
	int64_t index;

	if (strcmp(call->verb, "-remove") != 0)
		return put(call, holder, last);
	if (!holder || !step(holder, last))
		return fail("No value to remove at key path", call->keypath);
	if (vouch_plist_kind(holder) == VOUCH_PLIST_DICT)
		vouch_plist_remove(holder, last);
	else if (vouch_text_number(last, &index))
		vouch_plist_remove_item(holder, (size_t)index);
	return true;
}
