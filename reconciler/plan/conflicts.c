/* conflicts.c – who already has the uid or the full name that a new account is to have, or may have
 * it: what could not be read. */
#include <inttypes.h>

#include "passes.h"

#include "vouch/base/index.h"

/* What could be read of the accounts that are there, and what could not. */
static const enum vouch_unique unread_of[] = {
	[VOUCH_UNIQUE_UID] = VOUCH_UNIQUE_UNREAD_UID,
	[VOUCH_UNIQUE_FULL_NAME] = VOUCH_UNIQUE_UNREAD_FULL_NAME,
};

/* What it has now, as a key; NULL where it could not be read. */
static const char *key_it_has(
	struct vouch_arena *arena, const struct vouch_account *account, enum vouch_unique what)
{
	if (what == VOUCH_UNIQUE_FULL_NAME)
		return account->full_name;
	return account->uid.known ? vouch_arena_printf(arena, "%" PRId64, account->uid.value)
				  : NULL;
}

static const char *key_it_wants(
	struct vouch_arena *arena, const struct vouch_member *member, enum vouch_unique what)
{
	static const enum vouch_field fields[] = {
		[VOUCH_UNIQUE_UID] = VOUCH_FIELD_UID,
		[VOUCH_UNIQUE_FULL_NAME] = VOUCH_FIELD_FULL_NAME,
	};
	const struct vouch_value *value = vouch_user_field(member->user, fields[what]);

	return value != NULL ? vouch_field_text(arena, fields[what], value) : NULL;
}

static bool is_created(const struct vouch_member *member)
{
	return member->user != NULL && !member->leaves && !member->present;
}

/* Its key, if others may stand against it; empty is none. */
static const char *key_of(
	struct vouch_arena *arena, const struct vouch_member *member, enum vouch_unique what)
{
	const char *key = NULL;

	if (member->present)
		key = key_it_has(arena, member->account, what);
	else if (is_created(member))
		key = key_it_wants(arena, member, what);
	return key != NULL && key[0] != '\0' ? key : NULL;
}

/* All who have one key, or may have it: worth noting if one of them is to be created. */
static void note(struct vouch_world *world, enum vouch_unique what, struct vouch_shared shared)
{
	int claim = (int)world->claims.count;
	size_t i;

	if (shared.takers.count == 0 || shared.owners.count + shared.takers.count < 2)
		return;
	for (i = 0; i < shared.owners.count; i++)
		world->members[shared.owners.items[i]].claim[what] = claim;
	for (i = 0; i < shared.takers.count; i++)
		world->members[shared.takers.items[i]].claim[what] = claim;
	*VOUCH_PUSH(world->arena, &world->claims) = shared;
}

static void share(struct vouch_world *world, enum vouch_unique what,
	const struct vouch_index_entry *entries, size_t count)
{
	struct vouch_shared shared = {.owners = {0}};
	size_t i;

	for (i = 0; i < count; i++) {
		bool has = world->members[entries[i].position].present;

		*VOUCH_PUSH(world->arena, has ? &shared.owners : &shared.takers) =
			entries[i].position;
	}
	note(world, what, shared);
}

static void find_claims(struct vouch_world *world, enum vouch_unique what)
{
	struct vouch_index index = {0};
	size_t i, count;
	int at;

	for (at = 0; at < world->count; at++)
		vouch_index_add(
			world->arena, &index, key_of(world->arena, &world->members[at], what), at);
	vouch_index_sort(&index);
	for (i = 0; i < index.count; i += count) {
		(void)vouch_index_find_all(&index, index.items[i].key, &count);
		share(world, what, &index.items[i], count);
	}
}

/* Of whom it could not be read: who stays stands against a creation for good. */
static void find_unread(struct vouch_world *world, enum vouch_unique what)
{
	struct vouch_shared shared = {.owners = {0}};
	int stays = VOUCH_NOBODY, at;
	size_t i;

	for (at = 0; at < world->count; at++) {
		const struct vouch_member *member = &world->members[at];

		if (is_created(member) && key_of(world->arena, member, what) != NULL)
			*VOUCH_PUSH(world->arena, &shared.takers) = at;
		if (!member->present || key_it_has(world->arena, member->account, what) != NULL)
			continue;
		if (member->leaves)
			*VOUCH_PUSH(world->arena, &shared.owners) = at;
		else if (stays == VOUCH_NOBODY)
			stays = at;
	}
	for (i = 0; stays != VOUCH_NOBODY && i < shared.takers.count; i++) {
		struct vouch_member *taker = &world->members[shared.takers.items[i]];

		taker->unread = taker->unread == VOUCH_NOBODY ? stays : taker->unread;
	}
	if (shared.owners.count > 0)
		note(world, unread_of[what], shared);
}

void vouch_plan_conflicts(struct vouch_world *world)
{
	enum vouch_unique what;
	int at;

	for (at = 0; at < world->count; at++) {
		for (what = 0; what < VOUCH_UNIQUE_COUNT; what++)
			world->members[at].claim[what] = VOUCH_NOBODY;
		world->members[at].unread = VOUCH_NOBODY;
	}
	for (what = VOUCH_UNIQUE_UID; what <= VOUCH_UNIQUE_FULL_NAME; what++) {
		find_claims(world, what);
		find_unread(world, what);
	}
}
