/* index.c – a sorted array and a binary search. */
#include "index.h"

#include <stdlib.h>

#include "vouch/base/text.h"

static int by_key(const void *left, const void *right)
{
	const struct vouch_macos_index_entry *a = left, *b = right;
	int order = vouch_text_compare_nocase(a->key, b->key);

	if (order != 0)
		return order;
	return a->account < b->account ? -1 : a->account > b->account;
}

static void sort(struct vouch_macos_index *index)
{
	if (index->count > 1)
		qsort(index->items, index->count, sizeof *index->items, by_key);
}

static void add(
	struct vouch_arena *arena, struct vouch_macos_index *index, const char *key, size_t account)
{
	if (key)
		*VOUCH_PUSH(arena, index) = (struct vouch_macos_index_entry){key, account};
}

struct vouch_macos_index vouch_macos_index_names(
	struct vouch_arena *arena, const struct vouch_accounts *accounts)
{
	struct vouch_macos_index index = {0};
	size_t i, j;

	for (i = 0; i < accounts->count; i++) {
		const struct vouch_account *account = &accounts->items[i];

		add(arena, &index, account->name, i);
		for (j = 0; j < account->aliases.count; j++)
			add(arena, &index, account->aliases.items[j], i);
	}
	sort(&index);
	return index;
}

struct vouch_macos_index vouch_macos_index_uuids(
	struct vouch_arena *arena, const struct vouch_accounts *accounts)
{
	struct vouch_macos_index index = {0};
	size_t i;

	for (i = 0; i < accounts->count; i++)
		add(arena, &index, accounts->items[i].uuid, i);
	sort(&index);
	return index;
}

const struct vouch_macos_index_entry *vouch_macos_index_find(
	const struct vouch_macos_index *index, const char *key, size_t *count)
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
