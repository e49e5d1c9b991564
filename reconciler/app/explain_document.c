/* explain_document.c – an explanation as vouch.explain/1: keys in a fixed order, each present. */
#include "document_parts.h"
#include "explain.h"

static void write_layers(struct vouch_json *json, const struct vouch_desired *desired)
{
	size_t i;

	vouch_json_open(json, "layers", '[');
	for (i = 0; i < desired->layers.count; i++) {
		const struct vouch_layer *layer = &desired->layers.items[i];

		vouch_json_open(json, NULL, '{');
		vouch_json_text(json, "path", layer->path);
		vouch_json_text(json, "use", vouch_layer_use_text(layer->use));
		vouch_json_source(json, "source", layer->pos);
		vouch_json_close(json, '}');
	}
	vouch_json_close(json, ']');
}

static void write_overridden(struct vouch_json *json, const struct vouch_explained_field *field)
{
	size_t i;

	vouch_json_open(json, "overridden", '[');
	for (i = 0; i < field->overridden.count; i++) {
		vouch_json_open(json, NULL, '{');
		vouch_json_text(json, "value", field->overridden.items[i].value);
		vouch_json_source(json, "source", field->overridden.items[i].source);
		vouch_json_close(json, '}');
	}
	vouch_json_close(json, ']');
}

static void write_number_or_null(struct vouch_json *json, const char *key, int64_t number)
{
	if (number == 0)
		vouch_json_text(json, key, NULL);
	else
		vouch_json_number(json, key, number);
}

static void write_field(struct vouch_json *json, const struct vouch_explained_field *field)
{
	bool differs = field->verdict.kind == VOUCH_VERDICT_DIFFERS;
	/* A password is no wish about the account: it is not compared. */
	bool compared = vouch_field_info(field->field)->change != VOUCH_CHANGE_NEVER;

	vouch_json_open(json, NULL, '{');
	vouch_json_text(json, "field", vouch_field_info(field->field)->name);
	vouch_json_text(json, "desired", field->desired);
	vouch_json_source(json, "source", field->source);
	vouch_json_flag(json, "implied", field->implied);
	vouch_json_flag(json, "taken_back", field->taken_back);
	write_overridden(json, field);
	vouch_json_text(json, "observed", field->observed);
	vouch_json_text(json, "unread", field->unread);
	vouch_json_text(json, "established", field->established);
	write_number_or_null(json, "established_run", field->established_run);
	vouch_json_text(
		json, "verdict", compared ? vouch_verdict_kind_text(field->verdict.kind) : NULL);
	vouch_json_text(json, "cause", differs ? vouch_cause_text(field->verdict.cause) : NULL);
	vouch_json_flag(json, "drifted", field->verdict.drifted);
	write_number_or_null(json, "action", field->action == NULL ? 0 : field->action->id);
	vouch_json_text(json, "needs",
		field->waiting == NULL ? NULL : vouch_needs_text(field->waiting->needs));
	vouch_json_text(json, "why", field->why);
	vouch_json_close(json, '}');
}

static void write_lacks(struct vouch_json *json, const char *key, unsigned lacks)
{
	enum vouch_trust_lack lack;

	vouch_json_open(json, key, '[');
	for (lack = 0; lack < VOUCH_TRUST_LACK_COUNT; lack++) {
		if (vouch_trust_lacking(lacks, lack))
			vouch_json_text(json, NULL, vouch_trust_lack_text(lack));
	}
	vouch_json_close(json, ']');
}

/* The account itself and each grantor stand in the same words. */
static void write_standing(struct vouch_json *json, const struct vouch_trust_account *account)
{
	vouch_json_text(json, "admin", vouch_tri_text(account->admin));
	vouch_json_text(json, "secure_token", vouch_token_text(account->token));
	vouch_json_flag(json, "can_vouch", account->lacks == 0);
	write_lacks(json, "lacks", account->lacks);
	vouch_json_flag(json, "can_vouch_after", account->lacks_after == 0);
	write_lacks(json, "lacks_after", account->lacks_after);
	vouch_json_flag(json, "may_be_promoted", account->may_rise);
	vouch_json_text(json, "rank", vouch_trust_rank_text(account->rank));
	vouch_json_number(json, "place", (int64_t)account->place + 1);
}

static const char *observed_or_null(bool is_there, enum vouch_tri value)
{
	return is_there ? vouch_tri_text(value) : NULL;
}

static void write_trust(struct vouch_json *json, const struct vouch_explanation *explanation)
{
	const struct vouch_trust_account *account = explanation->account;
	const struct vouch_account none = {0}, *seen = account->account;
	bool is_there = seen != NULL;

	if (!is_there)
		seen = &none;
	vouch_json_open(json, "trust", '{');
	write_standing(json, account);
	vouch_json_text(json, "tag", observed_or_null(is_there, seen->token_tag));
	vouch_json_text(json, "crypto_user", observed_or_null(is_there, seen->token_crypto_user));
	vouch_json_text(
		json, "filevault_list", observed_or_null(is_there, seen->token_filevault_list));
	vouch_json_text(json, "disabled", observed_or_null(is_there, seen->disabled));
	vouch_json_text(json, "kind", is_there ? vouch_kind_text(seen->kind) : NULL);
	vouch_json_flag(json, "open_promotion", account->open_promotion);
	vouch_json_text(json, "replaced", account->replaced ? account->replaced->uuid : NULL);
	vouch_json_close(json, '}');
}

static void write_grantors(struct vouch_json *json, const struct vouch_explanation *explanation)
{
	size_t i;

	vouch_json_open(json, "grantors", '[');
	for (i = 0; i < explanation->grantors.count; i++) {
		const struct vouch_explained_grantor *grantor = &explanation->grantors.items[i];

		vouch_json_open(json, NULL, '{');
		vouch_json_text(json, "user", grantor->account->name);
		write_standing(json, grantor->account);
		write_number_or_null(json, "action", grantor->first_step);
		vouch_json_text(json, "why", grantor->why);
		vouch_json_close(json, '}');
	}
	vouch_json_close(json, ']');
	vouch_json_number(json, "other_accounts", (int64_t)explanation->other_accounts);
}

static void write_chain(struct vouch_json *json, const struct vouch_explanation *explanation)
{
	size_t i;

	vouch_json_open(json, "chain", '[');
	for (i = 0; i < explanation->chain.count; i++) {
		const struct vouch_change *link = explanation->chain.items[i];

		vouch_json_open(json, NULL, '{');
		vouch_json_text(json, "user", link->user);
		vouch_json_text(json, "by", link->by);
		vouch_json_number(json, "action", link->id);
		vouch_json_close(json, '}');
	}
	vouch_json_close(json, ']');
	vouch_json_open(json, "sources", '[');
	for (i = 0; i < sizeof explanation->sources / sizeof explanation->sources[0]; i++) {
		vouch_json_open(json, NULL, '{');
		vouch_json_text(json, "kind", explanation->sources[i].kind);
		vouch_json_text(json, "open", vouch_tri_text(explanation->sources[i].open));
		vouch_json_text(json, "why", explanation->sources[i].why);
		vouch_json_close(json, '}');
	}
	vouch_json_close(json, ']');
}

static void write_plan(struct vouch_json *json, const struct vouch_explanation *explanation)
{
	const struct vouch_plan *plan = &explanation->decision->plan;
	size_t i;

	vouch_json_open(json, "actions", '[');
	for (i = 0; i < explanation->actions.count; i++)
		vouch_document_change(json, explanation->actions.items[i]);
	vouch_json_close(json, ']');
	vouch_json_open(json, "waiting", '[');
	for (i = 0; i < explanation->waiting.count; i++)
		vouch_document_waiting(json, explanation->waiting.items[i]);
	vouch_json_close(json, ']');
	vouch_json_open(json, "refused", '[');
	for (i = 0; i < plan->refused.count; i++)
		vouch_document_refusal(json, &plan->refused.items[i]);
	vouch_json_close(json, ']');
	vouch_json_open(json, "findings", '[');
	for (i = 0; i < explanation->findings.count; i++)
		vouch_document_finding(json, explanation->findings.items[i]);
	vouch_json_close(json, ']');
}

static void write_history(struct vouch_json *json, const struct vouch_step_records *steps)
{
	size_t i;

	vouch_json_open(json, "history", '[');
	for (i = 0; i < steps->count; i++) {
		const struct vouch_step_record *step = &steps->items[i];

		vouch_json_open(json, NULL, '{');
		vouch_json_number(json, "run", step->run);
		vouch_json_time(json, "started", step->started);
		vouch_json_text(json, "action", vouch_action_text(step->action));
		vouch_json_text(json, "by", step->by);
		vouch_json_flag(json, "temporary", step->temporary);
		vouch_json_text(json, "cause", vouch_cause_text(step->cause));
		vouch_json_text(json, "outcome", vouch_outcome_text(step->outcome));
		vouch_json_text(json, "error", step->error);
		vouch_json_close(json, '}');
	}
	vouch_json_close(json, ']');
}

void vouch_explanation_write(const struct vouch_explanation *explanation, struct vouch_buf *out)
{
	const struct vouch_trust_account *account = explanation->account;
	const struct vouch_decision *decision = explanation->decision;
	const struct vouch_names none = {0};
	const struct vouch_names *aliases = account->account ? &account->account->aliases : &none;
	struct vouch_json json = {.out = out};
	enum vouch_field field;

	vouch_json_open(&json, NULL, '{');
	vouch_json_text(&json, "format", "vouch.explain/1");
	vouch_json_text(&json, "user", account->name);
	vouch_json_text(&json, "record_name", account->account ? account->account->name : NULL);
	vouch_json_list(&json, "aliases", aliases->items, aliases->count);
	vouch_json_text(
		&json, "uuid", account->account ? account->account->uuid : account->half_made);
	vouch_document_head(&json, &decision->head);
	vouch_json_text(&json, "status", vouch_plan_status_text(decision->plan.status));
	vouch_json_flag(&json, "declared", account->user != NULL);
	vouch_json_flag(&json, "present", account->present);
	vouch_json_flag(&json, "required", account->required);
	vouch_json_source(
		&json, "source", account->user ? account->user->pos : (struct vouch_pos){0});
	write_layers(&json, &decision->desired);
	vouch_json_open(&json, "fields", '[');
	for (field = 0; field < VOUCH_FIELD_COUNT; field++)
		write_field(&json, &explanation->fields[field]);
	vouch_json_close(&json, ']');
	write_trust(&json, explanation);
	write_grantors(&json, explanation);
	write_chain(&json, explanation);
	write_plan(&json, explanation);
	write_history(&json, &explanation->history);
	vouch_json_close(&json, '}');
	vouch_json_end(&json);
}
