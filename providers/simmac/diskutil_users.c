/* diskutil_users.c – diskutil apfs listUsers and updatePreboot. FACTS 5.1, 4.5, T10 */
#include <stdio.h>
#include <time.h>

#include "vouch/base/cleanup.h"

#include "diskutil.h"
#include "physics.h"

/* FACTS 5.1: text and property list name the kinds differently. */
static const struct {
	const char *text, *plist;
} kinds[] = {
	[SIMMAC_CRYPTO_LOCAL] = {"Local Open Directory User", "LocalOpenDirectory"},
	[SIMMAC_CRYPTO_RECOVERY] = {"Personal Recovery User", "PersonalRecovery"},
	[SIMMAC_CRYPTO_BOOTSTRAP] = {"MDM Bootstrap Token External Key", "MDMRecovery"},
	[SIMMAC_CRYPTO_ICLOUD] = {"iCloud Recovery User", "ICloud"},
	[SIMMAC_CRYPTO_ICLOUD_KEY] = {"iCloud Recovery External Key", "ICloudRecovery"},
};
_Static_assert(sizeof kinds / sizeof *kinds == SIMMAC_CRYPTO_KINDS, "one row a kind");

static void list_as_plist(const struct simmac_mac *mac)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *root = vouch_plist_new_dict();
	struct vouch_plist *users = vouch_plist_new_array();
	size_t i;

	for (i = 0; i < mac->volume.crypto_users.count; i++) {
		const struct simmac_crypto_user *crypto = &mac->volume.crypto_users.items[i];
		struct vouch_plist *user = vouch_plist_new_dict();

		vouch_plist_set(user, "APFSCryptoUserType",
			vouch_plist_new_string(kinds[crypto->kind].plist));
		vouch_plist_set(user, "APFSCryptoUserUUID", vouch_plist_new_string(crypto->uuid));
		if (mac->rules->volume_owner)
			vouch_plist_set(user, "VolumeOwner", vouch_plist_new_boolean(true));
		vouch_plist_append(users, user);
	}
	vouch_plist_set(root, "Users", users);
	simmac_diskutil_print(root);
}

static void list_as_text(const struct simmac_mac *mac)
{
	const char *device = simmac_mac_device(mac);
	size_t i, count = mac->volume.crypto_users.count;

	if (count == 0) {
		printf("No cryptographic users for %s\n", device);
		return;
	}
	printf("Cryptographic user%s for %s (%zu found)\n", count == 1 ? "" : "s", device, count);
	for (i = 0; i < count; i++) {
		const struct simmac_crypto_user *crypto = &mac->volume.crypto_users.items[i];
		const char *margin = i + 1 < count ? "|   " : "    ";

		printf("|\n+-- %s\n%sType: %s\n", crypto->uuid, margin, kinds[crypto->kind].text);
		if (mac->rules->volume_owner)
			printf("%sVolume Owner: Yes\n", margin);
	}
}

int simmac_diskutil_users(const struct simmac_diskutil *call)
{
	if (!simmac_mac_is_apfs(call->mac))
		return simmac_diskutil_not_apfs(call);
	if (simmac_mac_lock(call->mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(call->mac);
	if (call->plist)
		list_as_plist(call->mac);
	else
		list_as_text(call->mac);
	return 0;
}

static void wait_for(int64_t milliseconds)
{
	struct timespec left = {
		.tv_sec = (time_t)(milliseconds / 1000),
		.tv_nsec = (long)(milliseconds % 1000) * 1000000,
	};

	while (milliseconds > 0 && nanosleep(&left, &left) < 0)
		continue;
}

static void say_user(const struct simmac_preboot_user *user, size_t count)
{
	printf("UpdatePreboot: Considering user %s\n", user->uuid);
	if (user->admin)
		printf("UpdatePreboot: This is an admin user (in set of admin users from query "
		       "above)\nUpdatePreboot: Added item to rec-user list\n");
	printf("UpdatePreboot: Added item to all-user list (AACount=%zu)\n"
	       "UpdatePreboot: Error for this user was 0\n",
		count);
}

/* FACTS 4.5 */
int simmac_diskutil_preboot(const struct simmac_diskutil *call)
{
	struct simmac_mac *mac = call->mac;
	size_t i;

	if (!simmac_mac_is_root(mac)) { /* wording inferred */
		puts("You must be root to update Preboot volumes");
		return 1;
	}
	if (!simmac_mac_is_apfs(mac))
		return simmac_diskutil_not_apfs(call);
	puts("Started APFS operation");
	wait_for(mac->settings.preboot_delay);
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0 || simmac_preboot_update(mac) < 0)
		return simmac_mac_failed(mac);
	for (i = 0; i < mac->volume.preboot.count; i++)
		say_user(&mac->volume.preboot.items[i], i + 1);
	puts("UpdatePreboot: Exiting Update Preboot operation with overall "
	     "error=(ZeroMeansSuccess)=0");
	puts("Finished APFS operation");
	return 0;
}
