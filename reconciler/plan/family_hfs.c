/* family_hfs.c – HFS+: no tokens; membership of FileVault stands alone, and is not yet changed. */
#include "family.h"

static enum vouch_tri first_token(const struct vouch_machine *machine)
{
	(void)machine; /* there is none on HFS+ */
	return VOUCH_NO;
}

const struct vouch_family vouch_family_hfs = {
	.name = "HFS+",
	.tokens = false,
	.tokens_wait = VOUCH_NEEDS_VERSION,
	.first_token = first_token,
};
