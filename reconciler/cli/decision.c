/* decision.c – looks and plans, on this Mac or from files alone, and changes nothing. */
#include "decision.h"

#include "site.h"
#include "vouch/base/cleanup.h"

bool vouch_cli_is_offline(const struct vouch_cli *cli)
{
	return vouch_cli_given(cli, VOUCH_OPTION_OBSERVED) ||
	       vouch_cli_given(cli, VOUCH_OPTION_DESIRED);
}

static int check_options(const struct vouch_cli *cli, struct vouch_err *err)
{
	static const enum vouch_option of_a_mac[] = {VOUCH_OPTION_ROOT, VOUCH_OPTION_STATE,
		VOUCH_OPTION_REPO, VOUCH_OPTION_REV, VOUCH_OPTION_ALLOW};
	size_t i;

	if (!vouch_cli_is_offline(cli))
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

int vouch_cli_decide(struct vouch_cli *cli, bool thorough, const struct vouch_decision **out,
	struct vouch_err *err)
{
	struct vouch_decision *decision = vouch_arena_alloc(&cli->arena, sizeof *decision);
	struct vouch_problems problems = {0};
	struct vouch_site_wish wish;
	int r = check_options(cli, err);

	if (r >= 0)
		r = vouch_cli_site_wish(cli, &wish, err);
	if (r < 0)
		return r;
	decision->thorough = thorough;
	if (vouch_cli_is_offline(cli)) {
		decision->facts.max_removals_set = wish.max_removals_set;
		decision->facts.max_removals = wish.max_removals;
		r = vouch_decide_offline(&cli->arena, vouch_cli_value(cli, VOUCH_OPTION_OBSERVED),
			vouch_cli_value(cli, VOUCH_OPTION_DESIRED), decision, &problems, err);
	} else {
		r = decide_online(cli, &wish, decision, &problems, err);
	}
	vouch_cli_problems(cli, &problems, !cli->quiet);
	if (r >= 0)
		*out = decision;
	return r;
}
