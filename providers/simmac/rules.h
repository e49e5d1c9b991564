/* rules.h – what differs between versions of macOS, as data: one table of what each release
 * changed.
 *
 * The physics and the tools ask the rules of their Mac and never compare version numbers
 * themselves. A release that changes something is a new row in rules.c; a rule that no row has yet
 * is a new field here. FACTS 9.3 is the source of most.
 */
#ifndef SIMMAC_RULES_H
#define SIMMAC_RULES_H

#include <stdbool.h>

/* What hands out the first token of a Mac that has none. FACTS 1.2 */
enum simmac_first_token {
	SIMMAC_FIRST_SOLE_USER,      /* who authenticates and is alone with a uid from 500 on. E2 */
	SIMMAC_FIRST_ADMINISTRATOR,  /* the first administrator who authenticates. E2' */
	SIMMAC_FIRST_AT_PASSWORD_SET /* whose password is set first through Open Directory. E1 */
};

struct simmac_rules {
	/* -- Texts -- */
	const char *product;      /* as sw_vers says it */
	const char *shell;        /* of a new account */
	const char *apple_device; /* the volume that "/" is on, by chip; on HFS+ it is disk0s2 */
	const char *intel_device;
	const char *admin_source;  /* the folder in "### Error:… File:…" of sysadminctl */
	const char *record_daemon; /* record_daemon_version of new records */

	/* -- Tokens -- */
	enum simmac_first_token first_token;
	bool enabling_gives_first; /* who enables FileVault on a Mac without tokens gets one. E7 */
	bool standard_may_enable;  /* … also where it is no administrator. FACTS C14 */
	bool mobile_gets_first;    /* the first login of a mobile account does. E5' */
	bool mobile_dialog;        /* it asks for a token administrator. E5 */
	bool mobile_syncs;         /* a login with a new directory password re-wraps. E6 */
	bool self_grant;           /* an administrator may give itself the first token. T2 */
	bool pair_grant;           /* … and one to another account with it. T3 */
	bool disabled_tags; /* ;DisabledTags;SecureToken suppresses the first token. FACTS 1.3 */
	bool gate_counts_bootstrap; /* under MDM, other unlock records close the gate. FACTS 1.7 */
	bool volume_group;          /* system and data are two volumes */
	bool sealed_system;         /* it starts from a sealed snapshot */
	bool volume_owner;          /* diskutil prints the line. FACTS 5.1 */

	/* -- The bootstrap token. FACTS 6.2 -- */
	bool bootstrap;              /* profiles knows it; Setup Assistant escrows it */
	bool bootstrap_at_enrolment; /* automated enrolment escrows it before any login. E4' */
	bool bootstrap_login_escrow; /* so does a graphical login of a holder. E4 */
	bool bootstrap_grants_any;   /* E3 for every account, not only mobile ones */

	/* -- Passwords and accounts -- */
	bool root_reset_breaks; /* dscl as root sets a holder's password and kills its token. P4 */
	bool passwd_asks_everybody; /* dscl -passwd asks for the old one of any account. FACTS 3.2
				     */
	bool framework_wants_credentials; /* sysadminctl fails without any. FACTS 1.6 row 2 */
	bool names_existing;              /* -addUser of a name that is there says so and ends */
	bool uid_skips_502;               /* FACTS 2.3 */
	bool phantom_add;         /* -addUser after a raw dscl -delete makes nothing. FACTS 7.10 */
	bool dscl_guards_last;    /* dscl -delete refuses the last holder. FACTS 1.8 */
	bool delete_wants_access; /* -deleteUser without Full Disk Access does half. FACTS 7.9 */
	bool directory_wants_access; /* dscl without it cannot write uid and home. FACTS 3.2 */

	/* -- Arguments and output of tools -- */
	bool assigning_shows_gid; /* "Assigning UID: 501 GID: 20" */
	bool role_accounts;       /* -roleAccount and -GID */
	bool autologin_verb;
	bool screen_lock_verb;
	bool screen_lock_status;
	bool sw_vers_two_tabs;
	bool enrollment_numbers; /* "(34000) Client is not DEP enabled." */
	bool enrollment_lines;   /* profiles says "Enrolled via DEP:"; one sentence before */

	/* -- fdesetup -- */
	bool enable_wants_access;     /* Full Disk Access, or MDM. FACTS 4.4 */
	bool disable_wants_password;  /* on APFS. FACTS F2 */
	bool recovery_key_authorizes; /* for changerecovery. FACTS 4.3 */
};

/* False where this version is not one that the simulation knows: 10.13 to 26. */
bool simmac_rules_for(const char *os, struct simmac_rules *out);
/* The build that shipped as this version; NULL where it is not known. */
const char *simmac_rules_build(const char *os);

#endif
