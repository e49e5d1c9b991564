/* physics.h – how a Mac behaves: passwords, tokens, administrators, logins, deletions.
 *
 * The tools parse arguments, ask one of these functions, and print what came of it; they decide
 * nothing themselves. Everything here wants the Mac's lock (SIMMAC_CHANGE where it changes) and
 * saves what it changed, records and volume, before it returns.
 *
 * Outcomes are answers of macOS. SIMMAC_BROKEN means the simulation itself failed: print it with
 * simmac_mac_failed(). Passwords come as vouch_secret and go nowhere but into the hash.
 *
 *	token(u)   tag in the record and a crypto user on the volume
 *	usable(u)  token(u), the crypto user wrapped by the password the record has, not disabled
 *	grantor(u) usable(u) and an administrator (by name or by GUID)
 */
#ifndef SIMMAC_PHYSICS_H
#define SIMMAC_PHYSICS_H

#include <stdbool.h>

#include "vouch/base/secret.h"

#include "mac.h"
#include "record.h"

#define SIMMAC_TAG      ";SecureToken;"
#define SIMMAC_SUPPRESS ";DisabledTags;SecureToken"
#define SIMMAC_DISABLED ";DisabledUser;"

enum simmac_outcome {
	SIMMAC_OK,
	SIMMAC_LIED,           /* the tool says Done!, nothing changed. FACTS 1.6 row 11 */
	SIMMAC_NO_USER,        /* Unknown user / record not found */
	SIMMAC_WRONG_PASSWORD, /* of the account it is about; also where it has none */
	SIMMAC_ACCOUNT_DISABLED,
	SIMMAC_ACCOUNT_LOCKED, /* too many failed tries */
	SIMMAC_NOT_ROOT,       /* 1.6 row 1 */
	SIMMAC_NO_UNLOCK,      /* Operation is not permitted without secure token unlock. */
	SIMMAC_NOT_AUTHORIZED, /* Code=5101 */
	SIMMAC_SELF_REVOKE,    /* User cannot disable their own SEP credential */
	SIMMAC_NO_RECORD,      /* No existing unlock record */
	SIMMAC_POLICY,         /* the password policy refuses the new password (5402) */
	SIMMAC_LAST,           /* last administrator or last token holder */
	SIMMAC_NO_PERMISSION,  /* eDSPermissionError, -14120 */
	SIMMAC_BROKEN
};

/* An administrator's name and password as given to sysadminctl; name NULL: none given. */
struct simmac_credentials {
	const char *name;
	const struct vouch_secret *password;
};

struct simmac_answer {
	enum simmac_outcome outcome;
	bool credentials_failed; /* print the ### Error:-14090 line first. FACTS 1.6 row 3 */
};

/* -- Passwords (physics_password.c) ------------------------------------------------------------ */

/* Does it match? No event, no count. An account without a password matches nothing. */
int simmac_password_matches(struct simmac_mac *mac, const struct simmac_record *user,
	const struct vouch_secret *password, bool *out);
/* Puts the password into the record through Open Directory, whatever was there: new hash, tags of
 * the record, and event E1. The crypto user is left as it is (see the two below). */
enum simmac_outcome simmac_password_put(
	struct simmac_mac *mac, struct simmac_record *user, const struct vouch_secret *password);
/* A password that arrives as a hash (MDM, dsimport): no event, and not "set". FACTS P10, N5 */
enum simmac_outcome simmac_password_inject(
	struct simmac_mac *mac, struct simmac_record *user, const struct vouch_secret *password);
/* As root, without the old password: P3, P5 to P8. */
struct simmac_answer simmac_password_reset(struct simmac_mac *mac, const char *user,
	const struct vouch_secret *password, struct simmac_credentials by);
/* With the old password: P1, P2. */
enum simmac_outcome simmac_password_change(struct simmac_mac *mac, const char *user,
	const struct vouch_secret *old, const struct vouch_secret *password);
/* Wraps the crypto user of this record, if it has one, with the password the record has now. */
void simmac_password_rewrap(struct simmac_mac *mac, const struct simmac_record *user);
/* The hash and nothing else: no event, no policy, not saved. For re-hashing the same password. */
int simmac_password_write(
	struct simmac_mac *mac, struct simmac_record *user, const struct vouch_secret *password);
struct simmac_hash simmac_password_hash(struct simmac_mac *mac, const struct simmac_record *user);
bool simmac_password_is_set(struct simmac_mac *mac, const struct simmac_record *user);

/* -- Authentication and logins (physics_login.c) ----------------------------------------------- */

/* Any verification by Open Directory: counts failures (E12) and may hand out the first token (E2,
 * E2', E2''). */
enum simmac_outcome simmac_authenticate(
	struct simmac_mac *mac, const char *user, const struct vouch_secret *password);

/* How somebody comes in: only the login window has a dialog, the bootstrap token, and preboot. */
enum simmac_how { SIMMAC_GRAPHICAL, SIMMAC_SSH, SIMMAC_SU };

struct simmac_login {
	const char *user;
	const struct vouch_secret *password;
	enum simmac_how how;
	/* Of a mobile account: its directory has another password now, this one; old (or NULL) is
	 * what the window is told when it asks for the one before. FACTS E6 */
	bool from_directory;
	const struct vouch_secret *old;
	/* Whoever answers the dialog of E5; name NULL: it is bypassed. */
	struct simmac_credentials administrator;
};

enum simmac_outcome simmac_login(struct simmac_mac *mac, const struct simmac_login *login);
/* *was_there is false where there was no such session. password, or NULL: typed when a deferred
 * FileVault asks for it. FACTS E7 */
int simmac_logout(struct simmac_mac *mac, const char *user, const struct vouch_secret *password,
	bool *was_there);
bool simmac_logged_in(const struct simmac_mac *mac, const char *user);

/* -- Tokens (physics_token.c) ------------------------------------------------------------------ */

struct simmac_token {
	bool tag, crypto; /* the two stores */
	bool wrapped;     /* the crypto user has the record's password */
};

struct simmac_token simmac_token_read(struct simmac_mac *mac, const struct simmac_record *user);
bool simmac_token_held(struct simmac_token token);
/* What -secureTokenStatus says, after any lag. */
bool simmac_token_shown(struct simmac_mac *mac, const struct simmac_record *user);
bool simmac_token_usable(struct simmac_mac *mac, const struct simmac_record *user);
bool simmac_token_grantor(struct simmac_mac *mac, const struct simmac_record *user);
/* 1, 0, or negative: broken. except: a GeneratedUID that does not count, or NULL. */
int simmac_token_any(struct simmac_mac *mac, const char *except);
/* The zero-holder gate of 1.7: *any* holder or, where the version says so, any other record. */
int simmac_token_gate_open(struct simmac_mac *mac);

struct simmac_answer simmac_token_grant(struct simmac_mac *mac, const char *user,
	const struct vouch_secret *password, struct simmac_credentials by);
struct simmac_answer simmac_token_revoke(struct simmac_mac *mac, const char *user,
	const struct vouch_secret *password, struct simmac_credentials by);
/* Makes it so, without asking anybody: tag, crypto user, owner. Saves record and volume. */
enum simmac_outcome simmac_token_give(struct simmac_mac *mac, struct simmac_record *user);
/* The right to unlock at startup: a token; on HFS+, a user of the encrypted volume. */
enum simmac_outcome simmac_unlock_give(struct simmac_mac *mac, struct simmac_record *user);
enum simmac_outcome simmac_token_take(struct simmac_mac *mac, struct simmac_record *user);

/* -- Administrators and groups (physics_group.c) ------------------------------------------------
 */

struct simmac_membership {
	bool by_name, by_guid;
};

struct simmac_membership simmac_group_membership(
	struct simmac_mac *mac, const char *group, const struct simmac_record *user);
bool simmac_is_admin(struct simmac_mac *mac, const struct simmac_record *user);
/* Adds or removes name and GUID, as dseditgroup does. False in *found where no such group is. */
int simmac_group_add(
	struct simmac_mac *mac, const char *group, const struct simmac_record *user, bool *found);
int simmac_group_remove(
	struct simmac_mac *mac, const char *group, const struct simmac_record *user, bool *found);

/* -- Accounts (physics_account.c) ---------------------------------------------------------------
 */

struct simmac_account {
	const char *name;
	const char *full_name; /* NULL: the name */
	const char *uuid;      /* NULL: a new one */
	int64_t uid;           /* negative: the first free one */
	int64_t gid;           /* negative: 20 */
	const char *home;      /* NULL: /Users/NAME, and it is made */
	const char *shell;     /* NULL: the one of the version */
	const char *hint, *picture;
	bool admin, hidden, suppressed;
};

/* Makes the record with all that sysadminctl writes, groups and home; no password yet. */
enum simmac_outcome simmac_account_make(
	struct simmac_mac *mac, const struct simmac_account *account, struct simmac_record *out);
/* ROOT/Users/NAME from the template, if it is not there. *made tells. */
int simmac_account_home(struct simmac_mac *mac, const struct simmac_record *user, bool *made);
/* The first uid from 501 that nobody has. FACTS 2.3 */
int simmac_account_free_uid(struct simmac_mac *mac, int64_t *out);
/* sysadminctl -deleteUser without the home: record, crypto user and memberships. FACTS X1 */
enum simmac_outcome simmac_account_delete(struct simmac_mac *mac, const char *user);
/* Would X1 be refused? SIMMAC_OK, SIMMAC_LAST or SIMMAC_NO_USER. */
enum simmac_outcome simmac_account_may_delete(struct simmac_mac *mac, const char *user);
/* dscl -delete: the record alone; crypto user and group GUIDs stay. FACTS X3 */
enum simmac_outcome simmac_account_delete_raw(struct simmac_mac *mac, const char *user);
bool simmac_account_disabled(const struct simmac_record *user);
/* Cached from a directory (FACTS 3.3). */
bool simmac_account_is_mobile(const struct simmac_record *user);

/* -- Preboot (physics_preboot.c) -----------------------------------------------------------------
 */

/* Copies every crypto user that has a record to the preboot volume. FACTS T10 */
int simmac_preboot_update(struct simmac_mac *mac);
/* Is what preboot knows of this account what the records say? */
bool simmac_preboot_has(const struct simmac_mac *mac, const char *uuid);

#endif
