/* gather.c – who is who: accounts, declarations and the baseline, brought together by name.
 *
 * Linear but for sorting: names are indexed once. Nothing relies on the order of the inputs.
 */
#include <stdlib.h>
#include <string.h>

#include "passes.h"
#include "vouch/base/index.h"
#include "vouch/base/text.h"

enum { PERSON_UID = 500 };

static int by_name(const void *left, const void *right)
{
	const struct vouch_member *a = left, *b = right;

	return strcmp(a->name, b->name);
}

static int by_account_name(const void *left, const void *right)
{
	const struct vouch_account *const *a = left, *const *b = right;

	return strcmp((*a)->name, (*b)->name);
}

/* First names win over aliases: they are added first, with lower positions. */
static void index_accounts(struct vouch_world *world, const struct vouch_account **accounts,
	size_t count, struct vouch_index *index)
{
	size_t i, j;

	for (i = 0; i < count; i++)
		vouch_index_add(world->arena, index, accounts[i]->name, (int)i);
	for (i = 0; i < count; i++) {
		for (j = 0; j < accounts[i]->aliases.count; j++)
			vouch_index_add(world->arena, index, accounts[i]->aliases.items[j],
				(int)(count + i));
	}
	vouch_index_sort(index);
}

static const struct vouch_account **sorted_accounts(
	struct vouch_world *world, const struct vouch_accounts *accounts)
{
	const struct vouch_account **sorted =
		vouch_arena_alloc_array(world->arena, accounts->count + 1, sizeof *sorted);
	size_t i;

	for (i = 0; i < accounts->count; i++)
		sorted[i] = &accounts->items[i];
	qsort(sorted, accounts->count, sizeof *sorted, by_account_name);
	return sorted;
}

/* What is said of accounts elsewhere, to be looked up. */
struct sayings {
	const struct vouch_inputs *in;
	struct vouch_index open_creations, dead_tokens; /* by uuid */
	struct vouch_index open_promotions, logged_in;  /* by name */
};

static void index_names(
	struct vouch_arena *arena, const struct vouch_names *names, struct vouch_index *index)
{
	size_t i;

	for (i = 0; i < names->count; i++)
		vouch_index_add(arena, index, names->items[i], (int)i);
	vouch_index_sort(index);
}

static void index_sayings(struct vouch_world *world, struct sayings *out)
{
	const struct vouch_facts *facts = world->in->facts;
	size_t i;

	*out = (struct sayings){.in = world->in};
	for (i = 0; i < facts->open_creations.count; i++)
		vouch_index_add(world->arena, &out->open_creations,
			facts->open_creations.items[i].uuid, (int)i);
	vouch_index_sort(&out->open_creations);
	index_names(world->arena, &facts->dead_tokens, &out->dead_tokens);
	index_names(world->arena, &facts->open_promotions, &out->open_promotions);
	index_names(world->arena, &world->in->observed->machine.logged_in.names, &out->logged_in);
}

/* An account that a creation of ours left half made is not there yet: it is made, not changed. */
static const char *half_made(const struct sayings *sayings, const struct vouch_account *account)
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

/* Under any of its record names. */
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

/* FACTS 1.1: where there are no tokens nobody holds one, whatever a snapshot says; and one that is
 * known not to work is dead, whatever the status says. */
static enum vouch_token token_of(const struct vouch_world *world, const struct sayings *sayings,
	const struct vouch_account *account)
{
	if (!world->family->tokens)
		return VOUCH_TOKEN_NONE;
	if (account->token == VOUCH_TOKEN_LIVE &&
		vouch_index_find(&sayings->dead_tokens, account->uuid) >= 0)
		return VOUCH_TOKEN_DEAD;
	return account->token;
}

/* FACTS T1: only local and mobile accounts that are not disabled can hold and vouch. */
static enum vouch_tri able_of(const struct vouch_account *account)
{
	if (account->disabled == VOUCH_YES || account->kind == VOUCH_KIND_ROLE ||
		account->kind == VOUCH_KIND_SHARING)
		return VOUCH_NO;
	if (account->disabled == VOUCH_UNKNOWN || account->kind == VOUCH_KIND_UNKNOWN)
		return VOUCH_UNKNOWN;
	return VOUCH_YES;
}

static enum vouch_tri is_logged_in(
	const struct sayings *sayings, const struct vouch_account *account)
{
	if (!sayings->in->observed->machine.logged_in.known)
		return VOUCH_UNKNOWN;
	return vouch_tri_from(is_among(&sayings->logged_in, account));
}

/* FACTS E2: from 500 on a uid belongs to a person. An account that is made without one declared
 * gets one from 501 on. */
static enum vouch_tri person_of(
	const struct vouch_member *member, const struct vouch_account *account)
{
	const struct vouch_value *wanted =
		member->user != NULL ? vouch_user_field(member->user, VOUCH_FIELD_UID) : NULL;

	if (account != NULL && account->uid.known)
		return vouch_tri_from(account->uid.value >= PERSON_UID);
	if (member->present)
		return VOUCH_UNKNOWN;
	return vouch_tri_from(wanted == NULL || wanted->as.number >= PERSON_UID);
}

/* making: it is declared to be there, so that a creation cut off is finished. */
static void read_account(const struct vouch_world *world, const struct sayings *sayings,
	struct vouch_member *member, const struct vouch_account *account, bool making)
{
	member->token = token_of(world, sayings, account);
	/* Where it is not known whether there are tokens, it may stand alone as well. */
	member->unlocks =
		world->family->tokens && !world->family->unread ? VOUCH_NO : account->filevault;
	member->half_made = making ? half_made(sayings, account) : NULL;
	if (member->half_made != NULL) {
		member->able = VOUCH_YES;
		member->admin = member->unlocks = VOUCH_NO;
		member->person = person_of(member, account);
		return;
	}
	member->account = account;
	member->present = true;
	member->person = person_of(member, account);
	member->able = able_of(account);
	member->logged_in = is_logged_in(sayings, account);
	member->open_promotion = is_among(&sayings->open_promotions, account);
	member->admin = member->open_promotion ? VOUCH_NO : account->admin;
}

static void add_declared(struct vouch_world *world, const struct sayings *sayings,
	const struct vouch_account **accounts, size_t account_count,
	const struct vouch_index *index, const char **taken)
{
	const struct vouch_users *users = &world->in->desired->users;
	size_t i;

	for (i = 0; i < users->count; i++) {
		struct vouch_member *member = &world->members[world->count++];
		int at = vouch_index_find(index, users->items[i].name);

		member->user = &users->items[i];
		member->name = member->user->name;
		member->able = VOUCH_YES; /* as it will be made */
		member->admin = VOUCH_NO;
		member->token = VOUCH_TOKEN_NONE;
		member->unlocks = VOUCH_NO;
		member->person = person_of(member, NULL);
		if (at < 0)
			continue;
		at %= (int)account_count;
		read_account(
			world, sayings, member, accounts[at], !vouch_user_is_absent(member->user));
		member->namesake = taken[at];
		taken[at] = member->name;
	}
}

/* The first of several declarations of one account learns of the others here. */
static void mark_namesakes(struct vouch_world *world)
{
	int i, j;

	for (i = 0; i < world->count; i++) {
		if (world->members[i].namesake == NULL)
			continue;
		for (j = 0; j < world->count; j++) {
			if (j != i && world->members[j].namesake == NULL &&
				world->members[j].account != NULL &&
				world->members[j].account == world->members[i].account)
				world->members[j].namesake = world->members[i].name;
		}
	}
}

static void add_unlisted(struct vouch_world *world, const struct sayings *sayings,
	const struct vouch_account **accounts, size_t count, const char **taken)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct vouch_member *member;

		if (taken[i] != NULL)
			continue;
		member = &world->members[world->count++];
		member->name = accounts[i]->name;
		read_account(world, sayings, member, accounts[i], false);
	}
}

static void join_baseline(struct vouch_world *world)
{
	const struct vouch_baseline *baseline = world->in->baseline;
	struct vouch_index index = {0};
	size_t i;
	int at;

	for (i = 0; i < baseline->count; i++)
		vouch_index_add(world->arena, &index, baseline->items[i].user, (int)i);
	vouch_index_sort(&index);
	for (at = 0; at < world->count; at++) {
		struct vouch_member *member = &world->members[at];
		int found = vouch_index_find(&index, member->name);
		const struct vouch_baseline_entry *entry;

		if (found < 0)
			continue;
		entry = &baseline->items[found];
		if (member->account != NULL && member->account->uuid != NULL &&
			entry->uuid != NULL &&
			!vouch_text_equal_nocase(entry->uuid, member->account->uuid))
			member->replaced = entry;
		else
			member->baseline = entry;
	}
}

void vouch_plan_gather(struct vouch_world *world)
{
	const struct vouch_accounts *observed = &world->in->observed->accounts;
	size_t room = world->in->desired->users.count + observed->count + 1;
	const struct vouch_account **accounts = sorted_accounts(world, observed);
	const char **taken =
		vouch_arena_alloc_array(world->arena, observed->count + 1, sizeof *taken);
	struct vouch_index index = {0};
	struct sayings sayings;

	index_sayings(world, &sayings);
	world->members = vouch_arena_alloc_array(world->arena, room, sizeof *world->members);
	index_accounts(world, accounts, observed->count, &index);
	add_declared(world, &sayings, accounts, observed->count, &index, taken);
	mark_namesakes(world);
	add_unlisted(world, &sayings, accounts, observed->count, taken);
	if (world->count > 1)
		qsort(world->members, (size_t)world->count, sizeof *world->members, by_name);
	join_baseline(world);
}
