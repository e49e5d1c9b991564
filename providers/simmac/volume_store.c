/* volume_store.c – reads the volume's state: ROOT/private/var/db/simmac/volume.plist. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

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

static void read_switches(struct simmac_mac *mac, const struct vouch_plist *dict)
{
	struct simmac_switches *switches = &mac->volume.switches;

	if (!dict) /* a new Mac takes the time from the network and locks after five minutes */
		*switches = (struct simmac_switches){.network_time = true, .screen_lock = 300};
	if (!dict)
		return;
	switches->guest_account = flag(dict, "GuestAccount");
	switches->afp_guest = flag(dict, "AFPGuest");
	switches->smb_guest = flag(dict, "SMBGuest");
	switches->network_time = flag(dict, "NetworkTime");
	switches->screen_lock = number(dict, "ScreenLock");
	switches->autologin = text(mac, dict, "AutoLogin");
}

static void read_state(struct simmac_mac *mac, const struct vouch_plist *root)
{
	struct simmac_volume *volume = &mac->volume;
	size_t i, n;

	(void)simmac_filevault_find(text(mac, root, "FileVault"), &volume->filevault);
	(void)simmac_bootstrap_find(text(mac, root, "BootstrapToken"), &volume->bootstrap);
	volume->deferred = (struct simmac_deferral){
		.user = text(mac, root, "DeferredUser"),
		.path = text(mac, root, "DeferredPath"),
		.at_login = flag(root, "DeferredAtLogin"),
		.not_at_logout = flag(root, "DeferredNotAtLogout"),
		.no_key = flag(root, "DeferredNoKey"),
	};
	volume->percent = number(root, "Percent");
	volume->institutional = flag(root, "Institutional");
	read_switches(mac, vouch_plist_get(root, "Switches"));
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
	if (access(path, F_OK) < 0 && errno == ENOENT) {
		read_switches(mac, NULL);
		return 0; /* a Mac that is being made */
	}
	r = vouch_file_read(&mac->arena, path, VOLUME_MAX, &bytes, &mac->err);
	if (r == 0)
		r = vouch_plist_parse(bytes.data, bytes.length, VOLUME_MAX, &root, &mac->err);
	if (r < 0)
		return vouch_err_wrap(&mac->err, "%s", path);
	read_state(mac, root);
	return 0;
}
