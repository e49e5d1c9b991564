/* adopt.c – what the journal records or forgets without any tool: fields that are as declared, and
 * fields and accounts that are declared no longer. */
#include <stdlib.h>
#include <string.h>

#include "passes.h"

#include "vouch/base/index.h"

static void add(struct vouch_world *world, const char *user, const char *uuid,
	enum vouch_field field, const char *value)
{
	*VOUCH_PUSH(world->arena, &world->out->adoptions) =
		(struct vouch_adoption){user, uuid, field, value};
}

static const char *declared_text(
	struct vouch_world *world, const struct vouch_member *member, enum vouch_field field)
{
	const struct vouch_value *value = vouch_user_field(member->user, field);

	if (field == VOUCH_FIELD_STATE)
		return "present";
	return value != NULL ? vouch_field_text(world->arena, field, value) : NULL;
}

static void adopt_fields(struct vouch_world *world, const struct vouch_member *member)
{
	enum vouch_field field;

	for (field = 0; field < VOUCH_FIELD_COUNT; field++) {
		const struct vouch_verdict *verdict = &member->verdicts[field];

		if (!verdict->baseline_moves)
			continue;
		if (verdict->outcome == VOUCH_OUTCOME_CONVERGED && member->account != NULL)
			add(world, member->name, member->account->uuid, field,
				declared_text(world, member, field));
		else if (verdict->outcome == VOUCH_OUTCOME_ALONE && member->baseline != NULL)
			add(world, member->name, member->baseline->uuid, field, NULL);
	}
}

static void forget(struct vouch_world *world, const struct vouch_baseline_entry *entry)
{
	enum vouch_field field;

	for (field = 0; field < VOUCH_FIELD_COUNT; field++) {
		if (entry->fields[field] != NULL)
			add(world, entry->user, entry->uuid, field, NULL);
	}
}

/* Rows of accounts that are gone as declared, or that are neither there nor declared. */
static void forget_the_gone(struct vouch_world *world)
{
	const struct vouch_baseline *baseline = world->in->baseline;
	struct vouch_index index = {0};
	size_t i;
	int who;

	for (who = 0; who < world->count; who++)
		vouch_index_add(world->arena, &index, world->members[who].name, who);
	vouch_index_sort(&index);
	for (i = 0; i < baseline->count; i++) {
		who = vouch_index_find(&index, baseline->items[i].user);
		if (who < 0)
			forget(world, &baseline->items[i]);
	}
	for (who = 0; who < world->count; who++) {
		const struct vouch_member *member = &world->members[who];

		if (member->replaced != NULL)
			forget(world, member->replaced);
		else if (member->baseline != NULL && member->leaves && !member->present)
			forget(world, member->baseline);
	}
}

static int by_user(const void *left, const void *right)
{
	const struct vouch_adoption *a = left, *b = right;
	int order = strcmp(a->user, b->user);

	if (order != 0)
		return order;
	if (a->field != b->field)
		return a->field < b->field ? -1 : 1;
	return (a->value != NULL) - (b->value != NULL); /* the old is forgotten first */
}

void vouch_plan_adoptions(struct vouch_world *world)
{
	int who;

	for (who = 0; who < world->count; who++) {
		if (world->members[who].namesake == NULL && !world->members[who].leaves)
			adopt_fields(world, &world->members[who]);
	}
	forget_the_gone(world);
	if (world->out->adoptions.count > 1)
		qsort(world->out->adoptions.items, world->out->adoptions.count,
			sizeof *world->out->adoptions.items, by_user);
}
