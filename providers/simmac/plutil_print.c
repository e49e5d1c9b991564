/* plutil_print.c – property lists as plutil prints them: for people and for scripts. */
#include <stdlib.h>
#include <string.h>

#include "vouch/base/clock.h"
#include "vouch/base/text.h"

#include "list_keys.h"
#include "old_style.h"
#include "plutil.h"

static void indent(struct vouch_buf *out, int depth)
{
	while (depth-- > 0)
		vouch_buf_text(out, "  ");
}

static void print_items(
	struct vouch_arena *arena, struct vouch_buf *out, const struct vouch_plist *node, int depth)
{
	struct simmac_list_keys keys;
	size_t i;

	if (vouch_plist_kind(node) == VOUCH_PLIST_ARRAY) {
		vouch_buf_text(out, "[\n");
		for (i = 0; i < vouch_plist_count(node); i++) {
			indent(out, depth + 1);
			vouch_buf_printf(out, "%zu => ", i);
			simmac_plutil_print(arena, out, vouch_plist_item(node, i), depth + 1);
			vouch_buf_text(out, "\n");
		}
		indent(out, depth);
		vouch_buf_text(out, "]");
		return;
	}
	keys = simmac_list_keys(arena, node);
	vouch_buf_text(out, "{\n");
	for (i = 0; i < keys.count; i++) {
		indent(out, depth + 1);
		vouch_buf_printf(out, "\"%s\" => ", keys.items[i]);
		simmac_plutil_print(arena, out, vouch_plist_get(node, keys.items[i]), depth + 1);
		vouch_buf_text(out, "\n");
	}
	indent(out, depth);
	vouch_buf_text(out, "}");
}

void simmac_plutil_print(
	struct vouch_arena *arena, struct vouch_buf *out, const struct vouch_plist *node, int depth)
{
	const char *text;
	int64_t number;
	double real;
	bool flag;

	switch (vouch_plist_kind(node)) {
	case VOUCH_PLIST_DICT:
	case VOUCH_PLIST_ARRAY: print_items(arena, out, node, depth); return;
	case VOUCH_PLIST_STRING:
		text = vouch_plist_string(arena, node);
		vouch_buf_printf(out, "\"%s\"", text ? text : "");
		return;
	case VOUCH_PLIST_INTEGER:
		if (vouch_plist_integer(node, &number))
			vouch_buf_printf(out, "%lld", (long long)number);
		return;
	case VOUCH_PLIST_REAL:
		if (vouch_plist_real(node, &real))
			vouch_buf_printf(out, "%.17g", real);
		return;
	case VOUCH_PLIST_BOOLEAN:
		if (vouch_plist_boolean(node, &flag))
			vouch_buf_text(out, flag ? "true" : "false");
		return;
	case VOUCH_PLIST_DATE:
		if (vouch_plist_date(node, &number))
			simmac_plist_date_text(out, number);
		return;
	case VOUCH_PLIST_DATA: simmac_old_style(arena, out, node, 0); return;
	case VOUCH_PLIST_OTHER: break;
	}
}

void simmac_plutil_raw(
	struct vouch_arena *arena, struct vouch_buf *out, const struct vouch_plist *node)
{
	struct simmac_list_keys keys;
	struct vouch_bytes data;
	char time[VOUCH_TIME_TEXT];
	const char *text;
	int64_t number;
	size_t i;

	switch (vouch_plist_kind(node)) {
	case VOUCH_PLIST_DICT:
		keys = simmac_list_keys(arena, node);
		for (i = 0; i < keys.count; i++)
			vouch_buf_printf(out, "%s%s", i ? "\n" : "", keys.items[i]);
		return;
	case VOUCH_PLIST_ARRAY: vouch_buf_printf(out, "%zu", vouch_plist_count(node)); return;
	case VOUCH_PLIST_STRING:
		text = vouch_plist_string(arena, node);
		vouch_buf_text(out, text ? text : "");
		return;
	case VOUCH_PLIST_DATA:
		if (vouch_plist_data(arena, node, &data))
			simmac_base64_add(out, &data);
		return;
	case VOUCH_PLIST_DATE:
		if (vouch_plist_date(node, &number)) {
			vouch_time_format(number, time);
			vouch_buf_text(out, time);
		}
		return;
	case VOUCH_PLIST_INTEGER:
	case VOUCH_PLIST_REAL:
	case VOUCH_PLIST_BOOLEAN: simmac_plutil_print(arena, out, node, 0); return;
	case VOUCH_PLIST_OTHER: break;
	}
}

const char *simmac_plutil_type(const struct vouch_plist *node)
{
	switch (vouch_plist_kind(node)) {
	case VOUCH_PLIST_DICT: return "dictionary";
	case VOUCH_PLIST_ARRAY: return "array";
	case VOUCH_PLIST_STRING: return "string";
	case VOUCH_PLIST_INTEGER: return "integer";
	case VOUCH_PLIST_REAL: return "float";
	case VOUCH_PLIST_BOOLEAN: return "bool";
	case VOUCH_PLIST_DATA: return "data";
	case VOUCH_PLIST_DATE: return "date";
	case VOUCH_PLIST_OTHER: break;
	}
	return "unknown";
}
