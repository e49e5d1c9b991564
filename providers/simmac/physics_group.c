/* physics_group.c – who is in a group: by name and by GUID, which can disagree. FACTS 3.7 */
#include "physics.h"

#include "vouch/base/text.h"

struct simmac_membership simmac_group_membership(
	struct simmac_mac *mac, const char *group, const struct simmac_record *user)
{
	struct simmac_membership membership = {false, false};
	SIMMAC_RECORD record = {0};
	const char *name = simmac_record_first(mac, user, "name");
	const char *uuid = simmac_record_first(mac, user, "generateduid");

	if (simmac_record_find(mac, SIMMAC_GROUPS, group, &record) != 1)
		return membership;
	membership.by_name = name && simmac_record_has_nocase(&record, "users", name);
	membership.by_guid = uuid && simmac_record_has_nocase(&record, "groupmembers", uuid);
	return membership;
}

bool simmac_is_admin(struct simmac_mac *mac, const struct simmac_record *user)
{
	struct simmac_membership membership = simmac_group_membership(mac, "admin", user);

	return membership.by_name || membership.by_guid;
}

int simmac_group_add(
	struct simmac_mac *mac, const char *group, const struct simmac_record *user, bool *found)
{
	SIMMAC_RECORD record = {0};
	const char *name = simmac_record_first(mac, user, "name");
	const char *uuid = simmac_record_first(mac, user, "generateduid");
	int r = simmac_record_find(mac, SIMMAC_GROUPS, group, &record);

	*found = r == 1;
	if (r != 1)
		return r;
	if (name && !simmac_record_has_nocase(&record, "users", name))
		simmac_record_add(&record, "users", name);
	if (uuid && !simmac_record_has_nocase(&record, "groupmembers", uuid))
		simmac_record_add(&record, "groupmembers", uuid);
	return simmac_record_save(mac, &record);
}

int simmac_group_remove(
	struct simmac_mac *mac, const char *group, const struct simmac_record *user, bool *found)
{
	SIMMAC_RECORD record = {0};
	const char *name = simmac_record_first(mac, user, "name");
	const char *uuid = simmac_record_first(mac, user, "generateduid");
	bool dropped = false;
	int r = simmac_record_find(mac, SIMMAC_GROUPS, group, &record);

	*found = r == 1;
	if (r != 1)
		return r;
	if (name)
		dropped |= simmac_record_drop(mac, &record, "users", name);
	if (uuid)
		dropped |= simmac_record_drop(mac, &record, "groupmembers", uuid);
	return dropped ? simmac_record_save(mac, &record) : 0;
}
