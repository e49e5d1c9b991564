/* records.h – what happened here, from the journal, as JSON: vouch.history/1 and vouch.run/1. */
#ifndef VOUCH_APP_RECORDS_H
#define VOUCH_APP_RECORDS_H

#include "vouch/base/arena.h"
#include "vouch/base/buf.h"
#include "vouch/base/err.h"
#include "vouch/journal/journal.h"

/* Reads only. limit 0: all. Empty where there is no journal yet. */
int vouch_records_runs(struct vouch_arena *arena, const char *state, int limit,
	struct vouch_run_records *out, struct vouch_err *err);
/* run: its number or "last". VOUCH_E_USAGE where there is no such run. */
int vouch_records_run(struct vouch_arena *arena, const char *state, const char *run,
	struct vouch_run_record *out, struct vouch_step_records *steps, struct vouch_err *err);
/* What was done to one account, newest first; limit 0: all. Empty where there is no journal yet. */
int vouch_records_of(struct vouch_arena *arena, const char *state, const char *user, int limit,
	struct vouch_step_records *out, struct vouch_err *err);
/* "done", "interrupted" …; "open" where it died or goes on. */
const char *vouch_run_result(const struct vouch_run_record *run);

void vouch_history_write(const struct vouch_run_records *runs, struct vouch_buf *out);
void vouch_run_write(const struct vouch_run_record *run, const struct vouch_step_records *steps,
	struct vouch_buf *out);

#endif
