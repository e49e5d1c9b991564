/* allowed.c – opening what a repository names, within the list on the Mac. */
#include "vouch/secrets/allowed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"

const char *const vouch_allowed_default[2] = {"/usr/local/libexec/vouch", "/etc/vouch"};

/* Absolute, at least one part, no part that is empty, "." or "..". */
static bool is_plain(const char *path)
{
	const char *part = path, *end;

	if (path[0] != '/')
		return false;
	for (part = path + 1;; part = end + 1) {
		size_t length = strcspn(part, "/");

		end = part + length;
		if (length == 0 || (length == 1 && part[0] == '.') ||
			(length == 2 && part[0] == '.' && part[1] == '.'))
			return false;
		if (*end == '\0')
			return true;
	}
}

/* The entry that the path is below, or NULL. A slash at the end of an entry does not matter. */
static const char *find_entry(const struct vouch_allowed *allowed, const char *path, size_t *length)
{
	size_t i;

	if (!is_plain(path))
		return NULL;
	for (i = 0; i < allowed->count; i++) {
		const char *entry = allowed->paths[i];
		size_t size = strlen(entry);

		while (size > 1 && entry[size - 1] == '/')
			size--;
		/* An entry "/" would allow everything: that is no bound. */
		if (size <= 1 || entry[0] != '/' || strncmp(path, entry, size) != 0)
			continue;
		if (path[size] == '/' || path[size] == '\0') {
			*length = size;
			return entry;
		}
	}
	return NULL;
}

bool vouch_allowed_names(const struct vouch_allowed *allowed, const char *path)
{
	size_t length;

	return find_entry(allowed, path, &length) != NULL;
}

/* Could anybody but root (or the caller, where that is as good) have put it there? */
static int check_part(const struct vouch_allowed *allowed, const char *so_far, int fd, bool is_last,
	struct vouch_err *err)
{
	struct stat status;

	if (fstat(fd, &status) < 0)
		return vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot look at %s", so_far);
	if (is_last && !S_ISREG(status.st_mode))
		return vouch_err_set(err, VOUCH_E_APPLY, "%s is not a regular file", so_far);
	if (status.st_uid != 0 && !(allowed->caller_may_own && status.st_uid == geteuid()))
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s belongs to uid %lu, who could change it: run: sudo chown root %s",
			so_far, (unsigned long)status.st_uid, so_far);
	/* In a sticky folder only the owner of an entry can replace it. */
	if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0 &&
		!(S_ISDIR(status.st_mode) && (status.st_mode & S_ISVTX) != 0))
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s can be written by others: run: sudo chmod go-w %s", so_far, so_far);
	return 0;
}

/* From the root folder down, one part at a time, following nothing. */
static int walk(const struct vouch_allowed *allowed, struct vouch_arena *arena, const char *path,
	int *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close) int here = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	const char *part = path + 1;

	if (here < 0)
		return vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot open /");
	for (;;) {
		size_t length = strcspn(part, "/");
		bool is_last = part[length] == '\0';
		const char *name = vouch_arena_text_n(arena, part, length);
		const char *so_far =
			vouch_arena_text_n(arena, path, (size_t)(part + length - path));
		/* A fifo must not make us wait. */
		int next = openat(here, name,
			O_RDONLY | O_NOFOLLOW | O_CLOEXEC | (is_last ? O_NONBLOCK : O_DIRECTORY));
		int r;

		if (next < 0 && (errno == ELOOP || errno == ENOTDIR))
			return vouch_err_set(err, VOUCH_E_APPLY,
				"%s is a symbolic link or no folder: name the file itself", so_far);
		if (next < 0)
			return vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot open %s", so_far);
		vouch_fd_close(&here);
		here = next;
		r = check_part(allowed, so_far, here, is_last, err);
		if (r < 0)
			return r;
		if (is_last)
			break;
		part += length + 1;
	}
	*out = vouch_fd_take(&here);
	return 0;
}

int vouch_allowed_open(const struct vouch_allowed *allowed, struct vouch_arena *arena,
	const char *path, int *out, const char **resolved, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_pointer_free) char *real = NULL;
	size_t length = 0;
	const char *entry = find_entry(allowed, path, &length), *whole;
	int r;

	if (!is_plain(path))
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s: write the path in full, from / on, without . and ..", path);
	if (entry == NULL)
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s is not allowed on this Mac: move it below %s, or add --allow PATH",
			path,
			allowed->count > 0 ? allowed->paths[allowed->count - 1] : "(nothing)");
	entry = vouch_arena_text_n(arena, entry, length);
	real = realpath(entry, NULL);
	if (real == NULL)
		return vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot open %s", entry);
	whole = vouch_arena_printf(arena, "%s%s", real, path + length);
	r = walk(allowed, arena, whole, out, err);
	if (r == 0 && resolved != NULL)
		*resolved = whole;
	return r;
}
