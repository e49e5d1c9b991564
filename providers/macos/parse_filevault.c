/* parse_filevault.c – fdesetup status and fdesetup list. */
#include <string.h>

#include "lines.h"
#include "parse_disk.h"
#include "record_uuid.h"
#include "vouch/base/text.h"

/* What one line of the status claims. FACTS 4.2 and the captured outputs: the progress line is
 * spelled in more than one way, the deferred one stands under On and under Off, and while
 * decrypting the first line can be missing. */
enum claim { CLAIM_ON, CLAIM_OFF, CLAIM_DEFERRED, CLAIM_ENCRYPTING, CLAIM_DECRYPTING, CLAIM_COUNT };

static const struct {
	const char *pattern;
	enum claim claim;
} claims[] = {
	{"FileVault is On*", CLAIM_ON},
	{"FileVault is Off, but will be enabled*", CLAIM_DEFERRED},
	{"FileVault is Off*", CLAIM_OFF},
	{"Deferred enablement appears to be active*", CLAIM_DEFERRED},
	{"Encryption *", CLAIM_ENCRYPTING},
	{"Decryption *", CLAIM_DECRYPTING},
};

static bool decide(const bool seen[CLAIM_COUNT], enum vouch_filevault *out)
{
	if (seen[CLAIM_ENCRYPTING] && seen[CLAIM_DECRYPTING])
		return false;
	if (seen[CLAIM_ON] && seen[CLAIM_OFF])
		return false;
	if (seen[CLAIM_ENCRYPTING])
		*out = VOUCH_FILEVAULT_ENCRYPTING;
	else if (seen[CLAIM_DECRYPTING])
		*out = VOUCH_FILEVAULT_DECRYPTING;
	else if (seen[CLAIM_ON])
		*out = VOUCH_FILEVAULT_ON;
	else if (seen[CLAIM_DEFERRED])
		*out = VOUCH_FILEVAULT_DEFERRED;
	else if (seen[CLAIM_OFF])
		*out = VOUCH_FILEVAULT_OFF;
	else
		return false;
	return true;
}

bool vouch_macos_parse_filevault(struct vouch_arena *arena, struct vouch_bytes bytes,
	enum vouch_filevault *out, const char **why)
{
	struct vouch_macos_lines lines;
	bool seen[CLAIM_COUNT] = {false};
	const char *line;

	if (!vouch_macos_lines_begin(arena, bytes, &lines, why))
		return false;
	while ((line = vouch_macos_lines_next(&lines))) {
		size_t i;

		for (i = 0; i < sizeof claims / sizeof *claims; i++) {
			if (vouch_text_glob(claims[i].pattern, line)) {
				seen[claims[i].claim] = true;
				break;
			}
		}
	}
	if (decide(seen, out))
		return true;
	*why = "it does not say whether FileVault is on or off";
	return false;
}

/* A name may hold a comma; the UUID is what stands behind the last one. */
static bool read_unlocker(
	struct vouch_arena *arena, const char *line, struct vouch_macos_unlocker *out)
{
	const char *comma = strrchr(line, ',');
	const char *name = comma ? vouch_arena_text_n(arena, line, (size_t)(comma - line)) : "";

	out->uuid = vouch_macos_uuid(arena, comma ? comma + 1 : line);
	/* FACTS 4.2: the tool prints this where no record has the UUID. */
	out->name = vouch_text_equal(name, "(null)") ? "" : name;
	return out->uuid != NULL;
}

bool vouch_macos_parse_unlockers(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_macos_unlockers *out, const char **why)
{
	struct vouch_macos_unlockers list = {0};
	struct vouch_macos_lines lines;
	const char *line;

	if (!vouch_macos_lines_begin(arena, bytes, &lines, why))
		return false;
	while ((line = vouch_macos_lines_next(&lines))) {
		struct vouch_macos_unlocker unlocker;

		if (!read_unlocker(arena, line, &unlocker)) {
			*why = vouch_arena_printf(arena, "this line is no user: %.80s",
				vouch_text_escaped(arena, line));
			return false;
		}
		*VOUCH_PUSH(arena, &list) = unlocker;
	}
	*out = list;
	return true;
}
