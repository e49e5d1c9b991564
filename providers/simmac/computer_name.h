/* computer_name.h – the three names of a Mac: ComputerName, LocalHostName, HostName.
 *
 * They are in /Library/Preferences/SystemConfiguration/preferences.plist, as on a Mac; a new one
 * has the first two, from its settings. HostName counts for the kernel once it is set. Both want
 * the Mac's lock.
 */
#ifndef SIMMAC_COMPUTER_NAME_H
#define SIMMAC_COMPUTER_NAME_H

#include "mac.h"

enum simmac_computer_name { SIMMAC_COMPUTER_NAME, SIMMAC_LOCAL_HOST_NAME, SIMMAC_HOST_NAME };

/* By the word that scutil has; false: it is none. */
bool simmac_computer_name_find(const char *word, enum simmac_computer_name *out);
/* NULL: not set. */
const char *simmac_computer_name_get(struct simmac_mac *mac, enum simmac_computer_name which);
/* What a shell's hostname says: HostName, else LocalHostName with ".local". */
const char *simmac_computer_name_of_kernel(struct simmac_mac *mac);
/* name NULL: no longer. Negative: the file cannot be written, or is no list. */
int simmac_computer_name_set(
	struct simmac_mac *mac, enum simmac_computer_name which, const char *name);
/* Letters, digits and dashes, as LocalHostName may have; HostName with points between. */
bool simmac_computer_name_fits(enum simmac_computer_name which, const char *name);

#endif
