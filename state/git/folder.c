/* folder.c – removing without following links. */
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"

/* What libgit2 makes is four folders deep. */
enum { DEPTH_MAX = 16 };

static DIR *open_folder(int parent, const char *name)
{
	VOUCH_CLEANUP(vouch_fd_close)
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);

	if (folder != NULL)
		(void)vouch_fd_take(&fd); /* closedir closes it */
	return folder;
}

static bool is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static int remove_at(int parent, const char *name, int depth);

static int remove_inside(int parent, const char *name, int depth)
{
	VOUCH_CLEANUP(vouch_dir_close) DIR *folder = open_folder(parent, name);
	struct dirent *entry;

	if (folder == NULL)
		return -1;
	for (errno = 0; (entry = readdir(folder)) != NULL; errno = 0)
		if (!is_dots(entry->d_name) &&
			remove_at(dirfd(folder), entry->d_name, depth + 1) < 0)
			return -1;
	return errno == 0 ? 0 : -1;
}

static int remove_at(int parent, const char *name, int depth)
{
	struct stat status;

	if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT ? 0 : -1;
	if (!S_ISDIR(status.st_mode))
		return unlinkat(parent, name, 0);
	if (depth == DEPTH_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (remove_inside(parent, name, depth) < 0)
		return -1;
	return unlinkat(parent, name, AT_REMOVEDIR);
}

int vouch_git_folder_remove(const char *path, struct vouch_git_failure *failure)
{
	if (remove_at(AT_FDCWD, path, 0) < 0)
		return vouch_git_fail(failure, VOUCH_GIT_MIRROR,
			"cannot remove %s: %s: look at it, then remove it", path, strerror(errno));
	return 0;
}

int vouch_git_folder_sweep(const char *path,
	bool (*is_leftover)(int folder, const char *name, void *context), void *context,
	struct vouch_git_failure *failure)
{
	VOUCH_CLEANUP(vouch_dir_close) DIR *folder = open_folder(AT_FDCWD, path);
	struct dirent *entry;

	if (folder == NULL && errno == ENOENT)
		return 0;
	if (folder == NULL)
		return vouch_git_fail(failure, VOUCH_GIT_MIRROR, "cannot open the folder %s: %s",
			path, strerror(errno));
	while ((entry = readdir(folder)) != NULL)
		if (!is_dots(entry->d_name) && is_leftover(dirfd(folder), entry->d_name, context) &&
			unlinkat(dirfd(folder), entry->d_name, 0) != 0)
			return vouch_git_fail(failure, VOUCH_GIT_MIRROR, "cannot remove %s/%s: %s",
				path, entry->d_name, strerror(errno));
	return 0;
}
