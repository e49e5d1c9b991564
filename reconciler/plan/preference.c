/* preference.c – who is asked first to vouch: a leaver, then a required account, then one whose
 * password was proved before, then by name. */
#include <stdlib.h>

#include "passes.h"

struct candidate {
	int position;
	int strangeness; /* the smaller, the sooner */
};

static int by_preference(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	if (a->strangeness != b->strangeness)
		return a->strangeness - b->strangeness;
	return a->position - b->position; /* members are sorted by name */
}

void vouch_plan_preference(struct vouch_world *world)
{
	size_t room = (size_t)world->count + 1;
	struct candidate *candidates =
		vouch_arena_alloc_array(world->arena, room, sizeof *candidates);
	int at;

	for (at = 0; at < world->count; at++) {
		const struct vouch_member *member = &world->members[at];

		candidates[at].position = at;
		candidates[at].strangeness =
			4 * !member->leaves + 2 * !member->required + 1 * !member->proved;
	}
	if (world->count > 1)
		qsort(candidates, (size_t)world->count, sizeof *candidates, by_preference);
	world->preference = vouch_arena_alloc_array(world->arena, room, sizeof *world->preference);
	for (at = 0; at < world->count; at++)
		world->preference[at] = candidates[at].position;
}
