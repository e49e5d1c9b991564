/* test_base.c – what the base promises: errors, text, moments, files, secrets. */
#include "vouch_test.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/clock.h"
#include "vouch/base/digest.h"
#include "vouch/base/file.h"
#include "vouch/base/index.h"
#include "vouch/base/secret.h"
#include "vouch/base/text.h"
#include "vouch/base/uuid.h"

static void an_error_is_wrapped_and_cut_visibly(void **state)
{
	struct vouch_err err;
	char longer[1024];

	(void)state;
	assert_int_equal(vouch_err_sys(&err, VOUCH_E_SYSTEM, ENOENT, "cannot open %s", "x"),
		-VOUCH_E_SYSTEM);
	assert_int_equal(vouch_err_wrap(&err, "user/%s", "alice"), -VOUCH_E_SYSTEM);
	assert_string_equal(err.msg, "user/alice: cannot open x: No such file or directory");
	memset(longer, 'a', sizeof longer);
	longer[sizeof longer - 1] = '\0';
	(void)vouch_err_set(&err, VOUCH_E_BUG, "%s", longer);
	assert_true(err.truncated);
	assert_text_contains(err.msg, "…");
}

static void text_from_outside_is_shown_harmless(void **state)
{
	struct vouch_buf buf = {0};
	static const char hostile[] = "a\x1b[2Jb\xc3\xa9\xff\xe2\x80\xae\\";

	(void)state;
	vouch_text_escape(&buf, hostile, sizeof hostile - 1);
	assert_string_equal(buf.bytes, "a\\x1b[2Jb\xc3\xa9\\xff\\u{202e}\\\\");
	vouch_buf_release(&buf);
}

static void globs_match_without_case(void **state)
{
	(void)state;
	assert_true(vouch_text_glob("eng-*", "ENG-001"));
	assert_true(vouch_text_glob("*a*b", "xxaxxbxb"));
	assert_true(vouch_text_glob("?b", "ab"));
	assert_false(vouch_text_glob("eng-*", "ops-eng-1"));
	assert_false(vouch_text_glob("a?", "a"));
}

static void near_words_are_near(void **state)
{
	char word[64] = {0};

	(void)state;
	assert_int_equal(vouch_text_distance("alice", "ALICE"), 0);
	assert_int_equal(vouch_text_distance("alcie", "alice"), 1); /* swapped */
	assert_int_equal(vouch_text_distance("alic", "alice"), 1);
	assert_int_equal(vouch_text_distance("", "abc"), 3);
	assert_int_equal(vouch_text_distance("kitten", "sitting"), 3);
	memset(word, 'a', 41);
	assert_true(vouch_text_distance(word, "a") == SIZE_MAX);
	assert_true(vouch_text_distance("a", word) == SIZE_MAX);
	assert_true(vouch_text_is_near(5, 1));
	assert_false(vouch_text_is_near(5, 2));
	assert_false(vouch_text_is_near(5, SIZE_MAX));
	assert_false(vouch_text_is_near(1, 1)); /* every letter is near every other */
}

static void only_whole_numbers_are_numbers(void **state)
{
	int64_t number = 7;

	(void)state;
	assert_true(vouch_text_number("-2", &number));
	assert_int_equal(number, -2);
	assert_false(vouch_text_number("", &number));
	assert_false(vouch_text_number("5x", &number));
	assert_false(vouch_text_number(" 5", &number));
	assert_false(vouch_text_number("99999999999999999999", &number));
	assert_int_equal(number, -2);
}

static void moments_go_there_and_back(void **state)
{
	char text[VOUCH_TIME_TEXT];
	int64_t moment;

	(void)state;
	assert_true(vouch_time_parse("2026-11-24T10:00:00Z", &moment));
	assert_int_equal(moment, 1795514400);
	vouch_time_format(moment, text);
	assert_string_equal(text, "2026-11-24T10:00:00Z");
	assert_true(vouch_date_parse("2000-02-29", &moment));
	assert_false(vouch_date_parse("2027-02-29", &moment));
	assert_false(vouch_date_parse("2027-2-9", &moment));
	assert_false(vouch_time_parse("2026-11-24T10:00:00+01:00", &moment));
}

static void a_link_is_never_followed(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_err err;
	struct vouch_bytes bytes;
	char *folder = vouch_test_folder(&arena);
	char *link_path = vouch_arena_printf(&arena, "%s/link", folder);
	char *file_path = vouch_arena_printf(&arena, "%s/file", folder);

	(void)state;
	vouch_test_write(folder, "file", "hello");
	assert_int_equal(symlink("file", link_path), 0);
	assert_vouch_ok(vouch_file_read(&arena, file_path, 5, &bytes, &err), &err);
	assert_string_equal(bytes.data, "hello");
	assert_true(vouch_file_read(&arena, link_path, 5, &bytes, &err) < 0);
	assert_text_contains(err.msg, "symbolic link");
	assert_true(vouch_file_read(&arena, file_path, 4, &bytes, &err) < 0);
	assert_text_contains(err.msg, "larger than 4 bytes");
	vouch_test_folder_remove(folder);
	vouch_arena_release(&arena);
}

static void a_folder_open_to_others_is_refused(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_err err;
	char *folder = vouch_test_folder(&arena);
	char *inner = vouch_arena_printf(&arena, "%s/state", folder);

	(void)state;
	assert_vouch_ok(vouch_folder_private(inner, &err), &err);
	assert_int_equal(chmod(inner, 0770), 0);
	assert_true(vouch_folder_private(inner, &err) < 0);
	assert_text_contains(err.msg, "chmod 0700");
	vouch_test_folder_remove(folder);
	vouch_arena_release(&arena);
}

static void a_secret_moves_and_compares(void **state)
{
	struct vouch_secret a = {0}, b = {0};
	struct vouch_err err;

	(void)state;
	assert_vouch_ok(vouch_secret_set(&a, "pass", 4, &err), &err);
	assert_vouch_ok(vouch_secret_add(&a, "word", 4, &err), &err);
	vouch_secret_move(&b, &a);
	assert_true(vouch_secret_is_empty(&a));
	assert_string_equal(b.bytes, "password");
	assert_vouch_ok(vouch_secret_set(&a, "password", 8, &err), &err);
	assert_true(vouch_secret_equal(&a, &b));
	vouch_secret_release(&a);
	vouch_secret_release(&b);
}

static void known_digests(void **state)
{
	char hex[VOUCH_DIGEST_HEX], uuid[VOUCH_UUID_TEXT];

	(void)state;
	vouch_digest_sha256("abc", 3, hex);
	assert_string_equal(
		hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	/* RFC 4231, test case 2 */
	vouch_digest_hmac_sha256("Jefe", 4, "what do ya want for nothing?", 28, hex);
	assert_string_equal(
		hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	vouch_uuid_make(uuid);
	assert_true(vouch_uuid_is_valid(uuid));
	assert_false(vouch_uuid_is_valid("0A6F4C5C-0E70-4287-8393"));
}

static void an_index_finds_all_of_a_key_without_case(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_index index = {0};
	const struct vouch_index_entry *found;
	size_t count = 7;

	(void)state;
	assert_int_equal(vouch_index_find(&index, "amy"), -1);
	vouch_index_add(&arena, &index, "bob", 4);
	vouch_index_add(&arena, &index, "Amy", 3);
	vouch_index_add(&arena, &index, NULL, 2);
	vouch_index_add(&arena, &index, "amy", 1);
	vouch_index_sort(&index);
	assert_int_equal(vouch_index_find(&index, "AMY"), 1);
	assert_int_equal(vouch_index_find(&index, "BOB"), 4);
	assert_int_equal(vouch_index_find(&index, "bo"), -1);
	assert_int_equal(vouch_index_find(&index, NULL), -1);
	found = vouch_index_find_all(&index, "aMy", &count);
	assert_int_equal(count, 2);
	assert_int_equal(found[1].position, 3);
	assert_null(vouch_index_find_all(&index, "carol", &count));
	assert_int_equal(count, 0);
	vouch_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_error_is_wrapped_and_cut_visibly),
		cmocka_unit_test(text_from_outside_is_shown_harmless),
		cmocka_unit_test(globs_match_without_case),
		cmocka_unit_test(near_words_are_near),
		cmocka_unit_test(only_whole_numbers_are_numbers),
		cmocka_unit_test(moments_go_there_and_back),
		cmocka_unit_test(a_link_is_never_followed),
		cmocka_unit_test(a_folder_open_to_others_is_refused),
		cmocka_unit_test(a_secret_moves_and_compares),
		cmocka_unit_test(known_digests),
		cmocka_unit_test(an_index_finds_all_of_a_key_without_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
