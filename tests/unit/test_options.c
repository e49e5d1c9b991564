/* test_options.c – what the command line promises: nothing is ignored, every mistake has a cure. */
#include "vouch_test.h"

#include <string.h>

#include "options.h"

static const struct vouch_command commands[] = {
	{"plan", "", 0, 0, "plans",
		1UL << VOUCH_OPTION_REPO | 1UL << VOUCH_OPTION_JSON | 1UL << VOUCH_OPTION_ALLOW |
			1UL << VOUCH_OPTION_MAX_REMOVALS,
		NULL},
	{"show", "RUN", 1, 1, "shows", 1UL << VOUCH_OPTION_JSON, NULL},
	{NULL, NULL, 0, 0, NULL, 0, NULL},
};

struct fixture {
	struct vouch_arena arena;
	struct vouch_arguments arguments;
	struct vouch_err err;
};

static int setup(void **state)
{
	static struct fixture fixture;

	memset(&fixture, 0, sizeof fixture);
	*state = &fixture;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;

	vouch_arena_release(&fixture->arena);
	return 0;
}

/* The words after the program's name, parted by blanks. */
static int parse(struct fixture *fixture, const char *line)
{
	char *text = vouch_arena_printf(&fixture->arena, "vouch %s", line), *rest = NULL, *word;
	char *words[16] = {0};
	int count = 0;

	for (word = strtok_r(text, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest))
		words[count++] = word;
	return vouch_arguments_parse(
		&fixture->arena, commands, count, words, &fixture->arguments, &fixture->err);
}

static void options_stand_before_and_after(void **state)
{
	struct fixture *fixture = *state;

	assert_vouch_ok(parse(fixture, "--json show 12 -v -v"), &fixture->err);
	assert_string_equal(fixture->arguments.command->name, "show");
	assert_true(fixture->arguments.given[VOUCH_OPTION_JSON]);
	assert_true(fixture->arguments.given[VOUCH_OPTION_VERBOSE]);
	assert_int_equal(fixture->arguments.operands.count, 1);
	assert_string_equal(fixture->arguments.operands.items[0], "12");
}

static void values_are_attached_or_the_next_word(void **state)
{
	struct fixture *fixture = *state;

	assert_vouch_ok(parse(fixture, "plan --repo=/a --max-removals 3 --allow /x --allow=/y"),
		&fixture->err);
	assert_string_equal(fixture->arguments.values[VOUCH_OPTION_REPO], "/a");
	assert_string_equal(fixture->arguments.values[VOUCH_OPTION_MAX_REMOVALS], "3");
	assert_int_equal(fixture->arguments.allow.count, 2);
	assert_string_equal(fixture->arguments.allow.items[1], "/y");
}

static void two_dashes_end_the_options(void **state)
{
	struct fixture *fixture = *state;

	assert_vouch_ok(parse(fixture, "show -- --json"), &fixture->err);
	assert_false(fixture->arguments.given[VOUCH_OPTION_JSON]);
	assert_string_equal(fixture->arguments.operands.items[0], "--json");
}

static void every_mistake_is_named(void **state)
{
	static const struct {
		const char *line, *says;
	} rows[] = {
		{"", "vouch --help lists it"},
		{"plam", "there is no command plam: do you mean plan?"},
		{"plan --jsn", "there is no option --jsn: do you mean --json?"},
		{"plan --max-removal 3", "do you mean --max-removals?"},
		{"plan -x", "there is no option -x"},
		{"plan --repo", "--repo needs a value: --repo URL|DIR"},
		{"plan --repo=", "--repo needs a value"},
		{"plan --repo --json", "--repo needs a value"},
		{"plan --json=yes", "--json takes no value"},
		{"plan --json --json", "--json is given twice"},
		{"plan --yes", "vouch plan does not take --yes"},
		{"--yes plan", "vouch plan does not take --yes"},
		{"plan now", "vouch plan does not take \"now\""},
		{"show", "vouch show needs RUN"},
		{"show 1 2", "vouch show does not take \"2\""},
	};
	struct fixture *fixture = *state;
	size_t i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_int_equal(parse(fixture, rows[i].line), -(int)VOUCH_E_USAGE);
		assert_text_contains(fixture->err.msg, rows[i].says);
		assert_null(fixture->arguments.command);
	}
}

static void help_needs_no_operands(void **state)
{
	struct fixture *fixture = *state;

	assert_vouch_ok(parse(fixture, "show --help"), &fixture->err);
	assert_vouch_ok(parse(fixture, "--help"), &fixture->err);
	assert_null(fixture->arguments.command);
}

static void help_shows_what_a_command_takes(void **state)
{
	struct vouch_buf out = {0};

	(void)state;
	vouch_help_write(commands, &commands[0], &out);
	assert_text_contains(vouch_buf_get(&out), "--max-removals N");
	assert_text_contains(vouch_buf_get(&out), "-v, --verbose");
	assert_null(strstr(vouch_buf_get(&out), "--yes"));
	vouch_buf_clear(&out);
	vouch_help_write(commands, NULL, &out);
	assert_text_contains(vouch_buf_get(&out), "  show RUN ");
	assert_text_contains(vouch_buf_get(&out), "--yes");
	vouch_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(options_stand_before_and_after, setup, teardown),
		cmocka_unit_test_setup_teardown(
			values_are_attached_or_the_next_word, setup, teardown),
		cmocka_unit_test_setup_teardown(two_dashes_end_the_options, setup, teardown),
		cmocka_unit_test_setup_teardown(every_mistake_is_named, setup, teardown),
		cmocka_unit_test_setup_teardown(help_needs_no_operands, setup, teardown),
		cmocka_unit_test(help_shows_what_a_command_takes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
