/* family.h – what differs between the families of macOS and file systems, as data: one file a
 * family.
 *
 * A pass never asks for a version; it asks the family.
 */
#ifndef VOUCH_PLAN_FAMILY_H
#define VOUCH_PLAN_FAMILY_H

#include <stdbool.h>

#include "vouch/model/machine.h"

/* What speaks for an account where nobody holds a token. */
struct vouch_claim {
	enum vouch_tri admin; /* an administrator, if only for a time */
	enum vouch_tri alone; /* the only account with a uid of 500 or more */
};

struct vouch_family {
	const char *name;
	/* Could not be told: tokens are protected, and none is given or taken. */
	bool unread;
	/* Tokens exist, so holding one is a power that promise 4 protects, and unlocking the disk
	 * follows it. Else who unlocks the disk stands alone, and is protected itself. */
	bool tokens;
	/* Setting a password brings the first token: it can come with the creation, and an account
	 * not meant to hold is created suppressed. */
	bool password_brings_first_token;
	/* A second account with a uid of 500 or more keeps the first token from everybody. */
	bool second_account_spoils;
	/* Anybody's graphical login brings a token where the bootstrap token is escrowed. */
	bool login_brings_token;
	/* Nobody holds a token: may this account get the first? Unknown does not count as yes. */
	enum vouch_tri (*first_token)(
		const struct vouch_machine *machine, const struct vouch_claim *claim);
	/* Nobody holds, and that one may not: what a person can do about it. */
	const char *no_first_token;
};

/* The hint of those where a login brings the token, and else nothing would. */
extern const char vouch_family_login_alone[];

extern const struct vouch_family vouch_family_15;      /* 15 and later, APFS */
extern const struct vouch_family vouch_family_11;      /* 11 to 14 */
extern const struct vouch_family vouch_family_10_15;   /* 10.15 */
extern const struct vouch_family vouch_family_10_13_4; /* 10.13.4 to 10.14 */
extern const struct vouch_family vouch_family_10_13;   /* 10.13.0 to 10.13.3 */
extern const struct vouch_family vouch_family_hfs;     /* HFS+ */
extern const struct vouch_family vouch_family_unknown; /* version or file system not known */

const struct vouch_family *vouch_family_of(const struct vouch_machine *machine);

#endif
