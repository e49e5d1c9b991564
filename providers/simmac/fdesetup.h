/* fdesetup.h – one call of fdesetup, parsed: shared by its verbs. FACTS 4 */
#ifndef SIMMAC_FDESETUP_H
#define SIMMAC_FDESETUP_H

#include <stdbool.h>

#include "vouch/base/secret.h"

#include "filevault.h"

/* Exit statuses. FACTS 4.1 */
enum simmac_fde_exit {
	FDE_OK = 0,
	FDE_OFF = 1,
	FDE_BUSY = 2,
	FDE_AUTHENTICATION = 11,
	FDE_PARAMETER = 12,
	FDE_UNKNOWN_COMMAND = 13,
	FDE_BAD_INPUT = 15,
	FDE_ADD_FAILED = 17,
	FDE_KEYCHAIN = 19,
	FDE_NO_DEFERRAL = 20,
	FDE_ENABLE_FAILED = 23,
	FDE_ALREADY_ON = 24,
	FDE_CANNOT_REMOVE = 25,
	FDE_CANNOT_CHANGE_KEY = 26,
	FDE_CANNOT_REMOVE_KEY = 27,
	FDE_NOT_ON = 28,
	FDE_NOT_THERE = 29,
	FDE_NOT_FOUND = 30,
	FDE_MANAGED = 31,
	FDE_NOT_ON_APFS = 34,
	FDE_BLANK_PASSWORD = 37,
	FDE_KEY_REFUSED = 136 /* seen, in no manual */
};

/* An account named in -inputplist or by -usertoadd, with its own password where one came. */
struct simmac_fde_person {
	const char *name;
	bool has_password;
	struct vouch_secret password;
};

struct simmac_fde {
	struct simmac_mac *mac;
	/* options */
	const char *user, *uuid, *defer, *certificate, *device;
	const char *force_at_login, *delay_minutes; /* numbers */
	bool keychain, has_key_path;                /* -key PATH, or KeychainPath */
	bool input_plist, output_plist, personal, institutional, no_recovery_key, extended, verbose;
	bool offline, prompts, force_restart, auth_restart, no_question_at_logout;
	/* what came by -inputplist, or was asked for */
	bool certificate_data;
	const char *name;
	bool has_password;
	struct vouch_secret password;
	struct {
		struct simmac_fde_person *items;
		size_t count, room;
	} people;
};

/* The options that the manual page has for this verb, in any order; the first word that is none of
 * them, or lacks its value, or NULL. */
const char *simmac_fde_parse(struct simmac_fde *call, const char *verb, int argc, char **argv);
void simmac_fde_release(struct simmac_fde *call);
/* Reads -inputplist. False, and a message: it cannot be used. */
bool simmac_fde_read_input(struct simmac_fde *call);
/* The name and the password of somebody who may; asks for what is missing. */
void simmac_fde_ask_user(struct simmac_fde *call);
/* One password: of anybody who unlocks, or the recovery key; asks where it is missing. */
void simmac_fde_ask_key(struct simmac_fde *call);
void simmac_fde_ask_added(struct simmac_fde *call, struct simmac_fde_person *person);
/* The error lines of an answer that is not FILEVAULT_OK; returns the exit status. */
int simmac_fde_refuse(struct simmac_fde *call, enum simmac_filevault_answer answer);

/* The verbs. Each takes the lock itself, after it has asked. */
int simmac_fde_status(struct simmac_fde *call);
int simmac_fde_is_active(struct simmac_fde *call);
int simmac_fde_list(struct simmac_fde *call);
int simmac_fde_add(struct simmac_fde *call);
int simmac_fde_remove(struct simmac_fde *call);
int simmac_fde_sync(struct simmac_fde *call);
int simmac_fde_enable(struct simmac_fde *call);
int simmac_fde_disable(struct simmac_fde *call);
int simmac_fde_auth_restart(struct simmac_fde *call);
int simmac_fde_deferral(struct simmac_fde *call);
int simmac_fde_has_key(struct simmac_fde *call);
int simmac_fde_has_institutional(struct simmac_fde *call);
int simmac_fde_change_key(struct simmac_fde *call);
int simmac_fde_remove_key(struct simmac_fde *call);
int simmac_fde_validate_key(struct simmac_fde *call);
/* Is the institution's keychain where -keychain looks for it? */
bool simmac_fde_has_master(struct simmac_mac *mac);
/* Is what -keychain or -certificate names there? Else an error line, and the exit status. */
int simmac_fde_check_institution(struct simmac_fde *call);
/* Is there anything of an institution's key in this call? */
bool simmac_fde_names_institution(const struct simmac_fde *call);
/* {EnabledDate, EnabledUser, …}, as -outputplist prints it. */
void simmac_fde_print_plist(struct simmac_fde *call, const char *key);

#endif
