/* world.c – enumerates accounts and counts goals that hold. */
#include "world.h"

/* States: absent × secret, or present × admin × token × secret. */
enum { STATES = 2 + 2 * 3 * 2, GOALS = 1 + 1 + 3 * 3 };

int world_account_count(void)
{
	return STATES * GOALS;
}

void world_account_at(int number, struct world_account *now, struct world_goal *goal)
{
	int state = number % STATES, wish = number / STATES;

	*now = (struct world_account){0};
	*goal = (struct world_goal){0};
	if (state < 2) {
		goal->secret = state == 1;
	} else {
		state -= 2;
		now->present = true;
		goal->secret = state % 2 == 1;
		now->admin = state / 2 % 2 == 1;
		now->token = (enum world_token)(state / 4);
	}
	if (wish == 0) {
		goal->secret = false; /* an account that is not listed declares no password */
		return;
	}
	goal->listed = true;
	if (wish == 1) {
		goal->absent = true;
		return;
	}
	goal->admin = (enum world_wish)((wish - 2) % 3);
	goal->token = (enum world_wish)((wish - 2) / 3);
}

static bool wish_holds(enum world_wish wish, bool has)
{
	return wish == WORLD_WANTS_YES ? has : !has;
}

int world_goals(const struct world *world, const struct world_account *state)
{
	int i, count = 0;

	for (i = 0; i < world->count; i++) {
		const struct world_goal *goal = &world->goal[i];
		const struct world_account *account = &state[i];

		if (!goal->listed)
			continue;
		count += account->present != goal->absent;
		if (goal->absent || !account->present)
			continue;
		if (goal->admin != WORLD_UNSAID)
			count += wish_holds(goal->admin, account->admin);
		if (goal->token == WORLD_WANTS_YES)
			count += account->token == WORLD_TOKEN_LIVE;
		if (goal->token == WORLD_WANTS_NO)
			count += account->token == WORLD_TOKEN_NONE;
	}
	return count;
}

int world_goals_all(const struct world *world)
{
	int i, count = 0;

	for (i = 0; i < world->count; i++) {
		const struct world_goal *goal = &world->goal[i];

		if (goal->listed)
			count += 1 + (goal->admin != WORLD_UNSAID) + (goal->token != WORLD_UNSAID);
	}
	return count;
}
