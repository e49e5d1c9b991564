/* command_plan.c – vouch plan: what would be done, on this Mac or from files alone. */
#include "cli.h"

#include "plan_text.h"
#include "site.h"
#include "vouch/app/decide.h"
#include "vouch/base/file.h"

static bool is_offline(const struct vouch_cli *cli)
{
	return vouch_cli_given(cli, VOUCH_OPTION_OBSERVED) ||
	       vouch_cli_given(cli, VOUCH_OPTION_DESIRED);
}

static int check_options(const struct vouch_cli *cli, struct vouch_err *err)
{
	static const enum vouch_option of_a_mac[] = {VOUCH_OPTION_ROOT, VOUCH_OPTION_STATE,
		VOUCH_OPTION_REPO, VOUCH_OPTION_REV, VOUCH_OPTION_ALLOW};
	size_t i;

	if (cli->json && vouch_cli_given(cli, VOUCH_OPTION_OUT))
		return vouch_err_set(err, VOUCH_E_USAGE, "--json and --out: take one of the two");
	if (!is_offline(cli))
		return 0;
	if (!vouch_cli_given(cli, VOUCH_OPTION_OBSERVED) ||
		!vouch_cli_given(cli, VOUCH_OPTION_DESIRED))
		return vouch_err_set(err, VOUCH_E_USAGE,
			"planning from files needs both: --observed FILE and --desired DIR");
	for (i = 0; i < sizeof of_a_mac / sizeof of_a_mac[0]; i++) {
		if (vouch_cli_given(cli, of_a_mac[i]))
			return vouch_err_set(err, VOUCH_E_USAGE,
				"--observed and --desired plan from files alone: leave out --root, "
				"--state, --repo, --rev and --allow");
	}
	return 0;
}

static int decide_online(struct vouch_cli *cli, const struct vouch_site_wish *wish,
	struct vouch_decision *decision, struct vouch_problems *problems, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_site_close) struct vouch_site site = {0};
	int r = vouch_site_open(&cli->arena, wish, &site, err);

	if (r < 0)
		return r;
	return vouch_decide_reading(&cli->arena, &site, decision, problems, err);
}

static int decide(struct vouch_cli *cli, struct vouch_decision *decision, struct vouch_err *err)
{
	struct vouch_problems problems = {0};
	struct vouch_site_wish wish;
	int r = vouch_cli_site_wish(cli, &wish, err);

	if (r < 0)
		return r;
	if (is_offline(cli)) {
		decision->facts.max_removals_set = wish.max_removals_set;
		decision->facts.max_removals = wish.max_removals;
		r = vouch_decide_offline(&cli->arena, vouch_cli_value(cli, VOUCH_OPTION_OBSERVED),
			vouch_cli_value(cli, VOUCH_OPTION_DESIRED), decision, &problems, err);
	} else {
		r = decide_online(cli, &wish, decision, &problems, err);
	}
	vouch_cli_problems(cli, &problems, !cli->quiet);
	return r;
}

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
	struct vouch_decision *decision = vouch_arena_alloc(&cli->arena, sizeof *decision);
	int r = check_options(cli, err);

	if (r >= 0)
		r = decide(cli, decision, err);
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
