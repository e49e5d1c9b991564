/* groups.c – works out effective membership, groups inside groups included. */
#include "groups.h"

#include "vouch/base/text.h"

#include "mac.h"

/* FACTS 3.7: everybody is in these two, though no record says so. */
enum { GID_EVERYONE = 12, GID_LOCAL_ACCOUNTS = 61 };

struct collect {
	struct simmac_mac *mac;
	struct simmac_group_entries *out;
	const char *name, *uuid;
	int64_t primary;
};

static int take_group(void *self, struct simmac_record *group)
{
	struct collect *collect = self;
	struct simmac_mac *mac = collect->mac;
	struct simmac_group_entry *entry = VOUCH_PUSH(&mac->arena, collect->out);
	size_t i;

	entry->name = simmac_record_first(mac, group, "name");
	entry->uuid = simmac_record_first(mac, group, "generateduid");
	entry->gid = -1;
	(void)simmac_record_number(mac, group, "gid", &entry->gid);
	entry->nested_count = simmac_record_count(group, "nestedgroups");
	entry->nested = vouch_arena_alloc_array(
		&mac->arena, entry->nested_count + 1, sizeof *entry->nested);
	for (i = 0; i < entry->nested_count; i++)
		entry->nested[i] = simmac_record_value(mac, group, "nestedgroups", i);
	entry->direct =
		(collect->name && simmac_record_has_nocase(group, "users", collect->name)) ||
		(collect->uuid && simmac_record_has_nocase(group, "groupmembers", collect->uuid));
	entry->member = entry->direct || entry->gid == collect->primary ||
			entry->gid == GID_EVERYONE || entry->gid == GID_LOCAL_ACCOUNTS;
	return 0;
}

static bool holds_member_group(
	const struct simmac_group_entries *all, const struct simmac_group_entry *outer)
{
	size_t i, n;

	for (n = 0; n < outer->nested_count; n++)
		for (i = 0; i < all->count; i++)
			if (all->items[i].member && outer->nested[n] &&
				vouch_text_equal_nocase(all->items[i].uuid, outer->nested[n]))
				return true;
	return false;
}

int simmac_groups_of(
	struct simmac_mac *mac, const struct simmac_record *user, struct simmac_group_entries *out)
{
	struct collect collect = {.mac = mac,
		.out = out,
		.name = simmac_record_first(mac, user, "name"),
		.uuid = simmac_record_first(mac, user, "generateduid"),
		.primary = -1};
	bool grown = true;
	size_t i;
	int r;

	(void)simmac_record_number(mac, user, "gid", &collect.primary);
	r = simmac_record_each(mac, SIMMAC_GROUPS, take_group, &collect);
	/* Until nothing is added: groups may hold each other in a circle. */
	while (r == 0 && grown) {
		grown = false;
		for (i = 0; i < out->count; i++)
			if (!out->items[i].member && holds_member_group(out, &out->items[i])) {
				out->items[i].member = true;
				grown = true;
			}
	}
	return r;
}

int simmac_groups_member(
	struct simmac_mac *mac, const struct simmac_record *user, const char *group, bool *found)
{
	struct simmac_group_entries all = {0};
	SIMMAC_RECORD record = {0};
	const char *uuid;
	size_t i;
	int r = simmac_record_find(mac, SIMMAC_GROUPS, group, &record);

	*found = r == 1;
	if (r < 1)
		return r;
	if (simmac_groups_of(mac, user, &all) < 0)
		return -1;
	uuid = simmac_record_first(mac, &record, "generateduid");
	for (i = 0; i < all.count; i++)
		if (vouch_text_equal_nocase(all.items[i].uuid, uuid))
			return all.items[i].member;
	return 0;
}
