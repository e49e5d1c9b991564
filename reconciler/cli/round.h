/* round.h – how apply and run show a round: the plan, each action as it goes, what came of it. */
#ifndef VOUCH_CLI_ROUND_H
#define VOUCH_CLI_ROUND_H

#include "cli.h"
#include "vouch/app/apply.h"

struct vouch_cli_round {
	struct vouch_cli *cli;
	bool ask;                 /* on the terminal, before something is done */
	bool terse;               /* a plan with nothing to do is not worth a page */
	bool line_open;           /* an action's line waits for its end */
	bool warned;              /* the repository's warnings were shown */
	struct vouch_err failure; /* of showing: standard output is gone */
};

void vouch_cli_round_hooks(struct vouch_cli_round *round, struct vouch_apply_hooks *out);
/* "Applied: 2 done, 0 failed, 0 skipped, 0 blocked, 1 waiting." where something was done; nothing
 * where the plan's own last line says it all. */
void vouch_cli_round_last_line(struct vouch_cli *cli, const struct vouch_apply_report *report);

#endif
