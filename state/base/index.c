/* index.c – a sorted array and a binary search. */
#include "vouch/base/index.h"

#include <stdlib.h>

#include "vouch/base/text.h"

static int by_key(const void *left, const void *right)
{
	const struct vouch_index_entry *a = left, *b = right;
	int order = vouch_text_compare_nocase(a->key, b->key);

	return order != 0 ? order : (a->position > b->position) - (a->position < b->position);
}

void vouch_index_add(
	struct vouch_arena *arena, struct vouch_index *index, const char *key, int position)
{
	if (key != NULL)
		*VOUCH_PUSH(arena, index) = (struct vouch_index_entry){key, position};
}

void vouch_index_sort(struct vouch_index *index)
{
	if (index->count > 1)
		qsort(index->items, index->count, sizeof *index->items, by_key);
}

const struct vouch_index_entry *vouch_index_find_all(
	const struct vouch_index *index, const char *key, size_t *count)
{
	size_t low = 0, high = index->count, end;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (vouch_text_compare_nocase(index->items[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < index->count && vouch_text_equal_nocase(index->items[end].key, key);
		end++)
		continue;
	*count = end - low;
	return end > low ? &index->items[low] : NULL;
}

int vouch_index_find(const struct vouch_index *index, const char *key)
{
	size_t count;
	const struct vouch_index_entry *found =
		key == NULL ? NULL : vouch_index_find_all(index, key, &count);

	return found == NULL ? -1 : found->position;
}
