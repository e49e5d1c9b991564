/* tool_plistbuddy.c – PlistBuddy -c COMMAND FILE: Print, Set, Add and Delete. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "plistbuddy.h"
#include "plutil.h"
#include "tools.h"

struct call {
	struct simmac_mac *mac;
	const char *path; /* of the file */
	struct vouch_plist *list;
	enum simmac_list_form form;
	bool xml, changed;
};

struct place {
	struct vouch_plist *holder; /* NULL: what holds it is not there */
	const char *last;           /* the last part; NULL: the whole list */
};

/* The next word of a command: quotes and backslashes keep spaces; those of colons stay. */
static const char *take_word(struct vouch_arena *arena, const char **at)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf word = {0};
	char quote = '\0';

	*at += strspn(*at, " ");
	for (; **at && (quote || **at != ' '); (*at)++) {
		if (quote ? **at == quote : **at == '"' || **at == '\'') {
			quote = quote ? '\0' : **at;
			continue;
		}
		if (**at == '\\' && (*at)[1] && (*at)[1] != ':')
			(*at)++;
		vouch_buf_add(&word, *at, 1);
	}
	return vouch_arena_text(arena, vouch_buf_get(&word));
}

/* The rest of a command is one value, in quotes or not. */
static const char *take_rest(struct vouch_arena *arena, const char *at)
{
	size_t length;

	at += strspn(at, " ");
	length = strlen(at);
	if (length >= 2 && (*at == '"' || *at == '\'') && at[length - 1] == *at)
		return vouch_arena_text_n(arena, at + 1, length - 2);
	return vouch_arena_text(arena, at);
}

static struct vouch_plist *step(const struct vouch_plist *node, const char *part)
{
	int64_t index;

	if (vouch_plist_kind(node) == VOUCH_PLIST_DICT)
		return vouch_plist_get(node, part);
	if (vouch_plist_kind(node) != VOUCH_PLIST_ARRAY || !vouch_text_number(part, &index) ||
		index < 0 || index >= (int64_t)vouch_plist_count(node))
		return NULL;
	return vouch_plist_item(node, (size_t)index);
}

static const char *take_part(struct vouch_arena *arena, const char **at)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf part = {0};

	for (; **at && **at != ':'; (*at)++) {
		if (**at == '\\' && (*at)[1] == ':')
			(*at)++;
		vouch_buf_add(&part, *at, 1);
	}
	return vouch_arena_text(arena, vouch_buf_get(&part));
}

/* makes: dictionaries that are missing on the way, as Add does. */
static struct place find_place(struct call *call, const char *entry, bool makes)
{
	struct place place = {call->list, NULL};
	struct vouch_plist *next;

	entry += *entry == ':';
	if (!*entry)
		return place;
	for (;; entry++) {
		if (place.last) {
			next = step(place.holder, place.last);
			if (!next && makes && vouch_plist_kind(place.holder) == VOUCH_PLIST_DICT) {
				next = vouch_plist_new_dict();
				vouch_plist_set(place.holder, place.last, next);
			}
			place.holder = next;
		}
		place.last = take_part(&call->mac->arena, &entry);
		if (!*entry)
			break;
	}
	return place;
}

static struct vouch_plist *value_at(const struct call *call, const struct place *place)
{
	return place->last ? step(place->holder, place->last) : call->list;
}

static int complain(const char *verb, const char *entry, const char *why)
{
	fprintf(stderr, "%s: Entry, \"%s\", %s\n", verb, entry, why);
	return 1;
}

static int print(struct call *call, const char *at)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf out = {0};
	struct vouch_arena *arena = &call->mac->arena;
	const char *entry = take_word(arena, &at);
	struct place place = find_place(call, entry, false);
	const struct vouch_plist *value = value_at(call, &place);

	if (!value)
		return complain("Print", entry, "Does Not Exist");
	if (call->xml)
		simmac_list_write(arena, value, SIMMAC_LIST_XML, &out);
	else
		simmac_plistbuddy_print(arena, &out, value, 0);
	(void)fwrite(out.bytes ? out.bytes : "", 1, out.length, stdout);
	if (!call->xml)
		printf("\n");
	return 0;
}

static const struct {
	const char *word, *option; /* as plutil calls it */
	enum vouch_plist_kind kind;
} types[] = {
	{"string", "-string", VOUCH_PLIST_STRING},
	{"integer", "-integer", VOUCH_PLIST_INTEGER},
	{"real", "-float", VOUCH_PLIST_REAL},
	{"bool", "-bool", VOUCH_PLIST_BOOLEAN},
	{"array", "-array", VOUCH_PLIST_ARRAY},
	{"dict", "-dictionary", VOUCH_PLIST_DICT},
};

static void put(struct call *call, const struct place *place, struct vouch_plist *value)
{
	size_t count = vouch_plist_count(place->holder);
	int64_t index = (int64_t)count;

	call->changed = true;
	if (vouch_plist_kind(place->holder) == VOUCH_PLIST_DICT) {
		vouch_plist_set(place->holder, place->last, value);
		return;
	}
	(void)vouch_text_number(place->last, &index);
	if (index < 0 || (size_t)index >= count)
		vouch_plist_append(place->holder, value);
	else
		vouch_plist_insert_item(place->holder, (size_t)index, value);
}

static int add(struct call *call, const char *at)
{
	struct vouch_arena *arena = &call->mac->arena;
	const char *entry = take_word(arena, &at), *type = take_word(arena, &at);
	const char *text = take_rest(arena, at);
	struct vouch_plist *value = NULL;
	struct place place;
	size_t i;

	for (i = 0; i < sizeof types / sizeof *types && !value; i++)
		if (strcmp(types[i].word, type) == 0)
			value = simmac_plutil_value(types[i].option, text);
	if (!value) {
		fprintf(stderr, "Unrecognized Type: %s\n", type);
		return 1;
	}
	place = find_place(call, entry, true);
	/* Into a list: before what stands at that place. */
	if (place.last && (vouch_plist_kind(place.holder) == VOUCH_PLIST_ARRAY ||
				  (vouch_plist_kind(place.holder) == VOUCH_PLIST_DICT &&
					  !step(place.holder, place.last)))) {
		put(call, &place, value);
		return 0;
	}
	vouch_plist_free(value);
	if (value_at(call, &place))
		fprintf(stderr, "Add: \"%s\" Entry Already Exists\n", entry);
	else
		fprintf(stderr, "Add: Can't Add Entry, \"%s\", to Parent\n", entry);
	return 1;
}

/* The type stays. */
static int set(struct call *call, const char *at)
{
	struct vouch_arena *arena = &call->mac->arena;
	const char *entry = take_word(arena, &at), *text = take_rest(arena, at);
	struct place place = find_place(call, entry, false);
	enum vouch_plist_kind kind = vouch_plist_kind(value_at(call, &place));
	struct vouch_plist *value = NULL;
	int64_t index;
	size_t i;

	if (kind == VOUCH_PLIST_OTHER)
		return complain("Set", entry, "Does Not Exist");
	for (i = 0; i < sizeof types / sizeof *types; i++)
		if (types[i].kind == kind && kind != VOUCH_PLIST_ARRAY && kind != VOUCH_PLIST_DICT)
			value = simmac_plutil_value(types[i].option, text);
	if (!value || !place.last) {
		vouch_plist_free(value);
		if (kind == VOUCH_PLIST_DICT || kind == VOUCH_PLIST_ARRAY)
			fprintf(stderr, "Set: Cannot Perform Set On Containers\n");
		else
			fprintf(stderr, "Unrecognized Format: %s\n", text);
		return 1;
	}
	call->changed = true;
	if (vouch_plist_kind(place.holder) == VOUCH_PLIST_DICT)
		vouch_plist_set(place.holder, place.last, value);
	else if (vouch_text_number(place.last, &index))
		vouch_plist_replace_item(place.holder, (size_t)index, value);
	return 0;
}

static int delete (struct call *call, const char *at)
{
	const char *entry = take_word(&call->mac->arena, &at);
	struct place place = find_place(call, entry, false);
	int64_t index;

	if (!place.last || !value_at(call, &place))
		return complain("Delete", entry, "Does Not Exist");
	call->changed = true;
	if (vouch_plist_kind(place.holder) == VOUCH_PLIST_DICT)
		vouch_plist_remove(place.holder, place.last);
	else if (vouch_text_number(place.last, &index))
		vouch_plist_remove_item(place.holder, (size_t)index);
	return 0;
}

static int nothing(struct call *call, const char *at)
{
	(void)call;
	(void)at;
	return 0; /* every call saves what it changed */
}

static int run_command(struct call *call, const char *line)
{
	static const struct {
		const char *word;
		int (*run)(struct call *call, const char *at);
	} commands[] = {{"Print", print}, {"Set", set}, {"Add", add}, {"Delete", delete},
		{"Save", nothing}};
	const char *word = take_word(&call->mac->arena, &line);
	size_t i;

	for (i = 0; i < sizeof commands / sizeof *commands; i++)
		if (strcasecmp(commands[i].word, word) == 0)
			return commands[i].run(call, line);
	fprintf(stderr,
		"PlistBuddy: %s: the simulated Mac's knows Print, Set, Add, Delete and Save\n",
		word);
	return 1;
}

static int load(struct call *call, const char *file)
{
	struct vouch_bytes bytes;

	call->path = simmac_list_path(call->mac, file);
	if (!simmac_list_may_open(call->mac, call->path)) {
		fprintf(stderr, "Error Reading File: %s\n", file);
		return 1;
	}
	if (access(call->path, F_OK) < 0) {
		printf("File Doesn't Exist, Will Create: %s\n", file);
		call->list = vouch_plist_new_dict();
		return 0;
	}
	if (simmac_list_read_bytes(call->mac, call->path, &bytes) == 0)
		call->list = simmac_list_parse(&bytes, &call->form, &call->mac->err);
	if (!call->list) {
		fprintf(stderr, "Error Reading File: %s\n", file);
		return 1;
	}
	return 0;
}

static int save(struct call *call, const char *file)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};

	simmac_list_write(&call->mac->arena, call->list, call->form, &bytes);
	if (simmac_list_save(call->mac, call->path, bytes.bytes, bytes.length) == 0)
		return 0;
	fprintf(stderr, "Error Writing File: %s\n", file);
	return 1;
}

static int usage(void)
{
	fputs("Usage: PlistBuddy [-cxh] <file.plist>\n"
	      "    -c \"<command>\" execute command, otherwise run in interactive mode\n"
	      "    -x output will be in the form of an xml plist where appropriate\n"
	      "    -h print the complete help info, with command guide\n",
		stderr);
	return 1;
}

int simmac_plistbuddy(struct simmac_mac *mac, int argc, char **argv)
{
	struct call call = {.mac = mac, .form = SIMMAC_LIST_XML};
	const char **lines = vouch_arena_alloc_array(&mac->arena, (size_t)argc + 1, sizeof *lines);
	size_t count = 0, i;
	int option, status = 0;

	opterr = 0;
	while ((option = getopt(argc, argv, "c:xh")) != -1) {
		if (option == 'c')
			lines[count++] = optarg;
		else if (option == 'x')
			call.xml = true;
		else
			return usage();
	}
	if (optind + 1 != argc || count == 0)
		return usage();
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	status = load(&call, argv[optind]);
	for (i = 0; call.list && i < count; i++)
		status |= run_command(&call, lines[i]);
	if (call.changed)
		status |= save(&call, argv[optind]);
	vouch_plist_free(call.list);
	return status;
}
