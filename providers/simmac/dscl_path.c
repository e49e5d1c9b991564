/* dscl_path.c – what a path of dscl leads to: a node, a type of records, a record. FACTS 3.2 */
#include <string.h>

#include "vouch/base/text.h"

#include "dscl.h"

/* One part of a path; a backslash takes the next byte as it is. */
static const char *take_part(struct vouch_arena *arena, const char **at)
{
	struct vouch_buf part = {0};
	const char *text;

	for (; **at && **at != '/'; (*at)++) {
		if (**at == '\\' && (*at)[1])
			(*at)++;
		vouch_buf_add(&part, *at, 1);
	}
	text = vouch_arena_text(arena, vouch_buf_get(&part));
	vouch_buf_release(&part);
	return text;
}

void simmac_dscl_walk(
	const struct simmac_dscl *dscl, const char *path, struct simmac_dscl_path *out)
{
	struct vouch_arena *arena = &dscl->mac->arena;
	size_t i;

	for (i = 0; *path != '/' && i < dscl->here.count; i++)
		*VOUCH_PUSH(arena, out) = dscl->here.items[i];
	while (*path) {
		const char *part;

		path += strspn(path, "/");
		if (!*path)
			return;
		part = take_part(arena, &path);
		if (strcmp(part, "..") == 0)
			out->count -= out->count > 0;
		else if (*part && strcmp(part, ".") != 0)
			*VOUCH_PUSH(arena, out) = part;
	}
}

/* Below localhost stand /Local/Default and /Search. The old node of contacts is named, but holds
 * nothing. */
static size_t enter_node(struct simmac_dscl *dscl, const struct simmac_dscl_path *path)
{
	const char *first = path->count > 0 ? path->items[0] : NULL;

	dscl->place = DSCL_NOWHERE;
	if (!first) {
		dscl->place = DSCL_TOP;
	} else if (vouch_text_equal_nocase(first, "Search")) {
		dscl->search = true;
		dscl->place = DSCL_ROOT;
		return 1;
	} else if (vouch_text_equal_nocase(first, "Local")) {
		if (path->count > 1 && vouch_text_equal_nocase(path->items[1], "Default")) {
			dscl->place = DSCL_ROOT;
			return 2;
		}
		dscl->place = path->count == 1 ? DSCL_FOLDER : DSCL_NOWHERE;
	}
	return 0;
}

void simmac_dscl_go(struct simmac_dscl *dscl, const struct simmac_dscl_path *path)
{
	size_t used = 0;

	dscl->name = NULL;
	dscl->search = dscl->node == DSCL_SEARCH_NODE;
	dscl->place = DSCL_ROOT;
	if (dscl->node == DSCL_ALL_NODES)
		used = enter_node(dscl, path);
	if (dscl->place != DSCL_ROOT || path->count == used)
		return;
	dscl->place = DSCL_NOWHERE;
	if (!simmac_record_type_find(path->items[used], &dscl->type))
		return;
	if (path->count == used + 1) {
		dscl->place = DSCL_TYPE;
	} else if (path->count == used + 2) {
		dscl->place = DSCL_RECORD;
		dscl->name = path->items[used + 1];
	}
}
