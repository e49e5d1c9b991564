/* filevault.h – the physics of FileVault: who unlocks the volume, switching it on and off, its
 * keys.
 *
 * On APFS whoever unlocks is a crypto user, which is what a token makes; on HFS+ it is a user of
 * the encrypted (CoreStorage) volume. Both are kept in mac->volume.crypto_users. All this wants the
 * Mac's lock for changing, and saves what it changed. FACTS 4, F1 to F5, T8, T9
 */
#ifndef SIMMAC_FILEVAULT_H
#define SIMMAC_FILEVAULT_H

#include "vouch/base/buf.h"

#include "physics.h"
#include "recovery_key.h"

enum simmac_filevault_answer {
	FILEVAULT_OK,
	FILEVAULT_WRONG_PASSWORD,
	FILEVAULT_NO_USER,
	FILEVAULT_ALREADY,     /* it is on, or on its way */
	FILEVAULT_NOT_ON,      /* off, or on its way there */
	FILEVAULT_REFUSED,     /* this account may not; -69594 */
	FILEVAULT_NO_ACCESS,   /* neither Full Disk Access nor management. FACTS 4.4 */
	FILEVAULT_BLANK,       /* somebody who would unlock has a blank password */
	FILEVAULT_CANNOT_ADD,  /* -69578 */
	FILEVAULT_LAST,        /* the last user that unlocks */
	FILEVAULT_NO_KEY,      /* there is no recovery key */
	FILEVAULT_KEY_REFUSED, /* a recovery key does not authorize this here */
	FILEVAULT_BROKEN
};

/* Does this password, or recovery key, open the volume? name NULL: anybody's. *by_key: it is the
 * recovery key. */
enum simmac_filevault_answer simmac_filevault_unlock(struct simmac_mac *mac, const char *name,
	const struct vouch_secret *password, bool *by_key);
/* Switches it on for an account that proves its password. key is empty where the volume keeps the
 * key it has, or shall have none. */
enum simmac_filevault_answer simmac_filevault_enable(struct simmac_mac *mac, const char *name,
	const struct vouch_secret *password, bool make_key, char key[SIMMAC_RECOVERY_TEXT]);
/* FileVault is switched on when they log out or, if it says so, in. */
enum simmac_filevault_answer simmac_filevault_defer(
	struct simmac_mac *mac, const struct simmac_deferral *deferral);
/* Ends a deferral, or switches it off. */
enum simmac_filevault_answer simmac_filevault_disable(struct simmac_mac *mac);
/* Encryption, or decryption, has come so far; 100 ends it. A restart begins what waits for one. */
enum simmac_filevault_answer simmac_filevault_progress(struct simmac_mac *mac, int64_t percent);
enum simmac_filevault_answer simmac_filevault_restart(struct simmac_mac *mac);
/* The account by that name, if that is its password, which must not be blank. */
enum simmac_filevault_answer simmac_filevault_prove(struct simmac_mac *mac, const char *name,
	const struct vouch_secret *password, struct simmac_record *user);
/* One more account that unlocks, by its own password. */
enum simmac_filevault_answer simmac_filevault_add(
	struct simmac_mac *mac, const char *name, const struct vouch_secret *password);
/* By name or, where that is NULL, by UUID. */
enum simmac_filevault_answer simmac_filevault_remove(
	struct simmac_mac *mac, const char *name, const char *uuid);
/* {EnabledDate, EnabledUser, HardwareUUID, RecoveryKey, SerialNumber}: wipe it after use. */
void simmac_filevault_report(
	struct simmac_mac *mac, const char *user, const char *key, struct vouch_buf *xml);
/* Drops users of the volume whose account has gone; adds nothing. FACTS F5 */
enum simmac_filevault_answer simmac_filevault_sync(struct simmac_mac *mac);

#endif
