/* tool_nvram.c – nvram: variables of the firmware, kept in a property list. */
#include <stdio.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "list_file.h"
#include "tools.h"

static struct vouch_plist *load(struct simmac_mac *mac)
{
	struct vouch_plist *list = NULL;
	struct vouch_bytes bytes;
	enum simmac_list_form form;

	if (simmac_list_read_bytes(mac, simmac_mac_store(mac, "nvram.plist"), &bytes) == 0)
		list = simmac_list_parse(&bytes, &form, &mac->err);
	if (list && vouch_plist_kind(list) != VOUCH_PLIST_DICT)
		vouch_plist_release(&list);
	if (list)
		return list;
	/* What Setup Assistant leaves on every Mac. */
	list = vouch_plist_new_dict();
	vouch_plist_set(list, "prev-lang:kbd", vouch_plist_new_string("en-US:0"));
	return list;
}

static int save(struct simmac_mac *mac, const struct vouch_plist *list)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};

	vouch_plist_write_binary(list, &bytes);
	return simmac_mac_replace(
		mac, simmac_mac_store(mac, "nvram.plist"), 0600, bytes.bytes, bytes.length);
}

static int not_found(const char *what, const char *name)
{
	fprintf(stderr, "nvram: Error %s variable - '%s': (iokit/common) data was not found\n",
		what, name);
	return 1;
}

static int print(void *self, const char *name, struct vouch_plist *value)
{
	struct simmac_mac *mac = self;
	const char *text = vouch_plist_string(&mac->arena, value);

	printf("%s\t%s\n", name, text ? text : "");
	return 0;
}

static int change(struct simmac_mac *mac, struct vouch_plist *list, const char *name,
	const char *value, bool removes)
{
	if (!simmac_mac_is_root(mac)) {
		fprintf(stderr,
			"nvram: Error setting variable - '%s': (iokit/common) not permitted\n",
			name);
		return 1;
	}
	if (!vouch_text_is_utf8(name, strlen(name)) ||
		(value && !vouch_text_is_utf8(value, strlen(value))) || !*name) {
		fprintf(stderr,
			"nvram: Error setting variable - '%s': (iokit/common) invalid argument\n",
			name);
		return 1;
	}
	if (removes && !vouch_plist_get(list, name))
		return not_found("deleting", name);
	if (removes)
		vouch_plist_remove(list, name);
	else
		vouch_plist_set(list, name, vouch_plist_new_string(value));
	return save(mac, list) < 0 ? simmac_mac_failed(mac) : 0;
}

static int one(struct simmac_mac *mac, struct vouch_plist *list, const char *word)
{
	const char *equals = strchr(word, '=');
	const char *value;

	if (equals)
		return change(mac, list,
			vouch_arena_text_n(&mac->arena, word, (size_t)(equals - word)), equals + 1,
			false);
	value = vouch_plist_string(&mac->arena, vouch_plist_get(list, word));
	if (!value)
		return not_found("getting", word);
	printf("%s\t%s\n", word, value);
	return 0;
}

static int usage(void)
{
	fputs("usage: nvram [-p] [-d name] [name[=value] ...]\n", stderr);
	return 1;
}

int simmac_nvram(struct simmac_mac *mac, int argc, char **argv)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = NULL;
	int i, status = 0;

	if (argc < 2)
		return usage();
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	list = load(mac);
	for (i = 1; i < argc && status == 0; i++) {
		if (strcmp(argv[i], "-p") == 0)
			status = vouch_plist_each(list, print, mac);
		else if (strcmp(argv[i], "-d") == 0 && i + 1 < argc)
			status = change(mac, list, argv[++i], NULL, true);
		else if (argv[i][0] == '-')
			status = usage();
		else
			status = one(mac, list, argv[i]);
	}
	return status;
}
