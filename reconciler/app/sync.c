/* sync.c – reads a folder, or has vouch-git bring the files of one commit. */
#include "vouch/app/sync.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "git_child.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

/* "https://…", or "user@host:path": a colon before the first slash. */
static bool is_url(const char *repo)
{
	size_t until_mark = strcspn(repo, ":/");

	return repo[until_mark] == ':';
}

static bool has(struct vouch_arena *arena, const char *folder, const char *name)
{
	struct stat status;

	return stat(vouch_arena_printf(arena, "%s/%s", folder, name), &status) == 0;
}

static bool is_repository(struct vouch_arena *arena, const char *folder)
{
	return has(arena, folder, ".git") ||
	       (has(arena, folder, "HEAD") && has(arena, folder, "objects") &&
		       has(arena, folder, "refs"));
}

/* --- the commit of the last time ----------------------------------------------------------------
 */

enum { REMEMBERED_MAX = 8192 };

static const char *memory_path(struct vouch_arena *arena, const struct vouch_sync_wish *wish)
{
	return vouch_arena_printf(arena, "%s/synced", wish->folder);
}

/* What a remembered commit belongs to: it is of no use for another URL or revision. */
static const char *memory_key(
	struct vouch_arena *arena, const struct vouch_sync_wish *wish, const char *url)
{
	return vouch_arena_printf(arena, "%s\n%s\n", url, wish->rev == NULL ? "HEAD" : wish->rev);
}

static int remember(struct vouch_arena *arena, const struct vouch_sync_wish *wish, const char *url,
	const char *commit, struct vouch_err *err)
{
	const char *text =
		vouch_arena_printf(arena, "%s%s\n", memory_key(arena, wish, url), commit);

	return vouch_file_replace(memory_path(arena, wish), 0600, text, strlen(text), err);
}

/* NULL where nothing is remembered for this URL and revision. */
static const char *recall(
	struct vouch_arena *arena, const struct vouch_sync_wish *wish, const char *url)
{
	const char *key = memory_key(arena, wish, url);
	struct vouch_bytes bytes;
	size_t length;

	if (vouch_file_read(arena, memory_path(arena, wish), REMEMBERED_MAX, &bytes, NULL) < 0 ||
		!vouch_text_starts(bytes.data, key))
		return NULL;
	length = strspn(bytes.data + strlen(key), "0123456789abcdef");
	return length == 40 ? vouch_arena_text_n(arena, bytes.data + strlen(key), length) : NULL;
}

/* --- through vouch-git --------------------------------------------------------------------------
 */

static int from_memory(struct vouch_arena *arena, const struct vouch_sync_wish *wish,
	const char *url, const char *mirror, struct vouch_source *out, struct vouch_err *err)
{
	const char *commit = recall(arena, wish, url);
	struct vouch_git_answer answer;
	struct vouch_err unreachable = *err;

	if (commit == NULL)
		return -(int)err->code;
	if (vouch_git_files(arena, mirror, commit, &answer, err) < 0) {
		*err = unreachable; /* that the network is away is what there is to cure */
		return -(int)err->code;
	}
	if (wish->note != NULL)
		wish->note(wish->self,
			vouch_arena_printf(arena, "%s; going on with the last commit known, %.12s",
				unreachable.msg, commit));
	return vouch_source_read_pipe(arena, wish->repo, &answer.files, out, err);
}

static int from_git(struct vouch_arena *arena, const struct vouch_sync_wish *wish, const char *url,
	struct vouch_source *out, struct vouch_err *err)
{
	const char *mirror = vouch_arena_printf(arena, "%s/mirror.git", wish->folder);
	struct vouch_git_answer answer = {0};
	int r = vouch_folder_private(wish->folder, err);

	if (r >= 0)
		r = vouch_git_sync(arena, mirror, url, wish->rev, wish->deadline_ms, &answer, err);
	if (r < 0 && answer.unreachable)
		return from_memory(arena, wish, url, mirror, out, err);
	if (r >= 0)
		r = vouch_source_read_pipe(arena, wish->repo, &answer.files, out, err);
	if (r >= 0)
		r = remember(arena, wish, url, out->revision, err);
	return r;
}

int vouch_sync(struct vouch_arena *arena, const struct vouch_sync_wish *wish,
	struct vouch_source *out, struct vouch_err *err)
{
	struct stat status;
	char *whole;
	const char *url;

	if (is_url(wish->repo))
		return from_git(arena, wish, wish->repo, out, err);
	if (stat(wish->repo, &status) != 0)
		return vouch_err_sys(
			err, VOUCH_E_SOURCE, errno, "cannot read the repository %s", wish->repo);
	if (!is_repository(arena, wish->repo)) {
		if (wish->rev != NULL)
			return vouch_err_set(err, VOUCH_E_USAGE,
				"%s is a folder without git: leave out --rev, or name a repository",
				wish->repo);
		return vouch_source_read_folder(arena, wish->repo, out, err);
	}
	whole = realpath(wish->repo, NULL);
	if (whole == NULL)
		return vouch_err_sys(err, VOUCH_E_SOURCE, errno, "cannot find %s", wish->repo);
	url = vouch_arena_text(arena, whole);
	free(whole);
	return from_git(arena, wish, url, out, err);
}
