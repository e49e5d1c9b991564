/* list_keys.c – the keys of a dictionary, in order. */
#include "list_keys.h"

#include <stdlib.h>
#include <string.h>

static int take_key(void *self, const char *key, struct vouch_plist *value)
{
	struct simmac_list_keys *keys = self;

	(void)value;
	*VOUCH_PUSH(keys->arena, keys) = vouch_arena_text(keys->arena, key);
	return 0;
}

static int by_name(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

struct simmac_list_keys simmac_list_keys(struct vouch_arena *arena, const struct vouch_plist *dict)
{
	struct simmac_list_keys keys = {.arena = arena};

	(void)vouch_plist_each(dict, take_key, &keys);
	if (keys.count > 0)
		qsort(keys.items, keys.count, sizeof *keys.items, by_name);
	return keys;
}
