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

static void find_takers(struct vouch_world *world, enum vouch_unique what)
{
	struct vouch_index index = {0};
	int unread = VOUCH_NOBODY, at;

	for (at = 0; at < world->count; at++) {
		struct vouch_member *member = &world->members[at];
		const char *key;

		if (member->present) {
			key = key_it_has(world->arena, member->account, what);
			if (key == NULL && unread == VOUCH_NOBODY)
				unread = at;
			if (key != NULL && key[0] != '\0')
				vouch_index_add(world->arena, &index, key, at);
		} else if (is_created(member)) {
			/* After those that are there: of two that are made, the first by name. */
			key = key_it_wants(world->arena, member, what);
			if (key != NULL)
				vouch_index_add(world->arena, &index, key, world->count + at);
		}
	}
	vouch_index_sort(&index);
	for (at = 0; at < world->count; at++) {
		struct vouch_member *member = &world->members[at];
		const char *key =
			is_created(member) ? key_it_wants(world->arena, member, what) : NULL;
		int owner = vouch_index_find(&index, key);

		member->taken_by[what] = VOUCH_NOBODY;
		member->unread[what] = key != NULL ? unread : VOUCH_NOBODY;
		if (owner >= 0 && owner % world->count != at) {
			member->taken_by[what] = owner % world->count;
			world->members[owner % world->count].awaited = true;
		}
	}
}

void vouch_plan_conflicts(struct vouch_world *world)
{
	enum vouch_unique what;

	for (what = 0; what < VOUCH_UNIQUE_COUNT; what++)
		find_takers(world, what);
}
