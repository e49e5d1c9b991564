/* quirks.h – the knobs of a simulated Mac: behaviours of macOS that come and go, set by
 * `simmac create --quirk NAME=on|off`. What is not set has the default of the Mac's version.
 */
#ifndef SIMMAC_QUIRKS_H
#define SIMMAC_QUIRKS_H

#include <stdbool.h>

struct simmac_mac;

enum simmac_quirk {
	SIMMAC_QUIRK_LIE_DONE,         /* -secureTokenOn prints Done! and changes nothing */
	SIMMAC_QUIRK_FULL_DISK_ACCESS, /* the caller may delete accounts (on; off: half a delete) */
	SIMMAC_QUIRK_PHANTOM_ADD,      /* -addUser after a raw delete makes nothing */
	SIMMAC_QUIRK_FALSE_LAST_GUARD, /* ordinary deletes refused with the "last" text */
	SIMMAC_QUIRK_RESET_REFUSED,    /* -resetPasswordFor refused for accounts without a token */
	SIMMAC_QUIRK_FDE_REMOVE_KEEPS_TAG,
	SIMMAC_QUIRK_FDE_ADD_SETS_TAG,
	SIMMAC_QUIRK_LIST_WHEN_OFF, /* fdesetup list shows holders with FileVault off */
	SIMMAC_QUIRK_PREBOOT_LAG,   /* scripted changes reach preboot at updatePreboot only */
	SIMMAC_QUIRK_GATE_COUNTS_BOOTSTRAP,
	SIMMAC_QUIRK_NO_UNLOCK_RECORD,  /* grants fail as on EC2 images */
	SIMMAC_QUIRK_AUTHONLY_TRIGGERS, /* dscl -authonly counts as an authentication */
	SIMMAC_QUIRK_DSCL_DELETE_GUARD,
	SIMMAC_QUIRK_DSCL_DELETE_ORPHAN,
	SIMMAC_QUIRK_ROOT_RESET_BREAKS, /* dscl -passwd as root kills the token of a holder */
	SIMMAC_QUIRK_FIRST_SOLE,        /* until 10.14 the first holder must be the only person */
	SIMMAC_QUIRK_DASH_STDIN,        /* sysadminctl reads "-" from a pipe */
	SIMMAC_QUIRK_UID_SKIP,          /* numbers that new accounts do not get */
	SIMMAC_QUIRK_PASSWD_REFUSES,    /* passwd as root: not of a holder. FACTS C4 */
	SIMMAC_QUIRK_PASSWD_BREAKS,     /* … asks not for the old one, and kills the token */
	SIMMAC_QUIRK_COUNT
};

bool simmac_quirk(const struct simmac_mac *mac, enum simmac_quirk quirk);
/* The name on the command line and in the marker file; SIMMAC_QUIRK_COUNT for no such name. */
const char *simmac_quirk_name(enum simmac_quirk quirk);
enum simmac_quirk simmac_quirk_find(const char *name);

#endif
