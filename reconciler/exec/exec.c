/* exec.c – walks a plan: adoptions, each change in order, and the end of what was given for a time.
 */
#include "vouch/exec/exec.h"

#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"
#include "walk.h"

/* --- adoptions ------------------------------------------------------------------------------- */

/* The ones of one account in one transaction; they stand beside each other. Returns how many. */
static size_t gather(const struct vouch_plan *plan, size_t from, struct vouch_baseline_entry *entry,
	unsigned *forgotten)
{
	const struct vouch_adoption *first = &plan->adoptions.items[from];
	size_t i;

	memset(entry, 0, sizeof *entry);
	entry->user = first->user;
	entry->uuid = first->uuid;
	*forgotten = 0;
	for (i = from; i < plan->adoptions.count; i++) {
		const struct vouch_adoption *adoption = &plan->adoptions.items[i];

		if (!vouch_text_equal(adoption->user, first->user) ||
			!vouch_text_equal(adoption->uuid, first->uuid))
			break;
		entry->fields[adoption->field] = adoption->value;
		if (adoption->value == NULL)
			*forgotten |= 1U << adoption->field;
	}
	return i - from;
}

static int adopt(struct walk *walk, const struct vouch_plan *plan, struct vouch_err *err)
{
	size_t at = 0;
	int r = 0;

	while (r == 0 && at < plan->adoptions.count) {
		struct vouch_baseline_entry entry;
		unsigned forgotten;

		at += gather(plan, at, &entry, &forgotten);
		r = vouch_journal_adopt(
			walk->executor->journal, walk_now(walk), &entry, forgotten, err);
	}
	return r;
}

/* --- changes --------------------------------------------------------------------------------- */

struct course {
	struct walk *walk;
	const struct vouch_plan *plan;
	enum vouch_outcome *outcomes; /* of each change so far; OPEN: not reached */
	struct vouch_exec_result *result;
};

static bool ends_a_promotion(const struct vouch_change *change)
{
	return change->action == VOUCH_ACTION_DEMOTE && change->temporary;
}

static void block(struct ending *ending, const struct vouch_change *change, const char *why)
{
	ending->outcome = VOUCH_OUTCOME_BLOCKED;
	(void)vouch_err_set(&ending->why, VOUCH_E_BLOCKED, "%s %s: %s",
		vouch_action_text(change->action), change->user == NULL ? "" : change->user, why);
}

/* The change with that id, or NULL where the plan has none. */
static const struct vouch_change *find(const struct course *course, int id, size_t *index)
{
	size_t i;

	for (i = 0; i < course->plan->changes.count; i++) {
		if (course->plan->changes.items[i].id == id) {
			*index = i;
			return &course->plan->changes.items[i];
		}
	}
	return NULL;
}

/* "depends on an action which …" */
static const char *how_it_ended(enum vouch_outcome outcome)
{
	switch (outcome) {
	case VOUCH_OUTCOME_OPEN: return "was not done";
	case VOUCH_OUTCOME_DONE: return "is done";
	case VOUCH_OUTCOME_FAILED: return "failed";
	case VOUCH_OUTCOME_SKIPPED: return "was skipped";
	case VOUCH_OUTCOME_BLOCKED: return "was blocked";
	case VOUCH_OUTCOME_WAITING: return "is waiting";
	case VOUCH_OUTCOME_SETTLED:
	case VOUCH_OUTCOME_COUNT: break;
	}
	return "was not done";
}

static bool is_blocked(
	const struct course *course, const struct vouch_change *change, struct ending *ending)
{
	char why[256];
	size_t i, index = 0;

	for (i = 0; i < change->after_count; i++) {
		const struct vouch_change *other = find(course, change->after[i], &index);

		if (other != NULL && course->outcomes[index] == VOUCH_OUTCOME_DONE)
			continue;
		(void)snprintf(why, sizeof why, "depends on action %d (%s %s), which %s",
			change->after[i], other == NULL ? "?" : vouch_action_text(other->action),
			other == NULL || other->user == NULL ? "" : other->user,
			how_it_ended(other == NULL ? VOUCH_OUTCOME_OPEN : course->outcomes[index]));
		block(ending, change, why);
		return true;
	}
	return false;
}

/* Whatever happened between, a promotion that is open is ended; one that never was, is not. */
static int end_promotion(struct course *course, const struct vouch_change *change,
	struct ending *ending, struct vouch_err *err)
{
	int r = walk_refresh(course->walk, err);

	if (r < 0)
		return r;
	if (promotion_is_open(course->walk, change->user))
		return step_do(course->walk, change, ending, err);
	block(ending, change, "was not promoted for a time");
	walk_progress(course->walk, change, ending);
	return step_note(course->walk, change, ending, err);
}

static int do_change(struct course *course, const struct vouch_change *change,
	struct ending *ending, struct vouch_err *err)
{
	if (ends_a_promotion(change))
		return end_promotion(course, change, ending, err);
	if (!is_blocked(course, change, ending))
		return step_do(course->walk, change, ending, err);
	walk_progress(course->walk, change, ending);
	return step_note(course->walk, change, ending, err);
}

static void keep_first(struct vouch_exec_result *result, const struct vouch_err *why)
{
	if (result->first.code == VOUCH_E_OK)
		result->first = *why;
}

static int do_changes(struct course *course, struct vouch_err *err)
{
	struct vouch_exec_result *result = course->result;
	size_t i;

	for (i = 0; i < course->plan->changes.count; i++) {
		const struct vouch_change *change = &course->plan->changes.items[i];
		struct ending ending = {0};
		int r;

		if (walk_is_stopped(course->walk)) {
			result->interrupted = true;
			if (!ends_a_promotion(change)) {
				result->left++;
				continue;
			}
		}
		r = do_change(course, change, &ending, err);
		if (r < 0)
			return r;
		course->outcomes[i] = ending.outcome;
		result->outcomes[ending.outcome]++;
		if (ending.outcome == VOUCH_OUTCOME_FAILED)
			keep_first(result, &ending.why);
	}
	return 0;
}

int vouch_exec_plan(const struct vouch_executor *executor, const struct vouch_desired *desired,
	const struct vouch_plan *plan, int64_t run, struct vouch_exec_result *out,
	struct vouch_err *err)
{
	struct walk walk = {.executor = executor, .desired = desired, .run = run};
	struct vouch_arena arena = {0};
	struct course course = {.walk = &walk, .plan = plan, .result = out};
	struct promotions_ended ended = {0};
	struct vouch_err second = {0};
	int r, last;

	memset(out, 0, sizeof *out);
	if (plan->status == VOUCH_PLAN_REFUSED)
		return 0;
	course.outcomes =
		vouch_arena_alloc_array(&arena, plan->changes.count, sizeof *course.outcomes);
	r = adopt(&walk, plan, err);
	if (r == 0)
		r = do_changes(&course, err);
	/* Also after an error of the journal: what can still be ended is. */
	last = promotions_end(&walk, &ended, r < 0 ? &second : err);
	out->promotions_open = ended.open;
	if (ended.first.code != VOUCH_E_OK)
		keep_first(out, &ended.first);
	out->stale = walk.stale;
	out->rejected = walk.rejected;
	walk_release(&walk);
	vouch_arena_release(&arena);
	return r < 0 ? r : last;
}
