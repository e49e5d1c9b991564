/* sync.h – the repository as files: a folder as it lies there, or one commit through vouch-git.
 *
 * A URL, a bare repository, a work tree (a folder with .git in it) and anything with a revision go
 * through vouch-git, a child with a deadline that keeps a mirror; any other folder is read as it
 * is, without a revision. Where the network is away and a commit is remembered for this URL and
 * revision, its files come from the mirror.
 */
#ifndef VOUCH_APP_SYNC_H
#define VOUCH_APP_SYNC_H

#include <stdint.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"
#include "vouch/load/source.h"

struct vouch_sync_wish {
	const char *repo; /* URL or folder */
	const char *rev;  /* NULL: HEAD */
	/* A private folder (it is made) for the mirror and the remembered commit. */
	const char *folder;
	int64_t deadline_ms; /* for vouch-git; 0: VOUCH_GIT_DEADLINE_MS */
	/* Told where the files come from a remembered commit; NULL: nobody. */
	void (*note)(void *self, const char *message);
	void *self;
};

/* VOUCH_E_SOURCE, VOUCH_E_CONFIG, VOUCH_E_LOCKED … as vouch/git/protocol.h maps them. */
int vouch_sync(struct vouch_arena *arena, const struct vouch_sync_wish *wish,
	struct vouch_source *out, struct vouch_err *err);

#endif
