/* plan_cases.c – runs case files: plan_cases FILE… compares, plan_cases --show FILE… prints plans.
 */
#include <stdio.h>
#include <string.h>

#include "plan_text.h"
#include "vouch/base/file.h"

static const char *plan_of(
	struct vouch_arena *arena, const struct plan_case *plan_case, unsigned shown)
{
	struct vouch_buf out = {0};
	struct vouch_plan plan;
	const char *text;

	plan_case_build(arena, plan_case, &plan);
	plan_text_write(&plan, shown, &out);
	text = vouch_arena_text(arena, vouch_buf_get(&out));
	vouch_buf_release(&out);
	return text;
}

/* The same records in another order give the same plan, byte by byte. */
static int check_order(struct vouch_arena *arena, struct plan_case *plan_case, const char *file)
{
	const char *before = plan_of(arena, plan_case, SHOW_ALL), *after;

	plan_case_turn(plan_case);
	after = plan_of(arena, plan_case, SHOW_ALL);
	if (strcmp(before, after) == 0)
		return 0;
	fprintf(stderr, "%s: another order of the inputs gives another plan:\n%s---\n%s", file,
		before, after);
	return 1;
}

static int run(const char *file, bool show)
{
	struct vouch_arena arena = {NULL};
	struct vouch_err err;
	struct vouch_bytes bytes;
	struct plan_case plan_case;
	const char *got;
	int failed = 1;

	if (vouch_file_read(&arena, file, 1024 * 1024, &bytes, &err) < 0 ||
		plan_case_read(&arena, bytes.data, &plan_case, &err) < 0) {
		fprintf(stderr, "%s: %s\n", file, err.msg);
		goto out;
	}
	got = plan_of(&arena, &plan_case, plan_case.shown);
	if (show) {
		printf("%s", got);
		failed = 0;
		goto out;
	}
	failed = check_order(&arena, &plan_case, file);
	if (strcmp(got, plan_case.expected) != 0) {
		fprintf(stderr, "%s: expected:\n%s--- but the plan is:\n%s", file,
			plan_case.expected, got);
		failed = 1;
	}
out:
	vouch_arena_release(&arena);
	return failed;
}

int main(int argc, char **argv)
{
	bool show = argc > 1 && strcmp(argv[1], "--show") == 0;
	int i, failed = 0;

	if (argc < 2 + show) {
		fprintf(stderr, "usage: plan_cases [--show] FILE…\n");
		return 64;
	}
	for (i = 1 + show; i < argc; i++)
		failed |= run(argv[i], show);
	return failed;
}
