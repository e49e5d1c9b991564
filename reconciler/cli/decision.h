/* decision.h – the decision that plan, explain and graph show: on this Mac, or from files alone. */
#ifndef VOUCH_CLI_DECISION_H
#define VOUCH_CLI_DECISION_H

#include "cli.h"
#include "vouch/app/decide.h"

/* Planning from files alone: --observed and --desired. */
bool vouch_cli_is_offline(const struct vouch_cli *cli);
/* Reads only: no lock, no actor. What is wrong or doubtful in the repository is shown on the way.
 * thorough: what is known of each password counts, even where the plan does nothing. *out lives in
 * the arena of the command line. */
int vouch_cli_decide(struct vouch_cli *cli, bool thorough, const struct vouch_decision **out,
	struct vouch_err *err);

#endif
