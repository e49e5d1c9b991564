/* hash.h – a password as a Mac keeps it: SALTED-SHA512-PBKDF2. FACTS 3.4
 *
 * libcrypto is loaded only when a password is hashed or checked: a tool that does neither starts
 * without it.
 */
#ifndef SIMMAC_HASH_H
#define SIMMAC_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "vouch/base/err.h"
#include "vouch/base/plist.h"
#include "vouch/base/secret.h"

enum { SIMMAC_ENTROPY = 128, SIMMAC_SALT = 32 };

struct simmac_hash {
	bool set;
	unsigned char entropy[SIMMAC_ENTROPY];
	unsigned char salt[SIMMAC_SALT];
	int64_t iterations;
};

/* A new salt each time. */
int simmac_hash_make(const struct vouch_secret *password, int64_t iterations,
	struct simmac_hash *out, struct vouch_err *err);
/* *matches is false for a hash that is not set. */
int simmac_hash_check(const struct simmac_hash *hash, const struct vouch_secret *password,
	bool *matches, struct vouch_err *err);
bool simmac_hash_equal(const struct simmac_hash *a, const struct simmac_hash *b);

/* {entropy, salt, iterations} as a dictionary, and back; a malformed one is not set. */
struct vouch_plist *simmac_hash_to_plist(const struct simmac_hash *hash);
struct simmac_hash simmac_hash_from_plist(
	struct vouch_arena *arena, const struct vouch_plist *dict);

#endif
