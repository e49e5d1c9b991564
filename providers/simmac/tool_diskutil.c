/* tool_diskutil.c – diskutil: the crypto users of the volume, the preboot copy. FACTS 5, T10 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "vouch/base/buf.h"
#include "vouch/base/text.h"

#include "physics.h"
#include "tools.h"

struct du_call {
	struct simmac_mac *mac;
	const char *volume;
	bool plist;
};

/* FACTS 5.1: text and property list name the kinds differently. */
static const struct {
	const char *text, *plist;
} kinds[] = {
	{"Local Open Directory User", "LocalOpenDirectory"},
	{"Personal Recovery User", "PersonalRecovery"},
	{"MDM Bootstrap Token External Key", "MDMRecovery"},
	{"iCloud Recovery User", "ICloud"},
	{"iCloud Recovery External Key", "ICloudRecovery"},
};
_Static_assert(sizeof kinds / sizeof *kinds == SIMMAC_CRYPTO_KINDS, "one row a kind");

static void print_plist(struct vouch_plist *root)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf out = {0};

	vouch_plist_write_xml(root, &out);
	(void)fwrite(out.bytes, 1, out.length, stdout);
}

static bool is_root_volume(const struct simmac_mac *mac, const char *volume)
{
	const char *device = simmac_mac_device(mac);

	return strcmp(volume, "/") == 0 || vouch_text_equal_nocase(volume, device) ||
	       (vouch_text_starts(volume, "/dev/") &&
		       vouch_text_equal_nocase(volume + strlen("/dev/"), device));
}

/* On standard output, in either form. transcripts: info-missing-disk */
static int refuse(const struct du_call *call, const char *message)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *root = NULL;

	if (!call->plist) {
		puts(message);
		return 1;
	}
	root = vouch_plist_new_dict();
	vouch_plist_set(root, "Error", vouch_plist_new_boolean(true));
	vouch_plist_set(root, "ErrorMessage", vouch_plist_new_string(message));
	vouch_plist_set(root, "ExitCode", vouch_plist_new_integer(1));
	print_plist(root);
	return 1;
}

static int no_such_disk(const struct du_call *call)
{
	return refuse(call,
		vouch_arena_printf(&call->mac->arena, "Could not find disk: %s", call->volume));
}

/* FACTS Q3: the verbs of apfs want an APFS volume; the words are from other verbs of it. */
static int not_apfs(const struct du_call *call)
{
	return refuse(call, vouch_arena_printf(&call->mac->arena, "%s is not an APFS Volume",
				    simmac_mac_device(call->mac)));
}

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
	print_plist(root);
}

static void list_as_text(const struct simmac_mac *mac)
{
	size_t i, count = mac->volume.crypto_users.count;

	if (count == 0) {
		printf("No cryptographic users for %s\n", simmac_mac_device(mac));
		return;
	}
	printf("Cryptographic user%s for %s (%zu found)\n", count == 1 ? "" : "s",
		simmac_mac_device(mac), count);
	for (i = 0; i < count; i++) {
		const struct simmac_crypto_user *crypto = &mac->volume.crypto_users.items[i];
		const char *margin = i + 1 < count ? "|   " : "    ";

		printf("|\n+-- %s\n%sType: %s\n", crypto->uuid, margin, kinds[crypto->kind].text);
		if (mac->rules->volume_owner)
			printf("%sVolume Owner: Yes\n", margin);
	}
}

static int list_users(const struct du_call *call)
{
	if (!simmac_mac_is_apfs(call->mac))
		return not_apfs(call);
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

/* FACTS 4.5 */
static int update_preboot(const struct du_call *call)
{
	struct simmac_mac *mac = call->mac;
	size_t i;

	if (!simmac_mac_is_root(mac)) { /* wording inferred */
		puts("You must be root to update Preboot volumes");
		return 1;
	}
	if (!simmac_mac_is_apfs(mac))
		return not_apfs(call);
	puts("Started APFS operation");
	wait_for(mac->settings.preboot_delay);
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0 || simmac_preboot_update(mac) < 0)
		return simmac_mac_failed(mac);
	for (i = 0; i < mac->volume.preboot.count; i++)
		printf("UpdatePreboot: Considering user %s\nUpdatePreboot: Error for this user was "
		       "0\n",
			mac->volume.preboot.items[i].uuid);
	puts("UpdatePreboot: Exiting Update Preboot operation with overall "
	     "error=(ZeroMeansSuccess)=0");
	puts("Finished APFS operation");
	return 0;
}

/* FACTS 5.2 */
static int show_info(const struct du_call *call)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *root = NULL;
	const char *device = simmac_mac_device(call->mac);
	bool on, apfs = simmac_mac_is_apfs(call->mac);

	if (simmac_mac_lock(call->mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(call->mac);
	on = simmac_filevault_is_on(call->mac);
	if (!call->plist) {
		printf("   Device Identifier:         %s\n"
		       "   Device Node:               /dev/%s\n"
		       "   Mount Point:               /\n"
		       "   File System Personality:   %s\n"
		       "   FileVault:                 %s\n",
			device, device, apfs ? "APFS" : "Journaled HFS+", on ? "Yes" : "No");
		return 0;
	}
	root = vouch_plist_new_dict();
	vouch_plist_set(root, "DeviceIdentifier", vouch_plist_new_string(device));
	if (apfs) /* the keys of an APFS volume. FACTS 5.2 */
		vouch_plist_set(root, "FileVault", vouch_plist_new_boolean(on));
	vouch_plist_set(root, "FilesystemType", vouch_plist_new_string(apfs ? "apfs" : "hfs"));
	vouch_plist_set(root, "MountPoint", vouch_plist_new_string("/"));
	print_plist(root);
	return 0;
}

static const struct {
	const char *group, *verb;
	int (*run)(const struct du_call *call);
} verbs[] = {
	{"apfs", "listUsers", list_users},
	{"apfs", "listCryptoUsers", list_users},
	{"apfs", "listKeys", list_users},
	{"apfs", "listCryptoKeys", list_users},
	{"apfs", "updatePreboot", update_preboot},
	{NULL, "info", show_info},
};

int simmac_diskutil(struct simmac_mac *mac, int argc, char **argv)
{
	struct du_call call = {.mac = mac};
	const char *group = NULL, *verb = NULL;
	int i = 1;
	size_t row;

	if (i < argc && vouch_text_equal_nocase(argv[i], "apfs"))
		group = argv[i++];
	if (i < argc)
		verb = argv[i++];
	for (; i < argc; i++) { /* -plist stands before or behind the volume */
		if (strcmp(argv[i], "-plist") == 0)
			call.plist = true;
		else
			call.volume = argv[i];
	}
	for (row = 0; row < sizeof verbs / sizeof *verbs; row++) {
		if (!vouch_text_equal_nocase(verbs[row].verb, verb) ||
			(verbs[row].group == NULL) != (group == NULL))
			continue;
		if (call.volume == NULL) {
			fprintf(stderr, "Usage:  diskutil %s%s [-plist] DISK|/\n",
				group == NULL ? "" : "apfs ", verbs[row].verb);
			return 1;
		}
		return is_root_volume(mac, call.volume) ? verbs[row].run(&call)
							: no_such_disk(&call);
	}
	fprintf(stderr, "simmac: diskutil %s%s is not simulated\n", group == NULL ? "" : "apfs ",
		verb == NULL ? "" : verb);
	return 70;
}
