/* sets.c – the sets, as a table of what may vary, and the lists made of it. */
#include "sets.h"

#include <stdlib.h>
#include <string.h>

#include "sets_table.h"

enum { REMOVALS_ANY = 1000 };

#define NO_OR_YES 3U
#define ANY_WISH  7U

const char *sets_name(int number)
{
	return sets_table[number].name;
}

const char *sets_summary(int number)
{
	return sets_table[number].summary;
}

/* Counts a list, then fills it: the same loops twice. */
#define EACH(value, range) \
	for (unsigned value = 0; value == 0 || (range) >> value != 0; value++) \
		if (((range) >> value & 1U) != 0 || (range) == 0)

static unsigned list_machines(const struct sets_ranges *r, struct world_machine *out)
{
	unsigned count = 0;

	EACH(family, r->families)
	EACH(filevault, r->filevaults)
	EACH(temporary, r->temporary)
	EACH(admins, r->min_admins)
	EACH(token_admins, r->min_token_admins)
	EACH(removals, r->removals)
	EACH(empty, r->empty)
	EACH(wants_filevault, r->wants_filevault)
	EACH(wants_escrow, r->wants_escrow)
	{
		if (out != NULL)
			out[count] = (struct world_machine){(enum world_family)family,
				(enum world_filevault)filevault, temporary != 0, (int)admins,
				(int)token_admins, removals == 3 ? REMOVALS_ANY : (int)removals,
				empty != 0, wants_filevault != 0, wants_escrow != 0};
		count++;
	}
	return count;
}

/* On APFS "filevault: true implies secure_token: true; filevault: false needs secure_token: false,
 * else it is a configuration error". */
static bool is_error(const struct sets_ranges *r, unsigned token, unsigned filevault)
{
	if ((r->families & (1U << WORLD_HFS)) != 0)
		return false;
	return (filevault == WORLD_WANTS_YES && token == WORLD_WANTS_NO) ||
	       (filevault == WORLD_WANTS_NO && token != WORLD_WANTS_NO);
}

/* The goals made so far; out NULL: only counted. */
struct goals {
	struct world_goal *out;
	unsigned count;
};

static void push_goal(struct goals *goals, struct world_goal goal)
{
	if (goals->out != NULL)
		goals->out[goals->count] = goal;
	goals->count++;
}

static void list_present(
	const struct sets_ranges *r, struct world_goal goal, unsigned expiry, struct goals *goals)
{
	EACH(admin, ANY_WISH)
	EACH(token, r->tokens_wished)
	EACH(filevault, r->filevaults_wished)
	{
		if (is_error(r, token, filevault) || (expiry != 0 && admin != WORLD_WANTS_NO))
			continue;
		goal.admin = (enum world_wish)admin;
		goal.token = (enum world_wish)token;
		goal.filevault = (enum world_wish)filevault;
		goal.expiry = expiry != 0 ? WORLD_EXPIRED : WORLD_NO_EXPIRY;
		push_goal(goals, goal);
	}
}

/* With one account's lasting traits. */
static void list_wishes(const struct sets_ranges *r, struct world_goal goal, struct goals *goals)
{
	if (goal.password == WORLD_PASSWORD_GIVEN)
		push_goal(goals, goal);
	goal.listed = goal.absent = true;
	push_goal(goals, goal);
	goal.absent = false;
	EACH(expiry, r->expiries)
	EACH(name, r->names)
	EACH(uid_of_other, r->uids_of_other)
	{
		goal.name = (enum world_name)name;
		goal.uid_of_other = uid_of_other != 0;
		list_present(r, goal, expiry, goals);
	}
}

/* What is known of it, beside what is declared. */
static void list_known(const struct sets_ranges *r, struct world_goal goal, struct goals *goals)
{
	EACH(logged_in, r->logged_in)
	EACH(able, r->ables)
	EACH(uid, r->uids)
	EACH(hidden, r->hidden)
	EACH(baseline, r->baselines)
	EACH(established, r->established)
	{
		if (baseline == WORLD_NEVER && established != WORLD_UNSAID)
			continue;
		goal.logged_in = logged_in != 0;
		goal.able = (enum world_able)able;
		goal.uid = (enum world_uid)uid;
		goal.hidden = hidden != 0;
		goal.baseline = (enum world_baseline)baseline;
		goal.established = (enum world_wish)established;
		list_wishes(r, goal, goals);
	}
}

static unsigned list_goals(const struct sets_ranges *r, struct world_goal *out)
{
	struct goals goals = {out, 0};

	EACH(secret, NO_OR_YES)
	EACH(password, r->passwords)
	EACH(required, r->required)
	EACH(proved, r->proved)
	{
		struct world_goal goal = {.secret = secret != 0,
			.password = (enum world_password)password,
			.required = required != 0,
			.proved = proved != 0};

		/* What was proved is held; what is generated has no other source. */
		if ((goal.proved && !goal.secret) ||
			(goal.secret && goal.password != WORLD_PASSWORD_GIVEN))
			continue;
		list_known(r, goal, &goals);
	}
	return goals.count;
}

static unsigned list_states(const struct sets_ranges *r, struct world_account *out)
{
	unsigned count = 0;

	EACH(half_made, r->half_made)
	{
		if (out != NULL)
			out[count] = (struct world_account){.half_made = half_made != 0};
		count++;
	}
	EACH(named, r->names != 0 ? NO_OR_YES : 0)
	EACH(numbered, r->uids_of_other)
	EACH(admin, r->admins)
	EACH(token, r->tokens)
	EACH(unlocks, r->unlocks)
	{
		if (out != NULL)
			out[count] = (struct world_account){.present = true,
				.named = named != 0,
				.numbered = numbered != 0,
				.admin = (enum world_admin)admin,
				.token = (enum world_token)token,
				.unlocks = (enum world_unlocks)unlocks};
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

	for (i = 0; sets_table[i].name != NULL; i++) {
		const struct sets_ranges *r = &sets_table[i];

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

/* Whose uid or full name it declares is there, or is never made: nobody knows beforehand which uid
 * macOS gives. */
static bool other_is_known(const struct world *world, const struct world_state *state, int user)
{
	const struct world_goal *goal = &world->goal[user];
	int other = world_other(user);

	if (!goal->uid_of_other && goal->name != WORLD_NAME_OF_OTHER)
		return true;
	return other < world->count &&
	       (state->accounts[other].present || !world->goal[other].listed ||
		       world->goal[other].absent);
}

static bool is_declared(const struct world_goal *goal)
{
	return goal->listed && !goal->absent;
}

/* It declares the uid or the full name that another declares: no repository does. */
static bool shares(const struct world *world, int user)
{
	const struct world_goal *goal = &world->goal[user];
	int i;

	for (i = 0; i < world->count && is_declared(goal); i++) {
		const struct world_goal *other = &world->goal[i];

		if (i == user || !is_declared(other) || world_other(i) != world_other(user))
			continue;
		if ((goal->uid_of_other && other->uid_of_other) ||
			(goal->name == WORLD_NAME_OF_OTHER && other->name == WORLD_NAME_OF_OTHER))
			return true;
	}
	return false;
}

/* "A token that the bootstrap token would hand back at the next login: revoked once, then only
 * reported"; cases say what that means. */
static bool is_only_reported(const struct world_machine *machine, const struct world_goal *goal)
{
	return goal->baseline == WORLD_KNOWN && goal->established == WORLD_WANTS_NO &&
	       goal->token == WORLD_WANTS_NO &&
	       (machine->family == WORLD_15_ESCROWED || machine->wants_escrow);
}

/* Can it stand like that, with such a goal? An account that is not there yet is like any other. */
static bool is_possible(const struct world *world, const struct world_state *state, int user)
{
	const struct world_goal *goal = &world->goal[user];
	const struct world_account *now = &state->accounts[user];

	if (!now->present &&
		(goal->able != WORLD_ABLE || goal->logged_in || goal->hidden ||
			goal->uid != WORLD_UID_PERSON || goal->password == WORLD_PASSWORD_REJECTED))
		return false;
	if (shares(world, user) || is_only_reported(&world->machine, goal))
		return false;
	if (now->half_made && (!goal->listed || goal->absent))
		return false; /* then it is an account like others */
	if ((now->named && goal->name == WORLD_NAME_UNSAID) ||
		(now->numbered && !goal->uid_of_other))
		return false;
	if (now->unlocks != WORLD_UNLOCKS_NO && world->machine.filevault == WORLD_FILEVAULT_OFF)
		return false; /* nobody is on the list */
	return now->token == WORLD_TOKEN_NONE || world->machine.family != WORLD_HFS;
}

bool sets_state(const struct set *set, const struct world *world, uint64_t number,
	struct world_state *state)
{
	int i;

	*state = (struct world_state){.escrowed = false};
	for (i = 0; i < world->count; i++, number /= set->state_count)
		state->accounts[i] = set->states[number % set->state_count];
	for (i = 0; i < world->count; i++) {
		if (!is_possible(world, state, i) || !other_is_known(world, state, i))
			return false;
	}
	return true;
}
