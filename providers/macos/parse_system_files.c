/* parse_system_files.c – version and host name out of the two files that hold them. */
#include <string.h>

#include "parse_directory.h"
#include "parse_machine.h"
#include "vouch/base/plist.h"
#include "vouch/base/text.h"

/* The text below a path of keys, "" where a key is missing; NULL where it is no text. */
static const char *text_at(
	struct vouch_arena *arena, const struct vouch_plist *node, const char *const *keys)
{
	for (; *keys; keys++) {
		node = vouch_plist_get(node, *keys);
		if (!node)
			return "";
	}
	return vouch_plist_string(arena, node);
}

static bool is_version(const char *text)
{
	return text && text[0] >= '0' && text[0] <= '9' &&
	       strspn(text, "0123456789.") == strlen(text) && strlen(text) < 32 &&
	       !strstr(text, "..") && !vouch_text_ends(text, ".");
}

bool vouch_macos_parse_version(
	struct vouch_arena *arena, struct vouch_bytes bytes, const char **out, const char **why)
{
	static const char *const keys[] = {"ProductVersion", NULL};
	struct vouch_plist *root = NULL;
	struct vouch_err err = {0};
	const char *version;

	if (vouch_plist_parse(bytes.data, bytes.length, 1 << 20, &root, &err) < 0) {
		*why = vouch_arena_text(arena, err.msg);
		return false;
	}
	version = text_at(arena, root, keys);
	vouch_plist_free(root);
	if (!is_version(version)) {
		*why = "it has no version";
		return false;
	}
	if (vouch_text_starts(version, "10.16")) {
		/* FACTS H4: programs built for older systems are shown 10.16 instead of 11 and
		 * later. */
		*why = "macOS shows an old program 10.16 instead of its own version";
		return false;
	}
	*out = version;
	return true;
}

bool vouch_macos_parse_hostname(
	struct vouch_arena *arena, struct vouch_bytes bytes, const char **out, const char **why)
{
	/* FACTS H5: set on purpose, else what the Mac calls itself on the local network. The
	 * computer's name is for people and is no host name. */
	static const char *const places[][5] = {
		{"System", "System", "HostName", NULL},
		{"System", "Network", "HostNames", "LocalHostName", NULL},
	};
	struct vouch_plist *root = NULL;
	struct vouch_err err = {0};
	const char *name = "";
	size_t i;

	if (vouch_plist_parse(bytes.data, bytes.length, 4 << 20, &root, &err) < 0) {
		*why = vouch_arena_text(arena, err.msg);
		return false;
	}
	for (i = 0; i < sizeof places / sizeof *places && name && name[0] == '\0'; i++)
		name = text_at(arena, root, places[i]);
	vouch_plist_free(root);
	if (!name || name[0] == '\0') {
		*why = "it has no host name";
		return false;
	}
	*out = name;
	return true;
}
