/* capability.h – what differs between versions of macOS for whoever looks at one and changes it:
 * one table, from 10.13.0 on.
 *
 * Nobody else in the provider compares versions. What is asked or done, in which form, is a column.
 */
#ifndef VOUCH_MACOS_CAPABILITY_H
#define VOUCH_MACOS_CAPABILITY_H

#include "tools.h"

/* How the first token comes to a Mac where nobody holds one. */
enum vouch_macos_first_token {
	VOUCH_MACOS_FIRST_UNKNOWN,
	VOUCH_MACOS_FIRST_BY_PROOF,    /* authenticating brings it, or nothing does */
	VOUCH_MACOS_FIRST_BY_SELF,     /* an administrator may grant it to itself */
	VOUCH_MACOS_FIRST_BY_PASSWORD, /* setting a password by Open Directory brings it */
};

struct vouch_macos_capability {
	const char *from; /* this version and later ones, up to the next row */
	enum vouch_macos_tool token_status;
	enum vouch_macos_tool crypto_users;
	/* The system volume may be HFS+: then it is asked for its file system. */
	bool may_be_hfs;
	/* profiles knows a bootstrap token. */
	bool bootstrap_token;
	/* sysadminctl works for root without anybody's credentials. */
	bool works_alone;
	/* Without Full Disk Access no account is deleted: it is asked before. */
	bool guards_records;
	/* sysadminctl takes ordinary accounts for the last administrator or holder. */
	bool guards_falsely;
	enum vouch_macos_first_token first_token;
	const char *shell; /* of a new account */
};

/* The row of a version ("14.5"). For "" or NULL, a version that could not be read: the forms of the
 * newest, everything asked, and nothing promised about first tokens. */
const struct vouch_macos_capability *vouch_macos_capability_of(const char *version);

#endif
