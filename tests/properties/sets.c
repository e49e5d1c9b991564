/* sets.c – the sets, as a table of what may vary, and the lists made of it. */
#include "sets.h"

#include <stdlib.h>
#include <string.h>

/* Bits of the values that a thing may take. */
struct sets_ranges {
	const char *name, *summary;
	unsigned families, filevaults;
	unsigned temporary;                              /* forbidden, allowed */
	unsigned min_admins, min_token_admins, removals; /* guards; removals: 0 to 2, and any */
	unsigned tokens_wished, filevaults_wished;
	unsigned required, proved, logged_in;
	unsigned ables, uids;
	unsigned admins, tokens, unlocks; /* where an account stands */
};

#define BIT(value) (1U << (value))
#define APFS       (BIT(WORLD_HFS) - 1)
#define ONE_OF_EACH \
	(BIT(WORLD_10_13) | BIT(WORLD_10_13_4) | BIT(WORLD_10_15) | BIT(WORLD_11) | \
		BIT(WORLD_15_KEY))
#define OFF_AND_ON     (BIT(WORLD_FILEVAULT_OFF) | BIT(WORLD_FILEVAULT_ON))
#define ALL_FILEVAULTS (BIT(WORLD_FILEVAULTS) - 1)
#define NO             BIT(0)
#define YES            BIT(1)
#define ANY_WISH       7U
#define ANY_REMOVALS   BIT(3)
#define READ_ADMINS    (BIT(WORLD_ADMIN_NO) | BIT(WORLD_ADMIN_YES))
#define READ_TOKENS    7U
#define ALL_ABLES      63U
#define ABLE           BIT(WORLD_ABLE)
#define PERSON         BIT(WORLD_UID_PERSON)

/* In the order of the fields: families, filevaults, temporary, min_admins, min_token_admins,
 * removals | wishes of token and filevault | required, proved, logged in, able, uid | admin, token,
 * unlocks. */
static const struct sets_ranges table[] = {
	{"families", "every version family on APFS, FileVault off", APFS, BIT(WORLD_FILEVAULT_OFF),
		NO | YES, BIT(1), BIT(0) | BIT(1), ANY_REMOVALS, ANY_WISH, NO, NO, NO, NO, ABLE,
		PERSON, READ_ADMINS, READ_TOKENS, NO},
	{"hfs", "HFS+, FileVault on or not, who unlocks by itself", BIT(WORLD_HFS), ALL_FILEVAULTS,
		YES, BIT(1), BIT(1), ANY_REMOVALS, NO, ANY_WISH, NO, NO, NO, ABLE, PERSON,
		READ_ADMINS, BIT(WORLD_TOKEN_NONE), NO | YES},
	{"hfs_tokens", "HFS+, with goals for tokens that are not there", BIT(WORLD_HFS),
		BIT(WORLD_FILEVAULT_ON), NO | YES, BIT(1), BIT(0) | BIT(1), ANY_REMOVALS, ANY_WISH,
		ANY_WISH, NO, NO, NO, ABLE, PERSON, READ_ADMINS, BIT(WORLD_TOKEN_NONE), NO | YES},
	{"guards", "guards of 0 and 2, required accounts, max_removals",
		BIT(WORLD_11) | BIT(WORLD_10_15) | BIT(WORLD_HFS), BIT(WORLD_FILEVAULT_OFF), YES,
		7U, 7U, BIT(0) | BIT(1) | ANY_REMOVALS, ANY_WISH, NO, NO | YES, NO, NO, ABLE,
		PERSON, READ_ADMINS, READ_TOKENS, NO},
	{"accounts", "disabled, role and mobile accounts, uids below 500", ONE_OF_EACH,
		BIT(WORLD_FILEVAULT_OFF), YES, BIT(1), BIT(1), ANY_REMOVALS, ANY_WISH, NO, NO, NO,
		NO, ABLE | BIT(WORLD_ABLE_MOBILE) | BIT(WORLD_DISABLED) | BIT(WORLD_ROLE),
		PERSON | BIT(WORLD_UID_LOW), READ_ADMINS, READ_TOKENS, NO},
	{"filevault", "FileVault in every state, and goals for it", ONE_OF_EACH, ALL_FILEVAULTS,
		YES, BIT(1), BIT(1), ANY_REMOVALS, ANY_WISH, ANY_WISH, NO, NO, NO, ABLE, PERSON,
		READ_ADMINS, READ_TOKENS, NO},
	{"preferences", "required, proved and logged in: whom to choose, whom not to delete",
		ONE_OF_EACH, BIT(WORLD_FILEVAULT_OFF), YES, BIT(1), BIT(1), ANY_REMOVALS, ANY_WISH,
		NO, NO | YES, NO | YES, NO | YES, ABLE, PERSON, READ_ADMINS, READ_TOKENS, NO},
	{"promotions", "temporary promotions that an earlier run left open", ONE_OF_EACH,
		BIT(WORLD_FILEVAULT_OFF), NO | YES, BIT(1), BIT(0) | BIT(1), ANY_REMOVALS, ANY_WISH,
		NO, NO, NO, NO, ABLE, PERSON, READ_ADMINS | BIT(WORLD_ADMIN_FOR_A_TIME),
		READ_TOKENS, NO},
	{"unread", "administrators, tokens, kinds, uids and FileVault that could not be read",
		ONE_OF_EACH, BIT(WORLD_FILEVAULT_OFF) | BIT(WORLD_FILEVAULT_UNREAD), YES, BIT(1),
		BIT(0) | BIT(1), ANY_REMOVALS, ANY_WISH, NO, NO, NO, NO,
		ABLE | BIT(WORLD_DISABLED_UNREAD) | BIT(WORLD_KIND_UNREAD),
		PERSON | BIT(WORLD_UID_UNREAD), READ_ADMINS | BIT(WORLD_ADMIN_UNREAD),
		READ_TOKENS | BIT(WORLD_TOKEN_UNREAD), NO},
	{"hfs_unread", "HFS+: unlockers, administrators and kinds that could not be read",
		BIT(WORLD_HFS), BIT(WORLD_FILEVAULT_ON) | BIT(WORLD_FILEVAULT_UNREAD), YES, BIT(1),
		BIT(1), ANY_REMOVALS, NO, ANY_WISH, NO, NO, NO, ALL_ABLES & ~BIT(WORLD_ABLE_MOBILE),
		PERSON, READ_ADMINS | BIT(WORLD_ADMIN_UNREAD), BIT(WORLD_TOKEN_NONE), 7U},
	{"everything", "all of the above on APFS at once", APFS, ALL_FILEVAULTS, NO | YES, 7U, 7U,
		15U, ANY_WISH, ANY_WISH, NO | YES, NO | YES, NO | YES, ALL_ABLES, 7U, 15U, 15U, NO},
	{"hfs_everything", "all of the above on HFS+ at once", BIT(WORLD_HFS), ALL_FILEVAULTS,
		NO | YES, 7U, 7U, 15U, ANY_WISH, ANY_WISH, NO | YES, NO | YES, NO | YES, ALL_ABLES,
		7U, 15U, BIT(WORLD_TOKEN_NONE), 7U},
};

enum { SETS = sizeof table / sizeof table[0], REMOVALS_ANY = 1000 };

const char *sets_name(int number)
{
	return number < SETS ? table[number].name : NULL;
}

const char *sets_summary(int number)
{
	return number < SETS ? table[number].summary : NULL;
}

/* Counts a list, then fills it: the same loops twice. */
#define EACH(value, range) \
	for (unsigned value = 0; (range) >> value != 0; value++) \
		if (((range) >> value & 1U) != 0)

static unsigned list_machines(const struct sets_ranges *r, struct world_machine *out)
{
	unsigned count = 0;

	EACH(family, r->families)
	EACH(filevault, r->filevaults)
	EACH(temporary, r->temporary)
	EACH(admins, r->min_admins)
	EACH(token_admins, r->min_token_admins)
	EACH(removals, r->removals)
	{
		if (out != NULL)
			out[count] = (struct world_machine){(enum world_family)family,
				(enum world_filevault)filevault, temporary != 0, (int)admins,
				(int)token_admins, removals == 3 ? REMOVALS_ANY : (int)removals};
		count++;
	}
	return count;
}

/* On APFS "filevault: true implies secure_token: true; filevault: false needs secure_token: false,
 * else it is a configuration error". */
static bool is_error(const struct sets_ranges *r, unsigned token, unsigned filevault)
{
	if ((r->families & BIT(WORLD_HFS)) != 0)
		return false;
	return (filevault == WORLD_WANTS_YES && token == WORLD_WANTS_NO) ||
	       (filevault == WORLD_WANTS_NO && token != WORLD_WANTS_NO);
}

/* With one account's lasting traits. */
static unsigned list_wishes(
	const struct sets_ranges *r, struct world_goal traits, struct world_goal *out)
{
	unsigned count = 0;

	traits.listed = false;
	if (out != NULL)
		out[count] = traits;
	count++;
	traits.listed = traits.absent = true;
	if (out != NULL)
		out[count] = traits;
	count++;
	traits.absent = false;
	EACH(admin, ANY_WISH)
	EACH(token, r->tokens_wished)
	EACH(filevault, r->filevaults_wished)
	{
		if (is_error(r, token, filevault))
			continue;
		traits.admin = (enum world_wish)admin;
		traits.token = (enum world_wish)token;
		traits.filevault = (enum world_wish)filevault;
		if (out != NULL)
			out[count] = traits;
		count++;
	}
	return count;
}

static unsigned list_goals(const struct sets_ranges *r, struct world_goal *out)
{
	unsigned count = 0;

	EACH(secret, NO | YES)
	EACH(required, r->required)
	EACH(proved, r->proved)
	EACH(logged_in, r->logged_in)
	EACH(able, r->ables)
	EACH(uid, r->uids)
	{
		struct world_goal traits = {.secret = secret != 0,
			.required = required != 0,
			.proved = proved != 0,
			.logged_in = logged_in != 0,
			.able = (enum world_able)able,
			.uid = (enum world_uid)uid};

		if (traits.proved && !traits.secret)
			continue; /* what was proved is held */
		count += list_wishes(r, traits, out == NULL ? NULL : out + count);
	}
	return count;
}

static unsigned list_states(const struct sets_ranges *r, struct world_account *out)
{
	unsigned count = 1;

	if (out != NULL)
		out[0] = (struct world_account){0};
	EACH(admin, r->admins)
	EACH(token, r->tokens)
	EACH(unlocks, r->unlocks)
	{
		if (out != NULL)
			out[count] = (struct world_account){true, (enum world_admin)admin,
				(enum world_token)token, (enum world_unlocks)unlocks};
		count++;
	}
	return count;
}

static void *room_for(unsigned count, size_t size)
{
	void *memory = calloc(count, size);

	if (memory == NULL)
		abort();
	return memory;
}

bool sets_open(const char *name, struct set *out)
{
	int i;

	for (i = 0; i < SETS; i++) {
		const struct sets_ranges *r = &table[i];

		if (strcmp(r->name, name) != 0)
			continue;
		*out = (struct set){.ranges = r,
			.machine_count = list_machines(r, NULL),
			.goal_count = list_goals(r, NULL),
			.state_count = list_states(r, NULL)};
		out->machines = room_for(out->machine_count, sizeof *out->machines);
		out->goals = room_for(out->goal_count, sizeof *out->goals);
		out->states = room_for(out->state_count, sizeof *out->states);
		(void)list_machines(r, out->machines);
		(void)list_goals(r, out->goals);
		(void)list_states(r, out->states);
		return true;
	}
	return false;
}

void sets_release(struct set *set)
{
	free(set->machines);
	free(set->goals);
	free(set->states);
}

static uint64_t power_of(unsigned base, int exponent)
{
	uint64_t power = 1;

	while (exponent-- > 0)
		power *= base;
	return power;
}

uint64_t sets_group_count(const struct set *set, int accounts)
{
	return set->machine_count * power_of(set->goal_count, accounts);
}

void sets_group(const struct set *set, int accounts, uint64_t number, struct world *out)
{
	int i;

	*out = (struct world){.count = accounts};
	for (i = 0; i < accounts; i++, number /= set->goal_count)
		out->goal[i] = set->goals[number % set->goal_count];
	out->machine = set->machines[number];
}

uint64_t sets_state_count(const struct set *set, int accounts)
{
	return power_of(set->state_count, accounts);
}

bool sets_state(const struct set *set, const struct world *world, uint64_t number,
	struct world_account *state)
{
	int i;

	for (i = 0; i < world->count; i++, number /= set->state_count) {
		const struct world_goal *goal = &world->goal[i];

		state[i] = set->states[number % set->state_count];
		if (!state[i].present && (goal->able != WORLD_ABLE || goal->logged_in ||
						 goal->uid != WORLD_UID_PERSON))
			return false;
		if (state[i].unlocks != WORLD_UNLOCKS_NO &&
			world->machine.filevault == WORLD_FILEVAULT_OFF)
			return false; /* nobody is on the list */
		if (state[i].token != WORLD_TOKEN_NONE && world->machine.family == WORLD_HFS)
			return false;
	}
	return true;
}
