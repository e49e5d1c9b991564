/* test_macos_capability.c – the table of versions: its rows are in order, and each version finds
 * its own. */
#include "vouch_test.h"

#include "capability.h"

static const struct vouch_macos_capability *of(const char *version)
{
	return vouch_macos_capability_of(version);
}

static void each_version_has_its_row(void **state)
{
	static const struct {
		const char *version, *row;
	} versions[] = {
		{"10.13", "10.13"},
		{"10.13.0", "10.13"},
		{"10.13.3", "10.13"},
		{"10.13.4", "10.13.4"},
		{"10.13.6", "10.13.4"},
		{"10.14", "10.14"},
		{"10.14.6", "10.14"},
		{"10.15", "10.15"},
		{"10.15.7", "10.15"},
		{"11", "11"},
		{"11.0.1", "11"},
		{"12.7.6", "11"},
		{"13.2.1", "11"},
		{"15.7.3", "11"},
		{"26", "11"},
		{"27.0.1", "11"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof versions / sizeof *versions; i++)
		assert_string_equal(of(versions[i].version)->from, versions[i].row);
}

/* FACTS 9.3, as the notes on macOS have it. */
static void the_rows_say_what_the_matrix_says(void **state)
{
	(void)state;
	assert_false(of("10.13.3")->works_alone);
	assert_true(of("10.13.4")->works_alone);
	assert_true(of("10.14.6")->may_be_hfs);
	assert_false(of("10.15")->may_be_hfs);
	assert_false(of("10.14.6")->bootstrap_token);
	assert_true(of("10.15")->bootstrap_token);
	assert_false(of("10.13.6")->guards_records);
	assert_true(of("10.14")->guards_records);
	assert_int_equal(of("10.13.3")->first_token, VOUCH_MACOS_FIRST_BY_PROOF);
	assert_int_equal(of("10.15.7")->first_token, VOUCH_MACOS_FIRST_BY_SELF);
	assert_int_equal(of("11")->first_token, VOUCH_MACOS_FIRST_BY_PASSWORD);
	assert_string_equal(of("10.14")->shell, "/bin/bash");
	assert_string_equal(of("10.15")->shell, "/bin/zsh");
}

/* Nothing that depends on the version is promised, and everything is asked. */
static void an_unknown_version_promises_nothing(void **state)
{
	static const char *const versions[] = {NULL, "", "10.12.6", "9"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof versions / sizeof *versions; i++) {
		assert_int_equal(of(versions[i])->first_token, VOUCH_MACOS_FIRST_UNKNOWN);
		assert_true(of(versions[i])->may_be_hfs);
		assert_true(of(versions[i])->bootstrap_token);
		assert_true(of(versions[i])->guards_records);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_version_has_its_row),
		cmocka_unit_test(the_rows_say_what_the_matrix_says),
		cmocka_unit_test(an_unknown_version_promises_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
