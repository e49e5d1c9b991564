/* source.h – the files of a repository: from a folder, or from vouch-git over a pipe.
 *
 * Both give the same thing: the regular files of one moment, in memory, sorted by path, bounded in
 * number and size. Symbolic links and submodules are kept as entries of their kind, so that a layer
 * that names one can be refused with a place.
 */
#ifndef VOUCH_LOAD_SOURCE_H
#define VOUCH_LOAD_SOURCE_H

#include <stddef.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"
#include "vouch/base/file.h"

enum {
	VOUCH_SOURCE_FILES_MAX = 20000,
	VOUCH_SOURCE_FILE_MAX = 1024 * 1024,
	VOUCH_SOURCE_TOTAL_MAX = 64 * 1024 * 1024
};

enum vouch_source_kind { VOUCH_SOURCE_FILE, VOUCH_SOURCE_LINK, VOUCH_SOURCE_SUBMODULE };

struct vouch_source_file {
	const char *path; /* relative, "/" between parts */
	enum vouch_source_kind kind;
	struct vouch_bytes bytes; /* FILE only */
};

struct vouch_source {
	const char *name;     /* what the user called it: the folder or the URL, for messages */
	const char *revision; /* the commit, or NULL for a folder */
	struct vouch_source_file *files;
	size_t count, room;
};

/* Only *.yaml and *.yml are read; ".git" is left out. */
int vouch_source_read_folder(struct vouch_arena *arena, const char *folder,
	struct vouch_source *out, struct vouch_err *err);

/* What vouch-git writes, and this reads:
 *
 *	vouch.files/1 <commit>\n
 *	file <length> <path>\n<bytes>\n      link <path>\n      submodule <path>\n
 *	end <number of entries>\n
 *
 * Anything else, anything after "end", or a stream that stops early is an error: never a smaller
 * repository. */
int vouch_source_read_pipe(struct vouch_arena *arena, const char *name,
	const struct vouch_bytes *stream, struct vouch_source *out, struct vouch_err *err);

const struct vouch_source_file *vouch_source_find(
	const struct vouch_source *source, const char *path);

#endif
