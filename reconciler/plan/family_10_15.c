/* family_10_15.c – macOS 10.15 on APFS: the first administrator who authenticates gets the first
 * token. */
#include "family.h"

/* FACTS E2' */
static enum vouch_tri first_token(
	const struct vouch_machine *machine, const struct vouch_claim *claim)
{
	(void)machine; /* nothing closes it here */
	return claim->admin;
}

const struct vouch_family vouch_family_10_15 = {
	.name = "macOS 10.15",
	.tokens = true,
	.first_token = first_token,
	.no_first_token = "nobody holds a token, and on macOS 10.15 an administrator gets the "
			  "first one: declare admin: true for an account that is to hold one, or "
			  "allow temporary_admin",
};
