/* conditions.c – the column "Needs" of the table of actions, and promise 4, cut into single
 * claims. */
#include "conditions.h"

#include <stddef.h>

#include "conflicts.h"
#include "trust.h"

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

const struct condition conditions[CONDITION_TASKS][CONDITIONS_MAX] = {
	[CONDITION_CREATE] = {{VOUCH_NEEDS_CONFLICT, uid_is_free, NULL},
		{VOUCH_NEEDS_CONFLICT, full_name_is_free, NULL},
		{VOUCH_NEEDS_PASSWORD, has_secret_to_begin, NULL}},
	[CONDITION_DELETE] = {{VOUCH_NEEDS_LOGOUT, is_logged_out, NULL},
		{VOUCH_NEEDS_REPLACEMENT, is_kept, NULL}},
	[CONDITION_DEMOTE] = {{VOUCH_NEEDS_REPLACEMENT, is_kept, NULL}},
	[CONDITION_GRANT] = {{VOUCH_NEEDS_CONFLICT, is_able, NULL},
		{VOUCH_NEEDS_VERSION, has_tokens, NULL}, {VOUCH_NEEDS_PASSWORD, has_secret, NULL},
		{VOUCH_NEEDS_FILEVAULT, is_steady, NULL},
		{VOUCH_NEEDS_GRANTOR, token_can_come, somebody_vouches}},
	[CONDITION_REPAIR] = {{VOUCH_NEEDS_CONFLICT, is_able, NULL},
		{VOUCH_NEEDS_VERSION, has_tokens, NULL}, {VOUCH_NEEDS_PASSWORD, has_secret, NULL},
		{VOUCH_NEEDS_FILEVAULT, is_steady, NULL},
		{VOUCH_NEEDS_GRANTOR, somebody_vouches, somebody_vouches}},
	[CONDITION_REVOKE] = {{VOUCH_NEEDS_PASSWORD, has_secret, NULL},
		{VOUCH_NEEDS_GRANTOR, somebody_vouches, somebody_vouches},
		{VOUCH_NEEDS_REPLACEMENT, is_kept, NULL}},
	[CONDITION_SET_PASSWORD] = {{VOUCH_NEEDS_GRANTOR, password_can_be_set,
		password_can_be_set}},
	[CONDITION_ADD_UNLOCKER] = {{VOUCH_NEEDS_PASSWORD, has_secret, NULL},
		{VOUCH_NEEDS_FILEVAULT, filevault_is_on, NULL},
		{VOUCH_NEEDS_GRANTOR, somebody_adds, somebody_adds}},
	[CONDITION_REMOVE_UNLOCKER] = {{VOUCH_NEEDS_FILEVAULT, filevault_is_on, NULL},
		{VOUCH_NEEDS_REPLACEMENT, is_kept, NULL}},
	[CONDITION_ESCROW] = {{VOUCH_NEEDS_VERSION, mdm_takes_it, NULL},
		{VOUCH_NEEDS_GRANTOR, somebody_escrows, somebody_escrows}},
	[CONDITION_ENABLE_FILEVAULT] = {{VOUCH_NEEDS_VERSION, has_tokens, NULL},
		{VOUCH_NEEDS_FILEVAULT, filevault_is_off, NULL},
		{VOUCH_NEEDS_GRANTOR, somebody_turns_it_on, NULL},
		{VOUCH_NEEDS_CONFLICT, somebody_is_seen, NULL}},
};

int conditions_parts(const struct condition *condition, const struct world *world)
{
	if (condition->holds == is_kept)
		return POWER_COUNT;
	return condition->holds == uid_is_free ? world->count : 1;
}
