/* computer_name.c – reads and writes the names of a Mac in its network preferences. */
#include "computer_name.h"

#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/plist.h"
#include "vouch/base/text.h"

#include "list_file.h"

enum { DEPTH = 3, NAME_MAX_LENGTH = 255, LABEL_MAX_LENGTH = 63 };

static const struct {
	const char *word;
	const char *keys[DEPTH + 1];
} places[] = {
	[SIMMAC_COMPUTER_NAME] = {"ComputerName", {"System", "System", "ComputerName"}},
	[SIMMAC_LOCAL_HOST_NAME] = {"LocalHostName",
		{"System", "Network", "HostNames", "LocalHostName"}},
	[SIMMAC_HOST_NAME] = {"HostName", {"System", "System", "HostName"}},
};

static const char file[] = "Library/Preferences/SystemConfiguration/preferences.plist";

bool simmac_computer_name_find(const char *word, enum simmac_computer_name *out)
{
	size_t i;

	for (i = 0; i < sizeof places / sizeof *places; i++)
		if (strcmp(places[i].word, word) == 0) {
			*out = (enum simmac_computer_name)i;
			return true;
		}
	return false;
}

/* NULL: not there, or no dictionary. */
static struct vouch_plist *load(struct simmac_mac *mac)
{
	struct vouch_plist *list;
	struct vouch_bytes bytes;
	enum simmac_list_form form;

	if (simmac_list_read_bytes(mac, simmac_mac_path(mac, file), &bytes) < 0)
		return NULL;
	list = simmac_list_parse(&bytes, &form, &mac->err);
	if (list && vouch_plist_kind(list) != VOUCH_PLIST_DICT)
		vouch_plist_release(&list);
	return list;
}

const char *simmac_computer_name_get(struct simmac_mac *mac, enum simmac_computer_name which)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = load(mac);
	const struct vouch_plist *node = list;
	const char *name;
	size_t i;

	for (i = 0; i <= DEPTH && places[which].keys[i]; i++)
		node = vouch_plist_get(node, places[which].keys[i]);
	name = vouch_plist_string(&mac->arena, node);
	if (!name && !list && which != SIMMAC_HOST_NAME)
		name = mac->settings.hostname;
	return name;
}

const char *simmac_computer_name_of_kernel(struct simmac_mac *mac)
{
	const char *name = simmac_computer_name_get(mac, SIMMAC_HOST_NAME);

	if (name)
		return name;
	name = simmac_computer_name_get(mac, SIMMAC_LOCAL_HOST_NAME);
	if (!name)
		return "localhost";
	return strchr(name, '.') ? name : vouch_arena_printf(&mac->arena, "%s.local", name);
}

static struct vouch_plist *dict_below(struct vouch_plist *dict, const char *key)
{
	if (vouch_plist_kind(vouch_plist_get(dict, key)) != VOUCH_PLIST_DICT)
		vouch_plist_set(dict, key, vouch_plist_new_dict());
	return vouch_plist_get(dict, key);
}

int simmac_computer_name_set(
	struct simmac_mac *mac, enum simmac_computer_name which, const char *name)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = load(mac);
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};
	const char *path = simmac_mac_path(mac, file);
	struct vouch_plist *node;
	size_t i;

	if (!list)
		list = vouch_plist_new_dict();
	node = list;
	for (i = 0; i < DEPTH && places[which].keys[i + 1]; i++)
		node = dict_below(node, places[which].keys[i]);
	if (name)
		vouch_plist_set(node, places[which].keys[i], vouch_plist_new_string(name));
	else
		vouch_plist_remove(node, places[which].keys[i]);
	vouch_plist_write_xml(list, &bytes);
	return simmac_mac_replace(mac, path, 0644, bytes.bytes, bytes.length);
}

bool simmac_computer_name_fits(enum simmac_computer_name which, const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789-.";
	size_t length = strlen(name);

	if (!vouch_text_is_utf8(name, length) || strpbrk(name, "\n\r") || length > NAME_MAX_LENGTH)
		return false;
	if (which == SIMMAC_COMPUTER_NAME)
		return length > 0;
	if (length == 0 || name[strspn(name, letters)] != '\0' || *name == '-' || *name == '.')
		return false;
	return which == SIMMAC_HOST_NAME || (length <= LABEL_MAX_LENGTH && !strchr(name, '.'));
}
