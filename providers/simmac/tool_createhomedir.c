/* tool_createhomedir.c – createhomedir: homes from the template, for one account or all. FACTS N8
 */
#include <stdio.h>
#include <string.h>

#include "physics.h"
#include "tools.h"

enum { EXIT_USAGE = 64 };

static int make_home(void *self, struct simmac_record *user)
{
	struct simmac_mac *mac = self;
	bool made;

	if (simmac_account_home(mac, user, &made) < 0)
		return -1;
	if (made)
		printf("created (%s)\n", simmac_record_first(mac, user, "home"));
	return 0;
}

int simmac_createhomedir(struct simmac_mac *mac, int argc, char **argv)
{
	SIMMAC_RECORD user = {0};
	const char *name = NULL;
	bool create = false;
	int i, r;

	for (i = 1; i < argc; i++) {
		/* -b: homes on servers and here; -s, those on servers alone, finds none. */
		create |= strcmp(argv[i], "-c") == 0 || strcmp(argv[i], "-a") == 0 ||
			  strcmp(argv[i], "-l") == 0 || strcmp(argv[i], "-b") == 0;
		if (strcmp(argv[i], "-u") == 0 && i + 1 < argc)
			name = argv[++i];
	}
	if (!create) {
		fputs("usage: createhomedir [-scbalh] [-n directoryDomainName] [-u username]\n",
			stderr);
		return EXIT_USAGE;
	}
	if (!simmac_mac_is_root(mac)) {
		fputs("createhomedir must be run as root\n", stderr);
		return 1;
	}
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	printf("creating home directories for (%s)\n", mac->settings.hostname);
	if (!name) {
		r = simmac_record_each(mac, SIMMAC_USERS, make_home, mac);
		return r < 0 ? simmac_mac_failed(mac) : 0;
	}
	r = simmac_record_find(mac, SIMMAC_USERS, name, &user);
	if (r == 1)
		r = make_home(mac, &user);
	return r < 0 ? simmac_mac_failed(mac) : 0;
}
