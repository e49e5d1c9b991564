/* tool_csrutil.c – csrutil: system integrity protection is on, and stays so while the Mac runs. */
#include <stdio.h>
#include <string.h>

#include "tools.h"

int simmac_csrutil(struct simmac_mac *mac, int argc, char **argv)
{
	static const char *const changing[] = {"enable", "disable", "clear", "netboot"};
	size_t i;

	if (argc == 2 && strcmp(argv[1], "status") == 0) {
		puts("System Integrity Protection status: enabled.");
		return 0;
	}
	/* The sealed system volume came with macOS 11. FACTS 5.1 */
	if (argc == 3 && strcmp(argv[1], "authenticated-root") == 0 &&
		strcmp(argv[2], "status") == 0 && mac->rules->sealed_system) {
		puts("Authenticated Root status: enabled");
		return 0;
	}
	for (i = 0; argc > 1 && i < sizeof changing / sizeof *changing; i++)
		if (strcmp(changing[i], argv[1]) == 0) {
			fputs("csrutil: This tool needs to be executed from Recovery OS.\n",
				stderr);
			return 1;
		}
	fputs("usage: csrutil status | authenticated-root status | enable | disable | clear\n",
		stderr);
	return 1;
}
