/* version.c – parses and compares versions of macOS. */
#include "version.h"

#include <stddef.h>
#include <string.h>

enum { DIGITS_MAX = 3 };

bool simmac_version_parse(const char *text, struct simmac_version *out)
{
	struct simmac_version version = {{0, 0, 0}};
	size_t i;

	for (i = 0; i < 3; i++) {
		size_t digits = strspn(text, "0123456789");
		size_t n;

		if (digits == 0 || digits > DIGITS_MAX)
			return false;
		for (n = 0; n < digits; n++)
			version.numbers[i] = version.numbers[i] * 10 + (text[n] - '0');
		text += digits;
		if (*text == '\0') {
			*out = version;
			return true;
		}
		if (*text++ != '.')
			return false;
	}
	return false;
}

int simmac_version_compare(const struct simmac_version *a, const struct simmac_version *b)
{
	size_t i;

	for (i = 0; i < 3; i++)
		if (a->numbers[i] != b->numbers[i])
			return a->numbers[i] - b->numbers[i];
	return 0;
}

bool simmac_version_is_known(const struct simmac_version *version)
{
	int major = version->numbers[0], minor = version->numbers[1];

	/* Apple counted 10.15, 11 … 15, 26. */
	if (major == 10)
		return minor >= 13 && minor <= 15;
	return (major >= 11 && major <= 15) || major == 26;
}
