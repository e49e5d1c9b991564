/* tool_createmobileaccount.c – createmobileaccount: needs a directory server, which no simulated
 * Mac has; mobile accounts come with a description (`simmac create --from`). */
#include <stdio.h>
#include <string.h>

#include "physics.h"
#include "tools.h"

int simmac_createmobileaccount(struct simmac_mac *mac, int argc, char **argv)
{
	SIMMAC_RECORD user = {0};
	const char *name = NULL;
	int i, r;

	for (i = 1; i < argc; i++)
		if (strcmp(argv[i], "-n") == 0 && i + 1 < argc)
			name = argv[++i];
	if (!name) {
		fputs("createmobileaccount -n username [-h homepath] [-p password] [-v]\n", stderr);
		return 1;
	}
	if (!simmac_mac_is_root(mac)) {
		fputs("createmobileaccount: must be run as root\n", stderr);
		return 1;
	}
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	r = simmac_record_find(mac, SIMMAC_USERS, name, &user);
	if (r < 0)
		return simmac_mac_failed(mac);
	if (r == 1 && simmac_account_is_mobile(&user)) {
		fprintf(stderr, "createmobileaccount: %s is a mobile account already\n", name);
		return 1;
	}
	fprintf(stderr,
		"createmobileaccount: %s: no directory server knows it (the simulated Mac has "
		"none)\n",
		name);
	return 1;
}
