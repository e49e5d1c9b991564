/* policy_data.h – accountPolicyData of a record: when it was made, when its password was set, how
 * often authentication failed. FACTS 3.4
 *
 * All of these change the record in memory; the caller saves it.
 */
#ifndef SIMMAC_POLICY_DATA_H
#define SIMMAC_POLICY_DATA_H

#include <stdint.h>

#include "mac.h"
#include "record.h"

/* A policy that asks for a new password, by its identifier: it goes when one is set. */
#define SIMMAC_POLICY_NEW_PASSWORD "com.apple.policy.legacy.newPasswordRequired"

void simmac_policy_created(struct simmac_mac *mac, struct simmac_record *user);
void simmac_policy_password_set(struct simmac_mac *mac, struct simmac_record *user);
/* The new count. */
int64_t simmac_policy_failed(struct simmac_mac *mac, struct simmac_record *user);
int64_t simmac_policy_failures(struct simmac_mac *mac, const struct simmac_record *user);
/* False where the count was 0 already: nothing to save. */
bool simmac_policy_succeeded(struct simmac_mac *mac, struct simmac_record *user);
/* The account's own policies, a dictionary of categories: release it after use. */
struct vouch_plist *simmac_policy_rules(struct simmac_mac *mac, const struct simmac_record *user);
void simmac_policy_set_rules(
	struct simmac_mac *mac, struct simmac_record *user, const struct vouch_plist *rules);
/* One value by its key as dscl -readpl prints it; NULL where it is not there. */
struct vouch_plist *simmac_policy_read(struct simmac_mac *mac, const struct simmac_record *user);

#endif
