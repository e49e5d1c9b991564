/* check.h – what a simulated Mac is in one respect, as the word that a description uses for it. */
#ifndef SIMMAC_CHECK_H
#define SIMMAC_CHECK_H

#include "mac.h"
#include "record.h"

/* NULL: there is none. Text lives in the Mac's arena; the lock is held. */
struct simmac_machine_fact {
	const char *key;
	const char *(*read)(struct simmac_mac *mac);
};

struct simmac_account_fact {
	const char *key;
	const char *(*read)(struct simmac_mac *mac, const struct simmac_record *user);
};

/* Both tables end with a row without a key. */
extern const struct simmac_machine_fact simmac_machine_facts[];
extern const struct simmac_account_fact simmac_account_facts[];

#endif
