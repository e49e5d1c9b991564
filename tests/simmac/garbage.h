/* garbage.h – what the parts of the test of garbage share: calls, and how they are spoilt. */
#ifndef SIMMAC_GARBAGE_H
#define SIMMAC_GARBAGE_H

#include <stddef.h>
#include <stdint.h>

#include "vouch/base/arena.h"

enum { WORDS = 40, BROKEN = 70, FILE_MAX = 1 << 20 };

struct call {
	const char *words[WORDS + 1]; /* the tool's name first */
	size_t count;
};

struct world {
	struct vouch_arena arena, round;
	const char *folder, *root;
	struct {
		struct call *items;
		size_t count, room;
	} calls;
	struct {
		const char **items;
		size_t count, room;
	} files;
	uint64_t random;
	size_t traced; /* how much of the trace has been looked at */
	size_t failures;
};

/* A number below that one, from the seed. */
size_t garbage_pick(struct world *world, size_t below);
/* One call a line: words apart by spaces, or in single quotes; % is the test's folder. */
void garbage_read_calls(struct world *world, const char *path);
/* A word in the place of another, one more, one less, two swapped, or one cut. */
void garbage_change(struct world *world, struct call *call);
const char *garbage_input(struct world *world);

#endif
