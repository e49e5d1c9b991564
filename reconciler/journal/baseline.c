/* baseline.c – what Vouch last established here, by name and GeneratedUID. */
#include "vouch/journal/journal.h"

#include <string.h>

#include "baseline.h"
#include "sql.h"

static int read_field(struct vouch_journal *journal, struct vouch_arena *arena, sqlite3_stmt *rows,
	struct vouch_baseline *found, struct vouch_err *err)
{
	const char *user = sql_text(arena, rows, 0);
	const char *field = sql_text(arena, rows, 2);
	const struct vouch_field_info *info = vouch_field_find(field == NULL ? "" : field);
	struct vouch_baseline_entry *entry;

	if (info == NULL)
		return sql_bad_row(journal, "field", field, err);
	entry = found->count == 0 ? NULL : &found->items[found->count - 1];
	if (entry == NULL || strcmp(entry->user, user) != 0) {
		entry = VOUCH_PUSH(arena, found);
		entry->user = user;
		entry->uuid = sql_text(arena, rows, 1);
	}
	entry->fields[info->field] = sql_text(arena, rows, 3);
	return 0;
}

int vouch_journal_baseline(struct vouch_journal *journal, struct vouch_arena *arena,
	struct vouch_baseline *out, struct vouch_err *err)
{
	struct vouch_baseline found = {0};
	VOUCH_CLEANUP(sql_release) sqlite3_stmt *rows = NULL;
	int r = sql_ask(journal, &rows, err,
		"SELECT account.user, uuid, field, value FROM account JOIN established USING (user)"
		" ORDER BY account.user COLLATE BINARY, field",
		SQL_NO_VALUES);

	if (r == 0)
		r = sql_next(journal, rows, err);
	while (r == 1) {
		r = read_field(journal, arena, rows, &found, err);
		if (r == 0)
			r = sql_next(journal, rows, err);
	}
	if (r == 0)
		*out = found;
	return r;
}

static int remove_account(struct vouch_journal *journal, const char *user, struct vouch_err *err)
{
	return sql_do(
		journal, err, "DELETE FROM account WHERE user = ?1", SQL_VALUES(SQL_TEXT(user)));
}

/* The account under that name; what was known of another one of that name goes. */
static int keep_account(struct vouch_journal *journal, const struct vouch_baseline_entry *entry,
	struct vouch_err *err)
{
	int r = sql_do(journal, err,
		"DELETE FROM account WHERE user = ?1 AND uuid <> ?2 COLLATE NOCASE",
		SQL_VALUES(SQL_TEXT(entry->user), SQL_TEXT(entry->uuid)));

	if (r < 0)
		return r;
	return sql_do(journal, err,
		"INSERT INTO account(user, uuid) VALUES (?1, ?2) ON CONFLICT (user) DO UPDATE SET "
		"user = ?1",
		SQL_VALUES(SQL_TEXT(entry->user), SQL_TEXT(entry->uuid)));
}

int baseline_move(struct vouch_journal *journal, int64_t now,
	const struct vouch_baseline_entry *entry, struct vouch_err *err)
{
	int field, r;

	if (entry->uuid == NULL)
		return remove_account(journal, entry->user, err);
	r = keep_account(journal, entry, err);
	for (field = 0; r == 0 && field < VOUCH_FIELD_COUNT; field++) {
		if (entry->fields[field] == NULL)
			continue;
		r = sql_do(journal, err,
			"INSERT INTO established(user, field, value, at) VALUES (?1, ?2, ?3, ?4)"
			" ON CONFLICT (user, field) DO UPDATE SET value = ?3, at = ?4",
			SQL_VALUES(SQL_TEXT(entry->user),
				SQL_TEXT(vouch_field_info((enum vouch_field)field)->name),
				SQL_TEXT(entry->fields[field]), SQL_NUMBER(now)));
	}
	return r;
}

static int forget(
	struct vouch_journal *journal, const char *user, unsigned fields, struct vouch_err *err)
{
	int field, r = 0;

	for (field = 0; r == 0 && field < VOUCH_FIELD_COUNT; field++) {
		if ((fields & 1U << field) == 0)
			continue;
		r = sql_do(journal, err, "DELETE FROM established WHERE user = ?1 AND field = ?2",
			SQL_VALUES(SQL_TEXT(user),
				SQL_TEXT(vouch_field_info((enum vouch_field)field)->name)));
	}
	if (r < 0)
		return r;
	/* An account of which nothing is established any more is forgotten. */
	return sql_do(journal, err,
		"DELETE FROM account WHERE user = ?1"
		" AND NOT EXISTS (SELECT 1 FROM established WHERE established.user = account.user)",
		SQL_VALUES(SQL_TEXT(user)));
}

int vouch_journal_adopt(struct vouch_journal *journal, int64_t now,
	const struct vouch_baseline_entry *entry, unsigned forgotten, struct vouch_err *err)
{
	int r = sql_begin(journal, err);

	if (r < 0)
		return r;
	if (entry->uuid != NULL)
		r = baseline_move(journal, now, entry, err);
	if (r == 0)
		r = forget(journal, entry->user, forgotten, err);
	return sql_end(journal, r, err);
}
_Static_assert(VOUCH_FIELD_COUNT <= 32, "one bit a field");
