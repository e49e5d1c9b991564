/* commands.c – the table of commands. */
#include "cli.h"

#define O(option) (1UL << VOUCH_OPTION_##option)

enum { REPOSITORY_BITS = O(REPO) | O(REV), MAC_BITS = O(ROOT) | O(STATE) | O(ALLOW) };

const struct vouch_command vouch_commands[] = {
	{"validate", "[DIR]", 0, 1, "every error in a repository, for CI and editors", O(JSON),
		vouch_command_validate},
	{"observe", "", 0, 0, "this Mac as a snapshot", O(ROOT) | REPOSITORY_BITS | O(JSON),
		vouch_command_observe},
	{"plan", "", 0, 0, "what would be done, why, and what is waited for",
		REPOSITORY_BITS | MAC_BITS | O(OBSERVED) | O(DESIRED) | O(JSON) | O(OUT) |
			O(DETAILED_EXITCODE) | O(MAX_REMOVALS),
		vouch_command_plan},
	{"apply", "[FILE]", 0, 1, "do it; FILE: exactly that saved plan",
		REPOSITORY_BITS | MAC_BITS | O(YES) | O(MAX_REMOVALS) | O(JSON),
		vouch_command_apply},
	{"run", "", 0, 0, "the agent: look, plan and apply, once or on a schedule",
		REPOSITORY_BITS | MAC_BITS | O(ONCE) | O(EVERY), vouch_command_run},
	{"history", "", 0, 0, "the runs of this Mac, newest first",
		O(ROOT) | O(STATE) | O(JSON) | O(LIMIT), vouch_command_history},
	{"show", "RUN", 1, 1, "what one run did, step by step (RUN: a number, or last)",
		O(ROOT) | O(STATE) | O(JSON), vouch_command_show},
	{"explain", "USER", 1, 1,
		"where each value comes from, who could vouch, why (not) acted on",
		REPOSITORY_BITS | MAC_BITS | O(OBSERVED) | O(DESIRED) | O(JSON),
		vouch_command_explain},
	{"graph", "", 0, 0, "the chain of trust as a picture, the plan drawn in",
		REPOSITORY_BITS | MAC_BITS | O(OBSERVED) | O(DESIRED) | O(FORMAT),
		vouch_command_graph},
	{"fields", "", 0, 0, "the fields of an account, as a reference page", 0,
		vouch_command_fields},
	{NULL, NULL, 0, 0, NULL, 0, NULL},
};
