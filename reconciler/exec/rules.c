/* rules.c – one row an action. */
#include "rules.h"

static const struct rule rules[] = {
	[VOUCH_ACTION_PROMOTE] = {.subject = NEED_PRESENT, .result = RESULT_PRESENT | RESULT_ADMIN},
	[VOUCH_ACTION_MINT_TOKEN] = {.subject = NEED_PRESENT | NEED_TOKEN_NONE | NEED_USABLE,
		.machine = MACHINE_STEADY | MACHINE_NOBODY_HOLDS,
		.result = RESULT_PRESENT | RESULT_TOKEN_LIVE,
		.needs_secret = true,
		.proof_is_effect = true,
		.lags = true},
	[VOUCH_ACTION_CREATE_USER] = {.subject = NEED_NO_ACCOUNT,
		.grantor = GRANTOR_OPTIONAL,
		.result = RESULT_PRESENT | RESULT_NEW_UUID,
		.needs_secret = true,
		.error_is_final = true},
	[VOUCH_ACTION_REPAIR_TOKEN] = {.subject = NEED_PRESENT | NEED_TOKEN_DEAD | NEED_USABLE,
		.grantor = GRANTOR_FULL,
		.machine = MACHINE_STEADY,
		.result = RESULT_PRESENT | RESULT_TOKEN_LIVE,
		.needs_secret = true,
		.proves_secret = true,
		.lags = true},
	[VOUCH_ACTION_GRANT_TOKEN] = {.subject = NEED_PRESENT | NEED_TOKEN_NONE | NEED_USABLE,
		.grantor = GRANTOR_FULL,
		.machine = MACHINE_STEADY,
		.result = RESULT_PRESENT | RESULT_TOKEN_LIVE,
		.needs_secret = true,
		.proves_secret = true,
		.lags = true},
	[VOUCH_ACTION_ADD_UNLOCKER] = {.subject = NEED_PRESENT | NEED_UNLISTED | NEED_USABLE,
		.grantor = GRANTOR_UNLOCKER,
		.machine = MACHINE_FILEVAULT_ON,
		.result = RESULT_PRESENT | RESULT_LISTED,
		.needs_secret = true,
		.proves_secret = true,
		.lags = true},
	[VOUCH_ACTION_SET_PASSWORD] = {.subject = NEED_PRESENT,
		.grantor = GRANTOR_OPTIONAL,
		.result = RESULT_PRESENT | RESULT_PASSWORD_WORKS,
		.needs_secret = true,
		.error_is_final = true},
	[VOUCH_ACTION_UPDATE_USER] = {.subject = NEED_PRESENT, .result = RESULT_PRESENT},
	[VOUCH_ACTION_ESCROW_BOOTSTRAP] = {.grantor = GRANTOR_FULL,
		.machine = MACHINE_BOOTSTRAP_FREE,
		.result = RESULT_ESCROWED,
		.error_is_final = true,
		.lags = true},
	[VOUCH_ACTION_REVOKE_TOKEN] = {.subject = NEED_PRESENT | NEED_TOKEN_SOME,
		.grantor = GRANTOR_FULL,
		.takes = TAKES_TOKEN,
		.result = RESULT_PRESENT | RESULT_TOKEN_NONE,
		.needs_secret = true,
		.proves_secret = true,
		.lags = true},
	[VOUCH_ACTION_REMOVE_UNLOCKER] = {.subject = NEED_PRESENT | NEED_LISTED,
		.machine = MACHINE_FILEVAULT_ON,
		.takes = TAKES_UNLOCKER,
		.result = RESULT_PRESENT | RESULT_UNLISTED,
		.lags = true},
	[VOUCH_ACTION_DEMOTE] = {.subject = NEED_PRESENT,
		.takes = TAKES_ADMIN,
		.result = RESULT_PRESENT | RESULT_NO_ADMIN},
	[VOUCH_ACTION_DELETE_USER] = {.subject = NEED_PRESENT,
		.grantor = GRANTOR_OPTIONAL,
		.machine = MACHINE_LOGGED_OUT,
		.takes = TAKES_ADMIN | TAKES_TOKEN | TAKES_UNLOCKER,
		.result = RESULT_ABSENT},
	[VOUCH_ACTION_ENABLE_FILEVAULT] = {.grantor = GRANTOR_HOLDER,
		.machine = MACHINE_FILEVAULT_OFF,
		.result = RESULT_FILEVAULT_ON,
		.error_is_final = true,
		.lags = true},
	/* No second tool tells: what diskutil reports is all there is. (FACTS 4.5) */
	[VOUCH_ACTION_REFRESH_PREBOOT] = {.machine = MACHINE_FILEVAULT_ON, .error_is_final = true},
};
_Static_assert(sizeof rules / sizeof rules[0] == VOUCH_ACTION_COUNT, "one row an action");

static void add_flags(struct rule *rule, const struct vouch_change *change)
{
	/* Ending what a temporary promotion gave takes nothing that was anybody's. */
	if (change->action == VOUCH_ACTION_DEMOTE && change->temporary) {
		rule->takes = 0;
		rule->may_be_there = true; /* the promotion may not have taken */
	}
	if (change->action != VOUCH_ACTION_CREATE_USER)
		return;
	if (change->by != NULL || change->first_token) {
		rule->machine |= MACHINE_STEADY;
		rule->result |= RESULT_TOKEN_LIVE;
		rule->lags = true;
	}
	if (change->first_token)
		rule->machine |= MACHINE_NOBODY_HOLDS;
	if (vouch_change_difference(change, "admin") == NULL)
		rule->result |= RESULT_NO_ADMIN;
}

struct rule rule_of(const struct vouch_change *change)
{
	struct rule rule = rules[change->action];

	if (rule.grantor == GRANTOR_OPTIONAL)
		rule.grantor = change->by == NULL ? GRANTOR_NEVER : GRANTOR_FULL;
	/* By a grantor: the leaver's token is taken off first, for which both passwords serve. */
	if (change->action == VOUCH_ACTION_DELETE_USER && change->by != NULL) {
		rule.needs_secret = true;
		rule.proves_secret = true;
		rule.lags = true;
	}
	add_flags(&rule, change);
	return rule;
}
