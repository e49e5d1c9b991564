/* dscl_read.c – dscl -read and -readall. FACTS 3.2 */
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

static bool has(const struct simmac_attributes *attributes, const char *name)
{
	size_t i;

	for (i = 0; i < attributes->count; i++)
		if (strcmp(attributes->items[i].name, name) == 0)
			return true;
	return false;
}

void simmac_dscl_select(struct simmac_dscl *dscl, struct vouch_arena *arena,
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
		bool found = simmac_attribute_of(arena, record, dscl->words[i], &attribute) &&
			     may_see(dscl, &attribute);

		if (found && !has(out, attribute.name))
			*VOUCH_PUSH(arena, out) = attribute;
		else if (!found && complain)
			fprintf(stderr, "No such key: %s\n", dscl->words[i]);
	}
	if (out->count > 0)
		qsort(out->items, out->count, sizeof *out->items, simmac_attribute_order);
}

static void print_attributes(struct simmac_dscl *dscl, const struct simmac_attributes *attributes,
	int depth, struct vouch_buf *out)
{
	size_t i;

	if (dscl->plist)
		vouch_buf_printf(out, "%s<dict>\n", depth ? "\t" : "");
	for (i = 0; i < attributes->count; i++)
		if (dscl->plist)
			simmac_attribute_print_xml(out, &attributes->items[i], depth + 1);
		else
			simmac_attribute_print(out, &attributes->items[i], dscl->raw, dscl->url);
	if (dscl->plist)
		vouch_buf_printf(out, "%s</dict>\n", depth ? "\t" : "");
}

static void print_record(struct simmac_dscl *dscl, const struct simmac_record *record,
	bool complain, int depth, struct vouch_buf *out)
{
	struct vouch_arena arena = {NULL};
	struct simmac_attributes attributes = {0};

	simmac_dscl_select(dscl, &arena, record, complain, &attributes);
	print_attributes(dscl, &attributes, depth, out);
	vouch_arena_release(&arena);
}

static void print_alone(struct simmac_dscl *dscl, struct vouch_buf *text)
{
	if (dscl->plist)
		printf("%s", simmac_xml_head);
	put(text);
	if (dscl->plist)
		printf("%s", simmac_xml_tail);
	vouch_buf_release(text);
}

/* What a node says of itself, as far as scripts look: where its records are looked for. */
static int read_node(struct simmac_dscl *dscl)
{
	static const struct {
		bool search;
		const char *key, *value;
	} rows[] = {
		{false, "AppleMetaNodeLocation", "/Local/Default"},
		{true, "AppleMetaNodeLocation", "/Search"},
		{true, "CSPSearchPath", "/Local/Default"},
		{true, "LSPSearchPath", "/Local/Default"},
		{false, "NodePath", "Local Default"},
		{true, "NodePath", "Search"},
		{true, "NSPSearchPath", "/Local/Default"},
		{false, "ReadOnlyNode", "ReadWrite"},
		{true, "ReadOnlyNode", "ReadOnly"},
		{true, "SearchPath", "/Local/Default"},
		{true, "SearchPolicy", "dsAttrTypeStandard:NSPSearchPath"},
		{false, "TrustInformation", "FullTrust"},
		{true, "TrustInformation", "FullTrust"},
	};
	struct vouch_arena *arena = &dscl->mac->arena;
	struct simmac_attributes attributes = {0};
	struct vouch_buf out = {0};
	size_t i;
	int n;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool wanted = dscl->count == 0;

		for (n = 0; n < dscl->count; n++)
			wanted |= vouch_text_ends(dscl->words[n], rows[i].key);
		if (rows[i].search == dscl->search && wanted) {
			struct simmac_attribute *made = VOUCH_PUSH(arena, &attributes);

			made->name =
				vouch_arena_printf(arena, "dsAttrTypeStandard:%s", rows[i].key);
			made->values = vouch_arena_alloc(arena, sizeof *made->values);
			made->values[0] = rows[i].value;
			made->count = 1;
		}
	}
	for (n = 0; n < dscl->count; n++)
		if (!has(&attributes,
			    vouch_arena_printf(arena, "dsAttrTypeStandard:%s", dscl->words[n])))
			fprintf(stderr, "No such key: %s\n", dscl->words[n]);
	print_attributes(dscl, &attributes, 0, &out);
	print_alone(dscl, &out);
	return DS_OK;
}

int simmac_dscl_read(struct simmac_dscl *dscl)
{
	SIMMAC_RECORD record = {0};
	struct vouch_buf out = {0};
	int r;

	switch (dscl->place) {
	case DSCL_ROOT: return read_node(dscl);
	case DSCL_TYPE:
		printf("name: dsRecTypeStandard:%s\n", simmac_record_type_name(dscl->type));
		return DS_OK;
	case DSCL_TOP:
	case DSCL_FOLDER: return simmac_dscl_invalid_path(dscl);
	case DSCL_NOWHERE: return simmac_dscl_end(dscl, DS_NO_RECORD);
	case DSCL_RECORD: break;
	}
	r = simmac_record_find(dscl->mac, dscl->type, dscl->name, &record);
	if (r < 1)
		return r < 0 ? DS_BROKEN : simmac_dscl_end(dscl, DS_NO_RECORD);
	print_record(dscl, &record, true, 0, &out);
	print_alone(dscl, &out);
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
