/* sayings.h – what is said of accounts elsewhere than in their own record: by name, or by uuid.
 *
 * Linear but for sorting: vouch_sayings_index once, then ask for each account.
 */
#ifndef VOUCH_PLAN_SAYINGS_H
#define VOUCH_PLAN_SAYINGS_H

#include "vouch/base/index.h"
#include "world.h"

struct vouch_sayings {
	const struct vouch_inputs *in;
	struct vouch_index open_creations, dead_tokens; /* by uuid */
	struct vouch_index logged_in, required;         /* by name */
	bool *is_promoted, *is_required;                /* by position in the accounts */
};

/* index: all names of the accounts, as a declaration finds them: position, or account_count plus
 * position. */
void vouch_sayings_index(struct vouch_world *world, const struct vouch_index *index,
	size_t account_count, struct vouch_sayings *out);
/* An account that a creation of ours left half made is not there yet: it is made, not changed. Its
 * uuid, or NULL. */
const char *vouch_sayings_half_made(
	const struct vouch_sayings *sayings, const struct vouch_account *account);
/* Is somebody logged in as this account, under any of its names? */
enum vouch_tri vouch_sayings_logged_in(
	const struct vouch_sayings *sayings, const struct vouch_account *account);

#endif
