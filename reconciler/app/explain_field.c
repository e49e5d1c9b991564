/* explain_field.c – each field: who said it, who was overridden, what is there, what becomes of it.
 */
#include <string.h>

#include "explain.h"
#include "vouch/base/text.h"

static void read_declaration(struct vouch_arena *arena, const struct vouch_trust_account *account,
	struct vouch_explained_field *out)
{
	const struct vouch_user *user = account->user;
	const struct vouch_value *value;
	size_t i;

	if (user == NULL)
		return;
	value = &user->fields[out->field];
	out->desired = vouch_field_text(arena, out->field, value);
	out->source = value->pos;
	out->taken_back = value->kind == VOUCH_VALUE_NONE && value->pos.file != NULL;
	if (out->field == VOUCH_FIELD_STATE && out->desired == NULL) {
		out->desired = "present";
		out->implied = true;
		out->source = user->pos;
	}
	for (i = 0; i < user->overridden.count; i++) {
		const struct vouch_overridden *below = &user->overridden.items[i];

		if (below->field == out->field)
			*VOUCH_PUSH(arena, &out->overridden) = (struct vouch_explained_value){
				vouch_field_text(arena, below->field, &below->value),
				below->value.pos};
	}
}

/* Is the word one of a list such as "secure_token, volume_owner"? */
static bool is_listed(const char *list, const char *word)
{
	size_t length = strlen(word);
	const char *at = strstr(list, word);

	for (; at != NULL; at = strstr(at + 1, word)) {
		bool begins = at == list || at[-1] == ' ';

		if (begins && (at[length] == '\0' || at[length] == ','))
			return true;
	}
	return false;
}

static const char *why_unread(const struct vouch_decision *decision, const char *name)
{
	size_t i;

	for (i = 0; i < decision->unread.count; i++) {
		if (is_listed(decision->unread.items[i].what, name))
			return decision->unread.items[i].why;
	}
	return decision->offline ? "the snapshot has it so" : "no tool said why";
}

static void read_observation(struct vouch_arena *arena, const struct vouch_explanation *explanation,
	struct vouch_explained_field *out)
{
	const struct vouch_trust_account *account = explanation->account;
	struct vouch_value has;

	if (account->baseline != NULL)
		out->established = account->baseline->fields[out->field];
	out->established_by = "so already when it was adopted";
	if (out->field == VOUCH_FIELD_STATE) {
		out->observed = account->half_made != NULL ? "half made"
				: account->present         ? "present"
							   : "absent";
		return;
	}
	if (account->account == NULL)
		return;
	has = vouch_field_observed(out->field, account->account);
	out->observed = vouch_field_text(arena, out->field, &has);
	if (out->field == VOUCH_FIELD_SECURE_TOKEN) /* as it counts: a token may be known dead */
		out->observed = vouch_token_text(account->token);
	if (vouch_text_equal(out->observed, "unknown"))
		out->unread = why_unread(explanation->decision, vouch_field_info(out->field)->name);
}

static const struct vouch_change *action_for(
	const struct vouch_explanation *explanation, enum vouch_field field)
{
	const char *name = vouch_field_info(field)->name;
	size_t i;

	for (i = 0; i < explanation->actions.count; i++) {
		const struct vouch_change *change = explanation->actions.items[i];

		if (vouch_text_equal(change->user, explanation->account->name) &&
			!change->temporary && vouch_change_difference(change, name) != NULL)
			return change;
	}
	return NULL;
}

static const struct vouch_waiting *waiting_for(
	const struct vouch_explanation *explanation, enum vouch_field field)
{
	const char *name = vouch_field_info(field)->name;
	size_t i;

	for (i = 0; i < explanation->waiting.count; i++) {
		const struct vouch_waiting *waiting = explanation->waiting.items[i];

		if (vouch_text_equal(waiting->user, explanation->account->name) &&
			vouch_text_equal(waiting->field, name))
			return waiting;
	}
	return NULL;
}

/* --- what becomes of it -------------------------------------------------------------------------
 */

static const char *of_action(struct vouch_arena *arena, const struct vouch_change *change)
{
	const char *by = change->by == NULL ? "" : vouch_arena_printf(arena, " by %s", change->by);

	return vouch_arena_printf(arena, "step %d of the plan: %s%s", change->id,
		vouch_action_text(change->action), by);
}

static const char *of_waiting(struct vouch_arena *arena, const struct vouch_waiting *waiting)
{
	return vouch_arena_printf(arena, "waits for: %s%s%s", vouch_needs_text(waiting->needs),
		waiting->of == NULL ? "" : " of ", waiting->of == NULL ? "" : waiting->of);
}

/* Fields that are no wish about the account. */
static const char *of_credential(
	const struct vouch_explanation *explanation, const struct vouch_explained_field *field)
{
	const struct vouch_trust_account *account = explanation->account;

	if (field->field == VOUCH_FIELD_ON_REMOVAL)
		return account->leaves ? "what becomes of the home"
				       : "counts where state is absent only";
	if (account->password_why != NULL)
		return account->password_why;
	if (account->proved)
		return "was proved before; it is used to create and to vouch, and never enforced";
	return "is used to create and to vouch, and never enforced";
}

static const char *of_undeclared(
	const struct vouch_explanation *explanation, const struct vouch_explained_field *field)
{
	if (explanation->account->user == NULL)
		return field->field == VOUCH_FIELD_STATE
			       ? "not listed: Vouch never touches this account"
			       : "not listed: never touched";
	if (field->taken_back)
		return "a later layer takes the declaration back: not touched";
	return "not declared: never touched";
}

static const char *of_difference(
	const struct vouch_explanation *explanation, const struct vouch_explained_field *field)
{
	if (explanation->decision->plan.status == VOUCH_PLAN_REFUSED)
		return "differs, and nothing is done: the plan is refused";
	if (vouch_field_info(field->field)->change == VOUCH_CHANGE_CREATION)
		return "differs, and is left so: it applies at creation only (immutable_field)";
	if (explanation->account->only_reported)
		return "differs, and is left so: the bootstrap token hands it back at every login "
		       "(bootstrap_regrants)";
	if (!explanation->account->present)
		return "comes with the account";
	return "differs, and no action of this plan reaches it";
}

static const char *of_unread(const struct vouch_explained_field *field)
{
	return vouch_field_info(field->field)->change == VOUCH_CHANGE_CREATION
		       ? "could not be read; it applies at creation only"
		       : "could not be read: nothing is done";
}

static const char *why(struct vouch_arena *arena, const struct vouch_explanation *explanation,
	const struct vouch_explained_field *field)
{
	const struct vouch_trust_account *account = explanation->account;
	enum vouch_field_change change = vouch_field_info(field->field)->change;

	if (field->action != NULL)
		return of_action(arena, field->action);
	if (field->waiting != NULL)
		return of_waiting(arena, field->waiting);
	if (field->desired == NULL)
		return of_undeclared(explanation, field);
	if (change == VOUCH_CHANGE_NEVER)
		return of_credential(explanation, field);
	if (account->leaves && field->field != VOUCH_FIELD_STATE)
		return "counts for nothing: state is absent";
	if (account->namesake != NULL)
		return vouch_arena_printf(arena,
			"waits: %s is declared as well, and means the same account",
			account->namesake);
	if (!account->present && waiting_for(explanation, VOUCH_FIELD_STATE) != NULL)
		return "waits with the account";
	switch (field->verdict.kind) {
	case VOUCH_VERDICT_UNDECLARED: return of_undeclared(explanation, field);
	case VOUCH_VERDICT_UNKNOWN: return of_unread(field);
	case VOUCH_VERDICT_AS_DECLARED:
		return field->verdict.adopted ? "as declared: the next run records it, no tool runs"
					      : "as declared: nothing to do";
	case VOUCH_VERDICT_DIFFERS: return of_difference(explanation, field);
	case VOUCH_VERDICT_COUNT: break;
	}
	return "";
}

void vouch_explain_fields(struct vouch_arena *arena, struct vouch_explanation *explanation)
{
	enum vouch_field at;

	for (at = 0; at < VOUCH_FIELD_COUNT; at++) {
		struct vouch_explained_field *field = &explanation->fields[at];

		field->field = at;
		field->verdict = explanation->account->fields[at];
		read_declaration(arena, explanation->account, field);
		read_observation(arena, explanation, field);
		field->action = action_for(explanation, at);
		field->waiting = waiting_for(explanation, at);
		field->why = why(arena, explanation, field);
	}
}

/* The newest action that was done and changed this field. */
static const struct vouch_step_record *made_by(
	const struct vouch_step_records *steps, const char *field)
{
	size_t i, j;

	for (i = 0; i < steps->count; i++) {
		const struct vouch_step_record *step = &steps->items[i];

		for (j = 0; j < step->difference_count; j++) {
			if (step->outcome == VOUCH_OUTCOME_DONE && !step->temporary &&
				vouch_text_equal(step->differences[j].field, field))
				return step;
		}
	}
	return NULL;
}

void vouch_explain_history(struct vouch_arena *arena, struct vouch_explanation *explanation,
	const struct vouch_step_records *steps)
{
	enum { SHOWN = 10 };
	enum vouch_field at;

	explanation->history = *steps;
	if (explanation->history.count > SHOWN)
		explanation->history.count = SHOWN;
	for (at = 0; at < VOUCH_FIELD_COUNT; at++) {
		struct vouch_explained_field *field = &explanation->fields[at];
		const struct vouch_step_record *step = made_by(steps, vouch_field_info(at)->name);

		if (field->established == NULL || step == NULL)
			continue;
		field->established_run = step->run;
		field->established_by = vouch_arena_printf(arena, "made so by run %lld (%s)",
			(long long)step->run, vouch_action_text(step->action));
	}
}
