/* fingerprint.h – knowing a password again without keeping it.
 *
 * A keyed hash (HMAC-SHA256) over the account's GeneratedUID, when its password was set, and the
 * password: what was rejected is tried again as soon as any of them is another. The key is a file
 * in the state folder that only its owner reads, made once from random bytes: without it a
 * fingerprint is no help to guess with.
 */
#ifndef VOUCH_EXEC_FINGERPRINT_H
#define VOUCH_EXEC_FINGERPRINT_H

#include "vouch/api/vault.h"
#include "vouch/base/digest.h"
#include "vouch/base/err.h"
#include "vouch/base/secret.h"

enum { VOUCH_FINGERPRINT_KEY = 32, VOUCH_FINGERPRINT_TEXT = VOUCH_DIGEST_HEX };

struct vouch_fingerprint_key {
	unsigned char bytes[VOUCH_FINGERPRINT_KEY];
};

/* Reads STATE/fingerprint.key, or makes it. Refuses a link, a file of somebody else, one that
 * others may read, one of another size; says how to put it right. Wipe the key when done. */
int vouch_fingerprint_key_open(
	const char *state_folder, struct vouch_fingerprint_key *out, struct vouch_err *err);
/* Only reads; VOUCH_E_SYSTEM where there is no key yet (then no mark is known either). */
int vouch_fingerprint_key_read(
	const char *state_folder, struct vouch_fingerprint_key *out, struct vouch_err *err);
void vouch_fingerprint_key_wipe(struct vouch_fingerprint_key *key);

/* Upper and lower case of the uuid are the same account. stamp: vouch_account.password_stamp. */
void vouch_fingerprint(const struct vouch_fingerprint_key *key, const char *uuid, const char *stamp,
	const struct vouch_secret *password, char out[VOUCH_FINGERPRINT_TEXT]);
/* Of all that an account may have by the vault, together: that none of them was accepted. Of a
 * single one, that of it. VOUCH_E_SYSTEM where no memory can be locked. */
int vouch_fingerprint_all(const struct vouch_fingerprint_key *key, const char *uuid,
	const char *stamp, const struct vouch_vault_entry *entry, char out[VOUCH_FINGERPRINT_TEXT],
	struct vouch_err *err);

#endif
