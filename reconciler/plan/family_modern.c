/* family_modern.c – macOS 11 and later on APFS: the first password brings the first token. */
#include "family.h"

/* FACTS 1.7: on 15 and later under MDM, the bootstrap key and the recovery user count as holders.
 */
static enum vouch_tri first_token(const struct vouch_machine *machine)
{
	if (vouch_version_compare(machine->os, "15") < 0 || machine->mdm == VOUCH_MDM_NONE)
		return VOUCH_YES;
	if (machine->mdm != VOUCH_MDM_UNKNOWN &&
		(machine->bootstrap_token == VOUCH_BOOTSTRAP_ESCROWED ||
			machine->recovery_key == VOUCH_YES))
		return VOUCH_NO;
	if (machine->bootstrap_token != VOUCH_BOOTSTRAP_UNKNOWN &&
		machine->bootstrap_token != VOUCH_BOOTSTRAP_ESCROWED &&
		machine->recovery_key == VOUCH_NO)
		return VOUCH_YES;
	return VOUCH_UNKNOWN;
}

const struct vouch_family vouch_family_modern = {
	.name = "macOS 11 and later",
	.tokens = true,
	.tokens_wait = VOUCH_NEEDS_COUNT,
	.password_brings_first_token = true, /* FACTS E1 */
	.login_brings_token = true,          /* FACTS E3 */
	.first_token = first_token,
};
