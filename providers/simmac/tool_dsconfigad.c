/* tool_dsconfigad.c – dsconfigad: the Mac is bound to no Active Directory, and cannot be. */
#include <stdio.h>
#include <string.h>

#include "tools.h"

int simmac_dsconfigad(struct simmac_mac *mac, int argc, char **argv)
{
	bool shows = argc > 1 && strcmp(argv[1], "-show") == 0 &&
		     (argc == 2 || (argc == 3 && strcmp(argv[2], "-xml") == 0));

	(void)mac;
	if (shows)
		return 0; /* of no domain there is nothing to show */
	fputs("dsconfigad: the simulated Mac knows no directory server: -show alone\n", stderr);
	return 1;
}
