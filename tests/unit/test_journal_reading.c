/* test_journal_reading.c – who only reads a journal changes nothing, whatever a dead run left. */
#include "journal_fixture.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vouch/base/digest.h"
#include "vouch/base/file.h"

static const char *digest_of(struct place *place, const char *suffix)
{
	struct vouch_bytes bytes = {0};
	char *hex = vouch_arena_alloc(&place->arena, VOUCH_DIGEST_HEX);
	const char *path = vouch_arena_printf(&place->arena, "%s%s", place->path, suffix);

	if (access(path, F_OK) != 0)
		return "none";
	assert_vouch_ok(
		vouch_file_read(&place->arena, path, 1 << 24, &bytes, &place->err), &place->err);
	vouch_digest_sha256(bytes.data, bytes.length, hex);
	return hex;
}

/* A child intends a step and dies without closing. */
static void die_with_a_log(struct place *place)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		open_it(place);
		(void)intend(place, begin(place), &temporary_promotion, NULL);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void expect_open_promotion(struct place *place)
{
	assert_vouch_ok(
		vouch_journal_open_reading(place->path, &place->journal, &place->err), &place->err);
	assert_non_null(place->journal);
	assert_int_equal(facts_of(place).open_promotions.count, 1);
	assert_true(vouch_journal_saw_time(place->journal, 5000, &place->err) < 0);
	vouch_journal_close(&place->journal);
}

static void reading_finds_nothing_where_there_is_none(void **state)
{
	struct place *place = *state;

	assert_vouch_ok(
		vouch_journal_open_reading(place->path, &place->journal, &place->err), &place->err);
	assert_null(place->journal);
	assert_int_not_equal(access(place->path, F_OK), 0);
	assert_int_equal(baseline_of(place).count, 0);
	assert_int_equal(facts_of(place).now, 50);
	assert_int_equal(mark_of(place, uuid_a, "f"), VOUCH_MARK_NONE);
}

static void reading_changes_nothing(void **state)
{
	struct place *place = *state;
	const char *before;

	open_it(place);
	(void)intend(place, begin(place), &temporary_promotion, NULL);
	vouch_journal_close(&place->journal);
	before = digest_of(place, "");
	expect_open_promotion(place);
	assert_string_equal(digest_of(place, ""), before);
	assert_string_equal(digest_of(place, "-wal"), "none");
	assert_string_equal(digest_of(place, "-shm"), "none");
}

static void reading_sees_a_dead_runs_log_and_leaves_it(void **state)
{
	struct place *place = *state;
	const char *before, *log, *index;

	die_with_a_log(place);
	before = digest_of(place, "");
	log = digest_of(place, "-wal");
	index = digest_of(place, "-shm");
	assert_string_not_equal(log, "none");
	expect_open_promotion(place);
	assert_string_equal(digest_of(place, ""), before);
	assert_string_equal(digest_of(place, "-wal"), log);
	assert_string_equal(digest_of(place, "-shm"), index);

	/* Without its index, as after a power cut. */
	assert_int_equal(unlink(vouch_arena_printf(&place->arena, "%s-shm", place->path)), 0);
	expect_open_promotion(place);
	assert_string_equal(digest_of(place, ""), before);
	assert_string_equal(digest_of(place, "-wal"), log);
}

static void reading_goes_beside_a_run(void **state)
{
	struct place *place = *state;
	struct vouch_journal *writer;
	int64_t run;

	open_it(place);
	run = begin(place);
	(void)intend(place, run, &temporary_promotion, NULL);
	writer = place->journal;
	place->journal = NULL;
	expect_open_promotion(place);
	place->journal = writer;
	assert_vouch_ok(
		vouch_journal_end(place->journal, run, 104, "done", &place->err), &place->err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(reading_finds_nothing_where_there_is_none),
		TEST(reading_changes_nothing),
		TEST(reading_sees_a_dead_runs_log_and_leaves_it),
		TEST(reading_goes_beside_a_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
