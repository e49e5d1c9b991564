/* command_run.c – vouch run: rounds without a question, once or on a schedule. */
#include <unistd.h>

#include "cli.h"
#include "round.h"
#include "site.h"
#include "vouch/app/interrupt.h"
#include "vouch/app/report.h"
#include "vouch/app/schedule.h"
#include "vouch/base/clock.h"
#include "vouch/base/compat.h"

static int one_round(struct vouch_cli *cli, struct vouch_arena *arena,
	const struct vouch_site_wish *site_wish, bool terse, struct vouch_apply_report *report,
	const char **serial, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_site_close) struct vouch_site site = {0};
	struct vouch_cli_round round = {.cli = cli, .terse = terse};
	struct vouch_apply_wish wish = {.command = "run"};
	int r = vouch_site_open(arena, site_wish, &site, err);

	vouch_cli_round_hooks(&round, &wish.hooks);
	if (r >= 0)
		r = vouch_apply(arena, &site, &wish, report, err);
	if (r >= 0 && serial != NULL)
		*serial = report->serial;
	return r;
}

static void log_line(struct vouch_cli *cli, const char *text)
{
	char stamp[VOUCH_TIME_TEXT];
	struct vouch_buf line = {0};

	vouch_time_format(vouch_compat_now(), stamp);
	vouch_buf_printf(&line, "%s %s", stamp, text);
	vouch_cli_note(cli, vouch_buf_get(&line));
	vouch_buf_release(&line);
}

/* The splay needs the serial, which only looking tells: it is learnt in the first round that gets
 * so far, and kept. */
static int scheduled(struct vouch_cli *cli, const struct vouch_site_wish *wish, int64_t every,
	struct vouch_err *err)
{
	const char *serial = NULL;

	while (!vouch_interrupt_came()) {
		struct vouch_arena arena = {NULL};
		struct vouch_apply_report report = {0};
		struct vouch_err failure = {0};
		const char *seen = NULL;
		int r = one_round(cli, &arena, wish, true, &report, &seen, &failure);

		if (r < 0)
			log_line(cli, failure.msg);
		else
			vouch_cli_round_last_line(cli, &report);
		if (r >= 0)
			log_line(cli, vouch_ending_text(report.ending));
		if (serial == NULL && seen != NULL)
			serial = vouch_arena_text(&cli->arena, seen);
		vouch_arena_release(&arena);
		if (vouch_cli_flush(cli, err) < 0)
			return -(int)err->code;
		(void)vouch_schedule_wait(
			vouch_schedule_next(vouch_compat_now(), every, vouch_splay(serial, every)),
			every);
	}
	return VOUCH_ENDING_INTERRUPTED;
}

static int once(struct vouch_cli *cli, const struct vouch_site_wish *wish, struct vouch_err *err)
{
	struct vouch_apply_report report = {0};
	int r = one_round(cli, &cli->arena, wish, false, &report, NULL, err);

	if (r < 0)
		return r;
	vouch_cli_round_last_line(cli, &report);
	return (int)report.ending;
}

int vouch_command_run(struct vouch_cli *cli, struct vouch_err *err)
{
	const char *text = vouch_cli_value(cli, VOUCH_OPTION_EVERY);
	struct vouch_site_wish wish;
	int64_t every = INT64_C(15) * 60;
	int r = vouch_cli_site_wish(cli, &wish, err);

	if (r < 0)
		return r;
	if (text != NULL && vouch_cli_given(cli, VOUCH_OPTION_ONCE))
		return vouch_err_set(err, VOUCH_E_USAGE, "--once and --every: take one of the two");
	if (text != NULL && !vouch_every_parse(text, &every))
		return vouch_err_set(err, VOUCH_E_USAGE,
			"--every %s: a time such as 90s, 15m, 2h or 1d, at most 30d", text);
	if (wish.repo == NULL)
		return vouch_err_set(err, VOUCH_E_USAGE,
			"no repository is named: --repo URL, or --repo DIR for a folder");
	r = vouch_interrupt_catch(err);
	if (r < 0)
		return r;
	return vouch_cli_given(cli, VOUCH_OPTION_ONCE) ? once(cli, &wish, err)
						       : scheduled(cli, &wish, every, err);
}
