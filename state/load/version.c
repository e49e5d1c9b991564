/* version.c – conditions on the version of macOS. */
#include "match.h"

#include <string.h>

enum comparison { AT_LEAST, AT_MOST, ABOVE, BELOW, EXACTLY, PREFIX };

/* One condition of a pattern: how to compare, and with what. */
struct bound {
	enum comparison comparison;
	char version[32];
};

/* Takes the next bound off *pattern. False where there is none that is well formed. */
static bool next_bound(const char **pattern, struct bound *out)
{
	static const struct {
		const char *sign;
		enum comparison comparison;
	} signs[] = {{">=", AT_LEAST}, {"<=", AT_MOST}, {">", ABOVE}, {"<", BELOW}, {"=", EXACTLY}};
	const char *at = *pattern;
	size_t i, length;

	out->comparison = PREFIX;
	for (i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		if (strncmp(at, signs[i].sign, strlen(signs[i].sign)) == 0) {
			out->comparison = signs[i].comparison;
			at += strlen(signs[i].sign);
			at += strspn(at, " ");
			break;
		}
	}
	length = strspn(at, "0123456789.");
	if (length == 0 || length >= sizeof out->version || at[0] == '.' || at[length - 1] == '.')
		return false;
	memcpy(out->version, at, length);
	out->version[length] = '\0';
	if (strstr(out->version, "..") != NULL || (at[length] != ' ' && at[length] != '\0'))
		return false;
	at += length;
	*pattern = at + strspn(at, " ");
	return true;
}

/* Is prefix the first parts of version? 14 is of 14.5, not of 140. */
static bool is_prefix(const char *prefix, const char *version)
{
	size_t length = strlen(prefix);

	return strncmp(prefix, version, length) == 0 &&
	       (version[length] == '\0' || version[length] == '.');
}

static bool bound_holds(const struct bound *bound, const char *version)
{
	int order = vouch_version_compare(version, bound->version);

	switch (bound->comparison) {
	case AT_LEAST: return order >= 0;
	case AT_MOST: return order <= 0;
	case ABOVE: return order > 0;
	case BELOW: return order < 0;
	case EXACTLY: return order == 0;
	case PREFIX: return is_prefix(bound->version, version);
	}
	return false;
}

bool version_is_pattern(const char *pattern)
{
	struct bound bound;

	do {
		if (!next_bound(&pattern, &bound))
			return false;
	} while (*pattern != '\0');
	return true;
}

bool version_matches(const char *pattern, const char *version)
{
	struct bound bound;

	do {
		if (!next_bound(&pattern, &bound) || !bound_holds(&bound, version))
			return false;
	} while (*pattern != '\0');
	return true;
}
