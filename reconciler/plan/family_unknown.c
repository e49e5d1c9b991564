/* family_unknown.c – a Mac whose version or file system could not be read: tokens are protected,
 * and nothing is done about them. */
#include "family.h"

static enum vouch_tri first_token(const struct vouch_machine *machine)
{
	(void)machine; /* what it is could not be read */
	return VOUCH_UNKNOWN;
}

const struct vouch_family vouch_family_unknown = {
	.name = "an unknown macOS",
	.tokens = true,
	.tokens_wait = VOUCH_NEEDS_UNKNOWN,
	.first_token = first_token,
};
