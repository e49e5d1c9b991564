/* exec_fixture.h – one plan a test, walked over a Mac in memory, with everything that can go wrong
 * with it. */
#ifndef EXEC_FIXTURE_H
#define EXEC_FIXTURE_H

#include "vouch_test.h"

#include <string.h>

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

static inline void on_wait(void *self, int milliseconds)
{
	struct room *room = self;

	assert_true(milliseconds > 0);
	room->waits++;
}

static inline void on_progress(void *self, const struct vouch_progress *progress)
{
	struct room *room = self;

	if (!progress->ended)
		return;
	vouch_buf_printf(&room->seen, "%s %s\n", vouch_outcome_text(progress->outcome),
		progress->message == NULL ? "" : progress->message);
	if (progress->change->action == room->stop_after)
		room->stop = 1;
}

static inline int set_up(void **state)
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

static inline int tear_down(void **state)
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

static inline struct vouch_user *declare(struct room *room, const char *name, const char *password)
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

static inline struct vouch_change *add(
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

static inline void differ(struct room *room, struct vouch_change *change, const char *field,
	const char *from, const char *to)
{
	struct vouch_difference *larger =
		vouch_arena_alloc_array(&room->arena, change->difference_count + 1, sizeof *larger);

	if (change->difference_count > 0)
		memcpy(larger, change->differences, change->difference_count * sizeof *larger);
	larger[change->difference_count++] = (struct vouch_difference){field, from, to};
	change->differences = larger;
}

static inline void depend(struct room *room, struct vouch_change *change, int id)
{
	int *larger =
		vouch_arena_alloc_array(&room->arena, change->after_count + 1, sizeof *larger);

	if (change->after_count > 0)
		memcpy(larger, change->after, change->after_count * sizeof *larger);
	larger[change->after_count++] = id;
	change->after = larger;
}

static inline struct vouch_change *add_grant(struct room *room, const char *user, const char *by)
{
	struct vouch_change *change = add(room, VOUCH_ACTION_GRANT_TOKEN, user, by);

	differ(room, change, "secure_token", "none", "live");
	return change;
}

static inline struct vouch_change *add_admin(
	struct room *room, const char *user, enum vouch_action action, bool temporary)
{
	struct vouch_change *change = add(room, action, user, NULL);
	bool up = action == VOUCH_ACTION_PROMOTE;

	differ(room, change, "admin", up ? "false" : "true", up ? "true" : "false");
	change->temporary = temporary;
	return change;
}

static inline int64_t begin(struct room *room)
{
	const struct vouch_run_record record = {.started = 900, .command = "apply"};
	int64_t run = 0;

	assert_vouch_ok(vouch_journal_begin(room->journal, &record, &run, &room->err), &room->err);
	return run;
}

static inline void run(struct room *room)
{
	assert_vouch_ok(vouch_exec_plan(&room->executor, &room->desired, &room->plan, begin(room),
				&room->result, &room->err),
		&room->err);
}

static inline void recover(struct room *room)
{
	assert_vouch_ok(
		vouch_exec_recover(&room->executor, &room->recovered, &room->err), &room->err);
}

static inline int count(const struct room *room, enum vouch_outcome outcome)
{
	return room->result.outcomes[outcome];
}

static inline struct vouch_facts facts_of(struct room *room)
{
	struct vouch_facts facts = {0};

	assert_vouch_ok(
		vouch_journal_facts(room->journal, &room->arena, &facts, &room->err), &room->err);
	return facts;
}

static inline const struct vouch_baseline_entry *baseline_of(struct room *room, const char *user)
{
	struct vouch_baseline baseline = {0};

	assert_vouch_ok(vouch_journal_baseline(room->journal, &room->arena, &baseline, &room->err),
		&room->err);
	return vouch_baseline_find(&baseline, user);
}

static inline size_t open_steps(struct room *room)
{
	struct vouch_step_records steps = {0};

	assert_vouch_ok(vouch_journal_open_steps(room->journal, &room->arena, &steps, &room->err),
		&room->err);
	return steps.count;
}

/* The steward vouches, bob waits. */
static inline void steward_and_bob(struct room *room)
{
	(void)toymac_add(room->mac, "steward", true, true, "steward-pw");
	(void)toymac_add(room->mac, "bob", false, false, "bob-pw");
	(void)declare(room, "bob", "bob-pw")->fields;
	(void)declare(room, "steward", "steward-pw")->fields;
}

static inline struct vouch_change *add_creation(struct room *room)
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

static inline struct vouch_change *add_deletion(struct room *room)
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

/* carol holds, but is no admin: she is promoted, vouches for bob, and is demoted. */
static inline void plan_a_promotion(struct room *room)
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

static inline void expect_promotion_ended(struct room *room)
{
	assert_false(toymac_find(room->mac, "carol")->admin);
	assert_int_equal(facts_of(room).open_promotions.count, 0);
	assert_null(baseline_of(room, "carol")); /* what is given for a time is no baseline */
	assert_int_equal(room->result.promotions_open, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
