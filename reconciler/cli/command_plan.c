/* command_plan.c – vouch plan: what would be done, on this Mac or from files alone. */
#include "cli.h"

#include "decision.h"
#include "plan_text.h"
#include "vouch/base/file.h"

static int save(struct vouch_cli *cli, const struct vouch_decision *decision, struct vouch_err *err)
{
	struct vouch_buf document = {0};
	int r;

	vouch_document_write(&decision->head, &decision->plan, false, &document);
	r = vouch_file_replace(
		vouch_cli_value(cli, VOUCH_OPTION_OUT), 0600, document.bytes, document.length, err);
	vouch_buf_release(&document);
	return r;
}

static enum vouch_ending ending(const struct vouch_cli *cli, const struct vouch_plan *plan)
{
	if (plan->status == VOUCH_PLAN_REFUSED)
		return VOUCH_ENDING_REFUSED;
	if (!vouch_cli_given(cli, VOUCH_OPTION_DETAILED_EXITCODE))
		return VOUCH_ENDING_DONE;
	if (plan->changes.count > 0)
		return VOUCH_ENDING_PENDING;
	return plan->waiting.count > 0 ? VOUCH_ENDING_WAITING : VOUCH_ENDING_DONE;
}

int vouch_command_plan(struct vouch_cli *cli, struct vouch_err *err)
{
	const struct vouch_decision *decision = NULL;
	int r;

	if (cli->json && vouch_cli_given(cli, VOUCH_OPTION_OUT))
		return vouch_err_set(err, VOUCH_E_USAGE, "--json and --out: take one of the two");
	r = vouch_cli_decide(cli, false, &decision, err);
	if (r >= 0 && vouch_cli_given(cli, VOUCH_OPTION_OUT))
		r = save(cli, decision, err);
	if (r < 0)
		return r;
	if (cli->verbose && !cli->json)
		vouch_plan_text_adoptions(&cli->page, &decision->plan);
	if (cli->json)
		vouch_document_write(&decision->head, &decision->plan, false, &cli->out);
	else if (cli->quiet)
		vouch_plan_text_last_line(&cli->page, &decision->plan);
	else
		vouch_plan_text(&cli->page, &decision->head, &decision->plan);
	return ending(cli, &decision->plan);
}
