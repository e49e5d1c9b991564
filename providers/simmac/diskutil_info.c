/* diskutil_info.c – diskutil info of the volume at "/". FACTS 5.2; transcripts: info-* */
#include <stdio.h>
#include <string.h>

#include "vouch/base/cleanup.h"

#include "diskutil.h"

#define SNAPSHOT_UUID "8CD392A7-E3CA-4AF2-B476-C576B4A39188"
#define HFS_UUID      "9DE4A3B8-F4DB-4B03-8587-D687C5B4A299"

/* On which Macs a key is there. */
enum when { ALWAYS, APFS, GROUP, SEALED, HFS };
enum kind { TEXT, NO, YES, NUMBER, CALL };

struct facts {
	struct simmac_mac *mac;
	struct simmac_disk disk;
	const struct simmac_disk_volume *root;
	const char *device;
	bool on;
};

struct key {
	const char *name;
	enum when when;
	enum kind kind;
	const char *text;
	int64_t number;
	struct vouch_plist *(*call)(const struct facts *facts);
};

static struct vouch_plist *container(const struct facts *facts)
{
	return vouch_plist_new_string(facts->disk.container);
}

static struct vouch_plist *stores(const struct facts *facts)
{
	struct vouch_plist *list = vouch_plist_new_array(), *store = vouch_plist_new_dict();

	(void)facts;
	vouch_plist_set(store, "APFSPhysicalStore", vouch_plist_new_string("disk0s2"));
	vouch_plist_append(list, store);
	return list;
}

static struct vouch_plist *group(const struct facts *facts)
{
	return vouch_plist_new_string(facts->disk.group);
}

static struct vouch_plist *sibling(const struct facts *facts, const char *name)
{
	size_t i;

	for (i = 0; i < facts->disk.count; i++)
		if (strcmp(facts->disk.items[i].name, name) == 0)
			return vouch_plist_new_string(facts->disk.items[i].slice);
	return vouch_plist_new_string("");
}

static struct vouch_plist *booter(const struct facts *facts)
{
	return sibling(facts, "Preboot");
}

static struct vouch_plist *recovery(const struct facts *facts)
{
	return sibling(facts, "Recovery");
}

static struct vouch_plist *device(const struct facts *facts)
{
	return vouch_plist_new_string(facts->device);
}

static struct vouch_plist *node(const struct facts *facts)
{
	return vouch_plist_new_string(
		vouch_arena_printf(&facts->mac->arena, "/dev/%s", facts->device));
}

/* A security chip encrypts whatever FileVault does. FACTS 5.2 */
static struct vouch_plist *encryption(const struct facts *facts)
{
	return vouch_plist_new_boolean(
		facts->on || strcmp(facts->mac->settings.chip, "intel") != 0);
}

static struct vouch_plist *filevault(const struct facts *facts)
{
	return vouch_plist_new_boolean(facts->on);
}

static struct vouch_plist *uuid(const struct facts *facts)
{
	return vouch_plist_new_string(facts->root->sealed ? SNAPSHOT_UUID : facts->root->uuid);
}

static struct vouch_plist *whole(const struct facts *facts)
{
	return vouch_plist_new_string(
		simmac_mac_is_apfs(facts->mac) ? facts->disk.container : "disk0");
}

static struct vouch_plist *writable(const struct facts *facts)
{
	return vouch_plist_new_boolean(!facts->root->sealed);
}

#define SAYS(name, when, value) \
	{ \
		name, when, TEXT, value, 0, NULL \
	}
#define IS_NOT(name, when) \
	{ \
		name, when, NO, NULL, 0, NULL \
	}
#define IS(name, when) \
	{ \
		name, when, YES, NULL, 0, NULL \
	}
#define COUNTS(name, when, value) \
	{ \
		name, when, NUMBER, NULL, value, NULL \
	}
#define ASKS(name, when, call) \
	{ \
		name, when, CALL, NULL, 0, call \
	}

/* In the order of the tool, which is the alphabet's. */
static const struct key keys[] = {
	IS_NOT("AESHardware", ALWAYS),
	COUNTS("APFSContainerFree", APFS, 130901352448),
	ASKS("APFSContainerReference", APFS, container),
	COUNTS("APFSContainerSize", APFS, 494384795648),
	ASKS("APFSPhysicalStores", APFS, stores),
	IS("APFSSnapshot", SEALED),
	SAYS("APFSSnapshotName", SEALED, SIMMAC_DISK_SNAPSHOT),
	SAYS("APFSSnapshotUUID", SEALED, SNAPSHOT_UUID),
	ASKS("APFSVolumeGroupID", GROUP, group),
	IS("Bootable", ALWAYS),
	ASKS("BooterDeviceIdentifier", APFS, booter),
	SAYS("BusProtocol", ALWAYS, "PCI"),
	IS_NOT("CanBeMadeBootable", ALWAYS),
	IS_NOT("CanBeMadeBootableRequiresDestroy", ALWAYS),
	SAYS("Content", APFS, "41504653-0000-11AA-AA11-00306543ECAC"),
	SAYS("Content", HFS, "Apple_HFS"),
	COUNTS("DeviceBlockSize", ALWAYS, 4096),
	ASKS("DeviceIdentifier", ALWAYS, device),
	ASKS("DeviceNode", ALWAYS, node),
	SAYS("DeviceTreePath", ALWAYS, "IODeviceTree:/PCI0@0/PEG0@1/SSD0@0/PRT0@0/PMP@0"),
	ASKS("DiskUUID", APFS, uuid),
	IS_NOT("Ejectable", ALWAYS),
	IS_NOT("EjectableMediaAutomaticUnderSoftwareControl", ALWAYS),
	IS_NOT("EjectableOnly", ALWAYS),
	ASKS("Encryption", APFS, encryption),
	IS_NOT("EncryptionThisVolumeProper", SEALED),
	ASKS("FileVault", APFS, filevault),
	SAYS("FilesystemName", APFS, "APFS"),
	SAYS("FilesystemName", HFS, "Journaled HFS+"),
	SAYS("FilesystemType", APFS, "apfs"),
	SAYS("FilesystemType", HFS, "hfs"),
	SAYS("FilesystemUserVisibleName", APFS, "APFS"),
	SAYS("FilesystemUserVisibleName", HFS, "Mac OS Extended (Journaled)"),
	COUNTS("FreeSpace", APFS, 0),
	COUNTS("FreeSpace", HFS, 130901352448),
	IS_NOT("Fusion", APFS),
	IS("GlobalPermissionsEnabled", ALWAYS),
	COUNTS("IOKitSize", ALWAYS, 494384795648),
	SAYS("IORegistryEntryName", SEALED, SIMMAC_DISK_SNAPSHOT),
	IS("Internal", ALWAYS),
	IS_NOT("Locked", APFS),
	COUNTS("MacOSSystemAPFSEFIDriverVersion", SEALED, 1934141002700002),
	SAYS("MediaName", ALWAYS, ""),
	SAYS("MediaType", ALWAYS, "Generic"),
	SAYS("MountPoint", ALWAYS, "/"),
	IS_NOT("OSInternalMedia", ALWAYS),
	ASKS("ParentWholeDisk", ALWAYS, whole),
	IS_NOT("PartitionMapPartition", APFS),
	IS("PartitionMapPartition", HFS),
	IS_NOT("RAIDMaster", ALWAYS),
	IS_NOT("RAIDSlice", ALWAYS),
	ASKS("RecoveryDeviceIdentifier", APFS, recovery),
	IS_NOT("Removable", ALWAYS),
	IS_NOT("RemovableMedia", ALWAYS),
	IS_NOT("RemovableMediaOrExternalDevice", ALWAYS),
	{"SMARTDeviceSpecificKeysMayVaryNotGuaranteed", ALWAYS, CALL, NULL, 0, NULL},
	SAYS("SMARTStatus", ALWAYS, "Verified"),
	SAYS("Sealed", SEALED, "Yes"),
	COUNTS("Size", ALWAYS, 494384795648),
	IS("SolidState", ALWAYS),
	IS("SupportsGlobalPermissionsDisable", ALWAYS),
	IS_NOT("SystemImage", ALWAYS),
	COUNTS("TotalSize", ALWAYS, 494384795648),
	COUNTS("VolumeAllocationBlockSize", ALWAYS, 4096),
	SAYS("VolumeName", ALWAYS, "Macintosh HD"),
	COUNTS("VolumeSize", APFS, 0),
	COUNTS("VolumeSize", HFS, 494384795648),
	ASKS("VolumeUUID", APFS, uuid),
	SAYS("VolumeUUID", HFS, HFS_UUID),
	IS_NOT("WholeDisk", ALWAYS),
	ASKS("Writable", APFS, writable),
	IS("Writable", HFS),
	IS_NOT("WritableMedia", SEALED),
	IS_NOT("WritableVolume", SEALED),
};

static bool applies(const struct facts *facts, enum when when)
{
	switch (when) {
	case ALWAYS: return true;
	case APFS: return simmac_mac_is_apfs(facts->mac);
	case GROUP: return facts->disk.group != NULL;
	case SEALED: return facts->root && facts->root->sealed;
	case HFS: return !simmac_mac_is_apfs(facts->mac);
	}
	return false;
}

static struct vouch_plist *value_of(const struct facts *facts, const struct key *key)
{
	switch (key->kind) {
	case TEXT: return vouch_plist_new_string(key->text);
	case NO: return vouch_plist_new_boolean(false);
	case YES: return vouch_plist_new_boolean(true);
	case NUMBER: return vouch_plist_new_integer(key->number);
	case CALL: break;
	}
	return key->call ? key->call(facts) : vouch_plist_new_dict();
}

static void print_text(const struct facts *facts)
{
	const char *device_name = facts->device;
	bool apfs = simmac_mac_is_apfs(facts->mac);

	/* transcripts: info-text-head-11, info-snapshot-tail-11 */
	printf("   Device Identifier:         %s\n"
	       "   Device Node:               /dev/%s\n"
	       "   Whole:                     No\n"
	       "   Part of Whole:             %s\n\n"
	       "   Volume Name:               Macintosh HD\n"
	       "   Mounted:                   Yes\n"
	       "   Mount Point:               /\n\n"
	       "   File System Personality:   %s\n\n",
		device_name, device_name, apfs ? facts->disk.container : "disk0",
		apfs ? "APFS" : "Journaled HFS+");
	if (!apfs)
		return;
	if (facts->root->sealed)
		printf("   This disk is an APFS Volume Snapshot.  APFS Information:\n"
		       "   APFS Snapshot Name:        " SIMMAC_DISK_SNAPSHOT "\n"
		       "   APFS Snapshot UUID:        " SNAPSHOT_UUID "\n");
	else
		printf("   This disk is an APFS Volume.  APFS Information:\n");
	printf("   APFS Container:            %s\n"
	       "   APFS Physical Store:       disk0s2\n"
	       "   Fusion Drive:              No\n",
		facts->disk.container);
	if (facts->disk.group)
		printf("   APFS Volume Group:         %s\n", facts->disk.group);
	if (facts->root->sealed)
		printf("   EFI Driver In macOS:       1934141002700002\n"
		       "   Encrypted:                 No\n");
	printf("   FileVault:                 %s\n", facts->on ? "Yes" : "No");
	if (facts->root->sealed)
		printf("   Sealed:                    Yes\n");
	printf("   Locked:                    No\n\n");
}

int simmac_diskutil_info(const struct simmac_diskutil *call)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *root = NULL;
	struct facts facts = {.mac = call->mac, .device = simmac_mac_device(call->mac)};
	size_t i;

	if (simmac_mac_lock(call->mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(call->mac);
	facts.on = simmac_filevault_is_on(call->mac);
	if (simmac_mac_is_apfs(call->mac))
		facts.disk = simmac_disk_of(call->mac);
	for (i = 0; i < facts.disk.count; i++)
		if (strcmp(facts.disk.items[i].name, "Macintosh HD") == 0)
			facts.root = &facts.disk.items[i];
	if (!call->plist) {
		print_text(&facts);
		return 0;
	}
	root = vouch_plist_new_dict();
	for (i = 0; i < sizeof keys / sizeof *keys; i++)
		if (applies(&facts, keys[i].when))
			vouch_plist_set(root, keys[i].name, value_of(&facts, &keys[i]));
	simmac_diskutil_print(root);
	return 0;
}
