/* test_exec_passwords.c – passwords are proved once, and while nobody holds a token, of one account
 * only. */
#include "exec_fixture.h"

#include <stdio.h>

static void each_password_is_proved_once_a_run(void **state)
{
	struct room *room = *state;

	steward_and_bob(room);
	(void)toymac_add(room->mac, "dave", false, false, "dave-pw");
	(void)declare(room, "dave", "dave-pw");
	(void)add_grant(room, "bob", "steward");
	(void)add_grant(room, "dave", "steward");
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 2);
	assert_int_equal(room->mac->proofs, 3);
}

static void a_wrong_password_is_tried_once_until_it_changes(void **state)
{
	struct room *room = *state;
	struct vouch_password_value changed = {.source = VOUCH_PASSWORD_ENV, .text = "new-pw"};

	steward_and_bob(room);
	(void)snprintf(toymac_find(room->mac, "bob")->password, TOY_TEXT, "new-pw");
	(void)add_grant(room, "bob", "steward");
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_WAITING), 1);
	assert_true(room->result.rejected);
	assert_int_equal(room->result.first.code, VOUCH_E_OK);
	assert_int_equal(room->mac->proofs, 2);
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_WAITING), 1);
	assert_false(room->result.rejected);
	assert_int_equal(room->mac->proofs, 3); /* the steward's alone */
	room->desired.users.items[0].fields[VOUCH_FIELD_PASSWORD].as.password = &changed;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 1);
	assert_int_equal(room->mac->applied_count, 1);
}

static void a_rejected_password_is_tried_again_when_the_account_has_another(void **state)
{
	struct room *room = *state;
	struct toy_account *bob;

	steward_and_bob(room);
	bob = toymac_find(room->mac, "bob");
	(void)snprintf(bob->password, TOY_TEXT, "another");
	(void)snprintf(bob->stamp, TOY_TEXT, "1540611064.6");
	(void)add_grant(room, "bob", "steward");
	run(room);
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_WAITING), 1);
	assert_int_equal(room->mac->proofs, 3); /* the steward's twice, bob's once */
	/* The person at the Mac sets the password that is declared. */
	(void)snprintf(bob->password, TOY_TEXT, "bob-pw");
	(void)snprintf(bob->stamp, TOY_TEXT, "1540611099.1");
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 1);
	assert_int_equal(room->mac->proofs, 5);
}

static void a_missing_password_waits_and_nobody_is_tried(void **state)
{
	struct room *room = *state;

	steward_and_bob(room);
	room->desired.users.count--; /* the steward's source */
	(void)add_grant(room, "bob", "steward");
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_WAITING), 1);
	assert_int_equal(room->mac->proofs, 0);
}

static void nobody_is_authenticated_without_a_holder(void **state)
{
	struct room *room = *state;
	struct toy_account *steward;

	steward_and_bob(room);
	(void)add_grant(room, "bob", "steward");
	steward = toymac_find(room->mac, "steward");
	steward->tag = steward->crypto_user = false;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_SKIPPED), 1);
	assert_int_equal(room->mac->proofs, 0);
}

static struct vouch_change *add_mint(struct room *room)
{
	struct vouch_change *change;

	(void)toymac_add(room->mac, "alice", true, false, "alice-pw");
	(void)declare(room, "alice", "alice-pw");
	change = add(room, VOUCH_ACTION_MINT_TOKEN, "alice", NULL);
	differ(room, change, "secure_token", "none", "live");
	change->first_token = true;
	return change;
}

static void a_mint_authenticates_its_account_alone_and_after_its_intent(void **state)
{
	struct room *room = *state;

	(void)add_mint(room);
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 1);
	assert_int_equal(room->mac->proofs, 1);
	assert_int_equal(room->mac->applied_count, 1);
}

static void a_token_that_comes_with_the_proof_needs_no_tool(void **state)
{
	struct room *room = *state;

	(void)add_mint(room);
	room->mac->first_token_by_proof = true;
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_DONE), 1);
	assert_int_equal(room->mac->applied_count, 0);
}

static void a_mint_with_a_wrong_password_waits(void **state)
{
	struct room *room = *state;

	(void)add_mint(room);
	(void)snprintf(toymac_find(room->mac, "alice")->password, TOY_TEXT, "other");
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_WAITING), 1);
	assert_int_equal(open_steps(room), 0);
	assert_int_equal(room->mac->applied_count, 0);
}

static void a_mint_is_stale_where_somebody_holds(void **state)
{
	struct room *room = *state;

	(void)add_mint(room);
	(void)toymac_add(room->mac, "steward", true, true, "steward-pw");
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_SKIPPED), 1);
	assert_int_equal(room->mac->proofs, 0);
}

static void a_creation_with_the_first_token_is_stale_where_somebody_holds(void **state)
{
	struct room *room = *state;
	struct vouch_change *change;

	(void)declare(room, "alice", "alice-pw");
	change = add(room, VOUCH_ACTION_CREATE_USER, "alice", NULL);
	change->first_token = true;
	(void)toymac_add(room->mac, "steward", true, true, "steward-pw");
	run(room);
	assert_int_equal(count(room, VOUCH_OUTCOME_SKIPPED), 1);
	assert_null(toymac_find(room->mac, "alice"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_password_is_proved_once_a_run),
		TEST(a_wrong_password_is_tried_once_until_it_changes),
		TEST(a_rejected_password_is_tried_again_when_the_account_has_another),
		TEST(a_missing_password_waits_and_nobody_is_tried),
		TEST(nobody_is_authenticated_without_a_holder),
		TEST(a_mint_authenticates_its_account_alone_and_after_its_intent),
		TEST(a_token_that_comes_with_the_proof_needs_no_tool),
		TEST(a_mint_with_a_wrong_password_waits),
		TEST(a_mint_is_stale_where_somebody_holds),
		TEST(a_creation_with_the_first_token_is_stale_where_somebody_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
