/* diskutil_disks.c – diskutil list: the disk and its container as tables. transcripts: list-apfs-11
 */
#include <stdio.h>
#include <string.h>

#include "diskutil.h"

#define MEGABYTE 1000000LL

static const int64_t whole_disk = 500277792768;

/* A partition of disk0 beside the big one. */
struct partition {
	const char *type, *name;
	int64_t size;
};

static void begin(const char *device, const char *kind)
{
	printf("/dev/%s (%s):\n   #:                       TYPE NAME                    SIZE       "
	       "IDENTIFIER\n",
		device, kind);
}

/* Names that do not fit end in dots; a container's size is all that its volumes share. */
static void row(struct simmac_mac *mac, int number, const char *type, const char *name,
	int64_t size, bool shared, const char *device)
{
	enum { NAME_ROOM = 23 };
	const char *shown = strlen(name) <= NAME_ROOM ? name
						      : vouch_arena_printf(&mac->arena, "%.*s...",
								NAME_ROOM - 3, name);

	printf("%4d: %26s %-23s%c%-10s %s\n", number, type, shown, shared ? '+' : ' ',
		simmac_disk_short_size(mac, size), device);
}

static void list_whole(struct simmac_mac *mac, const char *type, const char *name)
{
	bool apple = strcmp(mac->settings.chip, "apple") == 0;
	struct partition first = apple ? (struct partition){"Apple_APFS_ISC", "", 524288000}
				       : (struct partition){"EFI", "EFI", 314572800};

	begin("disk0", "internal");
	row(mac, 0, "GUID_partition_scheme", "", whole_disk, false, "disk0");
	row(mac, 1, first.type, first.name, first.size, false, "disk0s1");
	row(mac, 2, type, name, simmac_disk_size, false, "disk0s2");
	if (apple)
		row(mac, 3, "Apple_APFS_Recovery", "", 5368664064, false, "disk0s3");
	else if (!simmac_mac_is_apfs(mac))
		row(mac, 3, "Apple_Boot", "Recovery HD", 650 * MEGABYTE, false, "disk0s3");
	putchar('\n');
}

static void list_container(struct simmac_mac *mac, const struct simmac_disk *disk)
{
	int number = 0;
	size_t i;

	begin(disk->container, "synthesized");
	row(mac, number++, "APFS Container Scheme", "-", simmac_disk_size, true, disk->container);
	puts("                                 Physical Store disk0s2");
	for (i = 0; i < disk->count; i++) {
		const struct simmac_disk_volume *volume = &disk->items[i];

		row(mac, number++, "APFS Volume", volume->name, volume->used, false, volume->slice);
		if (volume->sealed)
			row(mac, number++, "APFS Snapshot", SIMMAC_DISK_SNAPSHOT, volume->used,
				false, vouch_arena_printf(&mac->arena, "%ss1", volume->slice));
	}
	putchar('\n');
}

int simmac_diskutil_disks(const struct simmac_diskutil *call)
{
	struct simmac_mac *mac = call->mac;
	struct simmac_disk disk = {0};
	bool apfs = simmac_mac_is_apfs(mac), one = call->volume != NULL;

	if (call->plist)
		return simmac_diskutil_refuse(
			call, "diskutil list: the simulated Mac prints no property list of disks");
	if (apfs)
		disk = simmac_disk_of(mac);
	if (one && strcmp(call->volume, "disk0") != 0 && strcmp(call->volume, "/dev/disk0") != 0 &&
		strcmp(call->volume, "internal") != 0)
		return simmac_diskutil_refuse(call,
			vouch_arena_printf(&mac->arena, "Could not find disk: %s", call->volume));
	list_whole(mac, apfs ? "Apple_APFS" : "Apple_HFS",
		apfs ? vouch_arena_printf(&mac->arena, "Container %s", disk.container)
		     : "Macintosh HD");
	if (apfs && !one)
		list_container(mac, &disk);
	return 0;
}
