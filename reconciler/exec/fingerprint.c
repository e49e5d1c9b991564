/* fingerprint.c – the key file and the keyed hash of a password. */
#include "vouch/exec/fingerprint.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/arena.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/compat.h"
#include "vouch/base/file.h"
#include "vouch/base/uuid.h"

static const char key_name[] = "fingerprint.key";

void vouch_fingerprint_key_wipe(struct vouch_fingerprint_key *key)
{
	vouch_wipe(key->bytes, sizeof key->bytes);
}

static int check(const char *path, int fd, struct vouch_err *err)
{
	struct stat status;

	if (fstat(fd, &status) != 0)
		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot look at %s", path);
	if (!S_ISREG(status.st_mode) || status.st_uid != geteuid() || (status.st_mode & 077) != 0)
		return vouch_err_set(err, VOUCH_E_SYSTEM,
			"%s belongs to uid %ld with mode %04o: others may know this key: remove "
			"it, a new one is made (passwords known as rejected are then tried once "
			"more)",
			path, (long)status.st_uid, (unsigned)(status.st_mode & 07777));
	if (status.st_size != VOUCH_FINGERPRINT_KEY)
		return vouch_err_set(err, VOUCH_E_SYSTEM,
			"%s has %lld bytes instead of %d: remove it, a new one is made", path,
			(long long)status.st_size, VOUCH_FINGERPRINT_KEY);
	return 0;
}

/* 1: read; 0: there is none. */
static int read_key(const char *path, struct vouch_fingerprint_key *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close)
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct vouch_fingerprint_key key;
	int r;

	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0 && errno == ELOOP)
		return vouch_err_set(err, VOUCH_E_SYSTEM,
			"%s is a symbolic link: remove it, a new one is made", path);
	if (fd < 0)
		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot open %s", path);
	r = check(path, fd, err);
	if (r < 0)
		return r;
	if (read(fd, key.bytes, sizeof key.bytes) != (ssize_t)sizeof key.bytes)
		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot read %s", path);
	*out = key;
	vouch_fingerprint_key_wipe(&key);
	return 1;
}

static int open_key(const char *state_folder, bool make, struct vouch_fingerprint_key *out,
	struct vouch_err *err)
{
	struct vouch_arena arena = {0};
	const char *path = vouch_arena_printf(&arena, "%s/%s", state_folder, key_name);
	struct vouch_fingerprint_key key;
	int r = read_key(path, out, err);

	if (r == 0 && !make)
		r = vouch_err_set(err, VOUCH_E_SYSTEM, "%s: there is none yet", path);
	if (r == 0) {
		vouch_compat_random(key.bytes, sizeof key.bytes);
		r = vouch_file_replace(path, 0600, key.bytes, sizeof key.bytes, err);
		if (r == 0)
			*out = key;
		vouch_fingerprint_key_wipe(&key);
	}
	vouch_arena_release(&arena);
	return r < 0 ? r : 0;
}

int vouch_fingerprint_key_open(
	const char *state_folder, struct vouch_fingerprint_key *out, struct vouch_err *err)
{
	return open_key(state_folder, true, out, err);
}

int vouch_fingerprint_key_read(
	const char *state_folder, struct vouch_fingerprint_key *out, struct vouch_err *err)
{
	return open_key(state_folder, false, out, err);
}

void vouch_fingerprint(const struct vouch_fingerprint_key *key, const char *uuid, const char *stamp,
	const struct vouch_secret *password, char out[VOUCH_FINGERPRINT_TEXT])
{
	char upper[VOUCH_UUID_TEXT], account_key[VOUCH_DIGEST_HEX];
	size_t i;

	/* One key an account, so that the same password of two accounts does not show. */
	for (i = 0; i + 1 < sizeof upper && uuid[i] != '\0'; i++)
		upper[i] = (char)toupper((unsigned char)uuid[i]);
	vouch_digest_hmac_sha256(key->bytes, sizeof key->bytes, upper, i, account_key);
	if (stamp != NULL) {
		char stamped_key[VOUCH_DIGEST_HEX];

		vouch_digest_hmac_sha256(
			account_key, sizeof account_key - 1, stamp, strlen(stamp), stamped_key);
		memcpy(account_key, stamped_key, sizeof account_key);
		vouch_wipe(stamped_key, sizeof stamped_key);
	}
	vouch_digest_hmac_sha256(account_key, sizeof account_key - 1,
		password->bytes == NULL ? "" : password->bytes, password->length, out);
	vouch_wipe(account_key, sizeof account_key);
}

int vouch_fingerprint_all(const struct vouch_fingerprint_key *key, const char *uuid,
	const char *stamp, const struct vouch_vault_entry *entry, char out[VOUCH_FINGERPRINT_TEXT],
	struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret all = {0};
	size_t i;
	int r = 0;

	for (i = 0; r == 0 && i < entry->count; i++) {
		const struct vouch_secret *secret = &entry->items[i].secret;

		if (i > 0)
			r = vouch_secret_add(&all, "\n", 1, err);
		if (r == 0 && secret->length > 0)
			r = vouch_secret_add(&all, secret->bytes, secret->length, err);
	}
	if (r == 0)
		vouch_fingerprint(key, uuid, stamp, &all, out);
	return r;
}
