/* bench_plan.c – plans a shape and times it. */
#include "bench_plan.h"

#include <time.h>

#include "bench_run.h"

static double processor_seconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now); /* cannot fail for this clock */
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double bench_plan(enum bench_shape shape, int accounts)
{
	struct vouch_arena records_arena = {0};
	struct bench_records records;
	double least = 0;
	int i;

	bench_shape_fill(&records_arena, shape, accounts, &records);
	for (i = 0; i < BENCH_ROUNDS; i++) {
		struct vouch_arena arena = {0};
		struct vouch_plan plan;
		double took = processor_seconds();

		vouch_plan_build(&arena, &records.in, &plan);
		took = processor_seconds() - took;
		least = i == 0 || took < least ? took : least;
		vouch_arena_release(&arena);
	}
	vouch_arena_release(&records_arena);
	return least;
}
