/* tool_sed.c – sed with a Mac's options (-i takes an extension, which may be empty), by the sed of
 * the host. What differs between the two in scripts stays the host's. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/text.h"

#include "namespace.h"
#include "tools.h"

struct words {
	char **items;
	size_t count, room;
};

static int usage(void)
{
	fputs("usage: sed script [-EHalnru] [-i extension] [file ...]\n"
	      "\tsed [-EHalnu] [-i extension] [-e script] ... [-f script_file] ... [file ...]\n",
		stderr);
	return 1;
}

static void add(struct simmac_mac *mac, struct words *words, const char *text)
{
	*VOUCH_PUSH(&mac->arena, words) = vouch_arena_text(&mac->arena, text);
}

static bool take_words(struct simmac_mac *mac, int argc, char **argv, struct words *out)
{
	int option;

	opterr = 0;
	while ((option = getopt(argc, argv, "+EHalnrue:f:i:I:")) != -1) {
		switch (option) {
		case 'E':
		case 'r': add(mac, out, "-E"); break;
		case 'n': add(mac, out, "-n"); break;
		case 'l':
		case 'u': add(mac, out, "-u"); break; /* a line at a time */
		case 'e':
		case 'f':
			add(mac, out, option == 'e' ? "-e" : "-f");
			add(mac, out, optarg);
			break;
		case 'i':
		case 'I': add(mac, out, vouch_arena_printf(&mac->arena, "-i%s", optarg)); break;
		case 'a':
		case 'H': break; /* files as they come; fewer expressions than the host has */
		default: return false;
		}
	}
	add(mac, out, "--");
	for (; optind < argc; optind++)
		add(mac, out, argv[optind]);
	*VOUCH_PUSH(&mac->arena, out) = NULL;
	return true;
}

/* Within the Mac the host's programs are kept apart; outside, the next one of PATH. */
static void start(struct simmac_mac *mac, char **words)
{
	const char *at = getenv("PATH");
	struct stat status;

	execv(SIMMAC_NAMESPACE_HOST "/sed", words);
	/* Where /bin is no link to /usr/bin, it has the host's own. */
	if (!*mac->root && lstat("/bin", &status) == 0 && S_ISDIR(status.st_mode))
		execv("/bin/sed", words);
	while (at && *at) {
		size_t length = strcspn(at, ":");
		const char *path = vouch_arena_printf(&mac->arena, "%.*s/sed", (int)length, at);

		at += length + (at[length] == ':');
		if (*mac->root && vouch_text_starts(path, mac->root))
			continue;
		if (*path == '/' && *mac->root)
			execv(path, words);
	}
}

int simmac_sed(struct simmac_mac *mac, int argc, char **argv)
{
	struct words words = {NULL, 0, 0};

	add(mac, &words, "sed");
	if (argc < 2 || !take_words(mac, argc, argv, &words))
		return usage();
	start(mac, words.items);
	fprintf(stderr, "sed: the host has none: %s\n", strerror(errno));
	return 127;
}
