/* uids.c – which uid an account gets that is created without a declared one: one that nobody has or
 * declares.
 *
 * As a rule macOS's own choice will do, and the plan says nothing. Only where a uid is declared
 * that its account does not have (yet), that choice could take it away: then the plan chooses.
 */
#include <stdlib.h>

#include "passes.h"

enum { FIRST_UID = 501 };

/* Numbers that are not to be had, and whether that has to be said. */
struct numbers {
	int64_t *items;
	size_t count, room;
	bool at_risk;
};

static int by_value(const void *left, const void *right)
{
	const int64_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* False where one could not be read: who may have which is not known then, and looked up when the
 * account is made. */
static bool collect(struct vouch_world *world, struct numbers *out)
{
	const struct vouch_accounts *accounts = &world->in->observed->accounts;
	size_t i;
	int who;

	for (i = 0; i < accounts->count; i++) {
		if (!accounts->items[i].uid.known)
			return false;
		*VOUCH_PUSH(world->arena, out) = accounts->items[i].uid.value;
	}
	for (who = 0; who < world->count; who++) {
		const struct vouch_member *member = &world->members[who];
		const struct vouch_value *uid =
			member->user != NULL ? vouch_user_field(member->user, VOUCH_FIELD_UID)
					     : NULL;

		if (uid == NULL || member->leaves)
			continue;
		*VOUCH_PUSH(world->arena, out) = uid->as.number;
		out->at_risk |= uid->as.number >= FIRST_UID &&
				(!member->present || member->account->uid.value != uid->as.number);
	}
	if (out->count > 1)
		qsort(out->items, out->count, sizeof *out->items, by_value);
	return true;
}

/* The next that is free, from *at on; both only rise. */
static int64_t next_free(const struct numbers *numbers, int64_t uid, size_t *at)
{
	while (*at < numbers->count && numbers->items[*at] <= uid) {
		uid += numbers->items[*at] == uid;
		(*at)++;
	}
	return uid;
}

void vouch_plan_uids(struct vouch_world *world)
{
	struct numbers numbers = {.items = NULL};
	int64_t uid = FIRST_UID;
	size_t at = 0, i;

	if (!collect(world, &numbers) || !numbers.at_risk)
		return;
	for (i = 0; i < world->steps.count; i++) {
		const struct vouch_step *step = &world->steps.items[i];
		struct vouch_member *member;

		if (step->action != VOUCH_ACTION_CREATE_USER)
			continue;
		member = &world->members[step->who];
		/* What a creation left half made keeps the one it has. */
		if (member->half_made != NULL ||
			vouch_user_field(member->user, VOUCH_FIELD_UID) != NULL)
			continue;
		uid = next_free(&numbers, uid, &at);
		member->chosen_uid = (struct vouch_number){true, uid++};
	}
}
