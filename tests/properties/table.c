/* table.c – the table of actions, a row a function. */
#include "table.h"

#include "conflicts.h"
#include "trust.h"

/* One action being judged; a row changes user's account, or the machine, in after. */
struct attempt {
	const struct world *world;
	const struct world_state *state;
	const struct world_goal *goal;   /* NULL: of the machine */
	const struct world_account *now; /* NULL likewise */
	int user, by;
	struct world_account *after;
	struct world_state *machine;
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
	       trust_wants_token(a->world, a->user) &&
	       trust_has_secret(a->world, a->state, a->user) && trust_is_able(a->goal) &&
	       trust_tokens_can_be_given(&a->world->machine) &&
	       trust_nobody_holds(a->world, a->state) &&
	       trust_first_token(a->world, a->state, a->user);
}

static bool create(const struct attempt *a)
{
	if (a->now->present || !a->goal->listed || a->goal->absent ||
		!trust_has_secret_to_begin(a->goal) || conflicts_with(a->world, a->state, a->user))
		return false;
	*a->after = (struct world_account){.present = true,
		.renewed = a->goal->password != WORLD_PASSWORD_GIVEN,
		.named = a->goal->name != WORLD_NAME_UNSAID,
		.numbered = a->goal->uid_of_other,
		.admin = a->goal->admin == WORLD_WANTS_YES ? WORLD_ADMIN_YES : WORLD_ADMIN_NO};
	return true;
}

/* "11+, nobody holds a token, live or dead; zero-holder rule open" */
static bool create_first(const struct attempt *a)
{
	const struct world_machine *machine = &a->world->machine;

	if (!create(a))
		return false;
	a->after->token = WORLD_TOKEN_LIVE;
	return trust_password_brings_token(machine) && trust_wants_token(a->world, a->user) &&
	       trust_tokens_can_be_given(machine) && trust_nobody_holds(a->world, a->state) &&
	       trust_first_token(a->world, a->state, a->user);
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
	       is_granted(a) && trust_has_secret(a->world, a->state, a->user) &&
	       trust_is_able(a->goal) && trust_tokens_can_be_given(&a->world->machine);
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
	return a->state->accounts[g].present && a->state->accounts[g].unlocks == WORLD_UNLOCKS_YES;
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
	       a->goal->filevault == WORLD_WANTS_YES &&
	       trust_has_secret(world, a->state, a->user) && a->by >= 0 && a->by != a->user &&
	       is_unlocker(a, a->by) && trust_has_secret(world, a->state, a->by) &&
	       trust_is_able(&world->goal[a->by]);
}

/* "Only `rotate`, or a `generate` not yet in the vault" */
static bool is_due(const struct attempt *a)
{
	return a->goal->password == WORLD_PASSWORD_LACKING ||
	       a->goal->password == WORLD_PASSWORD_DUE ||
	       a->goal->password == WORLD_PASSWORD_REJECTED;
}

/* "Token none: nothing …; live: u's old password, or grantor g" */
static bool set_password(const struct attempt *a)
{
	a->after->renewed = true;
	return stays(a) && is_due(a) && !a->now->renewed &&
	       (a->now->token == WORLD_TOKEN_NONE ||
		       (a->now->token == WORLD_TOKEN_LIVE &&
			       trust_has_secret(a->world, a->state, a->user)));
}

static bool set_password_by(const struct attempt *a)
{
	a->after->renewed = true;
	return stays(a) && is_due(a) && !a->now->renewed && a->now->token == WORLD_TOKEN_LIVE &&
	       !trust_has_secret(a->world, a->state, a->user) && is_granted(a);
}

static bool update(const struct attempt *a)
{
	a->after->named = true;
	return stays(a) && a->goal->name != WORLD_NAME_UNSAID && !a->now->named;
}

/* "MDM supports it, grantor g (not one promoted for a time)" */
static bool escrow(const struct attempt *a)
{
	const struct world_machine *machine = &a->world->machine;

	a->machine->escrowed = true;
	return machine->wants_escrow && !world_escrow_holds(machine, a->state) &&
	       trust_mdm_takes_bootstrap(machine) && a->by >= 0 &&
	       a->state->accounts[a->by].admin == WORLD_ADMIN_YES &&
	       trust_is_grantor(a->world, a->state, a->by);
}

static bool promote_for_a_time(const struct attempt *a)
{
	a->after->admin = WORLD_ADMIN_FOR_A_TIME;
	return a->world->machine.temporary_admin && a->now->present &&
	       a->now->admin == WORLD_ADMIN_NO && a->goal->listed &&
	       trust_has_secret(a->world, a->state, a->user) && a->goal->admin != WORLD_WANTS_YES;
}

static bool revoke(const struct attempt *a)
{
	a->after->token = WORLD_TOKEN_NONE;
	return stays(a) &&
	       (a->now->token == WORLD_TOKEN_LIVE || a->now->token == WORLD_TOKEN_DEAD) &&
	       a->goal->token == WORLD_WANTS_NO && is_granted(a) &&
	       trust_has_secret(a->world, a->state, a->user);
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
	return stays(a) && a->now->admin == WORLD_ADMIN_YES && a->goal->admin == WORLD_WANTS_NO &&
	       a->goal->expiry != WORLD_EXPIRY_WAITS;
}

static bool delete_user(const struct attempt *a)
{
	*a->after = (struct world_account){0};
	return a->now->present && a->goal->listed && a->goal->absent && !a->goal->logged_in &&
	       !trust_is_last(a->world, a->state, a->user, POWER_ADMIN) &&
	       !trust_is_last(a->world, a->state, a->user, POWER_HOLDER);
}

/* "a live holder g with secret; no account with `filevault: true` still waiting; one visible
 * unlocker" */
static bool enable_filevault(const struct attempt *a)
{
	const struct world *world = a->world;
	bool seen = false;
	int i;

	a->machine->enabled = true;
	for (i = 0; i < world->count; i++) {
		const struct world_account *account = &a->state->accounts[i];
		bool unlocks = account->present && account->token == WORLD_TOKEN_LIVE;

		if (world_is_declared(&world->goal[i], WORLD_FILEVAULT) &&
			world->goal[i].filevault == WORLD_WANTS_YES && !unlocks)
			return false;
		seen = seen || (unlocks && !world->goal[i].hidden);
	}
	return world->machine.wants_filevault && world->machine.filevault == WORLD_FILEVAULT_OFF &&
	       seen && a->by >= 0 && a->state->accounts[a->by].present &&
	       a->state->accounts[a->by].token == WORLD_TOKEN_LIVE &&
	       trust_has_secret(world, a->state, a->by) && trust_is_able(&world->goal[a->by]);
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
	[VERB_CREATE_FIRST] = {"create_user first", .allows = create_first},
	[VERB_CREATE_BY] = {"create_user", .takes_grantor = true, .allows = create_by},
	[VERB_REPAIR] = {"repair_token", .takes_grantor = true, .allows = repair},
	[VERB_GRANT] = {"grant_token", .takes_grantor = true, .allows = grant},
	[VERB_ADD_UNLOCKER] = {"add_unlocker", .takes_grantor = true, .allows = add_unlocker},
	[VERB_SET_PASSWORD] = {"set_password", .allows = set_password},
	[VERB_SET_PASSWORD_BY] = {"set_password", .takes_grantor = true, .allows = set_password_by},
	[VERB_UPDATE] = {"update_user", .allows = update},
	[VERB_ESCROW] = {"escrow_bootstrap", .takes_grantor = true, .allows = escrow},
	[VERB_PROMOTE_FOR_A_TIME] = {"(temporary) promote", .allows = promote_for_a_time},
	[VERB_REVOKE] = {"revoke_token", true, true, revoke},
	[VERB_REMOVE_UNLOCKER] = {"remove_unlocker", false, true, remove_unlocker},
	[VERB_DEMOTE] = {"demote", false, true, demote},
	[VERB_DELETE] = {"delete_user", false, true, delete_user},
	[VERB_ENABLE_FILEVAULT] = {"enable_filevault", .takes_grantor = true,
		.allows = enable_filevault},
};

const char *verb_text(enum verb verb)
{
	return rows[verb].text;
}

bool verb_takes_grantor(enum verb verb)
{
	return rows[verb].takes_grantor;
}

bool verb_is_of_machine(enum verb verb)
{
	return verb == VERB_ESCROW || verb == VERB_ENABLE_FILEVAULT;
}

int verb_rank(enum verb verb)
{
	if (verb == VERB_CREATE_BY || verb == VERB_CREATE_FIRST)
		return VERB_CREATE;
	return verb == VERB_SET_PASSWORD_BY ? VERB_SET_PASSWORD : (int)verb;
}

bool table_allows(const struct world *world, const struct world_state *state, enum verb verb,
	int user, int by, struct world_state *after)
{
	struct attempt attempt = {
		.world = world, .state = state, .user = user, .by = by, .machine = after};

	*after = *state;
	if (user >= 0) {
		attempt.goal = &world->goal[user];
		attempt.now = &state->accounts[user];
		attempt.after = &after->accounts[user];
	}
	/* enable_filevault: "the last action that counts" */
	if (state->enabled || !rows[verb].allows(&attempt))
		return false;
	return !rows[verb].takes_away || trust_losses_are_safe(world, state, user, after);
}

bool table_delete_takes_token(
	const struct world *world, const struct world_state *state, int user, int by)
{
	return by != user && state->accounts[user].token == WORLD_TOKEN_LIVE &&
	       trust_has_secret(world, state, user) &&
	       state->accounts[by].admin != WORLD_ADMIN_FOR_A_TIME &&
	       trust_is_grantor(world, state, by);
}

bool table_suppresses(const struct world *world, const struct world_state *state, enum verb verb)
{
	bool sets =
		verb == VERB_CREATE || verb == VERB_SET_PASSWORD || verb == VERB_SET_PASSWORD_BY;
	int i;

	for (i = 0; i < world->count; i++) {
		if (state->accounts[i].present && state->accounts[i].token == WORLD_TOKEN_LIVE)
			return false;
	}
	return sets && trust_password_brings_token(&world->machine);
}
