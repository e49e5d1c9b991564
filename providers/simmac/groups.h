/* groups.h – which groups an account is really in: directly, by its primary group, through groups
 * inside groups, and those that hold every account.
 */
#ifndef SIMMAC_GROUPS_H
#define SIMMAC_GROUPS_H

#include "record.h"

struct simmac_group_entry {
	const char *name, *uuid;
	int64_t gid;
	const char **nested; /* GUIDs of the groups inside */
	size_t nested_count;
	bool direct; /* named in it, by name or GUID */
	bool member; /* in it, however */
};

struct simmac_group_entries {
	struct simmac_group_entry *items;
	size_t count, room;
};

/* Every group of the Mac, with what this account is in each. */
int simmac_groups_of(
	struct simmac_mac *mac, const struct simmac_record *user, struct simmac_group_entries *out);
/* 1, 0, or negative: broken. False in *found: no such group. */
int simmac_groups_member(
	struct simmac_mac *mac, const struct simmac_record *user, const char *group, bool *found);

#endif
