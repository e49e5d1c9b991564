/* parse_changes.h – what the actor reads out of tools around a change.
 *
 * Bytes in, records out, or false and *why: "cannot be read, because".
 */
#ifndef VOUCH_MACOS_PARSE_CHANGES_H
#define VOUCH_MACOS_PARSE_CHANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vouch/base/arena.h"
#include "vouch/base/file.h"

struct vouch_macos_uid {
	const char *name;
	int64_t uid;
};

struct vouch_macos_uids {
	struct vouch_macos_uid *items; /* as listed */
	size_t count, room;
};

/* dscl . -list /Users UniqueID. A line that is no name and number makes the whole list unreadable:
 * its uid could be the one that is looked for. */
bool vouch_macos_parse_uids(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_macos_uids *out, const char **why);
/* diskutil apfs updatePreboot /: true where it says that all went well. */
bool vouch_macos_parse_preboot(
	struct vouch_arena *arena, struct vouch_bytes bytes, const char **why);

#endif
