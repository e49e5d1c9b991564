/* diskutil_list.c – diskutil apfs list: the container and its volumes. transcripts: apfs-list-* */
#include <stdio.h>

#include "vouch/base/cleanup.h"

#include "diskutil.h"

#define CONTAINER_UUID "6AB170E5-C1A8-4FD0-9254-A35492817F66"
#define STORE_UUID     "7BC281F6-D2B9-4FE1-A365-B465A3928077"

const char *simmac_disk_short_size(struct simmac_mac *mac, int64_t bytes)
{
	static const char *const units[] = {"B", "KB", "MB", "GB", "TB"};
	double shown = (double)bytes;
	size_t unit = 0;

	while (shown >= 1000 && unit + 1 < sizeof units / sizeof *units) {
		shown /= 1000;
		unit++;
	}
	return vouch_arena_printf(&mac->arena, "%.1f %s", shown, units[unit]);
}

/* "494384795648 B (494.4 GB)" */
static const char *size_text(struct simmac_mac *mac, int64_t bytes)
{
	return vouch_arena_printf(
		&mac->arena, "%lld B (%s)", (long long)bytes, simmac_disk_short_size(mac, bytes));
}

static void say_encryption(const struct simmac_mac *mac, const char *margin, bool encrypted)
{
	enum simmac_filevault filevault = encrypted ? mac->volume.filevault : SIMMAC_FILEVAULT_OFF;

	switch (filevault) {
	case SIMMAC_FILEVAULT_ENCRYPTING:
		printf("%sEncryption Progress:       %lld.0%% (Unlocked)\n", margin,
			(long long)mac->volume.percent);
		return;
	case SIMMAC_FILEVAULT_DECRYPTING:
		printf("%sDecryption Progress:       %lld.0%% (Unlocked)\n", margin,
			(long long)mac->volume.percent);
		return;
	case SIMMAC_FILEVAULT_ON:
		printf("%sFileVault:                 Yes (Unlocked)\n", margin);
		return;
	case SIMMAC_FILEVAULT_OFF:
	case SIMMAC_FILEVAULT_DEFERRED:
	case SIMMAC_FILEVAULT_RESTART:
	case SIMMAC_FILEVAULTS: break;
	}
	printf("%sFileVault:                 No\n", margin);
}

static void say_volume(struct simmac_mac *mac, const struct simmac_disk_volume *volume, bool last)
{
	const char *margin = last ? "        " : "    |   ";

	printf("    |\n    +-> Volume %s %s\n", volume->slice, volume->uuid);
	printf("%s---------------------------------------------------\n", margin);
	printf("%sAPFS Volume Disk (Role):   %s (%s)\n", margin, volume->slice,
		*volume->role ? volume->role : "No specific role");
	printf("%sName:                      %s (Case-insensitive)\n", margin, volume->name);
	printf("%sMount Point:               %s\n", margin,
		volume->mounted && !volume->sealed ? volume->mounted : "Not Mounted");
	printf("%sCapacity Consumed:         %s\n", margin, size_text(mac, volume->used));
	if (mac->rules->sealed_system)
		printf("%sSealed:                    %s\n", margin, volume->sealed ? "Yes" : "No");
	say_encryption(mac, margin, volume->encrypted);
	if (!volume->sealed)
		return;
	printf("%sEncrypted:                 No\n%s|\n", margin, margin);
	printf("%sSnapshot:                  " CONTAINER_UUID "\n", margin);
	printf("%sSnapshot Disk:             %ss1\n", margin, volume->slice);
	printf("%sSnapshot Mount Point:      /\n%sSnapshot Sealed:           Yes\n", margin,
		margin);
}

static void list_as_text(struct simmac_mac *mac, const struct simmac_disk *disk)
{
	int64_t used = simmac_disk_size - simmac_disk_free;
	double share = 100.0 * (double)used / (double)simmac_disk_size;
	size_t i;

	printf("APFS Container (1 found)\n|\n+-- Container %s " CONTAINER_UUID "\n",
		disk->container);
	printf("    ====================================================\n"
	       "    APFS Container Reference:     %s\n"
	       "    Size (Capacity Ceiling):      %s\n"
	       "    Capacity In Use By Volumes:   %s (%.1f%% used)\n"
	       "    Capacity Not Allocated:       %s (%.1f%% free)\n",
		disk->container, size_text(mac, simmac_disk_size), size_text(mac, used), share,
		size_text(mac, simmac_disk_free), 100.0 - share);
	printf("    |\n    +-< Physical Store disk0s2 " STORE_UUID "\n"
	       "    |   -----------------------------------------------------------\n"
	       "    |   APFS Physical Store Disk:   disk0s2\n"
	       "    |   Size:                       %s\n",
		size_text(mac, simmac_disk_size));
	for (i = 0; i < disk->count; i++)
		say_volume(mac, &disk->items[i], i + 1 == disk->count);
}

static struct vouch_plist *volume_plist(
	const struct simmac_mac *mac, const struct simmac_disk_volume *volume)
{
	struct vouch_plist *out = vouch_plist_new_dict(), *roles = vouch_plist_new_array();
	bool on = volume->encrypted && simmac_filevault_is_on(mac);

	if (*volume->role)
		vouch_plist_append(roles, vouch_plist_new_string(volume->role));
	vouch_plist_set(out, "APFSVolumeUUID", vouch_plist_new_string(volume->uuid));
	vouch_plist_set(out, "CapacityInUse", vouch_plist_new_integer(volume->used));
	vouch_plist_set(out, "CapacityQuota", vouch_plist_new_integer(0));
	vouch_plist_set(out, "CapacityReserve", vouch_plist_new_integer(0));
	vouch_plist_set(out, "CryptoMigrationOn",
		vouch_plist_new_boolean(
			on && mac->volume.filevault == SIMMAC_FILEVAULT_ENCRYPTING));
	vouch_plist_set(out, "DeviceIdentifier", vouch_plist_new_string(volume->slice));
	vouch_plist_set(out, "Encryption", vouch_plist_new_boolean(on));
	vouch_plist_set(out, "FileVault", vouch_plist_new_boolean(on));
	vouch_plist_set(out, "Locked", vouch_plist_new_boolean(false));
	vouch_plist_set(out, "Name", vouch_plist_new_string(volume->name));
	vouch_plist_set(out, "Roles", roles);
	return out;
}

static struct vouch_plist *store_plist(void)
{
	struct vouch_plist *stores = vouch_plist_new_array(), *store = vouch_plist_new_dict();

	vouch_plist_set(store, "DeviceIdentifier", vouch_plist_new_string("disk0s2"));
	vouch_plist_set(store, "DiskUUID", vouch_plist_new_string(STORE_UUID));
	vouch_plist_set(store, "Size", vouch_plist_new_integer(simmac_disk_size));
	vouch_plist_append(stores, store);
	return stores;
}

static void list_as_plist(const struct simmac_mac *mac, const struct simmac_disk *disk)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *root = vouch_plist_new_dict();
	struct vouch_plist *containers = vouch_plist_new_array();
	struct vouch_plist *container = vouch_plist_new_dict();
	struct vouch_plist *volumes = vouch_plist_new_array();
	size_t i;

	for (i = 0; i < disk->count; i++)
		vouch_plist_append(volumes, volume_plist(mac, &disk->items[i]));
	vouch_plist_set(container, "APFSContainerUUID", vouch_plist_new_string(CONTAINER_UUID));
	vouch_plist_set(container, "CapacityCeiling", vouch_plist_new_integer(simmac_disk_size));
	vouch_plist_set(container, "CapacityFree", vouch_plist_new_integer(simmac_disk_free));
	vouch_plist_set(container, "ContainerReference", vouch_plist_new_string(disk->container));
	vouch_plist_set(container, "DesignatedPhysicalStore", vouch_plist_new_string("disk0s2"));
	vouch_plist_set(container, "Fusion", vouch_plist_new_boolean(false));
	vouch_plist_set(container, "PhysicalStores", store_plist());
	vouch_plist_set(container, "Volumes", volumes);
	vouch_plist_append(containers, container);
	vouch_plist_set(root, "Containers", containers);
	simmac_diskutil_print(root);
}

int simmac_diskutil_list(const struct simmac_diskutil *call)
{
	struct simmac_mac *mac = call->mac;
	struct simmac_disk disk = {0};

	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	if (!simmac_mac_is_apfs(mac)) { /* wording inferred */
		puts("No APFS Containers found");
		return 0;
	}
	disk = simmac_disk_of(mac);
	if (call->plist)
		list_as_plist(mac, &disk);
	else
		list_as_text(mac, &disk);
	return 0;
}
