/* list_json.c – property lists from JSON, and JSON from property lists. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "list_file.h"

struct reader {
	const char *at, *end;
	int depth;
};

static struct vouch_plist *read_value(struct reader *reader);

static bool take(struct reader *reader, const char *word)
{
	size_t length = strlen(word);

	while (reader->at < reader->end && strchr(" \t\r\n", *reader->at) && *reader->at)
		reader->at++;
	if ((size_t)(reader->end - reader->at) < length || memcmp(reader->at, word, length) != 0)
		return false;
	reader->at += length;
	return true;
}

static bool read_hex(struct reader *reader, uint32_t *out)
{
	int i;

	*out = 0;
	if (reader->end - reader->at < 4)
		return false;
	for (i = 0; i < 4; i++, reader->at++) {
		if (!isxdigit((unsigned char)*reader->at))
			return false;
		*out = *out * 16 +
		       (uint32_t)(isdigit((unsigned char)*reader->at)
					  ? *reader->at - '0'
					  : tolower((unsigned char)*reader->at) - 'a' + 10);
	}
	return *out != 0;
}

static void add_point(struct vouch_buf *out, uint32_t point)
{
	char bytes[4];
	size_t length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
	static const unsigned char heads[] = {0, 0, 0xc0, 0xe0, 0xf0};
	size_t i;

	for (i = length; i-- > 1; point >>= 6)
		bytes[i] = (char)(0x80 | (point & 0x3f));
	bytes[0] = (char)(heads[length] | point);
	vouch_buf_add(out, bytes, length);
}

/* Behind a backslash. */
static bool read_escape(struct reader *reader, struct vouch_buf *out)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *known = strchr(from, *reader->at);
	uint32_t point, second;

	if (*reader->at && known) {
		vouch_buf_add(out, &to[known - from], 1);
		reader->at++;
		return true;
	}
	if (*reader->at++ != 'u' || !read_hex(reader, &point))
		return false;
	if (point >= 0xd800 && point < 0xdc00) {
		if (reader->end - reader->at < 6 || *reader->at++ != '\\' || *reader->at++ != 'u' ||
			!read_hex(reader, &second) || second < 0xdc00 || second > 0xdfff)
			return false;
		point = 0x10000 + ((point - 0xd800) << 10) + (second - 0xdc00);
	} else if (point >= 0xdc00 && point < 0xe000) {
		return false;
	}
	add_point(out, point);
	return true;
}

static bool read_text(struct reader *reader, struct vouch_buf *out)
{
	if (!take(reader, "\""))
		return false;
	while (reader->at < reader->end && *reader->at != '"') {
		if ((unsigned char)*reader->at < 0x20)
			return false;
		if (*reader->at == '\\') {
			if (++reader->at == reader->end || !read_escape(reader, out))
				return false;
		} else {
			vouch_buf_add(out, reader->at++, 1);
		}
	}
	return take(reader, "\"") && vouch_text_is_utf8(vouch_buf_get(out), out->length);
}

static struct vouch_plist *read_number(struct reader *reader)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf text = {0};
	int64_t number;
	char *end;
	double real;

	while (reader->at < reader->end && *reader->at && strchr("+-.0123456789eE", *reader->at))
		vouch_buf_add(&text, reader->at++, 1);
	if (vouch_text_number(vouch_buf_get(&text), &number))
		return vouch_plist_new_integer(number);
	real = strtod(vouch_buf_get(&text), &end);
	return text.length > 0 && !*end ? vouch_plist_new_real(real) : NULL;
}

static struct vouch_plist *read_container(struct reader *reader, bool dict)
{
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *made = dict ? vouch_plist_new_dict() : vouch_plist_new_array();
	struct vouch_plist *done;
	const char *close = dict ? "}" : "]";
	bool any = false;

	while (!take(reader, close)) {
		VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf key = {0};
		struct vouch_plist *value;

		if ((any && !take(reader, ",")) ||
			(dict && (!read_text(reader, &key) || !take(reader, ":"))) ||
			!(value = read_value(reader)))
			return NULL;
		any = true;
		if (dict)
			vouch_plist_set(made, vouch_buf_get(&key), value);
		else
			vouch_plist_append(made, value);
	}
	done = made;
	made = NULL;
	return done;
}

static struct vouch_plist *read_string(struct reader *reader)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf text = {0};

	return read_text(reader, &text) ? vouch_plist_new_string(vouch_buf_get(&text)) : NULL;
}

static struct vouch_plist *read_value(struct reader *reader)
{
	struct vouch_plist *value = NULL;

	if (++reader->depth > VOUCH_PLIST_DEPTH_MAX)
		value = NULL;
	else if (take(reader, "{"))
		value = read_container(reader, true);
	else if (take(reader, "["))
		value = read_container(reader, false);
	else if (take(reader, "true"))
		value = vouch_plist_new_boolean(true);
	else if (take(reader, "false"))
		value = vouch_plist_new_boolean(false);
	else if (reader->at < reader->end && *reader->at == '"')
		value = read_string(reader);
	else
		value = read_number(reader);
	reader->depth--;
	return value;
}

struct vouch_plist *simmac_json_parse(const char *text, size_t length)
{
	struct reader reader = {text, text + length, 0};
	struct vouch_plist *value = read_value(&reader);

	(void)take(&reader, ""); /* the blanks behind it */
	if (reader.at == reader.end)
		return value;
	vouch_plist_free(value);
	return NULL;
}

static void add_text(struct vouch_buf *out, const char *text, bool slashes)
{
	vouch_buf_text(out, "\"");
	for (; *text; text++) {
		const char *known = strchr("\"\\/\b\f\n\r\t", *text);

		if (known && (*text != '/' || !slashes))
			vouch_buf_printf(out, "\\%c", "\"\\/bfnrt"[known - "\"\\/\b\f\n\r\t"]);
		else if ((unsigned char)*text < 0x20)
			vouch_buf_printf(out, "\\u%04x", (unsigned char)*text);
		else
			vouch_buf_add(out, text, 1);
	}
	vouch_buf_text(out, "\"");
}

struct writer {
	struct vouch_arena *arena;
	struct vouch_buf *out;
	bool readable, slashes, ok, any;
	int depth;
};

static void write_value(struct writer *writer, const struct vouch_plist *node);

static void start_line(struct writer *writer)
{
	int i;

	if (!writer->readable)
		return;
	vouch_buf_text(writer->out, "\n");
	for (i = 0; i < writer->depth; i++)
		vouch_buf_text(writer->out, "  ");
}

static int write_pair(void *self, const char *key, struct vouch_plist *value)
{
	struct writer *writer = self;

	if (writer->any)
		vouch_buf_text(writer->out, ",");
	start_line(writer);
	if (key) {
		add_text(writer->out, key, writer->slashes);
		vouch_buf_text(writer->out, writer->readable ? " : " : ":");
	}
	write_value(writer, value);
	writer->any = true;
	return 0;
}

static void write_container(struct writer *writer, const struct vouch_plist *node, bool dict)
{
	size_t i;

	vouch_buf_text(writer->out, dict ? "{" : "[");
	writer->depth++;
	writer->any = false;
	if (dict)
		(void)vouch_plist_each(node, write_pair, writer);
	for (i = 0; !dict && i < vouch_plist_count(node); i++)
		(void)write_pair(writer, NULL, vouch_plist_item(node, i));
	writer->depth--;
	start_line(writer);
	vouch_buf_text(writer->out, dict ? "}" : "]");
	writer->any = true;
}

static void write_value(struct writer *writer, const struct vouch_plist *node)
{
	const char *text;
	int64_t number;
	double real;
	bool flag;

	switch (vouch_plist_kind(node)) {
	case VOUCH_PLIST_DICT: write_container(writer, node, true); return;
	case VOUCH_PLIST_ARRAY: write_container(writer, node, false); return;
	case VOUCH_PLIST_STRING:
		text = vouch_plist_string(writer->arena, node);
		add_text(writer->out, text ? text : "", writer->slashes);
		return;
	case VOUCH_PLIST_INTEGER:
		if (vouch_plist_integer(node, &number))
			vouch_buf_printf(writer->out, "%lld", (long long)number);
		return;
	case VOUCH_PLIST_REAL:
		if (vouch_plist_real(node, &real))
			vouch_buf_printf(writer->out, "%.17g", real);
		return;
	case VOUCH_PLIST_BOOLEAN:
		if (vouch_plist_boolean(node, &flag))
			vouch_buf_text(writer->out, flag ? "true" : "false");
		return;
	case VOUCH_PLIST_DATA:
	case VOUCH_PLIST_DATE:
	case VOUCH_PLIST_OTHER: break;
	}
	writer->ok = false;
}

bool simmac_json_write(struct vouch_arena *arena, const struct vouch_plist *list,
	enum simmac_json_style style, struct vouch_buf *out)
{
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *ordered = simmac_list_sort(arena, list);
	struct writer writer = {arena, out, style != SIMMAC_JSON_COMPACT,
		style == SIMMAC_JSON_BARE_SLASHES, true, false, 0};

	write_value(&writer, ordered);
	return writer.ok && (vouch_plist_kind(list) == VOUCH_PLIST_DICT ||
				    vouch_plist_kind(list) == VOUCH_PLIST_ARRAY);
}
