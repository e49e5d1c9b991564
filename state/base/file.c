/* file.c – reading within bounds, replacing in one step, private folders. */
#include "vouch/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/compat.h"

int vouch_fd_write(int fd, const void *bytes, size_t length)
{
	const char *at = bytes;

	while (length > 0) {
		ssize_t wrote = write(fd, at, length);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return -1;
		at += wrote;
		length -= (size_t)wrote;
	}
	return 0;
}

int vouch_file_read_fd(struct vouch_arena *arena, int fd, size_t cap, struct vouch_bytes *out,
	struct vouch_err *err)
{
	size_t length = 0, room = 4096;
	char *data = vouch_arena_alloc(arena, room + 1);

	for (;;) {
		ssize_t got = read(fd, data + length, room - length);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot read");
		if (got == 0)
			break;
		length += (size_t)got;
		if (length > cap)
			return vouch_err_set(err, VOUCH_E_SYSTEM, "larger than %zu bytes", cap);
		if (length == room) {
			char *larger = vouch_arena_alloc(arena, room * 2 + 1);

			memcpy(larger, data, length);
			data = larger;
			room *= 2;
		}
	}
	data[length] = '\0';
	out->data = data;
	out->length = length;
	return 0;
}

int vouch_file_read_at(struct vouch_arena *arena, int folder, const char *name, size_t cap,
	struct vouch_bytes *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close)
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat status;

	if (fd < 0 && errno == ELOOP)
		return vouch_err_set(err, VOUCH_E_SYSTEM,
			"%s is a symbolic link: put the file itself there", name);
	if (fd < 0 || fstat(fd, &status) != 0)
		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot open %s", name);
	if (!S_ISREG(status.st_mode))
		return vouch_err_set(err, VOUCH_E_SYSTEM, "%s is not a regular file", name);
	if (vouch_file_read_fd(arena, fd, cap, out, err) < 0)
		return vouch_err_wrap(err, "%s", name);
	return 0;
}

int vouch_file_read(struct vouch_arena *arena, const char *path, size_t cap,
	struct vouch_bytes *out, struct vouch_err *err)
{
	return vouch_file_read_at(arena, AT_FDCWD, path, cap, out, err);
}

static int sync_folder_of(const char *path)
{
	char folder[4096];
	const char *slash = strrchr(path, '/');
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;

	if (slash == NULL)
		(void)snprintf(folder, sizeof folder, ".");
	else
		(void)snprintf(folder, sizeof folder, "%.*s",
			slash == path ? 1 : (int)(slash - path), path);
	fd = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
	return fd < 0 ? -1 : fsync(fd);
}

int vouch_file_replace(
	const char *path, mode_t mode, const void *bytes, size_t length, struct vouch_err *err)
{
	char beside[4096];
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;

	if ((size_t)snprintf(beside, sizeof beside, "%s.%ld.new", path, (long)getpid()) >=
		sizeof beside)
		return vouch_err_set(err, VOUCH_E_SYSTEM, "path too long: %s", path);
	(void)unlink(beside); /* a leftover of a process that died under the same number */
	fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
	if (fd < 0)
		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot write %s", beside);
	if (fchmod(fd, mode) != 0 || vouch_fd_write(fd, bytes, length) != 0 ||
		vouch_compat_full_sync(fd) != 0 || rename(beside, path) != 0 ||
		sync_folder_of(path) != 0) {
		int sys = errno;

		(void)unlink(beside);
		return vouch_err_sys(err, VOUCH_E_SYSTEM, sys, "cannot write %s", path);
	}
	return 0;
}

int vouch_folder_private(const char *path, struct vouch_err *err)
{
	struct stat status;

	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot make the folder %s", path);
	if (lstat(path, &status) != 0)
		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot look at %s", path);
	if (S_ISLNK(status.st_mode))
		return vouch_err_set(err, VOUCH_E_SYSTEM,
			"%s is a symbolic link: put the folder itself there", path);
	if (!S_ISDIR(status.st_mode))
		return vouch_err_set(err, VOUCH_E_SYSTEM, "%s is not a folder: move it away", path);
	if (status.st_uid != geteuid())
		return vouch_err_set(err, VOUCH_E_SYSTEM,
			"%s belongs to uid %ld, not to uid %ld who runs this: chown it, or name "
			"another folder",
			path, (long)status.st_uid, (long)geteuid());
	if ((status.st_mode & 077) != 0)
		return vouch_err_set(err, VOUCH_E_SYSTEM,
			"%s is open to others (mode %04o): look at what is in it, then chmod 0700 "
			"%s",
			path, (unsigned)(status.st_mode & 07777), path);
	return 0;
}
