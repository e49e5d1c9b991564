/* tool_fdesetup.c – fdesetup: its verbs, what FileVault is doing, and how it refuses. FACTS 4 */
#include <stdio.h>
#include <string.h>

#include "fdesetup.h"
#include "tools.h"

/* FACTS 4.2 */
int simmac_fde_status(struct simmac_fde *call)
{
	const struct simmac_volume *volume = &call->mac->volume;

	if (simmac_mac_lock(call->mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(call->mac);
	if (call->extended && (volume->filevault == SIMMAC_FILEVAULT_ENCRYPTING ||
				      volume->filevault == SIMMAC_FILEVAULT_DECRYPTING)) {
		fputs("Error: fdesetup status -extended: the simulated Mac estimates no times.\n",
			stderr);
		return FDE_PARAMETER;
	}
	if (volume->filevault == SIMMAC_FILEVAULT_RESTART) {
		puts("FileVault is Off, but will be enabled after the next restart.");
		return FDE_OK;
	}
	puts(simmac_filevault_is_on(call->mac) ? "FileVault is On." : "FileVault is Off.");
	switch (volume->filevault) {
	case SIMMAC_FILEVAULT_OFF:
	case SIMMAC_FILEVAULT_ON:
	case SIMMAC_FILEVAULT_RESTART:
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
			volume->deferred.user ? volume->deferred.user : "");
		break;
	}
	if (simmac_fde_has_master(call->mac))
		puts("FileVault master keychain appears to be installed.");
	return FDE_OK;
}

int simmac_fde_is_active(struct simmac_fde *call)
{
	if (simmac_mac_lock(call->mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(call->mac);
	puts(simmac_filevault_is_on(call->mac) ? "true" : "false");
	if (call->mac->volume.filevault == SIMMAC_FILEVAULT_ENCRYPTING)
		return FDE_BUSY;
	return simmac_filevault_is_on(call->mac) ? FDE_OK : FDE_OFF;
}

static int using_recovery_key(struct simmac_fde *call)
{
	(void)call; /* nobody started this Mac with one */
	puts("false");
	return FDE_OK;
}

static int supports_auth_restart(struct simmac_fde *call)
{
	(void)call;
	puts("true");
	return FDE_OK;
}

static int version(struct simmac_fde *call)
{
	printf("fdesetup of macOS %s\n", call->mac->settings.os); /* wording inferred */
	return FDE_OK;
}

static const struct {
	enum simmac_filevault_answer answer;
	int status;
	const char *text;
} refusals[] = {
	{FILEVAULT_WRONG_PASSWORD, FDE_AUTHENTICATION, "Error: User authentication failed."},
	{FILEVAULT_NO_USER, FDE_NOT_FOUND, "Error: User could not be found."},
	{FILEVAULT_ALREADY, FDE_ALREADY_ON, "Error: FileVault is already On."},
	{FILEVAULT_NOT_ON, FDE_NOT_ON, "Error: Command requires FileVault to be active"},
	{FILEVAULT_REFUSED, FDE_ENABLE_FAILED,
		"Error: A problem occurred while trying to enable FileVault. (-69594)"},
	{FILEVAULT_NO_ACCESS, FDE_MANAGED,
		"Error: FileVault cannot be enabled without Full Disk Access."},
	{FILEVAULT_BLANK, FDE_BLANK_PASSWORD, "Error: A user has a blank password."},
	{FILEVAULT_CANNOT_ADD, FDE_ADD_FAILED,
		"Error: user could not be added (-69578).\n"
		"Error: Unable to add one or more users to FileVault."},
	{FILEVAULT_LAST, FDE_CANNOT_REMOVE, "Error: User could not be removed."},
	{FILEVAULT_NO_KEY, FDE_CANNOT_REMOVE_KEY, "Error: Unable to remove the recovery key."},
	{FILEVAULT_KEY_REFUSED, FDE_CANNOT_CHANGE_KEY, "Error: Unable to change key."},
};

int simmac_fde_refuse(struct simmac_fde *call, enum simmac_filevault_answer answer)
{
	size_t i;

	if (answer == FILEVAULT_OK)
		return FDE_OK;
	for (i = 0; i < sizeof refusals / sizeof *refusals; i++)
		if (refusals[i].answer == answer) {
			fprintf(stderr, "%s\n", refusals[i].text);
			return refusals[i].status;
		}
	return simmac_mac_failed(call->mac); /* FILEVAULT_BROKEN */
}

static const struct verb {
	const char *name;
	bool needs_root;
	int (*run)(struct simmac_fde *call);
} verbs[] = {
	{"status", false, simmac_fde_status},
	{"isactive", false, simmac_fde_is_active},
	{"list", true, simmac_fde_list},
	{"add", true, simmac_fde_add},
	{"remove", true, simmac_fde_remove},
	{"sync", true, simmac_fde_sync},
	{"enable", true, simmac_fde_enable},
	{"disable", true, simmac_fde_disable},
	{"authrestart", true, simmac_fde_auth_restart},
	{"showdeferralinfo", true, simmac_fde_deferral},
	{"haspersonalrecoverykey", true, simmac_fde_has_key},
	{"hasinstitutionalrecoverykey", true, simmac_fde_has_institutional},
	{"changerecovery", true, simmac_fde_change_key},
	{"removerecovery", true, simmac_fde_remove_key},
	{"validaterecovery", true, simmac_fde_validate_key},
	{"usingrecoverykey", true, using_recovery_key},
	{"supportsauthrestart", false, supports_auth_restart},
	{"version", false, version},
};

static const struct verb *find_verb(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

/* The page of the simulation: nobody has captured Apple's. */
static int help(void)
{
	size_t i;

	puts("usage: fdesetup verb [options]\n    help");
	for (i = 0; i < sizeof verbs / sizeof *verbs; i++)
		printf("    %s\n", verbs[i].name);
	return FDE_OK;
}

bool simmac_fde_names_institution(const struct simmac_fde *call)
{
	return call->keychain || call->certificate || call->certificate_data;
}

/* An institution's key stands beside one that is made at once, and nowhere else here. */
static bool has_place_for_institution(const struct simmac_fde *call, const struct verb *verb)
{
	return (verb->run == simmac_fde_enable && !call->defer) ||
	       (verb->run == simmac_fde_change_key && call->institutional);
}

/* What is taken nowhere, or not in this place. 0: all is. */
static int refuse_options(struct simmac_fde *call, const struct verb *verb)
{
	if (simmac_fde_names_institution(call) && !has_place_for_institution(call, verb)) {
		fprintf(stderr,
			"Error: fdesetup %s: the simulated Mac takes no keychain or certificate "
			"there.\n",
			verb->name);
		return FDE_PARAMETER;
	}
	/* The manual page: CoreStorage alone. */
	if ((call->has_key_path || call->force_restart) && simmac_mac_is_apfs(call->mac)) {
		fprintf(stderr, "Error: %s is not supported on APFS volumes.\n",
			call->has_key_path ? "Unlocking with a keychain" : "-forcerestart");
		return FDE_NOT_ON_APFS;
	}
	if (call->has_key_path) {
		fputs("Error: the simulated Mac does not unlock with an institution's private "
		      "key.\n",
			stderr);
		return FDE_PARAMETER;
	}
	if ((call->force_at_login || call->no_question_at_logout) && !call->defer) {
		fputs("Error: -forceatlogin and -dontaskatlogout go with -defer.\n", stderr);
		return FDE_PARAMETER;
	}
	return FDE_OK;
}

static int run(struct simmac_fde *call, const struct verb *verb)
{
	int status;

	if (call->input_plist && !simmac_fde_read_input(call))
		return FDE_BAD_INPUT;
	status = refuse_options(call, verb);
	return status == FDE_OK ? verb->run(call) : status;
}

int simmac_fdesetup(struct simmac_mac *mac, int argc, char **argv)
{
	struct simmac_fde call = {.mac = mac};
	const struct verb *verb = argc > 1 ? find_verb(argv[1]) : NULL;
	const char *odd;
	int status;

	if (argc > 1 && strcmp(argv[1], "help") == 0)
		return help();
	if (!verb) {
		fputs("Error: Unknown command. Type 'fdesetup help' for usage.\n", stderr);
		return FDE_UNKNOWN_COMMAND;
	}
	odd = simmac_fde_parse(&call, verb->name, argc, argv);
	if (odd) {
		fprintf(stderr, "Error: Bad parameter '%s'.\n", odd);
		status = FDE_PARAMETER;
	} else if (verb->needs_root && !simmac_mac_is_root(mac)) {
		fprintf(stderr, "Error: fdesetup %s must be run as root.\n", verb->name);
		status = FDE_OFF;
	} else {
		status = run(&call, verb);
	}
	simmac_fde_release(&call);
	return status;
}
