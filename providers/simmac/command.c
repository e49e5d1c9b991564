/* command.c – finds the command of `simmac`, and says what there is. */
#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
	{"create", simmac_command_create},
	{"show", simmac_command_show},
	{"login", simmac_command_login},
	{"logout", simmac_command_logout},
	{"as", simmac_command_as},
	{"exec", simmac_command_exec},
	{"check", simmac_command_check},
	{"snapshot", simmac_command_snapshot},
	{"restore", simmac_command_restore},
	{"progress", simmac_command_progress},
	{"restart", simmac_command_restart},
	{"upgrade", simmac_command_upgrade},
	{"fault", simmac_command_fault},
	{"trace", simmac_command_trace},
};

static const char usage[] =
	"usage: simmac create DIR --os VERSION [options]    make a simulated Mac (simmac create "
	"--help)\n"
	"       simmac show DIR [--json] [--all]            everything that matters about it\n"
	"       simmac login DIR NAME --password - [--how graphical|ssh|su] …\n"
	"       simmac logout DIR NAME [--password -]\n"
	"       simmac progress DIR PERCENT                 of encryption or decryption\n"
	"       simmac restart DIR                          everybody is logged out\n"
	"       simmac upgrade DIR --os VERSION             to a later macOS\n"
	"       simmac as DIR USER -- COMMAND [ARGUMENT…]   tools count USER as their caller, not "
	"root\n"
	"       simmac exec DIR -- COMMAND [ARGUMENT…]      the Mac in the system's place: "
	"/usr/bin/dscl, "
	"/Users …\n"
	"       simmac check DIR --expect FILE              is it as FILE describes? (simmac check "
	"--help)\n"
	"       simmac snapshot DIR NAME|FOLDER             keeps the Mac as it is now\n"
	"       simmac restore DIR NAME|FOLDER              and brings that back\n"
	"       simmac fault DIR [KIND …]                   tools that fail, hang, lie (simmac "
	"fault)\n"
	"       simmac trace DIR                            every call of a tool, oldest first\n"
	"       simmac --version\n"
	"\n"
	"The tools are in DIR/usr/bin, DIR/usr/sbin and so on. Passwords come from standard "
	"input.\n";

int simmac_command(int argc, char **argv)
{
	size_t i;

	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		printf("simmac %s\n", SIMMAC_VERSION);
		return 0;
	}
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		fputs(usage, stdout);
		return 0;
	}
	for (i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
		if (strcmp(commands[i].name, argv[1]) == 0)
			return commands[i].run(argc - 1, argv + 1);
	fputs(usage, stderr);
	return SIMMAC_USAGE;
}

char *simmac_command_root(const char *directory)
{
	char *root = realpath(directory, NULL);

	if (!root)
		fprintf(stderr, "simmac: %s: %s\n", directory, strerror(errno));
	return root;
}
