/* missing.c – asks each condition in every truth, at the end of a plan and on its way there. */
#include "missing.h"

#include <stddef.h>

#include "trust.h"

const struct world_state *missing_end(const struct missing_path *path)
{
	return path->count > 0 ? &path->after[path->count - 1] : path->start;
}

/* The best answer here, and with anybody promoted for a time whom promise 5 lets be. */
static void ask_here(const struct world *world, const struct world_state *state, truths_claim claim,
	struct subject *subject, enum truths_answer *best)
{
	struct world_state now = *state, promoted;
	int i;

	now.enabled = false; /* that ends a plan, not what a next one may do */

	for (i = -1; i < world->count && *best != TRUTHS_ALWAYS; i++) {
		enum truths_answer answer;

		if (i >= 0 && !truths_allow(world, &now, VERB_PROMOTE_FOR_A_TIME, i, -1, &promoted))
			continue;
		answer = truths_ask(world, i < 0 ? &now : &promoted, claim, subject);
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

static enum truths_answer answer_of(const struct missing_path *path,
	const struct condition *condition, bool on_the_way, struct subject *subject)
{
	enum truths_answer best =
		truths_ask(path->world, missing_end(path), condition->holds, subject);
	struct world world;
	int i;

	if (condition->before == NULL || best == TRUTHS_ALWAYS)
		return best;
	world = *path->world;
	if (subject->task != CONDITION_SET_PASSWORD && subject->user >= 0)
		supply_password(&world, missing_end(path), subject->user);
	ask_here(&world, missing_end(path), condition->holds, subject, &best);
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
	const struct missing_path *path, enum condition_task task, int user, bool on_the_way)
{
	struct subject subject = {.user = user, .task = task};
	enum vouch_needs first = VOUCH_NEEDS_COUNT;
	const struct condition *condition = conditions[task];

	for (; condition < conditions[task] + CONDITIONS_MAX && condition->holds; condition++) {
		int parts = conditions_parts(condition, path->world);

		for (subject.part = 0; subject.part < parts; subject.part++) {
			enum vouch_needs needs = needs_of(
				condition, answer_of(path, condition, on_the_way, &subject));
			if (needs < first)
				first = needs;
		}
	}
	return first;
}

enum vouch_needs missing_first(const struct missing_path *path, enum condition_task task, int user)
{
	enum vouch_needs first = first_lack(path, task, user, !path->at_the_end);

	/* Who vouched did something else instead, and cannot any more. */
	return first == VOUCH_NEEDS_COUNT ? first_lack(path, task, user, false) : first;
}
