/* options.h – the command line: one table of commands, one of options, read by the parser and by
 * --help.
 *
 * Options may stand before or after the command's operands, as --name VALUE or --name=VALUE; "--"
 * ends them. An option that a command does not know is an error, never ignored; so is one that is
 * given twice, --allow and -v apart.
 */
#ifndef VOUCH_CLI_OPTIONS_H
#define VOUCH_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "vouch/base/arena.h"
#include "vouch/base/buf.h"
#include "vouch/base/err.h"

/* name, letter or 0, what the value is called or NULL, one line for --help. */
#define VOUCH_OPTIONS(X) \
	X(REPO, "repo", 0, "URL|DIR", "the repository: a folder, a git work tree or a git URL") \
	X(REV, "rev", 0, "REV", "the commit, branch or tag to read (default: its HEAD)") \
	X(ROOT, "root", 0, "DIR", "a simulated Mac instead of this one") \
	X(STATE, "state", 0, "DIR", "the state directory (default: ROOT/var/db/vouch)") \
	X(OBSERVED, "observed", 0, "FILE", "plan for this snapshot, from files alone") \
	X(DESIRED, "desired", 0, "DIR", "the repository's folder for --observed") \
	X(ALLOW, "allow", 0, "PATH", \
		"a program or folder that the repository may name (again for more)") \
	X(JSON, "json", 0, NULL, "print JSON") \
	X(OUT, "out", 0, "FILE", "save the plan, for: vouch apply FILE") \
	X(FORMAT, "format", 0, "FORMAT", "dot (the default), mermaid or svg") \
	X(DETAILED_EXITCODE, "detailed-exitcode", 0, NULL, \
		"exit 2 where there is something to do, 3 where something waits") \
	X(YES, "yes", 'y', NULL, "do not ask") \
	X(MAX_REMOVALS, "max-removals", 0, "N", "override guards.max_removals for this run") \
	X(ONCE, "once", 0, NULL, "one round, then exit") \
	X(EVERY, "every", 0, "TIME", "a round every 90s, 15m, 2h or 1d, until a signal comes") \
	X(LIMIT, "limit", 'n', "N", "at most that many runs (default 20; 0: all)") \
	X(NO_COLOR, "no-color", 0, NULL, "no colour, as with NO_COLOR set") \
	X(VERBOSE, "verbose", 'v', NULL, "say more on standard error") \
	X(QUIET, "quiet", 'q', NULL, "say only the last line") \
	X(HELP, "help", 'h', NULL, "this help") \
	X(VERSION, "version", 0, NULL, "the version")

enum vouch_option {
#define VOUCH_OPTION_ENUM(id, name, letter, value, summary) VOUCH_OPTION_##id,
	VOUCH_OPTIONS(VOUCH_OPTION_ENUM)
#undef VOUCH_OPTION_ENUM
		VOUCH_OPTION_COUNT
};

struct vouch_cli;

struct vouch_command {
	const char *name;
	const char *operands;  /* for --help: "[DIR]", "" */
	size_t least, most;    /* how many operands */
	const char *summary;   /* one line */
	unsigned long options; /* bit per vouch_option, beside those every command has */
	int (*run)(struct vouch_cli *cli, struct vouch_err *err); /* exit status, or -code */
};

struct vouch_arguments {
	const struct vouch_command *command; /* NULL: --help or --version alone */
	bool given[VOUCH_OPTION_COUNT];
	const char *values[VOUCH_OPTION_COUNT];
	struct {
		const char **items;
		size_t count, room;
	} operands, allow;
};

/* In order of --help; the entry after the last has no name. */
extern const struct vouch_command vouch_commands[];

/* "max-removals": without its dashes. */
const char *vouch_option_name(enum vouch_option option);
/* VOUCH_E_USAGE with what is wrong and the nearest name that would be right. */
int vouch_arguments_parse(struct vouch_arena *arena, const struct vouch_command *commands,
	int count, char *const *words, struct vouch_arguments *out, struct vouch_err *err);
/* The whole, or one command's part. */
void vouch_help_write(const struct vouch_command *commands, const struct vouch_command *command,
	struct vouch_buf *out);

#endif
