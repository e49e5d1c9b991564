/* conditions.c – the column "Needs" of the table of actions, and promise 4, cut into single
 * claims. */
#include "conditions.h"

#include <stddef.h>

#include "conflicts.h"
#include "trust.h"

/* Whose action it is; user -1: the machine's. */
struct subject {
	int user;
	int part; /* of a condition that is one for each power, or each other account */
	enum condition_task task;
};

static bool uid_is_free(const struct world *truth, void *context)
{
	const struct subject *subject = context;

	return !conflicts_uid(truth, &truth->now, subject->user, subject->part);
}

static bool full_name_is_free(const struct world *truth, void *context)
{
	const struct subject *subject = context;

	return !conflicts_full_name(truth, &truth->now, subject->user);
}

static bool has_secret_to_begin(const struct world *truth, void *context)
{
	const struct subject *subject = context;

	return trust_has_secret_to_begin(&truth->goal[subject->user]);
}

static bool has_secret(const struct world *truth, void *context)
{
	const struct subject *subject = context;

	return trust_has_secret(truth, &truth->now, subject->user);
}

/* "A token for an account that is disabled, or neither local nor mobile, waits" */
static bool is_able(const struct world *truth, void *context)
{
	const struct subject *subject = context;

	return trust_is_able(&truth->goal[subject->user]);
}

static bool has_tokens(const struct world *truth, void *context)
{
	(void)context;
	return truth->machine.family != WORLD_HFS;
}

/* "FileVault neither encrypting nor decrypting" */
static bool is_steady(const struct world *truth, void *context)
{
	(void)context;
	return truth->machine.filevault != WORLD_FILEVAULT_ENCRYPTING &&
	       truth->machine.filevault != WORLD_FILEVAULT_DECRYPTING;
}

static bool filevault_is_on(const struct world *truth, void *context)
{
	(void)context;
	return truth->machine.filevault == WORLD_FILEVAULT_ON;
}

static bool filevault_is_off(const struct world *truth, void *context)
{
	(void)context;
	return truth->machine.filevault == WORLD_FILEVAULT_OFF;
}

static bool somebody_vouches(const struct world *truth, void *context)
{
	const struct subject *subject = context;
	int g;

	for (g = 0; g < truth->count; g++) {
		if (g != subject->user && trust_is_grantor(truth, &truth->now, g))
			return true;
	}
	return false;
}

/* By a grantor, or by the zero-holder rule. */
static bool token_can_come(const struct world *truth, void *context)
{
	const struct subject *subject = context;

	return somebody_vouches(truth, context) ||
	       (trust_nobody_holds(truth, &truth->now) &&
		       trust_first_token(truth, &truth->now, subject->user));
}

/* "Token none: nothing …; live: u's old password, or grantor g" */
static bool password_can_be_set(const struct world *truth, void *context)
{
	const struct subject *subject = context;

	return truth->now.accounts[subject->user].token == WORLD_TOKEN_NONE ||
	       has_secret(truth, context) || somebody_vouches(truth, context);
}

static bool somebody_adds(const struct world *truth, void *context)
{
	const struct subject *subject = context;
	int g;

	for (g = 0; g < truth->count; g++) {
		if (g != subject->user && truth->now.accounts[g].present &&
			truth->now.accounts[g].unlocks == WORLD_UNLOCKS_YES &&
			trust_has_secret(truth, &truth->now, g) && trust_is_able(&truth->goal[g]))
			return true;
	}
	return false;
}

static bool is_logged_out(const struct world *truth, void *context)
{
	const struct subject *subject = context;

	return !truth->goal[subject->user].logged_in;
}

static bool is_kept(const struct world *truth, void *context)
{
	const struct subject *subject = context;
	struct world_state after = truth->now;
	struct world_account *account = &after.accounts[subject->user];

	if (subject->task == CONDITION_DELETE) {
		*account = (struct world_account){.present = false};
		if (subject->part < POWER_TOKEN_ADMIN &&
			trust_is_last(truth, &truth->now, subject->user, (enum power)subject->part))
			return false;
	}
	if (subject->task == CONDITION_DEMOTE)
		account->admin = WORLD_ADMIN_NO;
	if (subject->task == CONDITION_REVOKE)
		account->token = WORLD_TOKEN_NONE;
	if (subject->task == CONDITION_REMOVE_UNLOCKER)
		account->unlocks = WORLD_UNLOCKS_NO;
	return trust_loss_is_safe(
		truth, &truth->now, subject->user, &after, (enum power)subject->part);
}

static bool mdm_takes_it(const struct world *truth, void *context)
{
	(void)context;
	return trust_mdm_takes_bootstrap(&truth->machine);
}

/* "grantor g (not one promoted for a time)" */
static bool somebody_escrows(const struct world *truth, void *context)
{
	int g;

	(void)context;
	for (g = 0; g < truth->count; g++) {
		if (trust_is_grantor(truth, &truth->now, g) &&
			truth->now.accounts[g].admin == WORLD_ADMIN_YES)
			return true;
	}
	return false;
}

/* "a live holder g with secret" */
static bool somebody_turns_it_on(const struct world *truth, void *context)
{
	int g;

	(void)context;
	for (g = 0; g < truth->count; g++) {
		if (trust_has(&truth->now.accounts[g], POWER_HOLDER) &&
			trust_has_secret(truth, &truth->now, g) && trust_is_able(&truth->goal[g]))
			return true;
	}
	return false;
}

/* "one visible unlocker": where there are unlockers, and none is seen, they conflict with it. */
static bool somebody_is_seen(const struct world *truth, void *context)
{
	bool unlocks = false;
	int i;

	(void)context;
	for (i = 0; i < truth->count; i++) {
		if (!trust_has(&truth->now.accounts[i], POWER_HOLDER))
			continue;
		if (!truth->goal[i].hidden)
			return true;
		unlocks = true;
	}
	return !unlocks;
}

struct condition {
	enum vouch_needs needs;
	truths_claim holds;
	truths_claim before; /* it is enough that this held on the way */
};

enum { CONDITIONS_MAX = 6 };

static const struct condition conditions[CONDITION_TASKS][CONDITIONS_MAX] = {
	[CONDITION_CREATE] = {{VOUCH_NEEDS_CONFLICT, uid_is_free},
		{VOUCH_NEEDS_CONFLICT, full_name_is_free},
		{VOUCH_NEEDS_PASSWORD, has_secret_to_begin}},
	[CONDITION_DELETE] = {{VOUCH_NEEDS_LOGOUT, is_logged_out},
		{VOUCH_NEEDS_REPLACEMENT, is_kept}},
	[CONDITION_DEMOTE] = {{VOUCH_NEEDS_REPLACEMENT, is_kept}},
	[CONDITION_GRANT] = {{VOUCH_NEEDS_CONFLICT, is_able}, {VOUCH_NEEDS_VERSION, has_tokens},
		{VOUCH_NEEDS_PASSWORD, has_secret}, {VOUCH_NEEDS_FILEVAULT, is_steady},
		{VOUCH_NEEDS_GRANTOR, token_can_come, somebody_vouches}},
	[CONDITION_REPAIR] = {{VOUCH_NEEDS_CONFLICT, is_able}, {VOUCH_NEEDS_VERSION, has_tokens},
		{VOUCH_NEEDS_PASSWORD, has_secret}, {VOUCH_NEEDS_FILEVAULT, is_steady},
		{VOUCH_NEEDS_GRANTOR, somebody_vouches, somebody_vouches}},
	[CONDITION_REVOKE] = {{VOUCH_NEEDS_PASSWORD, has_secret},
		{VOUCH_NEEDS_GRANTOR, somebody_vouches, somebody_vouches},
		{VOUCH_NEEDS_REPLACEMENT, is_kept}},
	[CONDITION_SET_PASSWORD] = {{VOUCH_NEEDS_GRANTOR, password_can_be_set,
		password_can_be_set}},
	[CONDITION_ADD_UNLOCKER] = {{VOUCH_NEEDS_PASSWORD, has_secret},
		{VOUCH_NEEDS_FILEVAULT, filevault_is_on},
		{VOUCH_NEEDS_GRANTOR, somebody_adds, somebody_adds}},
	[CONDITION_REMOVE_UNLOCKER] = {{VOUCH_NEEDS_FILEVAULT, filevault_is_on},
		{VOUCH_NEEDS_REPLACEMENT, is_kept}},
	[CONDITION_ESCROW] = {{VOUCH_NEEDS_VERSION, mdm_takes_it},
		{VOUCH_NEEDS_GRANTOR, somebody_escrows, somebody_escrows}},
	[CONDITION_ENABLE_FILEVAULT] = {{VOUCH_NEEDS_VERSION, has_tokens},
		{VOUCH_NEEDS_FILEVAULT, filevault_is_off},
		{VOUCH_NEEDS_GRANTOR, somebody_turns_it_on},
		{VOUCH_NEEDS_CONFLICT, somebody_is_seen}},
};

const struct world_state *conditions_end(const struct condition_path *path)
{
	return path->count > 0 ? &path->after[path->count - 1] : path->start;
}

/* The best answer here, and with anybody promoted for a time whom promise 5 lets be. */
static void ask_here(const struct world *world, const struct world_state *state, truths_claim claim,
	struct subject *subject, enum truths_answer *best)
{
	struct world_state promoted;
	int i;

	for (i = -1; i < world->count && *best != TRUTHS_ALWAYS; i++) {
		enum truths_answer answer;

		if (i >= 0 &&
			!truths_allow(world, state, VERB_PROMOTE_FOR_A_TIME, i, -1, &promoted))
			continue;
		answer = truths_ask(world, i < 0 ? state : &promoted, claim, subject);
		if (answer > *best)
			*best = answer;
	}
}

/* That it is missing is a condition of its own. */
static void supply_password(struct world *world, const struct world_state *state, int user)
{
	if (trust_has_secret(world, state, user))
		return;
	world->goal[user].password = WORLD_PASSWORD_GIVEN;
	world->goal[user].secret = true;
}

static enum truths_answer answer_of(const struct condition_path *path,
	const struct condition *condition, bool on_the_way, struct subject *subject)
{
	enum truths_answer best =
		truths_ask(path->world, conditions_end(path), condition->holds, subject);
	struct world world;
	int i;

	if (condition->before == NULL || best == TRUTHS_ALWAYS)
		return best;
	world = *path->world;
	if (subject->task != CONDITION_SET_PASSWORD && subject->user >= 0)
		supply_password(&world, conditions_end(path), subject->user);
	ask_here(&world, conditions_end(path), condition->holds, subject, &best);
	/* What was not known then has come to nothing. */
	for (i = -1; on_the_way && i < path->count - 1 && best != TRUTHS_ALWAYS; i++) {
		enum truths_answer before = TRUTHS_NEVER;

		ask_here(&world, i < 0 ? path->start : &path->after[i], condition->before, subject,
			&before);
		if (before == TRUTHS_ALWAYS)
			best = before;
	}
	return best;
}

/* What is not known comes before everything else. */
static enum vouch_needs needs_of(const struct condition *condition, enum truths_answer answer)
{
	switch (answer) {
	case TRUTHS_NEVER: return condition->needs;
	case TRUTHS_NOW_AND_THEN: return VOUCH_NEEDS_UNKNOWN;
	case TRUTHS_ALWAYS: break;
	}
	return VOUCH_NEEDS_COUNT;
}

static enum vouch_needs first_lack(
	const struct condition_path *path, enum condition_task task, int user, bool on_the_way)
{
	struct subject subject = {.user = user, .task = task};
	enum vouch_needs first = VOUCH_NEEDS_COUNT;
	const struct condition *condition = conditions[task];

	for (; condition < conditions[task] + CONDITIONS_MAX && condition->holds; condition++) {
		int parts = condition->holds == is_kept       ? POWER_COUNT
			    : condition->holds == uid_is_free ? path->world->count
							      : 1;

		for (subject.part = 0; subject.part < parts; subject.part++) {
			enum vouch_needs needs = needs_of(
				condition, answer_of(path, condition, on_the_way, &subject));
			if (needs < first)
				first = needs;
		}
	}
	return first;
}

enum vouch_needs conditions_lack(
	const struct condition_path *path, enum condition_task task, int user)
{
	enum vouch_needs first = first_lack(path, task, user, !path->at_the_end);

	/* Who vouched did something else instead, and cannot any more. */
	return first == VOUCH_NEEDS_COUNT ? first_lack(path, task, user, false) : first;
}
