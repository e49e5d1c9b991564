/* tool_killall.c – killall: the daemons and programs of a Mac that scripts ask to read their files
 * anew. Every look is a fresh one here, so there is nothing to do but to know whom there is. */
#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"

#include "tools.h"

/* Those that need somebody at the screen run where somebody is. */
static const struct {
	const char *name;
	bool of_a_session;
} processes[] = {{"opendirectoryd", false}, {"cfprefsd", false}, {"loginwindow", false},
	{"mDNSResponder", false}, {"syslogd", false}, {"securityd", false}, {"Dock", true},
	{"Finder", true}, {"SystemUIServer", true}, {"ControlCenter", true}};

static bool runs(const struct simmac_mac *mac, const char *name)
{
	bool somebody = false;
	size_t i;

	for (i = 0; i < mac->volume.sessions.count; i++)
		somebody |= mac->volume.sessions.items[i].graphical;
	for (i = 0; i < sizeof processes / sizeof *processes; i++)
		if (strcmp(processes[i].name, name) == 0)
			return somebody || !processes[i].of_a_session;
	return false;
}

int simmac_killall(struct simmac_mac *mac, int argc, char **argv)
{
	bool quiet = false, found = false;
	int i = 1;

	for (; i < argc && argv[i][0] == '-'; i++) {
		static const char *const taken[] = {
			"-9", "-15", "-1", "-HUP", "-KILL", "-TERM", "-s", "-v", "-m", "-q"};
		size_t t;

		for (t = 0; t < sizeof taken / sizeof *taken; t++)
			if (strcmp(taken[t], argv[i]) == 0)
				break;
		if (t == sizeof taken / sizeof *taken)
			i = argc;
		else
			quiet |= strcmp(argv[i], "-q") == 0;
	}
	if (i >= argc) {
		fputs("usage: killall [-q] [-signal] procname ...\n", stderr);
		return 1;
	}
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	for (; i < argc; i++) {
		if (!runs(mac, argv[i]))
			continue;
		if (!simmac_mac_is_root(mac)) {
			fprintf(stderr, "killall: warning: kill %s: Operation not permitted\n",
				argv[i]);
			continue;
		}
		found = true;
	}
	if (!found && !quiet)
		fputs("No matching processes belonging to you were found\n", stderr);
	return !found;
}
