/* trust.c – the words of section 3, one function each. */
#include "trust.h"

bool trust_protects(const struct world_machine *machine, enum power power)
{
	switch (power) {
	case POWER_ADMIN: return true;
	case POWER_HOLDER: return machine->family != WORLD_HFS;
	/* "Off, with promise 4 for that power, where min_token_admins: 0" */
	case POWER_TOKEN_ADMIN:
		return machine->family != WORLD_HFS && machine->min_token_admins > 0;
	case POWER_UNLOCKER: return machine->family == WORLD_HFS;
	case POWER_COUNT: break;
	}
	return false;
}

bool trust_has(const struct world_account *account, enum power power)
{
	bool admin = account->present && account->admin == WORLD_ADMIN_YES;
	bool holder = account->present && account->token == WORLD_TOKEN_LIVE;

	switch (power) {
	case POWER_ADMIN: return admin;
	case POWER_HOLDER: return holder;
	case POWER_TOKEN_ADMIN: return admin && holder;
	case POWER_UNLOCKER: return account->present && account->unlocks == WORLD_UNLOCKS_YES;
	case POWER_COUNT: break;
	}
	return false;
}

bool trust_may_have(const struct world_account *account, enum power power)
{
	bool admin = account->present &&
		     (account->admin == WORLD_ADMIN_YES || account->admin == WORLD_ADMIN_UNREAD);
	bool holder = account->present &&
		      (account->token == WORLD_TOKEN_LIVE || account->token == WORLD_TOKEN_UNREAD);

	switch (power) {
	case POWER_ADMIN: return admin;
	case POWER_HOLDER: return holder;
	case POWER_TOKEN_ADMIN: return admin && holder;
	case POWER_UNLOCKER: return account->present && account->unlocks != WORLD_UNLOCKS_NO;
	case POWER_COUNT: break;
	}
	return false;
}

bool trust_wants_token(const struct world *world, int user)
{
	const struct world_goal *goal = &world->goal[user];

	if (!goal->listed || goal->absent)
		return false;
	return goal->token == WORLD_WANTS_YES ||
	       (world->machine.family != WORLD_HFS && goal->filevault == WORLD_WANTS_YES);
}

bool trust_goal_keeps(const struct world *world, int user, enum power power)
{
	const struct world_goal *goal = &world->goal[user];
	bool admin = goal->admin != WORLD_WANTS_NO, token = goal->token != WORLD_WANTS_NO;

	if (!goal->listed)
		return true;
	if (goal->absent)
		return false;
	switch (power) {
	case POWER_ADMIN: return admin;
	case POWER_HOLDER: return token;
	case POWER_TOKEN_ADMIN: return admin && token;
	case POWER_UNLOCKER: return goal->filevault != WORLD_WANTS_NO;
	case POWER_COUNT: break;
	}
	return false;
}

bool trust_goal_gives(const struct world *world, int user, enum power power)
{
	const struct world_goal *goal = &world->goal[user];
	bool admin = goal->admin == WORLD_WANTS_YES, token = trust_wants_token(world, user);

	if (!goal->listed || goal->absent)
		return false;
	switch (power) {
	case POWER_ADMIN: return admin;
	case POWER_HOLDER: return token;
	case POWER_TOKEN_ADMIN: return admin && token;
	case POWER_UNLOCKER: return goal->filevault == WORLD_WANTS_YES;
	case POWER_COUNT: break;
	}
	return false;
}

bool trust_is_able(const struct world_goal *goal)
{
	return goal->able == WORLD_ABLE || goal->able == WORLD_ABLE_MOBILE;
}

bool trust_is_grantor(const struct world *world, const struct world_account *state, int g)
{
	return state[g].present && state[g].token == WORLD_TOKEN_LIVE && world->goal[g].secret &&
	       (state[g].admin == WORLD_ADMIN_YES || state[g].admin == WORLD_ADMIN_FOR_A_TIME) &&
	       trust_is_able(&world->goal[g]);
}

bool trust_nobody_holds(const struct world *world, const struct world_account *state)
{
	int i;

	for (i = 0; i < world->count; i++) {
		if (state[i].present && state[i].token != WORLD_TOKEN_NONE)
			return false;
	}
	return true;
}

/* "the only account with uid ≥ 500" */
static bool is_only_person(const struct world *world, const struct world_account *state, int user)
{
	int i;

	if (world->goal[user].uid != WORLD_UID_PERSON)
		return false;
	for (i = 0; i < world->count; i++) {
		if (i != user && state[i].present && world->goal[i].uid != WORLD_UID_LOW)
			return false;
	}
	return true;
}

bool trust_first_token(const struct world *world, const struct world_account *state, int user)
{
	bool admin =
		state[user].admin == WORLD_ADMIN_YES || state[user].admin == WORLD_ADMIN_FOR_A_TIME;

	switch (world->machine.family) {
	/* "10.13 and 10.14: an administrator (10.13.4+, by granting itself), or the only account
	 * with uid ≥ 500, by authenticating." */
	case WORLD_10_13: return is_only_person(world, state, user);
	case WORLD_10_13_4: return admin || is_only_person(world, state, user);
	case WORLD_10_15: return admin;
	case WORLD_11:
	case WORLD_15:
	case WORLD_15_NEITHER: return true;
	case WORLD_15_ESCROWED:
	case WORLD_15_KEY:
	case WORLD_HFS:
	case WORLD_FAMILIES: break;
	}
	return false;
}

bool trust_password_brings_token(const struct world_machine *machine)
{
	return machine->family >= WORLD_11 && machine->family != WORLD_HFS;
}

bool trust_tokens_can_be_given(const struct world_machine *machine)
{
	return machine->family != WORLD_HFS &&
	       (machine->filevault == WORLD_FILEVAULT_OFF ||
		       machine->filevault == WORLD_FILEVAULT_ON ||
		       machine->filevault == WORLD_FILEVAULT_DEFERRED);
}

/* Has it or may have it: "unknown; for token admin also an admin that declares secure_token". */
static bool is_protected(
	const struct world *world, const struct world_account *state, int user, enum power power)
{
	if (trust_may_have(&state[user], power))
		return true;
	return power == POWER_TOKEN_ADMIN && trust_may_have(&state[user], POWER_ADMIN) &&
	       trust_wants_token(world, user);
}

static bool has_keeper(
	const struct world *world, const struct world_account *state, int loser, enum power power)
{
	int i;

	for (i = 0; i < world->count; i++) {
		if (i != loser && trust_has(&state[i], power) && trust_is_able(&world->goal[i]) &&
			trust_goal_keeps(world, i, power))
			return true;
	}
	return false;
}

bool trust_losses_are_safe(const struct world *world, const struct world_account *state, int user,
	const struct world_account *after)
{
	int power;

	for (power = 0; power < POWER_COUNT; power++) {
		if (trust_protects(&world->machine, (enum power)power) &&
			is_protected(world, state, user, (enum power)power) &&
			!is_protected(world, after, user, (enum power)power) &&
			!has_keeper(world, state, user, (enum power)power))
			return false;
	}
	return true;
}

bool trust_is_last(const struct world *world, const struct world_account *state, int user)
{
	bool admin = state[user].admin != WORLD_ADMIN_NO;
	bool holder =
		state[user].token == WORLD_TOKEN_LIVE || state[user].token == WORLD_TOKEN_UNREAD;
	int i;

	for (i = 0; i < world->count; i++) {
		if (i == user || !state[i].present)
			continue;
		if (state[i].admin == WORLD_ADMIN_YES || state[i].admin == WORLD_ADMIN_FOR_A_TIME)
			admin = false;
		if (state[i].token == WORLD_TOKEN_LIVE)
			holder = false;
	}
	return admin || holder;
}
