/* test_source.c – both sources give the same files, whole, or an error. */
#include "vouch_test.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/load/source.h"

#define COMMIT "0123456789abcdef0123456789abcdef01234567"
#define HEAD   "vouch.files/1 " COMMIT "\n"

static int read_stream(struct vouch_arena *arena, const char *text, size_t length,
	struct vouch_source *out, struct vouch_err *err)
{
	struct vouch_bytes bytes = {text, length};

	return vouch_source_read_pipe(arena, "git@host:accounts", &bytes, out, err);
}

static void a_folder_gives_yaml_files_and_links_in_order(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_err err;
	struct vouch_source source;
	char *folder = vouch_test_folder(&arena);

	(void)state;
	vouch_test_write(folder, "vouch.yaml", "vouch: 1\n");
	vouch_test_write(folder, "groups/b.yml", "b");
	vouch_test_write(folder, "groups/notes.txt", "x");
	vouch_test_write(folder, ".git/config.yaml", "x");
	vouch_test_write(folder, "other/.git", "gitdir: elsewhere");
	vouch_test_write(folder, "other/base.yaml", "x");
	assert_int_equal(
		symlink("vouch.yaml", vouch_arena_printf(&arena, "%s/link.yaml", folder)), 0);
	assert_vouch_ok(vouch_source_read_folder(&arena, folder, &source, &err), &err);
	assert_int_equal(source.count, 4);
	assert_null(source.revision);
	assert_string_equal(source.files[0].path, "groups/b.yml");
	assert_string_equal(source.files[0].bytes.data, "b");
	assert_string_equal(source.files[1].path, "link.yaml");
	assert_int_equal(source.files[1].kind, VOUCH_SOURCE_LINK);
	assert_string_equal(source.files[2].path, "other");
	assert_int_equal(source.files[2].kind, VOUCH_SOURCE_SUBMODULE);
	assert_ptr_equal(vouch_source_find(&source, "vouch.yaml"), &source.files[3]);
	assert_null(vouch_source_find(&source, "base.yaml"));
	vouch_test_folder_remove(folder);
	vouch_arena_release(&arena);
}

static void a_folder_that_cannot_be_read_whole_is_an_error(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_err err;
	struct vouch_source source;
	char *folder = vouch_test_folder(&arena);
	char *large = vouch_arena_alloc(&arena, VOUCH_SOURCE_FILE_MAX + 2);

	(void)state;
	memset(large, '#', VOUCH_SOURCE_FILE_MAX + 1);
	vouch_test_write(folder, "large.yaml", large);
	assert_int_equal(vouch_source_read_folder(&arena, folder, &source, &err), -VOUCH_E_SOURCE);
	assert_text_contains(err.msg, "large.yaml");
	assert_int_equal(unlink(vouch_arena_printf(&arena, "%s/large.yaml", folder)), 0);
	assert_int_equal(mkfifo(vouch_arena_printf(&arena, "%s/pipe.yaml", folder), 0600), 0);
	assert_int_equal(vouch_source_read_folder(&arena, folder, &source, &err), -VOUCH_E_SOURCE);
	assert_text_contains(err.msg, "pipe.yaml is not a regular file");
	assert_int_equal(vouch_source_read_folder(&arena,
				 vouch_arena_printf(&arena, "%s/pipe.yaml", folder), &source, &err),
		-VOUCH_E_SOURCE);
	vouch_test_folder_remove(folder);
	vouch_arena_release(&arena);
}

static void a_stream_gives_the_files_of_one_commit(void **state)
{
	static const char text[] =
		HEAD "file 9 vouch.yaml\nvouch: 1\n\nlink l\nsubmodule s/t\nfile 0 a b.yaml\n\n"
		     "end 4\n";
	struct vouch_arena arena = {0};
	struct vouch_err err;
	struct vouch_source source;

	(void)state;
	assert_vouch_ok(read_stream(&arena, text, sizeof text - 1, &source, &err), &err);
	assert_string_equal(source.revision, COMMIT);
	assert_int_equal(source.count, 4);
	assert_string_equal(source.files[0].path, "a b.yaml");
	assert_int_equal(source.files[1].kind, VOUCH_SOURCE_LINK);
	assert_int_equal(source.files[2].kind, VOUCH_SOURCE_SUBMODULE);
	assert_string_equal(source.files[3].bytes.data, "vouch: 1\n");
	vouch_arena_release(&arena);
}

/* Never a smaller repository: whatever is cut off a good stream, nothing is read of it. */
static void a_stream_that_stops_early_is_an_error_wherever_it_stops(void **state)
{
	static const char text[] = HEAD "file 9 vouch.yaml\nvouch: 1\n\nlink l\nend 2\n";
	struct vouch_arena arena = {0};
	size_t length;

	(void)state;
	for (length = 0; length < sizeof text - 1; length++) {
		struct vouch_source source = {.count = 77};
		struct vouch_err err;
		char *cut = vouch_arena_text_n(&arena, text, length);

		assert_int_equal(read_stream(&arena, cut, length, &source, &err), -VOUCH_E_SOURCE);
		assert_int_equal(source.count, 77);
	}
	vouch_arena_release(&arena);
}

static void a_stream_of_another_form_is_an_error(void **state)
{
	static const struct {
		const char *text, *message;
	} rows[] = {
		{"vouch.files/2 " COMMIT "\nend 0\n", "does not begin as it should"},
		{"vouch.files/1 HEAD\nend 0\n", "does not begin as it should"},
		{HEAD "end 1\n", "entries are missing"},
		{HEAD "end 0\nend 0\n", "something follows"},
		{HEAD "device x\nend 1\n", "unknown kind"},
		{HEAD "file 1 a.yaml\nab\nend 1\n", "cut"},
		{HEAD "file -1 a.yaml\n\nend 1\n", "odd length"},
		{HEAD "file 9999999 a.yaml\n\nend 1\n", "odd length"},
		{HEAD "file 1\nend 1\n", "without a path"},
		{HEAD "link ../x\nend 1\n", "rename it"},
		{HEAD "link /x\nend 1\n", "rename it"},
		{HEAD "link a//b\nend 1\n", "rename it"},
		{HEAD "link a\x1b\nend 1\n", "rename it"},
		{HEAD "link a\nlink a\nend 2\n", "stands twice"},
	};
	struct vouch_arena arena = {0};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct vouch_source source;
		struct vouch_err err;

		assert_int_equal(
			read_stream(&arena, rows[i].text, strlen(rows[i].text), &source, &err),
			-VOUCH_E_SOURCE);
		assert_text_contains(err.msg, rows[i].message);
	}
	vouch_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_folder_gives_yaml_files_and_links_in_order),
		cmocka_unit_test(a_folder_that_cannot_be_read_whole_is_an_error),
		cmocka_unit_test(a_stream_gives_the_files_of_one_commit),
		cmocka_unit_test(a_stream_that_stops_early_is_an_error_wherever_it_stops),
		cmocka_unit_test(a_stream_of_another_form_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
