/* family_hfs.c – HFS+: no tokens; membership of FileVault stands alone. */
#include "family.h"

static enum vouch_tri first_token(
	const struct vouch_machine *machine, const struct vouch_claim *claim)
{
	(void)machine, (void)claim; /* FACTS 1.1: there is none on HFS+ */
	return VOUCH_NO;
}

const struct vouch_family vouch_family_hfs = {
	.name = "HFS+",
	.tokens = false,
	.first_token = first_token,
	.no_first_token = "there are no Secure Tokens on HFS+",
};
