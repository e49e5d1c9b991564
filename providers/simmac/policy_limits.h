/* policy_limits.h – what the simulation obeys of account policies: the least length of a password,
 * and how many failures lock an account; and that a new password is asked for, which goes when one
 * is set. Those of one account lie in its accountPolicyData, those
 * of all in the settings; the stricter holds. FACTS G4
 */
#ifndef SIMMAC_POLICY_LIMITS_H
#define SIMMAC_POLICY_LIMITS_H

#include <stdint.h>

#include "mac.h"
#include "record.h"

#include "vouch/base/plist.h"

struct simmac_policy_limits {
	int64_t shortest;   /* 0: any */
	int64_t lock_after; /* 0: never */
	bool new_password;  /* of one account: it has to be changed at the next login */
};

/* Those in a dictionary of policy categories. */
struct simmac_policy_limits simmac_policy_limits_in(
	struct simmac_mac *mac, const struct vouch_plist *categories);
/* Those that hold for an account. */
struct simmac_policy_limits simmac_policy_limits_for(
	struct simmac_mac *mac, const struct simmac_record *user);
/* Policies that say so, as the words of before 10.10 leave them: release after use. */
struct vouch_plist *simmac_policy_from_limits(
	struct simmac_mac *mac, const struct simmac_policy_limits *limits);
/* Is this a dictionary of policy categories? */
bool simmac_policy_is(const struct vouch_plist *list);

#endif
