/* command_validate.c – vouch validate: every mistake in a repository. */
#include "cli.h"

#include "vouch/base/json.h"
#include "vouch/load/desired.h"
#include "vouch/load/source.h"

static void write_json(struct vouch_cli *cli, const struct vouch_problems *problems)
{
	struct vouch_json json = {.out = &cli->out};
	size_t i;

	vouch_json_open(&json, NULL, '{');
	vouch_json_text(&json, "format", "vouch.validate/1");
	vouch_json_flag(&json, "valid", problems->errors == 0);
	vouch_json_open(&json, "problems", '[');
	for (i = 0; i < problems->count; i++) {
		const struct vouch_problem *problem = &problems->items[i];

		vouch_json_open(&json, NULL, '{');
		vouch_json_text(&json, "file", problem->pos.file);
		vouch_json_number(&json, "line", problem->pos.line);
		vouch_json_number(&json, "column", problem->pos.column);
		vouch_json_text(&json, "severity", problem->warning ? "warning" : "error");
		vouch_json_text(&json, "what", problem->what);
		vouch_json_text(&json, "cure", problem->cure);
		vouch_json_close(&json, '}');
	}
	vouch_json_close(&json, ']');
	vouch_json_close(&json, '}');
	vouch_json_end(&json);
}

static void write_text(struct vouch_cli *cli, const struct vouch_problems *problems)
{
	size_t warnings = problems->count - problems->errors, i;

	for (i = 0; !cli->quiet && i < problems->count; i++)
		vouch_buf_printf(
			&cli->out, "%s\n", vouch_problem_text(&cli->arena, &problems->items[i]));
	if (problems->errors == 0)
		vouch_page_printf(&cli->page, VOUCH_PAINT_CREATE, "valid: %zu warning%s", warnings,
			warnings == 1 ? "" : "s");
	else
		vouch_page_printf(&cli->page, VOUCH_PAINT_ERROR,
			"invalid: %zu error%s, %zu warning%s", problems->errors,
			problems->errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s");
	vouch_page_newline(&cli->page);
}

int vouch_command_validate(struct vouch_cli *cli, struct vouch_err *err)
{
	struct vouch_source source = {0};
	struct vouch_problems problems = {0};
	const char *folder = ".";
	int r;

	/* As it lies there, uncommitted changes and all. */
	if (cli->arguments.operands.count > 0)
		folder = cli->arguments.operands.items[0];
	r = vouch_source_read_folder(&cli->arena, folder, &source, err);
	if (r < 0)
		return r;
	r = vouch_desired_validate(&cli->arena, &source, &problems, err);
	if (r < 0 && problems.errors == 0)
		return r;
	if (cli->json)
		write_json(cli, &problems);
	else
		write_text(cli, &problems);
	return r < 0 ? r : VOUCH_ENDING_DONE;
}
