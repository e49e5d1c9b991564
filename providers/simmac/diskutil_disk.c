/* diskutil_disk.c – the volumes of a simulated Mac's container, as its release lays them out. */
#include "diskutil.h"

#include <string.h>

const int64_t simmac_disk_size = 494384795648, simmac_disk_free = 130901352448;

#define GROUP_UUID "3A9F5C1E-0B6D-4E55-9C11-7A52D0E8B6F4"

struct row {
	const char *name, *role;
	const char *mounted;
	const char *uuid;
	int64_t used;
	int old, paired, intel, apple; /* the slice until 10.14, on 10.15, from 11 on by chip */
	bool data, system;
};

/* Slices as captured on Macs of these releases; 0: there is no such volume. */
static const struct row rows[] = {
	{"Macintosh HD - Data", "Data", "/System/Volumes/Data",
		"1B6C2F90-7C53-4A8B-8D0F-5E0F4D3C2A11", 348700340224, 0, 1, 1, 5, true, false},
	{"Preboot", "Preboot", NULL, "2C7D3FA1-8D64-4B9C-9E10-6F105E4D3B22", 4698144768, 2, 2, 2, 2,
		false, false},
	{"Recovery", "Recovery", NULL, "3D8E4FB2-9E75-4CAD-AF21-70216F5E4C33", 797224960, 3, 3, 3,
		3, false, false},
	{"VM", "VM", "/private/var/vm", "4E9F5FC3-AF86-4DBE-B032-8132706F5D44", 20480, 4, 4, 4, 6,
		false, false},
	{"Macintosh HD", "System", "/", "5FA06FD4-B097-4ECF-8143-924381706E55", 9061601280, 1, 5, 5,
		1, false, true},
};

static int slice_of(const struct simmac_mac *mac, const struct row *row)
{
	if (!mac->rules->volume_group)
		return row->old;
	if (!mac->rules->sealed_system)
		return row->paired;
	return strcmp(mac->settings.chip, "apple") == 0 ? row->apple : row->intel;
}

static void add(struct simmac_mac *mac, struct simmac_disk *disk, const struct row *row)
{
	struct simmac_disk_volume *volume;
	const char *mounted = row->mounted;

	/* Preboot and VM are below the system from 11 on. */
	if (mac->rules->sealed_system && (!mounted || strcmp(mounted, "/private/var/vm") == 0) &&
		strcmp(row->name, "Recovery") != 0)
		mounted = vouch_arena_printf(&mac->arena, "/System/Volumes/%s", row->name);
	volume = VOUCH_PUSH(&mac->arena, disk);
	*volume = (struct simmac_disk_volume){
		.name = row->name,
		.role = row->system && !mac->rules->volume_group ? "" : row->role,
		.slice = vouch_arena_printf(
			&mac->arena, "%ss%d", disk->container, slice_of(mac, row)),
		.mounted = mounted,
		.uuid = row->uuid,
		.used = row->used,
		.sealed = row->system && mac->rules->sealed_system,
		.encrypted = row->data || row->system,
	};
}

struct simmac_disk simmac_disk_of(struct simmac_mac *mac)
{
	struct simmac_disk disk = {.container = "disk1"};
	int slice;
	size_t i;

	if (mac->rules->sealed_system && strcmp(mac->settings.chip, "apple") == 0)
		disk.container = "disk3";
	if (mac->rules->volume_group)
		disk.group = GROUP_UUID;
	for (slice = 1; slice <= 6; slice++)
		for (i = 0; i < sizeof rows / sizeof *rows; i++)
			if (slice_of(mac, &rows[i]) == slice)
				add(mac, &disk, &rows[i]);
	return disk;
}
