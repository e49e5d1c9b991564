/* secret.c – passwords in pages of their own: locked, kept out of dumps, wiped. */
#include "vouch/base/secret.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "vouch/base/compat.h"

void vouch_wipe(void *bytes, size_t length)
{
	vouch_compat_wipe(bytes, length);
}

void vouch_secret_release(struct vouch_secret *secret)
{
	if (secret->bytes != NULL) {
		vouch_compat_wipe(secret->bytes, secret->mapped);
		(void)munmap(
			secret->bytes, secret->mapped); /* fails only for an address not mapped */
	}
	memset(secret, 0, sizeof *secret);
}

static int map(struct vouch_secret *secret, struct vouch_err *err)
{
	long page = sysconf(_SC_PAGESIZE);
	size_t size = VOUCH_SECRET_MAX + 1;
	void *memory;

	if (secret->bytes != NULL)
		return 0;
	if (page > 0)
		size = (size + (size_t)page - 1) / (size_t)page * (size_t)page;
	memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
	if (memory == MAP_FAILED)
		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "no memory for a password");
	vouch_compat_lock_memory(memory, size);
	secret->bytes = memory;
	secret->length = 0;
	secret->mapped = size;
	return 0;
}

int vouch_secret_add(
	struct vouch_secret *secret, const char *bytes, size_t length, struct vouch_err *err)
{
	int r;

	if (length > VOUCH_SECRET_MAX - secret->length)
		return vouch_err_set(err, VOUCH_E_SYSTEM,
			"a password is longer than %d bytes: use a shorter one", VOUCH_SECRET_MAX);
	r = map(secret, err);
	if (r < 0)
		return r;
	if (length > 0)
		memcpy(secret->bytes + secret->length, bytes, length);
	secret->length += length;
	secret->bytes[secret->length] = '\0';
	return 0;
}

int vouch_secret_set(
	struct vouch_secret *secret, const char *bytes, size_t length, struct vouch_err *err)
{
	if (length > VOUCH_SECRET_MAX)
		return vouch_err_set(err, VOUCH_E_SYSTEM,
			"a password is longer than %d bytes: use a shorter one", VOUCH_SECRET_MAX);
	if (secret->bytes != NULL)
		vouch_compat_wipe(secret->bytes, secret->length);
	secret->length = 0;
	return vouch_secret_add(secret, bytes, length, err);
}

void vouch_secret_move(struct vouch_secret *to, struct vouch_secret *from)
{
	vouch_secret_release(to);
	*to = *from;
	memset(from, 0, sizeof *from);
}

bool vouch_secret_is_empty(const struct vouch_secret *secret)
{
	return secret->length == 0;
}

bool vouch_secret_equal(const struct vouch_secret *a, const struct vouch_secret *b)
{
	unsigned char difference = 0;
	size_t i;

	if (a->length != b->length)
		return false;
	for (i = 0; i < a->length; i++)
		difference |= (unsigned char)(a->bytes[i] ^ b->bytes[i]);
	return difference == 0;
}
