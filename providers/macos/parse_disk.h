/* parse_disk.h – what diskutil and fdesetup say about the crypto users and FileVault.
 *
 * Bytes in, records out, or false and *why: "cannot be read, because".
 */
#ifndef VOUCH_MACOS_PARSE_DISK_H
#define VOUCH_MACOS_PARSE_DISK_H

#include <stdbool.h>
#include <stddef.h>

#include "vouch/base/arena.h"
#include "vouch/base/file.h"
#include "vouch/model/machine.h"

enum vouch_macos_crypto_kind {
	VOUCH_MACOS_CRYPTO_OTHER,       /* iCloud, bootstrap token, institutional … */
	VOUCH_MACOS_CRYPTO_USER,        /* an Open Directory user; its uuid is his GeneratedUID */
	VOUCH_MACOS_CRYPTO_RECOVERY_KEY /* the personal recovery key */
};

struct vouch_macos_crypto_user {
	const char *uuid; /* upper case */
	enum vouch_macos_crypto_kind kind;
	enum vouch_tri volume_owner; /* unknown where the release does not tell (before 11) */
};

struct vouch_macos_crypto_users {
	struct vouch_macos_crypto_user *items; /* sorted by uuid */
	size_t count, room;
};

/* One line of fdesetup list. */
struct vouch_macos_unlocker {
	const char *name; /* "" where the tool knows none */
	const char *uuid; /* upper case */
};

struct vouch_macos_unlockers {
	struct vouch_macos_unlocker *items;
	size_t count, room;
};

/* diskutil apfs listUsers -plist /. A failure comes as a property list too (Error, ErrorMessage):
 * it is not readable then. */
bool vouch_macos_parse_crypto_users(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_macos_crypto_users *out, const char **why);
/* Does diskutil say that the volume is no APFS volume? Over what it printed when it failed. */
bool vouch_macos_is_not_apfs(
	struct vouch_arena *arena, struct vouch_bytes out, struct vouch_bytes err);

/* diskutil info -plist /: the file system of the system volume. */
bool vouch_macos_parse_volume(struct vouch_arena *arena, struct vouch_bytes bytes,
	enum vouch_filesystem *out, const char **why);

/* fdesetup status. */
bool vouch_macos_parse_filevault(struct vouch_arena *arena, struct vouch_bytes bytes,
	enum vouch_filevault *out, const char **why);
/* fdesetup list: "name,UUID" a line; "(null),UUID" and a bare UUID are users without a record. One
 * line that is neither makes the whole list unreadable. */
bool vouch_macos_parse_unlockers(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_macos_unlockers *out, const char **why);
/* Does fdesetup list refuse only because FileVault is off? Over what it printed when it failed. */
bool vouch_macos_is_filevault_off(
	struct vouch_arena *arena, struct vouch_bytes out, struct vouch_bytes err);

#endif
