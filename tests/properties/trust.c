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
	/* An expiry that waits "counts as not declared, in guards and for keepers". */
	bool admin = goal->admin != WORLD_WANTS_NO || goal->expiry == WORLD_EXPIRY_WAITS;
	bool token = goal->token != WORLD_WANTS_NO;

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

bool trust_has_secret(const struct world *world, const struct world_state *state, int user)
{
	switch (world->goal[user].password) {
	case WORLD_PASSWORD_GIVEN: return world->goal[user].secret;
	case WORLD_PASSWORD_GENERATED:
	case WORLD_PASSWORD_DUE:
	case WORLD_PASSWORD_UNDATED: return true;
	case WORLD_PASSWORD_LACKING:
	case WORLD_PASSWORD_REJECTED: break;
	}
	return state->accounts[user].renewed;
}

bool trust_has_secret_to_begin(const struct world_goal *goal)
{
	if (goal->password == WORLD_PASSWORD_GIVEN)
		return goal->secret;
	return goal->password != WORLD_PASSWORD_REJECTED;
}

bool trust_is_able(const struct world_goal *goal)
{
	return goal->able == WORLD_ABLE || goal->able == WORLD_ABLE_MOBILE;
}

bool trust_is_grantor(const struct world *world, const struct world_state *state, int g)
{
	return state->accounts[g].present && state->accounts[g].token == WORLD_TOKEN_LIVE &&
	       trust_has_secret(world, state, g) &&
	       (state->accounts[g].admin == WORLD_ADMIN_YES ||
		       state->accounts[g].admin == WORLD_ADMIN_FOR_A_TIME) &&
	       trust_is_able(&world->goal[g]);
}

bool trust_nobody_holds(const struct world *world, const struct world_state *state)
{
	int i;

	for (i = 0; i < world->count; i++) {
		if (state->accounts[i].present && state->accounts[i].token != WORLD_TOKEN_NONE)
			return false;
	}
	return true;
}

/* Somebody's record, whole or half made. */
static bool is_there(const struct world_account *account)
{
	return account->present || account->half_made;
}

/* As it is, or will be made. */
static enum world_uid uid_of(const struct world *world, const struct world_state *state, int user)
{
	const struct world_account *account = &state->accounts[user];
	bool declared = account->present ? account->numbered : world->goal[user].uid_of_other;

	if (world->goal[user].uid > WORLD_UID_LOW) /* it was there, and could not be read */
		return WORLD_UID_PERSON;
	if (!declared)
		return world->goal[user].uid;
	return WORLD_UID_PERSON; /* no set has both: uids of others, and uids below 500 */
}

/* "the only account with uid ≥ 500" */
static bool is_only_person(const struct world *world, const struct world_state *state, int user)
{
	int i;

	if (uid_of(world, state, user) != WORLD_UID_PERSON)
		return false;
	for (i = 0; i < world->count; i++) {
		if (i != user && is_there(&state->accounts[i]) &&
			uid_of(world, state, i) != WORLD_UID_LOW)
			return false;
	}
	return true;
}

bool trust_first_token(const struct world *world, const struct world_state *state, int user)
{
	bool admin = state->accounts[user].admin == WORLD_ADMIN_YES ||
		     state->accounts[user].admin == WORLD_ADMIN_FOR_A_TIME;

	switch (world->machine.family) {
	/* "10.13 and 10.14: an administrator (10.13.4+, by granting itself), or the only account
	 * with uid ≥ 500, by authenticating." */
	case WORLD_10_13: return is_only_person(world, state, user);
	case WORLD_10_13_4: return admin || is_only_person(world, state, user);
	case WORLD_10_15: return admin;
	case WORLD_11:
	case WORLD_15: return true;
	/* "closed on 15+ under MDM where the bootstrap token is escrowed" */
	case WORLD_15_NEITHER: return !state->escrowed;
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

bool trust_mdm_takes_bootstrap(const struct world_machine *machine)
{
	return machine->family == WORLD_10_15 || machine->family == WORLD_11 ||
	       machine->family == WORLD_15_NEITHER;
}

bool trust_tokens_can_be_given(const struct world_machine *machine)
{
	return machine->family != WORLD_HFS &&
	       (machine->filevault == WORLD_FILEVAULT_OFF ||
		       machine->filevault == WORLD_FILEVAULT_ON ||
		       machine->filevault == WORLD_FILEVAULT_DEFERRED);
}

/* Has it, "for token admin also an admin that declares secure_token". */
static bool is_protected(
	const struct world *world, const struct world_state *state, int user, enum power power)
{
	if (trust_has(&state->accounts[user], power))
		return true;
	return power == POWER_TOKEN_ADMIN && trust_has(&state->accounts[user], POWER_ADMIN) &&
	       trust_wants_token(world, user);
}

static bool has_keeper(
	const struct world *world, const struct world_state *state, int loser, enum power power)
{
	int i;

	for (i = 0; i < world->count; i++) {
		if (i != loser && trust_has(&state->accounts[i], power) &&
			trust_is_able(&world->goal[i]) && trust_goal_keeps(world, i, power))
			return true;
	}
	return false;
}

bool trust_loss_is_safe(const struct world *world, const struct world_state *state, int user,
	const struct world_state *after, enum power power)
{
	return !trust_protects(&world->machine, power) ||
	       !is_protected(world, state, user, power) ||
	       is_protected(world, after, user, power) || has_keeper(world, state, user, power);
}

bool trust_losses_are_safe(const struct world *world, const struct world_state *state, int user,
	const struct world_state *after)
{
	int power;

	for (power = 0; power < POWER_COUNT; power++) {
		if (!trust_loss_is_safe(world, state, user, after, (enum power)power))
			return false;
	}
	return true;
}

bool trust_is_last(
	const struct world *world, const struct world_state *state, int user, enum power power)
{
	int i;

	if (power == POWER_ADMIN ? state->accounts[user].admin == WORLD_ADMIN_NO
				 : state->accounts[user].token != WORLD_TOKEN_LIVE)
		return false;
	for (i = 0; i < world->count; i++) {
		const struct world_account *other = &state->accounts[i];

		if (i != user && other->present &&
			(power == POWER_ADMIN ? other->admin != WORLD_ADMIN_NO
					      : other->token == WORLD_TOKEN_LIVE))
			return false;
	}
	return true;
}
