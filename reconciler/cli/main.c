/* main.c – vouch: reads the command line, runs one command, says once what went wrong. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "vouch/base/file.h"

static void print_error(const struct vouch_err *err)
{
	struct vouch_buf line = {0};
	struct vouch_page page = {&line, vouch_paint_wanted(STDERR_FILENO, false)};

	vouch_page_text(&page, VOUCH_PAINT_ERROR, "vouch: ");
	if (err->pos.file != NULL)
		vouch_page_printf(&page, VOUCH_PAINT_PLAIN, "%s:%d:%d: ", err->pos.file,
			err->pos.line, err->pos.column);
	vouch_page_text(&page, VOUCH_PAINT_PLAIN, err->msg);
	vouch_page_newline(&page);
	/* Where standard error is gone there is nobody left to tell. */
	(void)vouch_fd_write(STDERR_FILENO, vouch_buf_get(&line), line.length);
	vouch_buf_release(&line);
}

static int run_command(struct vouch_cli *cli, struct vouch_err *err)
{
	const struct vouch_command *command = cli->arguments.command;

	if (vouch_cli_given(cli, VOUCH_OPTION_HELP)) {
		vouch_help_write(vouch_commands, command, &cli->out);
		return VOUCH_ENDING_DONE;
	}
	if (vouch_cli_given(cli, VOUCH_OPTION_VERSION)) {
		vouch_buf_text(&cli->out, "vouch " VOUCH_VERSION "\n");
		return VOUCH_ENDING_DONE;
	}
	cli->quiet = vouch_cli_given(cli, VOUCH_OPTION_QUIET);
	cli->verbose = vouch_cli_given(cli, VOUCH_OPTION_VERBOSE);
	cli->json = vouch_cli_given(cli, VOUCH_OPTION_JSON);
	cli->page.colour =
		vouch_paint_wanted(STDOUT_FILENO, vouch_cli_given(cli, VOUCH_OPTION_NO_COLOR));
	return command->run(cli, err);
}

int main(int count, char **words)
{
	struct vouch_cli cli = {0};
	struct vouch_err err = {0}, flush_err = {0};
	int r, flushed;

	cli.page.out = &cli.out;
	/* A reader that left is a failed write, not a death in the middle of a change. */
	(void)signal(SIGPIPE, SIG_IGN);
	r = vouch_arguments_parse(&cli.arena, vouch_commands, count, words, &cli.arguments, &err);
	if (r >= 0)
		r = run_command(&cli, &err);
	flushed = vouch_cli_flush(&cli, &flush_err);
	if (r < 0)
		print_error(&err);
	else if (flushed < 0)
		print_error(&flush_err);
	vouch_buf_release(&cli.out);
	vouch_arena_release(&cli.arena);
	return vouch_exit_status(r >= 0 && flushed < 0 ? flushed : r);
}
