/* sync.c – fetch into the mirror that is there, or into a new one where it is damaged. */
#include "sync.h"

#include "fetch.h"
#include "mirror.h"
#include "repack.h"
#include "revision.h"
#include "url.h"
#include "vouch/base/cleanup.h"

/* Reads every file of every revision, so that a commit that is answered is known to be whole. */
static int answer_from(struct vouch_arena *arena, git_repository *repository,
	const struct vouch_git_options *options, const struct vouch_git_url *url,
	struct vouch_git_answer *out, struct vouch_git_failure *failure)
{
	struct vouch_git_heads heads;
	struct vouch_git_answer answer = {.count = options->revision_count};
	size_t i;

	if (vouch_git_fetch(arena, repository, url, &heads, failure) < 0)
		return -1;
	for (i = 0; i < answer.count; i++) {
		git_oid id;

		if (vouch_git_revision_find(
			    arena, repository, &heads, options->revisions[i], &id, failure) < 0 ||
			vouch_git_tree_collect(
				arena, repository, &id, &answer.commits[i], failure) < 0)
			return -1;
	}
	*out = answer;
	return 0;
}

static int from_existing(struct vouch_arena *arena, const struct vouch_git_mirror *mirror,
	const struct vouch_git_options *options, const struct vouch_git_url *url,
	struct vouch_git_answer *out, struct vouch_git_failure *failure)
{
	VOUCH_CLEANUP(vouch_git_repository_close) git_repository *repository = NULL;

	if (vouch_git_mirror_open(arena, mirror, url->text, &repository, failure) < 0)
		return -1;
	if (answer_from(arena, repository, options, url, out, failure) < 0)
		return -1;
	/* The answer stands, whether the mirror gets smaller or not; the next sync tries again. */
	(void)vouch_git_repack(arena, repository, &(struct vouch_git_failure){0});
	return 0;
}

static int fill_new(struct vouch_arena *arena, const struct vouch_git_mirror *mirror,
	const struct vouch_git_options *options, const struct vouch_git_url *url,
	struct vouch_git_answer *out, struct vouch_git_failure *failure)
{
	VOUCH_CLEANUP(vouch_git_repository_close) git_repository *repository = NULL;

	if (vouch_git_mirror_begin(mirror, &repository, failure) < 0)
		return -1;
	return answer_from(arena, repository, options, url, out, failure);
}

/* Closed before its folder is renamed; removed where it did not get that far. */
static int from_new(struct vouch_arena *arena, const struct vouch_git_mirror *mirror,
	const struct vouch_git_options *options, const struct vouch_git_url *url,
	struct vouch_git_answer *out, struct vouch_git_failure *failure)
{
	if (fill_new(arena, mirror, options, url, out, failure) < 0) {
		vouch_git_mirror_discard(mirror);
		return -1;
	}
	return vouch_git_mirror_replace(arena, mirror, url->text, failure);
}

int vouch_git_sync(struct vouch_arena *arena, const struct vouch_git_options *options,
	struct vouch_git_answer *out, struct vouch_git_failure *failure)
{
	VOUCH_CLEANUP(vouch_git_mirror_unlock) struct vouch_git_mirror mirror = {.lock = -1};
	struct vouch_git_url url;
	int result;

	if (vouch_git_url_parse(arena, options->url, &url, failure) < 0 ||
		vouch_git_mirror_lock(arena, options->mirror, VOUCH_GIT_WRITE,
			options->wait_seconds, &mirror, failure) < 0)
		return -1;
	result = from_existing(arena, &mirror, options, &url, out, failure);
	/* Only once: if a new mirror cannot be read either, the remote is what is damaged. */
	if (result < 0 && failure->damaged)
		result = from_new(arena, &mirror, options, &url, out, failure);
	return result;
}

int vouch_git_read(struct vouch_arena *arena, const struct vouch_git_options *options,
	struct vouch_git_answer *out, struct vouch_git_failure *failure)
{
	VOUCH_CLEANUP(vouch_git_mirror_unlock) struct vouch_git_mirror mirror = {.lock = -1};
	VOUCH_CLEANUP(vouch_git_repository_close) git_repository *repository = NULL;
	git_oid id;

	if (vouch_git_mirror_lock(arena, options->mirror, VOUCH_GIT_READ, options->wait_seconds,
		    &mirror, failure) < 0 ||
		vouch_git_mirror_open(arena, &mirror, NULL, &repository, failure) < 0)
		return -1;
	if (git_oid_fromstr(&id, options->commit) < 0)
		return vouch_git_fail(failure, VOUCH_GIT_USAGE, "--commit takes 40 hex digits");
	if (vouch_git_tree_collect(arena, repository, &id, &out->commits[0], failure) < 0)
		return -1;
	out->count = 1;
	return 0;
}
