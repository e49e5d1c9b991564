/* command_snapshot.c – `simmac snapshot` and `simmac restore`: the Mac as it was at some moment. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"

#include "command.h"
#include "mac.h"
#include "tree.h"

/* A word is kept within the Mac; a path (it has a slash) is a folder, and as whole a Mac. NULL
 * after a message. */
static const char *place(struct simmac_mac *mac, const char *name)
{
	if (strchr(name, '/'))
		return vouch_arena_text(&mac->arena, name);
	if (!*name || *name == '.') {
		fprintf(stderr, "simmac: \"%s\" is no name for a snapshot\n", name);
		return NULL;
	}
	return simmac_mac_store(mac, vouch_arena_printf(&mac->arena, "snapshots/%s", name));
}

static bool is_there(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0;
}

/* Copied beside and renamed: what has the name is whole. */
static int copy_whole(struct simmac_mac *mac, const char *from, const char *to)
{
	const char *beside = vouch_arena_printf(&mac->arena, "%s.%ld.new", to, (long)getpid());
	struct vouch_err ignored = {0};
	int r = simmac_tree_copy(&mac->arena, from, beside, &mac->err);

	if (r == 0 && rename(beside, to) < 0)
		r = vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, errno, "cannot make %s", to);
	if (r < 0)
		(void)simmac_tree_remove(&mac->arena, beside, &ignored); /* the cause is reported */
	return r;
}

static int snapshot(struct simmac_mac *mac, const char *name)
{
	const char *to = place(mac, name);
	const char *folder = simmac_mac_store(mac, "snapshots");

	if (!to)
		return SIMMAC_USAGE;
	if (is_there(to)) {
		fprintf(stderr, "simmac: there is a snapshot %s already\n", name);
		return 1;
	}
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	if (mkdir(folder, 0700) < 0 && errno != EEXIST) {
		(void)vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, errno, "cannot make %s", folder);
		return simmac_mac_failed(mac);
	}
	return copy_whole(mac, mac->root, to) < 0 ? simmac_mac_failed(mac) : 0;
}

/* The Mac as it is now steps aside, the one of the snapshot takes its place, with the snapshots. */
static int exchange(struct simmac_mac *mac, const char *fresh, const char *old)
{
	const char *kept = simmac_mac_store(mac, "snapshots");

	if (rename(mac->root, old) < 0)
		return vouch_err_sys(
			&mac->err, VOUCH_E_SYSTEM, errno, "cannot move %s aside", mac->root);
	if (rename(fresh, mac->root) < 0) {
		int sys = errno;

		(void)rename(old, mac->root); /* the cause is reported */
		return vouch_err_sys(
			&mac->err, VOUCH_E_SYSTEM, sys, "cannot put %s in its place", fresh);
	}
	old = vouch_arena_printf(&mac->arena, "%s/private/var/db/simmac/snapshots", old);
	if (is_there(old) && rename(old, kept) < 0)
		return vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, errno, "cannot keep %s", old);
	return 0;
}

static int restore(struct simmac_mac *mac, const char *name)
{
	const char *from = place(mac, name);
	const char *fresh =
		vouch_arena_printf(&mac->arena, "%s.%ld.new", mac->root, (long)getpid());
	const char *old = vouch_arena_printf(&mac->arena, "%s.%ld.old", mac->root, (long)getpid());
	struct simmac_mac snapshot;
	int r;

	if (!from)
		return SIMMAC_USAGE;
	r = simmac_mac_open(&snapshot, from);
	if (r < 0) {
		fprintf(stderr, "simmac: no snapshot %s: %s\n", name, snapshot.err.msg);
		simmac_mac_close(&snapshot);
		return 1;
	}
	simmac_mac_close(&snapshot);
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0 || copy_whole(mac, from, fresh) < 0 ||
		exchange(mac, fresh, old) < 0 ||
		simmac_tree_remove(&mac->arena, old, &mac->err) < 0)
		return simmac_mac_failed(mac);
	return 0;
}

static int run(int argc, char **argv, const char *usage,
	int (*what)(struct simmac_mac *mac, const char *name))
{
	VOUCH_CLEANUP(vouch_pointer_free) char *root = NULL;
	struct simmac_mac mac;
	int status;

	if (argc != 3) {
		fputs(usage, stderr);
		return SIMMAC_USAGE;
	}
	root = simmac_command_root(argv[1]);
	if (!root)
		return 1;
	status = simmac_mac_open(&mac, root) < 0 ? simmac_mac_failed(&mac) : what(&mac, argv[2]);
	simmac_mac_close(&mac);
	return status;
}

int simmac_command_snapshot(int argc, char **argv)
{
	return run(argc, argv, "usage: simmac snapshot DIR NAME|FOLDER\n", snapshot);
}

int simmac_command_restore(int argc, char **argv)
{
	return run(argc, argv, "usage: simmac restore DIR NAME|FOLDER\n", restore);
}
