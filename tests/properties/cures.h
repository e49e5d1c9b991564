/* cures.h – what a person does who follows a hint: each hint of the planner has one row here. */
#ifndef PROPERTIES_CURES_H
#define PROPERTIES_CURES_H

#include "vouch/plan/plan.h"

/* The inputs of a plan, as they can be changed. */
struct cure_world {
	struct vouch_arena *arena;
	struct vouch_desired *desired;
	struct vouch_snapshot *observed;
	struct vouch_facts *facts;
	struct vouch_limits *limits;
	const struct vouch_plan *plan; /* the one with the entry */
};

/* Does what the hint says, to the world. way: which of the ways it names, from 0. */
typedef void cure_fn(struct cure_world *world, const struct vouch_waiting *entry, int way);

struct cure {
	const char *hint; /* '*' stands for any text */
	cure_fn *apply;
	int ways; /* 0: nothing ever says it, for something else is missing first */
};

/* The rows of all tables, one after the other; NULL behind the last. */
const struct cure *cure_row(size_t row);
/* The row of this hint, or -1. */
int cure_find(const char *hint);

#endif
