/* join.c – membership, crypto users and the FileVault list, put onto the accounts. */
#include "join.h"

#include <stdlib.h>
#include <string.h>

#include "index.h"
#include "vouch/base/text.h"

/* By name and by GUID are two memberships: recoveryOS sees only the second. (FACTS 3.7) */
enum way { BY_NAME, BY_GUID, BY_PRIMARY };

/* FACTS 3.3: a disabled account is also told by its membership in this group. */
static const char disabled_group[] = "com.apple.access_disabled";

static void add_member(struct vouch_arena *arena, const struct vouch_macos_group *group,
	enum way way, struct vouch_account *account)
{
	vouch_names_add(arena, &account->groups.names, group->name);
	if (vouch_text_equal(group->name, disabled_group))
		account->disabled = VOUCH_YES;
	if (!vouch_text_equal(group->name, "admin"))
		return;
	account->admin = VOUCH_YES;
	if (way == BY_NAME)
		account->admin_by_name = VOUCH_YES;
	if (way == BY_GUID)
		account->admin_by_guid = VOUCH_YES;
}

static void join_members(struct vouch_arena *arena, const struct vouch_macos_group *group,
	const struct vouch_macos_values *members, const struct vouch_index *index, enum way way,
	struct vouch_accounts *accounts)
{
	size_t i, j, count;

	for (i = 0; i < members->count; i++) {
		const struct vouch_index_entry *found =
			vouch_index_find_all(index, members->items[i], &count);

		for (j = 0; found && j < count; j++)
			add_member(arena, group, way, &accounts->items[found[j].position]);
	}
}

/* A group by its number. */
struct numbered {
	int64_t gid;
	const struct vouch_macos_group *group;
};

static int by_gid(const void *left, const void *right)
{
	const struct numbered *a = left, *b = right;

	return a->gid < b->gid ? -1 : a->gid > b->gid;
}

static void join_primary(struct vouch_arena *arena, const struct vouch_macos_groups *groups,
	struct vouch_accounts *accounts)
{
	struct numbered *numbers = vouch_arena_alloc_array(arena, groups->count, sizeof *numbers);
	size_t i, count = 0;

	for (i = 0; i < groups->count; i++)
		if (groups->items[i].gid.known)
			numbers[count++] =
				(struct numbered){groups->items[i].gid.value, &groups->items[i]};
	if (count > 1)
		qsort(numbers, count, sizeof *numbers, by_gid);
	for (i = 0; i < accounts->count; i++) {
		struct vouch_account *account = &accounts->items[i];
		struct numbered wanted = {account->gid.value, NULL};
		const struct numbered *found = NULL;

		if (account->gid.known && count > 0)
			found = bsearch(&wanted, numbers, count, sizeof *numbers, by_gid);
		if (found)
			add_member(arena, found->group, BY_PRIMARY, account);
	}
}

/* Before the memberships are added: what it means to be in no group. An account whose GUID is not
 * known may be a member by it. */
static void start_membership(const struct vouch_macos_groups *groups, struct vouch_account *account)
{
	enum vouch_tri by_guid = account->uuid ? VOUCH_NO : VOUCH_UNKNOWN;

	account->groups.known = groups != NULL && account->uuid != NULL;
	account->admin_by_name = groups ? VOUCH_NO : VOUCH_UNKNOWN;
	account->admin_by_guid = groups ? by_guid : VOUCH_UNKNOWN;
	account->admin = account->admin_by_guid;
	if (account->disabled == VOUCH_NO && (!groups || !account->uuid))
		account->disabled = VOUCH_UNKNOWN;
}

static void join_groups(struct vouch_arena *arena, const struct vouch_macos_groups *groups,
	struct vouch_accounts *accounts)
{
	struct vouch_index names, uuids;
	size_t i;

	for (i = 0; i < accounts->count; i++)
		start_membership(groups, &accounts->items[i]);
	if (!groups)
		return;
	names = vouch_macos_index_names(arena, accounts);
	uuids = vouch_macos_index_uuids(arena, accounts);
	for (i = 0; i < groups->count; i++) {
		const struct vouch_macos_group *group = &groups->items[i];

		join_members(arena, group, &group->members, &names, BY_NAME, accounts);
		join_members(arena, group, &group->uuids, &uuids, BY_GUID, accounts);
	}
	join_primary(arena, groups, accounts);
}

static void join_crypto_user(
	const struct vouch_macos_crypto_users *list, struct vouch_account *account)
{
	size_t low = 0, high;

	if (!list || !account->uuid)
		return;
	account->token_crypto_user = VOUCH_NO;
	account->volume_owner = VOUCH_NO;
	for (high = list->count; low < high;) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(list->items[middle].uuid, account->uuid);

		if (order == 0) {
			account->token_crypto_user = VOUCH_YES;
			account->volume_owner = list->items[middle].volume_owner;
			return;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
}

/* The list goes by GUID: a name in it is only what the tool found for the GUID. An account without
 * a readable GUID cannot be looked up in it. */
static void join_unlockers(struct vouch_arena *arena, const struct vouch_macos_unlockers *list,
	struct vouch_accounts *accounts)
{
	struct vouch_index uuids;
	size_t i, j, count;

	if (!list)
		return;
	uuids = vouch_macos_index_uuids(arena, accounts);
	for (i = 0; i < accounts->count; i++)
		if (accounts->items[i].uuid)
			accounts->items[i].token_filevault_list = VOUCH_NO;
	for (i = 0; i < list->count; i++) {
		const struct vouch_index_entry *found =
			vouch_index_find_all(&uuids, list->items[i].uuid, &count);

		for (j = 0; found && j < count; j++)
			accounts->items[found[j].position].token_filevault_list = VOUCH_YES;
	}
}

/* May the account unlock the disk? The list says so. Where the tool keeps no list because FileVault
 * is off, the crypto users are those who would. (FACTS 4.4, C8) */
static enum vouch_tri may_unlock(
	const struct vouch_macos_lists *lists, const struct vouch_account *account)
{
	bool off = lists->filevault == VOUCH_FILEVAULT_OFF ||
		   lists->filevault == VOUCH_FILEVAULT_DEFERRED;

	if (off && lists->filesystem == VOUCH_FILESYSTEM_HFS)
		return VOUCH_NO;
	if (lists->unlockers)
		return account->token_filevault_list;
	if (off && lists->filesystem == VOUCH_FILESYSTEM_APFS)
		return account->token_crypto_user;
	return VOUCH_UNKNOWN;
}

/* FACTS 1.1, 4.2: HFS+ has no tokens, whatever a record that came from elsewhere says, and its
 * FileVault list stands alone. */
static enum vouch_token verdict(
	const struct vouch_macos_lists *lists, const struct vouch_account *account)
{
	const struct vouch_token_sources sources = {
		.tag = account->token_tag,
		.crypto_user = account->token_crypto_user,
		.status = account->token_status,
		.filevault_list = account->token_filevault_list,
	};

	return lists->filesystem == VOUCH_FILESYSTEM_HFS ? VOUCH_TOKEN_NONE
							 : vouch_token_verdict(&sources);
}

void vouch_macos_join(struct vouch_arena *arena, const struct vouch_macos_lists *lists,
	struct vouch_accounts *accounts)
{
	size_t i;

	join_groups(arena, lists->groups, accounts);
	join_unlockers(arena, lists->unlockers, accounts);
	for (i = 0; i < accounts->count; i++) {
		struct vouch_account *account = &accounts->items[i];

		join_crypto_user(lists->crypto_users, account);
		account->token = verdict(lists, account);
		account->filevault = may_unlock(lists, account);
	}
}
