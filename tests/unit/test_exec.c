/* test_exec.c – what walking a plan promises, and what recovering puts right. */
#include "vouch_test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault.h"
#include "toymac.h"
#include "vouch/exec/recover.h"

struct room {
	struct vouch_arena arena;
	const char *folder;
	struct toymac *mac;
	struct fault *fault;
	struct vouch_probe probe;
	struct vouch_actor actor;
	struct fault_probe fault_probe;
	struct fault_actor fault_actor;
	struct vouch_keeper keeper;
	struct vouch_journal *journal;
	struct vouch_fingerprint_key key;
	struct vouch_executor executor;
	struct vouch_desired desired;
	struct vouch_plan plan;
	struct vouch_exec_result result;
	struct vouch_recovered recovered;
	struct vouch_err err;
	volatile sig_atomic_t stop;
	int waits;
	enum vouch_action stop_after; /* COUNT: never */
	struct vouch_buf seen;        /* messages of the progress */
};

static void on_wait(void *self, int milliseconds)
{
	struct room *room = self;

	assert_true(milliseconds > 0);
	room->waits++;
}

static void on_progress(void *self, const struct vouch_progress *progress)
{
	struct room *room = self;

	if (!progress->ended)
		return;
	vouch_buf_printf(&room->seen, "%s %s\n", vouch_outcome_text(progress->outcome),
		progress->message == NULL ? "" : progress->message);
	if (progress->change->action == room->stop_after)
		room->stop = 1;
}

static int set_up(void **state)
{
	static struct room room;
	struct vouch_err err;

	memset(&room, 0, sizeof room);
	room.folder = vouch_test_folder(&room.arena);
	room.mac = toymac_new();
	room.fault = fault_new();
	room.probe = toymac_probe(room.mac);
	room.actor = toymac_actor(room.mac);
	room.keeper = toymac_keeper();
	room.stop_after = VOUCH_ACTION_COUNT;
	room.desired.guards.min_token_admins.value = 1;
	assert_vouch_ok(vouch_journal_open(vouch_arena_printf(&room.arena, "%s/j.db", room.folder),
				NULL, &room.journal, &err),
		&err);
	assert_vouch_ok(vouch_fingerprint_key_open(room.folder, &room.key, &err), &err);
	room.executor = (struct vouch_executor){
		.probe = fault_over_probe(&room.fault_probe, room.fault, &room.probe),
		.actor = fault_over_actor(&room.fault_actor, room.fault, &room.actor),
		.keeper = &room.keeper,
		.journal = room.journal,
		.key = &room.key,
		.stop = &room.stop,
		.self = &room,
		.progress = on_progress,
		.wait = on_wait,
	};
	*state = &room;
	return 0;
}

static int tear_down(void **state)
{
	struct room *room = *state;

	vouch_journal_close(&room->journal);
	vouch_buf_release(&room->seen);
	toymac_free(room->mac);
	fault_free(room->fault);
	vouch_test_folder_remove(room->folder);
	vouch_arena_release(&room->arena);
	return 0;
}

/* --- making desired states and plans --------------------------------------------------------- */

static struct vouch_user *declare(struct room *room, const char *name, const char *password)
{
	struct vouch_user *user = VOUCH_PUSH(&room->arena, &room->desired.users);
	struct vouch_password_value *source = vouch_arena_alloc(&room->arena, sizeof *source);

	user->name = name;
	source->source = VOUCH_PASSWORD_ENV;
	source->text = password;
	user->fields[VOUCH_FIELD_PASSWORD].kind = VOUCH_VALUE_PASSWORD;
	user->fields[VOUCH_FIELD_PASSWORD].as.password = source;
	return user;
}

static struct vouch_change *add(
	struct room *room, enum vouch_action action, const char *user, const char *by)
{
	struct toy_account *account = user == NULL ? NULL : toymac_find(room->mac, user);
	struct vouch_change *change = VOUCH_PUSH(&room->arena, &room->plan.changes);

	change->id = (int)room->plan.changes.count;
	change->action = action;
	change->user = user;
	change->by = by;
	change->uuid = account == NULL ? NULL : vouch_arena_text(&room->arena, account->uuid);
	change->desired = user == NULL ? NULL : vouch_desired_find(&room->desired, user);
	change->reason = "because";
	room->plan.status = VOUCH_PLAN_CHANGES;
	return change;
}

static void differ(struct room *room, struct vouch_change *change, const char *field,
	const char *from, const char *to)
{
	struct vouch_difference *larger =
		vouch_arena_alloc_array(&room->arena, change->difference_count + 1, sizeof *larger);

	if (change->difference_count > 0)
		memcpy(larger, change->differences, change->difference_count * sizeof *larger);
	larger[change->difference_count++] = (struct vouch_difference){field, from, to};
	change->differences = larger;
}

static void depend(struct room *room, struct vouch_change *change, int id)
{
	int *larger =
		vouch_arena_alloc_array(&room->arena, change->after_count + 1, sizeof *larger);

	if (change->after_count > 0)
		memcpy(larger, change->after, change->after_count * sizeof *larger);
	larger[change->after_count++] = id;
	change->after = larger;
}

static struct vouch_change *add_grant(struct room *room, const char *user, const char *by)
{
	struct vouch_change *change = add(room, VOUCH_ACTION_GRANT_TOKEN, user, by);

	differ(room, change, "secure_token", "none", "live");
	return change;
}

static struct vouch_change *add_admin(
	struct room *room, const char *user, enum vouch_action action, bool temporary)
{
	struct vouch_change *change = add(room, action, user, NULL);
	bool up = action == VOUCH_ACTION_PROMOTE;

	differ(room, change, "admin", up ? "false" : "true", up ? "true" : "false");
	change->temporary = temporary;
	return change;
}

static int64_t begin(struct room *room)
{
	const struct vouch_run_record record = {.started = 900, .command = "apply"};
	int64_t run = 0;

	assert_vouch_ok(vouch_journal_begin(room->journal, &record, &run, &room->err), &room->err);
	return run;
}

static void run(struct room *room)
{
	assert_vouch_ok(vouch_exec_plan(&room->executor, &room->desired, &room->plan, begin(room),
				&room->result, &room->err),
		&room->err);
}

static void recover(struct room *room)
{
	assert_vouch_ok(
		vouch_exec_recover(&room->executor, &room->recovered, &room->err), &room->err);
}

static int count(const struct room *room, enum vouch_outcome outcome)
{
	return room->result.outcomes[outcome];
}

static struct vouch_facts facts_of(struct room *room)
{
	struct vouch_facts facts = {0};

	assert_vouch_ok(
		vouch_journal_facts(room->journal, &room->arena, &facts, &room->err), &room->err);
	return facts;
}

static const struct vouch_baseline_entry *baseline_of(struct room *room, const char *user)
{
	struct vouch_baseline baseline = {0};

	assert_vouch_ok(vouch_journal_baseline(room->journal, &room->arena, &baseline, &room->err),
		&room->err);
	return vouch_baseline_find(&baseline, user);
}

static size_t open_steps(struct room *room)
{
	struct vouch_step_records steps = {0};

	assert_vouch_ok(vouch_journal_open_steps(room->journal, &room->arena, &steps, &room->err),
		&room->err);
	return steps.count;
}

/* The steward vouches, bob waits. */
static void steward_and_bob(struct room *room)
{
	(void)toymac_add(room->mac, "steward", true, true, "steward-pw");
	(void)toymac_add(room->mac, "bob", false, false, "bob-pw");
	(void)declare(room, "bob", "bob-pw")->fields;
	(void)declare(room, "steward", "steward-pw")->fields;
}

/* --- walking --------------------------------------------------------------------------------- */

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

/* --- passwords ------------------------------------------------------------------------------- */

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

/* --- creating and deleting ------------------------------------------------------------------- */

static struct vouch_change *add_creation(struct room *room)
{
	struct vouch_change *change;

	(void)toymac_add(room->mac, "steward", true, true, "steward-pw");
	(void)declare(room, "alice", "alice-pw");
	(void)declare(room, "steward", "steward-pw");
	change = add(room, VOUCH_ACTION_CREATE_USER, "alice", "steward");
	differ(room, change, "state", "absent", "present");
	differ(room, change, "secure_token", "none", "live");
	differ(room, change, "shell", "", "/bin/bash");
	return change;
}

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

static struct vouch_change *add_deletion(struct room *room)
{
	struct vouch_change *change;
	struct vouch_user *intern;

	(void)toymac_add(room->mac, "steward", true, true, "steward-pw");
	(void)toymac_add(room->mac, "intern", false, false, "intern-pw");
	intern = declare(room, "intern", "missing");
	intern->fields[VOUCH_FIELD_ON_REMOVAL].kind = VOUCH_VALUE_CHOICE;
	intern->fields[VOUCH_FIELD_ON_REMOVAL].as.choice = VOUCH_REMOVAL_DELETE;
	change = add(room, VOUCH_ACTION_DELETE_USER, "intern", NULL);
	differ(room, change, "state", "present", "absent");
	return change;
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

/* --- temporary promotions -------------------------------------------------------------------- */

/* carol holds, but is no admin: she is promoted, vouches for bob, and is demoted. */
static void plan_a_promotion(struct room *room)
{
	struct vouch_change *change;

	(void)toymac_add(room->mac, "steward", true, true, "unknown to us");
	(void)toymac_add(room->mac, "carol", false, true, "carol-pw");
	(void)toymac_add(room->mac, "bob", false, false, "bob-pw");
	(void)declare(room, "bob", "bob-pw");
	(void)declare(room, "carol", "carol-pw");
	(void)add_admin(room, "carol", VOUCH_ACTION_PROMOTE, true);
	change = add_grant(room, "bob", "carol");
	depend(room, change, 1);
	change = add_admin(room, "carol", VOUCH_ACTION_DEMOTE, true);
	depend(room, change, 1);
	depend(room, change, 2);
}

static void expect_promotion_ended(struct room *room)
{
	assert_false(toymac_find(room->mac, "carol")->admin);
	assert_int_equal(facts_of(room).open_promotions.count, 0);
	assert_null(baseline_of(room, "carol")); /* what is given for a time is no baseline */
	assert_int_equal(room->result.promotions_open, 0);
}

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

/* --- records --------------------------------------------------------------------------------- */

static void adoptions_are_recorded_without_a_tool(void **state)
{
	struct room *room = *state;
	struct vouch_adoption adoptions[] = {
		{"bob", "11111111-1111-4111-8111-111111111111", VOUCH_FIELD_STATE, "present"},
		{"bob", "11111111-1111-4111-8111-111111111111", VOUCH_FIELD_ADMIN, "false"},
	};

	steward_and_bob(room);
	room->plan.adoptions.items = adoptions;
	room->plan.adoptions.count = 2;
	run(room);
	assert_int_equal(room->mac->applied_count, 0);
	assert_string_equal(baseline_of(room, "bob")->fields[VOUCH_FIELD_ADMIN], "false");
	adoptions[1].value = NULL;
	run(room);
	assert_null(baseline_of(room, "bob")->fields[VOUCH_FIELD_ADMIN]);
	assert_string_equal(baseline_of(room, "bob")->fields[VOUCH_FIELD_STATE], "present");
}

static int leaky(void *self, const struct vouch_change *change, const struct vouch_account *before,
	const char *new_uuid, const struct vouch_credentials *credentials,
	struct vouch_buf *transcript, struct vouch_err *err)
{
	(void)self;
	(void)change;
	(void)before;
	(void)new_uuid;
	vouch_buf_printf(
		transcript, "line one\nwith %s in \x1b[31m it\n", credentials->user->bytes);
	return vouch_err_set(err, VOUCH_E_APPLY, "refused %s", credentials->by->bytes);
}

static int refuse(void *self, const struct vouch_change *change, const struct vouch_account *before,
	const char *new_uuid, const struct vouch_credentials *credentials,
	struct vouch_buf *transcript, struct vouch_err *err)
{
	(void)self;
	(void)change;
	(void)before;
	(void)new_uuid;
	(void)credentials;
	vouch_buf_text(transcript, "Code=5101, key ABCD-EFGH-2345-JKLM-NPQR-WXYZ\n");
	return vouch_err_set(err, VOUCH_E_APPLY, "Code=5101");
}

static enum vouch_denial by_the_grantor(void *self)
{
	(void)self;
	return VOUCH_DENIAL_GRANTOR;
}

static enum vouch_denial otherwise(void *self)
{
	(void)self;
	return VOUCH_DENIAL_OTHER;
}

/* FACTS 7.5: an administrator whose token looks live and whose password is right, and whom macOS
 * does not let. It is known from then on; any other refusal says nothing of it. */
static void a_grantor_that_macos_refuses_has_a_dead_token(void **state)
{
	struct room *room = *state;
	struct vouch_actor_ops ops = *room->executor.actor->ops;
	const struct vouch_actor actor = {&ops, room->executor.actor->self};
	struct vouch_step_records steps = {0};
	struct vouch_facts facts = {0};

	steward_and_bob(room);
	(void)add_grant(room, "bob", "steward");
	ops.apply = refuse;
	ops.denial = otherwise;
	room->executor.actor = &actor;
	run(room);
	assert_vouch_ok(
		vouch_journal_facts(room->journal, &room->arena, &facts, &room->err), &room->err);
	assert_int_equal(facts.dead_tokens.count, 0);
	ops.denial = by_the_grantor;
	run(room);
	assert_vouch_ok(
		vouch_journal_facts(room->journal, &room->arena, &facts, &room->err), &room->err);
	assert_int_equal(facts.dead_tokens.count, 1);
	assert_vouch_ok(vouch_journal_steps(room->journal, &room->arena, 2, &steps, &room->err),
		&room->err);
	assert_text_contains(steps.items[0].transcript, "Code=5101, key [recovery key]");
	assert_text_contains(steps.items[0].transcript, "token of steward counts as dead");
	/* And is asked for nothing any more. */
	vouch_buf_clear(&room->seen);
	run(room);
	assert_text_contains(
		vouch_buf_get(&room->seen), "token of steward, who vouches, is not live");
}

static void no_password_reaches_the_journal(void **state)
{
	struct room *room = *state;
	struct vouch_actor_ops ops = *room->executor.actor->ops;
	const struct vouch_actor actor = {&ops, room->executor.actor->self};
	struct vouch_step_records steps = {0};

	steward_and_bob(room);
	(void)add_grant(room, "bob", "steward");
	ops.apply = leaky;
	room->executor.actor = &actor;
	run(room);
	assert_vouch_ok(vouch_journal_steps(room->journal, &room->arena, 1, &steps, &room->err),
		&room->err);
	assert_string_equal(
		steps.items[0].transcript, "line one\nwith [password] in \\x1b[31m it\n");
	assert_string_equal(steps.items[0].error, "grant_token bob: refused [password]");
	assert_string_equal(room->result.first.msg, "grant_token bob: refused [password]");
}

static void a_fingerprint_is_of_one_account_one_password_one_key(void **state)
{
	struct room *room = *state;
	struct vouch_fingerprint_key other = room->key, again = {{0}};
	char a[VOUCH_FINGERPRINT_TEXT], b[VOUCH_FINGERPRINT_TEXT], c[VOUCH_FINGERPRINT_TEXT];
	struct vouch_secret secret = {0};
	struct stat status;
	const char *path = vouch_arena_printf(&room->arena, "%s/fingerprint.key", room->folder);

	assert_vouch_ok(vouch_secret_set(&secret, "pw", 2, &room->err), &room->err);
	vouch_fingerprint(&room->key, "ABCD", NULL, &secret, a);
	vouch_fingerprint(&room->key, "abcd", NULL, &secret, b);
	assert_string_equal(a, b);
	vouch_fingerprint(&room->key, "ABCE", NULL, &secret, b);
	assert_string_not_equal(a, b);
	vouch_fingerprint(&room->key, "ABCD", "1540611064.6", &secret, b);
	assert_string_not_equal(a, b);
	vouch_fingerprint(&room->key, "ABCD", "1540611064.7", &secret, c);
	assert_string_not_equal(b, c);
	other.bytes[0] ^= 1;
	vouch_fingerprint(&other, "ABCD", NULL, &secret, b);
	assert_string_not_equal(a, b);
	assert_vouch_ok(vouch_secret_set(&secret, "px", 2, &room->err), &room->err);
	vouch_fingerprint(&room->key, "ABCD", NULL, &secret, b);
	assert_string_not_equal(a, b);
	vouch_secret_release(&secret);

	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0600);
	assert_vouch_ok(vouch_fingerprint_key_open(room->folder, &again, &room->err), &room->err);
	assert_memory_equal(again.bytes, room->key.bytes, sizeof again.bytes);
	assert_int_equal(chmod(path, 0644), 0);
	assert_true(vouch_fingerprint_key_open(room->folder, &again, &room->err) < 0);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("/etc/hostname", path), 0);
	assert_true(vouch_fingerprint_key_open(room->folder, &again, &room->err) < 0);
	assert_text_contains(room->err.msg, "symbolic link");
	assert_int_equal(unlink(path), 0);
	assert_true(vouch_fingerprint_key_read(room->folder, &again, &room->err) < 0);
}

/* --- recovering ------------------------------------------------------------------------------ */

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

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

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
		TEST(a_temporary_promotion_is_given_and_ended),
		TEST(a_temporary_promotion_is_ended_whatever_failed),
		TEST(a_temporary_promotion_is_ended_after_an_interrupt),
		TEST(a_temporary_promotion_is_ended_where_the_plan_forgot),
		TEST(who_was_an_admin_before_stays_one),
		TEST(a_demotion_that_fails_once_is_tried_again),
		TEST(adoptions_are_recorded_without_a_tool),
		TEST(a_grantor_that_macos_refuses_has_a_dead_token),
		TEST(no_password_reaches_the_journal),
		TEST(a_fingerprint_is_of_one_account_one_password_one_key),
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
