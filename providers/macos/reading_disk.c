/* reading_disk.c – the file system and the crypto users: two answers of one tool, that must agree.
 */
#include "reading.h"

/* One answer: what it says of the file system; where it says nothing, why. */
struct disk_answer {
	enum vouch_filesystem filesystem;
	const char *why;
};

static const char *unreadable(
	struct vouch_macos_reading *reading, const struct vouch_child *child, const char *why)
{
	return vouch_arena_printf(
		reading->arena, "%s: %s", vouch_macos_tool_text(reading->arena, child), why);
}

/* FACTS 5.2: asked only where the system volume may be HFS+. */
static struct disk_answer ask_volume(struct vouch_macos_reading *reading)
{
	struct disk_answer answer = {VOUCH_FILESYSTEM_UNKNOWN, NULL};
	const struct vouch_child *child;
	const char *why = "";

	if (!vouch_macos_reading_has_asked(reading, VOUCH_MACOS_VOLUME))
		return answer;
	child = vouch_macos_reading_child(reading, VOUCH_MACOS_VOLUME);
	answer.why = vouch_macos_tool_trouble(reading->arena, child);
	if (!answer.why && !vouch_macos_parse_volume(
				   reading->arena, child->result.out, &answer.filesystem, &why))
		answer.why = unreadable(reading, child, why);
	return answer;
}

static struct disk_answer ask_users(
	struct vouch_macos_reading *reading, struct vouch_macos_crypto_users *users)
{
	const struct vouch_child *child =
		vouch_macos_reading_child(reading, reading->can->crypto_users);
	struct disk_answer answer = {
		VOUCH_FILESYSTEM_UNKNOWN, vouch_macos_tool_trouble(reading->arena, child)};
	const char *why = "";

	if (!answer.why &&
		vouch_macos_parse_crypto_users(reading->arena, child->result.out, users, &why))
		answer.filesystem = VOUCH_FILESYSTEM_APFS;
	else if (child->result.end == VOUCH_END_EXITED &&
		 vouch_macos_is_not_apfs(reading->arena, child->result.out, child->result.err))
		answer.filesystem = VOUCH_FILESYSTEM_HFS;
	else if (!answer.why)
		answer.why = unreadable(reading, child, why);
	return answer;
}

void vouch_macos_read_disk(struct vouch_macos_reading *reading, struct vouch_macos_lists *lists)
{
	static const char tokens[] = "secure_token, volume_owner, recovery_key";
	static const char all[] = "filesystem, secure_token, volume_owner, recovery_key";
	struct vouch_macos_crypto_users *users = vouch_arena_alloc(reading->arena, sizeof *users);
	struct disk_answer volume, list;

	if (!vouch_macos_reading_has_asked(reading, reading->can->crypto_users))
		return;
	volume = ask_volume(reading);
	list = ask_users(reading, users);
	if (volume.filesystem != VOUCH_FILESYSTEM_UNKNOWN &&
		list.filesystem != VOUCH_FILESYSTEM_UNKNOWN &&
		volume.filesystem != list.filesystem) {
		vouch_macos_reading_note(reading, all,
			"diskutil says of the same volume that it is APFS and that it is HFS+");
		return;
	}
	lists->filesystem =
		list.filesystem != VOUCH_FILESYSTEM_UNKNOWN ? list.filesystem : volume.filesystem;
	switch (lists->filesystem) {
	case VOUCH_FILESYSTEM_UNKNOWN: vouch_macos_reading_note(reading, all, list.why); break;
	case VOUCH_FILESYSTEM_APFS:
		if (list.filesystem == VOUCH_FILESYSTEM_APFS)
			lists->crypto_users = users;
		else
			vouch_macos_reading_note(reading, tokens, list.why);
		break;
	case VOUCH_FILESYSTEM_HFS:
		/* FACTS 1.1: no APFS, no tokens: the list is known, and it is empty. */
		*users = (struct vouch_macos_crypto_users){0};
		lists->crypto_users = users;
		break;
	case VOUCH_FILESYSTEM_COUNT: break;
	}
}
