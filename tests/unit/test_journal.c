/* test_journal.c – what the journal promises: durable intents, one transaction, nothing rewritten.
 */
#include "vouch_test.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vfs_fault.h"
#include "vouch/base/digest.h"
#include "vouch/base/file.h"
#include "vouch/journal/journal.h"

static const char uuid_a[] = "11111111-1111-4111-8111-111111111111";
static const char uuid_b[] = "22222222-2222-4222-8222-222222222222";

struct place {
	struct vouch_arena arena;
	const char *folder, *path;
	struct vouch_journal *journal;
	struct vouch_err err;
};

static int set_up(void **state)
{
	static struct place place;

	memset(&place, 0, sizeof place);
	place.folder = vouch_test_folder(&place.arena);
	place.path = vouch_arena_printf(&place.arena, "%s/journal.db", place.folder);
	*state = &place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;

	vouch_journal_close(&place->journal);
	vouch_test_folder_remove(place->folder);
	vouch_arena_release(&place->arena);
	return 0;
}

static void open_it(struct place *place)
{
	assert_vouch_ok(
		vouch_journal_open(place->path, NULL, &place->journal, &place->err), &place->err);
}

static void reopen(struct place *place)
{
	vouch_journal_close(&place->journal);
	open_it(place);
}

static int64_t begin(struct place *place)
{
	const struct vouch_run_record run = {.started = 100, .command = "apply", .revision = "abc"};
	int64_t id = 0;

	assert_vouch_ok(vouch_journal_begin(place->journal, &run, &id, &place->err), &place->err);
	return id;
}

static int64_t intend(struct place *place, int64_t run, const struct vouch_change *change,
	const struct vouch_intent *intent)
{
	const struct vouch_intent none = {0};
	int64_t step = 0;

	assert_vouch_ok(vouch_journal_intend(place->journal, run, change,
				intent == NULL ? &none : intent, 101, &step, &place->err),
		&place->err);
	return step;
}

static void done(struct place *place, int64_t step, const struct vouch_established *established)
{
	const struct vouch_established nothing = {0};

	assert_vouch_ok(vouch_journal_done(place->journal, step, 102,
				established == NULL ? &nothing : established, &place->err),
		&place->err);
}

static struct vouch_facts facts_of(struct place *place)
{
	struct vouch_facts facts = {.now = 50};

	assert_vouch_ok(vouch_journal_facts(place->journal, &place->arena, &facts, &place->err),
		&place->err);
	return facts;
}

static struct vouch_baseline baseline_of(struct place *place)
{
	struct vouch_baseline baseline = {0};

	assert_vouch_ok(
		vouch_journal_baseline(place->journal, &place->arena, &baseline, &place->err),
		&place->err);
	return baseline;
}

static const struct vouch_difference promoted[] = {{"admin", "false", "true"}};
static const struct vouch_change temporary_promotion = {.id = 1,
	.action = VOUCH_ACTION_PROMOTE,
	.user = "carol",
	.uuid = uuid_a,
	.reason = "carol vouches for bob",
	.differences = promoted,
	.difference_count = 1,
	.temporary = true};
static const struct vouch_change creation = {
	.id = 2, .action = VOUCH_ACTION_CREATE_USER, .user = "alice", .by = "steward"};

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

static void the_baseline_moves_with_the_outcome(void **state)
{
	struct place *place = *state;
	struct vouch_baseline_entry entry = {.user = "alice", .uuid = uuid_a};
	const struct vouch_established established = {.baseline = &entry, .preboot_stale = true};
	const struct vouch_intent intent = {.new_uuid = uuid_a};
	struct vouch_baseline baseline;
	int64_t run;

	open_it(place);
	run = begin(place);
	entry.fields[VOUCH_FIELD_STATE] = "present";
	entry.fields[VOUCH_FIELD_SHELL] = "/bin/zsh";
	done(place, intend(place, run, &creation, &intent), &established);
	assert_true(facts_of(place).preboot_stale);
	reopen(place);
	baseline = baseline_of(place);
	assert_int_equal(baseline.count, 1);
	assert_string_equal(baseline.items[0].fields[VOUCH_FIELD_SHELL], "/bin/zsh");
	assert_null(baseline.items[0].fields[VOUCH_FIELD_ADMIN]);

	/* Fields that are NULL stay; another uuid drops the old ones; no uuid removes it all. */
	memset(entry.fields, 0, sizeof entry.fields);
	entry.fields[VOUCH_FIELD_ADMIN] = "true";
	done(place, intend(place, run, &creation, &intent), &established);
	baseline = baseline_of(place);
	assert_string_equal(baseline.items[0].fields[VOUCH_FIELD_SHELL], "/bin/zsh");
	assert_string_equal(baseline.items[0].fields[VOUCH_FIELD_ADMIN], "true");
	entry.uuid = uuid_b;
	done(place, intend(place, run, &creation, &intent), &established);
	baseline = baseline_of(place);
	assert_string_equal(baseline.items[0].uuid, uuid_b);
	assert_null(baseline.items[0].fields[VOUCH_FIELD_SHELL]);
	entry.uuid = NULL;
	done(place, intend(place, run, &creation, &intent), &established);
	assert_int_equal(baseline_of(place).count, 0);
}

static void adopting_and_forgetting_move_single_fields(void **state)
{
	struct place *place = *state;
	struct vouch_baseline_entry entry = {.user = "bob", .uuid = uuid_a};
	struct vouch_baseline baseline;

	open_it(place);
	entry.fields[VOUCH_FIELD_STATE] = "present";
	entry.fields[VOUCH_FIELD_ADMIN] = "true";
	assert_vouch_ok(
		vouch_journal_adopt(place->journal, 1, &entry, 0, &place->err), &place->err);
	entry.user = "Bob"; /* the same account: names compare without case */
	memset(entry.fields, 0, sizeof entry.fields);
	assert_vouch_ok(vouch_journal_adopt(
				place->journal, 2, &entry, 1U << VOUCH_FIELD_ADMIN, &place->err),
		&place->err);
	baseline = baseline_of(place);
	assert_int_equal(baseline.count, 1);
	assert_string_equal(baseline.items[0].user, "Bob");
	assert_string_equal(baseline.items[0].fields[VOUCH_FIELD_STATE], "present");
	assert_null(baseline.items[0].fields[VOUCH_FIELD_ADMIN]);
	entry.uuid = NULL; /* nobody has the name any more: forgetting needs no account */
	assert_vouch_ok(vouch_journal_adopt(
				place->journal, 3, &entry, 1U << VOUCH_FIELD_STATE, &place->err),
		&place->err);
	assert_int_equal(baseline_of(place).count, 0);
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

static void time_only_goes_forward(void **state)
{
	struct place *place = *state;

	open_it(place);
	assert_int_equal(facts_of(place).now, 50);
	assert_vouch_ok(vouch_journal_saw_time(place->journal, 1000, &place->err), &place->err);
	assert_vouch_ok(vouch_journal_saw_time(place->journal, 900, &place->err), &place->err);
	reopen(place);
	assert_int_equal(facts_of(place).now, 1000);
}

static enum vouch_password_mark mark_of(struct place *place, const char *uuid, const char *print)
{
	enum vouch_password_mark mark = VOUCH_MARK_PROVED;

	assert_vouch_ok(
		vouch_journal_password_mark(place->journal, uuid, print, &mark, &place->err),
		&place->err);
	return mark;
}

static void a_mark_belongs_to_one_password_of_one_account(void **state)
{
	struct place *place = *state;

	open_it(place);
	assert_int_equal(mark_of(place, uuid_a, "f1"), VOUCH_MARK_NONE);
	assert_vouch_ok(vouch_journal_mark_password(
				place->journal, uuid_a, VOUCH_MARK_REJECTED, "f1", 1, &place->err),
		&place->err);
	assert_int_equal(mark_of(place, uuid_a, "f1"), VOUCH_MARK_REJECTED);
	assert_int_equal(mark_of(place, uuid_a, NULL), VOUCH_MARK_REJECTED);
	assert_int_equal(mark_of(place, uuid_a, "f2"), VOUCH_MARK_NONE);
	assert_int_equal(mark_of(place, uuid_b, "f1"), VOUCH_MARK_NONE);
	assert_vouch_ok(vouch_journal_mark_password(
				place->journal, uuid_a, VOUCH_MARK_PROVED, "f2", 2, &place->err),
		&place->err);
	assert_int_equal(mark_of(place, uuid_a, "f2"), VOUCH_MARK_PROVED);
	assert_int_equal(mark_of(place, uuid_a, "f1"), VOUCH_MARK_NONE);
}

static void a_new_token_clears_the_dead_mark(void **state)
{
	struct place *place = *state;
	const struct vouch_change repair = {
		.id = 1, .action = VOUCH_ACTION_REPAIR_TOKEN, .user = "carol", .uuid = uuid_a};

	open_it(place);
	assert_vouch_ok(
		vouch_journal_mark_dead(place->journal, uuid_a, true, 1, &place->err), &place->err);
	assert_vouch_ok(
		vouch_journal_mark_dead(place->journal, uuid_b, true, 1, &place->err), &place->err);
	done(place, intend(place, begin(place), &repair, NULL), NULL);
	assert_int_equal(facts_of(place).dead_tokens.count, 1);
	assert_string_equal(facts_of(place).dead_tokens.items[0], uuid_b);
}

static void a_dead_mark_counts_for_a_day(void **state)
{
	struct place *place = *state;
	enum { DAY = 24 * 60 * 60 };

	open_it(place);
	assert_vouch_ok(
		vouch_journal_mark_dead(place->journal, uuid_a, true, 1, &place->err), &place->err);
	assert_vouch_ok(vouch_journal_saw_time(place->journal, DAY, &place->err), &place->err);
	assert_int_equal(facts_of(place).dead_tokens.count, 1);
	assert_vouch_ok(vouch_journal_saw_time(place->journal, DAY + 1, &place->err), &place->err);
	assert_int_equal(facts_of(place).dead_tokens.count, 0);
	/* And for another one where it was refused again. */
	assert_vouch_ok(vouch_journal_mark_dead(place->journal, uuid_a, true, DAY + 1, &place->err),
		&place->err);
	assert_int_equal(facts_of(place).dead_tokens.count, 1);
	assert_vouch_ok(vouch_journal_mark_dead(place->journal, uuid_a, false, 0, &place->err),
		&place->err);
	assert_int_equal(facts_of(place).dead_tokens.count, 0);
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

/* --- what is refused ------------------------------------------------------------------------- */

static void sql(struct place *place, const char *statement)
{
	sqlite3 *db = NULL;

	vouch_journal_close(&place->journal);
	assert_int_equal(sqlite3_open(place->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, statement, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	assert_int_equal(chmod(place->path, 0600), 0);
}

static const char *refused(struct place *place)
{
	vouch_err_clear(&place->err);
	assert_int_equal(vouch_journal_open(place->path, NULL, &place->journal, &place->err),
		-VOUCH_E_JOURNAL);
	assert_null(place->journal);
	assert_int_equal(vouch_journal_open_reading(place->path, &place->journal, &place->err),
		-VOUCH_E_JOURNAL);
	return place->err.msg;
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

/* --- reading --------------------------------------------------------------------------------- */

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

/* --- faults ---------------------------------------------------------------------------------- */

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

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_journal_is_private),
		TEST(a_link_or_an_open_file_is_refused),
		TEST(a_step_is_kept_with_all_that_settles_it),
		TEST(a_promotion_stays_open_until_its_demotion_is_done),
		TEST(a_creation_stays_open_until_it_is_done_or_seen_gone),
		TEST(the_baseline_moves_with_the_outcome),
		TEST(adopting_and_forgetting_move_single_fields),
		TEST(a_completed_row_is_never_rewritten),
		TEST(time_only_goes_forward),
		TEST(a_mark_belongs_to_one_password_of_one_account),
		TEST(a_new_token_clears_the_dead_mark),
		TEST(a_dead_mark_counts_for_a_day),
		TEST(runs_and_steps_are_listed),
		TEST(what_was_done_to_one_account_is_listed),
		TEST(a_newer_journal_is_refused),
		TEST(another_database_is_refused),
		TEST(a_damaged_journal_is_refused_and_left_alone),
		TEST(a_row_of_a_newer_version_is_an_error),
		TEST(reading_finds_nothing_where_there_is_none),
		TEST(reading_changes_nothing),
		TEST(reading_sees_a_dead_runs_log_and_leaves_it),
		TEST(reading_goes_beside_a_run),
		TEST(a_full_disk_gives_one_message_and_loses_nothing),
		TEST(after_a_failed_write_the_journal_goes_on),
	};

	vfs_fault_register("fault", &fault);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
