/* gather.c – who is who: accounts, declarations and the baseline, brought together by name.
 *
 * Linear but for sorting: names are indexed once. Nothing relies on the order of the inputs.
 */
#include <stdlib.h>
#include <string.h>

#include "passes.h"
#include "sayings.h"
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

/* FACTS 1.1: where there are no tokens nobody holds one, whatever a snapshot says; and one that is
 * known not to work is dead, whatever the status says. */
static enum vouch_token token_of(const struct vouch_world *world,
	const struct vouch_sayings *sayings, const struct vouch_account *account)
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
static void read_account(const struct vouch_world *world, const struct vouch_sayings *sayings,
	struct vouch_member *member, const struct vouch_account *const *accounts, int at,
	bool making)
{
	const struct vouch_account *account = accounts[at];

	member->required |= sayings->is_required[at];
	member->token = token_of(world, sayings, account);
	/* Where it is not known whether there are tokens, it may stand alone as well. */
	member->unlocks =
		world->family->tokens && !world->family->unread ? VOUCH_NO : account->filevault;
	member->half_made = making ? vouch_sayings_half_made(sayings, account) : NULL;
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
	member->logged_in = vouch_sayings_logged_in(sayings, account);
	member->open_promotion = sayings->is_promoted[at];
	member->admin = member->open_promotion ? VOUCH_NO : account->admin;
}

static void add_declared(struct vouch_world *world, const struct vouch_sayings *sayings,
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
		member->required = vouch_index_find(&sayings->required, member->name) >= 0;
		if (at < 0)
			continue;
		at %= (int)account_count;
		read_account(
			world, sayings, member, accounts, at, !vouch_user_is_absent(member->user));
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

static void add_unlisted(struct vouch_world *world, const struct vouch_sayings *sayings,
	const struct vouch_account **accounts, size_t count, const char **taken)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct vouch_member *member;

		if (taken[i] != NULL)
			continue;
		member = &world->members[world->count++];
		member->name = accounts[i]->name;
		read_account(world, sayings, member, accounts, (int)i, false);
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
	struct vouch_sayings sayings;

	index_accounts(world, accounts, observed->count, &index);
	vouch_sayings_index(world, &index, observed->count, &sayings);
	world->members = vouch_arena_alloc_array(world->arena, room, sizeof *world->members);
	add_declared(world, &sayings, accounts, observed->count, &index, taken);
	mark_namesakes(world);
	add_unlisted(world, &sayings, accounts, observed->count, taken);
	if (world->count > 1)
		qsort(world->members, (size_t)world->count, sizeof *world->members, by_name);
	join_baseline(world);
}
