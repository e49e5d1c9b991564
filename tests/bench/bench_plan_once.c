/* bench_plan_once.c – fills a shape, plans it once, and ends: for counting instructions.
 *
 *	valgrind --tool=callgrind --toggle-collect=vouch_plan_build bench_plan_once SHAPE ACCOUNTS
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench_shapes.h"

int main(int argc, char **argv)
{
	struct vouch_arena records_arena = {0}, arena = {0};
	struct bench_records records;
	struct vouch_plan plan;
	int shape = argc > 2 ? atoi(argv[1]) : -1, accounts = argc > 2 ? atoi(argv[2]) : 0;

	if (shape < 0 || shape >= BENCH_SHAPE_COUNT || accounts < 1) {
		fputs("usage: bench_plan_once SHAPE ACCOUNTS\n", stderr);
		return 64;
	}
	bench_shape_fill(&records_arena, (enum bench_shape)shape, accounts, &records);
	vouch_plan_build(&arena, &records.in, &plan);
	printf("%s: %s, %zu changes, %zu waiting\n", bench_shape_text((enum bench_shape)shape),
		vouch_plan_status_text(plan.status), plan.changes.count, plan.waiting.count);
	vouch_arena_release(&arena);
	vouch_arena_release(&records_arena);
	return 0;
}
