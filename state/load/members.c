/* members.c – keys by a table. */
#include "members.h"

#include <string.h>

#include "suggest.h"
#include "value.h"

static void unknown_key(const struct loading *loading, const struct tree_node *key, const char *of,
	const struct member *members, size_t count)
{
	struct suggestion near = {.wrong = key->text};
	const char *known = NULL;
	size_t i;

	for (i = 0; i < count; i++) {
		if (members[i].read == NULL)
			continue;
		suggest_offer(&near, members[i].key);
		known = known == NULL ? members[i].key
				      : vouch_arena_printf(
						loading->arena, "%s, %s", known, members[i].key);
	}
	vouch_problem_add(loading->arena, loading->problems, key->pos,
		suggest_cure(loading->arena, &near,
			vouch_arena_printf(loading->arena, "it may have: %s", known)),
		"unknown key \"%s\" in %s", key->text, of);
}

static void read_pair(const struct loading *loading, const struct tree_pair *pair, const char *of,
	const struct member *members, size_t count, void *self)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strcmp(members[i].key, pair->key->text) != 0)
			continue;
		if (members[i].read != NULL)
			members[i].read(self, pair->value);
		else
			vouch_problem_add(loading->arena, loading->problems, pair->key->pos,
				members[i].elsewhere, "\"%s\" does not belong in %s",
				pair->key->text, of);
		return;
	}
	unknown_key(loading, pair->key, of, members, count);
}

bool members_read(const struct loading *loading, const struct tree_node *node, const char *of,
	const struct member *members, size_t count, void *self)
{
	size_t i;

	if (node->kind != TREE_MAP) {
		value_wrong_kind(loading, node, "a map");
		return false;
	}
	for (i = 0; i < node->map.count; i++)
		read_pair(loading, &node->map.items[i], of, members, count, self);
	return true;
}

const struct tree_node *members_find(const struct tree_node *map, const char *key)
{
	size_t i;

	for (i = 0; i < map->map.count; i++) {
		if (strcmp(map->map.items[i].key->text, key) == 0)
			return map->map.items[i].value;
	}
	return NULL;
}
