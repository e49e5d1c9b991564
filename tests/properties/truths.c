/* truths.c – one unread value after the other takes each value that it may have. */
#include "truths.h"

/* The claim is asked until it is known not to hold always, or not to be of one mind. */
struct walk {
	struct world world; /* with the answers so far */
	truths_claim claim;
	void *context;
	bool only_always, held, failed;
};

static bool is_asked_enough(const struct walk *walk)
{
	return walk->failed && (walk->only_always || walk->held);
}

static bool account_is_read(const struct world_account *now)
{
	return now->admin != WORLD_ADMIN_UNREAD && now->token != WORLD_TOKEN_UNREAD &&
	       now->unlocks != WORLD_UNLOCKS_UNREAD;
}

static bool goal_is_read(const struct world_goal *goal)
{
	return goal->uid != WORLD_UID_UNREAD && goal->able != WORLD_DISABLED_UNREAD &&
	       goal->able != WORLD_KIND_UNREAD;
}

static bool is_read(const struct world *world, const struct world_state *state)
{
	int i;

	for (i = 0; i < world->count; i++) {
		if (!account_is_read(&state->accounts[i]) || !goal_is_read(&world->goal[i]))
			return false;
	}
	return world->machine.filevault != WORLD_FILEVAULT_UNREAD;
}

static void go_on(struct walk *walk, int from);

static void try_account(struct walk *walk, int i)
{
	struct world_account *now = &walk->world.now.accounts[i];
	struct world_account asked = *now;
	int truth;

	if (asked.admin == WORLD_ADMIN_UNREAD) {
		for (truth = WORLD_ADMIN_NO; truth <= WORLD_ADMIN_YES; truth++) {
			now->admin = (enum world_admin)truth;
			go_on(walk, i);
		}
	} else if (asked.token == WORLD_TOKEN_UNREAD) {
		for (truth = WORLD_TOKEN_NONE; truth <= WORLD_TOKEN_DEAD; truth++) {
			now->token = (enum world_token)truth;
			go_on(walk, i);
		}
	} else {
		for (truth = WORLD_UNLOCKS_NO; truth <= WORLD_UNLOCKS_YES; truth++) {
			now->unlocks = (enum world_unlocks)truth;
			go_on(walk, i);
		}
	}
	*now = asked;
}

static void try_goal(struct walk *walk, int i)
{
	struct world_goal *goal = &walk->world.goal[i];
	struct world_account *now = &walk->world.now.accounts[i];
	struct world_goal asked = *goal;
	bool numbered = now->numbered;

	if (asked.uid == WORLD_UID_UNREAD) {
		now->numbered = false; /* that is what could not be read */
		goal->uid = WORLD_UID_UNWANTED;
		go_on(walk, i);
		goal->uid = WORLD_UID_WANTED;
		go_on(walk, i);
		goal->uid = WORLD_UID_LOW;
	} else {
		goal->able = WORLD_ABLE;
		go_on(walk, i);
		goal->able = asked.able == WORLD_KIND_UNREAD ? WORLD_ROLE : WORLD_DISABLED;
	}
	go_on(walk, i);
	now->numbered = numbered;
	*goal = asked;
}

static void try_filevault(struct walk *walk)
{
	int truth;

	for (truth = 0; truth < WORLD_FILEVAULT_UNREAD; truth++) {
		walk->world.machine.filevault = (enum world_filevault)truth;
		go_on(walk, walk->world.count);
	}
	walk->world.machine.filevault = WORLD_FILEVAULT_UNREAD;
}

static void go_on(struct walk *walk, int from)
{
	const struct world *world = &walk->world;
	int i;

	if (is_asked_enough(walk))
		return;
	for (i = from; i < world->count; i++) {
		if (!account_is_read(&world->now.accounts[i])) {
			try_account(walk, i);
			return;
		}
		if (!goal_is_read(&world->goal[i])) {
			try_goal(walk, i);
			return;
		}
	}
	if (world->machine.filevault == WORLD_FILEVAULT_UNREAD)
		try_filevault(walk);
	else if (walk->claim(world, walk->context))
		walk->held = true;
	else
		walk->failed = true;
}

static struct walk ask(const struct world *world, const struct world_state *state,
	truths_claim claim, void *context, bool only_always)
{
	struct walk walk = {
		.world = *world, .claim = claim, .context = context, .only_always = only_always};

	walk.world.now = *state;
	go_on(&walk, 0);
	return walk;
}

enum truths_answer truths_ask(const struct world *world, const struct world_state *state,
	truths_claim claim, void *context)
{
	struct walk walk = ask(world, state, claim, context, false);

	if (walk.held && walk.failed)
		return TRUTHS_NOW_AND_THEN;
	return walk.held ? TRUTHS_ALWAYS : TRUTHS_NEVER;
}

bool truths_always(const struct world *world, const struct world_state *state, truths_claim claim,
	void *context)
{
	return !ask(world, state, claim, context, true).failed;
}

struct attempt {
	enum verb verb;
	int user, by;
	struct world_state before, after; /* in the last truth */
};

static bool is_allowed(const struct world *truth, void *context)
{
	struct attempt *attempt = context;

	attempt->before = truth->now;
	return table_allows(
		truth, &truth->now, attempt->verb, attempt->user, attempt->by, &attempt->after);
}

/* What an action made of an account in one truth, made of what is known of it. */
static void carry(const struct world_account *before, const struct world_account *after,
	struct world_account *known)
{
	struct world_account was = *known;

	*known = *after;
	if (!after->present)
		return;
	if (was.present)
		known->numbered = was.numbered;
	if (after->admin == before->admin)
		known->admin = was.admin;
	if (after->token == before->token)
		known->token = was.token;
	if (after->unlocks == before->unlocks)
		known->unlocks = was.unlocks;
}

bool truths_allow(const struct world *world, const struct world_state *state, enum verb verb,
	int user, int by, struct world_state *after)
{
	struct attempt attempt = {.verb = verb, .user = user, .by = by};

	if (is_read(world, state))
		return table_allows(world, state, verb, user, by, after);
	if (!truths_always(world, state, is_allowed, &attempt))
		return false;
	*after = *state;
	after->escrowed = attempt.after.escrowed;
	after->enabled = attempt.after.enabled;
	if (user >= 0)
		carry(&attempt.before.accounts[user], &attempt.after.accounts[user],
			&after->accounts[user]);
	return true;
}

static bool takes_token(const struct world *truth, void *context)
{
	const struct attempt *attempt = context;

	return table_delete_takes_token(truth, &truth->now, attempt->user, attempt->by);
}

bool truths_delete_takes_token(
	const struct world *world, const struct world_state *state, int user, int by)
{
	struct attempt attempt = {.user = user, .by = by};

	return truths_always(world, state, takes_token, &attempt);
}

static bool does_not_suppress(const struct world *truth, void *context)
{
	const struct attempt *attempt = context;

	return !table_suppresses(truth, &truth->now, attempt->verb);
}

bool truths_suppress(const struct world *world, const struct world_state *state, enum verb verb)
{
	struct attempt attempt = {.verb = verb};

	return !truths_always(world, state, does_not_suppress, &attempt);
}
