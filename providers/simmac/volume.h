/* volume.h – what the APFS volume of a simulated Mac knows: crypto users, FileVault, the preboot
 * copy, the bootstrap token; and, beside them, sessions and what Open Directory forgets.
 *
 * Kept apart from the account records on purpose: token tag (record), crypto user (here) and the
 * secret that wraps it (here) can disagree, as on a Mac. FACTS 1.1
 *
 * Taking the Mac's lock reads this; whoever changes it calls simmac_volume_save() before letting
 * go. Text lives in the Mac's arena.
 */
#ifndef SIMMAC_VOLUME_H
#define SIMMAC_VOLUME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hash.h"

struct simmac_mac;

/* FACTS 5.1 */
#define SIMMAC_UUID_RECOVERY   "EBC6C064-0000-11AA-AA11-00306543ECAC"
#define SIMMAC_UUID_BOOTSTRAP  "2457711A-523C-4604-B75A-F48A571D5036"
#define SIMMAC_UUID_ICLOUD     "EC1C2AD9-B618-4ED6-BD8D-50F361C27507"
#define SIMMAC_UUID_ICLOUD_KEY "64C0C6EB-0000-11AA-AA11-00306543ECAC"

enum simmac_crypto_kind {
	SIMMAC_CRYPTO_LOCAL,     /* an account; the UUID is its GeneratedUID */
	SIMMAC_CRYPTO_RECOVERY,  /* the personal recovery key; wraps: its hash */
	SIMMAC_CRYPTO_BOOTSTRAP, /* the MDM bootstrap token */
	SIMMAC_CRYPTO_ICLOUD,    /* recovery by an Apple Account: the user, and its external key */
	SIMMAC_CRYPTO_ICLOUD_KEY,
	SIMMAC_CRYPTO_KINDS
};

struct simmac_crypto_user {
	const char *uuid;
	enum simmac_crypto_kind kind;
	const char *name; /* of the account when it was made: a hint for finding it */
	struct simmac_hash
		wraps; /* "cpw": the password that unlocks, as the hash of the record then */
};

struct simmac_preboot_user {
	const char *uuid, *name, *full_name;
	bool admin;
};

struct simmac_session {
	const char *name;
	int64_t uid;
	bool graphical;
};

/* A change of a token that -secureTokenStatus does not show yet. */
struct simmac_lag {
	const char *uuid;
	bool shown;    /* what it still says */
	int64_t until; /* simmac_mac_milliseconds() */
};

enum simmac_filevault {
	SIMMAC_FILEVAULT_OFF,
	SIMMAC_FILEVAULT_ON,
	SIMMAC_FILEVAULT_ENCRYPTING,
	SIMMAC_FILEVAULT_DECRYPTING,
	SIMMAC_FILEVAULT_DEFERRED,
	SIMMAC_FILEVAULT_RESTART, /* HFS+: encryption begins with the next restart */
	SIMMAC_FILEVAULTS
};

enum simmac_bootstrap {
	SIMMAC_BOOTSTRAP_UNSUPPORTED,
	SIMMAC_BOOTSTRAP_SUPPORTED,
	SIMMAC_BOOTSTRAP_ESCROWED,
	SIMMAC_BOOTSTRAPS
};

struct simmac_names {
	const char **items;
	size_t count, room;
};

/* What sysadminctl switches beside accounts. */
struct simmac_switches {
	bool guest_account, afp_guest, smb_guest, network_time;
	int64_t screen_lock;   /* seconds; 0 immediate, negative off */
	const char *autologin; /* NULL, or the account */
};

/* FileVault that waits for somebody's password. */
struct simmac_deferral {
	const char *user;   /* NULL: whoever comes first */
	const char *path;   /* NULL, or where the recovery key is written then */
	bool at_login;      /* the window asks already when they log in */
	bool not_at_logout; /* and does not ask when they log out */
	bool no_key;        /* no personal recovery key is made */
};

struct simmac_volume {
	enum simmac_filevault filevault;
	struct simmac_deferral deferred;
	int64_t percent;    /* while encrypting or decrypting */
	bool institutional; /* the volume opens by an institutional recovery key */
	enum simmac_bootstrap bootstrap;
	struct {
		struct simmac_crypto_user *items;
		size_t count, room;
	} crypto_users; /* oldest first */
	struct {
		struct simmac_preboot_user *items;
		size_t count, room;
	} preboot;
	struct {
		struct simmac_session *items;
		size_t count, room;
	} sessions; /* the first graphical one is at the console */
	struct {
		struct simmac_lag *items;
		size_t count, room;
	} lags;
	struct simmac_names hashed; /* UUIDs whose password came as a hash (not "pwset") */
	struct simmac_switches switches;
	struct simmac_names raw_deleted; /* names removed by dscl -delete (phantom_add) */
};

/* Words of the enums, in the store, in options and in `simmac show`. */
const char *simmac_filevault_word(enum simmac_filevault filevault);
const char *simmac_bootstrap_word(enum simmac_bootstrap bootstrap);
const char *simmac_crypto_kind_word(enum simmac_crypto_kind kind);
bool simmac_filevault_find(const char *word, enum simmac_filevault *out);
bool simmac_bootstrap_find(const char *word, enum simmac_bootstrap *out);

/* Is the volume encrypted, or becoming so? */
bool simmac_filevault_is_on(const struct simmac_mac *mac);

int simmac_volume_load(struct simmac_mac *mac);
int simmac_volume_save(struct simmac_mac *mac);

struct simmac_crypto_user *simmac_volume_find(struct simmac_volume *volume, const char *uuid);
struct simmac_crypto_user *simmac_volume_find_kind(
	struct simmac_volume *volume, enum simmac_crypto_kind kind);
/* Finds the crypto user or makes it, and gives it this secret. */
void simmac_volume_put(struct simmac_mac *mac, const char *uuid, enum simmac_crypto_kind kind,
	const char *name, const struct simmac_hash *wraps);
/* False where there was none. */
bool simmac_volume_drop(struct simmac_volume *volume, const char *uuid);

bool simmac_names_have(const struct simmac_names *names, const char *name);
void simmac_names_add(struct simmac_mac *mac, struct simmac_names *names, const char *name);
void simmac_names_drop(struct simmac_names *names, const char *name);

#endif
