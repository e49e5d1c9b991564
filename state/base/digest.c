/* digest.c – SHA-256 by libcrypto. */
#include "vouch/base/digest.h"

#include <limits.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>

enum { SHA256_BYTES = 32 };

static void to_hex(const unsigned char *bytes, char out[VOUCH_DIGEST_HEX])
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < SHA256_BYTES; i++) {
		out[2 * i] = digits[bytes[i] >> 4];
		out[2 * i + 1] = digits[bytes[i] & 15];
	}
	out[2 * SHA256_BYTES] = '\0';
}

void vouch_digest_sha256(const void *bytes, size_t length, char out[VOUCH_DIGEST_HEX])
{
	unsigned char digest[EVP_MAX_MD_SIZE];

	/* Fails only without memory or without the algorithm: nothing sensible can go on then. */
	if (EVP_Digest(bytes, length, digest, NULL, EVP_sha256(), NULL) != 1)
		abort();
	to_hex(digest, out);
}

void vouch_digest_hmac_sha256(const void *key, size_t key_length, const void *bytes, size_t length,
	char out[VOUCH_DIGEST_HEX])
{
	unsigned char digest[EVP_MAX_MD_SIZE];

	if (key_length > INT_MAX ||
		HMAC(EVP_sha256(), key, (int)key_length, bytes, length, digest, NULL) == NULL)
		abort();
	to_hex(digest, out);
}
