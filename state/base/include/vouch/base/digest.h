/* digest.h – SHA-256 and keyed SHA-256 (libcrypto). */
#ifndef VOUCH_BASE_DIGEST_H
#define VOUCH_BASE_DIGEST_H

#include <stddef.h>

enum { VOUCH_DIGEST_HEX = 65 };

/* Lower-case hex with a NUL. */
void vouch_digest_sha256(const void *bytes, size_t length, char out[VOUCH_DIGEST_HEX]);
void vouch_digest_hmac_sha256(const void *key, size_t key_length, const void *bytes, size_t length,
	char out[VOUCH_DIGEST_HEX]);

#endif
