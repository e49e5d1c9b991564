/* home_walk.h – walking a tree without following links or leaving its volume, always in the same
 * order: a folder, then what is in it, names bytewise.
 *
 *	VOUCH_CLEANUP(vouch_macos_walk_release) struct vouch_macos_walk walk;
 *	vouch_macos_walk_init(&walk, folder, "alice");
 *	while ((r = vouch_macos_walk_next(&walk, &entry, err)) > 0) ...
 */
#ifndef VOUCH_MACOS_HOME_WALK_H
#define VOUCH_MACOS_HOME_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "vouch/base/arena.h"
#include "vouch/base/buf.h"
#include "vouch/base/err.h"
#include "vouch/model/names.h"

/* Each level keeps one folder open; a Mac gives a process 256 descriptors. */
enum { VOUCH_MACOS_WALK_DEEPEST = 160 };

struct vouch_macos_walk_level {
	int folder;
	struct vouch_arena arena;
	struct vouch_names names;
	size_t at;
	size_t path_length;
};

struct vouch_macos_walk {
	int folder; /* borrowed */
	const char *name;
	dev_t device;
	bool begun, descend;
	struct stat last;
	struct vouch_buf path;
	size_t depth;
	struct vouch_macos_walk_level levels[VOUCH_MACOS_WALK_DEEPEST];
};

struct vouch_macos_walk_entry {
	const char *path; /* from the name of the top on; until the next call */
	const char *name; /* within folder */
	int folder;
	struct stat status;
};

void vouch_macos_walk_init(struct vouch_macos_walk *walk, int folder, const char *name);
/* 1: an entry; 0: the end; negative: what could not be read, or is another volume. */
int vouch_macos_walk_next(
	struct vouch_macos_walk *walk, struct vouch_macos_walk_entry *out, struct vouch_err *err);
void vouch_macos_walk_release(struct vouch_macos_walk *walk);

/* The names in an open folder, sorted, without "." and "..". */
int vouch_macos_folder_names(struct vouch_arena *arena, int folder, struct vouch_names *out);

#endif
