/* family_11.c – macOS 11 to 14 on APFS: the first password brings the first token. */
#include "family.h"

/* FACTS E1: setting a password is enough, whoever it is. */
static enum vouch_tri first_token(
	const struct vouch_machine *machine, const struct vouch_claim *claim)
{
	(void)machine, (void)claim; /* nothing closes it here */
	return VOUCH_YES;
}

const struct vouch_family vouch_family_11 = {
	.name = "macOS 11 to 14",
	.tokens = true,
	.password_brings_first_token = true, /* FACTS E1 */
	.login_brings_token = true,          /* FACTS E3 */
	.first_token = first_token,
	.no_first_token = vouch_family_login_alone,
};
