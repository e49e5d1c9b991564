/* json.c – writes JSON: commas, layout and escapes. */
#include "vouch/base/json.h"

#include <inttypes.h>
#include <string.h>

#include "vouch/base/clock.h"
#include "vouch/base/text.h"

/* Members of the document and items of its lists get lines of their own. */
static void break_line(struct vouch_json *json, bool item)
{
	bool own_line = !json->one_line &&
			((json->depth == 1 && json->inside) || (json->depth == 2 && item));

	if (json->inside)
		vouch_buf_text(json->out, own_line ? "," : ", ");
	if (own_line)
		vouch_buf_text(json->out, json->depth == 1 ? "\n " : "\n  ");
}

static void write_text(struct vouch_buf *out, const char *text)
{
	size_t length = strlen(text), at = 0;

	vouch_buf_text(out, "\"");
	while (at < length) {
		uint32_t point = 0;
		size_t used = vouch_text_decode(text + at, length - at, &point);

		if (used == 0) {
			vouch_buf_printf(out, "\\\\x%02x", (unsigned char)text[at]);
			used = 1;
		} else if (point == '"' || point == '\\') {
			vouch_buf_printf(out, "\\%c", (char)point);
		} else if (point == '\n') {
			vouch_buf_text(out, "\\n");
		} else if (point == '\t') {
			vouch_buf_text(out, "\\t");
		} else if (vouch_text_is_unsafe(point)) { /* none of them beyond U+FFFF */
			vouch_buf_printf(out, "\\u%04x", (unsigned)point);
		} else {
			vouch_buf_add(out, text + at, used);
		}
		at += used;
	}
	vouch_buf_text(out, "\"");
}

static void start(struct vouch_json *json, const char *key)
{
	if (json->depth > 0)
		break_line(json, key == NULL);
	if (key != NULL) {
		write_text(json->out, key);
		vouch_buf_text(json->out, ": ");
	}
	json->inside = true;
}

void vouch_json_open(struct vouch_json *json, const char *key, char bracket)
{
	start(json, key);
	vouch_buf_add(json->out, &bracket, 1);
	json->depth++;
	json->inside = false;
}

void vouch_json_close(struct vouch_json *json, char bracket)
{
	vouch_buf_add(json->out, &bracket, 1);
	json->depth--;
	json->inside = true;
}

void vouch_json_text(struct vouch_json *json, const char *key, const char *text)
{
	start(json, key);
	if (text == NULL)
		vouch_buf_text(json->out, "null");
	else
		write_text(json->out, text);
}

void vouch_json_number(struct vouch_json *json, const char *key, int64_t number)
{
	start(json, key);
	vouch_buf_printf(json->out, "%" PRId64, number);
}

void vouch_json_flag(struct vouch_json *json, const char *key, bool flag)
{
	start(json, key);
	vouch_buf_text(json->out, flag ? "true" : "false");
}

void vouch_json_list(
	struct vouch_json *json, const char *key, const char *const *items, size_t count)
{
	size_t i;

	vouch_json_open(json, key, '[');
	for (i = 0; i < count; i++)
		vouch_json_text(json, NULL, items[i]);
	vouch_json_close(json, ']');
}

void vouch_json_time(struct vouch_json *json, const char *key, int64_t seconds)
{
	char text[VOUCH_TIME_TEXT];

	if (seconds != 0)
		vouch_time_format(seconds, text);
	vouch_json_text(json, key, seconds == 0 ? NULL : text);
}

void vouch_json_source(struct vouch_json *json, const char *key, struct vouch_pos source)
{
	struct vouch_buf place = {0};

	if (source.file != NULL) {
		vouch_buf_text(&place, source.file);
		if (source.line > 0)
			vouch_buf_printf(&place, ":%d", source.line);
	}
	vouch_json_text(json, key, source.file == NULL ? NULL : vouch_buf_get(&place));
	vouch_buf_release(&place);
}

void vouch_json_end(struct vouch_json *json)
{
	vouch_buf_text(json->out, "\n");
}
