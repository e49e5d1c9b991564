/* volume_store.c – the volume's state as a property list: ROOT/private/var/db/simmac/volume.plist.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/plist.h"
#include "vouch/base/text.h"

#include "mac.h"
#include "volume.h"

enum { VOLUME_MAX = 64 * 1024 * 1024 };

static const char *text(struct simmac_mac *mac, const struct vouch_plist *dict, const char *key)
{
	return vouch_plist_string(&mac->arena, vouch_plist_get(dict, key));
}

static bool flag(const struct vouch_plist *dict, const char *key)
{
	bool set = false;

	(void)vouch_plist_boolean(vouch_plist_get(dict, key), &set); /* missing is false */
	return set;
}

static int64_t number(const struct vouch_plist *dict, const char *key)
{
	int64_t out = 0;

	(void)vouch_plist_integer(vouch_plist_get(dict, key), &out); /* missing is 0 */
	return out;
}

static void read_crypto_user(struct simmac_mac *mac, const struct vouch_plist *item)
{
	struct simmac_crypto_user user = {.uuid = text(mac, item, "UUID"),
		.name = text(mac, item, "Name"),
		.wraps = simmac_hash_from_plist(&mac->arena, vouch_plist_get(item, "Wraps"))};
	const char *kind = text(mac, item, "Type");
	unsigned i;

	for (i = 0; i < SIMMAC_CRYPTO_KINDS; i++)
		if (vouch_text_equal(simmac_crypto_kind_word((enum simmac_crypto_kind)i), kind))
			user.kind = (enum simmac_crypto_kind)i;
	if (user.uuid)
		*VOUCH_PUSH(&mac->arena, &mac->volume.crypto_users) = user;
}

static void read_preboot_user(struct simmac_mac *mac, const struct vouch_plist *item)
{
	struct simmac_preboot_user user = {.uuid = text(mac, item, "UUID"),
		.name = text(mac, item, "Name"),
		.full_name = text(mac, item, "FullName"),
		.admin = flag(item, "Admin")};

	if (user.uuid && user.name)
		*VOUCH_PUSH(&mac->arena, &mac->volume.preboot) = user;
}

static void read_session(struct simmac_mac *mac, const struct vouch_plist *item)
{
	struct simmac_session session = {.name = text(mac, item, "Name"),
		.uid = number(item, "UID"),
		.graphical = flag(item, "Graphical")};

	if (session.name)
		*VOUCH_PUSH(&mac->arena, &mac->volume.sessions) = session;
}

static void read_lag(struct simmac_mac *mac, const struct vouch_plist *item)
{
	struct simmac_lag lag = {.uuid = text(mac, item, "UUID"),
		.shown = flag(item, "Shown"),
		.until = number(item, "Until")};

	if (lag.uuid)
		*VOUCH_PUSH(&mac->arena, &mac->volume.lags) = lag;
}

static void read_hashed(struct simmac_mac *mac, const struct vouch_plist *item)
{
	const char *uuid = vouch_plist_string(&mac->arena, item);

	if (uuid)
		simmac_names_add(mac, &mac->volume.hashed, uuid);
}

static void read_raw_deleted(struct simmac_mac *mac, const struct vouch_plist *item)
{
	const char *name = vouch_plist_string(&mac->arena, item);

	if (name)
		simmac_names_add(mac, &mac->volume.raw_deleted, name);
}

static const struct {
	const char *key;
	void (*read)(struct simmac_mac *mac, const struct vouch_plist *item);
} lists[] = {
	{"CryptoUsers", read_crypto_user},
	{"Preboot", read_preboot_user},
	{"Sessions", read_session},
	{"Lags", read_lag},
	{"Hashed", read_hashed},
	{"RawDeleted", read_raw_deleted},
};

static void read_state(struct simmac_mac *mac, const struct vouch_plist *root)
{
	struct simmac_volume *volume = &mac->volume;
	size_t i, n;

	(void)simmac_filevault_find(text(mac, root, "FileVault"), &volume->filevault);
	(void)simmac_bootstrap_find(text(mac, root, "BootstrapToken"), &volume->bootstrap);
	volume->deferred_user = text(mac, root, "DeferredUser");
	volume->deferred_path = text(mac, root, "DeferredPath");
	volume->percent = number(root, "Percent");
	for (i = 0; i < sizeof lists / sizeof *lists; i++) {
		const struct vouch_plist *list = vouch_plist_get(root, lists[i].key);

		for (n = 0; n < vouch_plist_count(list); n++)
			lists[i].read(mac, vouch_plist_item(list, n));
	}
}

int simmac_volume_load(struct simmac_mac *mac)
{
	const char *path = simmac_mac_store(mac, "volume.plist");
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *root = NULL;
	struct vouch_bytes bytes;
	int r;

	memset(&mac->volume, 0, sizeof mac->volume);
	if (access(path, F_OK) < 0 && errno == ENOENT)
		return 0; /* a Mac that is being made */
	r = vouch_file_read(&mac->arena, path, VOLUME_MAX, &bytes, &mac->err);
	if (r == 0)
		r = vouch_plist_parse(bytes.data, bytes.length, VOLUME_MAX, &root, &mac->err);
	if (r < 0)
		return vouch_err_wrap(&mac->err, "%s", path);
	read_state(mac, root);
	return 0;
}

static void put_text(struct vouch_plist *dict, const char *key, const char *value)
{
	if (value)
		vouch_plist_set(dict, key, vouch_plist_new_string(value));
}

static struct vouch_plist *crypto_users(const struct simmac_volume *volume)
{
	struct vouch_plist *list = vouch_plist_new_array();
	size_t i;

	for (i = 0; i < volume->crypto_users.count; i++) {
		const struct simmac_crypto_user *user = &volume->crypto_users.items[i];
		struct vouch_plist *item = vouch_plist_new_dict();

		put_text(item, "UUID", user->uuid);
		put_text(item, "Type", simmac_crypto_kind_word(user->kind));
		put_text(item, "Name", user->name);
		if (user->wraps.set)
			vouch_plist_set(item, "Wraps", simmac_hash_to_plist(&user->wraps));
		vouch_plist_append(list, item);
	}
	return list;
}

static struct vouch_plist *preboot_users(const struct simmac_volume *volume)
{
	struct vouch_plist *list = vouch_plist_new_array();
	size_t i;

	for (i = 0; i < volume->preboot.count; i++) {
		const struct simmac_preboot_user *user = &volume->preboot.items[i];
		struct vouch_plist *item = vouch_plist_new_dict();

		put_text(item, "UUID", user->uuid);
		put_text(item, "Name", user->name);
		put_text(item, "FullName", user->full_name);
		vouch_plist_set(item, "Admin", vouch_plist_new_boolean(user->admin));
		vouch_plist_append(list, item);
	}
	return list;
}

static struct vouch_plist *sessions(const struct simmac_volume *volume)
{
	struct vouch_plist *list = vouch_plist_new_array();
	size_t i;

	for (i = 0; i < volume->sessions.count; i++) {
		const struct simmac_session *session = &volume->sessions.items[i];
		struct vouch_plist *item = vouch_plist_new_dict();

		put_text(item, "Name", session->name);
		vouch_plist_set(item, "UID", vouch_plist_new_integer(session->uid));
		vouch_plist_set(item, "Graphical", vouch_plist_new_boolean(session->graphical));
		vouch_plist_append(list, item);
	}
	return list;
}

static struct vouch_plist *lags(const struct simmac_volume *volume)
{
	struct vouch_plist *list = vouch_plist_new_array();
	int64_t now = simmac_mac_milliseconds();
	size_t i;

	for (i = 0; i < volume->lags.count; i++) {
		const struct simmac_lag *lag = &volume->lags.items[i];
		struct vouch_plist *item;

		if (lag->until <= now)
			continue;
		item = vouch_plist_new_dict();
		put_text(item, "UUID", lag->uuid);
		vouch_plist_set(item, "Shown", vouch_plist_new_boolean(lag->shown));
		vouch_plist_set(item, "Until", vouch_plist_new_integer(lag->until));
		vouch_plist_append(list, item);
	}
	return list;
}

static struct vouch_plist *names(const struct simmac_names *names)
{
	struct vouch_plist *list = vouch_plist_new_array();
	size_t i;

	for (i = 0; i < names->count; i++)
		vouch_plist_append(list, vouch_plist_new_string(names->items[i]));
	return list;
}

int simmac_volume_save(struct simmac_mac *mac)
{
	const struct simmac_volume *volume = &mac->volume;
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *root = vouch_plist_new_dict();
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};

	put_text(root, "FileVault", simmac_filevault_word(volume->filevault));
	put_text(root, "BootstrapToken", simmac_bootstrap_word(volume->bootstrap));
	put_text(root, "DeferredUser", volume->deferred_user);
	put_text(root, "DeferredPath", volume->deferred_path);
	vouch_plist_set(root, "Percent", vouch_plist_new_integer(volume->percent));
	vouch_plist_set(root, "CryptoUsers", crypto_users(volume));
	vouch_plist_set(root, "Preboot", preboot_users(volume));
	vouch_plist_set(root, "Sessions", sessions(volume));
	vouch_plist_set(root, "Lags", lags(volume));
	vouch_plist_set(root, "Hashed", names(&volume->hashed));
	vouch_plist_set(root, "RawDeleted", names(&volume->raw_deleted));
	vouch_plist_write_binary(root, &bytes);
	return simmac_mac_replace(
		mac, simmac_mac_store(mac, "volume.plist"), 0600, bytes.bytes, bytes.length);
}
