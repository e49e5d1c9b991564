/* test_macos_tools.c – the read-only list, and how a child that went wrong is described. */
#include "vouch_test.h"

#include <string.h>

#include "tools.h"

/* Words that change something must not be in any command that looks. */
static void no_command_can_change_anything(void **state)
{
	static const char *const words[] = {"-create", "-append", "-merge", "-delete", "-change",
		"-passwd", "-authonly", "-secureTokenOn", "-secureTokenOff", "-addUser",
		"-deleteUser", "-resetPasswordFor", "add", "remove", "enable", "disable", "sync",
		"install", "updatePreboot", "set", "interactive"};
	struct vouch_arena arena = {0};
	int tool;

	(void)state;
	for (tool = 0; tool < VOUCH_MACOS_TOOL_COUNT; tool++) {
		struct vouch_child child = vouch_macos_tool_child(
			&arena, "/root", (enum vouch_macos_tool)tool, "alice");
		size_t i, j;

		assert_int_equal(strncmp(child.argv[0], "/root/usr/", 10), 0);
		assert_true(child.deadline_ms > 0 && child.deadline_ms <= 60000);
		assert_true(child.output_cap > 0 && child.output_cap <= (64 << 20));
		for (i = 1; child.argv[i]; i++)
			for (j = 0; j < sizeof words / sizeof *words; j++)
				assert_string_not_equal(child.argv[i], words[j]);
	}
	vouch_arena_release(&arena);
}

static void a_name_stands_in_one_argument(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_child child =
		vouch_macos_tool_child(&arena, "", VOUCH_MACOS_USER, "al{name}ice; rm");

	(void)state;
	assert_string_equal(child.argv[0], "/usr/bin/dscl");
	assert_string_equal(child.argv[4], "/Users/al{name}ice; rm");
	assert_string_equal(child.argv[5], "RecordName");
	assert_string_equal(vouch_macos_tool_text(&arena, &child),
		"dscl -plist . -read /Users/al{name}ice; rm");
	vouch_arena_release(&arena);
}

static void trouble_says_what_happened(void **state)
{
	static const struct {
		struct vouch_child_result result;
		const char *want; /* NULL: no trouble */
	} cases[] = {
		{{.end = VOUCH_END_EXITED, .out = {"x", 1}}, NULL},
		{{.end = VOUCH_END_EXITED, .err = {"warning", 7}}, NULL},
		{{.end = VOUCH_END_EXITED, .status = 1, .err = {"\n Error:\x1b no\nmore", 16}},
			"fdesetup list exited 1: Error:\\x1b no"},
		{{.end = VOUCH_END_EXITED, .status = 2, .out = {"said on stdout", 14}},
			"fdesetup list exited 2: said on stdout"},
		{{.end = VOUCH_END_SIGNALLED, .status = 9}, "fdesetup list killed by signal 9"},
		{{.end = VOUCH_END_TIMED_OUT}, "fdesetup list still running after 30.0 s"},
		{{.end = VOUCH_END_NOT_STARTED, .sys = 2},
			"fdesetup list could not be started: No such file or directory"},
		{{.end = VOUCH_END_EXITED, .out_cut = true},
			"fdesetup list printed more than 4194304 bytes"},
	};
	struct vouch_arena arena = {0};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct vouch_child child =
			vouch_macos_tool_child(&arena, "", VOUCH_MACOS_FILEVAULT_LIST, NULL);
		const char *trouble;

		child.result = cases[i].result;
		trouble = vouch_macos_tool_trouble(&arena, &child);
		if (cases[i].want)
			assert_string_equal(trouble, cases[i].want);
		else
			assert_null(trouble);
	}
	vouch_arena_release(&arena);
}

static void names_that_tools_would_misread_are_refused(void **state)
{
	static const char *const bad[] = {
		"", "-secureTokenOn", ".hidden", "a/b", "a\nb", "a\x7f", "..", "a\xff"};
	static const char *const good[] = {"alice", "_agent", "josé", "a b", "a.b-c"};
	char longest[258];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(vouch_macos_name_is_askable(bad[i]));
	for (i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(vouch_macos_name_is_askable(good[i]));
	memset(longest, 'a', sizeof longest);
	longest[256] = '\0';
	assert_false(vouch_macos_name_is_askable(longest));
	longest[255] = '\0';
	assert_true(vouch_macos_name_is_askable(longest));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_command_can_change_anything),
		cmocka_unit_test(a_name_stands_in_one_argument),
		cmocka_unit_test(trouble_says_what_happened),
		cmocka_unit_test(names_that_tools_would_misread_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
