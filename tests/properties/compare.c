/* compare.c – two plans, a plan and the search, what waits and what is unreached. */
#include "compare.h"

#include <string.h>

#include "vouch/base/text.h"

static bool same_waiting(const struct vouch_waiting *x, const struct vouch_waiting *y)
{
	return vouch_text_equal(x->user, y->user) && vouch_text_equal(x->field, y->field) &&
	       x->needs == y->needs && vouch_text_equal(x->of, y->of) &&
	       vouch_text_equal(x->hint, y->hint);
}

bool compare_plans(const struct vouch_plan *a, const struct vouch_plan *b)
{
	size_t i;

	if (a->status != b->status || a->changes.count != b->changes.count ||
		a->waiting.count != b->waiting.count || a->findings.count != b->findings.count)
		return false;
	for (i = 0; i < a->waiting.count; i++) {
		if (!same_waiting(&a->waiting.items[i], &b->waiting.items[i]))
			return false;
	}
	for (i = 0; i < a->changes.count; i++) {
		const struct vouch_change *x = &a->changes.items[i], *y = &b->changes.items[i];

		if (x->action != y->action || !vouch_text_equal(x->user, y->user) ||
			!vouch_text_equal(x->by, y->by) || x->temporary != y->temporary ||
			strcmp(x->reason, y->reason) != 0 || x->after_count != y->after_count)
			return false;
	}
	return true;
}

/* user: -1 for the machine. */
static const struct vouch_waiting *find_waiting(
	const struct vouch_plan *plan, int user, const char *field)
{
	size_t i;

	for (i = 0; i < plan->waiting.count; i++) {
		const struct vouch_waiting *waiting = &plan->waiting.items[i];

		if (folded_user(waiting->user) == user && strcmp(waiting->field, field) == 0)
			return waiting;
	}
	return NULL;
}

bool compare_waiting(
	const struct world *world, const struct world_state *end, const struct vouch_plan *plan)
{
	size_t expected = 0;
	int user, field;

	if (world->machine.wants_filevault && !world_filevault_holds(&world->machine, end)) {
		expected++;
		if (find_waiting(plan, -1, "filevault") == NULL)
			return false;
	}
	if (world->machine.wants_escrow && !world_escrow_holds(&world->machine, end)) {
		expected++;
		if (find_waiting(plan, -1, "bootstrap_token") == NULL)
			return false;
	}
	for (user = 0; user < world->count; user++) {
		for (field = 0; field < WORLD_FIELDS; field++) {
			if (!world_must_wait(world, end, user, (enum world_field)field))
				continue;
			expected++;
			if (find_waiting(plan, user, folded_fields[field]) == NULL)
				return false;
		}
	}
	return expected == plan->waiting.count;
}

bool compare_steps(const struct folded *folded, const struct search_step *steps, size_t count)
{
	size_t i;

	if ((size_t)folded->count != count)
		return false;
	for (i = 0; i < count; i++) {
		if (folded->steps[i].verb != steps[i].verb ||
			folded->steps[i].user != steps[i].user ||
			folded->steps[i].by != steps[i].by)
			return false;
	}
	return true;
}
