/* fdesetup_users.c – fdesetup list, add, remove and sync. FACTS 4.2, T8, T9, F5 */
#include "fdesetup.h"

#include <stdio.h>
#include <string.h>

#include "directory.h"

static void print_entry(const struct simmac_fde *call, const struct simmac_directory *directory,
	const struct simmac_crypto_user *crypto)
{
	static const char *const types[] = {
		[SIMMAC_CRYPTO_LOCAL] = "OS User",
		[SIMMAC_CRYPTO_RECOVERY] = "Personal Recovery Record",
		[SIMMAC_CRYPTO_BOOTSTRAP] = "Bootstrap Token",
		[SIMMAC_CRYPTO_ICLOUD] = "iCloud Recovery Record",
		[SIMMAC_CRYPTO_ICLOUD_KEY] = "iCloud Recovery Record",
	};
	bool local = crypto->kind == SIMMAC_CRYPTO_LOCAL;
	const char *name = local ? simmac_directory_name(directory, crypto->uuid) : NULL;

	_Static_assert(sizeof types / sizeof *types == SIMMAC_CRYPTO_KINDS, "one type a kind");
	if (call->extended)
		printf("        %-36s %40s%s%s\n", crypto->uuid, types[crypto->kind],
			local ? " " : "", name ? name : "");
	else if (local)
		printf("%s,%s\n", name ? name : "(null)", crypto->uuid);
}

int simmac_fde_list(struct simmac_fde *call)
{
	struct simmac_mac *mac = call->mac;
	struct simmac_directory directory = {NULL, 0, 0};
	size_t i;

	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	if (call->offline) /* the locked volumes of other disks: there are none */
		return FDE_OK;
	/* FACTS C8: on APFS it lists holders with FileVault off, too. */
	if (!simmac_filevault_is_on(mac) &&
		!(simmac_mac_is_apfs(mac) && simmac_quirk(mac, SIMMAC_QUIRK_LIST_WHEN_OFF))) {
		fputs("Error: FileVault is Off.\n", stderr);
		return FDE_OFF;
	}
	if (simmac_directory_read(mac, &directory) < 0)
		return simmac_mac_failed(mac);
	if (call->extended)
		printf("ESCROW  UUID%73s USER\n", "TYPE");
	for (i = 0; i < mac->volume.crypto_users.count; i++)
		print_entry(call, &directory, &mac->volume.crypto_users.items[i]);
	return FDE_OK;
}

/* Somebody who unlocks must let the others in. FACTS T8 */
static enum simmac_filevault_answer may_add(struct simmac_fde *call)
{
	struct simmac_mac *mac = call->mac;
	enum simmac_filevault_answer answer;
	bool by_key = false;

	if (!simmac_filevault_is_on(mac))
		return FILEVAULT_NOT_ON;
	/* The name of -inputplist is not looked at: any crypto user's password will do. */
	answer = simmac_filevault_unlock(mac, NULL, &call->password, &by_key);
	if (answer == FILEVAULT_OK && by_key && !mac->rules->recovery_key_authorizes)
		return FILEVAULT_CANNOT_ADD;
	return answer;
}

int simmac_fde_add(struct simmac_fde *call)
{
	struct simmac_mac *mac = call->mac;
	enum simmac_filevault_answer answer;
	size_t i;

	if (call->people.count == 0) {
		fputs("Error: A user name to add is required.\n", stderr);
		return FDE_PARAMETER;
	}
	simmac_fde_ask_key(call);
	for (i = 0; i < call->people.count; i++)
		simmac_fde_ask_added(call, &call->people.items[i]);
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	answer = may_add(call);
	if (call->verbose && answer == FILEVAULT_OK)
		puts("fdesetup: device path = /");
	for (i = 0; answer == FILEVAULT_OK && i < call->people.count; i++) {
		const struct simmac_fde_person *person = &call->people.items[i];

		if (call->verbose)
			printf("Adding user '%s' to existing FileVault\n", person->name);
		answer = simmac_filevault_add(mac, person->name, &person->password);
	}
	return simmac_fde_refuse(call, answer);
}

int simmac_fde_remove(struct simmac_fde *call)
{
	if (!call->user && !call->uuid) {
		fputs("Error: A user name or UUID is required.\n", stderr);
		return FDE_PARAMETER;
	}
	if (simmac_mac_lock(call->mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(call->mac);
	return simmac_fde_refuse(call, simmac_filevault_remove(call->mac, call->user, call->uuid));
}

int simmac_fde_sync(struct simmac_fde *call)
{
	if (simmac_mac_lock(call->mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(call->mac);
	return simmac_fde_refuse(call, simmac_filevault_sync(call->mac));
}
