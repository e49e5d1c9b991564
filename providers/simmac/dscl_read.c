/* dscl_read.c – dscl -list, -read, -readall, -readpl, -search. FACTS 3.2 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/text.h"

#include "dscl.h"

static void put(struct vouch_buf *out)
{
	(void)fwrite(vouch_buf_get(out), 1, out->length, stdout);
	vouch_buf_clear(out);
}

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
	if (rows->key && !simmac_attribute_of(arena, record, rows->key, &row.attribute))
		return 0;
	if (strlen(row.name) > rows->widest)
		rows->widest = strlen(row.name);
	*VOUCH_PUSH(arena, rows) = row;
	return 0;
}

static void print_rows(const struct rows *rows)
{
	size_t i, n;

	for (i = 0; i < rows->count; i++) {
		const struct row *row = &rows->items[i];

		if (rows->key)
			printf("%-*s", (int)rows->widest + 2, row->name);
		else
			printf("%s", row->name);
		for (n = 0; n < row->attribute.count; n++)
			printf(" %s", row->attribute.values[n]);
		printf("\n");
	}
}

int simmac_dscl_list(struct simmac_dscl *dscl)
{
	struct rows rows = {.dscl = dscl, .key = dscl->count > 0 ? dscl->words[0] : NULL};

	switch (dscl->place) {
	case DSCL_ROOT: printf("Groups\nUsers\n"); return DS_OK;
	case DSCL_RECORD: return DS_OK;
	case DSCL_NOWHERE: return simmac_dscl_invalid_path(dscl);
	case DSCL_TYPE: break;
	}
	if (simmac_record_each(dscl->mac, dscl->type, take_row, &rows) < 0)
		return DS_BROKEN;
	print_rows(&rows);
	return DS_OK;
}

/* Nobody but root sees the hash of a password. */
static bool may_see(const struct simmac_dscl *dscl, const struct simmac_attribute *attribute)
{
	return simmac_mac_is_root(dscl->mac) ||
	       strcmp(attribute->name, "dsAttrTypeNative:ShadowHashData") != 0;
}

static void hide_secrets(const struct simmac_dscl *dscl, struct simmac_attributes *attributes)
{
	size_t i, kept = 0;

	for (i = 0; i < attributes->count; i++)
		if (may_see(dscl, &attributes->items[i]))
			attributes->items[kept++] = attributes->items[i];
	attributes->count = kept;
}

/* The attributes that were asked for, or all, in dscl's order; says which are missing. */
static void select_attributes(struct simmac_dscl *dscl, struct vouch_arena *arena,
	const struct simmac_record *record, bool complain, struct simmac_attributes *out)
{
	struct simmac_attribute attribute;
	int i;

	if (dscl->count == 0) {
		simmac_attributes_of(arena, record, out);
		hide_secrets(dscl, out);
		return;
	}
	for (i = 0; i < dscl->count; i++) {
		if (simmac_attribute_of(arena, record, dscl->words[i], &attribute) &&
			may_see(dscl, &attribute))
			*VOUCH_PUSH(arena, out) = attribute;
		else if (complain)
			fprintf(stderr, "No such key: %s\n", dscl->words[i]);
	}
	if (out->count > 0)
		qsort(out->items, out->count, sizeof *out->items, simmac_attribute_order);
}

static void print_record(struct simmac_dscl *dscl, const struct simmac_record *record,
	bool complain, int depth, struct vouch_buf *out)
{
	struct vouch_arena arena = {NULL};
	struct simmac_attributes attributes = {0};
	size_t i;

	select_attributes(dscl, &arena, record, complain, &attributes);
	if (dscl->plist)
		vouch_buf_printf(out, "%s<dict>\n", depth ? "\t" : "");
	for (i = 0; i < attributes.count; i++)
		if (dscl->plist)
			simmac_attribute_print_xml(out, &attributes.items[i], depth + 1);
		else
			simmac_attribute_print(out, &attributes.items[i], dscl->raw, dscl->url);
	if (dscl->plist)
		vouch_buf_printf(out, "%s</dict>\n", depth ? "\t" : "");
	vouch_arena_release(&arena);
}

int simmac_dscl_read(struct simmac_dscl *dscl)
{
	SIMMAC_RECORD record = {0};
	struct vouch_buf out = {0};
	int r;

	if (dscl->place != DSCL_RECORD)
		return dscl->place == DSCL_NOWHERE ? simmac_dscl_end(dscl, DS_NO_RECORD)
						   : simmac_dscl_invalid_path(dscl);
	r = simmac_record_find(dscl->mac, dscl->type, dscl->name, &record);
	if (r < 1)
		return r < 0 ? DS_BROKEN : simmac_dscl_end(dscl, DS_NO_RECORD);
	if (dscl->plist)
		vouch_buf_text(&out, simmac_xml_head);
	print_record(dscl, &record, true, 0, &out);
	if (dscl->plist)
		vouch_buf_text(&out, simmac_xml_tail);
	put(&out);
	vouch_buf_release(&out);
	return DS_OK;
}

struct readall {
	struct simmac_dscl *dscl;
	struct vouch_buf out;
	size_t count;
};

static int read_one(void *self, struct simmac_record *record)
{
	struct readall *all = self;

	if (all->count++ > 0 && !all->dscl->plist)
		vouch_buf_text(&all->out, "-\n");
	print_record(all->dscl, record, false, 1, &all->out);
	put(&all->out);
	return 0;
}

int simmac_dscl_readall(struct simmac_dscl *dscl)
{
	struct readall all = {.dscl = dscl};
	int r;

	if (dscl->place != DSCL_TYPE)
		return simmac_dscl_invalid_path(dscl);
	if (dscl->plist)
		printf("%s<array>\n", simmac_xml_head);
	r = simmac_record_each(dscl->mac, dscl->type, read_one, &all);
	if (dscl->plist)
		printf("</array>\n%s", simmac_xml_tail);
	vouch_buf_release(&all.out);
	return r < 0 ? DS_BROKEN : DS_OK;
}

static void print_plist_value(struct vouch_arena *arena, const struct vouch_plist *value)
{
	int64_t number;
	double real;
	bool flag;

	if (vouch_plist_integer(value, &number))
		printf("%lld\n", (long long)number);
	else if (vouch_plist_real(value, &real))
		printf("%.17g\n", real);
	else if (vouch_plist_boolean(value, &flag))
		printf("%d\n", flag);
	else
		printf("%s\n", vouch_plist_string(arena, value));
}

int simmac_dscl_readpl(struct simmac_dscl *dscl)
{
	SIMMAC_RECORD record = {0};
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = NULL;
	struct simmac_attribute attribute;
	const struct vouch_plist *value;
	int r;

	if (dscl->place != DSCL_RECORD || dscl->count != 2)
		return simmac_dscl_invalid_path(dscl);
	r = simmac_record_find(dscl->mac, dscl->type, dscl->name, &record);
	if (r < 1)
		return r < 0 ? DS_BROKEN : simmac_dscl_end(dscl, DS_NO_RECORD);
	if (!simmac_attribute_of(&dscl->mac->arena, &record, dscl->words[0], &attribute) ||
		attribute.count == 0) {
		fprintf(stderr, "No such key: %s\n", dscl->words[0]);
		return DS_OK;
	}
	if (vouch_plist_parse(
		    attribute.values[0], strlen(attribute.values[0]), 1 << 20, &list, NULL) < 0 ||
		!(value = vouch_plist_get(list, dscl->words[1]))) {
		fprintf(stderr, "No such plist path: %s\n", dscl->words[1]);
		return DS_OK;
	}
	printf("%s: ", dscl->words[1]);
	print_plist_value(&dscl->mac->arena, value);
	return DS_OK;
}

struct search {
	struct simmac_dscl *dscl;
	const char *key, *value;
};

/* As an old-style property list: bare where it is letters and digits alone. */
static void print_quoted(const char *value)
{
	const char *at;

	for (at = value; isalnum((unsigned char)*at); at++)
		;
	if (*value && !*at) {
		printf("%s", value);
		return;
	}
	putchar('"');
	for (at = value; *at; at++)
		printf(*at == '"' || *at == '\\' ? "\\%c" : "%c", *at);
	putchar('"');
}

static int match_one(void *self, struct simmac_record *record)
{
	struct search *search = self;
	struct vouch_arena arena = {NULL};
	struct simmac_attribute attribute;
	const char *name = search->key;
	size_t i;
	bool found = false;

	if (simmac_attribute_of(&arena, record, search->key, &attribute))
		for (i = 0; i < attribute.count; i++)
			found |= vouch_text_equal_nocase(attribute.values[i], search->value);
	if (found) {
		if (vouch_text_starts(attribute.name, "dsAttrTypeNative:"))
			name = attribute.name;
		printf("%s\t\t%s = (\n", record->file, name);
		for (i = 0; i < attribute.count; i++) {
			printf("    ");
			print_quoted(attribute.values[i]);
			printf(i + 1 < attribute.count ? ",\n" : "\n");
		}
		printf(")\n");
	}
	vouch_arena_release(&arena);
	return 0;
}

int simmac_dscl_search(struct simmac_dscl *dscl)
{
	struct search search = {dscl, NULL, NULL};

	if (dscl->place != DSCL_TYPE || dscl->count != 2)
		return simmac_dscl_invalid_path(dscl);
	search.key = dscl->words[0];
	search.value = dscl->words[1];
	if (simmac_record_each(dscl->mac, dscl->type, match_one, &search) < 0)
		return DS_BROKEN;
	return DS_OK;
}
