/* site.h – the options that say which Mac, which state directory, which repository. */
#ifndef VOUCH_CLI_SITE_H
#define VOUCH_CLI_SITE_H

#include "cli.h"
#include "vouch/app/site.h"
#include "vouch/base/cleanup.h"

/* VOUCH_E_USAGE where a number is none. */
int vouch_cli_site_wish(struct vouch_cli *cli, struct vouch_site_wish *out, struct vouch_err *err);
/* A whole number from 0 to most; fallback where the option is not given. */
int vouch_cli_number(const struct vouch_cli *cli, enum vouch_option option, int64_t fallback,
	int64_t most, int64_t *out, struct vouch_err *err);

#endif
