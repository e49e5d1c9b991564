/* dscl_list.c – dscl -list, at every place. FACTS 3.2 */
#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"

#include "dscl.h"

struct row {
	const char *name;
	struct simmac_attribute attribute;
};

struct rows {
	struct simmac_dscl *dscl;
	struct row *items;
	size_t count, room;
	const char *key; /* NULL: names alone */
	size_t widest;
};

static int take_row(void *self, struct simmac_record *record)
{
	struct rows *rows = self;
	struct vouch_arena *arena = &rows->dscl->mac->arena;
	struct row row = {.name = simmac_record_first(rows->dscl->mac, record, "name")};

	/* Names that start with a dot are there, but not shown. */
	if (!row.name || row.name[0] == '.')
		return 0;
	if (rows->key && (!simmac_attribute_of(arena, record, rows->key, &row.attribute) ||
				 row.attribute.count == 0))
		return 0;
	if (strlen(row.name) > rows->widest)
		rows->widest = strlen(row.name);
	*VOUCH_PUSH(arena, rows) = row;
	return 0;
}

static void print_rows(const struct rows *rows)
{
	struct vouch_buf value = {0};
	size_t i, n;

	for (i = 0; i < rows->count; i++) {
		const struct row *row = &rows->items[i];

		if (rows->key)
			printf("%-*s", (int)rows->widest + 2, row->name);
		else
			printf("%s", row->name);
		for (n = 0; n < row->attribute.count; n++) {
			vouch_buf_clear(&value);
			simmac_attribute_add(&value, row->attribute.values[n], rows->dscl->url);
			printf(" %s", vouch_buf_get(&value));
		}
		printf("\n");
	}
	vouch_buf_release(&value);
}

/* The types that this node can hold, in the order of their names. */
static void list_types(const struct simmac_dscl *dscl)
{
	static const enum simmac_record_type order[] = {SIMMAC_ALIASES, SIMMAC_COMPUTER_GROUPS,
		SIMMAC_COMPUTER_LISTS, SIMMAC_COMPUTERS, SIMMAC_CONFIG, SIMMAC_GROUPS,
		SIMMAC_MOUNTS, SIMMAC_NETWORKS, SIMMAC_PRINTERS, SIMMAC_SHARE_POINTS, SIMMAC_USERS};
	size_t i;

	for (i = 0; i < sizeof order / sizeof *order; i++)
		printf("%s%s\n", dscl->raw ? "dsRecTypeStandard:" : "",
			simmac_record_type_name(order[i]));
}

int simmac_dscl_list(struct simmac_dscl *dscl)
{
	struct rows rows = {.dscl = dscl, .key = dscl->count > 0 ? dscl->words[0] : NULL};
	SIMMAC_RECORD record = {0};
	int found;

	switch (dscl->place) {
	case DSCL_TOP: printf("Local\n\nContact\nSearch\n"); return DS_OK;
	case DSCL_FOLDER: printf("Default\n"); return DS_OK;
	case DSCL_ROOT: list_types(dscl); return DS_OK;
	case DSCL_RECORD: /* holds nothing to list, but must be there */
		found = simmac_record_find(dscl->mac, dscl->type, dscl->name, &record);
		if (found < 0)
			return DS_BROKEN;
		return found ? DS_OK : simmac_dscl_invalid_path(dscl);
	case DSCL_NOWHERE: return simmac_dscl_invalid_path(dscl);
	case DSCL_TYPE: break;
	}
	if (simmac_record_each(dscl->mac, dscl->type, take_row, &rows) < 0)
		return DS_BROKEN;
	print_rows(&rows);
	return DS_OK;
}
