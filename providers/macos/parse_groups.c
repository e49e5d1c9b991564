/* parse_groups.c – group records of dscl -plist. */
#include "directory_record.h"
#include "parse_directory.h"
#include "vouch/base/text.h"

static bool read_group(struct vouch_arena *arena, const struct vouch_plist *record,
	struct vouch_macos_group *group)
{
	group->gid = vouch_macos_record_number(arena, record, VOUCH_MACOS_KEY("PrimaryGroupID"));
	return vouch_macos_record_values(
		       arena, record, VOUCH_MACOS_KEY("GroupMembership"), &group->members) &&
	       vouch_macos_record_values(
		       arena, record, VOUCH_MACOS_KEY("GroupMembers"), &group->uuids);
}

bool vouch_macos_parse_groups(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_macos_groups *out, const char **why)
{
	struct vouch_plist *records = vouch_macos_records_parse(arena, bytes, why);
	struct vouch_macos_groups groups = {0};
	size_t i, count = vouch_plist_count(records);
	bool readable = true, admin = false;

	if (!records)
		return false;
	for (i = 0; i < count && readable; i++) {
		const struct vouch_plist *record = vouch_plist_item(records, i);
		struct vouch_macos_group group = {0};

		if (!vouch_macos_record_names(arena, record, &group.name, &group.aliases))
			continue; /* nobody can ask for it, and it is not the group admin */
		readable = read_group(arena, record, &group);
		admin |= vouch_text_equal(group.name, "admin");
		*VOUCH_PUSH(arena, &groups) = group;
	}
	vouch_plist_free(records);
	if (!readable)
		*why = vouch_arena_printf(arena, "the members of group %s are not text",
			vouch_text_escaped(arena, groups.items[groups.count - 1].name));
	else if (!admin)
		*why = "it has no group admin, and every Mac has one";
	else {
		*out = groups;
		return true;
	}
	return false;
}
