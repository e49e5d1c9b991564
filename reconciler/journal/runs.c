/* runs.c – begins, ends and lists runs. */
#include "vouch/journal/journal.h"

#include "sql.h"

int vouch_journal_begin(struct vouch_journal *journal, const struct vouch_run_record *run,
	int64_t *id, struct vouch_err *err)
{
	int64_t made = 0;
	int r = sql_begin(journal, err);

	if (r < 0)
		return r;
	r = sql_do(journal, err,
		"INSERT INTO run(started, command, revision, desired_digest, observed_digest)"
		" VALUES (?1, ?2, ?3, ?4, ?5)",
		SQL_VALUES(SQL_NUMBER(run->started), SQL_TEXT(run->command),
			SQL_TEXT(run->revision), SQL_TEXT(run->desired_digest),
			SQL_TEXT(run->observed_digest)));
	made = sqlite3_last_insert_rowid(journal->db);
	if (r == 0)
		r = vouch_journal_saw_time(journal, run->started, err);
	r = sql_end(journal, r, err);
	if (r == 0)
		*id = made;
	return r;
}

int vouch_journal_end(struct vouch_journal *journal, int64_t run, int64_t now, const char *result,
	struct vouch_err *err)
{
	return sql_do(journal, err, "UPDATE run SET ended = ?2, result = ?3 WHERE id = ?1",
		SQL_VALUES(SQL_NUMBER(run), SQL_NUMBER(now), SQL_TEXT(result)));
}

static void read_run(struct vouch_arena *arena, sqlite3_stmt *rows, struct vouch_run_record *run)
{
	run->id = sqlite3_column_int64(rows, 0);
	run->started = sqlite3_column_int64(rows, 1);
	run->ended = sqlite3_column_int64(rows, 2);
	run->command = sql_text(arena, rows, 3);
	run->revision = sql_text(arena, rows, 4);
	run->desired_digest = sql_text(arena, rows, 5);
	run->observed_digest = sql_text(arena, rows, 6);
	run->result = sql_text(arena, rows, 7);
	run->steps = sqlite3_column_int(rows, 8);
	run->done = sqlite3_column_int(rows, 9);
	run->failed = sqlite3_column_int(rows, 10);
}

int vouch_journal_runs(struct vouch_journal *journal, struct vouch_arena *arena, int limit,
	struct vouch_run_records *out, struct vouch_err *err)
{
	struct vouch_run_records found = {0};
	VOUCH_CLEANUP(sql_release) sqlite3_stmt *rows = NULL;
	int r = sql_ask(journal, &rows, err,
		"SELECT id, started, ended, command, revision, desired_digest, observed_digest,"
		" result, (SELECT count(*) FROM step WHERE run = run.id),"
		" (SELECT count(*) FROM step WHERE run = run.id AND outcome = 'done'),"
		" (SELECT count(*) FROM step WHERE run = run.id AND outcome = 'failed')"
		" FROM run ORDER BY id DESC LIMIT ?1",
		SQL_VALUES(SQL_NUMBER(limit > 0 ? limit : -1)));

	if (r == 0)
		r = sql_next(journal, rows, err);
	while (r == 1) {
		read_run(arena, rows, VOUCH_PUSH(arena, &found));
		r = sql_next(journal, rows, err);
	}
	if (r == 0)
		*out = found;
	return r;
}
