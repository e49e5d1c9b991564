/* records.c – reads runs and steps from the journal and writes them as JSON. */
#include "vouch/app/records.h"

#include "vouch/app/site.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/json.h"
#include "vouch/base/text.h"

static int open_journal(struct vouch_arena *arena, const char *state, struct vouch_journal **out,
	struct vouch_err *err)
{
	return vouch_journal_open_reading(
		vouch_arena_printf(arena, "%s/" VOUCH_JOURNAL_NAME, state), out, err);
}

int vouch_records_runs(struct vouch_arena *arena, const char *state, int limit,
	struct vouch_run_records *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_journal_close) struct vouch_journal *journal = NULL;
	struct vouch_run_records runs = {0};
	int r = open_journal(arena, state, &journal, err);

	if (r < 0)
		return r;
	if (journal != NULL)
		r = vouch_journal_runs(journal, arena, limit, &runs, err);
	if (r < 0)
		return r;
	*out = runs;
	return 0;
}

static const struct vouch_run_record *find_run(
	const struct vouch_run_records *runs, const char *name)
{
	int64_t id;
	size_t i;

	if (vouch_text_equal(name, "last"))
		return runs->count == 0 ? NULL : &runs->items[0]; /* newest first */
	if (!vouch_text_number(name, &id))
		return NULL;
	for (i = 0; i < runs->count; i++) {
		if (runs->items[i].id == id)
			return &runs->items[i];
	}
	return NULL;
}

int vouch_records_run(struct vouch_arena *arena, const char *state, const char *run,
	struct vouch_run_record *out, struct vouch_step_records *steps, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_journal_close) struct vouch_journal *journal = NULL;
	struct vouch_run_records runs = {0};
	struct vouch_step_records found = {0};
	const struct vouch_run_record *record;
	int r = open_journal(arena, state, &journal, err);

	if (r >= 0 && journal != NULL)
		r = vouch_journal_runs(journal, arena, 0, &runs, err);
	if (r < 0)
		return r;
	record = find_run(&runs, run);
	if (record == NULL)
		return vouch_err_set(
			err, VOUCH_E_USAGE, "there is no run %s: vouch history lists them", run);
	r = vouch_journal_steps(journal, arena, record->id, &found, err);
	if (r < 0)
		return r;
	*out = *record;
	*steps = found;
	return 0;
}

int vouch_records_of(struct vouch_arena *arena, const char *state, const char *user, int limit,
	struct vouch_step_records *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_journal_close) struct vouch_journal *journal = NULL;
	struct vouch_step_records found = {0};
	int r = open_journal(arena, state, &journal, err);

	if (r >= 0 && journal != NULL)
		r = vouch_journal_steps_of(journal, arena, user, limit, &found, err);
	if (r < 0)
		return r;
	*out = found;
	return 0;
}

const char *vouch_run_result(const struct vouch_run_record *run)
{
	return run->result == NULL ? "open" : run->result;
}

static void write_run(struct vouch_json *json, const char *key, const struct vouch_run_record *run)
{
	vouch_json_open(json, key, '{');
	vouch_json_number(json, "id", run->id);
	vouch_json_time(json, "started", run->started);
	vouch_json_time(json, "ended", run->ended);
	vouch_json_text(json, "command", run->command);
	vouch_json_text(json, "revision", run->revision);
	vouch_json_text(json, "desired_digest", run->desired_digest);
	vouch_json_text(json, "observed_digest", run->observed_digest);
	vouch_json_text(json, "result", vouch_run_result(run));
	vouch_json_number(json, "steps", run->steps);
	vouch_json_number(json, "done", run->done);
	vouch_json_number(json, "failed", run->failed);
	vouch_json_close(json, '}');
}

static void write_step(struct vouch_json *json, const struct vouch_step_record *step)
{
	vouch_json_open(json, NULL, '{');
	vouch_json_number(json, "seq", step->seq);
	vouch_json_time(json, "started", step->started);
	vouch_json_time(json, "ended", step->ended);
	vouch_json_text(json, "action", vouch_action_text(step->action));
	vouch_json_text(json, "user", step->user);
	vouch_json_text(json, "by", step->by);
	vouch_json_text(json, "uuid", step->new_uuid == NULL ? step->uuid : step->new_uuid);
	vouch_json_flag(json, "temporary", step->temporary);
	vouch_json_text(json, "cause", vouch_cause_text(step->cause));
	vouch_json_text(json, "reason", step->reason);
	vouch_json_text(json, "before", step->before);
	vouch_json_text(json, "after", step->after);
	vouch_json_text(json, "outcome", vouch_outcome_text(step->outcome));
	vouch_json_text(json, "error", step->error);
	vouch_json_text(json, "transcript", step->transcript);
	vouch_json_close(json, '}');
}

void vouch_history_write(const struct vouch_run_records *runs, struct vouch_buf *out)
{
	struct vouch_json json = {.out = out};
	size_t i;

	vouch_json_open(&json, NULL, '{');
	vouch_json_text(&json, "format", "vouch.history/1");
	vouch_json_open(&json, "runs", '[');
	for (i = 0; i < runs->count; i++)
		write_run(&json, NULL, &runs->items[i]);
	vouch_json_close(&json, ']');
	vouch_json_close(&json, '}');
	vouch_json_end(&json);
}

void vouch_run_write(const struct vouch_run_record *run, const struct vouch_step_records *steps,
	struct vouch_buf *out)
{
	struct vouch_json json = {.out = out};
	size_t i;

	vouch_json_open(&json, NULL, '{');
	vouch_json_text(&json, "format", "vouch.run/1");
	write_run(&json, "run", run);
	vouch_json_open(&json, "steps", '[');
	for (i = 0; i < steps->count; i++)
		write_step(&json, &steps->items[i]);
	vouch_json_close(&json, ']');
	vouch_json_close(&json, '}');
	vouch_json_end(&json);
}
