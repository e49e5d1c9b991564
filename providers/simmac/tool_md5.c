/* tool_md5.c – md5: the digest of files, of a text, or of standard input. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "list_file.h"
#include "md5.h"
#include "tools.h"

static void print(const char *what, const unsigned char digest[16], bool quiet, bool behind)
{
	size_t i;

	if (what && !quiet && !behind)
		printf("MD5 (%s) = ", what);
	for (i = 0; i < 16; i++)
		printf("%02x", (unsigned)digest[i]);
	printf(what && !quiet && behind ? " %s\n" : "\n", what);
}

static int digest_file(FILE *file, unsigned char digest[16])
{
	struct simmac_md5 md5;
	unsigned char block[8192];
	size_t got;

	simmac_md5_begin(&md5);
	while ((got = fread(block, 1, sizeof block, file)) > 0)
		simmac_md5_add(&md5, block, got);
	simmac_md5_end(&md5, digest);
	return ferror(file) ? -1 : 0;
}

int simmac_md5(struct simmac_mac *mac, int argc, char **argv)
{
	bool quiet = false, behind = false, said = false;
	unsigned char digest[16];
	int option, i, status = 0;

	opterr = 0;
	while ((option = getopt(argc, argv, "+qrs:")) != -1) {
		if (option == '?') {
			fputs("usage: md5 [-qr] [-s string] [files ...]\n", stderr);
			return 1;
		}
		quiet |= option == 'q';
		behind |= option == 'r';
		if (option == 's') {
			struct simmac_md5 md5;

			simmac_md5_begin(&md5);
			simmac_md5_add(&md5, optarg, strlen(optarg));
			simmac_md5_end(&md5, digest);
			print(vouch_arena_printf(&mac->arena, "\"%s\"", optarg), digest, quiet,
				behind);
			said = true;
		}
	}
	if (optind == argc && !said) {
		status = digest_file(stdin, digest) < 0;
		print(NULL, digest, true, false);
	}
	for (i = optind; i < argc; i++) {
		FILE *file = fopen(simmac_list_path(mac, argv[i]), "rb");

		if (!file || digest_file(file, digest) < 0) {
			fprintf(stderr, "md5: %s: %s\n", argv[i], strerror(errno));
			status = 1;
		} else {
			print(argv[i], digest, quiet, behind);
		}
		if (file)
			(void)fclose(file);
	}
	return status;
}
