/* conflicts.c – who has which uid and full name now: numbers stand for both, an account's own is
 * its index. */
#include "conflicts.h"

enum { NEW_NAMES = 100 };

static int name_that_is_declared(const struct world_goal *goal, int user)
{
	return goal->name == WORLD_NAME_OF_OTHER ? world_other(user) : NEW_NAMES + user;
}

/* Of an account that is there. */
static int name_of(const struct world *world, const struct world_state *state, int user)
{
	return state->accounts[user].named ? name_that_is_declared(&world->goal[user], user) : user;
}

static int uid_of(const struct world_state *state, int user)
{
	return state->accounts[user].numbered ? world_other(user) : user;
}

static bool has_uid(
	const struct world *world, const struct world_state *state, int user, int number)
{
	enum world_uid uid = world->goal[user].uid;

	return uid == WORLD_UID_WANTED ||
	       (uid != WORLD_UID_UNWANTED && uid_of(state, user) == number);
}

bool conflicts_uid(const struct world *world, const struct world_state *state, int user, int other)
{
	return world->goal[user].uid_of_other && other != user && state->accounts[other].present &&
	       has_uid(world, state, other, world_other(user));
}

bool conflicts_full_name(const struct world *world, const struct world_state *state, int user)
{
	const struct world_goal *goal = &world->goal[user];
	int i;

	for (i = 0; i < world->count && goal->name != WORLD_NAME_UNSAID; i++) {
		if (i != user && state->accounts[i].present &&
			name_of(world, state, i) == name_that_is_declared(goal, user))
			return true;
	}
	return false;
}

bool conflicts_with(const struct world *world, const struct world_state *state, int user)
{
	int i;

	for (i = 0; i < world->count; i++) {
		if (conflicts_uid(world, state, user, i))
			return true;
	}
	return conflicts_full_name(world, state, user);
}
