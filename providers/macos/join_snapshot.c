/* join_snapshot.c – which crypto users and which accounts a snapshot shows. */
#include "index.h"
#include "join.h"
#include "vouch/base/text.h"

/* FACTS 3.6: the GUIDs of accounts that macOS makes and removes by itself, such as the guest. */
static const char system_guid[] = "FFFFEEEE-DDDD-CCCC-BBBB-AAAA";

struct vouch_name_set vouch_macos_orphans(struct vouch_arena *arena,
	const struct vouch_macos_crypto_users *crypto_users, const struct vouch_accounts *accounts)
{
	struct vouch_index uuids = vouch_macos_index_uuids(arena, accounts);
	struct vouch_name_set orphans = {0};
	size_t i, count;

	if (!crypto_users)
		return orphans;
	for (i = 0; i < crypto_users->count; i++) {
		const struct vouch_macos_crypto_user *user = &crypto_users->items[i];

		if (user->kind == VOUCH_MACOS_CRYPTO_USER &&
			!vouch_text_starts(user->uuid, system_guid) &&
			!vouch_index_find_all(&uuids, user->uuid, &count))
			vouch_names_add(arena, &orphans.names, user->uuid);
	}
	/* An account whose GUID could not be read may be the owner of what looks like an orphan. */
	orphans.known = orphans.names.count == 0 || uuids.count == accounts->count;
	if (!orphans.known)
		orphans.names = (struct vouch_names){0};
	return orphans;
}

static bool is_system(const struct vouch_account *account)
{
	return account->name[0] == '_' || vouch_text_equal(account->name, "root") ||
	       vouch_text_equal(account->name, "daemon") ||
	       vouch_text_equal(account->name, "nobody");
}

static bool has_power(const struct vouch_account *account)
{
	return account->token_tag == VOUCH_YES || account->token_crypto_user == VOUCH_YES ||
	       (account->admin == VOUCH_YES && !vouch_text_equal(account->name, "root"));
}

void vouch_macos_drop_system(
	struct vouch_arena *arena, const struct vouch_names *named, struct vouch_accounts *accounts)
{
	bool *asked = vouch_arena_alloc_array(arena, accounts->count, sizeof *asked);
	struct vouch_index names = vouch_macos_index_names(arena, accounts);
	size_t i, j, count, kept = 0;

	for (i = 0; named && i < named->count; i++) {
		const struct vouch_index_entry *found =
			vouch_index_find_all(&names, named->items[i], &count);

		for (j = 0; found && j < count; j++)
			asked[found[j].position] = true;
	}
	for (i = 0; i < accounts->count; i++) {
		const struct vouch_account *account = &accounts->items[i];

		if (!is_system(account) || asked[i] || has_power(account))
			accounts->items[kept++] = *account;
	}
	accounts->count = kept;
}
