/* library.c – starting libgit2 shut off from the user's settings; releasing its handles. */
#include "library.h"

#include <stddef.h>

extern char **environ;

/* Levels of configuration that libgit2 looks for outside a repository: also where it would find
 * safe.directory, url.insteadOf, proxies and templates. */
static const int outside_levels[] = {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
	GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL};

static int set_options(void)
{
	size_t i;

	for (i = 0; i < sizeof outside_levels / sizeof outside_levels[0]; i++)
		if (git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, outside_levels[i], "") < 0)
			return -1;
	if (git_libgit2_opts(GIT_OPT_SET_TEMPLATE_PATH, "") < 0 ||
		git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1) < 0 ||
		git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1) < 0 ||
		git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1) < 0 ||
		git_libgit2_opts(GIT_OPT_SET_PACK_MAX_OBJECTS, (size_t)VOUCH_GIT_PACK_OBJECTS_MAX) <
			0 ||
		vouch_git_limit_object_size() < 0)
		return -1;
	/* macOS gives a process 256 descriptors; libgit2 would keep one open for every pack. */
	return git_libgit2_opts(GIT_OPT_SET_MWINDOW_FILE_LIMIT, (size_t)64);
}

int vouch_git_library_init(struct vouch_git_failure *failure)
{
	static char *nothing[] = {NULL};

	/* GIT_*, HOME, SUDO_UID, proxies, certificate folders: libgit2 and what it stands on read
	 * more of the environment than anyone can list. Its first call may, so this comes before.
	 */
	environ = nothing;
	if (git_libgit2_init() < 0 || set_options() < 0)
		return vouch_git_fail_library(failure, VOUCH_GIT_SYSTEM, "libgit2 does not start");
	return 0;
}

void vouch_git_hex(const git_oid *id, char out[VOUCH_GIT_HEX + 1])
{
	(void)git_oid_tostr(out, VOUCH_GIT_HEX + 1, id);
}

void vouch_git_repository_close(git_repository **repository)
{
	git_repository_free(*repository);
	*repository = NULL;
}

void vouch_git_remote_close(git_remote **remote)
{
	git_remote_free(*remote);
	*remote = NULL;
}

void vouch_git_object_close(git_object **object)
{
	git_object_free(*object);
	*object = NULL;
}

void vouch_git_commit_close(git_commit **commit)
{
	git_commit_free(*commit);
	*commit = NULL;
}

void vouch_git_tree_close(git_tree **tree)
{
	git_tree_free(*tree);
	*tree = NULL;
}

void vouch_git_odb_close(git_odb **odb)
{
	git_odb_free(*odb);
	*odb = NULL;
}

void vouch_git_odb_object_close(git_odb_object **object)
{
	git_odb_object_free(*object);
	*object = NULL;
}
