/* guards.c – promise 6, word for word. */
#include "guards.h"

#include "trust.h"

struct tally {
	int has, may, left;
};

/* "An account may have a power if it has it or would have it by its declared true fields." What
 * could not be read may be there as well: a guard on the goal speaks only where it is sure. */
static struct tally count(const struct world *world, enum power power)
{
	struct tally tally = {0};
	int i;

	for (i = 0; i < world->count; i++) {
		const struct world_account *now = &world->now.accounts[i];
		bool admin_is_given = trust_goal_gives(world, i, POWER_ADMIN);
		bool token_is_given = trust_goal_gives(world, i, POWER_HOLDER);
		bool admin = trust_may_have(now, POWER_ADMIN),
		     token = trust_may_have(now, POWER_HOLDER);
		bool admin_is_left =
			admin_is_given || (admin && trust_goal_keeps(world, i, POWER_ADMIN));
		bool token_is_left =
			token_is_given || (token && trust_goal_keeps(world, i, POWER_HOLDER));

		tally.has += trust_has(now, power);
		if (power == POWER_ADMIN) {
			tally.may += admin || admin_is_given;
			tally.left += admin_is_left;
		} else if (power == POWER_HOLDER) {
			tally.may += token || token_is_given;
			tally.left += token_is_left;
		} else {
			tally.may += (admin || admin_is_given) && (token || token_is_given);
			tally.left += admin_is_left && token_is_left;
		}
	}
	return tally;
}

/* "the goal leaves fewer than N, and fewer than may be" */
static bool is_too_few(struct tally tally, int least)
{
	return tally.left < least && tally.left < tally.may;
}

/* "a required account loses state, admin or a live token that it is known to have" */
static bool loses_required(const struct world *world)
{
	int i;

	for (i = 0; i < world->count; i++) {
		const struct world_goal *goal = &world->goal[i];
		const struct world_account *now = &world->now.accounts[i];

		if (!goal->required || !goal->listed || !now->present)
			continue;
		if (goal->absent ||
			(goal->admin == WORLD_WANTS_NO && goal->expiry != WORLD_EXPIRY_WAITS &&
				trust_has(now, POWER_ADMIN)) ||
			(goal->token == WORLD_WANTS_NO && trust_has(now, POWER_HOLDER)))
			return true;
	}
	return false;
}

/* "nobody is named where the baseline named somebody" */
static bool is_empty(const struct world *world)
{
	bool named_before = false;
	int i;

	for (i = 0; i < world->count; i++) {
		if (world->goal[i].listed)
			return false;
		named_before = named_before || world->goal[i].baseline != WORLD_NEVER;
	}
	return named_before && !world->machine.empty_allowed;
}

static bool breaks_any(const struct world *world)
{
	struct tally admins = count(world, POWER_ADMIN), holders = count(world, POWER_HOLDER);
	struct tally token_admins = count(world, POWER_TOKEN_ADMIN);

	if (admins.has > 0 && admins.left == 0)
		return true; /* last_admin */
	if (is_too_few(admins, world->machine.min_admins) || loses_required(world))
		return true;
	if (world->machine.family == WORLD_HFS)
		return false; /* "On HFS+ the token guards say nothing." */
	if (holders.has > 0 && holders.left == 0)
		return true; /* last_token_holder */
	if (trust_protects(&world->machine, POWER_TOKEN_ADMIN) && token_admins.may > 0 &&
		token_admins.left == 0)
		return true; /* last_token_admin */
	return is_too_few(token_admins, world->machine.min_token_admins);
}

/* "among several the first by name ends first. If a guard breaks even with every expiry waiting,
 * only that is reported" */
bool guards_refuse(struct world *world)
{
	int i;

	for (i = 0; i < world->count; i++) {
		if (world->goal[i].expiry == WORLD_EXPIRED)
			world->goal[i].expiry = WORLD_EXPIRY_WAITS;
	}
	if (breaks_any(world) || is_empty(world))
		return true;
	for (i = 0; i < world->count; i++) {
		if (world->goal[i].expiry == WORLD_NO_EXPIRY)
			continue;
		world->goal[i].expiry = WORLD_EXPIRED;
		if (breaks_any(world))
			world->goal[i].expiry = WORLD_EXPIRY_WAITS;
	}
	return false;
}
