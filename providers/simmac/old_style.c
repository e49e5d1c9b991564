/* old_style.c – prints property lists in NeXT's form. */
#include "old_style.h"
#include "list_keys.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/clock.h"
#include "vouch/base/text.h"

void simmac_old_style_text(struct vouch_buf *out, const char *text)
{
	const char *at;
	uint32_t point;
	size_t length;

	for (at = text; isalnum((unsigned char)*at); at++)
		;
	if (*text && !*at) {
		vouch_buf_text(out, text);
		return;
	}
	vouch_buf_text(out, "\"");
	for (at = text; *at; at += length) {
		length = vouch_text_decode(at, strlen(at), &point);
		if (length == 0) {
			length = 1;
			point = (unsigned char)*at;
		}
		if (*at == '"' || *at == '\\')
			vouch_buf_printf(out, "\\%c", *at);
		else if (*at == '\n')
			vouch_buf_text(out, "\\n");
		else if (point > 0xffff)
			vouch_buf_printf(out, "\\U%04x\\U%04x", 0xd800 + ((point - 0x10000) >> 10),
				0xdc00 + ((point - 0x10000) & 0x3ff));
		else if (point > 0x7e)
			vouch_buf_printf(out, "\\U%04x", point);
		else
			vouch_buf_add(out, at, 1);
	}
	vouch_buf_text(out, "\"");
}

void simmac_plist_date_text(struct vouch_buf *out, int64_t seconds)
{
	char text[VOUCH_TIME_TEXT];

	vouch_time_format(seconds, text);
	text[strcspn(text, "T")] = ' ';
	vouch_buf_printf(out, "%.*s +0000", (int)strcspn(text, "Z"), text);
}

static void indent(struct vouch_buf *out, int depth)
{
	while (depth-- > 0)
		vouch_buf_text(out, "    ");
}

static bool holds_others(const struct vouch_plist *node)
{
	return vouch_plist_kind(node) == VOUCH_PLIST_DICT ||
	       vouch_plist_kind(node) == VOUCH_PLIST_ARRAY;
}

static void print_dict(
	struct vouch_arena *arena, struct vouch_buf *out, const struct vouch_plist *dict, int depth)
{
	struct simmac_list_keys keys = simmac_list_keys(arena, dict);
	size_t i;

	vouch_buf_text(out, "{\n");
	for (i = 0; i < keys.count; i++) {
		const struct vouch_plist *value = vouch_plist_get(dict, keys.items[i]);

		indent(out, depth + 1);
		simmac_old_style_text(out, keys.items[i]);
		vouch_buf_text(out, " = ");
		if (holds_others(value))
			indent(out, depth + 1);
		simmac_old_style(arena, out, value, depth + 1);
		vouch_buf_text(out, ";\n");
	}
	indent(out, depth);
	vouch_buf_text(out, "}");
}

static void print_array(struct vouch_arena *arena, struct vouch_buf *out,
	const struct vouch_plist *array, int depth)
{
	size_t i, count = vouch_plist_count(array);

	vouch_buf_text(out, "(\n");
	for (i = 0; i < count; i++) {
		const struct vouch_plist *item = vouch_plist_item(array, i);

		indent(out, depth + 1);
		if (holds_others(item))
			indent(out, depth + 1);
		simmac_old_style(arena, out, item, depth + 1);
		vouch_buf_text(out, i + 1 < count ? ",\n" : "\n");
	}
	indent(out, depth);
	vouch_buf_text(out, ")");
}

static void print_data(struct vouch_buf *out, const struct vouch_bytes *data)
{
	size_t i;

	vouch_buf_printf(out, "{length = %zu, bytes = 0x", data->length);
	for (i = 0; i < data->length; i++) {
		/* A long one shows its ends alone. */
		if (data->length > 24 && i == 16) {
			vouch_buf_text(out, " ... ");
			i = data->length - 8;
		}
		vouch_buf_printf(out, "%02x", (unsigned char)data->data[i]);
	}
	vouch_buf_text(out, "}");
}

void simmac_old_style(
	struct vouch_arena *arena, struct vouch_buf *out, const struct vouch_plist *node, int depth)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf text = {0};
	struct vouch_bytes data = {0};
	int64_t number = 0;
	double real = 0;
	bool flag = false;

	switch (vouch_plist_kind(node)) {
	case VOUCH_PLIST_DICT: print_dict(arena, out, node, depth); return;
	case VOUCH_PLIST_ARRAY: print_array(arena, out, node, depth); return;
	case VOUCH_PLIST_STRING: {
		const char *string = vouch_plist_string(arena, node);

		simmac_old_style_text(out, string ? string : "");
		return;
	}
	case VOUCH_PLIST_BOOLEAN:
		(void)vouch_plist_boolean(node, &flag);
		vouch_buf_text(out, flag ? "1" : "0");
		return;
	case VOUCH_PLIST_DATA:
		(void)vouch_plist_data(arena, node, &data);
		print_data(out, &data);
		return;
	case VOUCH_PLIST_INTEGER:
		(void)vouch_plist_integer(node, &number);
		vouch_buf_printf(&text, "%lld", (long long)number);
		break;
	case VOUCH_PLIST_REAL:
		(void)vouch_plist_real(node, &real);
		vouch_buf_printf(&text, "%.17g", real);
		break;
	case VOUCH_PLIST_DATE:
		(void)vouch_plist_date(node, &number);
		simmac_plist_date_text(&text, number);
		break;
	case VOUCH_PLIST_OTHER: return;
	}
	simmac_old_style_text(out, vouch_buf_get(&text));
}
