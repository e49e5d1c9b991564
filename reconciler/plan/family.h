/* family.h – what differs between the families of macOS and file systems, as data: one file a
 * family.
 *
 * A pass never asks for a version; it asks the family.
 */
#ifndef VOUCH_PLAN_FAMILY_H
#define VOUCH_PLAN_FAMILY_H

#include <stdbool.h>

#include "vouch/model/machine.h"
#include "vouch/plan/plan.h"

struct vouch_family {
	const char *name;
	/* Tokens exist, so holding one is a power that promise 4 protects. */
	bool tokens;
	/* Why no token can be given or taken here at all; VOUCH_NEEDS_COUNT: nothing stands
	 * against it. */
	enum vouch_needs tokens_wait;
	/* Setting a password brings the first token, so that an account not meant to hold is
	 * created suppressed. */
	bool password_brings_first_token;
	/* Anybody's graphical login brings a token where the bootstrap token is escrowed. */
	bool login_brings_token;
	/* May the first token be made on this Mac? Unknown does not count as yes. */
	enum vouch_tri (*first_token)(const struct vouch_machine *machine);
};

extern const struct vouch_family vouch_family_modern;  /* 11 and later, APFS */
extern const struct vouch_family vouch_family_early;   /* 10.13 to 10.15, APFS */
extern const struct vouch_family vouch_family_hfs;     /* HFS+ */
extern const struct vouch_family vouch_family_unknown; /* version or file system not known */

const struct vouch_family *vouch_family_of(const struct vouch_machine *machine);

#endif
