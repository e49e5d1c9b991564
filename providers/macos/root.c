/* root.c – tells the folder of a simulated Mac from anything else. */
#include "root.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "parse_machine.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/clock.h"
#include "vouch/base/compat.h"
#include "vouch/base/file.h"
#include "vouch/base/plist.h"
#include "vouch/macos/probe.h"

enum { MARKER_CAP = 4 << 20 };

/* The marker's property list; the caller frees it. */
static int read_marker(struct vouch_arena *arena, const char *root, struct vouch_plist **out,
	struct vouch_err *err)
{
	const char *path = vouch_arena_printf(arena, "%s/.simmac", root);
	struct vouch_bytes bytes;
	int r = vouch_file_read(arena, path, MARKER_CAP, &bytes, err);

	if (r < 0)
		return r;
	return vouch_plist_parse(bytes.data, bytes.length, MARKER_CAP, out, err);
}

static bool is_host_root(const struct stat *status)
{
	struct stat host;

	return stat("/", &host) == 0 && host.st_dev == status->st_dev &&
	       host.st_ino == status->st_ino;
}

static int check_marker(struct vouch_arena *arena, const char *root, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *marker = NULL;
	struct vouch_err cause = {0};

	if (read_marker(arena, root, &marker, &cause) < 0)
		return vouch_err_set(err, VOUCH_E_USAGE,
			"%s is no simulated Mac (%s): make one with simmac create", root,
			cause.msg);
	if (vouch_plist_kind(marker) != VOUCH_PLIST_DICT)
		return vouch_err_set(err, VOUCH_E_USAGE,
			"%s is no simulated Mac (its .simmac is no dictionary): make one with "
			"simmac create",
			root);
	return 0;
}

int vouch_macos_root_check(const char *root, struct vouch_err *err)
{
	struct vouch_arena arena;
	struct stat status;
	int r;

	if (root[0] == '\0')
		return 0;
	if (stat(root, &status) != 0)
		return vouch_err_sys(err, VOUCH_E_USAGE, errno, "cannot use %s as a root", root);
	if (is_host_root(&status))
		return vouch_err_set(err, VOUCH_E_USAGE,
			"%s is this computer's own root: leave the root out to work on it", root);
	vouch_arena_init(&arena);
	r = check_marker(&arena, root, err);
	vouch_arena_release(&arena);
	return r;
}

int vouch_macos_root_resolve(
	struct vouch_arena *arena, const char *root, const char **out, struct vouch_err *err)
{
	char *path;

	if (root[0] == '\0') {
		*out = "";
		return 0;
	}
	path = realpath(root, NULL);
	if (!path)
		return vouch_err_sys(err, VOUCH_E_USAGE, errno, "cannot use %s as a root", root);
	*out = vouch_arena_text(arena, path);
	free(path);
	return 0;
}

/* FACTS H4: a property list that every program may read. */
const char *vouch_macos_root_version(struct vouch_arena *arena, const char *root, const char **why)
{
	static const char file[] = "/System/Library/CoreServices/SystemVersion.plist";
	const char *version = NULL, *reason = "";
	struct vouch_bytes bytes;
	struct vouch_err err = {0};

	if (vouch_file_read(arena, vouch_arena_printf(arena, "%s%s", root, file), MARKER_CAP,
		    &bytes, &err) < 0)
		*why = vouch_arena_text(arena, err.msg);
	else if (!vouch_macos_parse_version(arena, bytes, &version, &reason))
		*why = vouch_arena_printf(arena, "%s: %s", file, reason);
	return version;
}

int64_t vouch_macos_root_now(const char *root)
{
	struct vouch_arena arena;
	struct vouch_plist *marker = NULL;
	struct vouch_plist *node;
	const char *text;
	int64_t now = vouch_compat_now(), own;

	if (root[0] == '\0')
		return now;
	vouch_arena_init(&arena);
	if (read_marker(&arena, root, &marker, NULL) == 0) {
		node = vouch_plist_get(marker, "now");
		text = vouch_plist_string(&arena, node);
		if (vouch_plist_integer(node, &own) || (text && vouch_time_parse(text, &own)))
			now = own;
		vouch_plist_free(marker);
	}
	vouch_arena_release(&arena);
	return now;
}
