/* capability.c – the table of versions. */
#include "capability.h"

#include "vouch/model/machine.h"

/* FACTS 9.3, in order. 11 and later differ for the planner (what closes the zero-holder rule), not
 * for the tools. */
static const struct vouch_macos_capability rows[] = {
	/* FACTS R12: credentials even to look. FACTS 1.6: nothing is done without any. FACTS 1.7:
	 * whether an administrator may grant itself is not known. */
	{.from = "10.13",
		.token_status = VOUCH_MACOS_TOKEN_STATUS_10_13,
		.crypto_users = VOUCH_MACOS_CRYPTO_USERS_10_13,
		.may_be_hfs = true,
		.guards_falsely = true,
		.first_token = VOUCH_MACOS_FIRST_BY_PROOF,
		.shell = "/bin/bash"},
	{.from = "10.13.4",
		.token_status = VOUCH_MACOS_TOKEN_STATUS,
		.crypto_users = VOUCH_MACOS_CRYPTO_USERS_10_13,
		.may_be_hfs = true,
		.works_alone = true,
		.guards_falsely = true,
		.first_token = VOUCH_MACOS_FIRST_BY_SELF,
		.shell = "/bin/bash"},
	/* FACTS 7.8: records are guarded from here on. */
	{.from = "10.14",
		.token_status = VOUCH_MACOS_TOKEN_STATUS,
		.crypto_users = VOUCH_MACOS_CRYPTO_USERS,
		.may_be_hfs = true,
		.works_alone = true,
		.guards_records = true,
		.first_token = VOUCH_MACOS_FIRST_BY_SELF,
		.shell = "/bin/bash"},
	/* The system volume is APFS from here on. FACTS 6.2: bootstrap tokens. */
	{.from = "10.15",
		.token_status = VOUCH_MACOS_TOKEN_STATUS,
		.crypto_users = VOUCH_MACOS_CRYPTO_USERS,
		.bootstrap_token = true,
		.works_alone = true,
		.guards_records = true,
		.first_token = VOUCH_MACOS_FIRST_BY_SELF,
		.shell = "/bin/zsh"},
	/* FACTS 1.2: the first token comes with a password. */
	{.from = "11",
		.token_status = VOUCH_MACOS_TOKEN_STATUS,
		.crypto_users = VOUCH_MACOS_CRYPTO_USERS,
		.bootstrap_token = true,
		.works_alone = true,
		.guards_records = true,
		.first_token = VOUCH_MACOS_FIRST_BY_PASSWORD,
		.shell = "/bin/zsh"},
};

static const struct vouch_macos_capability unknown = {
	.from = "",
	.token_status = VOUCH_MACOS_TOKEN_STATUS,
	.crypto_users = VOUCH_MACOS_CRYPTO_USERS,
	.may_be_hfs = true,
	.bootstrap_token = true,
	.works_alone = true,
	.guards_records = true,
	.first_token = VOUCH_MACOS_FIRST_UNKNOWN,
	.shell = "/bin/zsh",
};

const struct vouch_macos_capability *vouch_macos_capability_of(const char *version)
{
	size_t i;

	if (!version || version[0] == '\0')
		return &unknown;
	for (i = sizeof rows / sizeof *rows; i > 0; i--)
		if (vouch_version_compare(version, rows[i - 1].from) >= 0)
			return &rows[i - 1];
	return &unknown; /* older than Vouch knows */
}
