/* security_keychain.c – where keychains lie, and how they are read and written. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "list_file.h"
#include "record.h"
#include "security.h"

static const char *home_of_caller(struct simmac_mac *mac)
{
	SIMMAC_RECORD user = {0};

	if (!simmac_mac_is_root(mac) &&
		simmac_record_find(mac, SIMMAC_USERS, mac->caller, &user) == 1 &&
		simmac_record_count(&user, "home") > 0)
		return simmac_record_first(mac, &user, "home");
	return "/private/var/root";
}

/* {search: […], default: …} of the caller. */
struct vouch_plist *simmac_keychain_lists(struct simmac_mac *mac)
{
	struct vouch_plist *list = NULL;
	struct vouch_bytes bytes;
	enum simmac_list_form form;

	if (simmac_list_read_bytes(mac, simmac_mac_store(mac, "keychains.plist"), &bytes) == 0)
		list = simmac_list_parse(&bytes, &form, &mac->err);
	if (list && vouch_plist_kind(list) != VOUCH_PLIST_DICT)
		vouch_plist_release(&list);
	if (!list)
		list = vouch_plist_new_dict();
	if (vouch_plist_kind(vouch_plist_get(list, mac->caller)) != VOUCH_PLIST_DICT)
		vouch_plist_set(list, mac->caller, vouch_plist_new_dict());
	return list;
}

int simmac_keychain_save_lists(struct simmac_mac *mac, const struct vouch_plist *list)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};

	vouch_plist_write_binary(list, &bytes);
	return simmac_mac_replace(mac, simmac_mac_store(mac, "keychains.plist"), 0600, bytes.bytes,
		       bytes.length) < 0
		       ? simmac_mac_failed(mac)
		       : 0;
}

/* As the Mac tells it: a bare name is one of the caller's own keychains. */
const char *simmac_keychain_told_path(struct simmac_mac *mac, const char *name)
{
	if (strchr(name, '/'))
		return name;
	return vouch_arena_printf(&mac->arena, "%s/Library/Keychains/%s%s", home_of_caller(mac),
		name, vouch_text_ends(name, ".keychain") ? "-db" : "");
}

const char *simmac_keychain_default(struct simmac_mac *mac)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *lists = simmac_keychain_lists(mac);
	const char *chosen = vouch_plist_string(
		&mac->arena, vouch_plist_get(vouch_plist_get(lists, mac->caller), "default"));

	if (chosen)
		return chosen;
	return simmac_mac_is_root(mac) ? "/Library/Keychains/System.keychain"
				       : simmac_keychain_told_path(mac, "login.keychain");
}

const char *simmac_keychain_path(struct simmac_security *call, const char *name)
{
	struct simmac_mac *mac = call->mac;

	name = name ? simmac_keychain_told_path(mac, name) : simmac_keychain_default(mac);
	/* Apple's own is sealed to others by its format; here it lies in the store. */
	if (strcmp(name, "/Library/Keychains/System.keychain") == 0)
		return simmac_mac_store(mac, "System.keychain");
	if (vouch_text_starts(name, home_of_caller(mac)))
		return simmac_mac_path(mac, name);
	return simmac_list_path(mac, name);
}

int simmac_keychain_missing(const char *name)
{
	fprintf(stderr, "security: %s: The specified keychain could not be found.\n",
		name ? name : "<default>");
	return SIMMAC_SECURITY_NO_KEYCHAIN;
}

/* Those that every account has are made when they are first wanted. */
int simmac_keychain_load(struct simmac_security *call)
{
	struct vouch_bytes bytes;
	enum simmac_list_form form;
	const char *path = simmac_keychain_path(call, call->keychain);
	bool own = vouch_text_ends(path, "/login.keychain-db") ||
		   vouch_text_ends(path, "/System.keychain");

	if (access(path, F_OK) < 0 && !own)
		return simmac_keychain_missing(call->keychain);
	if (simmac_list_read_bytes(call->mac, path, &bytes) == 0) {
		call->file = simmac_list_parse(&bytes, &form, &call->mac->err);
	} else {
		call->file = vouch_plist_new_dict();
		vouch_plist_set(call->file, "items", vouch_plist_new_array());
	}
	call->items = vouch_plist_get(call->file, "items");
	if (vouch_plist_kind(call->items) == VOUCH_PLIST_ARRAY)
		return 0;
	fputs("security: the keychain is none that the simulated Mac made\n", stderr);
	return 1;
}

/* The folder of an account's keychains comes with the first of them. */
static int make_folder(const char *path)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf folder = {0};
	const char *mark = strstr(path, "/Library/Keychains/");
	size_t top;

	if (!mark)
		return 0;
	top = (size_t)(mark - path) + strlen("/Library");
	vouch_buf_add(&folder, path, top);
	if (mkdir(vouch_buf_get(&folder), 0700) < 0 && errno != EEXIST)
		return -1;
	vouch_buf_add(&folder, path + top, strlen("/Keychains"));
	return mkdir(vouch_buf_get(&folder), 0700) < 0 && errno != EEXIST ? -1 : 0;
}

int simmac_keychain_save(struct simmac_security *call)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};
	const char *path = simmac_keychain_path(call, call->keychain);

	vouch_plist_write_binary(call->file, &bytes);
	if (make_folder(path) < 0 ||
		simmac_mac_replace(call->mac, path, 0600, bytes.bytes, bytes.length) < 0) {
		fprintf(stderr, "security: %s: it cannot be written\n",
			call->keychain ? call->keychain : "<default>");
		return 1;
	}
	return 0;
}

bool simmac_keychain_is_locked(const struct simmac_security *call)
{
	bool locked = false;

	(void)vouch_plist_boolean(vouch_plist_get(call->file, "locked"), &locked);
	return locked;
}
