/* marks.c – what is known between runs beside the baseline: time, passwords, tokens, what is open.
 */
#include "vouch/journal/journal.h"

#include "sql.h"

static const char latest_time[] = "latest_time";
static const char preboot_stale[] = "preboot_stale";
/* Whoever repairs a token by hand changes nothing that can be seen: so it is tried again some day.
 */
enum { DEAD_FOR = 24 * 60 * 60 };

int vouch_journal_saw_time(struct vouch_journal *journal, int64_t now, struct vouch_err *err)
{
	return sql_do(journal, err,
		"INSERT INTO memory(name, value) VALUES (?1, ?2)"
		" ON CONFLICT (name) DO UPDATE SET value = ?2 WHERE value < ?2",
		SQL_VALUES(SQL_TEXT(latest_time), SQL_NUMBER(now)));
}

int vouch_journal_set_preboot_stale(
	struct vouch_journal *journal, bool stale, struct vouch_err *err)
{
	return sql_do(journal, err,
		"INSERT INTO memory(name, value) VALUES (?1, ?2)"
		" ON CONFLICT (name) DO UPDATE SET value = ?2",
		SQL_VALUES(SQL_TEXT(preboot_stale), SQL_NUMBER(stale ? 1 : 0)));
}

static int recall(struct vouch_journal *journal, const char *name, int64_t missing, int64_t *out,
	struct vouch_err *err)
{
	VOUCH_CLEANUP(sql_release) sqlite3_stmt *rows = NULL;
	int r = sql_ask(journal, &rows, err, "SELECT value FROM memory WHERE name = ?1",
		SQL_VALUES(SQL_TEXT(name)));

	if (r == 0)
		r = sql_next(journal, rows, err);
	if (r < 0)
		return r;
	*out = r == 1 ? sqlite3_column_int64(rows, 0) : missing;
	return 0;
}

/* --- passwords and tokens -------------------------------------------------------------------- */

int vouch_journal_mark_password(struct vouch_journal *journal, const char *uuid,
	enum vouch_password_mark mark, const char *fingerprint, int64_t now, struct vouch_err *err)
{
	if (mark == VOUCH_MARK_NONE)
		return sql_do(journal, err, "DELETE FROM password WHERE uuid = ?1",
			SQL_VALUES(SQL_TEXT(uuid)));
	return sql_do(journal, err,
		"INSERT OR REPLACE INTO password(uuid, mark, fingerprint, at)"
		" VALUES (?1, ?2, ?3, ?4)",
		SQL_VALUES(SQL_TEXT(uuid),
			SQL_TEXT(mark == VOUCH_MARK_PROVED ? "proved" : "rejected"),
			SQL_TEXT(fingerprint), SQL_NUMBER(now)));
}

int vouch_journal_password_mark(struct vouch_journal *journal, const char *uuid,
	const char *fingerprint, enum vouch_password_mark *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(sql_release) sqlite3_stmt *rows = NULL;
	int r = sql_ask(journal, &rows, err,
		"SELECT mark = 'proved' FROM password"
		" WHERE uuid = ?1 AND (?2 IS NULL OR fingerprint = ?2)",
		SQL_VALUES(SQL_TEXT(uuid), SQL_TEXT(fingerprint)));

	if (r == 0)
		r = sql_next(journal, rows, err);
	if (r < 0)
		return r;
	if (r == 0)
		*out = VOUCH_MARK_NONE;
	else
		*out = sqlite3_column_int(rows, 0) != 0 ? VOUCH_MARK_PROVED : VOUCH_MARK_REJECTED;
	return 0;
}

int vouch_journal_mark_dead(struct vouch_journal *journal, const char *uuid, bool dead, int64_t now,
	struct vouch_err *err)
{
	if (!dead)
		return sql_do(journal, err, "DELETE FROM dead_token WHERE uuid = ?1",
			SQL_VALUES(SQL_TEXT(uuid)));
	return sql_do(journal, err,
		"INSERT INTO dead_token(uuid, at) VALUES (?1, ?2)"
		" ON CONFLICT (uuid) DO UPDATE SET at = ?2",
		SQL_VALUES(SQL_TEXT(uuid), SQL_NUMBER(now)));
}

/* --- what is open ---------------------------------------------------------------------------- */

int vouch_journal_end_creation(
	struct vouch_journal *journal, const char *uuid, struct vouch_err *err)
{
	return sql_do(journal, err, "DELETE FROM creation WHERE uuid = ?1 COLLATE NOCASE",
		SQL_VALUES(SQL_TEXT(uuid)));
}

int vouch_journal_move_creation(struct vouch_journal *journal, const char *uuid,
	const char *found_uuid, struct vouch_err *err)
{
	return sql_do(journal, err, "UPDATE creation SET uuid = ?2 WHERE uuid = ?1 COLLATE NOCASE",
		SQL_VALUES(SQL_TEXT(uuid), SQL_TEXT(found_uuid)));
}

int vouch_journal_end_promotion(
	struct vouch_journal *journal, const char *user, struct vouch_err *err)
{
	return sql_do(
		journal, err, "DELETE FROM promotion WHERE user = ?1", SQL_VALUES(SQL_TEXT(user)));
}

int vouch_journal_open_promotions(struct vouch_journal *journal, struct vouch_arena *arena,
	struct vouch_open_promotions *out, struct vouch_err *err)
{
	struct vouch_open_promotions found = {0};
	VOUCH_CLEANUP(sql_release) sqlite3_stmt *rows = NULL;
	int r = sql_ask(journal, &rows, err,
		"SELECT user, uuid FROM promotion ORDER BY user COLLATE BINARY", SQL_NO_VALUES);

	if (r == 0)
		r = sql_next(journal, rows, err);
	while (r == 1) {
		*VOUCH_PUSH(arena, &found) = (struct vouch_open_promotion){
			sql_text(arena, rows, 0), sql_text(arena, rows, 1)};
		r = sql_next(journal, rows, err);
	}
	if (r == 0)
		*out = found;
	return r;
}

static int open_creations(struct vouch_journal *journal, struct vouch_arena *arena,
	struct vouch_facts *facts, struct vouch_err *err)
{
	VOUCH_CLEANUP(sql_release) sqlite3_stmt *rows = NULL;
	int r = sql_ask(journal, &rows, err,
		"SELECT user, uuid FROM creation ORDER BY user COLLATE BINARY", SQL_NO_VALUES);

	if (r == 0)
		r = sql_next(journal, rows, err);
	while (r == 1) {
		*VOUCH_PUSH(arena, &facts->open_creations) = (struct vouch_open_creation){
			sql_text(arena, rows, 0), sql_text(arena, rows, 1)};
		r = sql_next(journal, rows, err);
	}
	return r;
}

static int names(struct vouch_journal *journal, struct vouch_arena *arena, const char *sql,
	const struct sql_value *values, size_t count, struct vouch_names *out,
	struct vouch_err *err)
{
	VOUCH_CLEANUP(sql_release) sqlite3_stmt *rows = NULL;
	int r = sql_ask(journal, &rows, err, sql, values, count);

	if (r == 0)
		r = sql_next(journal, rows, err);
	while (r == 1) {
		vouch_names_add(arena, out, sql_text(arena, rows, 0));
		r = sql_next(journal, rows, err);
	}
	return r;
}

int vouch_journal_facts(struct vouch_journal *journal, struct vouch_arena *arena,
	struct vouch_facts *facts, struct vouch_err *err)
{
	struct vouch_facts found = *facts;
	int64_t latest = 0, stale = 0;
	int r = open_creations(journal, arena, &found, err);

	if (r == 0)
		r = names(journal, arena, "SELECT user FROM promotion", SQL_NO_VALUES,
			&found.open_promotions, err);
	if (r == 0)
		r = recall(journal, latest_time, facts->now, &latest, err);
	if (r == 0)
		r = recall(journal, preboot_stale, 0, &stale, err);
	found.now = latest > facts->now ? latest : facts->now;
	if (r == 0)
		r = names(journal, arena, "SELECT uuid FROM dead_token WHERE at > ?1",
			SQL_VALUES(SQL_NUMBER(found.now - DEAD_FOR)), &found.dead_tokens, err);
	if (r < 0)
		return r;
	found.preboot_stale = stale != 0;
	*facts = found;
	return 0;
}
