/* home_delete.c – removing a tree from its leaves up, without following links. */
#include "home.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "home_walk.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/compat.h"

enum { PASSES = 8 }; /* somebody may still write into it for a moment */

static int delete_entry(
	dev_t device, int folder, const char *name, int depth, struct vouch_err *err);

/* Locked files (uchg) are usual in homes, and root cannot remove them either. */
static int unlink_entry(int folder, const char *name, int flags, struct vouch_err *err)
{
	if (unlinkat(folder, name, flags) == 0 || errno == ENOENT)
		return 0;
	if (errno == EPERM || errno == EACCES) {
		vouch_compat_unlock_entry(folder, name);
		if (unlinkat(folder, name, flags) == 0 || errno == ENOENT)
			return 0;
	}
	return vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot remove %s", name);
}

static int delete_content(dev_t device, int folder, int depth, struct vouch_err *err)
{
	int pass, r = 0;

	for (pass = 0; pass < PASSES && r == 0; pass++) {
		struct vouch_arena arena = {0};
		struct vouch_names names = {NULL, 0, 0};
		bool is_empty;
		size_t i;

		if (vouch_macos_folder_names(&arena, folder, &names) < 0)
			r = vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot read a folder");
		is_empty = names.count == 0;
		for (i = 0; r == 0 && i < names.count; i++) {
			r = delete_entry(device, folder, names.items[i], depth, err);
			if (r < 0)
				(void)vouch_err_wrap(err, "%s", names.items[i]);
		}
		vouch_arena_release(&arena);
		if (is_empty)
			break;
	}
	return r;
}

static int delete_entry(
	dev_t device, int folder, const char *name, int depth, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;
	struct stat status;
	int r;

	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? 0
				       : vouch_err_sys(err, VOUCH_E_APPLY, errno,
						 "cannot look at %s", name);
	if (!S_ISDIR(status.st_mode))
		return unlink_entry(folder, name, 0, err);
	if (depth == VOUCH_MACOS_WALK_DEEPEST)
		return vouch_err_set(err, VOUCH_E_APPLY,
			"folders are nested more than %d deep: remove them by hand", depth);
	fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &status) < 0)
		return vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot open %s", name);
	if (status.st_dev != device)
		return vouch_err_set(
			err, VOUCH_E_APPLY, "%s is another volume: unmount it first", name);
	r = delete_content(device, fd, depth + 1, err);
	return r < 0 ? r : unlink_entry(folder, name, AT_REMOVEDIR, err);
}

int vouch_macos_tree_delete(
	const struct vouch_macos_act *act, int folder, const char *name, struct vouch_err *err)
{
	struct stat status;

	(void)act;
	if (fstat(folder, &status) < 0)
		return vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot look at a folder");
	return delete_entry(status.st_dev, folder, name, 0, err);
}
