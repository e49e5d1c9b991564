/* test_exec_accounts.c – making accounts, removing them, and what is left in between. */
#include "exec_fixture.h"

static void a_creation_gives_the_recorded_uuid(void **state)
{
	struct room *room = *state;

	(void)add_creation(room);
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 1);
	assert_string_equal(
		baseline_of(room, "alice")->uuid, toymac_find(room->mac, "alice")->uuid);
	assert_string_equal(baseline_of(room, "alice")->fields[VOUCH_FIELD_STATE], "present");
	assert_string_equal(baseline_of(room, "alice")->fields[VOUCH_FIELD_SHELL], "/bin/bash");
	assert_int_equal(facts_of(room).open_creations.count, 0);
	assert_int_equal(room->mac->proofs, 1); /* the new account's is not */
}

static void a_change_of_an_account_made_by_the_same_plan_knows_it(void **state)
{
	struct room *room = *state;
	struct vouch_change *change;

	(void)add_creation(room);
	change = add_admin(room, "alice", VOUCH_ACTION_PROMOTE, false);
	assert_null(change->uuid);
	depend(room, change, 1);
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 2);
	assert_true(toymac_find(room->mac, "alice")->admin);
	/* Without that creation nobody knows whom it is about. */
	room->plan.changes.count = 0;
	change = add_admin(room, "alice", VOUCH_ACTION_DEMOTE, false);
	change->uuid = NULL;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_SKIPPED), 1);
}

static void a_creation_that_failed_stays_open_and_is_finished(void **state)
{
	struct room *room = *state;
	struct vouch_change *change = add_creation(room);
	const char *uuid;

	room->mac->reports_failure = true;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_FAILED), 1);
	assert_int_equal(facts_of(room).open_creations.count, 1);
	uuid = vouch_arena_text(&room->arena, toymac_find(room->mac, "alice")->uuid);
	room->mac->reports_failure = false;
	change->uuid = uuid;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 1);
	assert_string_equal(toymac_find(room->mac, "alice")->uuid, uuid);
	assert_int_equal(facts_of(room).open_creations.count, 0);
}

static void a_namesake_is_not_taken_for_ours(void **state)
{
	struct room *room = *state;

	(void)add_creation(room);
	(void)toymac_add(room->mac, "alice", false, false, "hers");
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_SKIPPED), 1);
	assert_string_equal(toymac_find(room->mac, "alice")->password, "hers");
}

static void a_failure_that_has_its_effect_is_done(void **state)
{
	struct room *room = *state;

	steward_and_bob(room);
	(void)add_grant(room, "bob", "steward");
	room->mac->reports_failure = true;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 1);
}

static void a_deletion_is_done_when_the_home_is_too(void **state)
{
	struct room *room = *state;

	(void)add_deletion(room);
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 1);
	assert_null(toymac_find(room->mac, "intern"));
	assert_false(room->mac->homes[1]);
	assert_null(baseline_of(room, "intern"));
}

static void a_home_that_is_left_is_finished_by_the_next_run(void **state)
{
	struct room *room = *state;

	(void)add_deletion(room);
	/* look, observe, apply, look, remove_home */
	*room->fault = (struct fault){.kind = FAULT_FAIL, .at = 5};
	run(room);
	assert_true(room->fault->fired);
	assert_int_equal(count(room, VOUCH_OUTCOME_FAILED), 1);
	assert_text_contains(room->result.first.msg, "its home /Users/intern is not yet");
	assert_true(room->mac->homes[1]);
	recover(room);
	assert_int_equal(room->recovered.done, 1);
	assert_false(room->mac->homes[1]);
	assert_int_equal(open_steps(room), 0);
}

static void what_was_not_seen_stays_open_for_the_next_run(void **state)
{
	struct room *room = *state;

	(void)add_deletion(room);
	/* look, observe, apply, look */
	*room->fault = (struct fault){.kind = FAULT_LIE, .at = 4};
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_FAILED), 1);
	assert_text_contains(room->result.first.msg, "whether it took could not be seen");
	assert_int_equal(open_steps(room), 1);
	recover(room);
	assert_int_equal(room->recovered.done, 1);
	assert_false(room->mac->homes[1]);
}

static void who_is_logged_in_is_not_deleted(void **state)
{
	struct room *room = *state;

	(void)add_deletion(room);
	toymac_find(room->mac, "intern")->logged_in = true;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_SKIPPED), 1);
	assert_text_contains(vouch_buf_get(&room->seen), "it is logged in");
}

static void the_last_of_a_kind_is_kept_whoever_left_meanwhile(void **state)
{
	struct room *room = *state;
	struct vouch_change *change;

	steward_and_bob(room);
	(void)toymac_add(room->mac, "carol", true, true, "carol-pw");
	(void)add_admin(room, "steward", VOUCH_ACTION_DEMOTE, false);
	change = add(room, VOUCH_ACTION_DELETE_USER, "steward", NULL);
	differ(room, change, "state", "present", "absent");
	toymac_find(room->mac, "carol")->disabled = true;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_SKIPPED), 2);
	assert_true(toymac_find(room->mac, "steward")->admin);
	toymac_find(room->mac, "carol")->disabled = false;
	toymac_find(room->mac, "carol")->tag = false; /* an admin, but no holder */
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_SKIPPED), 2);
	room->desired.guards.min_token_admins.value = 0;
	room->plan.changes.count = 1;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_creation_gives_the_recorded_uuid),
		TEST(a_change_of_an_account_made_by_the_same_plan_knows_it),
		TEST(a_creation_that_failed_stays_open_and_is_finished),
		TEST(a_namesake_is_not_taken_for_ours),
		TEST(a_failure_that_has_its_effect_is_done),
		TEST(a_deletion_is_done_when_the_home_is_too),
		TEST(a_home_that_is_left_is_finished_by_the_next_run),
		TEST(what_was_not_seen_stays_open_for_the_next_run),
		TEST(who_is_logged_in_is_not_deleted),
		TEST(the_last_of_a_kind_is_kept_whoever_left_meanwhile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
