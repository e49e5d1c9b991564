/* table.c – the table of actions, a row a function. */
#include "table.h"

#include <string.h>

#include "trust.h"

/* One action being judged; a row changes user's account in after. */
struct attempt {
	const struct world *world;
	const struct world_account *state;
	const struct world_goal *goal;
	const struct world_account *now;
	int user, by;
	struct world_account *after;
};

static bool is_granted(const struct attempt *a)
{
	return a->by >= 0 && a->by != a->user && trust_is_grantor(a->world, a->state, a->by);
}

/* There, and meant to be. */
static bool stays(const struct attempt *a)
{
	return a->now->present && a->goal->listed && !a->goal->absent;
}

static bool end_promotion(const struct attempt *a)
{
	a->after->admin = WORLD_ADMIN_NO;
	return a->now->admin == WORLD_ADMIN_FOR_A_TIME;
}

static bool promote(const struct attempt *a)
{
	a->after->admin = WORLD_ADMIN_YES;
	return stays(a) && a->now->admin == WORLD_ADMIN_NO && a->goal->admin == WORLD_WANTS_YES;
}

static bool mint(const struct attempt *a)
{
	a->after->token = WORLD_TOKEN_LIVE;
	return stays(a) && a->now->token == WORLD_TOKEN_NONE &&
	       trust_wants_token(a->world, a->user) && a->goal->secret && trust_is_able(a->goal) &&
	       trust_tokens_can_be_given(&a->world->machine) &&
	       trust_nobody_holds(a->world, a->state) &&
	       trust_first_token(a->world, a->state, a->user);
}

static bool create(const struct attempt *a)
{
	const struct world_machine *machine = &a->world->machine;

	if (a->now->present || !a->goal->listed || a->goal->absent || !a->goal->secret)
		return false;
	*a->after = (struct world_account){.present = true,
		.admin = a->goal->admin == WORLD_WANTS_YES ? WORLD_ADMIN_YES : WORLD_ADMIN_NO};
	/* With nobody holding, its password brings the first token, where it is meant to. */
	if (trust_password_brings_token(machine) && trust_wants_token(a->world, a->user) &&
		trust_tokens_can_be_given(machine) && trust_nobody_holds(a->world, a->state) &&
		trust_first_token(a->world, a->state, a->user))
		a->after->token = WORLD_TOKEN_LIVE;
	return true;
}

static bool create_by(const struct attempt *a)
{
	if (!create(a))
		return false;
	a->after->token = WORLD_TOKEN_LIVE;
	return is_granted(a) && trust_wants_token(a->world, a->user) &&
	       trust_tokens_can_be_given(&a->world->machine);
}

static bool give_token(const struct attempt *a, enum world_token from)
{
	a->after->token = WORLD_TOKEN_LIVE;
	return stays(a) && a->now->token == from && trust_wants_token(a->world, a->user) &&
	       is_granted(a) && a->goal->secret && trust_is_able(a->goal) &&
	       trust_tokens_can_be_given(&a->world->machine);
}

static bool repair(const struct attempt *a)
{
	return give_token(a, WORLD_TOKEN_DEAD);
}

static bool grant(const struct attempt *a)
{
	return give_token(a, WORLD_TOKEN_NONE);
}

static bool is_unlocker(const struct attempt *a, int g)
{
	return a->state[g].present && a->state[g].unlocks == WORLD_UNLOCKS_YES;
}

static bool has_list(const struct world_machine *machine)
{
	return machine->family == WORLD_HFS && machine->filevault == WORLD_FILEVAULT_ON;
}

static bool add_unlocker(const struct attempt *a)
{
	const struct world *world = a->world;

	a->after->unlocks = WORLD_UNLOCKS_YES;
	return has_list(&world->machine) && stays(a) && a->now->unlocks == WORLD_UNLOCKS_NO &&
	       a->goal->filevault == WORLD_WANTS_YES && a->goal->secret && a->by >= 0 &&
	       a->by != a->user && is_unlocker(a, a->by) && world->goal[a->by].secret &&
	       trust_is_able(&world->goal[a->by]);
}

static bool promote_for_a_time(const struct attempt *a)
{
	a->after->admin = WORLD_ADMIN_FOR_A_TIME;
	return a->world->machine.temporary_admin && a->now->present &&
	       a->now->admin == WORLD_ADMIN_NO && a->goal->listed && a->goal->secret &&
	       a->goal->admin != WORLD_WANTS_YES;
}

static bool revoke(const struct attempt *a)
{
	a->after->token = WORLD_TOKEN_NONE;
	return stays(a) &&
	       (a->now->token == WORLD_TOKEN_LIVE || a->now->token == WORLD_TOKEN_DEAD) &&
	       a->goal->token == WORLD_WANTS_NO && is_granted(a) && a->goal->secret;
}

static bool remove_unlocker(const struct attempt *a)
{
	a->after->unlocks = WORLD_UNLOCKS_NO;
	return has_list(&a->world->machine) && stays(a) && a->now->unlocks == WORLD_UNLOCKS_YES &&
	       a->goal->filevault == WORLD_WANTS_NO;
}

static bool demote(const struct attempt *a)
{
	a->after->admin = WORLD_ADMIN_NO;
	return stays(a) && a->now->admin == WORLD_ADMIN_YES && a->goal->admin == WORLD_WANTS_NO;
}

static bool delete_user(const struct attempt *a)
{
	*a->after = (struct world_account){0};
	return a->now->present && a->goal->listed && a->goal->absent && !a->goal->logged_in &&
	       !trust_is_last(a->world, a->state, a->user);
}

static const struct {
	const char *text;
	bool takes_grantor;
	bool takes_away; /* promise 4 speaks */
	bool (*allows)(const struct attempt *attempt);
} rows[VERB_COUNT] = {
	[VERB_END_PROMOTION] = {"(temporary) demote", .allows = end_promotion},
	[VERB_PROMOTE] = {"promote", .allows = promote},
	[VERB_MINT] = {"mint_token", .allows = mint},
	[VERB_CREATE] = {"create_user", .allows = create},
	[VERB_CREATE_BY] = {"create_user", .takes_grantor = true, .allows = create_by},
	[VERB_REPAIR] = {"repair_token", .takes_grantor = true, .allows = repair},
	[VERB_GRANT] = {"grant_token", .takes_grantor = true, .allows = grant},
	[VERB_ADD_UNLOCKER] = {"add_unlocker", .takes_grantor = true, .allows = add_unlocker},
	[VERB_PROMOTE_FOR_A_TIME] = {"(temporary) promote", .allows = promote_for_a_time},
	[VERB_REVOKE] = {"revoke_token", true, true, revoke},
	[VERB_REMOVE_UNLOCKER] = {"remove_unlocker", false, true, remove_unlocker},
	[VERB_DEMOTE] = {"demote", false, true, demote},
	[VERB_DELETE] = {"delete_user", false, true, delete_user},
};

const char *verb_text(enum verb verb)
{
	return rows[verb].text;
}

bool verb_takes_grantor(enum verb verb)
{
	return rows[verb].takes_grantor;
}

bool table_allows(const struct world *world, const struct world_account *state, enum verb verb,
	int user, int by, struct world_account *after)
{
	struct world_account changed = state[user];
	struct attempt attempt = {
		world, state, &world->goal[user], &state[user], user, by, &changed};

	if (!rows[verb].allows(&attempt))
		return false;
	memcpy(after, state, sizeof *after * (size_t)world->count);
	after[user] = changed;
	return !rows[verb].takes_away || trust_losses_are_safe(world, state, user, after);
}

bool table_delete_takes_token(
	const struct world *world, const struct world_account *state, int user, int by)
{
	return by != user && state[user].token == WORLD_TOKEN_LIVE && world->goal[user].secret &&
	       state[by].admin != WORLD_ADMIN_FOR_A_TIME && trust_is_grantor(world, state, by);
}
