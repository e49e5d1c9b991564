/* cli.h – what a command of vouch is handed, and what commands have in common. */
#ifndef VOUCH_CLI_CLI_H
#define VOUCH_CLI_CLI_H

#include <stdbool.h>

#include "options.h"
#include "paint.h"
#include "vouch/app/ending.h"
#include "vouch/base/arena.h"
#include "vouch/base/buf.h"
#include "vouch/base/err.h"
#include "vouch/load/problem.h"

struct vouch_cli {
	struct vouch_arena arena;
	struct vouch_arguments arguments;
	struct vouch_buf out;   /* collected for standard output */
	struct vouch_page page; /* the same, coloured and escaped */
	bool quiet, verbose, json;
};

/* Commands return how they ended, or -code. */
int vouch_command_validate(struct vouch_cli *cli, struct vouch_err *err);
int vouch_command_observe(struct vouch_cli *cli, struct vouch_err *err);
int vouch_command_plan(struct vouch_cli *cli, struct vouch_err *err);
int vouch_command_explain(struct vouch_cli *cli, struct vouch_err *err);
int vouch_command_graph(struct vouch_cli *cli, struct vouch_err *err);
int vouch_command_apply(struct vouch_cli *cli, struct vouch_err *err);
int vouch_command_run(struct vouch_cli *cli, struct vouch_err *err);
int vouch_command_history(struct vouch_cli *cli, struct vouch_err *err);
int vouch_command_show(struct vouch_cli *cli, struct vouch_err *err);
int vouch_command_fields(struct vouch_cli *cli, struct vouch_err *err);

/* The exit status of what a command returned: the one place that knows the table of the design. */
int vouch_exit_status(int returned);

bool vouch_cli_given(const struct vouch_cli *cli, enum vouch_option option);
const char *vouch_cli_value(const struct vouch_cli *cli, enum vouch_option option);
/* Writes what is collected to standard output, and forgets it. */
int vouch_cli_flush(struct vouch_cli *cli, struct vouch_err *err);
/* One line on standard error, escaped. */
void vouch_cli_note(const struct vouch_cli *cli, const char *text);
/* Every problem of a repository on standard error; warnings only where they are wanted. */
void vouch_cli_problems(
	struct vouch_cli *cli, const struct vouch_problems *problems, bool warnings);

#endif
