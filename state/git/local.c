/* local.c – whose a local repository is, and whether it can be fetched from. */
#include "local.h"

#include <pwd.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "library.h"
#include "vouch/base/cleanup.h"

static const char *user_name(uid_t uid, char *out, size_t room)
{
	const struct passwd *entry = getpwuid(uid);

	if (entry == NULL)
		(void)snprintf(out, room, "uid %ld", (long)uid);
	else
		(void)snprintf(out, room, "%s (uid %ld)", entry->pw_name, (long)uid);
	return out;
}

/* Whose it is, where it looks like a repository and some of it is not ours; else who we are.
 * libgit2 asks for the same, but 1.5 answers "config value 'safe.directory' was not found" for it,
 * so its error alone does not tell. */
static uid_t foreign_owner(const char *path)
{
	static const char *const signs[] = {"/.git", "/objects", "/HEAD", ""};
	char whole[4096];
	struct stat status;
	bool is_repository = false;
	uid_t owner = geteuid();
	size_t i;

	for (i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		if ((size_t)snprintf(whole, sizeof whole, "%s%s", path, signs[i]) >= sizeof whole ||
			stat(whole, &status) != 0)
			continue;
		is_repository = is_repository || signs[i][0] != '\0';
		if (status.st_uid != geteuid())
			owner = status.st_uid;
	}
	return is_repository ? owner : geteuid();
}

static int refuse_owner(const struct vouch_git_url *url, struct vouch_git_failure *failure)
{
	char owner[128], caller[128];

	(void)user_name(foreign_owner(url->path), owner, sizeof owner);
	(void)user_name(geteuid(), caller, sizeof caller);
	return vouch_git_fail(failure, VOUCH_GIT_OWNER,
		"%s belongs to %s, and this runs as %s: what it says could be changed by somebody "
		"else. Run as its owner; or give it to the caller with chown -R; or clone it as "
		"the caller (git -c safe.directory='*' clone --bare) and name the clone",
		url->text, owner, caller);
}

int vouch_git_local_check(const struct vouch_git_url *url, struct vouch_git_failure *failure)
{
	VOUCH_CLEANUP(vouch_git_repository_close) git_repository *repository = NULL;
	struct stat status;
	int result;

	if (url->reach != VOUCH_GIT_LOCAL)
		return 0;
	if (stat(url->path, &status) != 0 || !S_ISDIR(status.st_mode))
		return vouch_git_fail(failure, VOUCH_GIT_SOURCE,
			"%s: there is no such folder, or it may not be entered", url->text);
	result = git_repository_open_ext(
		&repository, url->path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
	if (result < 0 && (result == GIT_EOWNER || foreign_owner(url->path) != geteuid()))
		return refuse_owner(url, failure);
	if (result == GIT_ENOTFOUND)
		return vouch_git_fail(failure, VOUCH_GIT_SOURCE,
			"%s is no git repository: name the folder that holds its .git, or a bare "
			"one",
			url->text);
	if (result < 0)
		return vouch_git_fail_library(
			failure, VOUCH_GIT_SOURCE, "%s cannot be opened", url->text);
	if (git_repository_is_shallow(repository) == 1)
		return vouch_git_fail(failure, VOUCH_GIT_SOURCE,
			"%s is a shallow clone (made with --depth), whose history cannot be "
			"followed: git -C %s fetch --unshallow",
			url->text, url->path);
	return 0;
}
