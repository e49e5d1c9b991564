/* pwpolicy.h – what the parts of pwpolicy share. */
#ifndef SIMMAC_PWPOLICY_H
#define SIMMAC_PWPOLICY_H

#include "mac.h"
#include "policy_limits.h"
#include "record.h"

struct simmac_pwpolicy {
	struct simmac_mac *mac;
	const char *user, *authenticator, *password, *node;
	const char *argument; /* behind the verb: a file, or "minChars=8 …" */
};

/* The policies of one account or, where user is NULL, of all. The lock is held. */
int simmac_pwpolicy_print(struct simmac_pwpolicy *call, const struct simmac_record *user);
int simmac_pwpolicy_set(struct simmac_pwpolicy *call, struct simmac_record *user);
int simmac_pwpolicy_clear(struct simmac_pwpolicy *call, struct simmac_record *user);
/* The limits of one account's own policies or, where user is NULL, of everybody's. */
struct simmac_policy_limits simmac_pwpolicy_limits(
	struct simmac_pwpolicy *call, const struct simmac_record *user);
int simmac_pwpolicy_keep_limits(struct simmac_pwpolicy *call, struct simmac_record *user,
	const struct simmac_policy_limits *limits);

/* The words of before 10.10, "minChars=8 …": set, told, and told with everybody's. */
int simmac_pwpolicy_set_words(struct simmac_pwpolicy *call, struct simmac_record *user);
int simmac_pwpolicy_get_words(struct simmac_pwpolicy *call, struct simmac_record *user);
int simmac_pwpolicy_get_effective(struct simmac_pwpolicy *call, struct simmac_record *user);

#endif
