/* tool_mktemp.c – mktemp as a Mac has it: -t takes the start of a name. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "tools.h"

static int usage(void)
{
	fputs("usage: mktemp [-d] [-q] [-u] [-t prefix] [template ...]\n", stderr);
	return 1;
}

/* mkstemp() wants six X at the end; BSD's takes any number. More of them make no name worse. */
static const char *six(struct vouch_arena *arena, const char *template)
{
	size_t length = strlen(template), marks = 0;

	while (marks < length && template[length - marks - 1] == 'X')
		marks++;
	return marks >= 6
		       ? template
		       : vouch_arena_printf(arena, "%.*sXXXXXX", (int)(length - marks), template);
}

static int make(struct simmac_mac *mac, const char *template, bool folder, bool dry)
{
	char *path = vouch_arena_text(&mac->arena, six(&mac->arena, template));

	if (folder) {
		if (!mkdtemp(path))
			return -1;
	} else {
		VOUCH_CLEANUP(vouch_fd_close) int fd = mkstemp(path);

		if (fd < 0)
			return -1;
	}
	if (dry && (folder ? rmdir(path) : unlink(path)) < 0)
		return -1;
	puts(path);
	return 0;
}

int simmac_mktemp(struct simmac_mac *mac, int argc, char **argv)
{
	const char *prefix = NULL, *folder_of_all = getenv("TMPDIR");
	bool folder = false, dry = false, quiet = false;
	int option, i, status = 0;

	opterr = 0;
	while ((option = getopt(argc, argv, "+dqut:")) != -1) {
		if (option == '?')
			return usage();
		folder |= option == 'd';
		dry |= option == 'u';
		quiet |= option == 'q';
		prefix = option == 't' ? optarg : prefix;
	}
	if (!prefix && optind == argc)
		prefix = "tmp";
	if (!folder_of_all || !*folder_of_all)
		folder_of_all = "/tmp";
	if (prefix)
		status |= make(mac,
			vouch_arena_printf(&mac->arena, "%s%s%s.XXXXXXXX", folder_of_all,
				vouch_text_ends(folder_of_all, "/") ? "" : "/", prefix),
			folder, dry);
	for (i = optind; i < argc && status == 0; i++)
		status |= make(mac, argv[i], folder, dry);
	if (status < 0 && !quiet)
		fprintf(stderr, "mktemp: %s failed on %s: %s\n", folder ? "mkdtemp" : "mkstemp",
			i < argc && !prefix ? argv[i]
			: prefix            ? prefix
					    : argv[argc - 1],
			strerror(errno));
	return status < 0;
}
