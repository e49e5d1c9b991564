/* test_journal_refused.c – journals that are refused, and disks that fail: one message, and nothing
 * lost. */
#include "journal_fixture.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vfs_fault.h"

static void sql(struct place *place, const char *statement)
{
	sqlite3 *db = NULL;

	vouch_journal_close(&place->journal);
	assert_int_equal(sqlite3_open(place->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, statement, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	assert_int_equal(chmod(place->path, 0600), 0);
}

static void a_newer_journal_is_refused(void **state)
{
	struct place *place = *state;

	open_it(place);
	sql(place, "PRAGMA user_version = 2");
	assert_text_contains(refused(place), "newer Vouch (journal version 2");
}

static void another_database_is_refused(void **state)
{
	struct place *place = *state;

	sql(place, "CREATE TABLE precious(x)");
	assert_text_contains(refused(place), "no journal of Vouch");
}

static void scribble(const char *path, off_t at, size_t length)
{
	char bytes[512];
	int fd = open(path, O_WRONLY);

	memset(bytes, 0x5a, sizeof bytes);
	assert_true(fd >= 0 && length <= sizeof bytes);
	assert_int_equal(pwrite(fd, bytes, length, at), length);
	(void)close(fd);
}

static void a_damaged_journal_is_refused_and_left_alone(void **state)
{
	struct place *place = *state;
	struct stat before, after;

	open_it(place);
	done(place, intend(place, begin(place), &temporary_promotion, NULL), NULL);
	vouch_journal_close(&place->journal);
	/* Inside a later page, where no header is: only a check of the whole finds it. */
	scribble(place->path, 4096 * 2, 200);
	assert_int_equal(stat(place->path, &before), 0);
	assert_int_equal(vouch_journal_open(place->path, NULL, &place->journal, &place->err),
		-VOUCH_E_JOURNAL);
	assert_text_contains(place->err.msg, "is damaged");
	assert_text_contains(place->err.msg, "mv ");
	assert_int_equal(stat(place->path, &after), 0);
	assert_int_equal(before.st_size, after.st_size);
	scribble(place->path, 0, 100);
	assert_text_contains(refused(place), "is damaged");
}

static void a_row_of_a_newer_version_is_an_error(void **state)
{
	struct place *place = *state;
	struct vouch_step_records steps = {0};

	open_it(place);
	(void)intend(place, begin(place), &temporary_promotion, NULL);
	sql(place, "UPDATE step SET action = 'teleport'");
	open_it(place);
	assert_int_equal(
		vouch_journal_open_steps(place->journal, &place->arena, &steps, &place->err),
		-VOUCH_E_JOURNAL);
	assert_text_contains(place->err.msg, "teleport");
	assert_int_equal(steps.count, 0);
}

static struct vfs_fault fault;

static void a_full_disk_gives_one_message_and_loses_nothing(void **state)
{
	struct place *place = *state;
	struct vouch_step_records steps = {0};
	int64_t run, step = 0;
	int r;

	fault = (struct vfs_fault){0};
	assert_vouch_ok(vouch_journal_open(place->path, "fault", &place->journal, &place->err),
		&place->err);
	run = begin(place);
	(void)intend(place, run, &temporary_promotion, NULL);
	fault = (struct vfs_fault){.kind = VFS_FAULT_FULL, .at = 1};
	r = vouch_journal_intend(place->journal, run, &creation,
		&(struct vouch_intent){.new_uuid = uuid_b}, 103, &step, &place->err);
	assert_int_equal(r, -VOUCH_E_JOURNAL);
	assert_text_contains(place->err.msg, "no room left on the disk");
	assert_text_contains(place->err.msg, place->path);
	vouch_journal_close(&place->journal);
	fault = (struct vfs_fault){0};
	open_it(place);
	assert_vouch_ok(
		vouch_journal_open_steps(place->journal, &place->arena, &steps, &place->err),
		&place->err);
	assert_int_equal(steps.count, 1);
	assert_int_equal(facts_of(place).open_creations.count, 0);
}

static void after_a_failed_write_the_journal_goes_on(void **state)
{
	struct place *place = *state;
	int64_t run, step = 0;

	fault = (struct vfs_fault){0};
	assert_vouch_ok(vouch_journal_open(place->path, "fault", &place->journal, &place->err),
		&place->err);
	run = begin(place);
	fault = (struct vfs_fault){.kind = VFS_FAULT_WRITE, .at = 1};
	assert_true(vouch_journal_intend(place->journal, run, &temporary_promotion,
			    &(struct vouch_intent){0}, 103, &step, &place->err) < 0);
	assert_true(fault.fired);
	assert_int_equal(facts_of(place).open_promotions.count, 0);
	(void)intend(place, run, &temporary_promotion, NULL);
	assert_int_equal(facts_of(place).open_promotions.count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_newer_journal_is_refused),
		TEST(another_database_is_refused),
		TEST(a_damaged_journal_is_refused_and_left_alone),
		TEST(a_row_of_a_newer_version_is_an_error),
		TEST(a_full_disk_gives_one_message_and_loses_nothing),
		TEST(after_a_failed_write_the_journal_goes_on),
	};

	vfs_fault_register("fault", &fault);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
