/* tool_sysctl.c – sysctl: the few names that tell a Mac's model and processor. */
#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"

#include "tools.h"

struct variable {
	const char *name;
	const char *(*value)(const struct simmac_mac *mac); /* NULL: unknown on this Mac */
};

static bool is_apple(const struct simmac_mac *mac)
{
	return vouch_text_equal(mac->settings.chip, "apple");
}

static const char *model(const struct simmac_mac *mac)
{
	return mac->settings.model;
}

static const char *brand(const struct simmac_mac *mac)
{
	return is_apple(mac) ? "Apple M2" : "Intel(R) Core(TM) i7-8569U CPU @ 2.80GHz";
}

/* An Intel Mac does not know the name at all. */
static const char *arm64(const struct simmac_mac *mac)
{
	return is_apple(mac) ? "1" : NULL;
}

static const char *os(const struct simmac_mac *mac)
{
	return mac->settings.os;
}

static const char *build(const struct simmac_mac *mac)
{
	return mac->settings.build;
}

static const char *host(const struct simmac_mac *mac)
{
	return mac->settings.hostname;
}

static const struct variable variables[] = {
	{"hw.model", model},
	{"hw.optional.arm64", arm64},
	{"machdep.cpu.brand_string", brand},
	{"kern.osproductversion", os},
	{"kern.osversion", build},
	{"kern.hostname", host},
};

static const char *find(const struct simmac_mac *mac, const char *name)
{
	size_t i;

	for (i = 0; i < sizeof variables / sizeof *variables; i++)
		if (strcmp(variables[i].name, name) == 0)
			return variables[i].value(mac);
	return NULL;
}

int simmac_sysctl(struct simmac_mac *mac, int argc, char **argv)
{
	bool bare = false, quiet = false;
	int i = 1, status = 0;

	for (; i < argc && argv[i][0] == '-'; i++) {
		bare |= strchr(argv[i], 'n') != NULL;
		quiet |= strchr(argv[i], 'i') != NULL;
	}
	if (i == argc) {
		fputs("usage: sysctl [-bdehiNnoqx] name[=value] ...\n"
		      "       sysctl [-bdehNnoqx] -a\n",
			stderr);
		return 1;
	}
	for (; i < argc; i++) {
		const char *value = find(mac, argv[i]);

		if (value && bare) {
			printf("%s\n", value);
		} else if (value) {
			printf("%s: %s\n", argv[i], value);
		} else if (!quiet) {
			fprintf(stderr, "sysctl: unknown oid '%s'\n", argv[i]);
			status = 1;
		}
	}
	return status;
}
