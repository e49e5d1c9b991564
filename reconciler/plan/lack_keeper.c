/* lack_keeper.c – nobody keeps a power that would be lost: what would it take? */
#include "question.h"
#include "shortage.h"
#include "stage.h"

static bool loses(
	const struct vouch_world *world, int who, enum vouch_task task, enum vouch_power *blocking)
{
	return !vouch_stage_may_lose(world->end, who, task, blocking);
}

/* May it have the power, and is that not known? */
static bool is_unread(const struct vouch_standing *now, enum vouch_power power)
{
	bool admin = now->admin == VOUCH_UNKNOWN, token = now->token == VOUCH_TOKEN_UNKNOWN;

	switch (power) {
	case VOUCH_POWER_ADMIN: return admin;
	case VOUCH_POWER_HOLDER: return token;
	case VOUCH_POWER_TOKEN_ADMIN: return admin || token;
	case VOUCH_POWER_UNLOCKER: return now->unlocks == VOUCH_UNKNOWN;
	case VOUCH_POWER_COUNT: break;
	}
	return false;
}

/* "For token admin also an admin that declares secure_token: true": whatever its token is. */
static bool surely_has(const struct vouch_world *world, int who, enum vouch_power power)
{
	return power == VOUCH_POWER_TOKEN_ADMIN && world->end->standings[who].admin == VOUCH_YES &&
	       world->members[who].token_goal == VOUCH_GOAL_TRUE;
}

/* Who could not be read, and might keep the power, or not have it to lose. */
static int unread_keeper(const struct vouch_world *world, int who, enum vouch_power power)
{
	if (is_unread(&world->end->standings[who], power) && !surely_has(world, who, power))
		return who;
	return vouch_shortlist_but(&world->shortage->unread_keeper[power], who);
}

bool vouch_lack_unread_keeper(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	enum vouch_power power;

	lack->of = VOUCH_NOBODY;
	for (power = 0; power < VOUCH_POWER_COUNT && lack->of == VOUCH_NOBODY; power++) {
		if (vouch_stage_blocks_loss(world->end, who, task, power))
			lack->of = unread_keeper(world, who, power);
	}
	if (lack->of == VOUCH_NOBODY)
		return false;
	lack->hint = vouch_arena_printf(world->arena,
		"find out why the rights of %s cannot be read: vouch observe",
		vouch_world_name(world, lack->of));
	return true;
}

bool vouch_lack_replacement(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	static const char *const hints[] = {
		[VOUCH_POWER_ADMIN] = "is the last administrator: another one has to be there "
				      "first (declare admin: true for somebody)",
		[VOUCH_POWER_HOLDER] = "is the last holder of a token: another one has to hold "
				       "one first (declare secure_token: true for somebody)",
		[VOUCH_POWER_TOKEN_ADMIN] =
			"is the last administrator who holds, or is to hold, a token: another "
			"one has to be there first (declare admin: true and secure_token: true)",
		[VOUCH_POWER_UNLOCKER] = "is the last who unlocks the disk: another one has to be "
					 "on the FileVault list first (declare filevault: true "
					 "for somebody)",
	};
	enum vouch_power power;

	if (!loses(world, who, task, &power))
		return false;
	return vouch_lack_say(lack, who,
		vouch_arena_printf(
			world->arena, "%s %s", vouch_world_name(world, who), hints[power]));
}
