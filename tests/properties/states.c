/* states.c – a number in the base of the states of one account, a digit an account. */
#include "states.h"

unsigned states_count(int accounts)
{
	unsigned count = 1;
	int i;

	for (i = 0; i < accounts; i++)
		count *= STATES_OF_ONE;
	return count;
}

static unsigned digit_of(const struct world *world, const struct world_account *account)
{
	unsigned holding = world->machine.family == WORLD_HFS ? (unsigned)account->unlocks
							      : (unsigned)account->token;

	if (!account->present)
		return 0;
	return 1 + (unsigned)account->admin + STATES_OF_ADMIN * holding;
}

unsigned states_number(const struct world *world, const struct world_account *state)
{
	unsigned number = 0;
	int i;

	for (i = world->count - 1; i >= 0; i--)
		number = number * STATES_OF_ONE + digit_of(world, &state[i]);
	return number;
}

void states_at(const struct world *world, unsigned number, struct world_account *state)
{
	int i;

	for (i = 0; i < world->count; i++, number /= STATES_OF_ONE) {
		unsigned digit = number % STATES_OF_ONE, holding;

		state[i] = (struct world_account){.present = digit > 0};
		if (digit == 0)
			continue;
		state[i].admin = (enum world_admin)((digit - 1) % STATES_OF_ADMIN);
		holding = (digit - 1) / STATES_OF_ADMIN;
		if (world->machine.family == WORLD_HFS)
			state[i].unlocks = (enum world_unlocks)holding;
		else
			state[i].token = (enum world_token)holding;
	}
}
