/* family_10_13_4.c – macOS 10.13.4 to 10.14 on APFS: an administrator gives the first token to
 * itself, or the only person on the Mac gets it by authenticating. */
#include "family.h"

/* FACTS T2, E2 */
static enum vouch_tri first_token(
	const struct vouch_machine *machine, const struct vouch_claim *claim)
{
	(void)machine; /* nothing closes it here */
	if (claim->admin == VOUCH_YES || claim->alone == VOUCH_YES)
		return VOUCH_YES;
	if (claim->admin == VOUCH_NO && claim->alone == VOUCH_NO)
		return VOUCH_NO;
	return VOUCH_UNKNOWN;
}

const struct vouch_family vouch_family_10_13_4 = {
	.name = "macOS 10.13.4 to 10.14",
	.tokens = true,
	.second_account_spoils = true, /* FACTS E2 */
	.first_token = first_token,
	.no_first_token = "nobody holds a token, and on macOS 10.13.4 to 10.14 an administrator, "
			  "or the only account with a uid of 500 or more, gets the first one: "
			  "declare admin: true for an account that is to hold one, or allow "
			  "temporary_admin",
};
