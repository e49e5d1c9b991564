/* local.h – looking at a repository on this machine before it is fetched from. */
#ifndef VOUCH_GIT_LOCAL_H
#define VOUCH_GIT_LOCAL_H

#include "url.h"

/* libgit2's own transport would fail too, but says neither whose it is nor what to do. Does nothing
 * for other URLs. VOUCH_GIT_OWNER, VOUCH_GIT_SOURCE. */
int vouch_git_local_check(const struct vouch_git_url *url, struct vouch_git_failure *failure);

#endif
