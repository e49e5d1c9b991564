/* tools.h – the read-only list: every command that looking at a Mac can start, and nothing else.
 *
 * The probe starts children only through this table. A command has fixed arguments; at most one of
 * them holds the name of an account, which is checked before (vouch_macos_name_is_askable).
 *
 *	struct vouch_child child = vouch_macos_tool_child(arena, root, VOUCH_MACOS_USERS, NULL);
 *	... vouch_spawn_run(arena, &child, 1, err) ...
 *	const char *why = vouch_macos_tool_trouble(arena, &child);
 *	if (!why) parse(child.result.out);
 */
#ifndef VOUCH_MACOS_TOOLS_H
#define VOUCH_MACOS_TOOLS_H

#include <stdbool.h>

#include "vouch/base/arena.h"
#include "vouch/machine/spawn.h"

enum vouch_macos_tool {
	VOUCH_MACOS_USERS,
	VOUCH_MACOS_GROUPS,
	VOUCH_MACOS_CRYPTO_USERS,
	VOUCH_MACOS_CRYPTO_USERS_10_13, /* by its first name */
	VOUCH_MACOS_VOLUME,             /* the file system of the system volume */
	VOUCH_MACOS_FILEVAULT_LIST,
	VOUCH_MACOS_FILEVAULT_STATUS,
	VOUCH_MACOS_BOOTSTRAP,
	VOUCH_MACOS_ENROLLMENT,
	VOUCH_MACOS_HARDWARE,
	VOUCH_MACOS_CONSOLE,
	VOUCH_MACOS_USER,               /* of one name */
	VOUCH_MACOS_TOKEN_STATUS,       /* of one name */
	VOUCH_MACOS_TOKEN_STATUS_10_13, /* of one name; FACTS R12 */
	VOUCH_MACOS_TOOL_COUNT
};

/* A child that is ready to be started. root: "" or the folder of a simulated Mac. name: NULL where
 * the command takes none. */
struct vouch_child vouch_macos_tool_child(
	struct vouch_arena *arena, const char *root, enum vouch_macos_tool tool, const char *name);
/* The command as one would type it, for messages: "dscl -plist . -read /Users/alice …". */
const char *vouch_macos_tool_text(struct vouch_arena *arena, const struct vouch_child *child);
/* NULL where it ran to its end, exited 0 and its whole output is here; else one line that says what
 * happened instead, with the first line that the tool said. */
const char *vouch_macos_tool_trouble(struct vouch_arena *arena, const struct vouch_child *child);
/* Can a record name be put into these commands? Not empty, no "/", no "-" or "." in front, no
 * control characters, at most 255 bytes. */
bool vouch_macos_name_is_askable(const char *name);

#endif
