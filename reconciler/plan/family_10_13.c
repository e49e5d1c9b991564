/* family_10_13.c – macOS 10.13.0 to 10.13.3 on APFS: only the only person on the Mac gets the first
 * token, by authenticating. */
#include "family.h"

/* FACTS E2; an administrator cannot give it to itself yet (FACTS T2). */
static enum vouch_tri first_token(
	const struct vouch_machine *machine, const struct vouch_claim *claim)
{
	(void)machine; /* nothing closes it here */
	return claim->alone;
}

const struct vouch_family vouch_family_10_13 = {
	.name = "macOS 10.13.0 to 10.13.3",
	.tokens = true,
	.second_account_spoils = true, /* FACTS E2 */
	.first_token = first_token,
	.no_first_token = "nobody holds a token, and before macOS 10.13.4 only an account that is "
			  "the only one with a uid of 500 or more gets the first one: upgrade to "
			  "10.13.4 or later, or remove the other accounts",
};
