/* hash.c – salted PBKDF2-HMAC-SHA512 over a libcrypto that is loaded when it is first needed. */
#include "hash.h"

#include <dlfcn.h>
#include <string.h>

#include "vouch/base/compat.h"

enum { BLOCK = 128, DIGEST = 64, CONTEXT = 512, ITERATIONS_MAX = 10 * 1000 * 1000 };

/* The plain SHA-512 calls: they need no set-up of the library, which costs more than they do.
 * CONTEXT is more than any version's SHA512_CTX (216 bytes). */
struct sha512 {
	int (*init)(void *context);
	int (*update)(void *context, const void *bytes, size_t length);
	int (*final)(unsigned char *digest, void *context);
};

union context {
	unsigned char bytes[CONTEXT];
	uint64_t aligned;
};

/* Where the library may be: as found at build time first. */
static const char *const libraries[] = {
	SIMMAC_LIBCRYPTO, "libcrypto.so.3", "libcrypto.3.dylib", "libcrypto.so"};

/* A data pointer and a function pointer cannot be cast to each other in C; POSIX says they have
 * one form. */
static bool find(void *library, const char *name, void *function)
{
	void *address = dlsym(library, name);

	memcpy(function, &address, sizeof address);
	return address != NULL;
}

static int load(struct sha512 *out, struct vouch_err *err)
{
	void *library = NULL;
	size_t i;

	for (i = 0; !library && i < sizeof libraries / sizeof *libraries; i++)
		library = dlopen(libraries[i], RTLD_NOW | RTLD_LOCAL);
	if (!library || !find(library, "SHA512_Init", &out->init) ||
		!find(library, "SHA512_Update", &out->update) ||
		!find(library, "SHA512_Final", &out->final))
		return vouch_err_set(err, VOUCH_E_SYSTEM,
			"libcrypto cannot be loaded, so no password can be checked: %s", dlerror());
	return 0;
}

/* The two halves of HMAC with the key already in them. */
struct keyed {
	const struct sha512 *sha;
	union context inner, outer;
};

static void key(struct keyed *out, const struct sha512 *sha, const char *bytes, size_t length)
{
	unsigned char block[BLOCK] = {0}, pad[BLOCK];
	union context context;
	size_t i;

	out->sha = sha;
	if (length > BLOCK) {
		sha->init(&context);
		sha->update(&context, bytes, length);
		sha->final(block, &context);
	} else if (length > 0) {
		memcpy(block, bytes, length);
	}
	for (i = 0; i < BLOCK; i++)
		pad[i] = block[i] ^ 0x36;
	sha->init(&out->inner);
	sha->update(&out->inner, pad, BLOCK);
	for (i = 0; i < BLOCK; i++)
		pad[i] = block[i] ^ 0x5c;
	sha->init(&out->outer);
	sha->update(&out->outer, pad, BLOCK);
	vouch_compat_wipe(block, sizeof block);
	vouch_compat_wipe(pad, sizeof pad);
}

static void mac_of(const struct keyed *keyed, const void *a, size_t a_length, const void *b,
	size_t b_length, unsigned char out[DIGEST])
{
	union context inner = keyed->inner, outer = keyed->outer;

	keyed->sha->update(&inner, a, a_length);
	keyed->sha->update(&inner, b, b_length);
	keyed->sha->final(out, &inner);
	keyed->sha->update(&outer, out, DIGEST);
	keyed->sha->final(out, &outer);
}

static void derive(const struct sha512 *sha, const struct vouch_secret *password,
	const unsigned char salt[SIMMAC_SALT], int64_t iterations,
	unsigned char out[SIMMAC_ENTROPY])
{
	struct keyed keyed;
	unsigned char round[DIGEST], number[4] = {0};
	int64_t n;
	size_t i, part;

	key(&keyed, sha, password->bytes, password->length);
	for (part = 0; part < SIMMAC_ENTROPY / DIGEST; part++) {
		unsigned char *block = out + part * DIGEST;

		number[3] = (unsigned char)(part + 1);
		mac_of(&keyed, salt, SIMMAC_SALT, number, sizeof number, round);
		memcpy(block, round, DIGEST);
		for (n = 1; n < iterations; n++) {
			mac_of(&keyed, round, DIGEST, "", 0, round);
			for (i = 0; i < DIGEST; i++)
				block[i] ^= round[i];
		}
	}
	vouch_compat_wipe(&keyed, sizeof keyed);
}

int simmac_hash_make(const struct vouch_secret *password, int64_t iterations,
	struct simmac_hash *out, struct vouch_err *err)
{
	struct sha512 sha;
	int r = load(&sha, err);

	if (r < 0)
		return r;
	vouch_compat_random(out->salt, sizeof out->salt);
	out->iterations = iterations;
	out->set = true;
	derive(&sha, password, out->salt, iterations, out->entropy);
	return 0;
}

int simmac_hash_check(const struct simmac_hash *hash, const struct vouch_secret *password,
	bool *matches, struct vouch_err *err)
{
	unsigned char entropy[SIMMAC_ENTROPY];
	struct sha512 sha;
	int r;

	if (!hash->set) {
		*matches = false;
		return 0;
	}
	r = load(&sha, err);
	if (r < 0)
		return r;
	derive(&sha, password, hash->salt, hash->iterations, entropy);
	*matches = memcmp(entropy, hash->entropy, sizeof entropy) == 0;
	return 0;
}

bool simmac_hash_equal(const struct simmac_hash *a, const struct simmac_hash *b)
{
	return a->set && b->set && a->iterations == b->iterations &&
	       memcmp(a->salt, b->salt, sizeof a->salt) == 0 &&
	       memcmp(a->entropy, b->entropy, sizeof a->entropy) == 0;
}

struct vouch_plist *simmac_hash_to_plist(const struct simmac_hash *hash)
{
	struct vouch_plist *dict = vouch_plist_new_dict();

	vouch_plist_set(dict, "entropy", vouch_plist_new_data(hash->entropy, SIMMAC_ENTROPY));
	vouch_plist_set(dict, "salt", vouch_plist_new_data(hash->salt, SIMMAC_SALT));
	vouch_plist_set(dict, "iterations", vouch_plist_new_integer(hash->iterations));
	return dict;
}

struct simmac_hash simmac_hash_from_plist(struct vouch_arena *arena, const struct vouch_plist *dict)
{
	struct simmac_hash hash = {0};
	struct vouch_bytes entropy = {0}, salt = {0};

	if (!vouch_plist_data(arena, vouch_plist_get(dict, "entropy"), &entropy) ||
		!vouch_plist_data(arena, vouch_plist_get(dict, "salt"), &salt) ||
		!vouch_plist_integer(vouch_plist_get(dict, "iterations"), &hash.iterations) ||
		entropy.length != SIMMAC_ENTROPY || salt.length != SIMMAC_SALT ||
		hash.iterations < 1 || hash.iterations > ITERATIONS_MAX)
		return hash;
	memcpy(hash.entropy, entropy.data, SIMMAC_ENTROPY);
	memcpy(hash.salt, salt.data, SIMMAC_SALT);
	hash.set = true;
	return hash;
}
