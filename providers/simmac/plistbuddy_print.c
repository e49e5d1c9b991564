/* plistbuddy_print.c – values as PlistBuddy prints them. */
#include <string.h>
#include <time.h>

#include "plistbuddy.h"

enum { INDENT = 4, DATE_ROOM = 64 };

struct printer {
	struct vouch_arena *arena;
	struct vouch_buf *out;
	int depth;
};

static int print_pair(void *self, const char *key, struct vouch_plist *value)
{
	struct printer *printer = self;

	vouch_buf_printf(printer->out, "%*s%s = ", INDENT * printer->depth, "", key);
	simmac_plistbuddy_print(printer->arena, printer->out, value, printer->depth);
	vouch_buf_text(printer->out, "\n");
	return 0;
}

static void print_inside(struct printer *inside, const struct vouch_plist *node)
{
	size_t i;

	if (vouch_plist_kind(node) == VOUCH_PLIST_DICT) {
		vouch_buf_text(inside->out, "Dict {\n");
		(void)vouch_plist_each(node, print_pair, inside);
	} else {
		vouch_buf_text(inside->out, "Array {\n");
		for (i = 0; i < vouch_plist_count(node); i++) {
			vouch_buf_printf(inside->out, "%*s", INDENT * inside->depth, "");
			simmac_plistbuddy_print(inside->arena, inside->out,
				vouch_plist_item(node, i), inside->depth);
			vouch_buf_text(inside->out, "\n");
		}
	}
	vouch_buf_printf(inside->out, "%*s}", INDENT * (inside->depth - 1), "");
}

static void print_date(struct vouch_buf *out, const struct vouch_plist *node)
{
	char text[DATE_ROOM] = "";
	struct tm parts = {0};
	int64_t seconds = 0;
	time_t when;

	(void)vouch_plist_date(node, &seconds);
	when = (time_t)seconds;
	if (localtime_r(&when, &parts))
		(void)strftime(text, sizeof text, "%a %b %d %H:%M:%S %Z %Y", &parts);
	vouch_buf_text(out, text);
}

void simmac_plistbuddy_print(
	struct vouch_arena *arena, struct vouch_buf *out, const struct vouch_plist *node, int depth)
{
	struct printer inside = {arena, out, depth + 1};
	struct vouch_bytes bytes = {NULL, 0};
	bool flag = false;
	double real = 0;
	int64_t number = 0;

	switch (vouch_plist_kind(node)) {
	case VOUCH_PLIST_DICT:
	case VOUCH_PLIST_ARRAY: print_inside(&inside, node); break;
	case VOUCH_PLIST_STRING: vouch_buf_text(out, vouch_plist_string(arena, node)); break;
	case VOUCH_PLIST_INTEGER:
		(void)vouch_plist_integer(node, &number);
		vouch_buf_printf(out, "%lld", (long long)number);
		break;
	case VOUCH_PLIST_REAL:
		(void)vouch_plist_real(node, &real);
		vouch_buf_printf(out, "%f", real);
		break;
	case VOUCH_PLIST_BOOLEAN:
		(void)vouch_plist_boolean(node, &flag);
		vouch_buf_text(out, flag ? "true" : "false");
		break;
	case VOUCH_PLIST_DATA:
		if (vouch_plist_data(arena, node, &bytes))
			vouch_buf_add(out, bytes.data, bytes.length);
		break;
	case VOUCH_PLIST_DATE: print_date(out, node); break;
	case VOUCH_PLIST_OTHER: break;
	}
}
