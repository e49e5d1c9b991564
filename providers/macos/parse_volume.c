/* parse_volume.c – the file system of the system volume. */
#include "parse_directory.h"
#include "parse_disk.h"
#include "vouch/base/plist.h"
#include "vouch/base/text.h"

/* FACTS 5.2: an encrypted or case-sensitive HFS+ is hfs all the same. */
static const struct {
	const char *type;
	enum vouch_filesystem filesystem;
} types[] = {{"apfs", VOUCH_FILESYSTEM_APFS}, {"hfs", VOUCH_FILESYSTEM_HFS}};

bool vouch_macos_parse_volume(struct vouch_arena *arena, struct vouch_bytes bytes,
	enum vouch_filesystem *out, const char **why)
{
	struct vouch_plist *root = NULL;
	struct vouch_err err = {0};
	const char *type;
	size_t i;

	if (vouch_plist_parse(bytes.data, bytes.length, VOUCH_MACOS_PLIST_CAP, &root, &err) < 0) {
		*why = vouch_arena_text(arena, err.msg);
		return false;
	}
	type = vouch_plist_string(arena, vouch_plist_get(root, "FilesystemType"));
	vouch_plist_free(root);
	for (i = 0; type && i < sizeof types / sizeof *types; i++)
		if (vouch_text_equal_nocase(type, types[i].type)) {
			*out = types[i].filesystem;
			return true;
		}
	*why = type ? vouch_arena_printf(arena, "the file system \"%.40s\" is not known",
			      vouch_text_escaped(arena, type))
		    : "it does not say the file system";
	return false;
}
