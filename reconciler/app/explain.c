/* explain.c – finds the account, and gathers what the plan says of it. */
#include "explain.h"

#include <string.h>

#include "vouch/base/text.h"

enum { NEAREST_MAX = 3 };

/* The names that were probably meant, the nearest first. */
struct nearest {
	const char *wrong, *names[NEAREST_MAX];
	size_t distances[NEAREST_MAX], count;
};

static void offer(struct nearest *near, const char *name)
{
	size_t distance = vouch_text_distance(near->wrong, name), at;

	if (!vouch_text_is_near(strlen(near->wrong), distance))
		return;
	if (near->count < NEAREST_MAX)
		near->count++;
	else if (distance >= near->distances[NEAREST_MAX - 1])
		return;
	for (at = near->count - 1; at > 0 && near->distances[at - 1] > distance; at--) {
		near->names[at] = near->names[at - 1];
		near->distances[at] = near->distances[at - 1];
	}
	near->names[at] = name;
	near->distances[at] = distance;
}

/* Everybody who is declared or there, by every name. */
static const char *cure(
	struct vouch_arena *arena, const struct vouch_trust *trust, const char *wrong)
{
	struct nearest near = {.wrong = wrong};
	const char *text;
	size_t i, j;

	for (i = 0; i < trust->accounts.count; i++) {
		const struct vouch_trust_account *account = &trust->accounts.items[i];

		offer(&near, account->name);
		for (j = 0; account->account != NULL && j < account->account->aliases.count; j++)
			offer(&near, account->account->aliases.items[j]);
	}
	if (near.count == 0)
		return "vouch observe lists who is there";
	text = vouch_arena_printf(arena, "do you mean %s", near.names[0]);
	for (i = 1; i < near.count; i++)
		text = vouch_arena_printf(arena, "%s or %s", text, near.names[i]);
	return vouch_arena_printf(arena, "%s?", text);
}

static const char *what_is_known(
	struct vouch_arena *arena, const struct vouch_decision *decision, const char *name)
{
	const struct vouch_baseline *baseline = &decision->baseline;
	size_t i;

	for (i = 0; i < decision->desired.taken_back.count; i++) {
		const struct vouch_taken_back *user = &decision->desired.taken_back.items[i];

		if (vouch_text_equal_nocase(user->name, name))
			return vouch_arena_printf(
				arena, " (%s:%d takes it back)", user->pos.file, user->pos.line);
	}
	for (i = 0; i < baseline->count; i++) {
		if (vouch_text_equal_nocase(baseline->items[i].user, name))
			return " (Vouch knew it once: vouch history, vouch show RUN)";
	}
	return "";
}

static int nobody(struct vouch_arena *arena, const struct vouch_decision *decision,
	const struct vouch_trust *trust, const char *name, struct vouch_err *err)
{
	return vouch_err_set(err, VOUCH_E_USAGE, "%s is neither declared nor there%s: %s", name,
		what_is_known(arena, decision, name), cure(arena, trust, name));
}

static void gather_plan(struct vouch_arena *arena, struct vouch_explanation *explanation)
{
	const struct vouch_plan *plan = &explanation->decision->plan;
	const char *name = explanation->account->name;
	size_t i;

	for (i = 0; i < plan->changes.count; i++) {
		const struct vouch_change *change = &plan->changes.items[i];

		if (vouch_text_equal(change->user, name) || vouch_text_equal(change->by, name))
			*VOUCH_PUSH(arena, &explanation->actions) = change;
	}
	for (i = 0; i < plan->waiting.count; i++) {
		const struct vouch_waiting *waiting = &plan->waiting.items[i];

		if (vouch_text_equal(waiting->user, name) || vouch_text_equal(waiting->of, name))
			*VOUCH_PUSH(arena, &explanation->waiting) = waiting;
	}
	for (i = 0; i < plan->findings.count; i++) {
		if (vouch_text_equal(plan->findings.items[i].user, name))
			*VOUCH_PUSH(arena, &explanation->findings) = &plan->findings.items[i];
	}
}

int vouch_explain(struct vouch_arena *arena, const struct vouch_decision *decision,
	const char *name, struct vouch_explanation *out, struct vouch_err *err)
{
	struct vouch_inputs inputs = vouch_decision_inputs(decision);
	struct vouch_trust trust;
	const struct vouch_trust_account *account;

	vouch_trust_build(arena, &inputs, &trust);
	account = vouch_trust_find(&trust, name);
	if (account == NULL)
		return nobody(arena, decision, &trust, name, err);
	*out = (struct vouch_explanation){.decision = decision, .trust = trust, .account = account};
	gather_plan(arena, out);
	vouch_explain_fields(arena, out);
	vouch_explain_trust(arena, out);
	return 0;
}
