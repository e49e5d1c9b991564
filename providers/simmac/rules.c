/* rules.c – the table of what differs between versions of macOS, and their builds. */
#include "rules.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const struct simmac_rules families[] = {
	{.major = 13,
		.product = "macOS",
		.first_token = SIMMAC_FIRST_AT_PASSWORD_SET,
		.root_reset = SIMMAC_RESET_REFUSED,
		.disabled_tags = true,
		.bootstrap_grants_any = true,
		.volume_owner = true},
	{.major = 14,
		.product = "macOS",
		.first_token = SIMMAC_FIRST_AT_PASSWORD_SET,
		.root_reset = SIMMAC_RESET_REFUSED,
		.disabled_tags = true,
		.bootstrap_grants_any = true,
		.volume_owner = true,
		.phantom_add = true},
	{.major = 15,
		.product = "macOS",
		.first_token = SIMMAC_FIRST_AT_PASSWORD_SET,
		.root_reset = SIMMAC_RESET_REFUSED,
		.disabled_tags = true,
		.bootstrap_grants_any = true,
		.volume_owner = true,
		.phantom_add = true,
		.gate_counts_bootstrap = true,
		.dscl_guards_last = true},
};

static const struct {
	const char *os, *build;
} builds[] = {
	{"13.0", "22A380"},
	{"13.1", "22C65"},
	{"13.2", "22D49"},
	{"13.3", "22E252"},
	{"13.4", "22F66"},
	{"13.5", "22G74"},
	{"13.6", "22G120"},
	{"13.7", "22H123"},
	{"14.0", "23A344"},
	{"14.1", "23B74"},
	{"14.2", "23C64"},
	{"14.3", "23D56"},
	{"14.4", "23E214"},
	{"14.5", "23F79"},
	{"14.6", "23G80"},
	{"14.7", "23H124"},
	{"15.0", "24A335"},
	{"15.1", "24B83"},
	{"15.2", "24C101"},
	{"15.3", "24D60"},
	{"15.4", "24E248"},
	{"15.5", "24F74"},
	{"15.6", "24G84"},
	{"15.7", "24G222"},
};

const struct simmac_rules *simmac_rules_for(const char *os)
{
	char *end = NULL;
	long major = strtol(os, &end, 10);
	size_t i;

	if (end == os || (*end != '\0' && *end != '.'))
		return NULL;
	for (i = 0; i < sizeof families / sizeof *families; i++)
		if (families[i].major == major)
			return &families[i];
	return NULL;
}

const char *simmac_rules_build(const char *os)
{
	size_t i;

	/* "14.5.1" has the build of "14.5" where it is not listed itself, "14" that of "14.0". */
	for (i = sizeof builds / sizeof *builds; i-- > 0;) {
		size_t length = strlen(builds[i].os);

		if (strncmp(os, builds[i].os, length) == 0 &&
			(os[length] == '\0' || os[length] == '.'))
			return builds[i].build;
		if (strchr(os, '.') == NULL && strncmp(os, builds[i].os, strlen(os)) == 0 &&
			strcmp(builds[i].os + strlen(os), ".0") == 0)
			return builds[i].build;
	}
	return NULL;
}
