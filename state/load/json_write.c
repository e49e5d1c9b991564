/* json_write.c – brackets, commas, indentation and escapes. */
#include "json_write.h"

#include <inttypes.h>
#include <string.h>

#include "vouch/base/text.h"

static void start_line(struct json_writer *writer)
{
	int i;

	if (writer->compact)
		return;
	vouch_buf_text(writer->out, "\n");
	for (i = 0; i < writer->depth; i++)
		vouch_buf_text(writer->out, "  ");
}

/* What stands before a key, or before a value of a list. */
static void separate(struct json_writer *writer)
{
	if (writer->after_key) {
		writer->after_key = false;
		return;
	}
	if (writer->started)
		vouch_buf_text(writer->out, writer->flat && !writer->compact ? ", " : ",");
	if (writer->depth > 0 && !writer->flat)
		start_line(writer);
	writer->started = true;
}

void json_open(struct json_writer *writer, char bracket)
{
	separate(writer);
	vouch_buf_add(writer->out, &bracket, 1);
	writer->depth++;
	writer->started = false;
}

void json_close(struct json_writer *writer, char bracket)
{
	writer->depth--;
	if (writer->started && !writer->flat)
		start_line(writer);
	vouch_buf_add(writer->out, &bracket, 1);
	writer->started = true;
}

/* The length of the well-formed character at text, 0 where there is none. */
static size_t character_length(const char *text)
{
	size_t length;

	for (length = 1; length <= 4 && text[length - 1] != '\0'; length++) {
		if (vouch_text_is_utf8(text, length))
			return length;
	}
	return 0;
}

static void put_quoted(struct vouch_buf *out, const char *text)
{
	vouch_buf_text(out, "\"");
	while (*text != '\0') {
		size_t plain = 0, used;

		while ((unsigned char)text[plain] >= 0x20 && (unsigned char)text[plain] < 0x7f &&
			text[plain] != '"' && text[plain] != '\\')
			plain++;
		if (plain > 0) {
			vouch_buf_add(out, text, plain);
			text += plain;
			continue;
		}
		used = character_length(text);
		if (*text == '"' || *text == '\\')
			vouch_buf_printf(out, "\\%c", *text);
		else if (used == 1)
			vouch_buf_printf(out, "\\u%04x", (unsigned)(unsigned char)*text);
		else if (used == 0)
			vouch_buf_text(out, "\xef\xbf\xbd");
		else
			vouch_buf_add(out, text, used);
		text += used == 0 ? 1 : used;
	}
	vouch_buf_text(out, "\"");
}

void json_key(struct json_writer *writer, const char *key)
{
	separate(writer);
	put_quoted(writer->out, key);
	vouch_buf_text(writer->out, writer->compact ? ":" : ": ");
	writer->after_key = true;
}

void json_text(struct json_writer *writer, const char *text)
{
	separate(writer);
	if (text == NULL)
		vouch_buf_text(writer->out, "null");
	else
		put_quoted(writer->out, text);
}

void json_integer_value(struct json_writer *writer, int64_t number)
{
	separate(writer);
	vouch_buf_printf(writer->out, "%" PRId64, number);
}

void json_number(struct json_writer *writer, struct vouch_number number)
{
	if (number.known)
		json_integer_value(writer, number.value);
	else
		json_text(writer, NULL);
}

void json_tri(struct json_writer *writer, enum vouch_tri value)
{
	if (value == VOUCH_UNKNOWN)
		json_text(writer, "unknown");
	else
		json_flag(writer, value == VOUCH_YES);
}

void json_flag(struct json_writer *writer, bool value)
{
	separate(writer);
	vouch_buf_text(writer->out, value ? "true" : "false");
}

void json_names(struct json_writer *writer, const struct vouch_names *names)
{
	size_t i;

	json_open(writer, '[');
	writer->flat = true;
	for (i = 0; i < names->count; i++)
		json_text(writer, names->items[i]);
	json_close(writer, ']');
	writer->flat = false;
}

void json_name_set(struct json_writer *writer, const struct vouch_name_set *set)
{
	if (set->known)
		json_names(writer, &set->names);
	else
		json_text(writer, NULL);
}
