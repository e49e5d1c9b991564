/* tool_defaults.c – defaults: reads and writes the preferences of the caller, and any list by its
 * path.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "defaults.h"
#include "old_style.h"
#include "tools.h"

enum { USAGE_FAILED = 255 };

static int usage(void)
{
	fputs("Command line interface to a user's defaults.\n"
	      "Syntax:\n\n"
	      "'defaults' [-currentHost | -host <hostname>] followed by one of the following:\n\n"
	      "  read                                 shows all defaults\n"
	      "  read <domain>                        shows defaults for given domain\n"
	      "  read <domain> <key>                  shows defaults for given domain, key\n\n"
	      "  read-type <domain> <key>             shows the type for the given domain, key\n\n"
	      "  write <domain> <domain_rep>          writes domain (overwrites existing)\n"
	      "  write <domain> <key> <value>         writes key for domain\n\n"
	      "  rename <domain> <old_key> <new_key>  renames old_key to new_key\n\n"
	      "  delete <domain>                      deletes domain\n"
	      "  delete <domain> <key>                deletes key in domain\n\n"
	      "  import <domain> <path to plist>      writes the plist at path to domain\n"
	      "  export <domain> <path to plist>      saves domain as a binary plist to path\n"
	      "  domains                              lists all domains\n"
	      "  help                                 print this help\n",
		stderr);
	return USAGE_FAILED;
}

static int missing_domain(const struct simmac_defaults *call)
{
	return simmac_defaults_fail("\nDomain %s does not exist", call->domain);
}

static int missing_pair(const struct simmac_defaults *call)
{
	return simmac_defaults_fail("\nThe domain/default pair of (%s, %s) does not exist",
		call->domain, call->words[0]);
}

static int read_defaults(struct simmac_defaults *call)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf out = {0};
	int there = simmac_defaults_load(call);
	const struct vouch_plist *node = call->list;
	const char *text;

	if (there < 1)
		return call->count > 0 ? missing_pair(call) : missing_domain(call);
	if (call->count > 0)
		node = vouch_plist_get(call->list, call->words[0]);
	if (!node)
		return missing_pair(call);
	text = vouch_plist_string(&call->mac->arena, node);
	if (text)
		vouch_buf_text(&out, text);
	else
		simmac_old_style(&call->mac->arena, &out, node, 0);
	text = vouch_buf_get(&out);
	/* A number alone stands without quotes. */
	if (text[0] == '"' && vouch_plist_kind(node) != VOUCH_PLIST_STRING)
		printf("%.*s\n", (int)strlen(text) - 2, text + 1);
	else
		printf("%s\n", text);
	return 0;
}

static int read_type(struct simmac_defaults *call)
{
	static const char *const names[] = {[VOUCH_PLIST_OTHER] = "unknown",
		[VOUCH_PLIST_DICT] = "dictionary",
		[VOUCH_PLIST_ARRAY] = "array",
		[VOUCH_PLIST_STRING] = "string",
		[VOUCH_PLIST_INTEGER] = "integer",
		[VOUCH_PLIST_REAL] = "float",
		[VOUCH_PLIST_BOOLEAN] = "boolean",
		[VOUCH_PLIST_DATA] = "data",
		[VOUCH_PLIST_DATE] = "date"};
	const struct vouch_plist *node;

	if (simmac_defaults_load(call) < 1 || !(node = vouch_plist_get(call->list, call->words[0])))
		return missing_pair(call);
	printf("Type is %s\n", names[vouch_plist_kind(node)]);
	return 0;
}

/* A whole domain from its text. */
static int write_domain(struct simmac_defaults *call)
{
	struct vouch_plist *list = simmac_old_style_parse(call->words[0]);

	if (!list && call->words[0][0] == '<')
		(void)vouch_plist_parse(
			call->words[0], strlen(call->words[0]), SIMMAC_LIST_MAX, &list, NULL);
	if (vouch_plist_kind(list) != VOUCH_PLIST_DICT) {
		vouch_plist_free(list);
		return simmac_defaults_fail("\nRep argument is not a dictionary\n"
					    "Defaults have not been changed.");
	}
	vouch_plist_free(call->list);
	call->list = list;
	return simmac_defaults_save(call);
}

/* The domain, empty where it is not there. False: it is there, but no list. */
static bool load_or_make(struct simmac_defaults *call)
{
	int there = simmac_defaults_load(call);

	if (there == 0)
		call->list = vouch_plist_new_dict();
	return there >= 0;
}

static int write_defaults(struct simmac_defaults *call)
{
	if (!load_or_make(call))
		return simmac_defaults_fail("\nCould not write domain %s; exiting", call->domain);
	if (call->count == 1)
		return write_domain(call);
	return simmac_defaults_write(call) ? simmac_defaults_save(call) : 1;
}

static int not_found(const struct simmac_defaults *call)
{
	return simmac_defaults_fail(
		"\nDomain (%s) not found.\nDefaults have not been changed.", call->domain);
}

static int delete_defaults(struct simmac_defaults *call)
{
	if (simmac_defaults_load(call) < 1)
		return not_found(call);
	if (call->count == 0) {
		if (!simmac_list_may_open(call->mac, call->path))
			return not_found(call);
		if (!call->mac->pretends && unlink(call->path) == 0)
			simmac_mac_changed(call->mac, "removed", call->path);
		return 0;
	}
	if (!vouch_plist_get(call->list, call->words[0]))
		return not_found(call);
	vouch_plist_remove(call->list, call->words[0]);
	return simmac_defaults_save(call);
}

static int rename_key(struct simmac_defaults *call)
{
	const struct vouch_plist *old;

	if (simmac_defaults_load(call) < 1)
		return not_found(call);
	old = vouch_plist_get(call->list, call->words[0]);
	if (!old)
		return simmac_defaults_fail(
			"\nKey %s does not exist in domain %s; leaving defaults "
			"unchanged",
			call->words[0], call->domain);
	vouch_plist_set(call->list, call->words[1], vouch_plist_copy(old));
	vouch_plist_remove(call->list, call->words[0]);
	return simmac_defaults_save(call);
}

static int export_domain(struct simmac_defaults *call)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf out = {0};
	bool to_stdout = strcmp(call->words[0], "-") == 0;

	if (!load_or_make(call))
		return missing_domain(call);
	simmac_list_write(&call->mac->arena, call->list,
		to_stdout ? SIMMAC_LIST_XML : SIMMAC_LIST_BINARY, &out);
	if (to_stdout) {
		(void)fwrite(vouch_buf_get(&out), 1, out.length, stdout);
		return 0;
	}
	if (simmac_list_save(call->mac, simmac_list_path(call->mac, call->words[0]), out.bytes,
		    out.length) < 0)
		return simmac_defaults_fail("\nCould not write to %s", call->words[0]);
	return 0;
}

static int import_domain(struct simmac_defaults *call)
{
	struct vouch_bytes bytes;
	enum simmac_list_form form;
	int r;

	if (strcmp(call->words[0], "-") == 0) {
		simmac_mac_unlock(call->mac); /* whoever writes it may want the Mac, too */
		r = vouch_file_read_fd(
			&call->mac->arena, STDIN_FILENO, SIMMAC_LIST_MAX, &bytes, &call->mac->err);
		if (r == 0)
			simmac_heard_add(&call->mac->heard, bytes.data, bytes.length);
		if (simmac_mac_lock(call->mac, SIMMAC_CHANGE) < 0)
			return simmac_mac_failed(call->mac);
	} else {
		r = simmac_list_read_bytes(
			call->mac, simmac_list_path(call->mac, call->words[0]), &bytes);
	}
	if (r == 0)
		call->list = simmac_list_parse(&bytes, &form, &call->mac->err);
	if (vouch_plist_kind(call->list) != VOUCH_PLIST_DICT)
		return simmac_defaults_fail(
			"\nCould not read a property list from %s", call->words[0]);
	return simmac_defaults_save(call);
}

static int by_name(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

static int list_domains(struct simmac_defaults *call)
{
	VOUCH_CLEANUP(vouch_dir_close) DIR *dir = opendir(simmac_defaults_folder(call));
	struct {
		const char **items;
		size_t count, room;
	} names = {0};
	struct dirent *entry;
	size_t i;

	while (dir && (entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.' && vouch_text_ends(entry->d_name, ".plist"))
			*VOUCH_PUSH(&call->mac->arena, &names) = vouch_arena_text_n(
				&call->mac->arena, entry->d_name, strlen(entry->d_name) - 6);
	if (names.count > 0)
		qsort(names.items, names.count, sizeof *names.items, by_name);
	for (i = 0; i < names.count; i++)
		printf("%s%s", i ? ", " : "", names.items[i]);
	printf("\n");
	return 0;
}

static const struct verb {
	const char *name;
	int least, most; /* words behind the domain; without a domain: -1 */
	int (*run)(struct simmac_defaults *call);
} verbs[] = {
	{"read", 0, 1, read_defaults},
	{"read-type", 1, 1, read_type},
	{"write", 1, INT16_MAX, write_defaults},
	{"delete", 0, 1, delete_defaults},
	{"remove", 0, 1, delete_defaults},
	{"rename", 2, 2, rename_key},
	{"export", 1, 1, export_domain},
	{"import", 1, 1, import_domain},
	{"domains", -1, -1, list_domains},
};

static int run(struct simmac_defaults *call, const struct verb *verb, int argc, char **argv)
{
	int status;

	if (verb->most >= 0) {
		if (argc < verb->least + 1 || argc > verb->most + 1)
			return usage();
		simmac_defaults_domain(call, argv[0]);
		call->words = argv + 1;
		call->count = argc - 1;
	} else if (argc > 0) {
		return usage();
	}
	if (simmac_mac_lock(call->mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(call->mac);
	status = verb->run(call);
	vouch_plist_free(call->list);
	return status;
}

int simmac_defaults(struct simmac_mac *mac, int argc, char **argv)
{
	struct simmac_defaults call = {.mac = mac};
	size_t v;
	int i = 1;

	if (i < argc && strcmp(argv[i], "-currentHost") == 0) {
		call.host = true;
		i++;
	} else if (i + 1 < argc && strcmp(argv[i], "-host") == 0) {
		return simmac_defaults_fail("\nthe simulated Mac has no other host than itself");
	}
	if (i < argc && strcmp(argv[i], "help") == 0) {
		(void)usage();
		return 0;
	}
	for (v = 0; i < argc && v < sizeof verbs / sizeof *verbs; v++)
		if (strcmp(verbs[v].name, argv[i]) == 0)
			return run(&call, &verbs[v], argc - i - 1, argv + i + 1);
	return usage();
}
