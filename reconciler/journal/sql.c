/* sql.c – statements, values, transactions, and what SQLite's errors mean for the journal. */
#include "sql.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

int sql_error(const struct vouch_journal *journal, int code, struct vouch_err *err)
{
	const char *path = journal->path;
	const char *said = journal->db != NULL ? sqlite3_errmsg(journal->db) : sqlite3_errstr(code);
	bool no_room = (code & 0xff) == SQLITE_FULL;

	if (journal->db != NULL && (code & 0xff) == SQLITE_IOERR)
		no_room = sqlite3_system_errno(journal->db) == ENOSPC;
	if (no_room)
		return vouch_err_set(err, VOUCH_E_JOURNAL,
			"%s: no room left on the disk: what was recorded before is safe, and "
			"nothing is begun that is not recorded: free some space and run again",
			path);
	switch (code & 0xff) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return vouch_err_set(err, VOUCH_E_JOURNAL,
			"%s is damaged (%s): look at the disk, then move it away (mv %s "
			"%s.damaged; the same for %s-wal where there is one); the next run starts "
			"a new one and looks at everything afresh",
			path, said, path, path, path);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return vouch_err_set(err, VOUCH_E_JOURNAL,
			"%s is in use by another program: end that one and run again", path);
	default: break;
	}
	return vouch_err_set(err, VOUCH_E_JOURNAL,
		"%s: %s: see whether the disk and the folder are writable, then run again", path,
		said);
}

int sql_bad_row(const struct vouch_journal *journal, const char *what, const char *text,
	struct vouch_err *err)
{
	return vouch_err_set(err, VOUCH_E_JOURNAL,
		"%s has a row with the %s \"%s\", which this version does not know: use the "
		"version that wrote it, or move the journal away",
		journal->path, what, text == NULL ? "" : text);
}

void sql_release(sqlite3_stmt **rows)
{
	(void)sqlite3_finalize(*rows); /* repeats the error of the last step */
	*rows = NULL;
}

int sql_script(struct vouch_journal *journal, const char *sql, struct vouch_err *err)
{
	int code = sqlite3_exec(journal->db, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? 0 : sql_error(journal, code, err);
}

static int bind(sqlite3_stmt *rows, int at, const struct sql_value *value)
{
	if (value->kind == SQL_IS_NUMBER)
		return sqlite3_bind_int64(rows, at, value->number);
	if (value->kind == SQL_IS_NULL || value->text == NULL)
		return sqlite3_bind_null(rows, at);
	return sqlite3_bind_text64(
		rows, at, value->text, strlen(value->text), SQLITE_TRANSIENT, SQLITE_UTF8);
}

int sql_ask(struct vouch_journal *journal, sqlite3_stmt **rows, struct vouch_err *err,
	const char *sql, const struct sql_value *values, size_t count)
{
	size_t i;
	int code;

	if (journal == NULL)
		return 0; /* no journal yet: sql_next finds no row */
	code = sqlite3_prepare_v2(journal->db, sql, -1, rows, NULL);

	for (i = 0; code == SQLITE_OK && i < count; i++)
		code = bind(*rows, (int)i + 1, &values[i]);
	return code == SQLITE_OK ? 0 : sql_error(journal, code, err);
}

int sql_next(struct vouch_journal *journal, sqlite3_stmt *rows, struct vouch_err *err)
{
	int code = rows == NULL ? SQLITE_DONE : sqlite3_step(rows);

	if (code == SQLITE_ROW)
		return 1;
	return code == SQLITE_DONE ? 0 : sql_error(journal, code, err);
}

int sql_do(struct vouch_journal *journal, struct vouch_err *err, const char *sql,
	const struct sql_value *values, size_t count)
{
	VOUCH_CLEANUP(sql_release) sqlite3_stmt *rows = NULL;
	int r = sql_ask(journal, &rows, err, sql, values, count);

	if (r == 0)
		r = sql_next(journal, rows, err);
	return r < 0 ? r : 0;
}

int sql_number(struct vouch_journal *journal, struct vouch_err *err, const char *sql,
	int64_t missing, int64_t *out)
{
	VOUCH_CLEANUP(sql_release) sqlite3_stmt *rows = NULL;
	int r = sql_ask(journal, &rows, err, sql, SQL_NO_VALUES);

	if (r == 0)
		r = sql_next(journal, rows, err);
	if (r < 0)
		return r;
	*out = r == 0 || sqlite3_column_type(rows, 0) == SQLITE_NULL
		       ? missing
		       : sqlite3_column_int64(rows, 0);
	return 0;
}

const char *sql_text(struct vouch_arena *arena, sqlite3_stmt *rows, int column)
{
	const unsigned char *text = sqlite3_column_text(rows, column);

	if (text == NULL)
		return NULL;
	return vouch_arena_text_n(
		arena, (const char *)text, (size_t)sqlite3_column_bytes(rows, column));
}

int sql_begin(struct vouch_journal *journal, struct vouch_err *err)
{
	return sql_script(journal, "BEGIN IMMEDIATE", err);
}

int sql_end(struct vouch_journal *journal, int result, struct vouch_err *err)
{
	int r = result < 0 ? result : sql_script(journal, "COMMIT", err);

	/* Some errors roll back by themselves; then there is nothing left to do. */
	if (r < 0 && sqlite3_get_autocommit(journal->db) == 0)
		(void)sqlite3_exec(journal->db, "ROLLBACK", NULL, NULL, NULL);
	return r;
}
