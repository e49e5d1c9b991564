/* home_walk.c – walking a tree in a fixed order, one open folder a level. */
#include "home_walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"

static int compare_names(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

int vouch_macos_folder_names(struct vouch_arena *arena, int folder, struct vouch_names *out)
{
	/* A descriptor of its own: one that is shared shares the place of reading too. */
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	VOUCH_CLEANUP(vouch_dir_close) DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct vouch_names names = {NULL, 0, 0};
	struct dirent *entry;

	if (dir == NULL) {
		vouch_fd_close(&fd);
		return -1;
	}
	for (;;) {
		errno = 0;
		entry = readdir(dir);
		if (entry == NULL)
			break;
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			*VOUCH_PUSH(arena, &names) = vouch_arena_text(arena, entry->d_name);
	}
	if (errno != 0)
		return -1;
	if (names.count > 0)
		qsort(names.items, names.count, sizeof *names.items, compare_names);
	*out = names;
	return 0;
}

void vouch_macos_walk_init(struct vouch_macos_walk *walk, int folder, const char *name)
{
	memset(walk, 0, sizeof *walk);
	walk->folder = folder;
	walk->name = name;
}

static void leave(struct vouch_macos_walk *walk)
{
	struct vouch_macos_walk_level *level = &walk->levels[--walk->depth];

	vouch_fd_close(&level->folder);
	vouch_arena_release(&level->arena);
}

void vouch_macos_walk_release(struct vouch_macos_walk *walk)
{
	while (walk->depth > 0)
		leave(walk);
	vouch_buf_release(&walk->path);
}

static int folder_of(const struct vouch_macos_walk *walk)
{
	return walk->depth == 0 ? walk->folder : walk->levels[walk->depth - 1].folder;
}

static const char *name_of(const struct vouch_macos_walk *walk)
{
	const struct vouch_macos_walk_level *level;

	if (walk->depth == 0)
		return walk->name;
	level = &walk->levels[walk->depth - 1];
	return level->names.items[level->at - 1];
}

/* Into the folder that was returned last. */
static int enter(struct vouch_macos_walk *walk, struct vouch_err *err)
{
	struct vouch_macos_walk_level *level = &walk->levels[walk->depth];
	const char *path = vouch_buf_get(&walk->path);
	struct stat status;

	if (walk->depth == VOUCH_MACOS_WALK_DEEPEST)
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%.120s…: folders are nested more than %d deep: remove them by hand", path,
			VOUCH_MACOS_WALK_DEEPEST);
	memset(level, 0, sizeof *level);
	level->folder = openat(
		folder_of(walk), name_of(walk), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (level->folder < 0)
		return vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot open %s", path);
	level->path_length = walk->path.length;
	walk->depth++;
	if (fstat(level->folder, &status) < 0 || status.st_ino != walk->last.st_ino ||
		status.st_dev != walk->last.st_dev)
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s was replaced while it was looked at: try again", path);
	if (vouch_macos_folder_names(&level->arena, level->folder, &level->names) < 0)
		return vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot read %s", path);
	return 0;
}

/* Makes path and name those of the next entry. False at the end. */
static bool step(struct vouch_macos_walk *walk)
{
	if (!walk->begun) {
		walk->begun = true;
		vouch_buf_text(&walk->path, walk->name);
		return true;
	}
	while (walk->depth > 0) {
		struct vouch_macos_walk_level *level = &walk->levels[walk->depth - 1];

		walk->path.length = level->path_length;
		walk->path.bytes[walk->path.length] = '\0';
		if (level->at < level->names.count) {
			vouch_buf_printf(&walk->path, "/%s", level->names.items[level->at++]);
			return true;
		}
		leave(walk);
	}
	return false;
}

int vouch_macos_walk_next(
	struct vouch_macos_walk *walk, struct vouch_macos_walk_entry *out, struct vouch_err *err)
{
	bool first = !walk->begun;
	int r = walk->descend ? enter(walk, err) : 0;

	walk->descend = false;
	if (r < 0)
		return r;
	if (!step(walk))
		return 0;
	out->folder = folder_of(walk);
	out->name = name_of(walk);
	out->path = vouch_buf_get(&walk->path);
	if (fstatat(out->folder, out->name, &out->status, AT_SYMLINK_NOFOLLOW) < 0)
		return vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot look at %s", out->path);
	if (first)
		walk->device = out->status.st_dev;
	if (out->status.st_dev != walk->device)
		return vouch_err_set(
			err, VOUCH_E_APPLY, "%s is another volume: unmount it first", out->path);
	walk->descend = S_ISDIR(out->status.st_mode);
	walk->last = out->status;
	return 1;
}
