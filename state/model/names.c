/* names.c – sorted sets of names. */
#include "vouch/model/names.h"

#include <string.h>

#include "vouch/base/buf.h"
#include "vouch/base/text.h"

/* Where name is, or where it would go. */
static size_t find_place(const struct vouch_names *names, const char *name, bool *found)
{
	size_t low = 0, high = names->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(names->items[middle], name);

		if (order == 0) {
			*found = true;
			return middle;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*found = false;
	return low;
}

void vouch_names_add(struct vouch_arena *arena, struct vouch_names *names, const char *name)
{
	bool found;
	size_t place = find_place(names, name, &found);

	if (found)
		return;
	*VOUCH_PUSH(arena, names) = NULL;
	memmove(names->items + place + 1, names->items + place,
		(names->count - 1 - place) * sizeof *names->items);
	names->items[place] = vouch_arena_text(arena, name);
}

bool vouch_names_has(const struct vouch_names *names, const char *name)
{
	bool found;

	(void)find_place(names, name, &found); /* only whether it is there matters here */
	return found;
}

bool vouch_names_has_nocase(const struct vouch_names *names, const char *name)
{
	size_t i;

	for (i = 0; i < names->count; i++) {
		if (vouch_text_equal_nocase(names->items[i], name))
			return true;
	}
	return false;
}

bool vouch_names_equal(const struct vouch_names *a, const struct vouch_names *b)
{
	size_t i;

	if (a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++) {
		if (strcmp(a->items[i], b->items[i]) != 0)
			return false;
	}
	return true;
}

const char *vouch_names_text(struct vouch_arena *arena, const struct vouch_names *names)
{
	struct vouch_buf buf = {0};
	const char *text;
	size_t i;

	for (i = 0; i < names->count; i++) {
		if (i > 0)
			vouch_buf_text(&buf, ", ");
		vouch_buf_text(&buf, names->items[i]);
	}
	text = vouch_arena_text(arena, vouch_buf_get(&buf));
	vouch_buf_release(&buf);
	return text;
}
