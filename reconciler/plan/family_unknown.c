/* family_unknown.c – a Mac whose version or file system could not be read: tokens are protected,
 * and nothing is done about them. */
#include "family.h"

static enum vouch_tri first_token(
	const struct vouch_machine *machine, const struct vouch_claim *claim)
{
	(void)machine, (void)claim; /* what it is could not be read */
	return VOUCH_UNKNOWN;
}

const struct vouch_family vouch_family_unknown = {
	.name = "an unknown macOS",
	.unread = true,
	.tokens = true,
	.first_token = first_token,
	.no_first_token = "find out why the version of macOS or the file system cannot be read: "
			  "vouch observe",
};
