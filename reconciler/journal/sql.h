/* sql.h – the few ways in which the journal's files talk to SQLite. Private to reconciler/journal.
 *
 * Every statement is a constant with bound values. A call that writes opens one transaction:
 *
 *	r = sql_begin(journal, err);
 *	if (r < 0)
 *		return r;
 *	r = several(journal, …, err);
 *	return sql_end(journal, r, err);       (commits, or rolls back where r < 0)
 */
#ifndef VOUCH_JOURNAL_SQL_H
#define VOUCH_JOURNAL_SQL_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vouch/base/arena.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/err.h"

struct vouch_journal {
	sqlite3 *db;
	char *path;
};

struct sql_value {
	enum { SQL_IS_TEXT, SQL_IS_NUMBER, SQL_IS_NULL } kind;
	const char *text; /* NULL is NULL */
	int64_t number;
};

/* A list of values and its count, as the last arguments of a call. */
#define SQL_TEXT(value)   ((struct sql_value){SQL_IS_TEXT, (value), 0})
#define SQL_NUMBER(value) ((struct sql_value){SQL_IS_NUMBER, NULL, (value)})
#define SQL_NULL          ((struct sql_value){SQL_IS_NULL, NULL, 0})
#define SQL_VALUES(...) \
	(const struct sql_value[]){__VA_ARGS__}, \
		sizeof((const struct sql_value[]){__VA_ARGS__}) / sizeof(struct sql_value)
#define SQL_NO_VALUES NULL, 0

/* Says what SQLite's code means for the journal, and what to do. */
int sql_error(const struct vouch_journal *journal, int code, struct vouch_err *err);
/* A row that no version of ours wrote. */
int sql_bad_row(const struct vouch_journal *journal, const char *what, const char *text,
	struct vouch_err *err);

/* One or more constant statements without values or rows. */
int sql_script(struct vouch_journal *journal, const char *sql, struct vouch_err *err);
/* One statement without rows. */
int sql_do(struct vouch_journal *journal, struct vouch_err *err, const char *sql,
	const struct sql_value *values, size_t count);
/* One statement with rows (none where journal is NULL): VOUCH_CLEANUP(sql_release) sqlite3_stmt
 * *rows = NULL; */
int sql_ask(struct vouch_journal *journal, sqlite3_stmt **rows, struct vouch_err *err,
	const char *sql, const struct sql_value *values, size_t count);
/* The next row: 1, or 0 after the last one. */
int sql_next(struct vouch_journal *journal, sqlite3_stmt *rows, struct vouch_err *err);
/* The one number that a statement answers; missing where it has no row. */
int sql_number(struct vouch_journal *journal, struct vouch_err *err, const char *sql,
	int64_t missing, int64_t *out);
void sql_release(sqlite3_stmt **rows);

/* A column of the current row, copied; NULL for NULL. */
const char *sql_text(struct vouch_arena *arena, sqlite3_stmt *rows, int column);

int sql_begin(struct vouch_journal *journal, struct vouch_err *err);
int sql_end(struct vouch_journal *journal, int result, struct vouch_err *err);

#endif
