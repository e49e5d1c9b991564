/* tool_networksetup.c – networksetup: the computer's name; there is no network. */
#include <stdio.h>
#include <string.h>

#include "computer_name.h"
#include "tools.h"

/* What networksetup ends with where a call is none. */
enum { EXIT_PARAMETERS = 4, EXIT_NOT_ADMINISTRATOR = 14 };

int simmac_networksetup(struct simmac_mac *mac, int argc, char **argv)
{
	bool get = argc == 2 && strcmp(argv[1], "-getcomputername") == 0;
	bool set = argc == 3 && strcmp(argv[1], "-setcomputername") == 0;
	const char *name;

	if (!get && (!set || !simmac_computer_name_fits(SIMMAC_COMPUTER_NAME, argv[2]))) {
		fputs("** Error: The parameters were not valid.\n"
		      "The simulated Mac knows -getcomputername and -setcomputername.\n",
			stderr);
		return EXIT_PARAMETERS;
	}
	if (set && !simmac_mac_is_root(mac)) {
		fputs("** Error: Command requires admin privileges.\n", stderr);
		return EXIT_NOT_ADMINISTRATOR;
	}
	if (simmac_mac_lock(mac, set ? SIMMAC_CHANGE : SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	if (set)
		return simmac_computer_name_set(mac, SIMMAC_COMPUTER_NAME, argv[2]) < 0
			       ? simmac_mac_failed(mac)
			       : 0;
	name = simmac_computer_name_get(mac, SIMMAC_COMPUTER_NAME);
	printf("%s\n", name ? name : "");
	return 0;
}
