/* plan_text.c – plans as lines of text, and inputs in another order. */
#include "plan_text.h"

#include <string.h>

#include "vouch/base/text.h"

static void write_differences(const struct vouch_change *change, struct vouch_buf *out)
{
	size_t i;

	for (i = 0; i < change->difference_count; i++) {
		const struct vouch_difference *d = &change->differences[i];

		vouch_buf_printf(out, "    %s: %s -> %s\n", d->field, d->from ? d->from : "-",
			d->to ? d->to : "-");
	}
}

static void write_source(const struct vouch_pos *source, unsigned shown, struct vouch_buf *out)
{
	if ((shown & SHOW_SOURCE) == 0)
		return;
	vouch_buf_printf(out, " at %d", source->line);
	if (source->column > 1)
		vouch_buf_printf(out, ":%d", source->column);
}

static void write_change(const struct vouch_change *change, unsigned shown, struct vouch_buf *out)
{
	size_t i;

	vouch_buf_text(out, vouch_action_text(change->action));
	if (change->user != NULL)
		vouch_buf_printf(out, " %s", change->user);
	if (change->by != NULL)
		vouch_buf_printf(out, " by %s", change->by);
	if (change->temporary)
		vouch_buf_text(out, " temporary");
	if (change->first_token)
		vouch_buf_text(out, " first");
	if (change->suppress_token)
		vouch_buf_text(out, " suppressed");
	if ((shown & SHOW_CAUSE) != 0)
		vouch_buf_printf(out, " cause %s", vouch_cause_text(change->cause));
	write_source(&change->source, shown, out);
	if ((shown & SHOW_AFTER) != 0 && change->after_count > 0) {
		vouch_buf_text(out, " after");
		for (i = 0; i < change->after_count; i++)
			vouch_buf_printf(out, " %d", change->after[i]);
	}
	vouch_buf_text(out, "\n");
	if ((shown & SHOW_REASON) != 0)
		vouch_buf_printf(out, "    %s\n", change->reason);
	if ((shown & SHOW_CHANGES) != 0)
		write_differences(change, out);
}

static void write_waiting(const struct vouch_waiting *entry, unsigned shown, struct vouch_buf *out)
{
	vouch_buf_printf(out, "! %s %s needs %s", entry->user ? entry->user : "-", entry->field,
		vouch_needs_text(entry->needs));
	if (entry->of != NULL)
		vouch_buf_printf(out, " of %s", entry->of);
	write_source(&entry->source, shown, out);
	vouch_buf_text(out, "\n");
	if ((shown & SHOW_HINTS) != 0)
		vouch_buf_printf(out, "    %s\n", entry->hint);
}

static void write_refusal(const struct vouch_refusal *entry, unsigned shown, struct vouch_buf *out)
{
	size_t i;

	vouch_buf_printf(out, "refused %s", entry->guard);
	for (i = 0; i < entry->users.count; i++)
		vouch_buf_printf(out, " %s", entry->users.items[i]);
	write_source(&entry->source, shown, out);
	vouch_buf_text(out, "\n");
}

/* The uuid is shown where it is not the one that a case gives by itself. */
static void write_adoption(const struct vouch_adoption *entry, struct vouch_buf *out)
{
	const char *uuid = entry->uuid ? entry->uuid : "nobody";
	bool usual = vouch_text_starts(uuid, "UUID-") && strcmp(uuid + 5, entry->user) == 0;

	vouch_buf_printf(out, "= %s %s %s%s%s\n", entry->user, vouch_field_info(entry->field)->name,
		entry->value ? entry->value : "-", usual ? "" : " of ", usual ? "" : uuid);
}

void plan_text_write(const struct vouch_plan *plan, unsigned shown, struct vouch_buf *out)
{
	size_t i;

	for (i = 0; i < plan->changes.count; i++)
		write_change(&plan->changes.items[i], shown, out);
	for (i = 0; i < plan->waiting.count; i++)
		write_waiting(&plan->waiting.items[i], shown, out);
	for (i = 0; i < plan->refused.count; i++)
		write_refusal(&plan->refused.items[i], shown, out);
	if ((shown & SHOW_STATUS) != 0)
		vouch_buf_printf(out, "status %s\n", vouch_plan_status_text(plan->status));
	if (plan->status == VOUCH_PLAN_CONVERGED)
		vouch_buf_text(out, "converged\n");
	for (i = 0; (shown & SHOW_FINDINGS) != 0 && i < plan->findings.count; i++)
		vouch_buf_printf(out, "? %s %s\n", plan->findings.items[i].kind,
			plan->findings.items[i].user ? plan->findings.items[i].user : "-");
	for (i = 0; (shown & SHOW_ADOPTIONS) != 0 && i < plan->adoptions.count; i++)
		write_adoption(&plan->adoptions.items[i], out);
}

void plan_case_build(
	struct vouch_arena *arena, const struct plan_case *plan_case, struct vouch_plan *plan)
{
	struct vouch_inputs in = {&plan_case->baseline, &plan_case->desired, &plan_case->observed,
		&plan_case->facts, &plan_case->limits};

	vouch_plan_build(arena, &in, plan);
}

static void turn(void *items, size_t count, size_t size)
{
	unsigned char *bytes = items;
	size_t i, j;

	for (i = 0; i < count / 2; i++) {
		for (j = 0; j < size; j++) {
			unsigned char byte = bytes[i * size + j];

			bytes[i * size + j] = bytes[(count - 1 - i) * size + j];
			bytes[(count - 1 - i) * size + j] = byte;
		}
	}
}

#define TURN(list) turn((list).items, (list).count, sizeof *(list).items)

void plan_case_turn(struct plan_case *plan_case)
{
	TURN(plan_case->baseline);
	TURN(plan_case->desired.users);
	TURN(plan_case->desired.guards.required);
	TURN(plan_case->observed.accounts);
	TURN(plan_case->facts.secrets);
	TURN(plan_case->facts.open_creations);
}
