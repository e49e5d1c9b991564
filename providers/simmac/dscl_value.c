/* dscl_value.c – names of attributes, their values as text, and how dscl prints both. */
#include "dscl_value.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/text.h"

#define STANDARD "dsAttrTypeStandard:"
#define NATIVE   "dsAttrTypeNative:"

const char simmac_xml_head[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
	"\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\">\n";
const char simmac_xml_tail[] = "</plist>\n";

static const struct {
	const char *key, *standard;
} names[] = {
	{"altsecurityidentities", "AltSecurityIdentities"},
	{"authentication_authority", "AuthenticationAuthority"},
	{"city", "City"},
	{"comment", "Comment"},
	{"company", "Company"},
	{"country", "Country"},
	{"department", "Department"},
	{"en_address", "ENetAddress"},
	{"expire", "Expire"},
	{"firstname", "FirstName"},
	{"generateduid", "GeneratedUID"},
	{"gid", "PrimaryGroupID"},
	{"groupmembers", "GroupMembers"},
	{"hint", "AuthenticationHint"},
	{"home", "NFSHomeDirectory"},
	{"homedirectory", "HomeDirectory"},
	{"hardwareuuid", "HardwareUUID"},
	{"ip_address", "IPAddress"},
	{"jobtitle", "JobTitle"},
	{"jpegphoto", "JPEGPhoto"},
	{"lastname", "LastName"},
	{"mail", "EMailAddress"},
	{"name", "RecordName"},
	{"mcx_flags", "MCXFlags"},
	{"mcx_settings", "MCXSettings"},
	{"nestedgroups", "NestedGroups"},
	{"original_authentication_authority", "OriginalAuthenticationAuthority"},
	{"original_node_name", "OriginalNodeName"},
	{"passwd", "Password"},
	{"phonenumber", "PhoneNumber"},
	{"picture", "Picture"},
	{"realname", "RealName"},
	{"shell", "UserShell"},
	{"keywords", "Keywords"},
	{"smb_sid", "SMBSID"},
	{"uid", "UniqueID"},
	{"url", "URL"},
	{"users", "GroupMembership"},
};

/* Names that a native spelling of dscl's users also reaches ("gid" of a group). */
const char *simmac_attribute_key(
	struct vouch_arena *arena, enum simmac_record_type type, const char *typed)
{
	size_t i;

	(void)type; /* users and groups share their native names */
	if (vouch_text_starts(typed, NATIVE))
		return vouch_arena_text(arena, typed + strlen(NATIVE));
	if (vouch_text_starts(typed, STANDARD))
		typed += strlen(STANDARD);
	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].standard, typed) == 0)
			return names[i].key;
	return vouch_arena_text(arena, typed);
}

const char *simmac_attribute_name(
	struct vouch_arena *arena, enum simmac_record_type type, const char *key)
{
	size_t i;

	(void)type;
	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].key, key) == 0)
			return vouch_arena_printf(arena, STANDARD "%s", names[i].standard);
	return vouch_arena_printf(arena, NATIVE "%s", key);
}

/* Data that is text is shown as text; other data as groups of four bytes in hex. */
static const char *data_text(struct vouch_arena *arena, const struct vouch_bytes *data)
{
	struct vouch_buf hex = {0};
	const char *out;
	size_t i;

	if (memchr(data->data, '\0', data->length) == NULL &&
		vouch_text_is_utf8(data->data, data->length))
		return data->data;
	for (i = 0; i < data->length; i++)
		vouch_buf_printf(
			&hex, i && i % 4 == 0 ? " %02x" : "%02x", (unsigned char)data->data[i]);
	out = vouch_arena_text(arena, vouch_buf_get(&hex));
	vouch_buf_release(&hex);
	return out;
}

static const char *value_text(struct vouch_arena *arena, const struct vouch_plist *value)
{
	const char *text = vouch_plist_string(arena, value);
	struct vouch_bytes data;

	if (!text && vouch_plist_data(arena, value, &data))
		text = data_text(arena, &data);
	return text ? text : "";
}

static void take_values(
	struct vouch_arena *arena, const struct vouch_plist *values, struct simmac_attribute *out)
{
	size_t i;

	out->count = vouch_plist_count(values);
	out->values = vouch_arena_alloc_array(arena, out->count + 1, sizeof *out->values);
	for (i = 0; i < out->count; i++)
		out->values[i] = value_text(arena, vouch_plist_item(values, i));
}

/* What no file holds: Open Directory adds where the record is and what it is. */
static bool added(struct vouch_arena *arena, const struct simmac_record *record, const char *name,
	struct simmac_attribute *out)
{
	const char *value = NULL;

	if (strcmp(name, STANDARD "AppleMetaNodeLocation") == 0)
		value = "/Local/Default";
	else if (strcmp(name, STANDARD "RecordType") == 0)
		value = vouch_arena_printf(
			arena, "dsRecTypeStandard:%s", simmac_record_type_name(record->type));
	else
		return false;
	out->name = vouch_arena_text(arena, name);
	out->values = vouch_arena_alloc_array(arena, 2, sizeof *out->values);
	out->values[0] = value;
	out->count = 1;
	return true;
}

bool simmac_attribute_of(struct vouch_arena *arena, const struct simmac_record *record,
	const char *typed, struct simmac_attribute *out)
{
	const char *key = simmac_attribute_key(arena, record->type, typed);
	const struct vouch_plist *values = vouch_plist_get(record->list, key);

	if (!values)
		return added(arena, record, vouch_arena_printf(arena, STANDARD "%s", key), out);
	out->name = simmac_attribute_name(arena, record->type, key);
	take_values(arena, values, out);
	return true;
}

struct collect {
	struct vouch_arena *arena;
	enum simmac_record_type type;
	struct simmac_attributes *out;
};

static int take_attribute(void *self, const char *key, struct vouch_plist *values)
{
	struct collect *collect = self;
	struct simmac_attribute *attribute = VOUCH_PUSH(collect->arena, collect->out);

	attribute->name = simmac_attribute_name(collect->arena, collect->type, key);
	take_values(collect->arena, values, attribute);
	return 0;
}

int simmac_attribute_order(const void *a, const void *b)
{
	const struct simmac_attribute *left = a, *right = b;
	int order = vouch_text_compare_nocase(left->name, right->name);

	return order != 0 ? order : strcmp(left->name, right->name);
}

void simmac_attributes_of(struct vouch_arena *arena, const struct simmac_record *record,
	struct simmac_attributes *out)
{
	struct collect collect = {arena, record->type, out};
	struct simmac_attribute extra;

	(void)vouch_plist_each(record->list, take_attribute, &collect);
	if (added(arena, record, STANDARD "AppleMetaNodeLocation", &extra))
		*VOUCH_PUSH(arena, out) = extra;
	if (added(arena, record, STANDARD "RecordType", &extra))
		*VOUCH_PUSH(arena, out) = extra;
	qsort(out->items, out->count, sizeof *out->items, simmac_attribute_order);
}

static void add_url(struct vouch_buf *out, const char *value)
{
	for (; *value; value++) {
		unsigned char byte = (unsigned char)*value;

		if (isalnum(byte) || strchr("-_.~/:;=@&+$,!*'()", byte))
			vouch_buf_add(out, value, 1);
		else
			vouch_buf_printf(out, "%%%02X", byte);
	}
}

void simmac_attribute_add(struct vouch_buf *out, const char *value, bool url)
{
	if (url)
		add_url(out, value);
	else
		vouch_buf_text(out, value);
}

void simmac_attribute_print(
	struct vouch_buf *out, const struct simmac_attribute *attribute, bool raw, bool url)
{
	const char *name = attribute->name;
	bool lines = false;
	size_t i;

	if (!raw && vouch_text_starts(name, STANDARD))
		name += strlen(STANDARD);
	for (i = 0; i < attribute->count; i++)
		lines |= strpbrk(attribute->values[i], " \n") != NULL;
	vouch_buf_printf(out, "%s:", name);
	for (i = 0; i < attribute->count; i++) {
		vouch_buf_text(out, lines ? "\n " : " ");
		simmac_attribute_add(out, attribute->values[i], url);
	}
	vouch_buf_text(out, "\n");
}

static void add_xml(struct vouch_buf *out, const char *text)
{
	for (;;) {
		size_t plain = strcspn(text, "&<>");

		vouch_buf_add(out, text, plain);
		text += plain;
		if (!*text)
			return;
		vouch_buf_text(out, *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : "&gt;");
		text++;
	}
}

static void indent(struct vouch_buf *out, int depth)
{
	while (depth-- > 0)
		vouch_buf_add(out, "\t", 1);
}

void simmac_attribute_print_xml(
	struct vouch_buf *out, const struct simmac_attribute *attribute, int depth)
{
	size_t i;

	indent(out, depth);
	vouch_buf_text(out, "<key>");
	add_xml(out, attribute->name);
	vouch_buf_text(out, "</key>\n");
	indent(out, depth);
	vouch_buf_text(out, attribute->count ? "<array>\n" : "<array/>\n");
	if (!attribute->count)
		return;
	for (i = 0; i < attribute->count; i++) {
		indent(out, depth + 1);
		vouch_buf_text(out, "<string>");
		add_xml(out, attribute->values[i]);
		vouch_buf_text(out, "</string>\n");
	}
	indent(out, depth);
	vouch_buf_text(out, "</array>\n");
}
