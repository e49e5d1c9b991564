/* plan.h – the planner: (baseline, desired, observed, facts, limits) -> plan. Pure.
 *
 * No clock, no I/O, no globals; the same input gives the same bytes. Inputs are const and must
 * outlive the plan, which borrows their text; everything else of the plan lives in the arena.
 *
 *	struct vouch_inputs in = { &baseline, &desired, &observed, &facts, &limits };
 *	struct vouch_plan plan;
 *	vouch_plan_build(&arena, &in, &plan);
 *
 * It cannot fail: what cannot be decided is waiting, what must not be done is refused. What a plan
 * promises is section 3 of the design.
 */
#ifndef VOUCH_PLAN_PLAN_H
#define VOUCH_PLAN_PLAN_H

#include <stddef.h>

#include "vouch/base/arena.h"
#include "vouch/model/change.h"
#include "vouch/model/desired.h"
#include "vouch/model/facts.h"
#include "vouch/model/snapshot.h"
#include "vouch/plan/limits.h"

struct vouch_inputs {
	const struct vouch_baseline *baseline;
	const struct vouch_desired *desired;
	const struct vouch_snapshot *observed;
	const struct vouch_facts *facts;
	const struct vouch_limits *limits; /* NULL: none */
};

enum vouch_plan_status {
	VOUCH_PLAN_CONVERGED,
	VOUCH_PLAN_CHANGES,
	VOUCH_PLAN_WAITING, /* nothing to do now, something missing */
	VOUCH_PLAN_REFUSED  /* the goal itself breaks a guard: nothing is done */
};

/* In the order in which the first one missing is named. */
#define VOUCH_NEEDS(X) \
	X(UNKNOWN, "unknown") \
	X(CONFLICT, "conflict") \
	X(VERSION, "version") \
	X(LOGIN, "login") \
	X(PASSWORD, "password") \
	X(FILEVAULT, "filevault") \
	X(GRANTOR, "grantor") \
	X(LOGOUT, "logout") \
	X(PERMISSION, "permission") \
	X(REPLACEMENT, "replacement")

enum vouch_needs {
#define VOUCH_NEEDS_ENUM(name, text) VOUCH_NEEDS_##name,
	VOUCH_NEEDS(VOUCH_NEEDS_ENUM)
#undef VOUCH_NEEDS_ENUM
		VOUCH_NEEDS_COUNT
};

struct vouch_waiting {
	const char *user;  /* NULL: the machine */
	const char *field; /* a field's name, "filevault" or "bootstrap_token" */
	enum vouch_needs needs;
	const char *of;   /* of whom, or NULL */
	const char *hint; /* the smallest human act that supplies it */
	struct vouch_pos source;
};

struct vouch_refusal {
	const char *guard; /* "last_admin", "max_removals", … */
	struct vouch_names users;
	const char *message;
	struct vouch_pos source;
};

struct vouch_finding {
	const char *kind; /* "dead_token", "open_promotion", … */
	const char *user; /* NULL: the machine */
	const char *message;
};

/* A field that is as declared without our doing, or that is no longer declared: the journal moves
 * the baseline, no tool runs. value NULL: forgotten. */
struct vouch_adoption {
	const char *user, *uuid;
	enum vouch_field field;
	const char *value;
};

struct vouch_summary {
	int create, change, remove, waiting, refused;
};

struct vouch_plan {
	enum vouch_plan_status status;
	struct {
		struct vouch_change *items;
		size_t count, room;
	} changes; /* in order of execution */
	struct {
		struct vouch_waiting *items;
		size_t count, room;
	} waiting; /* by user, then field in order of the table; the machine last */
	struct {
		struct vouch_refusal *items;
		size_t count, room;
	} refused;
	struct {
		struct vouch_finding *items;
		size_t count, room;
	} findings; /* by kind in the order of the design, then user */
	struct {
		struct vouch_adoption *items;
		size_t count, room;
	} adoptions;
	struct vouch_summary summary;
};

void vouch_plan_build(
	struct vouch_arena *arena, const struct vouch_inputs *in, struct vouch_plan *out);

const char *vouch_plan_status_text(enum vouch_plan_status status);
const char *vouch_needs_text(enum vouch_needs needs);

#endif
