/* index.c – all names of all accounts, and their uuids, in order. */
#include "index.h"

struct vouch_index vouch_macos_index_names(
	struct vouch_arena *arena, const struct vouch_accounts *accounts)
{
	struct vouch_index index = {0};
	size_t i, j;

	for (i = 0; i < accounts->count; i++) {
		const struct vouch_account *account = &accounts->items[i];

		vouch_index_add(arena, &index, account->name, (int)i);
		for (j = 0; j < account->aliases.count; j++)
			vouch_index_add(arena, &index, account->aliases.items[j], (int)i);
	}
	vouch_index_sort(&index);
	return index;
}

struct vouch_index vouch_macos_index_uuids(
	struct vouch_arena *arena, const struct vouch_accounts *accounts)
{
	struct vouch_index index = {0};
	size_t i;

	for (i = 0; i < accounts->count; i++)
		vouch_index_add(arena, &index, accounts->items[i].uuid, (int)i);
	vouch_index_sort(&index);
	return index;
}
