/* parse_crypto_users.c – the APFS crypto users of the system volume. */
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "parse_directory.h"
#include "parse_disk.h"
#include "record_uuid.h"
#include "vouch/base/plist.h"
#include "vouch/base/text.h"

/* FACTS 5.1: the personal recovery key has the same UUID on every Mac. */
static const char recovery_key[] = "EBC6C064-0000-11AA-AA11-00306543ECAC";

static enum vouch_macos_crypto_kind kind_of(const char *type, const char *uuid)
{
	if (vouch_text_equal(uuid, recovery_key) || vouch_text_equal(type, "PersonalRecovery"))
		return VOUCH_MACOS_CRYPTO_RECOVERY_KEY;
	if (vouch_text_equal(type, "LocalOpenDirectory"))
		return VOUCH_MACOS_CRYPTO_USER;
	return VOUCH_MACOS_CRYPTO_OTHER;
}

static bool read_user(struct vouch_arena *arena, const struct vouch_plist *node,
	struct vouch_macos_crypto_user *user)
{
	const char *type = vouch_plist_string(arena, vouch_plist_get(node, "APFSCryptoUserType"));
	bool owner;

	user->uuid = vouch_macos_uuid(
		arena, vouch_plist_string(arena, vouch_plist_get(node, "APFSCryptoUserUUID")));
	if (!type || !user->uuid)
		return false;
	user->kind = kind_of(type, user->uuid);
	if (vouch_plist_boolean(vouch_plist_get(node, "VolumeOwner"), &owner))
		user->volume_owner = vouch_tri_from(owner);
	return true;
}

static int by_uuid(const void *left, const void *right)
{
	const struct vouch_macos_crypto_user *a = left, *b = right;

	return strcmp(a->uuid, b->uuid);
}

static bool read_users(struct vouch_arena *arena, const struct vouch_plist *root,
	struct vouch_macos_crypto_users *users, const char **why)
{
	const struct vouch_plist *list = vouch_plist_get(root, "Users");
	const char *message = vouch_plist_string(arena, vouch_plist_get(root, "ErrorMessage"));
	size_t i, count = vouch_plist_count(list);

	if (vouch_plist_get(root, "Error") || message) {
		*why = vouch_arena_printf(arena, "it reports an error: %s",
			vouch_text_escaped(arena, message ? message : "without a message"));
		return false;
	}
	if (vouch_plist_kind(list) != VOUCH_PLIST_ARRAY) {
		*why = "the property list has no list of users";
		return false;
	}
	for (i = 0; i < count; i++) {
		struct vouch_macos_crypto_user user = {0};

		if (!read_user(arena, vouch_plist_item(list, i), &user)) {
			*why = "a crypto user has no type or no UUID";
			return false;
		}
		*VOUCH_PUSH(arena, users) = user;
	}
	if (users->count > 1)
		qsort(users->items, users->count, sizeof *users->items, by_uuid);
	return true;
}

bool vouch_macos_parse_crypto_users(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_macos_crypto_users *out, const char **why)
{
	struct vouch_plist *root = NULL;
	struct vouch_macos_crypto_users users = {0};
	struct vouch_err err = {0};
	bool readable;

	if (vouch_plist_parse(bytes.data, bytes.length, VOUCH_MACOS_PLIST_CAP, &root, &err) < 0) {
		*why = vouch_arena_text(arena, err.msg);
		return false;
	}
	readable = read_users(arena, root, &users, why);
	vouch_plist_free(root);
	if (readable)
		*out = users;
	return readable;
}

static bool says(struct vouch_arena *arena, struct vouch_bytes bytes, const char *pattern)
{
	struct vouch_macos_lines lines;
	const char *line, *ignored;

	if (!vouch_macos_lines_begin(arena, bytes, &lines, &ignored))
		return false;
	while ((line = vouch_macos_lines_next(&lines)))
		if (vouch_text_glob(pattern, line))
			return true;
	return false;
}

bool vouch_macos_is_not_apfs(
	struct vouch_arena *arena, struct vouch_bytes out, struct vouch_bytes err)
{
	/* FACTS Q3: on HFS+ diskutil fails; only this text says that it is because of HFS+. */
	return says(arena, out, "*is not an APFS volume*") ||
	       says(arena, err, "*is not an APFS volume*");
}

bool vouch_macos_is_filevault_off(
	struct vouch_arena *arena, struct vouch_bytes out, struct vouch_bytes err)
{
	/* FACTS C8: some releases list the holders while FileVault is off, some refuse so. */
	return says(arena, out, "Error: FileVault is Off*") ||
	       says(arena, err, "Error: FileVault is Off*");
}
