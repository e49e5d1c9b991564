/* command_as.c – `simmac as`: a command whose tools count somebody else than root as their caller.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"

/* By PATH, as env and chroot do: simmac is a developer's command, and whoever starts it says what
 * it starts. Vouch itself starts programs by absolute paths alone. */
int simmac_command_start(char **argv)
{
	execvp(argv[0], argv);
	fprintf(stderr, "simmac: cannot start %s: %s\n", argv[0], strerror(errno));
	return errno == ENOENT ? 127 : 126;
}

int simmac_command_as(int argc, char **argv)
{
	char *root;

	if (argc < 5 || strcmp(argv[3], "--") != 0) {
		fputs("usage: simmac as DIR USER -- COMMAND [ARGUMENT…]\n", stderr);
		return SIMMAC_USAGE;
	}
	root = simmac_command_root(argv[1]);
	if (!root)
		return 1;
	free(root);
	if (setenv("SIMMAC_CALLER", argv[2], 1) < 0) {
		fprintf(stderr, "simmac: %s\n", strerror(errno));
		return 1;
	}
	return simmac_command_start(argv + 4);
}
