/* description.c – reads the YAML description of a simulated Mac, with a libyaml that is loaded for
 * it.
 */
#include "description.h"

#include <dlfcn.h>
#include <string.h>
#include <yaml.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

enum { DESCRIPTION_MAX = 1024 * 1024 };

struct library {
	int (*initialize)(yaml_parser_t *parser);
	void (*delete)(yaml_parser_t *parser);
	void (*set_input)(yaml_parser_t *parser, const unsigned char *input, size_t size);
	int (*parse)(yaml_parser_t *parser, yaml_event_t *event);
	void (*event_delete)(yaml_event_t *event);
};

/* See hash.c: a data pointer and a function pointer have one form. */
static bool find(void *handle, const char *name, void *function)
{
	void *address = dlsym(handle, name);

	memcpy(function, &address, sizeof address);
	return address != NULL;
}

static int load(struct library *out, struct vouch_err *err)
{
	static const char *const names[] = {
		SIMMAC_LIBYAML, "libyaml-0.so.2", "libyaml-0.2.dylib", "libyaml.so"};
	void *handle = NULL;
	size_t i;

	for (i = 0; !handle && i < sizeof names / sizeof *names; i++)
		handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	if (!handle || !find(handle, "yaml_parser_initialize", &out->initialize) ||
		!find(handle, "yaml_parser_delete", &out->delete) ||
		!find(handle, "yaml_parser_set_input_string", &out->set_input) ||
		!find(handle, "yaml_parser_parse", &out->parse) ||
		!find(handle, "yaml_event_delete", &out->event_delete))
		return vouch_err_set(err, VOUCH_E_SYSTEM,
			"libyaml cannot be loaded, so no description can be read: %s", dlerror());
	return 0;
}

/* One event at a time, its text kept. */
struct reader {
	struct library library;
	struct vouch_arena *arena;
	struct vouch_err *err;
	yaml_parser_t parser;
	yaml_event_type_t type;
	const char *text; /* of a scalar */
	unsigned long line;
	struct simmac_words *out;
	struct simmac_words accounts; /* they come last, wherever they stand */
	bool pairs;                   /* every key with its value */
};

static int complain(const struct reader *reader, const char *what)
{
	return vouch_err_set(reader->err, VOUCH_E_CONFIG, "line %lu: %s", reader->line, what);
}

static int next(struct reader *reader)
{
	yaml_event_t event;

	if (!reader->library.parse(&reader->parser, &event)) {
		reader->line = reader->parser.problem_mark.line + 1;
		return complain(
			reader, reader->parser.problem ? reader->parser.problem : "no YAML");
	}
	reader->type = event.type;
	reader->line = event.start_mark.line + 1;
	reader->text = NULL;
	if (event.type == YAML_SCALAR_EVENT)
		reader->text = vouch_arena_text_n(reader->arena,
			(const char *)event.data.scalar.value, event.data.scalar.length);
	reader->library.event_delete(&event);
	return 0;
}

static void add(struct reader *reader, struct simmac_words *words, const char *word)
{
	*VOUCH_PUSH(reader->arena, words) = word;
}

/* "key: value" as "--key value"; a true flag as "--key". */
static void add_pair(
	struct reader *reader, struct simmac_words *words, const char *key, const char *value)
{
	if (!reader->pairs && vouch_text_equal(value, "false"))
		return;
	add(reader, words, vouch_arena_printf(reader->arena, "--%s", key));
	if (reader->pairs || !vouch_text_equal(value, "true"))
		add(reader, words, value);
}

/* The mapping has begun. first: this key's pair leads (an account's name). */
static int read_account(struct reader *reader)
{
	struct simmac_words head = {NULL, 0, 0}, rest = {NULL, 0, 0};
	size_t i;

	if (reader->type != YAML_MAPPING_START_EVENT)
		return complain(reader, "an account is a mapping");
	while (next(reader) == 0 && reader->type == YAML_SCALAR_EVENT) {
		const char *key = reader->text;
		bool leads = strcmp(key, "admin") == 0 || strcmp(key, "user") == 0 ||
			     (reader->pairs && strcmp(key, "absent") == 0);

		if (next(reader) < 0)
			return -1;
		if (reader->type != YAML_SCALAR_EVENT)
			return complain(reader, "a plain value is wanted");
		add_pair(reader, leads ? &head : &rest, key, reader->text);
	}
	if (reader->type != YAML_MAPPING_END_EVENT)
		return reader->err->msg[0] ? -1 : complain(reader, "a plain key is wanted");
	if (head.count != 2)
		return complain(reader, reader->pairs
						? "an account has one name: admin, user or absent"
						: "an account has one name: admin or user");
	for (i = 0; i < head.count; i++)
		add(reader, &reader->accounts, head.items[i]);
	for (i = 0; i < rest.count; i++)
		add(reader, &reader->accounts, rest.items[i]);
	return 0;
}

static int read_accounts(struct reader *reader)
{
	if (reader->type != YAML_SEQUENCE_START_EVENT)
		return complain(reader, "accounts is a list");
	for (;;) {
		if (next(reader) < 0)
			return -1;
		if (reader->type == YAML_SEQUENCE_END_EVENT)
			return 0;
		if (read_account(reader) < 0)
			return -1;
	}
}

static int read_quirks(struct reader *reader)
{
	if (reader->type != YAML_MAPPING_START_EVENT)
		return complain(reader, "quirks is a mapping");
	for (;;) {
		const char *name;

		if (next(reader) < 0)
			return -1;
		if (reader->type == YAML_MAPPING_END_EVENT)
			return 0;
		name = reader->text;
		if (!name || next(reader) < 0 || !reader->text)
			return complain(reader, "a quirk is on or off");
		add(reader, reader->out, "--quirk");
		add(reader, reader->out,
			vouch_arena_printf(reader->arena, "%s=%s", name, reader->text));
	}
}

static int read_document(struct reader *reader)
{
	/* The starts of stream, document and mapping. */
	if (next(reader) < 0 || next(reader) < 0 || next(reader) < 0)
		return -1;
	if (reader->type != YAML_MAPPING_START_EVENT)
		return complain(reader, "a description is a mapping");
	for (;;) {
		const char *key;
		int r = next(reader);

		if (r < 0 || reader->type == YAML_MAPPING_END_EVENT)
			return r;
		key = reader->text;
		if (!key)
			return complain(reader, "a plain key is wanted");
		r = next(reader);
		if (r == 0 && strcmp(key, "accounts") == 0)
			r = read_accounts(reader);
		else if (r == 0 && strcmp(key, "quirks") == 0)
			r = read_quirks(reader);
		else if (r == 0 && !reader->text)
			r = complain(reader, "a plain value is wanted");
		else if (r == 0)
			add_pair(reader, reader->out, key, reader->text);
		if (r < 0)
			return r;
	}
}

static int read_description(struct vouch_arena *arena, const char *from, bool pairs,
	struct simmac_words *out, struct vouch_err *err)
{
	struct reader reader = {.arena = arena, .err = err, .out = out, .pairs = pairs};
	const char *text = simmac_ready_text(from);
	struct vouch_bytes bytes = {text, text ? strlen(text) : 0};
	size_t i;
	int r = text ? 0 : vouch_file_read(arena, from, DESCRIPTION_MAX, &bytes, err);

	if (r == 0)
		r = load(&reader.library, err);
	if (r < 0)
		return r;
	if (!reader.library.initialize(&reader.parser))
		return vouch_err_set(err, VOUCH_E_SYSTEM, "no memory for a description");
	reader.library.set_input(&reader.parser, (const unsigned char *)bytes.data, bytes.length);
	r = read_document(&reader);
	reader.library.delete(&reader.parser);
	for (i = 0; r == 0 && i < reader.accounts.count; i++)
		add(&reader, out, reader.accounts.items[i]);
	return r < 0 ? vouch_err_wrap(err, "%s", from) : 0;
}

int simmac_description_read(struct vouch_arena *arena, const char *from, struct simmac_words *out,
	struct vouch_err *err)
{
	return read_description(arena, from, false, out, err);
}

int simmac_description_pairs(struct vouch_arena *arena, const char *from, struct simmac_words *out,
	struct vouch_err *err)
{
	return read_description(arena, from, true, out, err);
}
