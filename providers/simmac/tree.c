/* tree.c – copies and removes whole folders. */
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/compat.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

enum { NANOSECONDS = 1000000000 };

/* Below private/var/db/simmac, and what an overlay needs for itself (namespace.h). */
static const char *const left_out[] = {"/simmac/snapshots", "/simmac/lock", "/private/etc.work"};

static int failed(struct vouch_err *err, const char *what, const char *path)
{
	return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot %s %s", what, path);
}

/* Calls one for every entry of the folder. */
struct visit {
	struct vouch_arena *arena;
	struct vouch_err *err;
	int (*one)(const struct visit *visit, const char *from, const char *to);
};

static int each(const struct visit *visit, const char *from, const char *to)
{
	VOUCH_CLEANUP(vouch_dir_close) DIR *folder = opendir(from);
	const struct dirent *entry;
	int r = 0;

	if (!folder)
		return failed(visit->err, "list", from);
	while (r == 0 && (entry = readdir(folder)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			r = visit->one(visit,
				vouch_arena_printf(visit->arena, "%s/%s", from, entry->d_name),
				to ? vouch_arena_printf(visit->arena, "%s/%s", to, entry->d_name)
				   : NULL);
	return r;
}

static int copy_bytes(const char *from, const char *to, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close) int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	VOUCH_CLEANUP(vouch_fd_close) int out = -1;
	char block[8192];
	ssize_t got;

	if (in < 0)
		return failed(err, "read", from);
	out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (out < 0)
		return failed(err, "make", to);
	while ((got = read(in, block, sizeof block)) > 0)
		if (vouch_fd_write(out, block, (size_t)got) < 0)
			return failed(err, "write", to);
	return got < 0 ? failed(err, "read", from) : 0;
}

static int copy_link(const char *from, const char *to, struct vouch_err *err)
{
	char target[4096];
	ssize_t length = readlink(from, target, sizeof target - 1);

	if (length < 0)
		return failed(err, "read the link", from);
	target[length] = '\0';
	return symlink(target, to) < 0 ? failed(err, "make the link", to) : 0;
}

static int dress(const char *path, const struct stat *like, struct vouch_err *err)
{
	int64_t changed = vouch_compat_mtime_ns(like);
	struct timespec times[2] = {
		{.tv_nsec = UTIME_OMIT}, {.tv_sec = (time_t)(changed / NANOSECONDS),
						 .tv_nsec = (long)(changed % NANOSECONDS)}};

	/* Only root gives files away; whoever else made the Mac owns it all. */
	if (geteuid() == 0 && lchown(path, like->st_uid, like->st_gid) < 0)
		return failed(err, "give away", path);
	if (!S_ISLNK(like->st_mode) && chmod(path, like->st_mode & 07777) < 0)
		return failed(err, "change the mode of", path);
	if (utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) < 0)
		return failed(err, "change the times of", path);
	return 0;
}

static int copy_one(const struct visit *visit, const char *from, const char *to)
{
	struct stat status;
	size_t i;
	int r = 0;

	for (i = 0; i < sizeof left_out / sizeof *left_out; i++)
		if (vouch_text_ends(from, left_out[i]))
			return 0;
	if (lstat(from, &status) < 0)
		return failed(visit->err, "look at", from);
	if (S_ISDIR(status.st_mode)) {
		r = mkdir(to, 0700) < 0 ? failed(visit->err, "make", to) : each(visit, from, to);
	} else if (S_ISLNK(status.st_mode)) {
		r = copy_link(from, to, visit->err);
	} else if (S_ISREG(status.st_mode)) {
		if ((status.st_mode & 0111) && status.st_nlink > 1 && link(from, to) == 0)
			return 0;
		r = copy_bytes(from, to, visit->err);
	} else {
		return 0; /* a socket or the like: nothing that could be kept */
	}
	return r < 0 ? r : dress(to, &status, visit->err);
}

int simmac_tree_copy(
	struct vouch_arena *arena, const char *from, const char *to, struct vouch_err *err)
{
	struct visit visit = {arena, err, copy_one};

	return copy_one(&visit, from, to);
}

static int remove_one(const struct visit *visit, const char *path, const char *unused)
{
	struct stat status;
	int r;

	(void)unused;
	if (lstat(path, &status) < 0)
		return errno == ENOENT ? 0 : failed(visit->err, "look at", path);
	if (!S_ISDIR(status.st_mode))
		return unlink(path) < 0 ? failed(visit->err, "remove", path) : 0;
	if (rmdir(path) == 0)
		return 0;
	r = each(visit, path, NULL);
	return r == 0 && rmdir(path) < 0 ? failed(visit->err, "remove", path) : r;
}

int simmac_tree_remove(struct vouch_arena *arena, const char *path, struct vouch_err *err)
{
	struct visit visit = {arena, err, remove_one};

	return remove_one(&visit, path, NULL);
}
