/* command_trace.c – `simmac trace`: prints the record of every call of a tool. */
#include <stdio.h>
#include <stdlib.h>

#include "vouch/base/cleanup.h"

#include "command.h"
#include "mac.h"

int simmac_command_trace(int argc, char **argv)
{
	VOUCH_CLEANUP(vouch_file_close) FILE *file = NULL;
	VOUCH_CLEANUP(vouch_pointer_free) char *root = NULL;
	struct simmac_mac mac;
	char block[8192];
	size_t got;

	if (argc != 2) {
		fputs("usage: simmac trace DIR\n", stderr);
		return SIMMAC_USAGE;
	}
	root = simmac_command_root(argv[1]);
	if (!root)
		return 1;
	if (simmac_mac_open(&mac, root) < 0) {
		int status = simmac_mac_failed(&mac);

		simmac_mac_close(&mac);
		return status;
	}
	file = fopen(simmac_mac_store(&mac, "trace"), "r"); /* none yet: no tool was called */
	while (file && (got = fread(block, 1, sizeof block, file)) > 0)
		(void)fwrite(block, 1, got, stdout);
	simmac_mac_close(&mac);
	return 0;
}
