/* compat.c – what differs between Linux and macOS. The only file with #ifdef __APPLE__. */
#ifdef __APPLE__
#define __STDC_WANT_LIB_EXT1__ 1 /* memset_s */
#endif
#include "vouch/base/compat.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#ifdef __APPLE__
#include <mach-o/dyld.h>
#include <sys/random.h>
#else
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/syscall.h>
#endif

void vouch_compat_random(void *bytes, size_t length)
{
	unsigned char *at = bytes;

	while (length > 0) {
		size_t piece = length < 256 ? length : 256; /* the most getentropy gives at once */

		if (getentropy(at, piece) != 0)
			abort();
		at += piece;
		length -= piece;
	}
}

void vouch_compat_wipe(void *bytes, size_t length)
{
#ifdef __APPLE__
	if (length > 0)
		(void)memset_s(bytes, length, 0, length);
#else
	explicit_bzero(bytes, length);
#endif
}

int vouch_compat_full_sync(int fd)
{
#ifdef __APPLE__
	/* fsync leaves data in the drive's cache there. Not every file system knows it. */
	if (fcntl(fd, F_FULLFSYNC) == 0)
		return 0;
#endif
	return fsync(fd);
}

void vouch_compat_lock_memory(void *memory, size_t length)
{
	(void)mlock(memory, length); /* limits may forbid it; then it is only wiped */
#ifdef MADV_DONTDUMP
	(void)madvise(memory, length, MADV_DONTDUMP);
#endif
}

void vouch_compat_forbid_dumps(void)
{
	struct rlimit none = {0, 0};

	(void)setrlimit(RLIMIT_CORE, &none);
#ifndef __APPLE__
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

int64_t vouch_compat_monotonic_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail for this clock */
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t vouch_compat_now(void)
{
	return (int64_t)time(NULL);
}

int64_t vouch_compat_mtime_ns(const struct stat *status)
{
#ifdef __APPLE__
	return (int64_t)status->st_mtimespec.tv_sec * 1000000000 + status->st_mtimespec.tv_nsec;
#else
	return (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec;
#endif
}

void vouch_compat_unlock_entry(int folder, const char *name)
{
#ifdef __APPLE__
	/* O_SYMLINK: the link itself. */
	int fd = openat(folder, name, O_RDONLY | O_SYMLINK | O_NONBLOCK | O_CLOEXEC);

	(void)fchflags(folder, 0);
	if (fd >= 0) {
		(void)fchflags(fd, 0);
		(void)close(fd);
	}
#else
	(void)folder;
	(void)name;
#endif
}

static void close_listed(const char *folder, int first)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	if (dir == NULL)
		return;
	while ((entry = readdir(dir)) != NULL) {
		int fd = atoi(entry->d_name);

		if (fd >= first && fd != dirfd(dir))
			(void)close(fd);
	}
	(void)closedir(dir);
}

void vouch_compat_close_from(int first)
{
#if !defined(__APPLE__) && defined(SYS_close_range)
	if (syscall(SYS_close_range, (unsigned)first, ~0U, 0) == 0)
		return;
	close_listed("/proc/self/fd", first);
#else
	close_listed("/dev/fd", first);
#endif
}

void vouch_compat_program_path(char *out, size_t room)
{
#ifdef __APPLE__
	uint32_t size = (uint32_t)room;

	if (_NSGetExecutablePath(out, &size) != 0)
		out[0] = '\0';
#else
	ssize_t length = readlink("/proc/self/exe", out, room - 1);

	out[length < 0 ? 0 : length] = '\0';
#endif
}
