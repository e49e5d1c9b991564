/* test_exec.c – what walking a plan promises: done is what was seen, and nothing is done to
 * another. */
#include "exec_fixture.h"

#include <stdio.h>

static void a_grant_is_done_when_three_sources_agree(void **state)
{
	struct room *room = *state;
	struct vouch_value *token;

	steward_and_bob(room);
	token = &room->desired.users.items[0].fields[VOUCH_FIELD_SECURE_TOKEN];
	token->kind = VOUCH_VALUE_FLAG;
	token->as.flag = true;
	(void)add_grant(room, "bob", "steward");
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 1);
	assert_int_equal(room->mac->proofs, 2);
	assert_string_equal(baseline_of(room, "bob")->fields[VOUCH_FIELD_SECURE_TOKEN], "true");
	assert_true(facts_of(room).preboot_stale);
	assert_int_equal(open_steps(room), 0);
}

static void success_without_effect_is_failure(void **state)
{
	struct room *room = *state;

	steward_and_bob(room);
	(void)add_grant(room, "bob", "steward");
	room->mac->ignores_everything = true;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_FAILED), 1);
	assert_text_contains(room->result.first.msg, "grant_token bob: it did not take");
	assert_null(baseline_of(room, "bob"));
}

static void a_status_that_lags_is_waited_for(void **state)
{
	struct room *room = *state;

	steward_and_bob(room);
	(void)add_grant(room, "bob", "steward");
	room->mac->lag = 2;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 1);
	assert_int_equal(room->waits, 2);
}

static void a_status_that_never_follows_is_failure(void **state)
{
	struct room *room = *state;

	steward_and_bob(room);
	(void)add_grant(room, "bob", "steward");
	room->mac->lag = 1000;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_FAILED), 1);
	assert_true(room->waits > 0 && room->waits < 20);
}

static void what_depends_on_a_failure_is_blocked_and_the_rest_goes_on(void **state)
{
	struct room *room = *state;
	struct vouch_change *change;

	steward_and_bob(room);
	(void)toymac_add(room->mac, "dave", false, false, "other");
	(void)declare(room, "dave", "dave-pw");
	(void)add_grant(room, "dave", "steward"); /* wrong password: waits */
	change = add_admin(room, "dave", VOUCH_ACTION_PROMOTE, false);
	depend(room, change, 1);
	change = add_admin(room, "dave", VOUCH_ACTION_DEMOTE, false);
	depend(room, change, 2);
	(void)add_grant(room, "bob", "steward");
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_WAITING), 1);
	assert_int_equal(count(room, VOUCH_OUTCOME_BLOCKED), 2);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 1);
	assert_text_contains(vouch_buf_get(&room->seen),
		"blocked promote dave: depends on action 1 (grant_token dave), which is waiting");
	assert_false(toymac_find(room->mac, "dave")->admin);
}

static void another_account_of_that_name_is_left_alone(void **state)
{
	struct room *room = *state;

	steward_and_bob(room);
	(void)add(room, VOUCH_ACTION_DELETE_USER, "bob", NULL);
	(void)snprintf(toymac_find(room->mac, "bob")->uuid, TOY_TEXT, "%s",
		"99999999-9999-4999-8999-999999999999");
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_SKIPPED), 1);
	assert_true(room->result.stale);
	assert_non_null(toymac_find(room->mac, "bob"));
	assert_int_equal(room->mac->applied_count, 0);
}

static void a_token_that_came_meanwhile_makes_a_grant_stale(void **state)
{
	struct room *room = *state;
	struct toy_account *bob;

	steward_and_bob(room);
	(void)add_grant(room, "bob", "steward");
	bob = toymac_find(room->mac, "bob");
	bob->tag = bob->crypto_user = true;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_SKIPPED), 1);
	assert_int_equal(room->mac->proofs, 0);
}

static void unknown_blocks(void **state)
{
	struct room *room = *state;

	steward_and_bob(room);
	(void)add_admin(room, "bob", VOUCH_ACTION_PROMOTE, false);
	*room->fault = (struct fault){.kind = FAULT_LIE, .at = 1};
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_SKIPPED), 1);
	assert_int_equal(room->mac->applied_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_grant_is_done_when_three_sources_agree),
		TEST(success_without_effect_is_failure),
		TEST(a_status_that_lags_is_waited_for),
		TEST(a_status_that_never_follows_is_failure),
		TEST(what_depends_on_a_failure_is_blocked_and_the_rest_goes_on),
		TEST(another_account_of_that_name_is_left_alone),
		TEST(a_token_that_came_meanwhile_makes_a_grant_stale),
		TEST(unknown_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
