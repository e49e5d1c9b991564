/* tool_hostname.c – hostname: the name by which the kernel knows itself. */
#include <stdio.h>
#include <string.h>

#include "computer_name.h"
#include "tools.h"

int simmac_hostname(struct simmac_mac *mac, int argc, char **argv)
{
	bool brief = argc == 2 && strcmp(argv[1], "-s") == 0;
	bool full = argc == 2 && strcmp(argv[1], "-f") == 0;
	const char *name;

	if (argc > 1 && argv[1][0] != '-') {
		fputs("hostname: sethostname: the simulated Mac's kernel cannot be renamed "
		      "(scutil --set HostName)\n",
			stderr);
		return 1;
	}
	if (argc > 1 && !brief && !full) {
		fputs("usage: hostname [-fs] [name-of-host]\n", stderr);
		return 1;
	}
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	name = simmac_computer_name_of_kernel(mac);
	printf("%.*s\n", (int)(brief ? strcspn(name, ".") : strlen(name)), name);
	return 0;
}
