/* tool_plutil.c – plutil: checks, converts, prints, reads and changes property lists. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

#include "plutil.h"
#include "tools.h"

static int usage(void)
{
	fputs("plutil: [command_option] [other_options] file...\n"
	      "The file '-' means stdin\n"
	      "Command options are (-lint is the default):\n"
	      " -help                         show this message and exit\n"
	      " -lint                         check the property list files for syntax errors\n"
	      " -convert fmt                  rewrite property list files in format\n"
	      "                               fmt is one of: xml1 binary1 json\n"
	      " -insert keypath -type value [-append]\n"
	      " -replace keypath -type value\n"
	      " -remove keypath\n"
	      " -extract keypath fmt [-expect type]\n"
	      "                               fmt is one of: xml1 binary1 json raw\n"
	      " -type keypath [-expect type]\n"
	      " -create fmt\n"
	      " -p                            print property list in a human-readable fashion\n"
	      "Additional options:\n"
	      " -o path  -e extension  -s  -r  -n  --\n",
		stderr);
	return 1;
}

/* How many words follow each command. */
static const struct {
	const char *verb;
	int words;
} verbs[] = {{"-lint", 0}, {"-convert", 1}, {"-insert", 2}, {"-replace", 2}, {"-remove", 1},
	{"-extract", 2}, {"-type", 1}, {"-create", 1}, {"-p", 0}};

static bool form_of(const char *format, enum simmac_list_form *out)
{
	static const struct {
		const char *name;
		enum simmac_list_form form;
	} names[] = {{"xml1", SIMMAC_LIST_XML}, {"binary1", SIMMAC_LIST_BINARY},
		{"json", SIMMAC_LIST_JSON}};
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].name, format) == 0) {
			*out = names[i].form;
			return true;
		}
	return false;
}

/* The words behind the command. Returns how many, or -1. */
static int take_verb(struct simmac_plutil *call, char **argv, int left)
{
	size_t i;

	for (i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(verbs[i].verb, argv[0]) == 0)
			break;
	if (i == sizeof verbs / sizeof *verbs || left <= verbs[i].words)
		return -1;
	call->verb = verbs[i].verb;
	if (strcmp(call->verb, "-convert") == 0 || strcmp(call->verb, "-create") == 0)
		call->format = argv[1];
	else if (verbs[i].words > 0)
		call->keypath = argv[1];
	if (strcmp(call->verb, "-extract") == 0)
		call->format = argv[2];
	if (strcmp(call->verb, "-insert") != 0 && strcmp(call->verb, "-replace") != 0)
		return verbs[i].words;
	call->type = argv[2];
	if (strcmp(call->type, "-array") == 0 || strcmp(call->type, "-dictionary") == 0)
		return 2;
	if (left < 4)
		return -1;
	call->value = argv[3];
	return 3;
}

static char stdin_name[] = "-";

static bool take_options(struct simmac_plutil *call, int argc, char **argv)
{
	int i;

	call->verb = NULL;
	for (i = 1; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
		int words;

		if (strcmp(argv[i], "--") == 0) {
			i++;
			break;
		}
		if (strcmp(argv[i], "-s") == 0)
			call->silent = true;
		else if (strcmp(argv[i], "-r") == 0)
			call->readable = true;
		else if (strcmp(argv[i], "-n") == 0)
			call->bare = true;
		else if (strcmp(argv[i], "-append") == 0)
			call->appends = true;
		else if (strcmp(argv[i], "-o") == 0 && i + 1 < argc)
			call->output = argv[++i];
		else if (strcmp(argv[i], "-e") == 0 && i + 1 < argc)
			call->suffix = argv[++i];
		else if (strcmp(argv[i], "-expect") == 0 && i + 1 < argc)
			call->expect = argv[++i];
		else if (!call->verb && (words = take_verb(call, argv + i, argc - i)) >= 0)
			i += words;
		else
			return false;
	}
	/* Options may stand behind the file, too: -convert xml1 FILE -o - */
	call->files = argv + i;
	for (; i < argc; i++) {
		if (strcmp(argv[i], "-o") == 0 && i + 1 < argc)
			call->output = argv[++i];
		else if (strcmp(argv[i], "-e") == 0 && i + 1 < argc)
			call->suffix = argv[++i];
		else
			call->files[call->count++] =
				strcmp(argv[i], "/dev/stdin") == 0 ? stdin_name : argv[i];
	}
	if (!call->verb)
		call->verb = "-lint";
	return true;
}

static int complain(const char *file, const char *what)
{
	fprintf(stderr, "%s: %s\n", strcmp(file, "-") == 0 ? "<stdin>" : file, what);
	return 1;
}

static int read_input(struct simmac_plutil *call, const char *file, struct vouch_bytes *out)
{
	if (strcmp(file, "-") != 0)
		return simmac_list_read_bytes(call->mac, simmac_list_path(call->mac, file), out);
	if (vouch_file_read_fd(
		    &call->mac->arena, STDIN_FILENO, SIMMAC_LIST_MAX, out, &call->mac->err) < 0)
		return -1;
	simmac_heard_add(&call->mac->heard, out->data, out->length);
	return 0;
}

/* To -o, to the file with another suffix, or over the file itself; standard output for standard
 * input and for what is read alone. */
static int write_output(
	struct simmac_plutil *call, const char *file, struct vouch_buf *bytes, bool to_stdout)
{
	const char *path = call->output ? call->output : to_stdout ? "-" : file;

	if (call->suffix && !call->output) {
		const char *point = strrchr(file, '.');
		const char *slash = strrchr(file, '/');
		int length = (int)(point && (!slash || point > slash) ? (size_t)(point - file)
								      : strlen(file));

		path = vouch_arena_printf(&call->mac->arena, "%.*s.%s", length, file, call->suffix);
	}
	if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0) {
		simmac_mac_unlock(call->mac); /* whoever reads may want the Mac, too */
		(void)fwrite(vouch_buf_get(bytes), 1, bytes->length, stdout);
		return 0;
	}
	if (call->mac->lock < 0 && simmac_mac_lock(call->mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(call->mac);
	if (simmac_list_save(call->mac, simmac_list_path(call->mac, path), vouch_buf_get(bytes),
		    bytes->length) < 0)
		return complain(path, "The file could not be written.");
	return 0;
}

static int write_list(struct simmac_plutil *call, const char *file, const struct vouch_plist *node,
	enum simmac_list_form form, bool to_stdout)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf out = {0};

	if (form != SIMMAC_LIST_JSON)
		simmac_list_write(&call->mac->arena, node, form, &out);
	else if (!simmac_json_write(&call->mac->arena, node,
			 call->readable ? SIMMAC_JSON_READABLE : SIMMAC_JSON_COMPACT, &out))
		return complain(file, "Invalid object in plist for destination format");
	return write_output(call, file, &out, to_stdout);
}

static int extract(struct simmac_plutil *call, const char *file, struct vouch_plist *list)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf out = {0};
	const struct vouch_plist *node = simmac_plutil_find(&call->mac->arena, list, call->keypath);
	bool type = strcmp(call->verb, "-type") == 0;
	enum simmac_list_form form;

	if (!node)
		return complain(file,
			vouch_arena_printf(&call->mac->arena,
				"Could not extract value, error: No value at that key path or "
				"invalid key path: %s",
				call->keypath));
	if (call->expect && strcmp(call->expect, simmac_plutil_type(node)) != 0)
		return complain(file,
			vouch_arena_printf(&call->mac->arena,
				"Could not extract value, error: Value at %s expected to be %s but "
				"is %s",
				call->keypath, call->expect, simmac_plutil_type(node)));
	if (!type && form_of(call->format, &form))
		return write_list(call, file, node, form, strcmp(file, "-") == 0);
	if (type)
		vouch_buf_text(&out, simmac_plutil_type(node));
	else
		simmac_plutil_raw(&call->mac->arena, &out, node);
	if (!call->bare)
		vouch_buf_text(&out, "\n");
	return write_output(call, file, &out, true);
}

static int run_on(struct simmac_plutil *call, const char *file, struct vouch_plist **list,
	enum simmac_list_form form)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf out = {0};
	bool from_stdin = strcmp(file, "-") == 0;

	if (strcmp(call->verb, "-lint") == 0) {
		if (!call->silent)
			printf("%s: OK\n", from_stdin ? "<stdin>" : file);
		return 0;
	}
	if (strcmp(call->verb, "-p") == 0) {
		simmac_plutil_print(&call->mac->arena, &out, *list, 0);
		vouch_buf_text(&out, "\n");
		return write_output(call, file, &out, true);
	}
	if (strcmp(call->verb, "-convert") == 0) {
		(void)form_of(call->format, &form);
		return write_list(call, file, *list, form, from_stdin);
	}
	if (strcmp(call->verb, "-extract") == 0 || strcmp(call->verb, "-type") == 0)
		return extract(call, file, *list);
	if (!simmac_plutil_edit(call, list))
		return 1;
	return write_list(call, file, *list, form, from_stdin);
}

static int run_file(struct simmac_plutil *call, const char *file)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = NULL;
	struct vouch_bytes bytes;
	enum simmac_list_form form = SIMMAC_LIST_XML;

	if (strcmp(call->verb, "-create") == 0) {
		list = vouch_plist_new_dict();
		(void)form_of(call->format, &form);
		return write_list(call, file, list, form, false);
	}
	/* Held from here to the end of the change, but not while standard input is awaited. */
	if (strcmp(file, "-") != 0 && call->mac->lock < 0 &&
		simmac_mac_lock(call->mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(call->mac);
	if (read_input(call, file, &bytes) < 0)
		return complain(
			file, "file does not exist or is not readable or is not a regular file");
	list = simmac_list_parse(&bytes, &form, &call->mac->err);
	if (!list)
		return complain(file, vouch_arena_printf(&call->mac->arena,
					      "Property List error: %s / JSON error: not JSON",
					      call->mac->err.msg));
	return run_on(call, file, &list, form);
}

/* Is every word of the call one that plutil knows? */
static bool makes_sense(const struct simmac_plutil *call)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *value = NULL;
	enum simmac_list_form form;

	if (call->type) {
		value = simmac_plutil_value(call->type, call->value);
		if (!value)
			fprintf(stderr, "Invalid value or type: %s %s\n", call->type,
				call->value ? call->value : "");
		return value != NULL;
	}
	if (call->format && !form_of(call->format, &form) &&
		!(strcmp(call->verb, "-extract") == 0 && strcmp(call->format, "raw") == 0)) {
		fprintf(stderr, "Unknown format specifier: %s\n", call->format);
		return false;
	}
	return true;
}

int simmac_plutil(struct simmac_mac *mac, int argc, char **argv)
{
	struct simmac_plutil call = {.mac = mac};
	int i, status = 0;

	if (argc == 2 && strcmp(argv[1], "-help") == 0)
		return usage() - 1;
	if (argc < 2 || !take_options(&call, argc, argv))
		return usage();
	if (call.count == 0) {
		fprintf(stderr, "No files specified.\n");
		return usage();
	}
	if (!makes_sense(&call))
		return 1;
	for (i = 0; i < call.count; i++) {
		status |= run_file(&call, call.files[i]);
		simmac_mac_unlock(mac);
	}
	return status;
}
