/* tree.c – libyaml's events to a tree, within bounds. */
#include "tree.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "vouch/base/text.h"

struct reader {
	yaml_parser_t parser;
	struct vouch_arena *arena;
	struct vouch_problems *problems;
	const char *path;
	size_t values;
	bool stopped; /* nothing more is read from this file */
};

static struct tree_node *read_node(struct reader *reader, yaml_event_t *event, int depth);

static struct vouch_pos place(const struct reader *reader, yaml_mark_t mark)
{
	return (struct vouch_pos){reader->path, (int)mark.line + 1, (int)mark.column + 1};
}

static void stop(struct reader *reader, struct vouch_pos pos, const char *what, const char *cure)
{
	vouch_problem_add(reader->arena, reader->problems, pos, cure, "%s", what);
	reader->stopped = true;
}

static void syntax_error(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	const char *what = parser->problem == NULL ? "it cannot be read" : parser->problem;
	struct vouch_pos pos = place(reader, parser->problem_mark);

	if (parser->error == YAML_READER_ERROR)
		pos = place(reader, parser->mark);
	vouch_problem_add(reader->arena, reader->problems, pos,
		"look at the indentation (blanks, no tabs), the brackets and the quotes here",
		"not YAML: %s", what);
	reader->stopped = true;
}

/* False where there is none: the reader has stopped. */
static bool next_event(struct reader *reader, yaml_event_t *event)
{
	if (reader->stopped)
		return false;
	if (yaml_parser_parse(&reader->parser, event))
		return true;
	syntax_error(reader);
	return false;
}

/* Anchors and tags of a value are refused; the value itself is read. */
static void refuse_properties(struct reader *reader, const yaml_event_t *event,
	const yaml_char_t *anchor, const yaml_char_t *tag)
{
	struct vouch_pos pos = place(reader, event->start_mark);

	if (anchor != NULL)
		vouch_problem_add(reader->arena, reader->problems, pos,
			"take it away and write the values out",
			"the anchor &%s: anchors and aliases are not read", (const char *)anchor);
	if (tag != NULL)
		vouch_problem_add(reader->arena, reader->problems, pos,
			"take it away; quotes make text of a value",
			"the tag %s: tags are not read", (const char *)tag);
}

static struct tree_node *new_node(
	struct reader *reader, const yaml_event_t *event, enum tree_kind kind)
{
	struct tree_node *node = vouch_arena_alloc(reader->arena, sizeof *node);

	node->kind = kind;
	node->pos = place(reader, event->start_mark);
	return node;
}

static struct tree_node *read_scalar(struct reader *reader, const yaml_event_t *event)
{
	struct tree_node *node = new_node(reader, event, TREE_TEXT);
	const char *text = (const char *)event->data.scalar.value;

	refuse_properties(reader, event, event->data.scalar.anchor, event->data.scalar.tag);
	node->text = vouch_arena_text_n(reader->arena, text, event->data.scalar.length);
	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
		      event->data.scalar.tag == NULL;
	if (strlen(node->text) != event->data.scalar.length) {
		vouch_problem_add(reader->arena, reader->problems, node->pos, "take it out",
			"a NUL character in a value");
		node->kind = TREE_BAD;
	}
	return node;
}

static struct tree_node *read_list(struct reader *reader, const yaml_event_t *start, int depth)
{
	struct tree_node *node = new_node(reader, start, TREE_LIST);
	yaml_event_t event;

	refuse_properties(
		reader, start, start->data.sequence_start.anchor, start->data.sequence_start.tag);
	while (next_event(reader, &event)) {
		bool end = event.type == YAML_SEQUENCE_END_EVENT;

		if (!end)
			*VOUCH_PUSH(reader->arena, &node->list) =
				read_node(reader, &event, depth + 1);
		yaml_event_delete(&event);
		if (end)
			break;
	}
	return node;
}

static int by_key(const void *left, const void *right)
{
	const struct tree_pair *const *a = left, *const *b = right;
	int order = strcmp((*a)->key->text, (*b)->key->text);

	/* Equal keys in the order of the file, so that the later one is the mistake. */
	return order != 0 ? order : (*a > *b) - (*a < *b);
}

static void refuse_duplicates(struct reader *reader, const struct tree_node *node)
{
	size_t i, count = node->map.count;
	const struct tree_pair **sorted;

	if (count < 2)
		return;
	sorted = vouch_arena_alloc_array(reader->arena, count, sizeof *sorted);
	for (i = 0; i < count; i++)
		sorted[i] = &node->map.items[i];
	qsort(sorted, count, sizeof *sorted, by_key);
	for (i = 1; i < count; i++) {
		if (strcmp(sorted[i - 1]->key->text, sorted[i]->key->text) != 0)
			continue;
		vouch_problem_add(reader->arena, reader->problems, sorted[i]->key->pos,
			"keep one of them", "the key \"%s\" stands twice, first in line %d",
			sorted[i]->key->text, sorted[i - 1]->key->pos.line);
		sorted[i]->value->kind = TREE_BAD;
	}
}

/* A key must be one scalar; anything else is passed over with its value. */
static void read_pair(
	struct reader *reader, yaml_event_t *key_event, struct tree_node *map, int depth)
{
	struct tree_node *key = read_node(reader, key_event, depth + 1);
	struct tree_node *value;
	yaml_event_t event;

	if (!next_event(reader, &event))
		return;
	value = read_node(reader, &event, depth + 1);
	yaml_event_delete(&event);
	if (key->kind == TREE_LIST || key->kind == TREE_MAP)
		vouch_problem_add(reader->arena, reader->problems, key->pos,
			"write a word before the colon", "a key is one word");
	if (key->kind == TREE_TEXT)
		*VOUCH_PUSH(reader->arena, &map->map) = (struct tree_pair){key, value};
}

static struct tree_node *read_map(struct reader *reader, const yaml_event_t *start, int depth)
{
	struct tree_node *node = new_node(reader, start, TREE_MAP);
	yaml_event_t event;

	refuse_properties(
		reader, start, start->data.mapping_start.anchor, start->data.mapping_start.tag);
	while (next_event(reader, &event)) {
		bool end = event.type == YAML_MAPPING_END_EVENT;

		if (!end)
			read_pair(reader, &event, node, depth);
		yaml_event_delete(&event);
		if (end)
			break;
	}
	refuse_duplicates(reader, node);
	return node;
}

/* Never NULL: what is refused is TREE_BAD. The event stays the caller's. */
static struct tree_node *read_node(struct reader *reader, yaml_event_t *event, int depth)
{
	struct vouch_pos pos = place(reader, event->start_mark);

	if (depth > TREE_DEPTH_MAX)
		stop(reader, pos, "nested too deeply", "nothing here needs more than a few levels");
	else if (++reader->values > TREE_VALUES_MAX)
		stop(reader, pos, "too many values in one file", "split it into several layers");
	else if (event->type == YAML_SCALAR_EVENT)
		return read_scalar(reader, event);
	else if (event->type == YAML_SEQUENCE_START_EVENT)
		return read_list(reader, event, depth);
	else if (event->type == YAML_MAPPING_START_EVENT)
		return read_map(reader, event, depth);
	else if (event->type == YAML_ALIAS_EVENT)
		vouch_problem_add(reader->arena, reader->problems, pos, "write the values out here",
			"the alias *%s: aliases are not read",
			(const char *)event->data.alias.anchor);
	else
		stop(reader, pos, "not YAML: a value is meant", "write one here");
	return new_node(reader, event, TREE_BAD);
}

/* From the start of the stream to its end: one document, or none. */
static struct tree_node *read_stream(struct reader *reader)
{
	struct tree_node *root = NULL;
	yaml_event_t event;

	while (next_event(reader, &event)) {
		bool end = event.type == YAML_STREAM_END_EVENT;

		if (event.type == YAML_DOCUMENT_START_EVENT && root != NULL)
			stop(reader, place(reader, event.start_mark), "a second document",
				"put it into a file of its own");
		else if (!end && event.type != YAML_STREAM_START_EVENT &&
			 event.type != YAML_DOCUMENT_START_EVENT &&
			 event.type != YAML_DOCUMENT_END_EVENT)
			root = read_node(reader, &event, 0);
		yaml_event_delete(&event);
		if (end)
			break;
	}
	return reader->stopped ? NULL : root;
}

/* The line in which the first byte stands that is not UTF-8; 0 where there is none. */
static int bad_line(const struct vouch_bytes *bytes)
{
	const char *at = bytes->data, *end = bytes->data + bytes->length;
	int line;

	for (line = 1; at < end; line++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *next = newline == NULL ? end : newline + 1;

		if (!vouch_text_is_utf8(at, (size_t)(next - at)))
			return line;
		at = next;
	}
	return 0;
}

struct tree_node *tree_read(struct vouch_arena *arena, const char *path,
	const struct vouch_bytes *bytes, struct vouch_problems *problems)
{
	struct reader reader = {.arena = arena, .problems = problems, .path = path};
	struct vouch_pos pos = {path, 0, 0};
	struct tree_node *root;

	pos.line = bad_line(bytes);
	if (pos.line > 0) {
		stop(&reader, pos, "not UTF-8", "save it as UTF-8");
		return NULL;
	}
	if (!yaml_parser_initialize(&reader.parser)) {
		stop(&reader, pos, "no memory to read it", "free some and try again");
		return NULL;
	}
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
		&reader.parser, (const unsigned char *)bytes->data, bytes->length);
	root = read_stream(&reader);
	if (root == NULL && !reader.stopped)
		stop(&reader, pos, "the file is empty",
			"write {} if it is meant to say nothing, or delete it");
	yaml_parser_delete(&reader.parser);
	return root;
}
