/* version.h – versions of macOS as three numbers, compared as such. */
#ifndef SIMMAC_VERSION_NUMBERS_H
#define SIMMAC_VERSION_NUMBERS_H

#include <stdbool.h>

struct simmac_version {
	int numbers[3]; /* what is not written is 0 */
};

/* "14", "14.5", "10.13.6"; false for anything else. */
bool simmac_version_parse(const char *text, struct simmac_version *out);
/* Negative, 0 or positive. */
int simmac_version_compare(const struct simmac_version *a, const struct simmac_version *b);
/* A release of macOS that the simulation knows: 10.13 to 10.15, 11 to 15, 26. */
bool simmac_version_is_known(const struct simmac_version *version);

#endif
