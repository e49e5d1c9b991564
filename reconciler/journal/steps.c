/* steps.c – intends steps and completes them: the effect on everything else in the same
 * transaction. */
#include "vouch/journal/journal.h"

#include <string.h>

#include "baseline.h"
#include "sql.h"

static const char *const outcomes[] = {
	[VOUCH_OUTCOME_OPEN] = "open",
	[VOUCH_OUTCOME_DONE] = "done",
	[VOUCH_OUTCOME_FAILED] = "failed",
	[VOUCH_OUTCOME_SKIPPED] = "skipped",
	[VOUCH_OUTCOME_BLOCKED] = "blocked",
	[VOUCH_OUTCOME_WAITING] = "waiting",
	[VOUCH_OUTCOME_SETTLED] = "settled",
};
_Static_assert(sizeof outcomes / sizeof outcomes[0] == VOUCH_OUTCOME_COUNT, "one word an outcome");

const char *vouch_outcome_text(enum vouch_outcome outcome)
{
	return outcomes[outcome];
}

/* What a done action makes moot of what was open or known. */
static const struct moot {
	bool creation, promotion, token, password, preboot;
} moot[VOUCH_ACTION_COUNT] = {
	[VOUCH_ACTION_MINT_TOKEN] = {.token = true},
	[VOUCH_ACTION_CREATE_USER] = {.creation = true, .token = true},
	[VOUCH_ACTION_REPAIR_TOKEN] = {.token = true},
	[VOUCH_ACTION_GRANT_TOKEN] = {.token = true},
	[VOUCH_ACTION_SET_PASSWORD] = {.password = true},
	[VOUCH_ACTION_REVOKE_TOKEN] = {.token = true},
	[VOUCH_ACTION_DEMOTE] = {.promotion = true},
	[VOUCH_ACTION_DELETE_USER] = {.creation = true,
		.promotion = true,
		.token = true,
		.password = true},
	[VOUCH_ACTION_REFRESH_PREBOOT] = {.preboot = true},
};

/* --- beginning ------------------------------------------------------------------------------- */

static int add_differences(struct vouch_journal *journal, int64_t step,
	const struct vouch_change *change, struct vouch_err *err)
{
	size_t i;
	int r = 0;

	for (i = 0; r == 0 && i < change->difference_count; i++) {
		const struct vouch_difference *difference = &change->differences[i];

		r = sql_do(journal, err,
			"INSERT INTO difference(step, position, field, before, after)"
			" VALUES (?1, ?2, ?3, ?4, ?5)",
			SQL_VALUES(SQL_NUMBER(step), SQL_NUMBER((int64_t)i),
				SQL_TEXT(difference->field), SQL_TEXT(difference->from),
				SQL_TEXT(difference->to)));
	}
	return r;
}

static const char *removal_text(enum vouch_on_removal removal)
{
	return vouch_field_info(VOUCH_FIELD_ON_REMOVAL)->choices[removal];
}

static int add_step(struct vouch_journal *journal, int64_t run, const struct vouch_change *change,
	const struct vouch_intent *intent, int64_t now, enum vouch_outcome outcome,
	const char *error, int64_t *step, struct vouch_err *err)
{
	bool open = outcome == VOUCH_OUTCOME_OPEN;
	bool home = intent->home != NULL;
	int r = sql_do(journal, err,
		"INSERT INTO step(run, seq, action, user, granted_by, uuid, new_uuid, home,"
		" home_uid, removal, temporary, cause, reason, started, ended, outcome, error)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
		" ?17)",
		SQL_VALUES(SQL_NUMBER(run), SQL_NUMBER(change->id),
			SQL_TEXT(vouch_action_text(change->action)), SQL_TEXT(change->user),
			SQL_TEXT(change->by), SQL_TEXT(change->uuid), SQL_TEXT(intent->new_uuid),
			SQL_TEXT(intent->home), home ? SQL_NUMBER(intent->home_uid) : SQL_NULL,
			home ? SQL_TEXT(removal_text(intent->removal)) : SQL_NULL,
			SQL_NUMBER(change->temporary ? 1 : 0),
			SQL_TEXT(vouch_cause_text(change->cause)), SQL_TEXT(change->reason),
			SQL_NUMBER(now), open ? SQL_NULL : SQL_NUMBER(now),
			SQL_TEXT(outcomes[outcome]), SQL_TEXT(error)));

	if (r < 0)
		return r;
	*step = sqlite3_last_insert_rowid(journal->db);
	return add_differences(journal, *step, change, err);
}

/* A creation and a temporary promotion stay open until they were seen to be over. */
static int open_beyond(struct vouch_journal *journal, int64_t step,
	const struct vouch_change *change, const struct vouch_intent *intent, struct vouch_err *err)
{
	if (change->action == VOUCH_ACTION_CREATE_USER)
		return sql_do(journal, err,
			"INSERT OR REPLACE INTO creation(user, uuid, step) VALUES (?1, ?2, ?3)",
			SQL_VALUES(SQL_TEXT(change->user), SQL_TEXT(intent->new_uuid),
				SQL_NUMBER(step)));
	if (change->action == VOUCH_ACTION_PROMOTE && change->temporary)
		return sql_do(journal, err,
			"INSERT OR REPLACE INTO promotion(user, uuid, step) VALUES (?1, ?2, ?3)",
			SQL_VALUES(
				SQL_TEXT(change->user), SQL_TEXT(change->uuid), SQL_NUMBER(step)));
	return 0;
}

int vouch_journal_intend(struct vouch_journal *journal, int64_t run,
	const struct vouch_change *change, const struct vouch_intent *intent, int64_t now,
	int64_t *step, struct vouch_err *err)
{
	int64_t made = 0;
	int r = sql_begin(journal, err);

	if (r < 0)
		return r;
	r = add_step(journal, run, change, intent, now, VOUCH_OUTCOME_OPEN, NULL, &made, err);
	if (r == 0)
		r = open_beyond(journal, made, change, intent, err);
	r = sql_end(journal, r, err);
	if (r == 0)
		*step = made;
	return r;
}

int vouch_journal_note(struct vouch_journal *journal, int64_t run,
	const struct vouch_change *change, int64_t now, enum vouch_outcome outcome,
	const char *error, struct vouch_err *err)
{
	const struct vouch_intent none = {0};
	int64_t step = 0;
	int r = sql_begin(journal, err);

	if (r < 0)
		return r;
	r = add_step(journal, run, change, &none, now, outcome, error, &step, err);
	return sql_end(journal, r, err);
}

/* --- completing ------------------------------------------------------------------------------ */

static int complete(struct vouch_journal *journal, int64_t step, int64_t now,
	enum vouch_outcome outcome, const char *error, const char *transcript,
	struct vouch_err *err)
{
	return sql_do(journal, err,
		"UPDATE step SET outcome = ?2, ended = ?3, error = ?4, transcript = ?5"
		" WHERE id = ?1",
		SQL_VALUES(SQL_NUMBER(step), SQL_TEXT(outcomes[outcome]), SQL_NUMBER(now),
			SQL_TEXT(error), SQL_TEXT(transcript)));
}

int vouch_journal_close_step(struct vouch_journal *journal, int64_t step, int64_t now,
	enum vouch_outcome outcome, const char *error, const char *transcript,
	struct vouch_err *err)
{
	return complete(journal, step, now, outcome, error, transcript, err);
}

static int clear_moot(
	struct vouch_journal *journal, int64_t step, const struct moot *row, struct vouch_err *err)
{
	static const char *const statements[] = {
		"DELETE FROM creation WHERE user = (SELECT user FROM step WHERE id = ?1)",
		"DELETE FROM promotion WHERE user = (SELECT user FROM step WHERE id = ?1)",
		"DELETE FROM dead_token WHERE uuid ="
		" (SELECT coalesce(new_uuid, uuid) FROM step WHERE id = ?1)",
		"DELETE FROM password WHERE uuid ="
		" (SELECT coalesce(new_uuid, uuid) FROM step WHERE id = ?1)",
	};
	const bool wanted[] = {row->creation, row->promotion, row->token, row->password};
	size_t i;
	int r = 0;

	for (i = 0; r == 0 && i < sizeof wanted / sizeof wanted[0]; i++) {
		if (wanted[i])
			r = sql_do(journal, err, statements[i], SQL_VALUES(SQL_NUMBER(step)));
	}
	if (r == 0 && row->preboot)
		r = vouch_journal_set_preboot_stale(journal, false, err);
	return r;
}

static int action_of(
	struct vouch_journal *journal, int64_t step, enum vouch_action *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(sql_release) sqlite3_stmt *rows = NULL;
	const char *text;
	int r = sql_ask(journal, &rows, err,
		"SELECT action FROM step WHERE id = ?1 AND outcome = 'open'",
		SQL_VALUES(SQL_NUMBER(step)));

	if (r == 0)
		r = sql_next(journal, rows, err);
	if (r < 0)
		return r;
	text = r == 1 ? (const char *)sqlite3_column_text(rows, 0) : NULL;
	if (text == NULL || !vouch_action_parse(text, out))
		return sql_bad_row(journal, "open action", text, err);
	return 0;
}

static int establish(struct vouch_journal *journal, int64_t step, int64_t now,
	const struct vouch_established *established, struct vouch_err *err)
{
	enum vouch_action action = VOUCH_ACTION_COUNT;
	int r = action_of(journal, step, &action, err);

	if (r == 0)
		r = complete(
			journal, step, now, VOUCH_OUTCOME_DONE, NULL, established->transcript, err);
	if (r == 0)
		r = clear_moot(journal, step, &moot[action], err);
	if (r == 0 && established->baseline != NULL)
		r = baseline_move(journal, now, established->baseline, err);
	if (r == 0 && established->preboot_stale)
		r = vouch_journal_set_preboot_stale(journal, true, err);
	return r;
}

int vouch_journal_done(struct vouch_journal *journal, int64_t step, int64_t now,
	const struct vouch_established *established, struct vouch_err *err)
{
	int r = sql_begin(journal, err);

	if (r < 0)
		return r;
	r = establish(journal, step, now, established, err);
	return sql_end(journal, r, err);
}
