/* explain_text.c – writes an explanation for people: fields, plan, trust, history. */
#include "explain_text.h"

#include "plan_text.h"
#include "vouch/base/clock.h"
#include "vouch/base/text.h"

static void line(struct vouch_page *page, enum vouch_paint paint, const char *text)
{
	vouch_page_text(page, paint, text);
	vouch_page_newline(page);
}

static void heading(struct vouch_page *page, const char *text)
{
	vouch_page_newline(page);
	line(page, VOUCH_PAINT_STRONG, text);
}

static void write_place(struct vouch_page *page, struct vouch_pos source)
{
	if (source.file != NULL)
		vouch_page_printf(page, VOUCH_PAINT_FAINT, "  [%s:%d]", source.file, source.line);
}

static void write_source(struct vouch_page *page, struct vouch_pos source)
{
	write_place(page, source);
	vouch_page_newline(page);
}

/* --- who it is ----------------------------------------------------------------------------------
 */

static const char *who_it_is(const struct vouch_trust_account *account)
{
	if (account->namesake != NULL)
		return "declared twice, by two of its names";
	if (account->half_made != NULL)
		return "declared, and half made by a run that was cut off";
	if (account->user == NULL)
		return "not declared: Vouch never touches it";
	if (account->leaves)
		return account->present ? "declared absent, and there"
					: "declared absent, and gone";
	return account->present ? "declared, and there" : "declared, and not there";
}

static void write_who(struct vouch_page *page, const struct vouch_explanation *explanation)
{
	const struct vouch_trust_account *account = explanation->account;
	size_t i;

	vouch_page_text(page, VOUCH_PAINT_STRONG, account->name);
	vouch_page_text(page, VOUCH_PAINT_PLAIN, "  on ");
	vouch_plan_text_head(page, &explanation->decision->head);
	vouch_page_printf(page, VOUCH_PAINT_PLAIN, "  %s%s", who_it_is(account),
		account->required ? "; required by the fleet" : "");
	write_source(page, account->user ? account->user->pos : (struct vouch_pos){0});
	if (account->account == NULL)
		return;
	if (!vouch_text_equal(account->account->name, account->name) ||
		account->account->aliases.count > 0) {
		vouch_page_printf(
			page, VOUCH_PAINT_PLAIN, "  record names: %s", account->account->name);
		for (i = 0; i < account->account->aliases.count; i++)
			vouch_page_printf(page, VOUCH_PAINT_PLAIN, ", %s",
				account->account->aliases.items[i]);
		vouch_page_newline(page);
	}
	if (account->open_promotion)
		line(page, VOUCH_PAINT_WAIT,
			"  promoted for a time by a run that did not end it: counts as no "
			"administrator, and the next run ends it");
}

static void write_layers(struct vouch_page *page, const struct vouch_desired *desired)
{
	static const char *const notes[] = {
		[VOUCH_LAYER_USED] = "",
		[VOUCH_LAYER_FOR_OTHERS] = "  (for other Macs)",
		[VOUCH_LAYER_NOT_THERE] = "  (optional, and not there)",
	};
	size_t i;

	heading(page, "Layers, the last word wins");
	for (i = 0; i < desired->layers.count; i++) {
		const struct vouch_layer *layer = &desired->layers.items[i];

		vouch_page_printf(page,
			layer->use == VOUCH_LAYER_USED ? VOUCH_PAINT_PLAIN : VOUCH_PAINT_FAINT,
			"  %s%s", layer->path, notes[layer->use]);
		write_source(page, layer->pos);
	}
}

/* --- fields --------------------------------------------------------------------------------------
 */

static enum vouch_paint paint_of(const struct vouch_explained_field *field)
{
	if (field->action != NULL)
		return VOUCH_PAINT_CHANGE;
	if (field->waiting != NULL || field->verdict.kind == VOUCH_VERDICT_UNKNOWN)
		return VOUCH_PAINT_WAIT;
	return VOUCH_PAINT_PLAIN;
}

static const char *cause_words(const struct vouch_explained_field *field)
{
	static const char *const words[] = {
		[VOUCH_CAUSE_INITIAL] = "",
		[VOUCH_CAUSE_CONFIG] = ": the repository has changed",
		[VOUCH_CAUSE_DRIFT] = ": the Mac was changed",
		[VOUCH_CAUSE_EXPIRY] = ": its time has run out",
	};

	if (field->verdict.kind != VOUCH_VERDICT_DIFFERS)
		return "";
	if (field->verdict.drifted)
		return ": the repository has changed, and so has the Mac";
	return words[field->verdict.cause];
}

static const char *or_nothing(const char *text)
{
	return text == NULL || *text == '\0' ? "nothing" : text;
}

/* Where nothing differs, one line says it all. */
static bool is_quiet(const struct vouch_explained_field *field)
{
	return field->verdict.kind == VOUCH_VERDICT_AS_DECLARED;
}

static void write_observed(struct vouch_page *page, const struct vouch_explained_field *field)
{
	if (is_quiet(field) || (field->observed == NULL && field->established == NULL) ||
		(field->desired != NULL && field->implied && field->established == NULL))
		return;
	vouch_page_printf(page, VOUCH_PAINT_FAINT, "                observed %s",
		or_nothing(field->observed));
	if (field->unread != NULL)
		vouch_page_printf(page, VOUCH_PAINT_WAIT, " (%s)", field->unread);
	if (field->established != NULL)
		vouch_page_printf(page, VOUCH_PAINT_FAINT, "; recorded as %s, %s%s",
			or_nothing(field->established), field->established_by, cause_words(field));
	vouch_page_newline(page);
}

static void write_field(struct vouch_page *page, const struct vouch_explained_field *field)
{
	size_t i;

	vouch_page_printf(
		page, VOUCH_PAINT_STRONG, "  %-13s ", vouch_field_info(field->field)->name);
	vouch_page_printf(page, VOUCH_PAINT_PLAIN, "%s",
		field->desired == NULL ? "-" : or_nothing(field->desired));
	write_place(page, field->source);
	vouch_page_printf(page, paint_of(field), "  => %s", field->why);
	if (is_quiet(field) && field->established != NULL)
		vouch_page_printf(page, VOUCH_PAINT_FAINT, ", %s", field->established_by);
	vouch_page_newline(page);
	for (i = field->overridden.count; i-- > 0;) {
		vouch_page_printf(page, VOUCH_PAINT_FAINT, "                instead of %s",
			or_nothing(field->overridden.items[i].value));
		write_source(page, field->overridden.items[i].source);
	}
	write_observed(page, field);
}

static bool is_untouched(const struct vouch_explained_field *field)
{
	return field->desired == NULL && field->overridden.count == 0 && field->action == NULL &&
	       field->waiting == NULL;
}

static void write_fields(struct vouch_page *page, const struct vouch_explanation *explanation)
{
	enum vouch_field at;
	size_t untouched = 0;

	heading(page, "Fields");
	for (at = 0; at < VOUCH_FIELD_COUNT; at++) {
		if (!is_untouched(&explanation->fields[at]))
			write_field(page, &explanation->fields[at]);
	}
	for (at = 0; at < VOUCH_FIELD_COUNT; at++) {
		const struct vouch_explained_field *field = &explanation->fields[at];

		if (!is_untouched(field) || vouch_field_info(at)->change == VOUCH_CHANGE_NEVER ||
			at == VOUCH_FIELD_NOT_GROUPS)
			continue;
		vouch_page_printf(page, VOUCH_PAINT_FAINT, "%s%s",
			untouched++ == 0 ? "  not declared, never touched: " : ", ",
			vouch_field_info(at)->name);
		if (field->observed != NULL && *field->observed != '\0')
			vouch_page_printf(page, VOUCH_PAINT_FAINT, " %s", field->observed);
	}
	if (untouched > 0)
		vouch_page_newline(page);
}

/* --- the plan ------------------------------------------------------------------------------------
 */

static void write_plan(struct vouch_page *page, const struct vouch_explanation *explanation)
{
	const struct vouch_plan *plan = &explanation->decision->plan;
	size_t i;

	heading(page, "In the plan");
	for (i = 0; i < explanation->actions.count; i++)
		vouch_plan_text_change(
			page, plan, (size_t)(explanation->actions.items[i] - plan->changes.items));
	for (i = 0; i < explanation->waiting.count; i++)
		vouch_plan_text_waiting(page, explanation->waiting.items[i]);
	for (i = 0; i < plan->refused.count; i++)
		vouch_plan_text_refusal(page, &plan->refused.items[i]);
	for (i = 0; i < explanation->findings.count; i++)
		vouch_plan_text_finding(page, explanation->findings.items[i]);
	if (explanation->actions.count + explanation->waiting.count + plan->refused.count +
			explanation->findings.count ==
		0)
		line(page, VOUCH_PAINT_PLAIN, "  nothing: neither to do, nor waiting, nor found");
}

/* --- trust ---------------------------------------------------------------------------------------
 */

static void write_itself(struct vouch_page *page, const struct vouch_explanation *explanation)
{
	const struct vouch_trust_account *account = explanation->account;
	struct vouch_arena scratch = {NULL};
	const char *lacks = vouch_explain_lacks(&scratch, account, account->lacks);

	vouch_page_printf(page, VOUCH_PAINT_PLAIN, "  %s itself %s%s%s", account->name,
		account->lacks == 0 ? "can " : "cannot ",
		!explanation->trust.tokens ? "add others to FileVault's list"
		: account->lacks == 0      ? "vouch for others"
					   : "vouch",
		account->lacks == 0 ? "" : vouch_arena_printf(&scratch, ": %s", lacks));
	if (account->lacks != 0 && account->lacks_after == 0)
		vouch_page_text(page, VOUCH_PAINT_PLAIN, "; after this plan it can");
	vouch_page_newline(page);
	if (account->account != NULL && account->token != VOUCH_TOKEN_NONE)
		vouch_page_printf(page, VOUCH_PAINT_PLAIN,
			"  its token: %s (tag %s, crypto user %s, FileVault list %s)",
			vouch_token_text(account->token),
			vouch_tri_text(account->account->token_tag),
			vouch_tri_text(account->account->token_crypto_user),
			vouch_tri_text(account->account->token_filevault_list));
	if (account->account != NULL && account->token != VOUCH_TOKEN_NONE)
		vouch_page_newline(page);
	vouch_arena_release(&scratch);
}

static void write_chain(struct vouch_page *page, const struct vouch_explanation *explanation)
{
	size_t i;

	if (explanation->chain.count == 0)
		return;
	vouch_page_text(page, VOUCH_PAINT_PLAIN, "  the chain of this plan: ");
	for (i = 0; i < explanation->chain.count; i++) {
		const struct vouch_change *link = explanation->chain.items[i];

		if (i == 0)
			vouch_page_text(page, VOUCH_PAINT_PLAIN,
				link->by == NULL ? "the first token" : link->by);
		vouch_page_printf(
			page, VOUCH_PAINT_CREATE, " -> %s (step %d)", link->user, link->id);
	}
	vouch_page_newline(page);
}

/* Of those who can, and of those who lack something; whom the plan uses is always shown. */
enum { GRANTORS_SHOWN = 12 };

static void write_grantors(struct vouch_page *page, const struct vouch_explanation *explanation)
{
	size_t i, shown[2] = {0, 0}, more = 0;

	vouch_page_printf(page, VOUCH_PAINT_PLAIN,
		explanation->trust.tokens
			? "  who could vouch for %s, in the order in which they are asked:"
			: "  who could add %s to the list, in the order in which they are asked:",
		explanation->account->name);
	vouch_page_newline(page);
	for (i = 0; i < explanation->grantors.count; i++) {
		const struct vouch_explained_grantor *grantor = &explanation->grantors.items[i];
		bool can = grantor->account->lacks == 0;

		if (shown[can] >= GRANTORS_SHOWN && grantor->first_step == 0) {
			more++;
			continue;
		}
		shown[can]++;
		vouch_page_printf(page, can ? VOUCH_PAINT_CREATE : VOUCH_PAINT_PLAIN, "    %c %s",
			grantor->first_step != 0 ? '*'
			: can                    ? '+'
						 : '-',
			grantor->account->name);
		vouch_page_printf(page, VOUCH_PAINT_PLAIN, "  %s", grantor->why);
		if (grantor->first_step != 0)
			vouch_page_printf(page, VOUCH_PAINT_CREATE,
				"; chosen for step %d: the first in this order that can by then",
				grantor->first_step);
		vouch_page_newline(page);
	}
	if (explanation->grantors.count == 0)
		line(page, VOUCH_PAINT_WAIT, "    nobody");
	if (more > 0)
		vouch_page_printf(
			page, VOUCH_PAINT_FAINT, "    and %zu more: --json has all of them", more);
	if (more > 0)
		vouch_page_newline(page);
	if (explanation->other_accounts > 0)
		vouch_page_printf(page, VOUCH_PAINT_FAINT, "    %zu other account%s, %s",
			explanation->other_accounts, explanation->other_accounts == 1 ? "" : "s",
			explanation->trust.tokens ? "without a token" : "not on the list");
	if (explanation->other_accounts > 0)
		vouch_page_newline(page);
}

static void write_sources(struct vouch_page *page, const struct vouch_explanation *explanation)
{
	static const char *const names[] = {
		"the first token", "the bootstrap token", "the recovery key"};
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		vouch_page_printf(
			page, VOUCH_PAINT_PLAIN, "  %s: %s", names[i], explanation->sources[i].why);
		vouch_page_newline(page);
	}
}

static void write_trust(struct vouch_page *page, const struct vouch_explanation *explanation)
{
	heading(page, "Trust");
	if (!explanation->trust.tokens)
		line(page, VOUCH_PAINT_PLAIN,
			"  there are no Secure Tokens on HFS+: who stands on FileVault's list "
			"unlocks the disk");
	write_itself(page, explanation);
	write_chain(page, explanation);
	write_grantors(page, explanation);
	if (explanation->trust.tokens)
		write_sources(page, explanation);
}

/* --- what happened -------------------------------------------------------------------------------
 */

static void write_history(struct vouch_page *page, const struct vouch_step_records *steps)
{
	char when[VOUCH_TIME_TEXT];
	size_t i;

	if (steps->count == 0)
		return;
	heading(page, "Done here before, newest first");
	for (i = 0; i < steps->count; i++) {
		const struct vouch_step_record *step = &steps->items[i];

		vouch_time_format(step->started, when);
		vouch_page_printf(page, VOUCH_PAINT_PLAIN, "  run %lld  %s  %s%s%s%s: %s",
			(long long)step->run, when, vouch_action_text(step->action),
			step->temporary ? " (temporary)" : "", step->by == NULL ? "" : " by ",
			step->by == NULL ? "" : step->by, vouch_outcome_text(step->outcome));
		if (step->error != NULL)
			vouch_page_printf(page, VOUCH_PAINT_PLAIN, ": %s", step->error);
		vouch_page_newline(page);
	}
}

void vouch_explain_text(struct vouch_page *page, const struct vouch_explanation *explanation)
{
	write_who(page, explanation);
	write_layers(page, &explanation->decision->desired);
	write_fields(page, explanation);
	write_plan(page, explanation);
	write_trust(page, explanation);
	write_history(page, &explanation->history);
}
