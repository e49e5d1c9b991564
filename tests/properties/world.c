/* world.c – which declared goals hold. */
#include "world.h"

bool world_is_declared(const struct world_goal *goal, enum world_field field)
{
	if (!goal->listed)
		return false;
	switch (field) {
	case WORLD_STATE: return true;
	case WORLD_ADMIN: return !goal->absent && goal->admin != WORLD_UNSAID;
	case WORLD_TOKEN: return !goal->absent && goal->token != WORLD_UNSAID;
	case WORLD_FILEVAULT: return !goal->absent && goal->filevault != WORLD_UNSAID;
	case WORLD_FULL_NAME: return !goal->absent && goal->name != WORLD_NAME_UNSAID;
	case WORLD_PASSWORD: return !goal->absent && goal->password != WORLD_PASSWORD_GIVEN;
	case WORLD_FIELDS: break;
	}
	return false;
}

static bool token_is(const struct world_account *account, enum world_wish wish)
{
	return account->token == (wish == WORLD_WANTS_YES ? WORLD_TOKEN_LIVE : WORLD_TOKEN_NONE);
}

bool world_holds(const struct world *world, const struct world_state *state, int user,
	enum world_field field)
{
	const struct world_goal *goal = &world->goal[user];
	const struct world_account *account = &state->accounts[user];

	if (!world_is_declared(goal, field) || (field != WORLD_STATE && !account->present))
		return false;
	switch (field) {
	case WORLD_STATE: return account->present != goal->absent;
	case WORLD_ADMIN:
		if (account->admin == WORLD_ADMIN_UNREAD)
			return false;
		return (account->admin != WORLD_ADMIN_NO) == (goal->admin == WORLD_WANTS_YES);
	case WORLD_TOKEN: return token_is(account, goal->token);
	case WORLD_FILEVAULT:
		/* "On APFS, FileVault membership follows the token." */
		if (world->machine.family != WORLD_HFS)
			return token_is(account, goal->filevault);
		return account->unlocks ==
		       (goal->filevault == WORLD_WANTS_YES ? WORLD_UNLOCKS_YES : WORLD_UNLOCKS_NO);
	case WORLD_FULL_NAME: return account->named;
	case WORLD_PASSWORD:
		/* "Only `rotate`, or a `generate` not yet in the vault, ever changes a password."
		 */
		return account->renewed || goal->password == WORLD_PASSWORD_GENERATED;
	case WORLD_FIELDS: break;
	}
	return false;
}

int world_goals(const struct world *world, const struct world_state *state)
{
	int i, field, count = 0;

	for (i = 0; i < world->count; i++) {
		for (field = 0; field < WORLD_FIELDS; field++)
			count += world_holds(world, state, i, (enum world_field)field);
	}
	return count;
}

bool world_must_wait(const struct world *world, const struct world_state *state, int user,
	enum world_field field)
{
	if (!world_is_declared(&world->goal[user], field) || world_holds(world, state, user, field))
		return false;
	return field == WORLD_STATE || world_holds(world, state, user, WORLD_STATE);
}

bool world_filevault_holds(const struct world_machine *machine, const struct world_state *state)
{
	/* "FileVault that is encrypting counts as on for filevault.enabled" */
	return machine->wants_filevault &&
	       (state->enabled || machine->filevault == WORLD_FILEVAULT_ON ||
		       machine->filevault == WORLD_FILEVAULT_ENCRYPTING);
}

bool world_escrow_holds(const struct world_machine *machine, const struct world_state *state)
{
	return machine->wants_escrow && (state->escrowed || machine->family == WORLD_15_ESCROWED);
}

int world_machine_goals(const struct world *world, const struct world_state *state)
{
	return world_filevault_holds(&world->machine, state) +
	       world_escrow_holds(&world->machine, state);
}
