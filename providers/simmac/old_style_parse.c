/* old_style_parse.c – reads a property list in NeXT's form: {a = 1; b = (x, "y z"); c = <0fab>;}
 *
 * Everything that is neither list nor data is text, as with defaults on a Mac. */
#include <ctype.h>
#include <string.h>

#include "old_style.h"

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

enum { DEPTH_MAX = 32 };

struct reader {
	const char *at;
	int depth;
};

static struct vouch_plist *read_value(struct reader *reader);

static void skip_blanks(struct reader *reader)
{
	reader->at += strspn(reader->at, " \t\r\n");
}

static bool take(struct reader *reader, char byte)
{
	skip_blanks(reader);
	if (*reader->at != byte)
		return false;
	reader->at++;
	return true;
}

/* In quotes with backslashes, or letters, digits and what stands in names and paths. */
static bool read_text(struct reader *reader, struct vouch_buf *out)
{
	char quote;

	skip_blanks(reader);
	quote = *reader->at;
	if (quote != '"' && quote != '\'') {
		size_t length = 0;

		while (isalnum((unsigned char)reader->at[length]) ||
			(reader->at[length] && strchr("_$/:.-", reader->at[length])))
			length++;
		vouch_buf_add(out, reader->at, length);
		reader->at += length;
		return length > 0;
	}
	for (reader->at++; *reader->at && *reader->at != quote; reader->at++) {
		if (*reader->at == '\\' && reader->at[1]) {
			reader->at++;
			vouch_buf_add(out, *reader->at == 'n' ? "\n" : reader->at, 1);
		} else {
			vouch_buf_add(out, reader->at, 1);
		}
	}
	return take(reader, quote);
}

static struct vouch_plist *read_string(struct reader *reader)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf text = {0};

	if (!read_text(reader, &text) || !vouch_text_is_utf8(vouch_buf_get(&text), text.length))
		return NULL;
	return vouch_plist_new_string(vouch_buf_get(&text));
}

static struct vouch_plist *read_data(struct reader *reader)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};
	static const char digits[] = "0123456789abcdef";
	const char *digit;
	unsigned char byte = 0;
	size_t count = 0;

	for (;; reader->at++) {
		skip_blanks(reader);
		if (*reader->at == '>')
			break;
		digit = *reader->at ? strchr(digits, tolower((unsigned char)*reader->at)) : NULL;
		if (!digit)
			return NULL;
		byte = (unsigned char)(byte << 4 | (unsigned char)(digit - digits));
		if (++count % 2 == 0)
			vouch_buf_add(&bytes, &byte, 1);
	}
	reader->at++;
	return count % 2 == 0 ? vouch_plist_new_data(bytes.bytes, bytes.length) : NULL;
}

static struct vouch_plist *read_array(struct reader *reader)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *array = vouch_plist_new_array();
	struct vouch_plist *done;

	while (!take(reader, ')')) {
		struct vouch_plist *item = read_value(reader);

		if (!item)
			return NULL;
		vouch_plist_append(array, item);
		if (!take(reader, ',') && *reader->at != ')')
			return NULL;
	}
	done = array;
	array = NULL;
	return done;
}

static struct vouch_plist *read_dict(struct reader *reader)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *dict = vouch_plist_new_dict();
	struct vouch_plist *done;

	while (!take(reader, '}')) {
		VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf key = {0};
		struct vouch_plist *value;

		if (!read_text(reader, &key) || !take(reader, '=') || !(value = read_value(reader)))
			return NULL;
		vouch_plist_set(dict, vouch_buf_get(&key), value);
		if (!take(reader, ';') && *reader->at != '}')
			return NULL;
	}
	done = dict;
	dict = NULL;
	return done;
}

static struct vouch_plist *read_value(struct reader *reader)
{
	struct vouch_plist *value = NULL;

	if (++reader->depth <= DEPTH_MAX) {
		if (take(reader, '{'))
			value = read_dict(reader);
		else if (take(reader, '('))
			value = read_array(reader);
		else if (take(reader, '<'))
			value = read_data(reader);
		else
			value = read_string(reader);
	}
	reader->depth--;
	return value;
}

struct vouch_plist *simmac_old_style_parse(const char *text)
{
	struct reader reader = {text, 0};
	struct vouch_plist *value = read_value(&reader);

	skip_blanks(&reader);
	if (*reader.at) {
		vouch_plist_free(value);
		value = NULL;
	}
	return value;
}
