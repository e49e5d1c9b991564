/* home.h – what is left of an account after its record: archiving and removing its home.
 *
 * Nothing here follows a symbolic link, leaves the volume, or overwrites an archive. The order is
 * such that dying anywhere loses nothing and that doing it again goes on from there:
 *
 *	/Users/alice                                   there, belongs to uid
 *	   │ archive, to a hidden partial file, synced, read back, compared
 *	/Users/Deleted Users/alice-20261124.tar        published (a second one gets -2)
 *	   │ rename, one step
 *	/Users/Deleted Users/.alice-20261124.removing  no home any more
 *	   │ remove, from the leaves up
 *	gone
 *
 * A partial file that is found is removed; a published archive that still matches the home is not
 * made again; what was set aside is removed the rest of the way.
 */
#ifndef VOUCH_MACOS_HOME_H
#define VOUCH_MACOS_HOME_H

#include "actor_act.h"

struct vouch_macos_home {
	const char *root; /* "" or a simulated Mac, where the caller's files count as everybody's */
	const char *user; /* whose it was: names the archive */
	const char *home;
	int64_t uid;
	bool archive;
	int64_t now;
	const struct vouch_macos_act *act; /* its arena and transcript */
};

/* Is the path one that may be removed at all: one plain folder directly below /Users, none of those
 * that macOS keeps there? Looks at nothing. */
int vouch_macos_home_check(const struct vouch_macos_home *request, struct vouch_err *err);
int vouch_macos_home_remove(const struct vouch_macos_home *request, struct vouch_err *err);

/* home_archive.c: writes the tree "name" in folder to an open empty file, synced. */
int vouch_macos_archive_write(const struct vouch_macos_act *act, int folder, const char *name,
	int out, struct vouch_err *err);
/* Reads an archive beside the tree: every name, kind, size, link and byte must agree. 0 where they
 * do; -VOUCH_E_VERIFY with the first difference. */
int vouch_macos_archive_compare(const struct vouch_macos_act *act, int folder, const char *name,
	int archive, struct vouch_err *err);
/* home_delete.c: removes the tree "name" in folder; gone already is well. */
int vouch_macos_tree_delete(
	const struct vouch_macos_act *act, int folder, const char *name, struct vouch_err *err);

#endif
