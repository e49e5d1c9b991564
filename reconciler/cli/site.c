/* site.c – makes a site's wish of the command line. */
#include "site.h"

#include "vouch/base/text.h"

int vouch_cli_number(const struct vouch_cli *cli, enum vouch_option option, int64_t fallback,
	int64_t most, int64_t *out, struct vouch_err *err)
{
	const char *text = vouch_cli_value(cli, option);
	int64_t number = fallback;

	if (text != NULL && (!vouch_text_number(text, &number) || number < 0 || number > most))
		return vouch_err_set(err, VOUCH_E_USAGE, "--%s %s: a whole number from 0 to %lld",
			vouch_option_name(option), text, (long long)most);
	*out = number;
	return 0;
}

static void note(void *self, const char *message)
{
	vouch_cli_note(self, message);
}

int vouch_cli_site_wish(struct vouch_cli *cli, struct vouch_site_wish *out, struct vouch_err *err)
{
	const int64_t most = 1000000;
	struct vouch_site_wish wish = {
		.root = vouch_cli_value(cli, VOUCH_OPTION_ROOT),
		.state = vouch_cli_value(cli, VOUCH_OPTION_STATE),
		.repo = vouch_cli_value(cli, VOUCH_OPTION_REPO),
		.rev = vouch_cli_value(cli, VOUCH_OPTION_REV),
		.allow = cli->arguments.allow.items,
		.allow_count = cli->arguments.allow.count,
		.max_removals_set = vouch_cli_given(cli, VOUCH_OPTION_MAX_REMOVALS),
		.note = note,
		.detail = cli->verbose ? note : NULL,
		.self = cli,
	};
	int r = vouch_cli_number(cli, VOUCH_OPTION_MAX_REMOVALS, 0, most, &wish.max_removals, err);

	if (r < 0)
		return r;
	*out = wish;
	return 0;
}
