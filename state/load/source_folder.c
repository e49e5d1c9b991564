/* source_folder.c – the files of a repository from a folder on disk, links never followed. */
#include "source_entry.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

enum { DEPTH_MAX = 32, ENTRIES_MAX = 200000 };

struct walk {
	struct vouch_arena *arena;
	struct vouch_source *source;
	size_t total, entries;
};

static int walk_folder(
	struct walk *walk, int folder, const char *path, int depth, struct vouch_err *err);

static bool is_yaml(const char *name)
{
	return vouch_text_ends(name, ".yaml") || vouch_text_ends(name, ".yml");
}

static int add_yaml(
	struct walk *walk, int folder, const char *name, const char *path, struct vouch_err *err)
{
	struct vouch_source_file file = {.path = path, .kind = VOUCH_SOURCE_FILE};
	struct vouch_err cause;

	if (vouch_file_read_at(
		    walk->arena, folder, name, VOUCH_SOURCE_FILE_MAX, &file.bytes, &cause) < 0)
		return vouch_err_set(err, VOUCH_E_SOURCE, "%s: %s", path, cause.msg);
	return source_add(walk->arena, walk->source, file, &walk->total, err);
}

/* A folder with a .git of its own is another repository: what git calls a submodule. */
static int add_folder(struct walk *walk, int above, const char *name, const char *path, int depth,
	struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close)
	int folder = openat(above, name, O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW);
	struct stat status;

	if (folder < 0)
		return vouch_err_sys(err, VOUCH_E_SOURCE, errno, "cannot open %s", path);
	if (fstatat(folder, ".git", &status, AT_SYMLINK_NOFOLLOW) == 0) {
		struct vouch_source_file file = {.path = path, .kind = VOUCH_SOURCE_SUBMODULE};

		return source_add(walk->arena, walk->source, file, &walk->total, err);
	}
	return walk_folder(walk, vouch_fd_take(&folder), path, depth + 1, err);
}

static int add_entry(struct walk *walk, int folder, const char *name, const char *above, int depth,
	struct vouch_err *err)
{
	const char *path = above == NULL ? vouch_arena_text(walk->arena, name)
					 : vouch_arena_printf(walk->arena, "%s/%s", above, name);
	struct stat status;

	if (++walk->entries > ENTRIES_MAX)
		return vouch_err_set(err, VOUCH_E_SOURCE,
			"more than %d entries: is it the repository of accounts?",
			(int)ENTRIES_MAX);
	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return vouch_err_sys(err, VOUCH_E_SOURCE, errno, "cannot look at %s", path);
	if (S_ISLNK(status.st_mode)) {
		struct vouch_source_file file = {.path = path, .kind = VOUCH_SOURCE_LINK};

		return source_add(walk->arena, walk->source, file, &walk->total, err);
	}
	if (S_ISDIR(status.st_mode))
		return add_folder(walk, folder, name, path, depth, err);
	return is_yaml(name) ? add_yaml(walk, folder, name, path, err) : 0;
}

/* Takes the descriptor over. */
static int walk_folder(
	struct walk *walk, int folder, const char *path, int depth, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_dir_close) DIR *directory = fdopendir(folder);
	struct dirent *entry;

	if (directory == NULL) {
		int sys = errno;

		(void)close(folder); /* nothing was written through it */
		return vouch_err_sys(
			err, VOUCH_E_SOURCE, sys, "cannot read %s", path == NULL ? "it" : path);
	}
	if (depth > DEPTH_MAX)
		return vouch_err_set(err, VOUCH_E_SOURCE,
			"%s: more than %d folders deep: move it up", path, (int)DEPTH_MAX);
	for (;;) {
		errno = 0;
		entry = readdir(directory);
		if (entry == NULL && errno != 0)
			return vouch_err_sys(err, VOUCH_E_SOURCE, errno, "cannot read %s",
				path == NULL ? "it" : path);
		if (entry == NULL)
			return 0;
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
			strcmp(entry->d_name, ".git") == 0)
			continue;
		if (add_entry(walk, dirfd(directory), entry->d_name, path, depth, err) < 0)
			return -(int)VOUCH_E_SOURCE;
	}
}

int vouch_source_read_folder(struct vouch_arena *arena, const char *folder,
	struct vouch_source *out, struct vouch_err *err)
{
	struct vouch_source source = {.name = vouch_arena_text(arena, folder)};
	struct walk walk = {.arena = arena, .source = &source};
	/* The folder itself is the caller's word, and may be a link; nothing in it may. */
	int root = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY);

	if (root < 0)
		return vouch_err_sys(err, VOUCH_E_SOURCE, errno, "cannot open %s", folder);
	if (walk_folder(&walk, root, NULL, 0, err) < 0 || source_finish(&source, err) < 0)
		return vouch_err_wrap(err, "%s", folder);
	*out = source;
	return 0;
}
