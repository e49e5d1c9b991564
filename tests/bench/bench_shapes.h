/* bench_shapes.h – Macs of any size, each made to lean on another part of the planner. */
#ifndef BENCH_SHAPES_H
#define BENCH_SHAPES_H

#include "vouch/plan/plan.h"

/* The name, and what is on such a Mac. Account 0 is an administrator who can vouch, if not said
 * otherwise. */
#define BENCH_SHAPES(X) \
	X(MIXED, "a third each created, given a token, changed") \
	X(CONVERGED, "all as declared") \
	X(CREATED, "all created with a token") \
	X(GRANTED, "all given a token") \
	X(REVOKED, "all lose their tokens") \
	X(REPAIRED, "all tokens dead, all repaired") \
	X(OFFBOARDED, "all deleted, all holders") \
	X(DEMOTED, "all administrators, all demoted") \
	X(EXPIRED, "all administrators, the time of all has run out") \
	X(GRANTORS_LEAVE, "all can vouch, all leave but one") \
	X(NO_GRANTOR, "all created, nobody can vouch") \
	X(NO_PASSWORD, "all to have a token, no password of any") \
	X(UNREAD, "nothing could be read of any") \
	X(FIRST_TOKEN, "all created, nobody holds a token yet") \
	X(FOR_A_TIME, "one promoted for a time, for all") \
	X(TARGET_FOR_A_TIME, "the same, and it loses its token in the end") \
	X(LEAVER_FOR_A_TIME, "the same, and it leaves in the end") \
	X(UIDS_FREED, "half take the uids of a half that leaves") \
	X(REQUIRED, "all required, all proved") \
	X(LOGGED_IN, "all to go, all logged in") \
	X(INTERRUPTED, "all half made, all dead, all promoted for a time") \
	X(FORGOTTEN, "all known, none there, none declared")

enum bench_shape {
#define BENCH_SHAPE_ENUM(name, text) BENCH_SHAPE_##name,
	BENCH_SHAPES(BENCH_SHAPE_ENUM)
#undef BENCH_SHAPE_ENUM
		BENCH_SHAPE_COUNT
};

struct bench_records {
	struct vouch_baseline baseline;
	struct vouch_desired desired;
	struct vouch_snapshot observed;
	struct vouch_facts facts;
	struct vouch_inputs in;
};

const char *bench_shape_text(enum bench_shape shape);
/* Everything lives in the arena; the records point into themselves and must not be copied. */
void bench_shape_fill(
	struct vouch_arena *arena, enum bench_shape shape, int accounts, struct bench_records *out);

#endif
