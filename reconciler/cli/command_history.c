/* command_history.c – vouch history and vouch show: what happened here. */
#include <string.h>

#include "cli.h"
#include "site.h"
#include "vouch/app/records.h"
#include "vouch/base/clock.h"

static int find_state(struct vouch_cli *cli, const char **state, struct vouch_err *err)
{
	struct vouch_site_wish wish;
	int r = vouch_cli_site_wish(cli, &wish, err);

	return r < 0 ? r : vouch_site_state(&cli->arena, &wish, state, err);
}

static const char *time_text(struct vouch_arena *arena, int64_t seconds)
{
	char text[VOUCH_TIME_TEXT];

	if (seconds == 0)
		return "-";
	vouch_time_format(seconds, text);
	return vouch_arena_text(arena, text);
}

/* --- history ------------------------------------------------------------------------------------
 */

static void write_history(struct vouch_cli *cli, const struct vouch_run_records *runs)
{
	struct vouch_page *page = &cli->page;
	size_t i;

	if (runs->count == 0) {
		vouch_page_text(page, VOUCH_PAINT_PLAIN, "nothing has been done here");
		vouch_page_newline(page);
		return;
	}
	vouch_page_printf(page, VOUCH_PAINT_STRONG, "%5s  %-20s  %-8s  %-12s  %5s %5s %6s  %s",
		"RUN", "STARTED", "COMMAND", "RESULT", "STEPS", "DONE", "FAILED", "REVISION");
	vouch_page_newline(page);
	for (i = 0; i < runs->count; i++) {
		const struct vouch_run_record *run = &runs->items[i];

		vouch_page_printf(page, VOUCH_PAINT_PLAIN,
			"%5lld  %-20s  %-8s  %-12s  %5d %5d %6d  %.12s", (long long)run->id,
			time_text(&cli->arena, run->started), run->command, vouch_run_result(run),
			run->steps, run->done, run->failed,
			run->revision == NULL ? "-" : run->revision);
		vouch_page_newline(page);
	}
}

int vouch_command_history(struct vouch_cli *cli, struct vouch_err *err)
{
	const int64_t most = 1000000;
	struct vouch_run_records runs;
	const char *state;
	int64_t limit;
	int r = vouch_cli_number(cli, VOUCH_OPTION_LIMIT, 20, most, &limit, err);

	if (r >= 0)
		r = find_state(cli, &state, err);
	if (r >= 0)
		r = vouch_records_runs(&cli->arena, state, (int)limit, &runs, err);
	if (r < 0)
		return r;
	if (cli->json)
		vouch_history_write(&runs, &cli->out);
	else
		write_history(cli, &runs);
	return VOUCH_ENDING_DONE;
}

/* --- show ---------------------------------------------------------------------------------------
 */

static void write_detail(struct vouch_page *page, const char *label, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	vouch_page_printf(page, VOUCH_PAINT_PLAIN, "        %s%s", label, text);
	vouch_page_newline(page);
}

/* What tools printed, line by line. */
static void write_transcript(struct vouch_page *page, const char *text)
{
	while (text != NULL && *text != '\0') {
		int length = (int)strcspn(text, "\n");

		vouch_page_printf(page, VOUCH_PAINT_FAINT, "        | %.*s", length, text);
		vouch_page_newline(page);
		text += length;
		if (*text == '\n')
			text++;
	}
}

static void write_step(struct vouch_cli *cli, const struct vouch_step_record *step)
{
	struct vouch_page *page = &cli->page;
	bool failed = step->outcome == VOUCH_OUTCOME_FAILED;

	vouch_page_printf(page, VOUCH_PAINT_PLAIN, "%3d %s  %s%s%s%s: ", step->seq,
		step->user == NULL ? "this Mac" : step->user, vouch_action_text(step->action),
		step->by == NULL ? "" : " by ", step->by == NULL ? "" : step->by,
		step->temporary ? " (temporary)" : "");
	vouch_page_text(page, failed ? VOUCH_PAINT_ERROR : VOUCH_PAINT_STRONG,
		vouch_outcome_text(step->outcome));
	vouch_page_printf(page, VOUCH_PAINT_FAINT, "  [%s, %s]", vouch_cause_text(step->cause),
		time_text(&cli->arena, step->started));
	vouch_page_newline(page);
	write_detail(page, "", step->reason);
	write_detail(page, "before: ", step->before);
	write_detail(page, "after:  ", step->after);
	write_detail(page, "error:  ", step->error);
	if (cli->verbose || failed)
		write_transcript(page, step->transcript);
}

static void write_run(struct vouch_cli *cli, const struct vouch_run_record *run,
	const struct vouch_step_records *steps)
{
	size_t i;

	vouch_page_printf(&cli->page, VOUCH_PAINT_STRONG, "run %lld  %s  %s", (long long)run->id,
		run->command, vouch_run_result(run));
	vouch_page_printf(&cli->page, VOUCH_PAINT_PLAIN, "  %s to %s  revision %s",
		time_text(&cli->arena, run->started), time_text(&cli->arena, run->ended),
		run->revision == NULL ? "-" : run->revision);
	vouch_page_newline(&cli->page);
	for (i = 0; i < steps->count; i++)
		write_step(cli, &steps->items[i]);
}

int vouch_command_show(struct vouch_cli *cli, struct vouch_err *err)
{
	struct vouch_run_record run;
	struct vouch_step_records steps;
	const char *state;
	int r = find_state(cli, &state, err);

	if (r >= 0)
		r = vouch_records_run(
			&cli->arena, state, cli->arguments.operands.items[0], &run, &steps, err);
	if (r < 0)
		return r;
	if (cli->json)
		vouch_run_write(&run, &steps, &cli->out);
	else
		write_run(cli, &run, &steps);
	return VOUCH_ENDING_DONE;
}
