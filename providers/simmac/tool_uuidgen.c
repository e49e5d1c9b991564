/* tool_uuidgen.c – uuidgen: a new UUID, as macOS prints it. */
#include <stdio.h>
#include <string.h>

#include "vouch/base/uuid.h"

#include "tools.h"

int simmac_uuidgen(struct simmac_mac *mac, int argc, char **argv)
{
	char uuid[VOUCH_UUID_TEXT];
	FILE *out = stdout;
	int i;

	(void)mac;
	for (i = 1; i < argc; i++)
		if (strcmp(argv[i], "-hdr") != 0) {
			fputs("usage: uuidgen [-hdr]\n", stderr);
			return 1;
		}
	vouch_uuid_make(uuid);
	if (argc == 1)
		fprintf(out, "%s\n", uuid);
	else /* as a constant of C */
		fprintf(out, "#define UUID \"%s\"\n", uuid);
	return 0;
}
