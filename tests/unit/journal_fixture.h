/* journal_fixture.h – one journal a test, in a folder of its own, and short words for what a run
 * writes. */
#ifndef JOURNAL_FIXTURE_H
#define JOURNAL_FIXTURE_H

#include "vouch_test.h"

#include <string.h>

#include "vouch/journal/journal.h"

static const char uuid_a[] = "11111111-1111-4111-8111-111111111111";
static const char uuid_b[] = "22222222-2222-4222-8222-222222222222";

struct place {
	struct vouch_arena arena;
	const char *folder, *path;
	struct vouch_journal *journal;
	struct vouch_err err;
};

static inline int set_up(void **state)
{
	static struct place place;

	memset(&place, 0, sizeof place);
	place.folder = vouch_test_folder(&place.arena);
	place.path = vouch_arena_printf(&place.arena, "%s/journal.db", place.folder);
	*state = &place;
	return 0;
}

static inline int tear_down(void **state)
{
	struct place *place = *state;

	vouch_journal_close(&place->journal);
	vouch_test_folder_remove(place->folder);
	vouch_arena_release(&place->arena);
	return 0;
}

static inline void open_it(struct place *place)
{
	assert_vouch_ok(
		vouch_journal_open(place->path, NULL, &place->journal, &place->err), &place->err);
}

static inline void reopen(struct place *place)
{
	vouch_journal_close(&place->journal);
	open_it(place);
}

static inline int64_t begin(struct place *place)
{
	const struct vouch_run_record run = {.started = 100, .command = "apply", .revision = "abc"};
	int64_t id = 0;

	assert_vouch_ok(vouch_journal_begin(place->journal, &run, &id, &place->err), &place->err);
	return id;
}

static inline int64_t intend(struct place *place, int64_t run, const struct vouch_change *change,
	const struct vouch_intent *intent)
{
	const struct vouch_intent none = {0};
	int64_t step = 0;

	assert_vouch_ok(vouch_journal_intend(place->journal, run, change,
				intent == NULL ? &none : intent, 101, &step, &place->err),
		&place->err);
	return step;
}

static inline void done(
	struct place *place, int64_t step, const struct vouch_established *established)
{
	const struct vouch_established nothing = {0};

	assert_vouch_ok(vouch_journal_done(place->journal, step, 102,
				established == NULL ? &nothing : established, &place->err),
		&place->err);
}

static inline struct vouch_facts facts_of(struct place *place)
{
	struct vouch_facts facts = {.now = 50};

	assert_vouch_ok(vouch_journal_facts(place->journal, &place->arena, &facts, &place->err),
		&place->err);
	return facts;
}

static inline struct vouch_baseline baseline_of(struct place *place)
{
	struct vouch_baseline baseline = {0};

	assert_vouch_ok(
		vouch_journal_baseline(place->journal, &place->arena, &baseline, &place->err),
		&place->err);
	return baseline;
}

static inline enum vouch_password_mark mark_of(
	struct place *place, const char *uuid, const char *print)
{
	enum vouch_password_mark mark = VOUCH_MARK_PROVED;

	assert_vouch_ok(
		vouch_journal_password_mark(place->journal, uuid, print, &mark, &place->err),
		&place->err);
	return mark;
}

static inline const char *refused(struct place *place)
{
	vouch_err_clear(&place->err);
	assert_int_equal(vouch_journal_open(place->path, NULL, &place->journal, &place->err),
		-VOUCH_E_JOURNAL);
	assert_null(place->journal);
	assert_int_equal(vouch_journal_open_reading(place->path, &place->journal, &place->err),
		-VOUCH_E_JOURNAL);
	return place->err.msg;
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

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
