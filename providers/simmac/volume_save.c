/* volume_save.c – writes the volume's state as a property list. */
#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/plist.h"

#include "mac.h"
#include "volume.h"

static void put_text(struct vouch_plist *dict, const char *key, const char *value)
{
	if (value)
		vouch_plist_set(dict, key, vouch_plist_new_string(value));
}

static struct vouch_plist *write_switches(const struct simmac_switches *switches)
{
	struct vouch_plist *dict = vouch_plist_new_dict();

	vouch_plist_set(dict, "GuestAccount", vouch_plist_new_boolean(switches->guest_account));
	vouch_plist_set(dict, "AFPGuest", vouch_plist_new_boolean(switches->afp_guest));
	vouch_plist_set(dict, "SMBGuest", vouch_plist_new_boolean(switches->smb_guest));
	vouch_plist_set(dict, "NetworkTime", vouch_plist_new_boolean(switches->network_time));
	vouch_plist_set(dict, "ScreenLock", vouch_plist_new_integer(switches->screen_lock));
	put_text(dict, "AutoLogin", switches->autologin);
	return dict;
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
	put_text(root, "DeferredUser", volume->deferred.user);
	put_text(root, "DeferredPath", volume->deferred.path);
	vouch_plist_set(
		root, "DeferredAtLogin", vouch_plist_new_boolean(volume->deferred.at_login));
	vouch_plist_set(root, "DeferredNotAtLogout",
		vouch_plist_new_boolean(volume->deferred.not_at_logout));
	vouch_plist_set(root, "DeferredNoKey", vouch_plist_new_boolean(volume->deferred.no_key));
	vouch_plist_set(root, "Percent", vouch_plist_new_integer(volume->percent));
	vouch_plist_set(root, "Institutional", vouch_plist_new_boolean(volume->institutional));
	vouch_plist_set(root, "Switches", write_switches(&volume->switches));
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
