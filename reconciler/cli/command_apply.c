/* command_apply.c – vouch apply: one round, asked for on the terminal. */
#include <unistd.h>

#include "cli.h"
#include "round.h"
#include "site.h"
#include "vouch/app/interrupt.h"
#include "vouch/app/report.h"

int vouch_command_apply(struct vouch_cli *cli, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_site_close) struct vouch_site site = {0};
	struct vouch_cli_round round = {.cli = cli, .ask = !vouch_cli_given(cli, VOUCH_OPTION_YES)};
	struct vouch_apply_wish wish = {.command = "apply"};
	struct vouch_apply_report report;
	struct vouch_site_wish site_wish;
	int r = vouch_cli_site_wish(cli, &site_wish, err);

	if (r < 0)
		return r;
	if (round.ask && (cli->json || !isatty(STDIN_FILENO)))
		return vouch_err_set(err, VOUCH_E_USAGE,
			"there is no terminal to ask on: look at vouch plan, then add --yes");
	if (cli->arguments.operands.count > 0)
		wish.saved = cli->arguments.operands.items[0];
	vouch_cli_round_hooks(&round, &wish.hooks);
	r = vouch_interrupt_catch(err);
	if (r >= 0)
		r = vouch_site_open(&cli->arena, &site_wish, &site, err);
	if (r >= 0)
		r = vouch_apply(&cli->arena, &site, &wish, &report, err);
	if (r < 0)
		return r;
	if (cli->json)
		vouch_report_write(&report, &cli->out);
	else
		vouch_cli_round_last_line(cli, &report);
	return (int)report.ending;
}
