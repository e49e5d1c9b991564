/* postcondition.c – did it take? The action's row of the table, and the change's differences. */
#include <string.h>
#include <strings.h>

#include "vouch/base/text.h"
#include "walk.h"

enum { LOOKS_WHERE_IT_LAGS = 6, MILLISECONDS_BETWEEN = 500 };

/* --- differences ----------------------------------------------------------------------------- */

static bool token_is_as(const struct vouch_account *account, const char *wanted)
{
	enum vouch_token token;

	if (vouch_text_equal(wanted, "true"))
		return account->token == VOUCH_TOKEN_LIVE;
	if (vouch_text_equal(wanted, "false"))
		return account->token == VOUCH_TOKEN_NONE;
	return vouch_token_parse(wanted, &token) && token != VOUCH_TOKEN_UNKNOWN &&
	       token == account->token;
}

/* On APFS who holds a token unlocks the disk, from when FileVault is on; the list may be empty
 * until then. */
static bool membership_is_as(const struct vouch_account *account, const char *wanted)
{
	if (vouch_text_equal(wanted, "true"))
		return account->filevault == VOUCH_YES || account->token == VOUCH_TOKEN_LIVE;
	return vouch_text_equal(wanted, "false") &&
	       (account->filevault == VOUCH_NO || account->token_crypto_user == VOUCH_NO);
}

/* "true", "until 2027-01-31": an administrator now. */
static bool admin_is_as(const struct vouch_account *account, const char *wanted)
{
	if (vouch_text_equal(wanted, "false"))
		return account->admin == VOUCH_NO;
	return account->admin == VOUCH_YES;
}

/* "a, b": each of them is there, whoever else is. */
static bool groups_are_as(const struct vouch_account *account, const char *wanted)
{
	const char *at = wanted;

	while (account->groups.known && *at != '\0') {
		size_t length = strcspn(at, ","), i;
		bool found = false;

		for (i = 0; i < account->groups.names.count; i++) {
			const char *group = account->groups.names.items[i];

			found = found ||
				(strlen(group) == length && strncasecmp(group, at, length) == 0);
		}
		if (!found)
			return false;
		at += length;
		at += strspn(at, ", ");
	}
	return account->groups.known;
}

static bool field_is_as(struct vouch_arena *arena, const struct vouch_account *account,
	const struct vouch_field_info *info, const struct vouch_user *desired, const char *wanted)
{
	const struct vouch_value *declared =
		desired == NULL ? NULL : vouch_user_field(desired, info->field);
	struct vouch_value observed = vouch_field_observed(info->field, account);

	if (info->field == VOUCH_FIELD_SECURE_TOKEN)
		return token_is_as(account, wanted);
	if (info->field == VOUCH_FIELD_FILEVAULT)
		return membership_is_as(account, wanted);
	if (info->field == VOUCH_FIELD_ADMIN)
		return admin_is_as(account, wanted);
	if (info->change == VOUCH_CHANGE_NEVER)
		return true; /* no wish about the account: its action has its own proof */
	if (info->kind == VOUCH_VALUE_NAMES && declared != NULL)
		return vouch_field_matches(info->field, declared, &observed) == VOUCH_YES;
	if (info->field == VOUCH_FIELD_GROUPS)
		return groups_are_as(account, wanted);
	if (info->field == VOUCH_FIELD_NOT_GROUPS)
		return false; /* without its declaration nobody knows which: unknown is no proof */
	return observed.kind != VOUCH_VALUE_UNKNOWN &&
	       vouch_text_equal(vouch_field_text(arena, info->field, &observed), wanted);
}

static bool differences_hold(struct step *step)
{
	const struct vouch_change *change = step->change;
	size_t i;

	for (i = 0; i < change->difference_count; i++) {
		const struct vouch_difference *difference = &change->differences[i];
		const struct vouch_field_info *info = vouch_field_find(difference->field);

		if (info == NULL || info->field == VOUCH_FIELD_STATE || change->user == NULL)
			continue; /* the row of the action says it: present, absent, the machine */
		if (!field_is_as(&step->walk->arena, &step->after, info, change->desired,
			    difference->to == NULL ? "" : difference->to))
			return step_refuse(step, VOUCH_OUTCOME_FAILED,
				"it did not take: %s is not \"%s\" after all", difference->field,
				difference->to == NULL ? "" : difference->to);
	}
	return true;
}

/* --- the row of the action ------------------------------------------------------------------- */

/* Unknown is not "failed": the step stays open, and the next run settles it by looking. */
static bool not_seen(struct step *step, const struct vouch_err *err)
{
	return step_refuse(step, VOUCH_OUTCOME_OPEN, "whether it took could not be seen%s%s",
		err == NULL ? "" : ": ", err == NULL ? "" : err->msg);
}

static bool not_taken(struct step *step, const char *what)
{
	return step_refuse(step, VOUCH_OUTCOME_FAILED, "it did not take: %s", what);
}

static bool is_there(const char *text)
{
	return text != NULL && text[0] != '\0';
}

/* What every account has, declared or not. A name in full is a matter of taste. */
static bool is_whole(struct step *step)
{
	const struct vouch_account *after = &step->after;

	if (after->password != VOUCH_YES)
		return not_taken(step, "the account has no password");
	if (!after->uid.known || !after->gid.known)
		return not_taken(step, "its record has no uid, or no primary group");
	if (!is_there(after->home) || !is_there(after->shell))
		return not_taken(step, "its record has no home, or no shell");
	return true;
}

static bool identity_holds(struct step *step)
{
	unsigned need = step->rule.result;
	const char *wanted =
		(need & RESULT_NEW_UUID) != 0 ? step->intent.new_uuid : step->change->uuid;

	if ((need & RESULT_ABSENT) != 0)
		return !step->is_present || not_taken(step, "the account is still there");
	if (!step->is_present)
		return not_taken(step, "the account is not there");
	if (wanted == NULL || !vouch_text_equal_nocase(wanted, step->after.uuid))
		return not_taken(step, "the account of that name is another one");
	return (need & RESULT_NEW_UUID) == 0 || is_whole(step);
}

/* What the row of the action asks for could be read. */
static bool is_readable(const struct step *step)
{
	const struct vouch_account *after = &step->after;
	unsigned need = step->rule.result;

	if (!step->is_present)
		return true;
	if ((need & (RESULT_ADMIN | RESULT_NO_ADMIN)) != 0 && after->admin == VOUCH_UNKNOWN)
		return false;
	if ((need & (RESULT_TOKEN_LIVE | RESULT_TOKEN_NONE)) != 0 &&
		after->token == VOUCH_TOKEN_UNKNOWN)
		return false;
	if ((need & (RESULT_LISTED | RESULT_UNLISTED)) != 0 && after->filevault == VOUCH_UNKNOWN)
		return false;
	return after->uuid != NULL;
}

static bool account_holds(struct step *step)
{
	const struct vouch_account *after = &step->after;
	unsigned need = step->rule.result;

	if (!is_readable(step))
		return not_seen(step, NULL);
	if (!identity_holds(step))
		return false;
	if ((need & RESULT_ADMIN) != 0 && after->admin != VOUCH_YES)
		return not_taken(step, "it is not an administrator");
	if ((need & RESULT_NO_ADMIN) != 0 && after->admin != VOUCH_NO)
		return not_taken(step, "it is an administrator");
	if ((need & RESULT_TOKEN_LIVE) != 0 && after->token != VOUCH_TOKEN_LIVE)
		return not_taken(step, "tag and crypto user do not both say that it holds a token");
	if ((need & RESULT_TOKEN_NONE) != 0 && after->token != VOUCH_TOKEN_NONE)
		return not_taken(
			step, "tag and crypto user do not both say that its token is gone");
	if ((need & RESULT_LISTED) != 0 && after->filevault != VOUCH_YES)
		return not_taken(step, "it is not in the FileVault list");
	if ((need & RESULT_UNLISTED) != 0 && after->filevault != VOUCH_NO)
		return not_taken(step, "it is in the FileVault list");
	return true;
}

/* The tool that speaks for macOS, beside tag and crypto user. (FACTS Q1) */
static bool status_holds(struct step *step)
{
	const struct vouch_probe *probe = step->walk->executor->probe;
	bool live = (step->rule.result & RESULT_TOKEN_LIVE) != 0;
	enum vouch_tri status = VOUCH_UNKNOWN;
	struct vouch_err err = {0};

	if ((step->rule.result & (RESULT_TOKEN_LIVE | RESULT_TOKEN_NONE)) == 0)
		return true;
	if (probe->ops->token_status(probe->self, step->change->user, &status, &err) < 0)
		return not_seen(step, &err);
	if (status == VOUCH_UNKNOWN)
		return not_seen(step, NULL);
	if (status != vouch_tri_from(live))
		return not_taken(step, live ? "macOS does not report its token as enabled"
					    : "macOS does not report its token as disabled");
	return true;
}

static bool machine_became(struct step *step)
{
	const struct vouch_probe *probe = step->walk->executor->probe;
	unsigned need = step->rule.result;
	struct vouch_machine machine = {0};
	struct vouch_err err = {0};

	if ((need & (RESULT_FILEVAULT_ON | RESULT_ESCROWED)) == 0)
		return true;
	if (probe->ops->look_machine(probe->self, &step->walk->arena, &machine, &err) < 0)
		return not_seen(step, &err);
	if (((need & RESULT_FILEVAULT_ON) != 0 && machine.filevault == VOUCH_FILEVAULT_UNKNOWN) ||
		((need & RESULT_ESCROWED) != 0 &&
			machine.bootstrap_token == VOUCH_BOOTSTRAP_UNKNOWN))
		return not_seen(step, NULL);
	if ((need & RESULT_FILEVAULT_ON) != 0 && machine.filevault != VOUCH_FILEVAULT_ON &&
		machine.filevault != VOUCH_FILEVAULT_ENCRYPTING)
		return not_taken(step, "FileVault is not on");
	if ((need & RESULT_ESCROWED) != 0 && machine.bootstrap_token != VOUCH_BOOTSTRAP_ESCROWED)
		return not_taken(step, "the bootstrap token is not escrowed");
	return true;
}

static bool look_after(struct step *step)
{
	const struct vouch_probe *probe = step->walk->executor->probe;
	enum vouch_tri present = VOUCH_UNKNOWN;
	struct vouch_err err = {0};

	if (step->change->user == NULL)
		return true;
	memset(&step->after, 0, sizeof step->after);
	if (probe->ops->look(probe->self, &step->walk->arena, step->change->user, &step->after,
		    &present, &err) < 0)
		return not_seen(step, &err);
	if (present == VOUCH_UNKNOWN)
		return not_seen(step, NULL);
	step->is_present = present == VOUCH_YES;
	return true;
}

bool postcondition_holds_now(struct step *step)
{
	if (!look_after(step))
		return false;
	if (step->change->user != NULL && !account_holds(step))
		return false;
	if ((step->rule.result & RESULT_ABSENT) != 0)
		return true;
	return differences_hold(step) && status_holds(step) && machine_became(step);
}

bool postcondition_holds(struct step *step)
{
	const struct vouch_executor *executor = step->walk->executor;
	int looks = step->rule.lags ? LOOKS_WHERE_IT_LAGS : 1;

	for (;;) {
		if (postcondition_holds_now(step))
			return true;
		if (--looks == 0)
			return false;
		if (executor->wait != NULL)
			executor->wait(executor->self, MILLISECONDS_BETWEEN);
	}
}
