/* mirror.c – the bare mirror's folder, and how it comes and goes as a whole. */
#include "mirror.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder.h"
#include "lock.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

enum { MARKER_MAX = 8192 };
static const char marker_name[] = "vouch-mirror";

static bool is_there(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0;
}

static int check_private(const char *path, struct vouch_git_failure *failure)
{
	struct vouch_err err;

	return vouch_folder_private(path, &err) < 0
		       ? vouch_git_fail_base(failure, VOUCH_GIT_MIRROR, &err)
		       : 0;
}

static int move(const char *from, const char *to, struct vouch_git_failure *failure)
{
	if (rename(from, to) != 0)
		return vouch_git_fail(failure, VOUCH_GIT_MIRROR, "cannot rename %s to %s: %s", from,
			to, strerror(errno));
	return 0;
}

/* A pack counts only with its index, and the index only with its pack. What has another name is a
 * download that was cut off. */
static bool is_half_pack(int folder, const char *name, void *context)
{
	const char *dot = strrchr(name, '.');
	char other[256];
	struct stat status;

	(void)context;
	if (!vouch_text_starts(name, "pack-"))
		return true;
	if (dot == NULL || (strcmp(dot, ".pack") != 0 && strcmp(dot, ".idx") != 0))
		return false;
	if ((size_t)snprintf(other, sizeof other, "%.*s%s", (int)(dot - name), name,
		    strcmp(dot, ".pack") == 0 ? ".idx" : ".pack") >= sizeof other)
		return false;
	return fstatat(folder, other, &status, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT;
}

static bool is_unfinished(int folder, const char *name, void *context)
{
	(void)context;
	(void)folder;
	return vouch_text_ends(name, ".new") || vouch_text_ends(name, ".lock");
}

/* What a killed writer left. Not done for something in the mirror's place that is not ours. */
static int tidy(struct vouch_arena *arena, const struct vouch_git_mirror *mirror,
	struct vouch_git_failure *failure)
{
	if (!is_there(mirror->path) && is_there(mirror->old) &&
		move(mirror->old, mirror->path, failure) < 0)
		return -1;
	if (vouch_git_folder_remove(mirror->fresh, failure) < 0 ||
		vouch_git_folder_remove(mirror->old, failure) < 0)
		return -1;
	if (!is_there(mirror->path))
		return 0;
	if (check_private(mirror->path, failure) < 0)
		return -1;
	if (vouch_git_folder_sweep(mirror->path, is_unfinished, NULL, failure) < 0)
		return -1;
	return vouch_git_folder_sweep(vouch_arena_printf(arena, "%s/objects/pack", mirror->path),
		is_half_pack, NULL, failure);
}

int vouch_git_mirror_lock(struct vouch_arena *arena, const char *path, enum vouch_git_access access,
	unsigned wait_seconds, struct vouch_git_mirror *out, struct vouch_git_failure *failure)
{
	const char *slash = strrchr(path, '/');
	struct vouch_git_mirror mirror = {.path = path, .lock = -1};

	mirror.fresh = vouch_arena_printf(arena, "%s.new", path);
	mirror.old = vouch_arena_printf(arena, "%s.old", path);
	if (check_private(vouch_arena_text_n(arena, path, (size_t)(slash - path)), failure) < 0)
		return -1;
	if (vouch_git_lock_take(vouch_arena_printf(arena, "%s.lock", path),
		    access == VOUCH_GIT_WRITE, wait_seconds, &mirror.lock, failure) < 0)
		return -1;
	if (access == VOUCH_GIT_WRITE && tidy(arena, &mirror, failure) < 0) {
		vouch_git_mirror_unlock(&mirror);
		return -1;
	}
	*out = mirror;
	return 0;
}

void vouch_git_mirror_unlock(struct vouch_git_mirror *mirror)
{
	vouch_fd_close(&mirror->lock);
}

static const char *marker_text(struct vouch_arena *arena, const char *url)
{
	return vouch_arena_printf(arena, "vouch.mirror/1\n%s\n", url);
}

static int check_marker(struct vouch_arena *arena, const char *path, const char *url,
	struct vouch_git_failure *failure)
{
	struct vouch_bytes marker;
	struct vouch_err err;

	if (vouch_file_read(arena, vouch_arena_printf(arena, "%s/%s", path, marker_name),
		    MARKER_MAX, &marker, &err) < 0)
		return vouch_git_fail_damaged(failure, "%s", err.msg);
	if (!vouch_text_starts(marker.data, "vouch.mirror/1\n"))
		return vouch_git_fail_damaged(failure, "%s is no mirror of this version", path);
	if (url != NULL && strcmp(marker.data, marker_text(arena, url)) != 0)
		return vouch_git_fail_damaged(failure, "%s mirrors another URL", path);
	return 0;
}

int vouch_git_mirror_open(struct vouch_arena *arena, const struct vouch_git_mirror *mirror,
	const char *url, git_repository **out, struct vouch_git_failure *failure)
{
	if (!is_there(mirror->path))
		return vouch_git_fail_damaged(failure, "there is no mirror at %s", mirror->path);
	if (check_private(mirror->path, failure) < 0 ||
		check_marker(arena, mirror->path, url, failure) < 0)
		return -1;
	if (git_repository_open_ext(out, mirror->path,
		    GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE, NULL) < 0)
		return vouch_git_fail_damaged(
			failure, "the mirror %s cannot be opened", mirror->path);
	return 0;
}

int vouch_git_mirror_begin(const struct vouch_git_mirror *mirror, git_repository **out,
	struct vouch_git_failure *failure)
{
	git_repository_init_options options;

	if (vouch_git_folder_remove(mirror->fresh, failure) < 0 ||
		check_private(mirror->fresh, failure) < 0)
		return -1;
	if (git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION) < 0)
		return vouch_git_fail_library(failure, VOUCH_GIT_SYSTEM, "libgit2 is too old");
	options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_NO_REINIT;
	options.initial_head = "main"; /* never used: names are looked up at the remote */
	if (git_repository_init_ext(out, mirror->fresh, &options) < 0)
		return vouch_git_fail_library(
			failure, VOUCH_GIT_MIRROR, "cannot make a mirror at %s", mirror->fresh);
	return 0;
}

int vouch_git_mirror_replace(struct vouch_arena *arena, const struct vouch_git_mirror *mirror,
	const char *url, struct vouch_git_failure *failure)
{
	const char *text = marker_text(arena, url);
	struct vouch_err err;

	if (vouch_file_replace(vouch_arena_printf(arena, "%s/%s", mirror->fresh, marker_name), 0600,
		    text, strlen(text), &err) < 0)
		return vouch_git_fail_base(failure, VOUCH_GIT_MIRROR, &err);
	if (is_there(mirror->path) && move(mirror->path, mirror->old, failure) < 0)
		return -1;
	if (move(mirror->fresh, mirror->path, failure) < 0)
		return -1;
	return vouch_git_folder_remove(mirror->old, failure);
}

void vouch_git_mirror_discard(const struct vouch_git_mirror *mirror)
{
	struct vouch_git_failure ignored;

	(void)vouch_git_folder_remove(mirror->fresh, &ignored); /* the real failure is told */
}
