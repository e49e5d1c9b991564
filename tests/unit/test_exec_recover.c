/* test_exec_recover.c – what an interrupted run left is put right by looking. */
#include "exec_fixture.h"

#include <stdio.h>

/* As if a run had died right after its tool. */
static int64_t leave_open(
	struct room *room, const struct vouch_change *change, const struct vouch_intent *intent)
{
	const struct vouch_intent none = {0};
	int64_t step = 0;

	assert_vouch_ok(vouch_journal_intend(room->journal, begin(room), change,
				intent == NULL ? &none : intent, 950, &step, &room->err),
		&room->err);
	return step;
}

static void an_effect_that_is_there_is_done(void **state)
{
	struct room *room = *state;
	struct toy_account *bob;

	steward_and_bob(room);
	room->mac->filevault = VOUCH_FILEVAULT_OFF;
	(void)leave_open(room, add_grant(room, "bob", "steward"), NULL);
	bob = toymac_find(room->mac, "bob");
	bob->tag = bob->crypto_user = true;
	recover(room);
	assert_int_equal(room->recovered.done, 1);
	assert_string_equal(baseline_of(room, "bob")->fields[VOUCH_FIELD_SECURE_TOKEN], "true");
	assert_true(facts_of(room).preboot_stale);
	assert_int_equal(room->mac->proofs, 0);
	recover(room);
	assert_int_equal(room->recovered.done + room->recovered.settled, 0);
	assert_int_equal(room->mac->applied_count, 0);
}

static void an_effect_that_is_not_there_is_settled(void **state)
{
	struct room *room = *state;

	steward_and_bob(room);
	(void)leave_open(room, add_grant(room, "bob", "steward"), NULL);
	toymac_find(room->mac, "bob")->tag = true; /* half of it */
	recover(room);
	assert_int_equal(room->recovered.settled, 1);
	assert_null(baseline_of(room, "bob"));
	assert_int_equal(open_steps(room), 0);
}

static void what_cannot_be_seen_stays_open(void **state)
{
	struct room *room = *state;
	struct toy_account *bob;

	steward_and_bob(room);
	(void)leave_open(room, add_grant(room, "bob", "steward"), NULL);
	*room->fault = (struct fault){.kind = FAULT_LIE, .at = 1};
	recover(room);
	assert_int_equal(room->recovered.unsettled, 1);
	assert_int_equal(open_steps(room), 1);
	recover(room);
	assert_int_equal(room->recovered.settled, 1);

	/* look, look, status: the last one cannot be had. */
	(void)leave_open(room, &room->plan.changes.items[0], NULL);
	bob = toymac_find(room->mac, "bob");
	bob->tag = bob->crypto_user = true;
	*room->fault = (struct fault){.kind = FAULT_LIE, .at = 3};
	recover(room);
	assert_int_equal(room->recovered.unsettled, 1);
	recover(room);
	assert_int_equal(room->recovered.done, 1);
}

static void a_creation_is_known_again_by_its_uuid(void **state)
{
	struct room *room = *state;
	struct vouch_change *change = add_creation(room);
	struct vouch_intent intent = {.new_uuid = "12345678-1234-4234-8234-123456789012"};
	struct toy_account *alice;

	(void)leave_open(room, change, &intent);
	alice = toymac_add(room->mac, "alice", false, false, "");
	(void)snprintf(alice->uuid, TOY_TEXT, "%s", intent.new_uuid);
	recover(room);
	assert_int_equal(room->recovered.settled, 1);
	assert_int_equal(facts_of(room).open_creations.count, 1);
	change->uuid = intent.new_uuid;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 1);
	assert_string_equal(toymac_find(room->mac, "alice")->uuid, intent.new_uuid);
}

static void a_bare_record_under_our_intent_is_ours(void **state)
{
	struct room *room = *state;
	struct vouch_change *change = add_creation(room);
	struct vouch_intent intent = {.new_uuid = "12345678-1234-4234-8234-123456789012"};
	struct toy_account *alice;

	(void)leave_open(room, change, &intent);
	alice = toymac_add(room->mac, "alice", false, false, "");
	alice->uid = -1;
	recover(room);
	assert_int_equal(facts_of(room).open_creations.count, 1);
	assert_string_equal(facts_of(room).open_creations.items[0].uuid, alice->uuid);
	recover(room);
	assert_int_equal(facts_of(room).open_creations.count, 1);
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 1);
}

static void a_creation_that_never_began_is_over(void **state)
{
	struct room *room = *state;
	struct vouch_change *change = add_creation(room);
	struct vouch_intent intent = {.new_uuid = "12345678-1234-4234-8234-123456789012"};

	room->mac->filevault = VOUCH_FILEVAULT_OFF;
	(void)leave_open(room, change, &intent);
	recover(room);
	assert_int_equal(facts_of(room).open_creations.count, 0);
	(void)leave_open(room, change, &intent);
	(void)toymac_add(room->mac, "alice", false, false, "hers");
	recover(room);
	assert_int_equal(facts_of(room).open_creations.count, 0);
	assert_int_equal(room->mac->applied_count, 0);
}

static void an_open_promotion_is_demoted(void **state)
{
	struct room *room = *state;
	struct vouch_run_records runs = {0};

	plan_a_promotion(room);
	(void)leave_open(room, &room->plan.changes.items[0], NULL);
	toymac_find(room->mac, "carol")->admin = true;
	recover(room);
	assert_int_equal(room->recovered.promotions, 1);
	assert_int_equal(room->recovered.done, 1);
	expect_promotion_ended(room);
	assert_int_equal(room->mac->refreshes, 1); /* FileVault is on, and carol holds */
	assert_true(room->recovered.preboot_refreshed);
	assert_false(facts_of(room).preboot_stale);
	assert_vouch_ok(
		vouch_journal_runs(room->journal, &room->arena, 1, &runs, &room->err), &room->err);
	assert_string_equal(runs.items[0].command, "recover");
	assert_string_equal(runs.items[0].result, "done");
}

static void a_promotion_that_never_took_is_ended_by_looking(void **state)
{
	struct room *room = *state;

	plan_a_promotion(room);
	room->mac->filevault = VOUCH_FILEVAULT_OFF;
	(void)leave_open(room, &room->plan.changes.items[0], NULL);
	recover(room);
	assert_int_equal(room->recovered.promotions, 1);
	assert_int_equal(room->mac->applied_count, 0);
	expect_promotion_ended(room);
}

static void a_namesakes_home_is_not_touched(void **state)
{
	struct room *room = *state;
	const struct vouch_intent intent = {
		.home = "/Users/intern", .home_uid = 502, .removal = VOUCH_REMOVAL_DELETE};

	(void)leave_open(room, add_deletion(room), &intent);
	(void)snprintf(toymac_find(room->mac, "intern")->uuid, TOY_TEXT, "%s",
		"99999999-9999-4999-8999-999999999999");
	recover(room);
	assert_int_equal(room->recovered.settled, 1);
	assert_true(room->mac->homes[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_effect_that_is_there_is_done),
		TEST(an_effect_that_is_not_there_is_settled),
		TEST(what_cannot_be_seen_stays_open),
		TEST(a_creation_is_known_again_by_its_uuid),
		TEST(a_bare_record_under_our_intent_is_ours),
		TEST(a_creation_that_never_began_is_over),
		TEST(an_open_promotion_is_demoted),
		TEST(a_promotion_that_never_took_is_ended_by_looking),
		TEST(a_namesakes_home_is_not_touched),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
