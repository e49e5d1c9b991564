/* tool_arch.c – arch: the processor's kind; a command for one of them is just started. */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "tools.h"

int simmac_arch(struct simmac_mac *mac, int argc, char **argv)
{
	static const char *const kinds[] = {"-arm64", "-arm64e", "-x86_64", "-i386"};
	bool apple = strcmp(mac->settings.chip, "apple") == 0;
	size_t k;

	if (argc == 1) {
		puts(apple ? "arm64" : "i386");
		return 0;
	}
	for (k = 0; k < sizeof kinds / sizeof *kinds; k++)
		if (strcmp(kinds[k], argv[1]) == 0)
			break;
	if (k == sizeof kinds / sizeof *kinds || argc < 3) {
		fputs("Usage: arch [-arm64 | -x86_64] command [arguments ...]\n", stderr);
		return 1;
	}
	if (!apple && k < 2) {
		fprintf(stderr, "arch: posix_spawnp: %s: Bad CPU type in executable\n", argv[2]);
		return 1;
	}
	return simmac_command_start(argv + 2);
}
