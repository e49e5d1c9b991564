/* revision.c – finding the one commit that a revision means. */
#include "revision.h"

#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

enum { GENERATIONS_MAX = 100 * 1000, REVISION_MAX = 1024 };

struct search {
	git_repository *repository;
	const char *revision; /* as it was given */
	bool found;
	git_oid id;
	struct vouch_git_failure *failure;
};

static int take(struct search *search, const git_oid *id)
{
	if (search->found && !git_oid_equal(&search->id, id))
		return vouch_git_fail(search->failure, VOUCH_GIT_SOURCE,
			"\"%s\" means more than one commit: write refs/heads/…, refs/tags/… or all "
			"40 digits",
			search->revision);
	search->found = true;
	search->id = *id;
	return 0;
}

static int take_commit_of(struct search *search, git_object *object)
{
	VOUCH_CLEANUP(vouch_git_object_close) git_object *commit = NULL;

	if (git_object_peel(&commit, object, GIT_OBJECT_COMMIT) < 0)
		return vouch_git_fail(search->failure, VOUCH_GIT_SOURCE,
			"\"%s\" names no commit but a %s", search->revision,
			git_object_type2string(git_object_type(object)));
	return take(search, git_object_id(commit));
}

static int try_name(struct search *search, const struct vouch_git_heads *heads, const char *prefix,
	const char *name)
{
	size_t skip = strlen(prefix), i;

	for (i = 0; i < heads->count; i++) {
		VOUCH_CLEANUP(vouch_git_object_close) git_object *object = NULL;
		const struct vouch_git_head *head = &heads->items[i];

		if (!vouch_text_starts(head->name, prefix) || strcmp(head->name + skip, name) != 0)
			continue;
		if (git_object_lookup(&object, search->repository, &head->id, GIT_OBJECT_ANY) < 0)
			return vouch_git_fail_damaged(search->failure,
				"what \"%s\" names cannot be read", search->revision);
		return take_commit_of(search, object);
	}
	return 0;
}

static bool is_digits(const char *text)
{
	return text[strspn(text, "0123456789abcdefABCDEF")] == '\0';
}

static int try_digits(struct search *search, const char *text)
{
	VOUCH_CLEANUP(vouch_git_object_close) git_object *object = NULL;
	size_t length = strlen(text);
	git_oid prefix;
	int result;

	if (length < GIT_OID_MINPREFIXLEN || length > VOUCH_GIT_HEX || !is_digits(text))
		return 0;
	if (git_oid_fromstrn(&prefix, text, length) < 0)
		return 0;
	result = git_object_lookup_prefix(
		&object, search->repository, &prefix, length, GIT_OBJECT_ANY);
	if (result == GIT_EAMBIGUOUS)
		return vouch_git_fail(search->failure, VOUCH_GIT_SOURCE,
			"more than one object begins with %s: write more digits", text);
	if (result == GIT_ENOTFOUND)
		return 0;
	if (result < 0)
		return vouch_git_fail_damaged(search->failure, "%s cannot be read", text);
	/* "abcd" as a branch beside a blob abcd…: digits that are no commit are no rival. */
	if (search->found && git_object_type(object) != GIT_OBJECT_COMMIT)
		return 0;
	return take_commit_of(search, object);
}

/* "~3", "^", "~": how many generations back, first parents only. */
static int parse_back(const char *suffix, unsigned *out)
{
	unsigned long total = 0;

	while (*suffix != '\0') {
		unsigned long step = 0;
		bool digits = false;

		if (*suffix != '~' && *suffix != '^')
			return -1;
		if (*suffix++ == '~')
			for (; *suffix >= '0' && *suffix <= '9'; suffix++, digits = true)
				if (step <= GENERATIONS_MAX)
					step = step * 10 + (unsigned long)(*suffix - '0');
		total += digits ? step : 1;
		if (total > GENERATIONS_MAX)
			return -1;
	}
	*out = (unsigned)total;
	return 0;
}

static int go_back(struct search *search, unsigned generations, git_oid *out)
{
	VOUCH_CLEANUP(vouch_git_commit_close) git_commit *commit = NULL;
	VOUCH_CLEANUP(vouch_git_commit_close) git_commit *ancestor = NULL;
	int result;

	if (git_commit_lookup(&commit, search->repository, &search->id) < 0)
		return vouch_git_fail_damaged(
			search->failure, "what \"%s\" names cannot be read", search->revision);
	result = git_commit_nth_gen_ancestor(&ancestor, commit, generations);
	if (result == GIT_ENOTFOUND)
		return vouch_git_fail(search->failure, VOUCH_GIT_SOURCE,
			"\"%s\" goes back further than there are commits", search->revision);
	if (result < 0)
		return vouch_git_fail_damaged(
			search->failure, "a commit before \"%s\" cannot be read", search->revision);
	*out = *git_commit_id(ancestor);
	return 0;
}

static int find_name(struct search *search, const struct vouch_git_heads *heads, const char *name)
{
	/* Whole names mean themselves, whatever else somebody pushes: no branch called HEAD, and no
	 * branch called refs/heads/main, gets in their way. */
	if (strcmp(name, "HEAD") == 0 || vouch_text_starts(name, "refs/"))
		return try_name(search, heads, "", name);
	/* Neither does a branch called like a commit. */
	if (strlen(name) == VOUCH_GIT_HEX && is_digits(name))
		return try_digits(search, name);
	if (try_name(search, heads, "refs/heads/", name) < 0 ||
		try_name(search, heads, "refs/tags/", name) < 0)
		return -1;
	return try_digits(search, name);
}

static int not_found(struct search *search, const char *name)
{
	if (strcmp(name, "HEAD") == 0)
		return vouch_git_fail(search->failure, VOUCH_GIT_SOURCE,
			"the repository does not say which branch is its own (its HEAD names "
			"none that is there): name one with --rev");
	return vouch_git_fail(search->failure, VOUCH_GIT_SOURCE,
		"the repository has no branch, tag or commit \"%s\" (a commit must be part of a "
		"branch or a tag): look at --rev",
		search->revision);
}

int vouch_git_revision_find(struct vouch_arena *arena, git_repository *repository,
	const struct vouch_git_heads *heads, const char *revision, git_oid *out,
	struct vouch_git_failure *failure)
{
	size_t length = strcspn(revision, "~^");
	const char *name = vouch_arena_text_n(arena, revision, length);
	struct search search = {.repository = repository, .failure = failure};
	unsigned generations = 0;

	search.revision = revision;
	if (length == 0 || strlen(revision) > REVISION_MAX ||
		parse_back(revision + length, &generations) < 0)
		return vouch_git_fail(failure, VOUCH_GIT_USAGE,
			"\"%.100s\" is no revision: write a branch, a tag or a commit, then ~N at "
			"most",
			search.revision);
	if (find_name(&search, heads, name) < 0)
		return -1;
	if (!search.found)
		return not_found(&search, name);
	return go_back(&search, generations, out);
}
