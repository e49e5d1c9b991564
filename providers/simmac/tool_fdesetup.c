/* tool_fdesetup.c – fdesetup: what FileVault is doing and who unlocks it. FACTS 4 */
#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"

#include "physics.h"
#include "tools.h"

/* FACTS 4.1 */
enum {
	FDE_OFF = 1,
	FDE_BUSY = 2,
	FDE_PARAMETER = 12,
	FDE_UNKNOWN_COMMAND = 13,
	FDE_CANNOT_REMOVE = 25,
	FDE_NOT_FOUND = 30
};

struct fde_call {
	struct simmac_mac *mac;
	int argc;
	char **argv; /* [0] is the verb */
};

/* FACTS 4.2 */
static int show_status(struct fde_call *call)
{
	const struct simmac_volume *volume = &call->mac->volume;

	puts(simmac_filevault_is_on(call->mac) ? "FileVault is On." : "FileVault is Off.");
	switch (volume->filevault) {
	case SIMMAC_FILEVAULT_OFF:
	case SIMMAC_FILEVAULT_ON:
	case SIMMAC_FILEVAULTS: break;
	case SIMMAC_FILEVAULT_ENCRYPTING:
		printf("Encryption in progress: Percent completed = %lld\n",
			(long long)volume->percent);
		break;
	case SIMMAC_FILEVAULT_DECRYPTING:
		printf("Decryption in progress: Percent completed = %lld\n",
			(long long)volume->percent);
		break;
	case SIMMAC_FILEVAULT_DEFERRED:
		printf("Deferred enablement appears to be active for user '%s'.\n",
			volume->deferred_user == NULL ? "" : volume->deferred_user);
		break;
	}
	return 0;
}

static int show_active(struct fde_call *call)
{
	puts(simmac_filevault_is_on(call->mac) ? "true" : "false");
	if (call->mac->volume.filevault == SIMMAC_FILEVAULT_ENCRYPTING)
		return FDE_BUSY;
	return simmac_filevault_is_on(call->mac) ? 0 : FDE_OFF;
}

/* Whose crypto user it is; NULL for an orphan. Lives in the Mac's arena. */
static int name_of(
	struct simmac_mac *mac, const struct simmac_crypto_user *crypto, const char **name)
{
	SIMMAC_RECORD user = {0};
	int r = simmac_record_find_by(mac, SIMMAC_USERS, "generateduid", crypto->uuid, &user);

	if (r < 0)
		return r;
	*name = r == 1 ? simmac_record_first(mac, &user, "name") : NULL;
	return 0;
}

static int print_entry(
	struct simmac_mac *mac, const struct simmac_crypto_user *crypto, bool extended)
{
	static const char *const types[] = {"OS User", "Personal Recovery Record",
		"Bootstrap Token", "iCloud Recovery Record", "iCloud Recovery Record"};
	const char *name = NULL;

	_Static_assert(sizeof types / sizeof *types == SIMMAC_CRYPTO_KINDS, "one type a kind");
	if (crypto->kind == SIMMAC_CRYPTO_LOCAL && name_of(mac, crypto, &name) < 0)
		return -1;
	if (extended)
		printf("        %-36s %40s%s%s\n", crypto->uuid, types[crypto->kind],
			crypto->kind == SIMMAC_CRYPTO_LOCAL ? " " : "",
			crypto->kind == SIMMAC_CRYPTO_LOCAL && name != NULL ? name : "");
	else if (crypto->kind == SIMMAC_CRYPTO_LOCAL)
		printf("%s,%s\n", name == NULL ? "(null)" : name, crypto->uuid);
	return 0;
}

static int list_users(struct fde_call *call)
{
	struct simmac_mac *mac = call->mac;
	bool extended = call->argc > 1 && strcmp(call->argv[1], "-extended") == 0;
	size_t i;

	/* FACTS C8: on APFS it lists holders with FileVault off, too. */
	if (!simmac_filevault_is_on(mac) &&
		!(simmac_mac_is_apfs(mac) && simmac_quirk(mac, SIMMAC_QUIRK_LIST_WHEN_OFF))) {
		fputs("Error: FileVault is Off.\n", stderr);
		return FDE_OFF;
	}
	if (extended)
		printf("ESCROW  UUID%73s USER\n", "TYPE");
	for (i = 0; i < mac->volume.crypto_users.count; i++) {
		if (print_entry(mac, &mac->volume.crypto_users.items[i], extended) < 0)
			return simmac_mac_failed(mac);
	}
	return 0;
}

static int has_recovery_key(struct fde_call *call)
{
	puts(simmac_volume_find_kind(&call->mac->volume, SIMMAC_CRYPTO_RECOVERY) ? "true"
										 : "false");
	return 0;
}

static int has_institutional_key(struct fde_call *call)
{
	(void)call; /* the simulation has none */
	puts("false");
	return 0;
}

/* Drops crypto users whose account has gone; adds nothing. FACTS F5 */
static int sync_users(struct fde_call *call)
{
	struct simmac_volume *volume = &call->mac->volume;
	size_t i = 0;

	while (i < volume->crypto_users.count) {
		const struct simmac_crypto_user *crypto = &volume->crypto_users.items[i];
		const char *name = "";

		if (crypto->kind == SIMMAC_CRYPTO_LOCAL && name_of(call->mac, crypto, &name) < 0)
			return simmac_mac_failed(call->mac);
		if (name == NULL)
			(void)simmac_volume_drop(volume, crypto->uuid); /* it is there */
		else
			i++;
	}
	return simmac_volume_save(call->mac) < 0 ? simmac_mac_failed(call->mac) : 0;
}

static size_t local_users(const struct simmac_volume *volume)
{
	size_t i, count = 0;

	for (i = 0; i < volume->crypto_users.count; i++)
		count += volume->crypto_users.items[i].kind == SIMMAC_CRYPTO_LOCAL;
	return count;
}

/* FACTS T9: the crypto user goes, the tag may stay. */
static int remove_user(struct fde_call *call)
{
	struct simmac_mac *mac = call->mac;
	SIMMAC_RECORD user = {0};
	const char *uuid;
	int r;

	if (call->argc < 3 ||
		(strcmp(call->argv[1], "-user") != 0 && strcmp(call->argv[1], "-uuid") != 0)) {
		fputs("Error: A user name or UUID is required.\n", stderr);
		return FDE_PARAMETER;
	}
	r = strcmp(call->argv[1], "-user") == 0
		    ? simmac_record_find(mac, SIMMAC_USERS, call->argv[2], &user)
		    : simmac_record_find_by(
			      mac, SIMMAC_USERS, "generateduid", call->argv[2], &user);
	if (r < 0)
		return simmac_mac_failed(mac);
	uuid = r == 1 ? simmac_record_first(mac, &user, "generateduid") : call->argv[2];
	if (simmac_volume_find(&mac->volume, uuid) == NULL) {
		fputs("Error: User could not be found.\n", stderr);
		return FDE_NOT_FOUND;
	}
	if (local_users(&mac->volume) < 2) {
		fputs("Error: User could not be removed.\n", stderr);
		return FDE_CANNOT_REMOVE;
	}
	(void)simmac_volume_drop(&mac->volume, uuid); /* found above */
	if (r == 1 && !simmac_quirk(mac, SIMMAC_QUIRK_FDE_REMOVE_KEEPS_TAG) &&
		simmac_token_take(mac, &user) != SIMMAC_OK)
		return simmac_mac_failed(mac);
	return simmac_volume_save(mac) < 0 ? simmac_mac_failed(mac) : 0;
}

static const struct fde_verb {
	const char *name;
	enum simmac_lock lock;
	bool needs_root;
	int (*run)(struct fde_call *call); /* NULL: the simulation does not have it */
} verbs[] = {
	{"status", SIMMAC_READ, false, show_status},
	{"isactive", SIMMAC_READ, false, show_active},
	{"list", SIMMAC_READ, true, list_users},
	{"haspersonalrecoverykey", SIMMAC_READ, true, has_recovery_key},
	{"hasinstitutionalrecoverykey", SIMMAC_READ, true, has_institutional_key},
	{"sync", SIMMAC_CHANGE, true, sync_users},
	{"remove", SIMMAC_CHANGE, true, remove_user},
	{"add", SIMMAC_CHANGE, true, NULL},
	{"enable", SIMMAC_CHANGE, true, NULL},
	{"disable", SIMMAC_CHANGE, true, NULL},
	{"changerecovery", SIMMAC_CHANGE, true, NULL},
	{"removerecovery", SIMMAC_CHANGE, true, NULL},
	{"validaterecovery", SIMMAC_READ, true, NULL},
	{"usingrecoverykey", SIMMAC_READ, true, NULL},
	{"supportsauthrestart", SIMMAC_READ, false, NULL},
	{"authrestart", SIMMAC_CHANGE, true, NULL},
	{"showdeferralinfo", SIMMAC_READ, true, NULL},
};

static const struct fde_verb *find_verb(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	}
	return NULL;
}

int simmac_fdesetup(struct simmac_mac *mac, int argc, char **argv)
{
	struct fde_call call = {.mac = mac, .argc = argc - 1, .argv = argv + 1};
	const struct fde_verb *verb = argc > 1 ? find_verb(argv[1]) : NULL;

	if (verb == NULL) {
		fputs("Error: Unknown command. Type 'fdesetup help' for usage.\n", stderr);
		return FDE_UNKNOWN_COMMAND;
	}
	if (verb->run == NULL) {
		fprintf(stderr, "simmac: fdesetup %s is not simulated\n", verb->name);
		return 70;
	}
	if (verb->needs_root && !simmac_mac_is_root(mac)) { /* wording inferred */
		fprintf(stderr, "Error: fdesetup %s must be run as root.\n", verb->name);
		return 1;
	}
	if (simmac_mac_lock(mac, verb->lock) < 0)
		return simmac_mac_failed(mac);
	return verb->run(&call);
}
