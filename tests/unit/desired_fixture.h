/* desired_fixture.h – one repository in memory a test: its files, a Mac, and what that Mac is to
 * have. */
#ifndef DESIRED_FIXTURE_H
#define DESIRED_FIXTURE_H

#include "vouch_test.h"

#include <stdlib.h>
#include <string.h>

#include "vouch/load/desired.h"

/* A repository in memory: paths and texts in turn, NULL last. */
struct fixture {
	struct vouch_arena arena;
	struct vouch_source source;
	struct vouch_machine machine;
	struct vouch_desired desired;
	struct vouch_problems problems;
	struct vouch_err err;
};

static inline void add_file(struct fixture *fixture, const char *path, const char *text)
{
	struct vouch_source *source = &fixture->source;

	source->files = vouch_arena_grow(&fixture->arena, source->files, source->count,
		&source->room, sizeof *source->files);
	source->files[source->count++] =
		(struct vouch_source_file){path, VOUCH_SOURCE_FILE, {text, strlen(text)}};
}

static inline int by_path(const void *left, const void *right)
{
	const struct vouch_source_file *a = left, *b = right;

	return strcmp(a->path, b->path);
}

static inline struct fixture start(const char *manifest)
{
	struct fixture fixture = {
		.source = {.name = "test"},
		.machine = {.serial = "C02TEST00001",
			.hostname = "eng-001",
			.model = "Mac14,2",
			.os = "14.5",
			.chip = VOUCH_CHIP_APPLE,
			.filesystem = VOUCH_FILESYSTEM_APFS,
			.mdm = VOUCH_MDM_NONE},
	};

	add_file(&fixture, "vouch.yaml", manifest);
	return fixture;
}

static inline int load(struct fixture *fixture)
{
	fixture->problems = (struct vouch_problems){0};
	qsort(fixture->source.files, fixture->source.count, sizeof *fixture->source.files, by_path);
	return vouch_desired_load(&fixture->arena, &fixture->source, &fixture->machine,
		&fixture->desired, &fixture->problems, &fixture->err);
}

static inline void assert_loads(struct fixture *fixture)
{
	int result = load(fixture);
	size_t i;

	for (i = 0; i < fixture->problems.count; i++)
		print_message(
			"%s\n", vouch_problem_text(&fixture->arena, &fixture->problems.items[i]));
	assert_vouch_ok(result, &fixture->err);
}

/* The only problem there is. */
static inline const char *only_problem(struct fixture *fixture)
{
	assert_int_equal(load(fixture), -VOUCH_E_CONFIG);
	assert_int_equal(fixture->problems.count, 1);
	return vouch_problem_text(&fixture->arena, &fixture->problems.items[0]);
}

#endif
