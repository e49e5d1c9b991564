/* root.h – where the Mac is: the host, or the folder of a simulated one with its own clock. */
#ifndef VOUCH_MACOS_ROOT_H
#define VOUCH_MACOS_ROOT_H

#include <stdint.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"

/* Seconds since 1970 there: the key "now" of the marker file (a number, or the text of a moment)
 * where it has one, else the host's clock. */
int64_t vouch_macos_root_now(const char *root);
/* The version of macOS there, such as "14.5", and NULL where it cannot be read: then *why says so.
 */
const char *vouch_macos_root_version(struct vouch_arena *arena, const char *root, const char **why);
/* The absolute path of a checked root; "" stays "". */
int vouch_macos_root_resolve(
	struct vouch_arena *arena, const char *root, const char **out, struct vouch_err *err);

#endif
