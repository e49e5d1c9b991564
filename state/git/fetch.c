/* fetch.c – one connection: what is there, what is missing here, and keeping it. */
#include "fetch.h"

#include <stdlib.h>
#include <string.h>

#include "local.h"
#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

/* What the callbacks saw: libgit2 hands on their refusal, but not always their words. */
struct progress {
	bool asked_for_credentials, too_large;
};

static int refuse_credentials(
	git_credential **out, const char *url, const char *user, unsigned allowed, void *payload)
{
	struct progress *progress = payload;

	(void)out;
	(void)url;
	(void)user;
	(void)allowed;
	progress->asked_for_credentials = true;
	return GIT_EUSER;
}

static int watch_transfer(const git_indexer_progress *stats, void *payload)
{
	struct progress *progress = payload;

	progress->too_large = stats->received_bytes > (size_t)VOUCH_GIT_PACK_BYTES_MAX;
	return progress->too_large ? GIT_EUSER : 0;
}

/* Kinds of libgit2's errors that come from reading the mirror (or, with a local remote, from
 * reading that one: then the new mirror fails in the same way). */
static bool is_about_objects(int klass)
{
	static const int kinds[] = {GIT_ERROR_REFERENCE, GIT_ERROR_ZLIB, GIT_ERROR_REPOSITORY,
		GIT_ERROR_CONFIG, GIT_ERROR_ODB, GIT_ERROR_OBJECT, GIT_ERROR_TAG, GIT_ERROR_TREE};
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (klass == kinds[i])
			return true;
	return false;
}

static int explain(const struct progress *progress, const struct vouch_git_url *url,
	struct vouch_git_failure *failure)
{
	const git_error *error = git_error_last();

	if (progress->asked_for_credentials)
		return vouch_git_fail(failure, VOUCH_GIT_CREDENTIALS,
			"%s asks who we are (or has no such repository), and this version has no "
			"credentials: use a repository that this Mac may read without, or a local "
			"clone",
			url->text);
	if (progress->too_large)
		return vouch_git_fail(failure, VOUCH_GIT_SOURCE,
			"%s sends more than %d MiB: this is no repository of accounts", url->text,
			VOUCH_GIT_PACK_BYTES_MAX / (1024 * 1024));
	if (error != NULL && is_about_objects(error->klass))
		return vouch_git_fail_damaged(failure, "cannot fetch from %s", url->text);
	return vouch_git_fail_library(failure,
		url->reach == VOUCH_GIT_LOCAL ? VOUCH_GIT_SOURCE : VOUCH_GIT_UNREACHABLE,
		"cannot fetch from %s", url->text);
}

/* HEAD, branches and tags; not what hosters add (refs/pull, refs/merge-requests), and not the
 * "^{}" lines beside annotated tags, which are looked through in the mirror. */
static bool is_wanted(const char *name)
{
	return (strcmp(name, "HEAD") == 0 || vouch_text_starts(name, "refs/heads/") ||
		       vouch_text_starts(name, "refs/tags/")) &&
	       !vouch_text_ends(name, "^{}");
}

static int list_heads(struct vouch_arena *arena, git_remote *remote,
	const struct vouch_git_url *url, struct vouch_git_heads *out,
	struct vouch_git_failure *failure)
{
	const git_remote_head **heads;
	size_t count, i;

	if (git_remote_ls(&heads, &count, remote) < 0)
		return vouch_git_fail_library(
			failure, VOUCH_GIT_UNREACHABLE, "%s does not say what it has", url->text);
	if (count > VOUCH_GIT_REFS_MAX)
		return vouch_git_fail(failure, VOUCH_GIT_SOURCE,
			"%s has %zu branches and tags, and %d are allowed: delete some", url->text,
			count, VOUCH_GIT_REFS_MAX);
	for (i = 0; i < count; i++)
		if (is_wanted(heads[i]->name))
			*VOUCH_PUSH(arena, out) = (struct vouch_git_head){
				.name = vouch_arena_text(arena, heads[i]->name),
				.id = heads[i]->oid};
	if (out->count == 0)
		return vouch_git_fail(failure, VOUCH_GIT_SOURCE,
			"%s has no branch and no commit yet: push one", url->text);
	return 0;
}

static int download(git_remote *remote, const git_remote_callbacks *callbacks)
{
	char heads[] = "+refs/heads/*:refs/heads/*", tags[] = "+refs/tags/*:refs/tags/*",
	     head[] = "+HEAD:refs/vouch/HEAD";
	char *all[] = {heads, tags, head};
	git_strarray refspecs = {.strings = all, .count = sizeof all / sizeof all[0]};
	git_fetch_options options;

	if (git_fetch_options_init(&options, GIT_FETCH_OPTIONS_VERSION) < 0)
		return -1;
	options.callbacks = *callbacks;
	options.update_fetchhead = 0;
	options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE; /* the refspec names them all */
	options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
	options.proxy_opts.type = GIT_PROXY_NONE;
	return git_remote_download(remote, &refspecs, &options);
}

static int compare_ids(const void *a, const void *b)
{
	const struct vouch_git_head *left = a, *right = b;

	return git_oid_cmp(&left->id, &right->id);
}

/* All of refs/vouch in one file that is replaced in one step: what the next fetch need not ask
 * for. What is no longer at the remote goes; that is the pruning. */
static int keep_heads(struct vouch_arena *arena, git_repository *mirror,
	const struct vouch_git_heads *heads, struct vouch_git_failure *failure)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf text = {0};
	struct vouch_git_head *sorted =
		vouch_arena_copy(arena, heads->items, heads->count * sizeof *heads->items);
	const char *path = vouch_arena_printf(arena, "%spacked-refs", git_repository_path(mirror));
	struct vouch_bytes before;
	struct vouch_err err;
	size_t i;

	qsort(sorted, heads->count, sizeof *sorted, compare_ids);
	for (i = 0; i < heads->count; i++) {
		char hex[VOUCH_GIT_HEX + 1];

		if (i > 0 && git_oid_equal(&sorted[i - 1].id, &sorted[i].id))
			continue;
		vouch_git_hex(&sorted[i].id, hex);
		vouch_buf_printf(&text, "%s refs/vouch/%s\n", hex, hex);
	}
	if (vouch_file_read(arena, path, text.length, &before, &err) == 0 &&
		before.length == text.length && memcmp(before.data, text.bytes, text.length) == 0)
		return 0;
	if (vouch_file_replace(path, 0600, text.bytes, text.length, &err) < 0)
		return vouch_git_fail_base(failure, VOUCH_GIT_MIRROR, &err);
	return 0;
}

static int connect_to(git_repository *mirror, const struct vouch_git_url *url,
	const git_remote_callbacks *callbacks, git_remote **out)
{
	git_remote_create_options create;
	git_remote_connect_options options;

	if (git_remote_create_options_init(&create, GIT_REMOTE_CREATE_OPTIONS_VERSION) < 0 ||
		git_remote_connect_options_init(&options, GIT_REMOTE_CONNECT_OPTIONS_VERSION) < 0)
		return -1;
	create.repository = mirror;
	create.flags = GIT_REMOTE_CREATE_SKIP_INSTEADOF | GIT_REMOTE_CREATE_SKIP_DEFAULT_FETCHSPEC;
	if (git_remote_create_with_opts(out, url->fetch, &create) < 0)
		return -1;
	options.callbacks = *callbacks;
	/* Off: on the same host it is followed all the same, to one that nobody named never. */
	options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
	options.proxy_opts.type = GIT_PROXY_NONE;
	return git_remote_connect_ext(*out, GIT_DIRECTION_FETCH, &options);
}

int vouch_git_fetch(struct vouch_arena *arena, git_repository *mirror,
	const struct vouch_git_url *url, struct vouch_git_heads *out,
	struct vouch_git_failure *failure)
{
	VOUCH_CLEANUP(vouch_git_remote_close) git_remote *remote = NULL;
	git_remote_callbacks callbacks;
	struct vouch_git_heads heads = {NULL, 0, 0};
	struct progress progress = {false, false};

	if (git_remote_init_callbacks(&callbacks, GIT_REMOTE_CALLBACKS_VERSION) < 0)
		return vouch_git_fail_library(failure, VOUCH_GIT_SYSTEM, "libgit2 is too old");
	callbacks.credentials = refuse_credentials;
	callbacks.transfer_progress = watch_transfer;
	callbacks.payload = &progress;
	if (url->reach == VOUCH_GIT_SSH)
		return vouch_git_fail(failure, VOUCH_GIT_CREDENTIALS,
			"%s needs a key and a known host, and this version has no credentials: use "
			"https or a local clone",
			url->text);
	if (vouch_git_local_check(url, failure) < 0)
		return -1;
	git_error_clear();
	if (connect_to(mirror, url, &callbacks, &remote) < 0)
		return explain(&progress, url, failure);
	if (list_heads(arena, remote, url, &heads, failure) < 0)
		return -1;
	if (download(remote, &callbacks) < 0)
		return explain(&progress, url, failure);
	if (keep_heads(arena, mirror, &heads, failure) < 0)
		return -1;
	*out = heads;
	return 0;
}
