/* url.h – which repositories may be named, and how libgit2 is told about one. */
#ifndef VOUCH_GIT_URL_H
#define VOUCH_GIT_URL_H

#include "failure.h"
#include "vouch/base/arena.h"

enum vouch_git_reach { VOUCH_GIT_LOCAL, VOUCH_GIT_HTTPS, VOUCH_GIT_SSH };

struct vouch_git_url {
	enum vouch_git_reach reach;
	const char *text; /* as it was given: for messages and to know the mirror again */
	const char *path; /* LOCAL: the folder */
	/* For libgit2. A path is turned into file://, as libgit2 takes a colon in it for a host. */
	const char *fetch;
};

/* VOUCH_GIT_USAGE where the URL is of another kind, or carries a secret. */
int vouch_git_url_parse(struct vouch_arena *arena, const char *text, struct vouch_git_url *out,
	struct vouch_git_failure *failure);

#endif
