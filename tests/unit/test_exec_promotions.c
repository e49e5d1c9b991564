/* test_exec_promotions.c – a temporary promotion is ended, whatever happens. */
#include "exec_fixture.h"

#include <stdio.h>

static void a_temporary_promotion_is_given_and_ended(void **state)
{
	struct room *room = *state;

	plan_a_promotion(room);
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 3);
	expect_promotion_ended(room);
}

static void a_temporary_promotion_is_ended_whatever_failed(void **state)
{
	struct room *room = *state;

	plan_a_promotion(room);
	(void)snprintf(toymac_find(room->mac, "bob")->password, TOY_TEXT, "other");
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 2);
	assert_int_equal(count(room, VOUCH_OUTCOME_WAITING), 1);
	expect_promotion_ended(room);
}

static void a_temporary_promotion_is_ended_after_an_interrupt(void **state)
{
	struct room *room = *state;

	plan_a_promotion(room);
	room->stop_after = VOUCH_ACTION_PROMOTE;
	run(room);
	assert_true(room->result.interrupted);
	assert_int_equal(room->result.left, 1);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 2);
	assert_false(toymac_find(room->mac, "bob")->tag);
	expect_promotion_ended(room);
}

static void a_temporary_promotion_is_ended_where_the_plan_forgot(void **state)
{
	struct room *room = *state;

	plan_a_promotion(room);
	room->plan.changes.count = 2;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 2);
	expect_promotion_ended(room);
}

static void who_was_an_admin_before_stays_one(void **state)
{
	struct room *room = *state;

	plan_a_promotion(room);
	toymac_find(room->mac, "carol")->admin = true; /* by somebody, meanwhile */
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_SKIPPED), 1);
	assert_int_equal(count(room, VOUCH_OUTCOME_BLOCKED), 2);
	assert_true(toymac_find(room->mac, "carol")->admin);
}

static void a_demotion_that_fails_once_is_tried_again(void **state)
{
	struct room *room = *state;

	plan_a_promotion(room);
	room->stop_after = VOUCH_ACTION_PROMOTE;
	/* promote: look, apply, look; demote: look, look, apply */
	*room->fault = (struct fault){.kind = FAULT_FAIL, .at = 6};
	run(room);
	assert_true(room->fault->fired);
	assert_int_equal(count(room, VOUCH_OUTCOME_FAILED), 1);
	expect_promotion_ended(room);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_temporary_promotion_is_given_and_ended),
		TEST(a_temporary_promotion_is_ended_whatever_failed),
		TEST(a_temporary_promotion_is_ended_after_an_interrupt),
		TEST(a_temporary_promotion_is_ended_where_the_plan_forgot),
		TEST(who_was_an_admin_before_stays_one),
		TEST(a_demotion_that_fails_once_is_tried_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
