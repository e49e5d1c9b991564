/* sayings.c – what is said of accounts elsewhere, looked up for each account once. */
#include "sayings.h"

static void index_names(
	struct vouch_arena *arena, const struct vouch_names *names, struct vouch_index *index)
{
	size_t i;

	for (i = 0; i < names->count; i++)
		vouch_index_add(arena, index, names->items[i], (int)i);
	vouch_index_sort(index);
}

/* Which account is meant: the one that a declaration of that name would mean. */
static void note_meant(
	const struct vouch_index *index, size_t account_count, const char *name, bool *is_meant)
{
	int at = vouch_index_find(index, name);

	if (at >= 0)
		is_meant[at % (int)account_count] = true;
}

static void index_meant(struct vouch_world *world, const struct vouch_index *index,
	size_t account_count, struct vouch_sayings *out)
{
	const struct vouch_names *promoted = &world->in->facts->open_promotions;
	const struct vouch_guards *guards = &world->in->desired->guards;
	size_t i;

	out->is_promoted =
		vouch_arena_alloc_array(world->arena, account_count + 1, sizeof *out->is_promoted);
	out->is_required =
		vouch_arena_alloc_array(world->arena, account_count + 1, sizeof *out->is_required);
	for (i = 0; i < promoted->count; i++)
		note_meant(index, account_count, promoted->items[i], out->is_promoted);
	for (i = 0; i < guards->required.count; i++) {
		const char *name = guards->required.items[i].name;

		vouch_index_add(world->arena, &out->required, name, (int)i);
		note_meant(index, account_count, name, out->is_required);
	}
	vouch_index_sort(&out->required);
}

void vouch_sayings_index(struct vouch_world *world, const struct vouch_index *index,
	size_t account_count, struct vouch_sayings *out)
{
	const struct vouch_facts *facts = world->in->facts;
	size_t i;

	*out = (struct vouch_sayings){.in = world->in};
	for (i = 0; i < facts->open_creations.count; i++)
		vouch_index_add(world->arena, &out->open_creations,
			facts->open_creations.items[i].uuid, (int)i);
	vouch_index_sort(&out->open_creations);
	index_names(world->arena, &facts->dead_tokens, &out->dead_tokens);
	index_meant(world, index, account_count, out);
	index_names(world->arena, &world->in->observed->machine.logged_in.names, &out->logged_in);
}

const char *vouch_sayings_half_made(
	const struct vouch_sayings *sayings, const struct vouch_account *account)
{
	const struct vouch_index_entry *open;
	size_t count = 0, i;

	if (account->uuid == NULL)
		return NULL;
	open = vouch_index_find_all(&sayings->open_creations, account->uuid, &count);
	for (i = 0; i < count; i++) {
		if (vouch_account_is_named(account,
			    sayings->in->facts->open_creations.items[open[i].position].user))
			return account->uuid;
	}
	return NULL;
}

/* Under any of its record names: where two have one of them, either may be meant. */
static bool is_among(const struct vouch_index *names, const struct vouch_account *account)
{
	size_t i;

	if (vouch_index_find(names, account->name) >= 0)
		return true;
	for (i = 0; i < account->aliases.count; i++) {
		if (vouch_index_find(names, account->aliases.items[i]) >= 0)
			return true;
	}
	return false;
}

enum vouch_tri vouch_sayings_logged_in(
	const struct vouch_sayings *sayings, const struct vouch_account *account)
{
	if (!sayings->in->observed->machine.logged_in.known)
		return VOUCH_UNKNOWN;
	return vouch_tri_from(is_among(&sayings->logged_in, account));
}
