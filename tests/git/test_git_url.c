/* test_git_url.c – which repositories may be named. */
#include "vouch_test.h"

#include <string.h>

#include "url.h"

static const struct {
	const char *text;
	enum vouch_git_reach reach;
	const char *fetch; /* NULL: the text itself */
} accepted[] = {
	{"https://example.com/fleet.git", VOUCH_GIT_HTTPS, NULL},
	{"https://127.0.0.1:8443/x", VOUCH_GIT_HTTPS, NULL},
	{"https://[::1]:8443/x", VOUCH_GIT_HTTPS, NULL},
	{"ssh://git@example.com:22/fleet.git", VOUCH_GIT_SSH, NULL},
	{"ssh://example.com/fleet.git", VOUCH_GIT_SSH, NULL},
	{"git@example.com:org/fleet.git", VOUCH_GIT_SSH, NULL},
	{"/srv/fleet", VOUCH_GIT_LOCAL, "file:///srv/fleet"},
	{"/srv/a b:c%d@e", VOUCH_GIT_LOCAL, "file:///srv/a%20b%3Ac%25d%40e"},
	{"file:///srv/a%20b", VOUCH_GIT_LOCAL, "file:///srv/a%20b"},
	{"file://localhost/srv/x", VOUCH_GIT_LOCAL, "file:///srv/x"},
};

static void allowed_kinds_are_accepted(void **state)
{
	struct vouch_arena arena;
	size_t i;

	(void)state;
	vouch_arena_init(&arena);
	for (i = 0; i < sizeof accepted / sizeof accepted[0]; i++) {
		struct vouch_git_failure failure = {.message = ""};
		struct vouch_git_url url;

		if (vouch_git_url_parse(&arena, accepted[i].text, &url, &failure) < 0)
			fail_msg("%s: %s", accepted[i].text, failure.message);
		assert_int_equal(url.reach, accepted[i].reach);
		assert_string_equal(url.fetch,
			accepted[i].fetch == NULL ? accepted[i].text : accepted[i].fetch);
	}
	vouch_arena_release(&arena);
}

static const struct {
	const char *text, *why;
} refused[] = {
	{"", "only https"},
	{"fleet", "only https"},
	{"./fleet", "only https"},
	{"-upload-pack=x", "only https"},
	{"http://example.com/x", "only https"},
	{"git://example.com/x", "only https"},
	{"ext::sh -c id", "only https"},
	{"HTTPS://example.com/x", "only https"},
	{"https://token@example.com/x", "secret"},
	{"https://user:pass@example.com/x", "secret"},
	{"ssh://git:pass@example.com/x", "secret"},
	{"ssh://-oProxyCommand=x@example.com/x", "user name"},
	{"ssh://-oProxyCommand=x/x", "name of a host"},
	{"git@-oProxyCommand:x", "name of a host"},
	{"https:///x", "name of a host"},
	{"https://exa mple.com/x", "name of a host"},
	{"https://example.com\\@evil.com/x", "secret"},
	{"file://host/x", "absolute"},
	{"file:///x%00y", "absolute"},
	{"file:///x%2", "absolute"},
	{"/srv/x\ny", "control character"},
	{"/srv/\xff", "UTF-8"},
	{"http://user:pass@example.com/x", "this URL"},
};

static void everything_else_is_refused(void **state)
{
	struct vouch_arena arena;
	size_t i;

	(void)state;
	vouch_arena_init(&arena);
	for (i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		struct vouch_git_failure failure = {.message = ""};
		struct vouch_git_url url;

		if (vouch_git_url_parse(&arena, refused[i].text, &url, &failure) == 0)
			fail_msg("accepted: %s", refused[i].text);
		assert_int_equal(failure.end, VOUCH_GIT_USAGE);
		assert_text_contains(failure.message, refused[i].why);
		assert_null(strstr(failure.message, "pass@"));
		assert_null(strstr(failure.message, "token@"));
	}
	vouch_arena_release(&arena);
}

static void exits_have_words_and_codes(void **state)
{
	(void)state;
	assert_int_equal(vouch_git_end_code(VOUCH_GIT_CONTENT), VOUCH_E_CONFIG);
	assert_int_equal(vouch_git_end_code(VOUCH_GIT_LOCKED), VOUCH_E_LOCKED);
	assert_int_equal(vouch_git_end_code(99), VOUCH_E_BUG);
	assert_string_equal(vouch_git_end_word(VOUCH_GIT_OWNER), "owner");
	assert_string_equal(vouch_git_end_word(99), "bug");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(allowed_kinds_are_accepted),
		cmocka_unit_test(everything_else_is_refused),
		cmocka_unit_test(exits_have_words_and_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
