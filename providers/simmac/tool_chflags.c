/* tool_chflags.c – chflags: hides a home, locks a file; the flags are kept and told, no more. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "file_flags.h"
#include "list_file.h"
#include "tools.h"

enum { DEPTH_MAX = 64 };

struct call {
	struct simmac_mac *mac;
	uint32_t set, clear;
	bool exact; /* a number: these and no others */
	bool deep, links, quiet;
};

static int usage(void)
{
	fputs("usage: chflags [-fhvx] [-R [-H | -L | -P]] flags file ...\n", stderr);
	return 1;
}

static bool take_flags(struct call *call, const char *words)
{
	char *end;
	unsigned long number;

	if (*words >= '0' && *words <= '7') {
		number = strtoul(words, &end, 8);
		call->exact = true;
		call->set = (uint32_t)number;
		return *end == '\0' && number <= UINT32_MAX;
	}
	do {
		const char *word =
			vouch_arena_text_n(&call->mac->arena, words, strcspn(words, ","));
		bool off = false;
		uint32_t bit = simmac_file_flags_word(word, &off);

		if (!bit)
			return false;
		*(off ? &call->clear : &call->set) |= bit;
		words += strlen(word);
	} while (*words++ == ',');
	return true;
}

static int change(struct call *call, const char *path, int depth);

static int change_below(struct call *call, const char *folder, int depth)
{
	VOUCH_CLEANUP(vouch_dir_close) DIR *open = opendir(folder);
	const struct dirent *entry;
	int status = 0;

	if (!open || depth == DEPTH_MAX)
		return 1;
	while ((entry = readdir(open)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			status |= change(call,
				vouch_arena_printf(
					&call->mac->arena, "%s/%s", folder, entry->d_name),
				depth + 1);
	return status;
}

static int change(struct call *call, const char *path, int depth)
{
	struct simmac_mac *mac = call->mac;
	struct stat status;
	uint32_t flags;
	bool link = call->links || depth > 0;

	if (fstatat(AT_FDCWD, path, &status, link ? AT_SYMLINK_NOFOLLOW : 0) < 0) {
		if (!call->quiet)
			fprintf(stderr, "chflags: %s: %s\n", path, strerror(errno));
		return !call->quiet;
	}
	if (!simmac_mac_is_root(mac) && (call->set | call->clear) & 0x70000U) {
		fprintf(stderr, "chflags: %s: %s\n", path, strerror(EPERM));
		return 1;
	}
	flags = call->exact ? 0 : simmac_file_flags_get(mac, path, &status) & ~call->clear;
	if (simmac_file_flags_set(mac, path, &status, flags | call->set) < 0)
		return simmac_mac_failed(mac);
	return call->deep && S_ISDIR(status.st_mode) ? change_below(call, path, depth) : 0;
}

int simmac_chflags(struct simmac_mac *mac, int argc, char **argv)
{
	struct call call = {.mac = mac};
	int option, i, status = 0;

	opterr = 0;
	while ((option = getopt(argc, argv, "+RHLPfhvx")) != -1) {
		if (option == '?')
			return usage();
		call.deep |= option == 'R';
		call.links |= option == 'h';
		call.quiet |= option == 'f';
	}
	if (argc - optind < 2)
		return usage();
	if (!take_flags(&call, argv[optind])) {
		fprintf(stderr, "chflags: invalid flag: %s\n", argv[optind]);
		return 1;
	}
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	for (i = optind + 1; i < argc; i++)
		status |= change(&call, simmac_list_path(mac, argv[i]), 0);
	return status;
}
