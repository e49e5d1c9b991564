/* cli.c – what commands have in common: options, output, notes. */
#include "cli.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/file.h"
#include "vouch/base/text.h"

bool vouch_cli_given(const struct vouch_cli *cli, enum vouch_option option)
{
	return cli->arguments.given[option];
}

const char *vouch_cli_value(const struct vouch_cli *cli, enum vouch_option option)
{
	return cli->arguments.values[option];
}

int vouch_cli_flush(struct vouch_cli *cli, struct vouch_err *err)
{
	int r = 0;

	if (vouch_fd_write(STDOUT_FILENO, vouch_buf_get(&cli->out), cli->out.length) != 0)
		r = vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot write to standard output");
	vouch_buf_clear(&cli->out);
	return r;
}

/* Where standard error is gone there is nobody left to tell. */
static void write_error_line(const struct vouch_buf *line)
{
	(void)vouch_fd_write(STDERR_FILENO, vouch_buf_get(line), line->length);
}

void vouch_cli_note(const struct vouch_cli *cli, const char *text)
{
	struct vouch_buf line = {0};

	(void)cli;
	vouch_buf_text(&line, "vouch: ");
	vouch_text_escape(&line, text, strlen(text));
	vouch_buf_text(&line, "\n");
	write_error_line(&line);
	vouch_buf_release(&line);
}

void vouch_cli_problems(struct vouch_cli *cli, const struct vouch_problems *problems, bool warnings)
{
	struct vouch_buf lines = {0};
	size_t i;

	for (i = 0; i < problems->count; i++) {
		const struct vouch_problem *problem = &problems->items[i];

		if (problem->warning && !warnings)
			continue;
		vouch_buf_printf(&lines, "%s\n", vouch_problem_text(&cli->arena, problem));
	}
	write_error_line(&lines);
	vouch_buf_release(&lines);
}
