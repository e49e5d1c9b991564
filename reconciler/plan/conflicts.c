/* conflicts.c – who already has the uid or the full name that a new account is to have. */
#include <inttypes.h>

#include "passes.h"

#include "vouch/base/index.h"

/* What it has now, as a key; NULL where it could not be read. */
static const char *key_it_has(
	struct vouch_arena *arena, const struct vouch_account *account, enum vouch_unique what)
{
	switch (what) {
	case VOUCH_UNIQUE_UID:
		return account->uid.known
			       ? vouch_arena_printf(arena, "%" PRId64, account->uid.value)
			       : NULL;
	case VOUCH_UNIQUE_FULL_NAME: return account->full_name;
	case VOUCH_UNIQUE_COUNT: break;
	}
	return NULL;
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

/* All who have one key, by name: worth noting if there are several, and one is to be created. */
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
	if (count < 2 || shared.takers.count == 0)
		return;
	for (i = 0; i < count; i++)
		world->members[entries[i].position].claim[what] = (int)world->claims.count;
	*VOUCH_PUSH(world->arena, &world->claims) = shared;
}

static void find_claims(struct vouch_world *world, enum vouch_unique what)
{
	struct vouch_index index = {0};
	int unread = VOUCH_NOBODY, at;
	size_t i, count;

	for (at = 0; at < world->count; at++) {
		struct vouch_member *member = &world->members[at];

		member->claim[what] = VOUCH_NOBODY;
		if (member->present && unread == VOUCH_NOBODY &&
			key_it_has(world->arena, member->account, what) == NULL)
			unread = at;
		vouch_index_add(world->arena, &index, key_of(world->arena, member, what), at);
	}
	vouch_index_sort(&index);
	for (i = 0; i < index.count; i += count) {
		(void)vouch_index_find_all(&index, index.items[i].key, &count);
		share(world, what, &index.items[i], count);
	}
	for (at = 0; at < world->count; at++) {
		struct vouch_member *member = &world->members[at];
		bool asks = is_created(member) && key_it_wants(world->arena, member, what) != NULL;

		member->unread[what] = asks ? unread : VOUCH_NOBODY;
	}
}

void vouch_plan_conflicts(struct vouch_world *world)
{
	enum vouch_unique what;

	for (what = 0; what < VOUCH_UNIQUE_COUNT; what++)
		find_claims(world, what);
}
