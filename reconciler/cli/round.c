/* round.c – shows a round on the terminal or in a log, and asks. */
#include "round.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "plan_text.h"
#include "vouch/base/file.h"

static void show_problems(void *self, const struct vouch_problems *problems)
{
	struct vouch_cli_round *round = self;

	/* Planning again reads the same files: their warnings are shown once. */
	vouch_cli_problems(round->cli, problems, !round->cli->quiet && !round->warned);
	round->warned = true;
}

static void show_plan(struct vouch_cli *cli, const struct vouch_decision *decision, bool terse)
{
	if (cli->json)
		return; /* the report is the document */
	if (cli->verbose)
		vouch_plan_text_adoptions(&cli->page, &decision->plan);
	if (cli->quiet || (terse && decision->plan.status == VOUCH_PLAN_CONVERGED))
		vouch_plan_text_last_line(&cli->page, &decision->plan);
	else
		vouch_plan_text(&cli->page, &decision->head, &decision->plan);
}

/* --- asking -------------------------------------------------------------------------------------
 */

/* One line from the terminal; what does not fit is no "yes". */
static int read_answer(char *out, size_t room, struct vouch_err *err)
{
	size_t length = 0;

	for (;;) {
		char letter;
		ssize_t got = read(STDIN_FILENO, &letter, 1);

		if (got < 0 && errno == EINTR)
			return vouch_err_set(
				err, VOUCH_E_INTERRUPTED, "interrupted: nothing was done");
		if (got < 0)
			return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot read the answer");
		if (got == 0 || letter == '\n')
			break;
		if (length + 1 < room)
			out[length++] = letter;
	}
	out[length] = '\0';
	return 0;
}

static int ask(struct vouch_err *err)
{
	static const char question[] = "Do this? Only \"yes\" is accepted: ";
	char answer[16];
	int r;

	if (vouch_fd_write(STDERR_FILENO, question, sizeof question - 1) != 0)
		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot ask");
	r = read_answer(answer, sizeof answer, err);
	if (r < 0)
		return r;
	return strcmp(answer, "yes") == 0 ? 1 : 0;
}

static int approve(void *self, const struct vouch_decision *decision, struct vouch_err *err)
{
	struct vouch_cli_round *round = self;
	int r;

	show_plan(round->cli, decision, round->terse);
	r = vouch_cli_flush(round->cli, err);
	if (r < 0)
		return r; /* what cannot be shown is not done */
	if (decision->plan.changes.count == 0 || !round->ask)
		return 1;
	return ask(err);
}

/* --- while it goes ------------------------------------------------------------------------------
 */

static const char *ended_word(enum vouch_outcome outcome)
{
	return outcome == VOUCH_OUTCOME_FAILED ? "FAILED" : vouch_outcome_text(outcome);
}

static void show_end(struct vouch_cli_round *round, const struct vouch_progress *progress)
{
	struct vouch_page *page = &round->cli->page;
	enum vouch_paint paint = progress->outcome == VOUCH_OUTCOME_DONE     ? VOUCH_PAINT_CREATE
				 : progress->outcome == VOUCH_OUTCOME_FAILED ? VOUCH_PAINT_ERROR
									     : VOUCH_PAINT_WAIT;

	vouch_page_text(page, VOUCH_PAINT_PLAIN, ": ");
	vouch_page_text(page, paint, ended_word(progress->outcome));
	if (progress->message != NULL)
		vouch_page_printf(page, VOUCH_PAINT_PLAIN, ": %s", progress->message);
	vouch_page_newline(page);
}

/* A quiet run still says what failed. */
static void note_failure(const struct vouch_cli *cli, const struct vouch_progress *progress)
{
	struct vouch_buf text = {0};

	if (!progress->ended || progress->outcome != VOUCH_OUTCOME_FAILED)
		return;
	vouch_buf_printf(&text, "%s %s failed: %s", vouch_action_text(progress->change->action),
		progress->change->user == NULL ? "this Mac" : progress->change->user,
		progress->message == NULL ? "" : progress->message);
	vouch_cli_note(cli, vouch_buf_get(&text));
	vouch_buf_release(&text);
}

static void show_progress(void *self, const struct vouch_progress *progress)
{
	struct vouch_cli_round *round = self;
	struct vouch_cli *cli = round->cli;

	if (cli->quiet || cli->json) {
		note_failure(cli, progress);
		return;
	}
	if (!progress->ended && !isatty(STDOUT_FILENO))
		return; /* a log gets whole lines */
	if (!round->line_open) {
		vouch_page_printf(&cli->page, VOUCH_PAINT_FAINT, "%3d ", progress->change->id);
		vouch_plan_text_action(&cli->page, progress->change);
	}
	round->line_open = !progress->ended;
	if (progress->ended)
		show_end(round, progress);
	/* A reader that left must not stop what is under way; the end is told by the status. */
	(void)vouch_cli_flush(cli, &round->failure);
}

void vouch_cli_round_hooks(struct vouch_cli_round *round, struct vouch_apply_hooks *out)
{
	*out = (struct vouch_apply_hooks){
		.self = round,
		.problems = show_problems,
		.approve = approve,
		.progress = show_progress,
	};
}

void vouch_cli_round_last_line(struct vouch_cli *cli, const struct vouch_apply_report *report)
{
	const int *outcomes = report->outcomes;
	int tried = 0, i;

	for (i = 0; i < VOUCH_OUTCOME_COUNT; i++)
		tried += outcomes[i];
	if (report->declined) {
		vouch_page_text(&cli->page, VOUCH_PAINT_WAIT, "Nothing was done.");
		vouch_page_newline(&cli->page);
		return;
	}
	if (tried == 0 && report->left == 0)
		return;
	vouch_page_printf(&cli->page, VOUCH_PAINT_STRONG,
		"Applied: %d done, %d failed, %d skipped, %d blocked, %d waiting",
		outcomes[VOUCH_OUTCOME_DONE], outcomes[VOUCH_OUTCOME_FAILED],
		outcomes[VOUCH_OUTCOME_SKIPPED], outcomes[VOUCH_OUTCOME_BLOCKED],
		outcomes[VOUCH_OUTCOME_WAITING] + report->summary.waiting);
	if (report->left > 0)
		vouch_page_printf(
			&cli->page, VOUCH_PAINT_WAIT, ", %d left by the interrupt", report->left);
	vouch_page_text(&cli->page, VOUCH_PAINT_STRONG, ".");
	vouch_page_newline(&cli->page);
}
