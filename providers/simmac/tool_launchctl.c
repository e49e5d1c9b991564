/* tool_launchctl.c – launchctl as far as tools for accounts use it: the directory's daemon restarts
 * at once, somebody's session can be spoken to; no service runs on a simulated Mac. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/text.h"

#include "command.h"
#include "record.h"
#include "tools.h"

/* What launchctl ends with: no such service, usage. */
enum { NO_SERVICE = 113, EXIT_USAGE = 64 };

static bool is_directory(const char *service)
{
	return vouch_text_ends(service, "com.apple.opendirectoryd") ||
	       vouch_text_ends(service, "com.apple.opendirectoryd.plist") ||
	       vouch_text_ends(service, "com.apple.DirectoryServices.plist");
}

static int no_service(const char *service)
{
	fprintf(stderr, "Could not find service \"%s\" in domain for system\n", service);
	return NO_SERVICE;
}

/* asuser UID COMMAND: as whoever has that number. */
static int as_user(struct simmac_mac *mac, char **argv)
{
	SIMMAC_RECORD user = {0};
	int r;

	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	r = simmac_record_find_by(mac, SIMMAC_USERS, "uid", argv[0], &user);
	if (r < 0)
		return simmac_mac_failed(mac);
	if (r == 0) {
		fprintf(stderr, "Could not switch to audit session 0x187c1: 1: Operation not "
				"permitted\n");
		return 1;
	}
	if (!simmac_mac_is_root(mac)) {
		fprintf(stderr,
			"Could not switch to the session of %s: 1: Operation not permitted\n",
			argv[0]);
		return 1;
	}
	simmac_mac_unlock(mac);
	/* asuser changes the session, not who calls: root stays root. */
	return simmac_command_start(argv + 1);
}

static int list(struct simmac_mac *mac, const char *service)
{
	(void)mac;
	if (!service) {
		printf("PID\tStatus\tLabel\n120\t0\tcom.apple.opendirectoryd\n");
		return 0;
	}
	if (!is_directory(service)) {
		fprintf(stderr, "Could not find service \"%s\" in domain for system\n", service);
		return NO_SERVICE;
	}
	printf("{\n\t\"Label\" = \"com.apple.opendirectoryd\";\n\t\"PID\" = 120;\n};\n");
	return 0;
}

int simmac_launchctl(struct simmac_mac *mac, int argc, char **argv)
{
	static const char *const service_verbs[] = {
		"kickstart", "load", "unload", "start", "stop", "kill", "bootstrap", "bootout"};
	size_t v;

	if (argc > 3 && strcmp(argv[1], "asuser") == 0)
		return as_user(mac, argv + 2);
	if ((argc == 2 || argc == 3) && strcmp(argv[1], "list") == 0)
		return list(mac, argc == 3 ? argv[2] : NULL);
	for (v = 0; argc > 2 && v < sizeof service_verbs / sizeof *service_verbs; v++)
		if (strcmp(service_verbs[v], argv[1]) == 0) {
			if (!is_directory(argv[argc - 1]))
				return no_service(argv[argc - 1]);
			if (simmac_mac_is_root(mac))
				return 0; /* every look is a fresh one here */
			fputs("Not privileged to signal service.\n", stderr);
			return 150;
		}
	fputs("Usage: launchctl <subcommand> ...\n"
	      "\tlist, asuser, kickstart, load, unload, start, stop, kill, bootstrap, bootout\n",
		stderr);
	return EXIT_USAGE;
}
