/* parse_directory.h – what dscl -plist prints of users and groups, as records.
 *
 * Bytes in, records out, or false and *why: "cannot be read, because". Nothing here runs a tool or
 * knows of other tools: what a record alone cannot tell (membership, crypto user, FileVault list)
 * is left unknown and joined later (join.h).
 */
#ifndef VOUCH_MACOS_PARSE_DIRECTORY_H
#define VOUCH_MACOS_PARSE_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "vouch/base/arena.h"
#include "vouch/base/file.h"
#include "vouch/model/snapshot.h"

enum { VOUCH_MACOS_PLIST_CAP = 64 << 20 };

/* One value list of a record; every value is text. */
struct vouch_macos_values {
	const char **items;
	size_t count, room;
};

struct vouch_macos_group {
	const char *name; /* the first record name */
	struct vouch_names aliases;
	struct vouch_number gid;
	struct vouch_macos_values members; /* GroupMembership: record names */
	struct vouch_macos_values uuids;   /* GroupMembers: GeneratedUIDs */
};

struct vouch_macos_groups {
	struct vouch_macos_group *items;
	size_t count, room;
};

/* dscl -plist . -readall /Users KEY…: an array of records. Records without a usable name are left
 * out and counted in *nameless. A list without any account is not believed. Two accounts of one
 * name make the whole list unreadable. The accounts come sorted by name. disabled: YES by the mark
 * of the record, else NO so far. */
bool vouch_macos_parse_users(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_accounts *out, size_t *nameless, const char **why);
/* dscl -plist . -read /Users/NAME KEY…: one record. */
bool vouch_macos_parse_user(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_account *out, const char **why);
/* dscl -plist . -readall /Groups KEY…. A list without the group admin is not believed, nor one with
 * a member that is no text: then nobody's membership is known. */
bool vouch_macos_parse_groups(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_macos_groups *out, const char **why);

#endif
