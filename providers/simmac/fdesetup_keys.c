/* fdesetup_keys.c – the recovery keys: changing, removing, checking them. FACTS 4.2, F3 */
#include "fdesetup.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/text.h"

#include "input.h"
#include "list_file.h"

static bool has_key(struct simmac_mac *mac)
{
	return simmac_volume_find_kind(&mac->volume, SIMMAC_CRYPTO_RECOVERY) != NULL;
}

/* -device: a mount point or a device; here is one disk. */
static bool is_this_disk(const struct simmac_fde *call)
{
	const char *device = simmac_mac_device(call->mac), *named = call->device;

	if (!named || strcmp(named, "/") == 0)
		return true;
	return vouch_text_equal_nocase(
		vouch_text_starts(named, "/dev/") ? named + strlen("/dev/") : named, device);
}

static int no_such_disk(const struct simmac_fde *call)
{
	fprintf(stderr, "Error: %s: there is no FileVault information.\n", call->device);
	return FDE_NOT_THERE;
}

int simmac_fde_has_key(struct simmac_fde *call)
{
	if (!is_this_disk(call))
		return no_such_disk(call);
	if (simmac_mac_lock(call->mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(call->mac);
	puts(has_key(call->mac) ? "true" : "false");
	return FDE_OK;
}

int simmac_fde_has_institutional(struct simmac_fde *call)
{
	if (!is_this_disk(call))
		return no_such_disk(call);
	if (simmac_mac_lock(call->mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(call->mac);
	puts(simmac_filevault_is_on(call->mac) && call->mac->volume.institutional ? "true"
										  : "false");
	return FDE_OK;
}

bool simmac_fde_has_master(struct simmac_mac *mac)
{
	return access(vouch_arena_printf(&mac->arena,
			      "%s/Library/Keychains/FileVaultMaster.keychain", mac->root),
		       F_OK) == 0;
}

/* Nobody opens a volume of the simulation by such a key: what it holds is not looked at. */
int simmac_fde_check_institution(struct simmac_fde *call)
{
	struct vouch_bytes bytes;

	if (call->certificate_data)
		return FDE_OK;
	if (call->certificate) {
		if (simmac_list_read_bytes(
			    call->mac, simmac_list_path(call->mac, call->certificate), &bytes) == 0)
			return FDE_OK;
		fputs("Error: The certificate could not be read.\n", stderr);
		return FDE_KEYCHAIN;
	}
	if (simmac_fde_has_master(call->mac))
		return FDE_OK;
	fputs("Error: The FileVaultMaster keychain could not be found.\n", stderr);
	return FDE_KEYCHAIN;
}

/* Of the one who asks: a password that unlocks or, where that is allowed, the key. */
static enum simmac_filevault_answer authorize(struct simmac_fde *call)
{
	struct simmac_mac *mac = call->mac;
	enum simmac_filevault_answer answer;
	bool by_key = false;

	if (!simmac_filevault_is_on(mac))
		return FILEVAULT_NOT_ON;
	answer = simmac_filevault_unlock(mac, call->name, &call->password, &by_key);
	if (answer == FILEVAULT_OK && by_key && !mac->rules->recovery_key_authorizes)
		return FILEVAULT_KEY_REFUSED;
	return answer;
}

/* transcripts: changerecovery-*; without -verbose there is a full stop. */
static int refuse_change(struct simmac_fde *call, enum simmac_filevault_answer answer)
{
	if (answer == FILEVAULT_WRONG_PASSWORD) {
		fputs("Error: Unable to unlock FileVault.\n", stderr);
		return FDE_AUTHENTICATION;
	}
	if (answer != FILEVAULT_KEY_REFUSED)
		return simmac_fde_refuse(call, answer);
	fputs(call->verbose ? "Error: Unable to change key\n" : "Error: Unable to change key.\n",
		stderr);
	return FDE_KEY_REFUSED;
}

/* From here on the Mac is ours to change. */
static int begin_change(struct simmac_fde *call)
{
	enum simmac_filevault_answer answer;

	simmac_fde_ask_key(call);
	if (simmac_mac_lock(call->mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(call->mac);
	answer = authorize(call);
	return answer == FILEVAULT_OK ? FDE_OK : refuse_change(call, answer);
}

/* Silent where all goes well. */
static int change_institutional(struct simmac_fde *call)
{
	struct simmac_mac *mac = call->mac;
	int status = begin_change(call);

	if (status == FDE_OK)
		status = simmac_fde_check_institution(call);
	if (status != FDE_OK)
		return status;
	mac->volume.institutional = true;
	return simmac_volume_save(mac) < 0 ? simmac_mac_failed(mac) : FDE_OK;
}

int simmac_fde_change_key(struct simmac_fde *call)
{
	struct simmac_mac *mac = call->mac;
	char key[SIMMAC_RECOVERY_TEXT];
	int status;

	if (call->institutional && !call->personal)
		return change_institutional(call);
	if (!call->personal) {
		fputs("Error: The type of the key is required: -personal or -institutional.\n",
			stderr);
		return FDE_PARAMETER;
	}
	if (call->verbose)
		fputs("fdesetup: use personal recovery key\nfdesetup: device path = /\n", stderr);
	status = begin_change(call);
	if (status != FDE_OK)
		return status;
	if (simmac_recovery_make(mac, key) < 0 || simmac_volume_save(mac) < 0)
		return simmac_mac_failed(mac);
	if (call->output_plist)
		simmac_fde_print_plist(call, key);
	else
		printf("New personal recovery key = '%s'\n", key);
	vouch_wipe(key, sizeof key);
	return FDE_OK;
}

int simmac_fde_remove_key(struct simmac_fde *call)
{
	struct simmac_mac *mac = call->mac;
	enum simmac_filevault_answer answer;

	simmac_fde_ask_key(call);
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	answer = authorize(call);
	if (answer == FILEVAULT_OK &&
		!(call->institutional ? mac->volume.institutional : call->personal && has_key(mac)))
		answer = FILEVAULT_NO_KEY;
	if (answer != FILEVAULT_OK)
		return simmac_fde_refuse(call, answer);
	if (call->institutional)
		mac->volume.institutional = false;
	else
		(void)simmac_volume_drop(&mac->volume, SIMMAC_UUID_RECOVERY); /* seen above */
	return simmac_volume_save(mac) < 0 ? simmac_mac_failed(mac) : FDE_OK;
}

int simmac_fde_validate_key(struct simmac_fde *call)
{
	struct simmac_mac *mac = call->mac;
	bool matches = false;

	if (!call->has_password)
		call->has_password = simmac_input_ask(&call->mac->heard,
			"Enter the current recovery key:", false, &call->password);
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0 ||
		simmac_recovery_check(mac, &call->password, &matches) < 0)
		return simmac_mac_failed(mac);
	puts(matches ? "true" : "false");
	return matches ? FDE_OK : FDE_AUTHENTICATION;
}
