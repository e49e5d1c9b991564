/* directory.h – which account has which GeneratedUID: one walk over the records instead of one
 * each.
 */
#ifndef SIMMAC_DIRECTORY_H
#define SIMMAC_DIRECTORY_H

#include "mac.h"

struct simmac_directory_entry {
	const char *uuid, *name;
};

struct simmac_directory {
	struct simmac_directory_entry *items;
	size_t count, room;
};

/* Reads all user records; the entries live in the Mac's arena. */
int simmac_directory_read(struct simmac_mac *mac, struct simmac_directory *out);
/* NULL: nobody's (an orphan). */
const char *simmac_directory_name(const struct simmac_directory *directory, const char *uuid);

#endif
