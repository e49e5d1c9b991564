/* tool_sw_vers.c – sw_vers: product, version and build. */
#include <stdio.h>
#include <string.h>

#include "tools.h"

int simmac_sw_vers(struct simmac_mac *mac, int argc, char **argv)
{
	const struct {
		const char *option, *label, *value;
	} rows[] = {
		{"-productName", "ProductName", mac->rules->product},
		{"-productVersion", "ProductVersion", mac->settings.os},
		{"-buildVersion", "BuildVersion", mac->settings.build},
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *asked = argc > 1 ? argv[1] : "";

		if (strcmp(asked, "--productVersionExtra") == 0)
			return printf("\n") < 0; /* no Rapid Security Response is installed */
		/* Both -productName and, from 12 on, --productName. */
		if (asked[0] == '-' && asked[1] == '-')
			asked++;
		if (argc < 2)
			printf("%s:%s%s\n", rows[i].label,
				mac->rules->sw_vers_two_tabs ? "\t\t" : "\t", rows[i].value);
		else if (strcmp(asked, rows[i].option) == 0)
			return printf("%s\n", rows[i].value) < 0;
	}
	if (argc < 2)
		return 0;
	fputs("Usage: sw_vers [--help|--productName|--productVersion|--productVersionExtra|"
	      "--buildVersion]\n",
		stderr);
	return 1;
}
