/* plan_cures.c – waiting is precise: whoever does what the hint says gets what was waited for.
 *
 * For each thing that a plan waits for, the act that its hint names is done to the inputs and the
 * plan made anew, until the thing is reached. What is needed next is never an earlier need, but of
 * whom an act declared, or where the act changed who holds a token, or upgraded macOS: that opens
 *new questions.
 *
 *	plan_cures FILE.case…        all of these; every row of the cures has to be used
 *	plan_cures --worlds SET ACCOUNTS STEP    a world of every STEPth group of a set (sets.h)
 *	plan_cures --list            the hints that have a cure
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cures.h"
#include "given.h"
#include "plan_text.h"
#include "sets.h"
#include "show.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

enum { STEPS_MAX = 8, COMPLAINTS_MAX = 12 };

/* Where inputs come from, as often as they are wanted: a case, or a small world. */
struct source {
	const char *name, *text;
	const struct world *world;
};

struct inputs {
	struct plan_case plan_case;
	struct given given;
	struct vouch_limits limits;
	struct vouch_inputs in;
	struct cure_world cured;
};

static bool used[256]; /* by row */
static uint64_t entries, acts, failures;

static void load(struct vouch_arena *arena, const struct source *source, struct inputs *out)
{
	struct vouch_err err;

	if (source->world != NULL) {
		give(arena, source->world, &source->world->now, false, &out->given);
		out->limits = (struct vouch_limits){0};
		out->in = out->given.in;
		out->in.limits = &out->limits;
		out->cured = (struct cure_world){arena, &out->given.desired, &out->given.observed,
			&out->given.facts, &out->limits, NULL};
		return;
	}
	if (plan_case_read(arena, source->text, &out->plan_case, &err) < 0) {
		fprintf(stderr, "%s: %s\n", source->name, err.msg);
		exit(1);
	}
	out->in = (struct vouch_inputs){&out->plan_case.baseline, &out->plan_case.desired,
		&out->plan_case.observed, &out->plan_case.facts, &out->plan_case.limits};
	out->cured = (struct cure_world){arena, &out->plan_case.desired, &out->plan_case.observed,
		&out->plan_case.facts, &out->plan_case.limits, NULL};
}

static const struct vouch_waiting *find(
	const struct vouch_plan *plan, const char *user, const char *field)
{
	size_t i;

	for (i = 0; i < plan->waiting.count; i++) {
		const struct vouch_waiting *entry = &plan->waiting.items[i];

		if (strcmp(entry->field, field) == 0 && vouch_text_equal(entry->user, user))
			return entry;
	}
	return NULL;
}

/* One way through the hints: which of the ways of each was gone, and how many there are. */
struct path {
	int chosen[STEPS_MAX], ways[STEPS_MAX], length;
	const char *why; /* it does not lead there */
};

static void tell(const struct vouch_plan *plan, const struct vouch_waiting *entry, int way)
{
	fprintf(stderr, "    %s%s %s needs %s of %s: %s (%d)\n",
		plan->status == VOUCH_PLAN_REFUSED ? "refused " : "",
		entry->user ? entry->user : "-", entry->field, vouch_needs_text(entry->needs),
		entry->of ? entry->of : "-", entry->hint, way);
}

/* Somebody whom a cure declared. */
static bool is_second(const char *name)
{
	return name != NULL && vouch_text_starts(name, "second");
}

/* Whom a cure declared waits as well: then that comes first. */
static const struct vouch_waiting *of_the_second(const struct vouch_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->waiting.count; i++) {
		if (is_second(plan->waiting.items[i].user))
			return &plan->waiting.items[i];
	}
	return NULL;
}

/* The message of max_removals says how to allow it once. */
static bool allows_removals(const struct vouch_plan *plan, struct vouch_facts *facts)
{
	if (plan->refused.count != 1 || strcmp(plan->refused.items[0].guard, "max_removals") != 0)
		return false;
	facts->max_removals_set = true;
	facts->max_removals = INT16_MAX;
	return true;
}

/* A login is named in the place of the password or the grantor that it spares. */
static enum vouch_needs place_of(enum vouch_needs needs)
{
	return needs == VOUCH_NEEDS_LOGIN ? VOUCH_NEEDS_GRANTOR : needs;
}

/* What an act changes on the way: a difference opens new questions. */
struct scene {
	size_t holders; /* there, or to come by the plan */
	enum vouch_filevault filevault;
	const char *os;
};

static struct scene scene_of(const struct vouch_snapshot *observed, const struct vouch_plan *plan)
{
	struct scene scene = {.filevault = observed->machine.filevault, .os = observed->machine.os};
	size_t i;

	for (i = 0; i < observed->accounts.count; i++)
		scene.holders += observed->accounts.items[i].token == VOUCH_TOKEN_LIVE;
	for (i = 0; i < plan->changes.count; i++)
		scene.holders += plan->changes.items[i].action == VOUCH_ACTION_GRANT_TOKEN;
	return scene;
}

static bool is_same_scene(struct scene one, struct scene other)
{
	return one.holders == other.holders && one.filevault == other.filevault &&
	       vouch_text_equal(one.os, other.os);
}

static bool follow(const struct source *source, const char *user, const char *field,
	struct path *path, bool tells)
{
	struct vouch_arena arena = {NULL};
	struct inputs *inputs = vouch_arena_alloc(&arena, sizeof *inputs);
	enum vouch_needs last = VOUCH_NEEDS_UNKNOWN;
	const char *hint = NULL; /* of what is waited for */
	struct scene before = {0};
	/* Where something was found out at last, it may show that a guard breaks. */
	bool asked = false, reached = false;

	load(&arena, source, inputs);
	path->why = "not reached";
	for (path->length = 0; path->length < STEPS_MAX; path->length++) {
		const struct vouch_waiting *entry;
		const struct cure *cure;
		struct vouch_plan plan;
		struct scene scene;
		int row;

		vouch_plan_build(&arena, &inputs->in, &plan);
		if (allows_removals(&plan, inputs->cured.facts))
			vouch_plan_build(&arena, &inputs->in, &plan);
		scene = scene_of(inputs->cured.observed, &plan);
		if (path->length > 0 && !is_same_scene(scene, before))
			last = VOUCH_NEEDS_UNKNOWN;
		before = scene;
		entry = find(&plan, user, field);
		if (entry == NULL) {
			reached = plan.status != VOUCH_PLAN_REFUSED || asked;
			path->why = "refused in the end";
			break;
		}
		if (hint != NULL && strcmp(hint, entry->hint) == 0 && of_the_second(&plan) != NULL)
			entry = of_the_second(&plan);
		else
			hint = entry->hint;
		if (tells)
			tell(&plan, entry, path->chosen[path->length]);
		row = cure_find(entry->hint);
		if (row < 0 || (hint == entry->hint && place_of(entry->needs) < last &&
				       !is_second(entry->of))) {
			path->why = row < 0 ? "a hint without a cure" : "an earlier need";
			break;
		}
		cure = cure_row((size_t)row);
		used[row] = true;
		asked = entry->needs == VOUCH_NEEDS_UNKNOWN;
		last = hint == entry->hint ? place_of(entry->needs) : last;
		path->ways[path->length] = cure->ways;
		inputs->cured.plan = &plan;
		cure->apply(&inputs->cured, entry, path->chosen[path->length]);
		acts++;
	}
	vouch_arena_release(&arena);
	return reached;
}

/* The next way of the last hint that names another; false where all were gone. */
static bool next(struct path *path)
{
	int at = path->length < STEPS_MAX ? path->length : STEPS_MAX;

	while (at-- > 0) {
		if (path->chosen[at] + 1 < path->ways[at]) {
			path->chosen[at]++;
			memset(path->chosen + at + 1, 0,
				sizeof *path->chosen * (size_t)(STEPS_MAX - at - 1));
			return true;
		}
	}
	return false;
}

static void judge_entry(const struct source *source, const struct vouch_waiting *entry)
{
	struct path path = {.why = NULL}, first;

	entries++;
	if (follow(source, entry->user, entry->field, &path, false))
		return;
	first = path;
	while (next(&path)) {
		if (follow(source, entry->user, entry->field, &path, false))
			return;
	}
	if (failures++ >= COMPLAINTS_MAX)
		return;
	fprintf(stderr, "%s: doing what the hints say does not lead there: %s\n", source->name,
		first.why);
	if (source->world != NULL)
		show_case(source->world, &source->world->now);
	memset(first.chosen, 0, sizeof first.chosen);
	(void)follow(source, entry->user, entry->field, &first, true); /* only told */
}

static void judge(const struct source *source)
{
	struct vouch_arena arena = {NULL};
	struct inputs *inputs = vouch_arena_alloc(&arena, sizeof *inputs);
	struct vouch_plan plan;
	size_t i;

	load(&arena, source, inputs);
	vouch_plan_build(&arena, &inputs->in, &plan);
	for (i = 0; i < plan.waiting.count; i++)
		judge_entry(source, &plan.waiting.items[i]);
	vouch_arena_release(&arena);
}

static void judge_case(const char *file)
{
	struct vouch_arena arena = {NULL};
	struct source source = {.name = file};
	struct vouch_bytes bytes;
	struct vouch_err err;

	if (vouch_file_read(&arena, file, 1024 * 1024, &bytes, &err) < 0) {
		fprintf(stderr, "%s: %s\n", file, err.msg);
		exit(1);
	}
	source.text = bytes.data;
	judge(&source);
	vouch_arena_release(&arena);
}

static void judge_worlds(const struct set *set, int count, uint64_t step)
{
	uint64_t groups = sets_group_count(set, count), states = sets_state_count(set, count);
	uint64_t number, at = 0;
	struct world world;

	/* One state of each group, another one each time. */
	for (number = 0; number < groups; number += step) {
		struct source source = {.world = &world};
		char name[64];

		sets_group(set, count, number, &world);
		at = (at + 7) % states;
		if (!sets_state(set, &world, at, &world.now))
			continue;
		(void)snprintf(name, sizeof name, "group %" PRIu64 " state %" PRIu64, number,
			at); /* long enough for both */
		source.name = name;
		judge(&source);
	}
}

/* Every hint is somewhere in the cases. */
static void judge_rows(void)
{
	const struct cure *cure;
	size_t i;

	for (i = 0; (cure = cure_row(i)) != NULL; i++) {
		if (used[i] || cure->ways == 0)
			continue;
		fprintf(stderr, "no case has this hint: %s\n", cure->hint);
		failures++;
	}
}

int main(int argc, char **argv)
{
	int64_t accounts, step;
	struct set set;
	size_t row;
	int i;

	if (argc == 2 && strcmp(argv[1], "--list") == 0) {
		for (row = 0; cure_row(row) != NULL; row++)
			puts(cure_row(row)->hint);
		return 0;
	}
	if (argc < 2 || cure_row(sizeof used) != NULL) {
		fputs("usage: plan_cures FILE.case… | --worlds SET ACCOUNTS STEP | --list\n",
			stderr);
		return 64;
	}
	if (argc == 5 && strcmp(argv[1], "--worlds") == 0 && sets_open(argv[2], &set) &&
		vouch_text_number(argv[3], &accounts) && vouch_text_number(argv[4], &step) &&
		accounts > 0 && accounts <= WORLD_ACCOUNTS_MAX && step > 0) {
		judge_worlds(&set, (int)accounts, (uint64_t)step);
		sets_release(&set);
	} else {
		for (i = 1; i < argc; i++)
			judge_case(argv[i]);
		judge_rows();
	}
	printf("%" PRIu64 " waited for, %" PRIu64 " acts, %" PRIu64 " failures\n", entries, acts,
		failures);
	return failures == 0 ? 0 : 1;
}
