/* test_journal_known.c – what the journal knows between runs: the baseline, the time, passwords,
 * dead tokens. */
#include "journal_fixture.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_baseline_moves_with_the_outcome),
		TEST(adopting_and_forgetting_move_single_fields),
		TEST(time_only_goes_forward),
		TEST(a_mark_belongs_to_one_password_of_one_account),
		TEST(a_new_token_clears_the_dead_mark),
		TEST(a_dead_mark_counts_for_a_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
