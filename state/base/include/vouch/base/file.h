/* file.h – reading whole files within bounds, replacing them in one step, folders only we may
 * write.
 *
 * Paths from outside are never followed through a symbolic link at their last part. Sizes are
 * bounded by the caller. On failure the error names the path.
 */
#ifndef VOUCH_BASE_FILE_H
#define VOUCH_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"

struct vouch_bytes {
	const char *data; /* followed by a NUL that length does not count */
	size_t length;
};

/* A regular file of at most cap bytes; a symbolic link, a device, a larger file is an error. */
int vouch_file_read(struct vouch_arena *arena, const char *path, size_t cap,
	struct vouch_bytes *out, struct vouch_err *err);
/* The same from a folder that is already open. */
int vouch_file_read_at(struct vouch_arena *arena, int folder, const char *name, size_t cap,
	struct vouch_bytes *out, struct vouch_err *err);
/* Everything that comes from a descriptor until its end, at most cap bytes. */
int vouch_file_read_fd(struct vouch_arena *arena, int fd, size_t cap, struct vouch_bytes *out,
	struct vouch_err *err);
/* Writes beside, syncs, renames over: readers see the old file or the new one, whole. */
int vouch_file_replace(
	const char *path, mode_t mode, const void *bytes, size_t length, struct vouch_err *err);
/* Makes the folder (mode 0700) if it is missing; refuses one that is a link, not owned by the
 * caller or writable by others, and says how to put it right. Parents must be there. */
int vouch_folder_private(const char *path, struct vouch_err *err);
/* Writes everything, over short writes and interrupts. */
int vouch_fd_write(int fd, const void *bytes, size_t length);

#endif
