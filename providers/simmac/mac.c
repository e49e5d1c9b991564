/* mac.c – opens, locks and closes one simulated Mac. */
#include "mac.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/clock.h"
#include "vouch/base/compat.h"
#include "vouch/base/file.h"
#include "vouch/base/secret.h"
#include "vouch/base/text.h"

/* EX_SOFTWARE of sysexits.h: no tool of a Mac uses it for an answer. */
enum { EXIT_BROKEN = 70 };

/* A Mac without a key (it could not be read) gets digests with an empty one. */
static void read_key(struct simmac_mac *mac)
{
	unsigned char key[SIMMAC_HEARD_KEY] = {0};
	VOUCH_CLEANUP(vouch_fd_close)
	int fd = open(simmac_mac_store(mac, "trace-key"), O_RDONLY | O_CLOEXEC);

	if (fd >= 0 && read(fd, key, sizeof key) != (ssize_t)sizeof key)
		memset(key, 0, sizeof key);
	simmac_heard_begin(&mac->heard, key);
	vouch_wipe(key, sizeof key);
}

int simmac_mac_open(struct simmac_mac *mac, const char *root)
{
	const char *caller = getenv("SIMMAC_CALLER");
	struct simmac_rules *rules;
	int r;

	memset(mac, 0, sizeof *mac);
	mac->lock = -1;
	mac->root = vouch_arena_text(&mac->arena, root);
	mac->caller = caller && *caller ? vouch_arena_text(&mac->arena, caller) : "root";
	read_key(mac);
	r = simmac_settings_read(&mac->arena, root, &mac->settings, &mac->err);
	if (r < 0)
		return r;
	rules = vouch_arena_alloc(&mac->arena, sizeof *rules);
	mac->rules = rules;
	if (!simmac_rules_for(mac->settings.os, rules))
		return vouch_err_set(&mac->err, VOUCH_E_CONFIG, "%s/%s: macOS %s is not known here",
			root, SIMMAC_MARKER, mac->settings.os);
	return 0;
}

int simmac_mac_lock(struct simmac_mac *mac, enum simmac_lock how)
{
	const char *path = simmac_mac_store(mac, "lock");

	mac->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (mac->lock < 0)
		return vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, errno, "cannot open %s", path);
	while (flock(mac->lock, how == SIMMAC_CHANGE ? LOCK_EX : LOCK_SH) < 0)
		if (errno != EINTR)
			return vouch_err_sys(
				&mac->err, VOUCH_E_SYSTEM, errno, "cannot lock %s", path);
	return simmac_volume_load(mac);
}

void simmac_mac_unlock(struct simmac_mac *mac)
{
	vouch_fd_close(&mac->lock);
	mac->lock = -1;
}

void simmac_mac_close(struct simmac_mac *mac)
{
	simmac_mac_unlock(mac);
	simmac_settings_release(&mac->settings);
	vouch_arena_release(&mac->arena);
}

int simmac_mac_failed(struct simmac_mac *mac)
{
	(void)fflush(stdout); /* keep the order of what a reader of both streams sees */
	fprintf(stderr, "simmac: %s\n", mac->err.msg);
	return EXIT_BROKEN;
}

bool simmac_mac_is_root(const struct simmac_mac *mac)
{
	return strcmp(mac->caller, "root") == 0;
}

bool simmac_mac_is_apfs(const struct simmac_mac *mac)
{
	return strcmp(mac->settings.filesystem, "apfs") == 0;
}

bool simmac_mac_is_managed(const struct simmac_mac *mac)
{
	return strcmp(mac->settings.mdm, "none") != 0;
}

const char *simmac_mac_device(const struct simmac_mac *mac)
{
	if (!simmac_mac_is_apfs(mac))
		return "disk0s2";
	return strcmp(mac->settings.chip, "apple") == 0 ? mac->rules->apple_device
							: mac->rules->intel_device;
}

int64_t simmac_mac_now(const struct simmac_mac *mac)
{
	int64_t now;

	if (mac->settings.now && vouch_time_parse(mac->settings.now, &now))
		return now;
	return vouch_compat_now();
}

int64_t simmac_mac_milliseconds(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_REALTIME, &now) < 0)
		return 0;
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

const char *simmac_mac_store(struct simmac_mac *mac, const char *name)
{
	return vouch_arena_printf(&mac->arena, "%s/private/var/db/simmac/%s", mac->root, name);
}

const char *simmac_mac_path(struct simmac_mac *mac, const char *below)
{
	return vouch_arena_printf(
		&mac->arena, "%s%s%s", mac->root, *below == '/' ? "" : "/", below);
}

void simmac_mac_changed(struct simmac_mac *mac, const char *how, const char *path)
{
	static const char *const folders[] = {
		"/private/var/db/dslocal/nodes/Default/", "/private/var/db/simmac/", "/"};
	const char *below = path;
	const char *end;
	size_t i;

	if (vouch_text_starts(path, mac->root))
		below += strlen(mac->root);
	for (i = 0; i < sizeof folders / sizeof *folders; i++)
		if (vouch_text_starts(below, folders[i])) {
			below += strlen(folders[i]);
			break;
		}
	end = vouch_text_ends(below, ".plist") ? below + strlen(below) - strlen(".plist")
					       : below + strlen(below);
	*VOUCH_PUSH(&mac->arena, &mac->effects) =
		vouch_arena_printf(&mac->arena, "%s %.*s", how, (int)(end - below), below);
}

/* A fault: the tool dies with half of this write on the disk, beside the file. */
static void tear(struct simmac_mac *mac, int fd, const void *bytes, size_t length)
{
	if (mac->torn_at == 0 || --mac->torn_at > 0)
		return;
	(void)vouch_fd_write(fd, bytes, length / 2); /* however much of it arrives */
	for (;;)
		(void)raise(SIGKILL);
}

int simmac_mac_replace(
	struct simmac_mac *mac, const char *path, mode_t mode, const void *bytes, size_t length)
{
	/* The last part alone may be as long as a file system allows. */
	const char *slash = strrchr(path, '/');
	int kept = slash && strlen(slash) > 200 ? (int)(slash + 1 - path) : (int)strlen(path);
	const char *beside =
		vouch_arena_printf(&mac->arena, "%.*s.%ld.new", kept, path, (long)getpid());
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;

	if (mac->pretends)
		return 0;
	fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);

	if (fd < 0)
		return vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, errno, "cannot write %s", beside);
	tear(mac, fd, bytes, length);
	if (vouch_fd_write(fd, bytes, length) < 0 || rename(beside, path) < 0) {
		int sys = errno;

		(void)unlink(beside); /* it is of no use, and the cause is reported */
		return vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, sys, "cannot write %s", path);
	}
	simmac_mac_changed(mac, "wrote", path);
	return 0;
}
