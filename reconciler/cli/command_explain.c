/* command_explain.c – vouch explain USER: where each value comes from, who could vouch, why (not)
 * acted on. */
#include "decision.h"
#include "explain_text.h"
#include "plan_text.h"
#include "site.h"
#include "vouch/app/records.h"

/* What was done to it before; from files alone there is nothing to know. */
static int read_history(
	struct vouch_cli *cli, struct vouch_explanation *explanation, struct vouch_err *err)
{
	struct vouch_step_records steps = {0};
	struct vouch_site_wish wish;
	const char *state;
	int r;

	if (vouch_cli_is_offline(cli))
		return 0;
	r = vouch_cli_site_wish(cli, &wish, err);
	if (r >= 0)
		r = vouch_site_state(&cli->arena, &wish, &state, err);
	if (r >= 0)
		r = vouch_records_of(
			&cli->arena, state, explanation->account->name, 0, &steps, err);
	if (r < 0)
		return r;
	vouch_explain_history(&cli->arena, explanation, &steps);
	return 0;
}

int vouch_command_explain(struct vouch_cli *cli, struct vouch_err *err)
{
	struct vouch_explanation *explanation = vouch_arena_alloc(&cli->arena, sizeof *explanation);
	const struct vouch_decision *decision;
	int r = vouch_cli_decide(cli, true, &decision, err);

	if (r >= 0)
		r = vouch_explain(
			&cli->arena, decision, cli->arguments.operands.items[0], explanation, err);
	if (r >= 0)
		r = read_history(cli, explanation, err);
	if (r < 0)
		return r;
	if (cli->json)
		vouch_explanation_write(explanation, &cli->out);
	else if (cli->quiet)
		vouch_plan_text_last_line(&cli->page, &decision->plan);
	else
		vouch_explain_text(&cli->page, explanation);
	return VOUCH_ENDING_DONE;
}
