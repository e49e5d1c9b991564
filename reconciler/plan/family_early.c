/* family_early.c – macOS 10.13 to 10.15 on APFS: tokens are protected here, and not yet handed on.
 */
#include "family.h"

static enum vouch_tri first_token(const struct vouch_machine *machine)
{
	(void)machine; /* whatever it is: this version makes no first token here */
	return VOUCH_NO;
}

const struct vouch_family vouch_family_early = {
	.name = "macOS 10.13 to 10.15",
	.tokens = true,
	.tokens_wait = VOUCH_NEEDS_VERSION,
	.first_token = first_token,
};
