/* test_journal.c – what the journal promises of steps: durable intents, nothing rewritten, what
 * stays open. */
#include "journal_fixture.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void a_new_journal_is_private(void **state)
{
	struct place *place = *state;
	struct stat status;

	open_it(place);
	assert_int_equal(stat(place->path, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0600);
	reopen(place);
}

static void a_link_or_an_open_file_is_refused(void **state)
{
	struct place *place = *state;
	const char *elsewhere = vouch_arena_printf(&place->arena, "%s/elsewhere", place->folder);

	assert_int_equal(symlink(elsewhere, place->path), 0);
	assert_int_equal(vouch_journal_open(place->path, NULL, &place->journal, &place->err),
		-VOUCH_E_JOURNAL);
	assert_text_contains(place->err.msg, "symbolic link");
	assert_int_not_equal(access(elsewhere, F_OK), 0);
	assert_int_equal(unlink(place->path), 0);
	open_it(place);
	vouch_journal_close(&place->journal);
	assert_int_equal(chmod(place->path, 0644), 0);
	assert_int_equal(vouch_journal_open(place->path, NULL, &place->journal, &place->err),
		-VOUCH_E_JOURNAL);
	assert_text_contains(place->err.msg, "chmod 0600");
	assert_int_equal(vouch_journal_open_reading(place->path, &place->journal, &place->err),
		-VOUCH_E_JOURNAL);
}

static void a_step_is_kept_with_all_that_settles_it(void **state)
{
	struct place *place = *state;
	const struct vouch_difference differences[] = {
		{"state", "present", "absent"}, {"secure_token", "live", "none"}};
	const struct vouch_change change = {.id = 7,
		.action = VOUCH_ACTION_DELETE_USER,
		.user = "intern",
		.uuid = uuid_a,
		.by = "steward",
		.cause = VOUCH_CAUSE_CONFIG,
		.reason = "declared absent",
		.differences = differences,
		.difference_count = 2};
	const struct vouch_intent intent = {
		.home = "/Users/intern", .home_uid = 502, .removal = VOUCH_REMOVAL_ARCHIVE};
	struct vouch_step_records steps = {0};
	const struct vouch_step_record *step;

	open_it(place);
	(void)intend(place, begin(place), &change, &intent);
	reopen(place);
	assert_vouch_ok(
		vouch_journal_open_steps(place->journal, &place->arena, &steps, &place->err),
		&place->err);
	assert_int_equal(steps.count, 1);
	step = &steps.items[0];
	assert_int_equal(step->seq, 7);
	assert_int_equal(step->action, VOUCH_ACTION_DELETE_USER);
	assert_int_equal(step->cause, VOUCH_CAUSE_CONFIG);
	assert_int_equal(step->outcome, VOUCH_OUTCOME_OPEN);
	assert_int_equal(step->removal, VOUCH_REMOVAL_ARCHIVE);
	assert_int_equal(step->home_uid, 502);
	assert_string_equal(step->home, "/Users/intern");
	assert_string_equal(step->uuid, uuid_a);
	assert_string_equal(step->by, "steward");
	assert_string_equal(step->before, "state=present; secure_token=live");
	assert_string_equal(step->after, "state=absent; secure_token=none");
	assert_int_equal(step->difference_count, 2);
	assert_string_equal(step->differences[1].field, "secure_token");
}

static void a_promotion_stays_open_until_its_demotion_is_done(void **state)
{
	struct place *place = *state;
	struct vouch_change demotion = temporary_promotion;
	int64_t run, step;

	open_it(place);
	run = begin(place);
	step = intend(place, run, &temporary_promotion, NULL);
	assert_int_equal(facts_of(place).open_promotions.count, 1);
	done(place, step, NULL);
	assert_string_equal(facts_of(place).open_promotions.items[0], "carol");
	demotion.action = VOUCH_ACTION_DEMOTE;
	step = intend(place, run, &demotion, NULL);
	assert_vouch_ok(vouch_journal_close_step(place->journal, step, 102, VOUCH_OUTCOME_FAILED,
				"dscl exited 1", NULL, &place->err),
		&place->err);
	assert_int_equal(facts_of(place).open_promotions.count, 1);
	done(place, intend(place, run, &demotion, NULL), NULL);
	assert_int_equal(facts_of(place).open_promotions.count, 0);
}

static void a_creation_stays_open_until_it_is_done_or_seen_gone(void **state)
{
	struct place *place = *state;
	const struct vouch_intent intent = {.new_uuid = uuid_a};
	struct vouch_facts facts;
	int64_t run, step;

	open_it(place);
	run = begin(place);
	step = intend(place, run, &creation, &intent);
	assert_vouch_ok(vouch_journal_close_step(place->journal, step, 102, VOUCH_OUTCOME_SETTLED,
				NULL, NULL, &place->err),
		&place->err);
	assert_vouch_ok(vouch_journal_move_creation(place->journal, uuid_a, uuid_b, &place->err),
		&place->err);
	facts = facts_of(place);
	assert_int_equal(facts.open_creations.count, 1);
	assert_string_equal(facts.open_creations.items[0].uuid, uuid_b);
	assert_vouch_ok(
		vouch_journal_end_creation(place->journal, uuid_b, &place->err), &place->err);
	assert_int_equal(facts_of(place).open_creations.count, 0);
	done(place, intend(place, run, &creation, &intent), NULL);
	assert_int_equal(facts_of(place).open_creations.count, 0);
}

static void a_completed_row_is_never_rewritten(void **state)
{
	struct place *place = *state;
	int64_t run, step;

	open_it(place);
	run = begin(place);
	step = intend(place, run, &temporary_promotion, NULL);
	done(place, step, NULL);
	assert_true(vouch_journal_close_step(place->journal, step, 103, VOUCH_OUTCOME_FAILED, NULL,
			    NULL, &place->err) < 0);
	assert_true(vouch_journal_done(place->journal, step, 103, &(struct vouch_established){0},
			    &place->err) < 0);
	assert_vouch_ok(
		vouch_journal_end(place->journal, run, 104, "done", &place->err), &place->err);
	assert_true(vouch_journal_end(place->journal, run, 105, "failed", &place->err) < 0);
	assert_text_contains(place->err.msg, "the run has ended");
	(void)begin(place); /* what failed was rolled back */
}

static void runs_and_steps_are_listed(void **state)
{
	struct place *place = *state;
	struct vouch_run_records runs = {0};
	struct vouch_step_records steps = {0};
	int64_t first, second;

	open_it(place);
	first = begin(place);
	second = begin(place);
	done(place, intend(place, second, &temporary_promotion, NULL), NULL);
	assert_vouch_ok(vouch_journal_note(place->journal, second, &creation, 103,
				VOUCH_OUTCOME_BLOCKED, "waits for step 1", &place->err),
		&place->err);
	assert_vouch_ok(
		vouch_journal_end(place->journal, second, 104, "failed", &place->err), &place->err);
	assert_vouch_ok(vouch_journal_runs(place->journal, &place->arena, 0, &runs, &place->err),
		&place->err);
	assert_int_equal(runs.count, 2);
	assert_int_equal(runs.items[0].id, second);
	assert_int_equal(runs.items[0].steps, 2);
	assert_int_equal(runs.items[0].done, 1);
	assert_string_equal(runs.items[0].result, "failed");
	assert_int_equal(runs.items[1].id, first);
	assert_null(runs.items[1].result);
	assert_vouch_ok(vouch_journal_runs(place->journal, &place->arena, 1, &runs, &place->err),
		&place->err);
	assert_int_equal(runs.count, 1);
	assert_vouch_ok(
		vouch_journal_steps(place->journal, &place->arena, second, &steps, &place->err),
		&place->err);
	assert_int_equal(steps.count, 2);
	assert_true(steps.items[0].temporary);
	assert_int_equal(steps.items[1].outcome, VOUCH_OUTCOME_BLOCKED);
	assert_string_equal(steps.items[1].error, "waits for step 1");
	/* A creation that never began is not open. */
	assert_int_equal(facts_of(place).open_creations.count, 0);
}

static void what_was_done_to_one_account_is_listed(void **state)
{
	struct place *place = *state;
	struct vouch_step_records steps = {0};
	int64_t first, second;

	assert_vouch_ok(
		vouch_journal_steps_of(NULL, &place->arena, "carol", 0, &steps, &place->err),
		&place->err);
	assert_int_equal(steps.count, 0);
	open_it(place);
	first = begin(place);
	done(place, intend(place, first, &temporary_promotion, NULL), NULL);
	second = begin(place);
	assert_vouch_ok(vouch_journal_note(place->journal, second, &creation, 103,
				VOUCH_OUTCOME_BLOCKED, "waits for step 1", &place->err),
		&place->err);
	done(place, intend(place, second, &temporary_promotion, NULL), NULL);
	assert_vouch_ok(vouch_journal_steps_of(
				place->journal, &place->arena, "CAROL", 0, &steps, &place->err),
		&place->err);
	assert_int_equal(steps.count, 2);
	assert_int_equal(steps.items[0].run, second);
	assert_int_equal(steps.items[1].run, first);
	assert_string_equal(steps.items[1].differences[0].field, "admin");
	assert_vouch_ok(vouch_journal_steps_of(
				place->journal, &place->arena, "carol", 1, &steps, &place->err),
		&place->err);
	assert_int_equal(steps.count, 1);
	assert_int_equal(steps.items[0].run, second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_journal_is_private),
		TEST(a_link_or_an_open_file_is_refused),
		TEST(a_step_is_kept_with_all_that_settles_it),
		TEST(a_promotion_stays_open_until_its_demotion_is_done),
		TEST(a_creation_stays_open_until_it_is_done_or_seen_gone),
		TEST(a_completed_row_is_never_rewritten),
		TEST(runs_and_steps_are_listed),
		TEST(what_was_done_to_one_account_is_listed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
