/* journal.h – what Vouch did here, what it was about to do, and what it established (SQLite).
 *
 * The database lives in the state directory (mode 0600), write-ahead log, synchronous=FULL, full
 * fsync on macOS. The run's lock is held by whoever opens it for writing. Used by one thread.
 *
 * Invariants:
 *  1. No changing tool starts before its step's intent is durable (vouch_journal_intend returned
 *     0).
 *  2. A step is done only after its post-condition was seen; the baseline moves in the same
 *     transaction (vouch_journal_done).
 *  3. A step that was begun and has no outcome means unknown; the next run settles it by looking.
 *  4. Rows are appended or completed, never rewritten.
 *  5. No secret is ever handed to it; text from tools is scrubbed and bounded before.
 *
 * Order of calls: open, (open_steps, open_promotions: settle them), begin, {intend, done |
 * close_step | note}…, end, close. Every call that writes is one transaction: after an error
 * nothing of it is there. All errors are VOUCH_E_JOURNAL, name the file and say what to do; text
 * that comes out lives in the arena.
 */
#ifndef VOUCH_JOURNAL_JOURNAL_H
#define VOUCH_JOURNAL_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"
#include "vouch/model/change.h"
#include "vouch/model/facts.h"

struct vouch_journal;

enum { VOUCH_JOURNAL_VERSION = 1 };

/* For writing; made where there is none yet (mode 0600; its folder was checked by
 * vouch_folder_private). vfs: NULL for the system's; tests register one that fails. A link, a file
 * of somebody else, a database that is not a journal or of a newer version is refused. One that is
 * damaged is refused with how to move it away, never overwritten: it is checked whole
 * (quick_check) where it is small and where the last run did not close it. */
int vouch_journal_open(
	const char *path, const char *vfs, struct vouch_journal **out, struct vouch_err *err);
/* For plan, history and show: changes no byte of the journal, not even by recovery; what a run that
 * died left in the log is seen all the same. *out is NULL where there is no journal yet; every call
 * that only reads takes that and finds nothing. */
int vouch_journal_open_reading(const char *path, struct vouch_journal **out, struct vouch_err *err);
void vouch_journal_close(struct vouch_journal **journal);

/* --- runs and steps ------------------------------------------------------------------------- */

enum vouch_outcome {
	VOUCH_OUTCOME_OPEN, /* begun, no outcome: unknown */
	VOUCH_OUTCOME_DONE, /* post-condition seen */
	VOUCH_OUTCOME_FAILED,
	VOUCH_OUTCOME_SKIPPED, /* stale: the account was another one, or the precondition gone */
	VOUCH_OUTCOME_BLOCKED, /* depends on one that failed */
	VOUCH_OUTCOME_WAITING, /* a password was rejected or not to be had */
	VOUCH_OUTCOME_SETTLED, /* open, and settled by looking: not there */
	VOUCH_OUTCOME_COUNT
};

struct vouch_run_record {
	int64_t id, started, ended;                              /* ended 0: it died, or goes on */
	const char *command;                                     /* "apply", "run" */
	const char *revision, *desired_digest, *observed_digest; /* NULL where none */
	const char *result; /* "done", "failed", "interrupted", …; NULL while open */
	int steps, done, failed;
};

struct vouch_step_record {
	int64_t id, run, started, ended;
	int seq; /* the change's id in its plan; 0: of no plan (ending a promotion, the preboot) */
	enum vouch_action action;
	const char *user, *by, *uuid, *new_uuid; /* NULL where none */
	const char *home;                        /* of a deletion, or NULL */
	int64_t home_uid;
	enum vouch_on_removal removal;
	bool temporary;
	enum vouch_cause cause;
	const char *reason;
	const struct vouch_difference *differences;
	size_t difference_count;
	const char *before, *after; /* "field=value; …" of the differences, for people */
	enum vouch_outcome outcome;
	const char *error, *transcript;
};

struct vouch_run_records {
	struct vouch_run_record *items;
	size_t count, room;
};

struct vouch_step_records {
	struct vouch_step_record *items;
	size_t count, room;
};

int vouch_journal_begin(struct vouch_journal *journal, const struct vouch_run_record *run,
	int64_t *id, struct vouch_err *err);
int vouch_journal_end(struct vouch_journal *journal, int64_t run, int64_t now, const char *result,
	struct vouch_err *err);

/* What settles a step that a crash cut off. Zeroed where the change needs none of it. */
struct vouch_intent {
	const char *new_uuid; /* of a creation: the GeneratedUID its account gets */
	const char *home;     /* of a deletion: what becomes of the home after the record */
	int64_t home_uid;     /* whose home it must be; -1 where not known */
	enum vouch_on_removal removal;
};

/* Durable when it returns 0. From here on a creation is open (facts.open_creations), and so is a
 * temporary promotion (facts.open_promotions). */
int vouch_journal_intend(struct vouch_journal *journal, int64_t run,
	const struct vouch_change *change, const struct vouch_intent *intent, int64_t now,
	int64_t *step, struct vouch_err *err);

/* What a step established. */
struct vouch_established {
	/* What the baseline now holds of that account (fields that are NULL stay; another uuid than
	 * before drops the old ones). NULL where nothing moves; an entry whose uuid is NULL removes
	 * the account from the baseline. */
	const struct vouch_baseline_entry *baseline;
	/* A holder came or went, or its admin right or password changed. */
	bool preboot_stale;
	const char *transcript; /* or NULL */
};

/* The post-condition was seen. Ends an open creation; ends an open promotion where the change
 * demotes or deletes; a refresh of the preboot volume clears its mark; a change that makes a token
 * or a password moot or new clears what was known of it. One transaction. */
int vouch_journal_done(struct vouch_journal *journal, int64_t step, int64_t now,
	const struct vouch_established *established, struct vouch_err *err);
/* Any other outcome (not OPEN, not DONE). A creation or a promotion stays open: what is there of it
 * is for a look to say. */
int vouch_journal_close_step(struct vouch_journal *journal, int64_t step, int64_t now,
	enum vouch_outcome outcome, const char *error, const char *transcript,
	struct vouch_err *err);
/* A step that never began: skipped, blocked, waiting, or failed before its tool. */
int vouch_journal_note(struct vouch_journal *journal, int64_t run,
	const struct vouch_change *change, int64_t now, enum vouch_outcome outcome,
	const char *error, struct vouch_err *err);

/* Oldest first. */
int vouch_journal_open_steps(struct vouch_journal *journal, struct vouch_arena *arena,
	struct vouch_step_records *out, struct vouch_err *err);
/* Newest first; limit 0: all. */
int vouch_journal_runs(struct vouch_journal *journal, struct vouch_arena *arena, int limit,
	struct vouch_run_records *out, struct vouch_err *err);
int vouch_journal_steps(struct vouch_journal *journal, struct vouch_arena *arena, int64_t run,
	struct vouch_step_records *out, struct vouch_err *err);
/* What was done to one account, of all runs, by its name without case. Newest first; limit 0: all.
 */
int vouch_journal_steps_of(struct vouch_journal *journal, struct vouch_arena *arena,
	const char *user, int limit, struct vouch_step_records *out, struct vouch_err *err);

/* --- what is known between runs --------------------------------------------------------------- */

int vouch_journal_baseline(struct vouch_journal *journal, struct vouch_arena *arena,
	struct vouch_baseline *out, struct vouch_err *err);
/* Adopting and forgetting: fields that are set move, a field in forget (bit per vouch_field) goes.
 */
int vouch_journal_adopt(struct vouch_journal *journal, int64_t now,
	const struct vouch_baseline_entry *entry, unsigned forget, struct vouch_err *err);

/* Fills open_creations, open_promotions, dead_tokens, preboot_stale, and moves now to the latest
 * time seen (facts->now is the clock's on entry). */
int vouch_journal_facts(struct vouch_journal *journal, struct vouch_arena *arena,
	struct vouch_facts *facts, struct vouch_err *err);
int vouch_journal_saw_time(struct vouch_journal *journal, int64_t now, struct vouch_err *err);

/* By looking: nothing is left of that creation (its account is not there, or is another one). */
int vouch_journal_end_creation(
	struct vouch_journal *journal, const char *uuid, struct vouch_err *err);
/* The half-made account was found under another GeneratedUID than its intent recorded. */
int vouch_journal_move_creation(struct vouch_journal *journal, const char *uuid,
	const char *found_uuid, struct vouch_err *err);

struct vouch_open_promotion {
	const char *user, *uuid; /* uuid NULL where it was not known */
};
struct vouch_open_promotions {
	struct vouch_open_promotion *items;
	size_t count, room;
};
int vouch_journal_open_promotions(struct vouch_journal *journal, struct vouch_arena *arena,
	struct vouch_open_promotions *out, struct vouch_err *err);
/* By looking: that account is no admin, is not there, or is another one. */
int vouch_journal_end_promotion(
	struct vouch_journal *journal, const char *user, struct vouch_err *err);

/* Passwords: a keyed fingerprint, never the password. */
enum vouch_password_mark { VOUCH_MARK_NONE, VOUCH_MARK_PROVED, VOUCH_MARK_REJECTED };
int vouch_journal_mark_password(struct vouch_journal *journal, const char *uuid,
	enum vouch_password_mark mark, const char *fingerprint, int64_t now, struct vouch_err *err);
/* NONE where nothing is known of that account or the mark is of another fingerprint. fingerprint
 * NULL: the mark whatever password it is of, to know whether fetching one to compare is worth it.
 */
int vouch_journal_password_mark(struct vouch_journal *journal, const char *uuid,
	const char *fingerprint, enum vouch_password_mark *out, struct vouch_err *err);
/* A token that looks live and does not work; counts for a day. dead false: it is known no more. */
int vouch_journal_mark_dead(struct vouch_journal *journal, const char *uuid, bool dead, int64_t now,
	struct vouch_err *err);
int vouch_journal_set_preboot_stale(
	struct vouch_journal *journal, bool stale, struct vouch_err *err);

const char *vouch_outcome_text(enum vouch_outcome outcome);

#endif
