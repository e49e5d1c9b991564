/* problem.h – every mistake in a repository, each with its place and its cure.
 *
 * Loading goes on after a mistake, so that all are reported, sorted by file, line and column. One
 * problem that is not a warning means: no desired state at all.
 */
#ifndef VOUCH_LOAD_PROBLEM_H
#define VOUCH_LOAD_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"

struct vouch_problem {
	struct vouch_pos pos;
	bool warning;
	const char *what; /* what is wrong */
	const char *cure; /* what to do */
};

struct vouch_problems {
	struct vouch_problem *items;
	size_t count, room;
	size_t errors; /* those that are not warnings */
};

void vouch_problem_add(struct vouch_arena *arena, struct vouch_problems *problems,
	struct vouch_pos pos, const char *cure, const char *format, ...) VOUCH_PRINTF(5, 6);
void vouch_problem_warn(struct vouch_arena *arena, struct vouch_problems *problems,
	struct vouch_pos pos, const char *cure, const char *format, ...) VOUCH_PRINTF(5, 6);
void vouch_problems_append(struct vouch_arena *arena, struct vouch_problems *problems,
	const struct vouch_problems *more);
/* By file, line and column; what was said twice of one place stays once. */
void vouch_problems_sort(struct vouch_problems *problems);
/* "file:line:column: what: cure", escaped for a terminal; parts that are not known are left out. A
 * warning has "warning: " before what. */
const char *vouch_problem_text(struct vouch_arena *arena, const struct vouch_problem *problem);

#endif
