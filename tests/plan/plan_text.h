/* plan_text.h – inputs of the planner from a few lines of text, and plans as such lines.
 *
 * What the lines mean is in README.md beside this file.
 */
#ifndef VOUCH_TEST_PLAN_TEXT_H
#define VOUCH_TEST_PLAN_TEXT_H

#include "vouch/base/buf.h"
#include "vouch/plan/plan.h"

struct plan_case {
	struct vouch_baseline baseline;
	struct vouch_desired desired;
	struct vouch_snapshot observed;
	struct vouch_facts facts;
	struct vouch_limits limits; /* zeroed: none */
	const char *expected;
	unsigned shown; /* what @EXPECT asks to be shown beside actions, waiting and refused */
};

enum {
	SHOW_AFTER = 1,
	SHOW_CAUSE = 2,
	SHOW_CHANGES = 4,
	SHOW_REASON = 8,
	SHOW_FINDINGS = 16,
	SHOW_ADOPTIONS = 32,
	SHOW_HINTS = 64,
	SHOW_SOURCE = 128,
	SHOW_STATUS = 256,
	SHOW_ALL = 511
};

/* 0, or -code with what is wrong in which line. */
int plan_case_read(
	struct vouch_arena *arena, const char *text, struct plan_case *out, struct vouch_err *err);
void plan_case_build(
	struct vouch_arena *arena, const struct plan_case *plan_case, struct vouch_plan *plan);
void plan_text_write(const struct vouch_plan *plan, unsigned shown, struct vouch_buf *out);
/* The same inputs in another order: every list of records is turned round. */
void plan_case_turn(struct plan_case *plan_case);

#endif
