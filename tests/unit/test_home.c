/* test_home.c – a home is archived whole before it goes, and dying anywhere loses nothing. */
#include "home_fixture.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>

/* The archive read by the library alone: what somebody would get who unpacks it. */
static int count_entries(struct fixture *f, const char *path, const char *wanted, char *text,
	size_t room, const char **link)
{
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	int count = 0;

	assert_int_equal(archive_read_support_format_tar(archive), ARCHIVE_OK);
	assert_int_equal(archive_read_open_filename(archive, in(f, path), 10240), ARCHIVE_OK);
	while (archive_read_next_header(archive, &entry) == ARCHIVE_OK) {
		count++;
		if (strcmp(archive_entry_pathname(entry), wanted) != 0)
			continue;
		if (text != NULL) {
			la_ssize_t length = archive_read_data(archive, text, room - 1);

			assert_true(length >= 0);
			text[length] = '\0';
		}
		if (link != NULL)
			*link = vouch_arena_text(
				&f->arena, archive_entry_symlink(entry) != NULL
						   ? archive_entry_symlink(entry)
						   : archive_entry_hardlink(entry));
	}
	assert_int_equal(archive_read_free(archive), ARCHIVE_OK);
	return count;
}

static void an_archived_home_is_whole_and_gone(void **state)
{
	struct fixture *f = *state;
	char text[64] = "";
	const char *link = "";
	struct stat status;

	remove_home(f);
	assert_false(is_there(f, "Users/alice"));
	assert_false(is_there(f, ASIDE));
	assert_false(is_there(f, PARTIAL));
	assert_rest_untouched(f);
	assert_int_equal(count_entries(f, ARCHIVE, "alice/notes", text, sizeof text, NULL), 17);
	assert_string_equal(text, "hello\n");
	(void)count_entries(f, ARCHIVE, "alice/" STRANGE_NAME, text, sizeof text, NULL);
	assert_string_equal(text, "x");
	(void)count_entries(f, ARCHIVE, "alice/out", NULL, 0, &link);
	assert_string_equal(link, "../../outside");
	(void)count_entries(f, ARCHIVE, "alice/second-name", NULL, 0, &link);
	assert_string_equal(link, "alice/notes");
	assert_int_equal(stat(in(f, ARCHIVE), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_text_contains(vouch_buf_get(&f->transcript), "removed /Users/alice");
}

static void a_deleted_home_leaves_no_archive(void **state)
{
	struct fixture *f = *state;

	f->request.archive = false;
	remove_home(f);
	assert_false(is_there(f, "Users/alice"));
	assert_false(is_there(f, ARCHIVE));
	assert_false(is_there(f, ASIDE));
	assert_rest_untouched(f);
	remove_home(f); /* once more is well */
	assert_text_contains(vouch_buf_get(&f->transcript), "/Users/alice is gone");
}

static void an_archive_is_never_replaced(void **state)
{
	struct fixture *f = *state;
	struct vouch_bytes bytes;

	vouch_test_write(f->root, ARCHIVE, "of an earlier alice");
	remove_home(f);
	assert_vouch_ok(vouch_file_read(&f->arena, in(f, ARCHIVE), 100, &bytes, &f->err), &f->err);
	assert_string_equal(bytes.data, "of an earlier alice");
	assert_true(is_there(f, "Users/Deleted Users/alice-20261124-2.tar"));
	assert_false(is_there(f, "Users/alice"));
}

/* Died while it wrote. */
static void a_partial_archive_is_begun_again(void **state)
{
	struct fixture *f = *state;

	vouch_test_write(f->root, "Users/Deleted Users/.alice-20261123.partial", "half");
	vouch_test_write(f->root, "Users/Deleted Users/.alice-b-20261123.partial", "of another");
	remove_home(f);
	assert_false(is_there(f, "Users/Deleted Users/.alice-20261123.partial"));
	assert_true(is_there(f, "Users/Deleted Users/.alice-b-20261123.partial"));
	assert_true(is_there(f, ARCHIVE));
	assert_false(is_there(f, "Users/alice"));
}

static void archive_only(struct fixture *f, const char *path)
{
	VOUCH_CLEANUP(vouch_fd_close) int users = open(in(f, "Users"), O_RDONLY | O_DIRECTORY);
	VOUCH_CLEANUP(vouch_fd_close) int out = -1;

	(void)mkdir(in(f, "Users/Deleted Users"), 0700);
	out = open(in(f, path), O_RDWR | O_CREAT | O_TRUNC, 0600);
	assert_vouch_ok(vouch_macos_archive_write(&f->act, users, "alice", out, &f->err), &f->err);
}

/* Died after publishing, before or after the partial name was gone; even on an earlier day. */
static void a_published_archive_is_not_made_twice(void **state)
{
	struct fixture *f = *state;
	const char *earlier = "Users/Deleted Users/alice-20261123-2.tar";

	archive_only(f, earlier);
	assert_int_equal(link(in(f, earlier), in(f, PARTIAL)), 0);
	remove_home(f);
	assert_false(is_there(f, ARCHIVE));
	assert_false(is_there(f, PARTIAL));
	assert_true(is_there(f, earlier));
	assert_false(is_there(f, "Users/alice"));
	assert_text_contains(vouch_buf_get(&f->transcript), "archived already");
}

/* Died after setting aside, or while removing. A new home in its place is not hers any more where
 * it has another owner; the caller asks the directory for that. */
static void what_was_set_aside_is_removed(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(mkdir(in(f, "Users/Deleted Users"), 0700), 0);
	vouch_test_write(f->root, ARCHIVE, "whole");
	assert_int_equal(rename(in(f, "Users/alice"), in(f, ASIDE)), 0);
	assert_int_equal(unlink(in(f, ASIDE "/notes")), 0);
	vouch_test_write(f->root, "Users/Deleted Users/.alice-b-20261124.removing/x", "of another");
	remove_home(f);
	assert_false(is_there(f, ASIDE));
	assert_true(is_there(f, "Users/Deleted Users/.alice-b-20261124.removing/x"));
	assert_false(is_there(f, "Users/Deleted Users/alice-20261124-2.tar"));
}

static int compare(struct fixture *f)
{
	VOUCH_CLEANUP(vouch_fd_close) int users = open(in(f, "Users"), O_RDONLY | O_DIRECTORY);
	VOUCH_CLEANUP(vouch_fd_close) int archive = open(in(f, ARCHIVE), O_RDONLY);

	return vouch_macos_archive_compare(&f->act, users, "alice", archive, &f->err);
}

static void the_proof_sees_every_difference(void **state)
{
	struct fixture *f = *state;
	int fd;

	archive_only(f, ARCHIVE);
	assert_vouch_ok(compare(f), &f->err);
	vouch_test_write(f->root, "Users/alice/notes", "hellO\n");
	assert_int_equal(compare(f), -VOUCH_E_VERIFY);
	assert_text_contains(f->err.msg, "alice/notes: other bytes");
	vouch_test_write(f->root, "Users/alice/notes", "hello\n.");
	assert_int_equal(compare(f), -VOUCH_E_VERIFY);
	assert_text_contains(f->err.msg, "alice/notes: another size");
	vouch_test_write(f->root, "Users/alice/notes", "hello\n");
	assert_vouch_ok(compare(f), &f->err);
	vouch_test_write(f->root, "Users/alice/zzz", "new");
	assert_int_equal(compare(f), -VOUCH_E_VERIFY);
	assert_int_equal(unlink(in(f, "Users/alice/zzz")), 0);
	assert_int_equal(unlink(in(f, "Users/alice/dangling")), 0);
	assert_int_equal(compare(f), -VOUCH_E_VERIFY);
	assert_int_equal(symlink("/no/such/Place", in(f, "Users/alice/dangling")), 0);
	assert_int_equal(compare(f), -VOUCH_E_VERIFY);
	assert_text_contains(f->err.msg, "another target");
	assert_int_equal(unlink(in(f, "Users/alice/dangling")), 0);
	assert_int_equal(symlink("/no/such/place", in(f, "Users/alice/dangling")), 0);
	assert_vouch_ok(compare(f), &f->err);
	assert_int_equal(rmdir(in(f, "Users/alice/Empty")), 0);
	vouch_test_write(f->root, "Users/alice/Empty", "");
	assert_int_equal(compare(f), -VOUCH_E_VERIFY);
	assert_text_contains(f->err.msg, "another kind");
	assert_int_equal(unlink(in(f, "Users/alice/Empty")), 0);
	assert_int_equal(mkdir(in(f, "Users/alice/Empty"), 0700), 0);
	fd = open(in(f, ARCHIVE), O_RDWR);
	assert_int_equal(ftruncate(fd, 2048), 0);
	(void)close(fd);
	assert_true(compare(f) < 0);
}

/* What cannot be archived keeps the home, and no archive shows up. */
static void a_failed_archive_keeps_the_home(void **state)
{
	struct fixture *f = *state;
	char *deep = vouch_arena_text(&f->arena, "Users/alice");
	int i;

	for (i = 0; i < 170; i++)
		deep = vouch_arena_printf(&f->arena, "%s/d", deep);
	vouch_test_write(f->root, vouch_arena_printf(&f->arena, "%s/file", deep), "x");
	assert_refused(f, "nested more than");
	assert_true(is_there(f, "Users/alice/notes"));
	assert_false(is_there(f, ARCHIVE));
	assert_false(is_there(f, PARTIAL));
}

/* Every step of an ordinary removal, cut off after it: whatever was done, doing it again ends well
 * and exactly one archive of the whole home is there. */
static void dying_anywhere_loses_nothing(void **state)
{
	struct fixture *f = *state;
	int cut;

	for (cut = 0; cut < 5; cut++) {
		if (cut > 0) {
			vouch_test_folder_remove(in(f, "Users"));
			vouch_test_folder_remove(in(f, "outside"));
			make_home(f);
		}
		if (cut >= 1)
			archive_only(f, PARTIAL);
		if (cut == 1)
			assert_int_equal(truncate(in(f, PARTIAL), 3000), 0);
		if (cut >= 3)
			assert_int_equal(link(in(f, PARTIAL), in(f, ARCHIVE)), 0);
		if (cut >= 4) {
			assert_int_equal(unlink(in(f, PARTIAL)), 0);
			assert_int_equal(rename(in(f, "Users/alice"), in(f, ASIDE)), 0);
		}
		remove_home(f);
		assert_false(is_there(f, "Users/alice"));
		assert_false(is_there(f, ASIDE));
		assert_false(is_there(f, PARTIAL));
		assert_false(is_there(f, "Users/Deleted Users/alice-20261124-2.tar"));
		assert_int_equal(count_entries(f, ARCHIVE, "", NULL, 0, NULL), 17);
		assert_rest_untouched(f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_archived_home_is_whole_and_gone),
		TEST(a_deleted_home_leaves_no_archive),
		TEST(an_archive_is_never_replaced),
		TEST(a_partial_archive_is_begun_again),
		TEST(a_published_archive_is_not_made_twice),
		TEST(what_was_set_aside_is_removed),
		TEST(the_proof_sees_every_difference),
		TEST(a_failed_archive_keeps_the_home),
		TEST(dying_anywhere_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
