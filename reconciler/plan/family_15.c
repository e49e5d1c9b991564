/* family_15.c – macOS 15 and later on APFS: the first password brings the first token, but not
 * where MDM has been there before. */
#include "family.h"

/* FACTS 1.7: under MDM, the bootstrap key and the recovery user count as holders. */
static enum vouch_tri first_token(
	const struct vouch_machine *machine, const struct vouch_claim *claim)
{
	(void)claim; /* whoever it is */
	if (machine->mdm == VOUCH_MDM_NONE)
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

const struct vouch_family vouch_family_15 = {
	.name = "macOS 15 and later",
	.tokens = true,
	.password_brings_first_token = true, /* FACTS E1 */
	.login_brings_token = true,          /* FACTS E3 */
	.first_token = first_token,
	.no_first_token = vouch_family_login_alone,
};
