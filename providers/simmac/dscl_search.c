/* dscl_search.c – dscl -search, by the value of an attribute, and -diff of two records. */
#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"

#include "dscl.h"
#include "old_style.h"

struct search {
	struct simmac_dscl *dscl;
	const char *key, *value;
	const char *type; /* printed in front where every type is searched */
};

static void print_match(const struct search *search, const struct simmac_record *record,
	const struct simmac_attribute *attribute)
{
	struct vouch_buf text = {0};
	const char *name = attribute->name;
	size_t i;

	if (!search->dscl->raw && vouch_text_starts(name, "dsAttrTypeStandard:"))
		name = strchr(name, ':') + 1;
	if (search->type)
		printf("%s/", search->type);
	printf("%s\t\t%s = (\n", record->file, name);
	for (i = 0; i < attribute->count; i++) {
		vouch_buf_clear(&text);
		simmac_old_style_text(&text, attribute->values[i]);
		printf("    %s%s\n", vouch_buf_get(&text), i + 1 < attribute->count ? "," : "");
	}
	printf(")\n");
	vouch_buf_release(&text);
}

static int match_one(void *self, struct simmac_record *record)
{
	struct search *search = self;
	struct vouch_arena arena = {NULL};
	struct simmac_attribute attribute;
	size_t i;
	bool found = false;

	if (simmac_attribute_of(&arena, record, search->key, &attribute))
		for (i = 0; i < attribute.count; i++)
			found |= vouch_text_equal_nocase(attribute.values[i], search->value);
	if (found)
		print_match(search, record, &attribute);
	vouch_arena_release(&arena);
	return 0;
}

int simmac_dscl_search(struct simmac_dscl *dscl)
{
	struct search search = {dscl, NULL, NULL, NULL};
	int first = dscl->type, last = dscl->type;

	if ((dscl->place != DSCL_TYPE && dscl->place != DSCL_ROOT) || dscl->count < 2)
		return simmac_dscl_invalid_path(dscl);
	search.key = dscl->words[0];
	search.value = dscl->words[1];
	if (dscl->place == DSCL_ROOT) {
		first = 0;
		last = SIMMAC_RECORD_TYPES - 1;
	}
	for (; first <= last; first++) {
		search.type = dscl->place == DSCL_ROOT
				      ? simmac_record_type_name((enum simmac_record_type)first)
				      : NULL;
		if (simmac_record_each(
			    dscl->mac, (enum simmac_record_type)first, match_one, &search) < 0)
			return DS_BROKEN;
	}
	return DS_OK;
}

static void print_side(const struct simmac_dscl *dscl, char sign,
	const struct simmac_attribute *attribute, struct vouch_buf *out)
{
	vouch_buf_printf(out, "%c ", sign);
	simmac_attribute_print(out, attribute, dscl->raw, dscl->url);
}

static bool same_values(const struct simmac_attribute *a, const struct simmac_attribute *b)
{
	size_t i;

	if (a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++)
		if (strcmp(a->values[i], b->values[i]) != 0)
			return false;
	return true;
}

/* Both lists are in order: one walk over the two. */
static void print_difference(const struct simmac_dscl *dscl, const struct simmac_attributes *a,
	const struct simmac_attributes *b)
{
	struct vouch_buf out = {0};
	size_t i = 0, n = 0;

	while (i < a->count || n < b->count) {
		int order = i == a->count   ? 1
			    : n == b->count ? -1
					    : simmac_attribute_order(&a->items[i], &b->items[n]);

		if (order < 0) {
			print_side(dscl, '-', &a->items[i++], &out);
		} else if (order > 0) {
			print_side(dscl, '+', &b->items[n++], &out);
		} else {
			if (!same_values(&a->items[i], &b->items[n])) {
				print_side(dscl, '-', &a->items[i], &out);
				print_side(dscl, '+', &b->items[n], &out);
			}
			i++;
			n++;
		}
	}
	printf("%s", vouch_buf_get(&out));
	vouch_buf_release(&out);
}

int simmac_dscl_diff(struct simmac_dscl *dscl)
{
	SIMMAC_RECORD first = {0}, second = {0};
	struct simmac_attributes attributes[2] = {{0}, {0}};
	struct simmac_dscl_path path = {0};
	int r;

	if (dscl->place != DSCL_RECORD || dscl->count < 1)
		return simmac_dscl_invalid_path(dscl);
	r = simmac_record_find(dscl->mac, dscl->type, dscl->name, &first);
	if (r == 1) {
		simmac_dscl_walk(dscl, dscl->words[0], &path);
		simmac_dscl_go(dscl, &path);
		if (dscl->place != DSCL_RECORD)
			return simmac_dscl_invalid_path(dscl);
		r = simmac_record_find(dscl->mac, dscl->type, dscl->name, &second);
	}
	if (r < 1)
		return r < 0 ? DS_BROKEN : simmac_dscl_invalid_path(dscl);
	dscl->words++;
	dscl->count--;
	simmac_dscl_select(dscl, &dscl->mac->arena, &first, false, &attributes[0]);
	simmac_dscl_select(dscl, &dscl->mac->arena, &second, false, &attributes[1]);
	print_difference(dscl, &attributes[0], &attributes[1]);
	return DS_OK;
}
