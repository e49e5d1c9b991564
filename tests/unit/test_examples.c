/* test_examples.c – the example fleet is sound; every broken example gives the messages it
 * promises.
 */
#include "vouch_test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/buf.h"
#include "vouch/base/file.h"
#include "vouch/load/desired.h"

/* All problems of a repository, a line each. */
static const char *validate(struct vouch_arena *arena, const char *folder, int *result)
{
	struct vouch_source source;
	struct vouch_problems problems = {0};
	struct vouch_err err;
	struct vouch_buf lines = {0};
	const char *text;
	size_t i;

	assert_vouch_ok(vouch_source_read_folder(arena, folder, &source, &err), &err);
	*result = vouch_desired_validate(arena, &source, &problems, &err);
	for (i = 0; i < problems.count; i++)
		vouch_buf_printf(&lines, "%s\n", vouch_problem_text(arena, &problems.items[i]));
	text = vouch_arena_text(arena, vouch_buf_get(&lines));
	vouch_buf_release(&lines);
	return text;
}

static void every_broken_example_gives_its_messages(void **state)
{
	DIR *directory = opendir(VOUCH_EXAMPLES "/broken");
	struct dirent *entry;
	int checked = 0, wrong = 0;

	(void)state;
	assert_non_null(directory);
	while ((entry = readdir(directory)) != NULL) {
		struct vouch_arena arena = {0};
		struct vouch_bytes expected;
		const char *folder, *lines;
		int result;

		folder = vouch_arena_printf(&arena, "%s/broken/%s", VOUCH_EXAMPLES, entry->d_name);
		if (entry->d_name[0] != '.' &&
			vouch_file_read(&arena, vouch_arena_printf(&arena, "%s/EXPECT", folder),
				65536, &expected, NULL) == 0) {
			lines = validate(&arena, folder, &result);
			checked++;
			if (strcmp(lines, expected.data) != 0 || result != -VOUCH_E_CONFIG) {
				print_error("%s\n--- expected\n%s--- got (%d)\n%s", entry->d_name,
					expected.data, result, lines);
				wrong++;
			}
		}
		vouch_arena_release(&arena);
	}
	(void)closedir(directory); /* it was only read */
	assert_int_equal(wrong, 0);
	assert_true(checked >= 40);
}

static void the_fleet_is_sound(void **state)
{
	struct vouch_arena arena = {0};
	int result;

	(void)state;
	assert_string_equal(validate(&arena, VOUCH_EXAMPLES "/fleet", &result), "");
	assert_int_equal(result, 0);
	assert_string_equal(validate(&arena, VOUCH_EXAMPLES "/vault", &result), "");
	assert_int_equal(result, 0);
	vouch_arena_release(&arena);
}

static void the_fleet_resolves_for_its_macs(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_source source;
	struct vouch_problems problems = {0};
	struct vouch_machine machine = {.serial = "C02TEST00001",
		.hostname = "eng-001",
		.os = "14.5",
		.filesystem = VOUCH_FILESYSTEM_APFS};
	struct vouch_desired desired;
	struct vouch_err err;
	const struct vouch_user *bob;

	(void)state;
	assert_vouch_ok(
		vouch_source_read_folder(&arena, VOUCH_EXAMPLES "/fleet", &source, &err), &err);
	assert_vouch_ok(
		vouch_desired_load(&arena, &source, &machine, &desired, &problems, &err), &err);
	assert_int_equal(problems.count, 0);
	assert_int_equal(desired.users.count, 6);
	assert_true(vouch_user_is_absent(vouch_desired_find(&desired, "intern")));
	bob = vouch_desired_find(&desired, "bob");
	assert_null(vouch_user_field(bob, VOUCH_FIELD_GROUPS));
	assert_string_equal(
		bob->fields[VOUCH_FIELD_NOT_GROUPS].pos.file, "machines/C02TEST00001.yaml");
	vouch_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_broken_example_gives_its_messages),
		cmocka_unit_test(the_fleet_is_sound),
		cmocka_unit_test(the_fleet_resolves_for_its_macs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
