/* dsimport_file.c – reads import files: the header, escapes, fields and values. */
#include "dsimport.h"

#include <stdlib.h>
#include <string.h>

#include "vouch/base/buf.h"
#include "vouch/base/text.h"

enum { FIELDS_MAX = 512 };

/* The next word of the header; NULL at its end. */
static const char *word(struct vouch_arena *arena, struct simmac_import *import)
{
	const char *start;

	while (import->at < import->end && strchr(" \t", *import->at))
		import->at++;
	start = import->at;
	while (import->at < import->end && !strchr(" \t\r\n", *import->at))
		import->at++;
	return import->at > start ? vouch_arena_text_n(arena, start, (size_t)(import->at - start))
				  : NULL;
}

/* "0x3A" */
static bool separator(struct vouch_arena *arena, struct simmac_import *import, char *out)
{
	const char *text = word(arena, import);
	char *end;
	unsigned long value;

	if (!text || !vouch_text_starts(text, "0x"))
		return false;
	value = strtoul(text + 2, &end, 16);
	*out = (char)value;
	return text[2] && !*end && value > 0 && value < 0x80;
}

static const char *take_field(const char *text, struct simmac_import_field *out)
{
	static const struct {
		const char *prefix;
		enum simmac_import_form form;
	} forms[] = {{"base64:", SIMMAC_IMPORT_BASE64}, {"externalbinary:", SIMMAC_IMPORT_FILE}};
	size_t i;

	out->form = SIMMAC_IMPORT_TEXT;
	for (i = 0; i < sizeof forms / sizeof *forms; i++)
		if (vouch_text_starts(text, forms[i].prefix)) {
			out->form = forms[i].form;
			text += strlen(forms[i].prefix);
		}
	out->name = text;
	return *text ? NULL : "an attribute of the header has no name";
}

const char *simmac_import_open(
	struct vouch_arena *arena, const struct vouch_bytes *file, struct simmac_import *out)
{
	const char *text, *wrong = NULL;
	int64_t count;
	size_t i;

	out->at = file->data;
	out->end = file->data + file->length;
	if (memchr(file->data, '\0', file->length) || !vouch_text_is_utf8(file->data, file->length))
		return "the file is no text";
	if (!separator(arena, out, &out->ends) || !separator(arena, out, &out->escape) ||
		!separator(arena, out, &out->fields) || !separator(arena, out, &out->values))
		return "the header does not start with four separators";
	text = word(arena, out);
	if (!text || !simmac_record_type_find(text, &out->type))
		return "the header names a type of records that the simulated Mac does not have";
	text = word(arena, out);
	if (!text || !vouch_text_number(text, &count) || count < 1 || count > FIELDS_MAX)
		return "the header does not say how many attributes it has";
	out->count = (size_t)count;
	out->items = vouch_arena_alloc_array(arena, out->count, sizeof *out->items);
	for (i = 0; i < out->count && !wrong; i++) {
		text = word(arena, out);
		wrong = text ? take_field(text, &out->items[i])
			     : "the header has fewer attributes than it says";
	}
	while (!wrong && out->at < out->end && strchr(" \t\r\n", *out->at))
		out->at++;
	return wrong;
}

static void add_value(
	struct vouch_arena *arena, struct simmac_import_values *values, struct vouch_buf *text)
{
	*VOUCH_PUSH(arena, values) = vouch_arena_text(arena, vouch_buf_get(text));
	vouch_buf_clear(text);
}

bool simmac_import_next(
	struct vouch_arena *arena, struct simmac_import *import, struct simmac_import_values **out)
{
	struct simmac_import_values *lists =
		vouch_arena_alloc_array(arena, import->count, sizeof *lists);
	struct vouch_buf text = {0};
	size_t field = 0;

	memset(lists, 0, import->count * sizeof *lists);
	while (import->at < import->end && strchr("\r\n", *import->at))
		import->at++;
	if (import->at >= import->end)
		return false;
	for (; import->at < import->end && *import->at != import->ends; import->at++) {
		bool last = field + 1 >= import->count;

		if (*import->at == import->escape && import->at + 1 < import->end) {
			vouch_buf_add(&text, ++import->at, 1);
		} else if (*import->at == import->fields && !last) {
			if (text.length > 0)
				add_value(arena, &lists[field], &text);
			field++;
		} else if (*import->at == import->values &&
			   import->items[field].form == SIMMAC_IMPORT_TEXT) {
			add_value(arena, &lists[field], &text);
		} else if (*import->at != '\r') {
			vouch_buf_add(&text, import->at, 1);
		}
	}
	if (text.length > 0)
		add_value(arena, &lists[field], &text);
	import->at += import->at < import->end;
	vouch_buf_release(&text);
	*out = lists;
	return true;
}
