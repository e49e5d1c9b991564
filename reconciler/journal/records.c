/* records.c – reads steps back as records; what no version of ours wrote is an error. */
#include "vouch/journal/journal.h"

#include <string.h>

#include "sql.h"

static bool find_word(const char *text, const char *(*word)(int), int count, int *out)
{
	int i;

	for (i = 0; text != NULL && i < count; i++) {
		if (strcmp(text, word(i)) == 0) {
			*out = i;
			return true;
		}
	}
	return false;
}

static const char *cause_word(int index)
{
	return vouch_cause_text((enum vouch_cause)index);
}

static const char *outcome_word(int index)
{
	return vouch_outcome_text((enum vouch_outcome)index);
}

static const char *removal_word(int index)
{
	return vouch_field_info(VOUCH_FIELD_ON_REMOVAL)->choices[index];
}

/* The columns in this order. */
#define STEP_COLUMNS \
	"id, run, started, ended, seq, action, user, granted_by, uuid, new_uuid, home, home_uid," \
	" removal, temporary, cause, reason, outcome, error, transcript"

static int read_words(struct vouch_journal *journal, struct vouch_arena *arena, sqlite3_stmt *rows,
	struct vouch_step_record *step, struct vouch_err *err)
{
	const char *action = sql_text(arena, rows, 5), *removal = sql_text(arena, rows, 12);
	const char *cause = sql_text(arena, rows, 14), *outcome = sql_text(arena, rows, 16);
	int index = 0;

	if (action == NULL || !vouch_action_parse(action, &step->action))
		return sql_bad_row(journal, "action", action, err);
	if (!find_word(cause, cause_word, VOUCH_CAUSE_EXPIRY + 1, &index))
		return sql_bad_row(journal, "cause", cause, err);
	step->cause = (enum vouch_cause)index;
	if (!find_word(outcome, outcome_word, VOUCH_OUTCOME_COUNT, &index))
		return sql_bad_row(journal, "outcome", outcome, err);
	step->outcome = (enum vouch_outcome)index;
	index = VOUCH_REMOVAL_KEEP;
	if (removal != NULL && !find_word(removal, removal_word, VOUCH_REMOVAL_DELETE + 1, &index))
		return sql_bad_row(journal, "removal", removal, err);
	step->removal = (enum vouch_on_removal)index;
	return 0;
}

static int read_step(struct vouch_journal *journal, struct vouch_arena *arena, sqlite3_stmt *rows,
	struct vouch_step_record *step, struct vouch_err *err)
{
	step->id = sqlite3_column_int64(rows, 0);
	step->run = sqlite3_column_int64(rows, 1);
	step->started = sqlite3_column_int64(rows, 2);
	step->ended = sqlite3_column_int64(rows, 3);
	step->seq = sqlite3_column_int(rows, 4);
	step->user = sql_text(arena, rows, 6);
	step->by = sql_text(arena, rows, 7);
	step->uuid = sql_text(arena, rows, 8);
	step->new_uuid = sql_text(arena, rows, 9);
	step->home = sql_text(arena, rows, 10);
	step->home_uid = step->home == NULL ? -1 : sqlite3_column_int64(rows, 11);
	step->temporary = sqlite3_column_int(rows, 13) != 0;
	step->reason = sql_text(arena, rows, 15);
	step->error = sql_text(arena, rows, 17);
	step->transcript = sql_text(arena, rows, 18);
	return read_words(journal, arena, rows, step, err);
}

static void show(struct vouch_arena *arena, const char **text, const char *field, const char *value)
{
	if (value == NULL)
		value = "";
	*text = **text == '\0' ? vouch_arena_printf(arena, "%s=%s", field, value)
			       : vouch_arena_printf(arena, "%s; %s=%s", *text, field, value);
}

static int read_differences(struct vouch_journal *journal, struct vouch_arena *arena,
	struct vouch_step_record *step, struct vouch_err *err)
{
	struct {
		struct vouch_difference *items;
		size_t count, room;
	} found = {0};
	VOUCH_CLEANUP(sql_release) sqlite3_stmt *rows = NULL;
	int r = sql_ask(journal, &rows, err,
		"SELECT field, before, after FROM difference WHERE step = ?1 ORDER BY position",
		SQL_VALUES(SQL_NUMBER(step->id)));

	if (r == 0)
		r = sql_next(journal, rows, err);
	step->before = step->after = "";
	while (r == 1) {
		struct vouch_difference *difference = VOUCH_PUSH(arena, &found);

		difference->field = sql_text(arena, rows, 0);
		difference->from = sql_text(arena, rows, 1);
		difference->to = sql_text(arena, rows, 2);
		show(arena, &step->before, difference->field, difference->from);
		show(arena, &step->after, difference->field, difference->to);
		r = sql_next(journal, rows, err);
	}
	step->differences = found.items;
	step->difference_count = found.count;
	return r;
}

static int read_steps(struct vouch_journal *journal, struct vouch_arena *arena, const char *sql,
	const struct sql_value *values, size_t count, struct vouch_step_records *out,
	struct vouch_err *err)
{
	struct vouch_step_records found = {0};
	VOUCH_CLEANUP(sql_release) sqlite3_stmt *rows = NULL;
	int r = sql_ask(journal, &rows, err, sql, values, count);
	size_t i;

	if (r == 0)
		r = sql_next(journal, rows, err);
	while (r == 1) {
		r = read_step(journal, arena, rows, VOUCH_PUSH(arena, &found), err);
		if (r == 0)
			r = sql_next(journal, rows, err);
	}
	for (i = 0; r == 0 && i < found.count; i++)
		r = read_differences(journal, arena, &found.items[i], err);
	if (r == 0)
		*out = found;
	return r;
}

int vouch_journal_open_steps(struct vouch_journal *journal, struct vouch_arena *arena,
	struct vouch_step_records *out, struct vouch_err *err)
{
	return read_steps(journal, arena,
		"SELECT " STEP_COLUMNS " FROM step WHERE outcome = 'open' ORDER BY id",
		SQL_NO_VALUES, out, err);
}

int vouch_journal_steps(struct vouch_journal *journal, struct vouch_arena *arena, int64_t run,
	struct vouch_step_records *out, struct vouch_err *err)
{
	return read_steps(journal, arena,
		"SELECT " STEP_COLUMNS " FROM step WHERE run = ?1 ORDER BY id",
		SQL_VALUES(SQL_NUMBER(run)), out, err);
}

int vouch_journal_steps_of(struct vouch_journal *journal, struct vouch_arena *arena,
	const char *user, int limit, struct vouch_step_records *out, struct vouch_err *err)
{
	return read_steps(journal, arena,
		"SELECT " STEP_COLUMNS " FROM step WHERE user = ?1 COLLATE NOCASE"
		" ORDER BY id DESC LIMIT ?2",
		SQL_VALUES(SQL_TEXT(user), SQL_NUMBER(limit > 0 ? limit : -1)), out, err);
}
