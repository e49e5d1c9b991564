/* profiles.h – one call of profiles, parsed: shared by its verbs. FACTS 6.1 */
#ifndef SIMMAC_PROFILES_H
#define SIMMAC_PROFILES_H

#include <stdbool.h>

#include "mac.h"

struct simmac_profiles {
	struct simmac_mac *mac;
	const char *verb, *type, *user, *password, *output;
	bool all;
};

int simmac_profiles_bootstrap_status(struct simmac_profiles *call);
int simmac_profiles_bootstrap_install(struct simmac_profiles *call);
int simmac_profiles_bootstrap_remove(struct simmac_profiles *call);
int simmac_profiles_bootstrap_validate(struct simmac_profiles *call);

#endif
