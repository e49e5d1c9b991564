/* plan_text.c – writes a plan for people. */
#include "plan_text.h"

#include <string.h>

#include "vouch/base/text.h"

static const char *whom(const char *user)
{
	return user == NULL ? "this Mac" : user;
}

static void write_place(struct vouch_page *page, const char *before, struct vouch_pos source)
{
	if (source.file == NULL && *before == '\0')
		return;
	if (source.file == NULL)
		vouch_page_printf(page, VOUCH_PAINT_FAINT, "  [%s]", before);
	else if (source.line == 0)
		vouch_page_printf(page, VOUCH_PAINT_FAINT, "  [%s%s%s]", before,
			*before == '\0' ? "" : ", ", source.file);
	else
		vouch_page_printf(page, VOUCH_PAINT_FAINT, "  [%s%s%s:%d]", before,
			*before == '\0' ? "" : ", ", source.file, source.line);
}

void vouch_plan_text_head(struct vouch_page *page, const struct vouch_document_head *head)
{
	const struct vouch_machine *machine = head->machine;

	vouch_page_text(page, VOUCH_PAINT_STRONG,
		machine->hostname == NULL ? "(no host name)" : machine->hostname);
	vouch_page_printf(page, VOUCH_PAINT_PLAIN, "  %s  macOS %s",
		machine->serial == NULL ? "serial unknown" : machine->serial,
		machine->os == NULL ? "unknown" : machine->os);
	if (head->revision != NULL)
		vouch_page_printf(page, VOUCH_PAINT_PLAIN, "  revision %.12s", head->revision);
	else
		vouch_page_text(page, VOUCH_PAINT_PLAIN, "  from a folder");
	vouch_page_newline(page);
}

/* --- actions ------------------------------------------------------------------------------------
 */

static char symbol(enum vouch_action action, enum vouch_paint *paint)
{
	if (action == VOUCH_ACTION_CREATE_USER) {
		*paint = VOUCH_PAINT_CREATE;
		return '+';
	}
	if (action == VOUCH_ACTION_DELETE_USER) {
		*paint = VOUCH_PAINT_REMOVE;
		return '-';
	}
	*paint = VOUCH_PAINT_CHANGE;
	return '~';
}

void vouch_plan_text_action(struct vouch_page *page, const struct vouch_change *change)
{
	enum vouch_paint paint;
	char mark = symbol(change->action, &paint);

	vouch_page_printf(page, paint, "%c %s", mark, whom(change->user));
	vouch_page_printf(page, VOUCH_PAINT_PLAIN, "  %s", vouch_action_text(change->action));
	if (change->by != NULL)
		vouch_page_printf(page, VOUCH_PAINT_PLAIN, " by %s", change->by);
}

/* The step that ends a promotion for a time: the demotion or the deletion of the same account. */
static int ending_step(const struct vouch_plan *plan, size_t promotion)
{
	const char *user = plan->changes.items[promotion].user;
	size_t i;

	for (i = promotion + 1; i < plan->changes.count; i++) {
		const struct vouch_change *change = &plan->changes.items[i];
		bool ends = change->action == VOUCH_ACTION_DELETE_USER ||
			    (change->action == VOUCH_ACTION_DEMOTE && change->temporary);

		if (ends && vouch_text_equal(change->user, user))
			return change->id;
	}
	return 0;
}

static void write_temporary(struct vouch_page *page, const struct vouch_plan *plan, size_t index)
{
	const struct vouch_change *change = &plan->changes.items[index];
	int end = ending_step(plan, index);

	if (!change->temporary)
		return;
	if (change->action == VOUCH_ACTION_DEMOTE)
		vouch_page_text(page, VOUCH_PAINT_WAIT, "  (ends the temporary promotion)");
	else if (end != 0)
		vouch_page_printf(page, VOUCH_PAINT_WAIT, "  (temporary, ended by step %d)", end);
	else
		vouch_page_text(page, VOUCH_PAINT_WAIT, "  (temporary)");
}

void vouch_plan_text_change(struct vouch_page *page, const struct vouch_plan *plan, size_t index)
{
	const struct vouch_change *change = &plan->changes.items[index];
	size_t i;

	vouch_page_printf(page, VOUCH_PAINT_FAINT, "%3d ", change->id);
	vouch_plan_text_action(page, change);
	write_temporary(page, plan, index);
	write_place(page, vouch_cause_text(change->cause), change->source);
	vouch_page_newline(page);
	vouch_page_printf(page, VOUCH_PAINT_PLAIN, "        %s", change->reason);
	vouch_page_newline(page);
	for (i = 0; i < change->difference_count; i++) {
		const struct vouch_difference *difference = &change->differences[i];

		vouch_page_printf(page, VOUCH_PAINT_PLAIN, "        %s: %s -> %s",
			difference->field, difference->from == NULL ? "-" : difference->from,
			difference->to == NULL ? "-" : difference->to);
		vouch_page_newline(page);
	}
}

/* --- what is not done ---------------------------------------------------------------------------
 */

void vouch_plan_text_waiting(struct vouch_page *page, const struct vouch_waiting *waiting)
{
	vouch_page_printf(page, VOUCH_PAINT_WAIT, "    ! %s", whom(waiting->user));
	vouch_page_printf(page, VOUCH_PAINT_PLAIN, "  %s waits for: %s", waiting->field,
		vouch_needs_text(waiting->needs));
	if (waiting->of != NULL)
		vouch_page_printf(page, VOUCH_PAINT_PLAIN, " of %s", waiting->of);
	write_place(page, "", waiting->source);
	vouch_page_newline(page);
	if (waiting->hint != NULL) {
		vouch_page_printf(page, VOUCH_PAINT_PLAIN, "        %s", waiting->hint);
		vouch_page_newline(page);
	}
}

void vouch_plan_text_refusal(struct vouch_page *page, const struct vouch_refusal *refusal)
{
	size_t i;

	vouch_page_printf(page, VOUCH_PAINT_ERROR, "    ! refused by %s", refusal->guard);
	for (i = 0; i < refusal->users.count; i++)
		vouch_page_printf(page, VOUCH_PAINT_PLAIN, "%s%s", i == 0 ? ": " : ", ",
			refusal->users.items[i]);
	write_place(page, "", refusal->source);
	vouch_page_newline(page);
	vouch_page_printf(page, VOUCH_PAINT_PLAIN, "        %s", refusal->message);
	vouch_page_newline(page);
}

void vouch_plan_text_finding(struct vouch_page *page, const struct vouch_finding *finding)
{
	vouch_page_printf(page, VOUCH_PAINT_STRONG, "    ? %s", whom(finding->user));
	vouch_page_printf(page, VOUCH_PAINT_PLAIN, "  %s: %s", finding->kind, finding->message);
	vouch_page_newline(page);
}

void vouch_plan_text_adoptions(struct vouch_page *page, const struct vouch_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->adoptions.count; i++) {
		const struct vouch_adoption *adoption = &plan->adoptions.items[i];
		const char *field = vouch_field_info(adoption->field)->name;

		if (adoption->value == NULL)
			vouch_page_printf(page, VOUCH_PAINT_FAINT,
				"    = %s  %s is no longer declared: forgotten", adoption->user,
				field);
		else
			vouch_page_printf(page, VOUCH_PAINT_FAINT,
				"    = %s  %s is as declared (%s): recorded", adoption->user, field,
				adoption->value);
		vouch_page_newline(page);
	}
}

void vouch_plan_text_last_line(struct vouch_page *page, const struct vouch_plan *plan)
{
	const struct vouch_summary *summary = &plan->summary;
	size_t i;

	if (plan->status == VOUCH_PLAN_REFUSED) {
		vouch_page_text(page, VOUCH_PAINT_ERROR, "Plan: refused by ");
		for (i = 0; i < plan->refused.count; i++)
			vouch_page_printf(page, VOUCH_PAINT_ERROR, "%s%s", i == 0 ? "" : ", ",
				plan->refused.items[i].guard);
		vouch_page_text(page, VOUCH_PAINT_ERROR, "; nothing is done.");
	} else if (plan->changes.count == 0 && plan->waiting.count == 0) {
		vouch_page_text(page, VOUCH_PAINT_CREATE, "nothing to do");
	} else {
		vouch_page_printf(page, VOUCH_PAINT_STRONG,
			"Plan: %d to create, %d to change, %d to remove, %d waiting.",
			summary->create, summary->change, summary->remove, summary->waiting);
	}
	vouch_page_newline(page);
}

void vouch_plan_text(struct vouch_page *page, const struct vouch_document_head *head,
	const struct vouch_plan *plan)
{
	size_t i;

	vouch_plan_text_head(page, head);
	for (i = 0; i < plan->changes.count; i++)
		vouch_plan_text_change(page, plan, i);
	for (i = 0; i < plan->waiting.count; i++)
		vouch_plan_text_waiting(page, &plan->waiting.items[i]);
	for (i = 0; i < plan->refused.count; i++)
		vouch_plan_text_refusal(page, &plan->refused.items[i]);
	for (i = 0; i < plan->findings.count; i++)
		vouch_plan_text_finding(page, &plan->findings.items[i]);
	vouch_plan_text_last_line(page, plan);
}
