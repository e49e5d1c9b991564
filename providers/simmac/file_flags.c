/* file_flags.c – flags of files in a property list of the store. */
#include "file_flags.h"

#include <stdlib.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/plist.h"
#include "vouch/base/text.h"

#include "list_file.h"

/* <sys/stat.h> of a Mac. */
static const struct {
	const char *words[4]; /* the first is how it is told */
	uint32_t bit;
} flags_known[] = {
	{{"uappnd", "uappend"}, 0x4},
	{{"uchg", "uchange", "uimmutable"}, 0x2},
	{{"nodump"}, 0x1},
	{{"opaque"}, 0x8},
	{{"hidden"}, 0x8000},
	{{"arch", "archived"}, 0x10000},
	{{"schg", "schange", "simmutable"}, 0x20000},
	{{"sappnd", "sappend"}, 0x40000},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

uint32_t simmac_file_flags_word(const char *word, bool *off)
{
	size_t i, n, way;

	for (way = 0; way < 2; way++) {
		const char *bare = way == 0 ? word : word + strlen("no");

		if (way == 1 && !vouch_text_starts(word, "no"))
			break;
		for (i = 0; i < COUNT(flags_known); i++)
			for (n = 0; n < 4 && flags_known[i].words[n]; n++)
				if (strcmp(flags_known[i].words[n], bare) == 0) {
					*off = way == 1;
					return flags_known[i].bit;
				}
	}
	/* "dump" is the one whose word without "no" takes it off. */
	*off = strcmp(word, "dump") == 0;
	return *off ? 0x1 : 0;
}

const char *simmac_file_flags_text(struct vouch_arena *arena, uint32_t flags)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < COUNT(flags_known); i++)
		if (flags & flags_known[i].bit)
			text = vouch_arena_printf(
				arena, "%s%s%s", text, *text ? "," : "", flags_known[i].words[0]);
	return *text ? text : "-";
}

static struct vouch_plist *load(struct simmac_mac *mac)
{
	struct vouch_plist *list = NULL;
	struct vouch_bytes bytes;
	enum simmac_list_form form;

	if (simmac_list_read_bytes(mac, simmac_mac_store(mac, "flags.plist"), &bytes) == 0)
		list = simmac_list_parse(&bytes, &form, &mac->err);
	if (list && vouch_plist_kind(list) != VOUCH_PLIST_DICT)
		vouch_plist_release(&list);
	return list ? list : vouch_plist_new_dict();
}

/* As seen from within the Mac, so that it is one whether the Mac is entered or not. */
static const char *key_of(struct simmac_mac *mac, const char *path)
{
	VOUCH_CLEANUP(vouch_pointer_free) char *whole = realpath(path, NULL);
	const char *key = whole ? whole : path;

	if (strcmp(mac->root, "/") != 0 && vouch_text_starts(key, mac->root) &&
		key[strlen(mac->root)] == '/')
		key += strlen(mac->root);
	return vouch_arena_text(&mac->arena, key);
}

uint32_t simmac_file_flags_get(struct simmac_mac *mac, const char *path, const struct stat *status)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = load(mac);
	const struct vouch_plist *entry = vouch_plist_get(list, key_of(mac, path));
	int64_t number = 0, flags = 0;

	if (!vouch_plist_integer(vouch_plist_item(entry, 0), &number) ||
		!vouch_plist_integer(vouch_plist_item(entry, 1), &flags) ||
		number != (int64_t)status->st_ino)
		return 0;
	return (uint32_t)flags;
}

int simmac_file_flags_set(
	struct simmac_mac *mac, const char *path, const struct stat *status, uint32_t flags)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = load(mac);
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};
	const char *key = key_of(mac, path);

	if (!vouch_text_is_utf8(key, strlen(key)))
		return vouch_err_set(&mac->err, VOUCH_E_SYSTEM, "%s: not UTF-8", path);
	if (flags == 0) {
		if (!vouch_plist_get(list, key))
			return 0;
		vouch_plist_remove(list, key);
	} else {
		struct vouch_plist *entry = vouch_plist_new_array();

		vouch_plist_append(entry, vouch_plist_new_integer((int64_t)status->st_ino));
		vouch_plist_append(entry, vouch_plist_new_integer((int64_t)flags));
		vouch_plist_set(list, key, entry);
	}
	vouch_plist_write_binary(list, &bytes);
	return simmac_mac_replace(
		mac, simmac_mac_store(mac, "flags.plist"), 0600, bytes.bytes, bytes.length);
}
