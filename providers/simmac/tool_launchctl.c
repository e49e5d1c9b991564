/* tool_launchctl.c – launchctl as far as tools for accounts use it: the directory's daemon restarts
 * at once, somebody's session can be spoken to; no service runs on a simulated Mac. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "command.h"
#include "record.h"
#include "services.h"
#include "tools.h"

/* What launchctl ends with. */
enum { EXIT_USAGE = 64, BAD_REQUEST = 112, NO_SERVICE = 113, NOT_PRIVILEGED = 150 };

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

static int not_privileged(void)
{
	fputs("Not privileged to signal service.\n", stderr);
	return NOT_PRIVILEGED;
}

/* enable and disable: system/LABEL, whether such a service is there or not. */
static int turn(struct simmac_mac *mac, const char *target, bool off)
{
	const char *label = vouch_text_starts(target, "system/") ? target + strlen("system/") : "";

	if (!*label || !vouch_text_is_utf8(label, strlen(label))) {
		fprintf(stderr, "Unrecognized target specifier: %s\n", target);
		return EXIT_USAGE;
	}
	if (!simmac_mac_is_root(mac))
		return not_privileged();
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0 || simmac_services_switch(mac, label, off) < 0)
		return simmac_mac_failed(mac);
	return 0;
}

static int print_switch(void *self, const char *label, struct vouch_plist *value)
{
	bool off = false;

	(void)self;
	(void)vouch_plist_boolean(value, &off);
	printf("\t\t\"%s\" => %s\n", label, off ? "disabled" : "enabled");
	return 0;
}

static int print_disabled(struct simmac_mac *mac, const char *domain)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = NULL;

	if (strcmp(domain, "system") != 0) {
		fprintf(stderr, "Unrecognized target specifier: %s\n", domain);
		return EXIT_USAGE;
	}
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	list = simmac_services_load(mac);
	printf("\n\tdisabled services = {\n");
	(void)vouch_plist_each(list, print_switch, NULL);
	printf("\t}\n");
	return 0;
}

/* Of domains there are the system's and those of people at the screen. */
static int print(struct simmac_mac *mac, const char *target)
{
	size_t i;

	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	for (i = 0; i < mac->volume.sessions.count; i++) {
		const struct simmac_session *session = &mac->volume.sessions.items[i];
		const char *domain =
			vouch_arena_printf(&mac->arena, "gui/%lld", (long long)session->uid);

		if (session->graphical && strcmp(domain, target) == 0) {
			printf("%s = {\n\ttype = login\n\thandle = 100\n\tactive count = 1\n}\n",
				domain);
			return 0;
		}
	}
	if (strcmp(target, "system") == 0 || is_directory(target)) {
		printf("%s = {\n\tstate = running\n}\n", target);
		return 0;
	}
	if (vouch_text_starts(target, "gui/")) {
		fprintf(stderr, "Bad request.\nCould not find domain for user gui: %s\n",
			target + strlen("gui/"));
		return BAD_REQUEST;
	}
	fprintf(stderr, "Bad request.\nCould not find service \"%s\" in domain for system\n",
		vouch_text_starts(target, "system/") ? target + strlen("system/") : target);
	return NO_SERVICE;
}

/* load -w and unload -w of the one service that a switch of the system is: remote login. */
static int load_ssh(struct simmac_mac *mac, bool off)
{
	if (!simmac_mac_is_root(mac))
		return not_privileged();
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0 ||
		simmac_services_switch(mac, SIMMAC_SERVICE_SSH, off) < 0)
		return simmac_mac_failed(mac);
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
	if (argc == 3 && (strcmp(argv[1], "enable") == 0 || strcmp(argv[1], "disable") == 0))
		return turn(mac, argv[2], strcmp(argv[1], "disable") == 0);
	if (argc == 3 && strcmp(argv[1], "print-disabled") == 0)
		return print_disabled(mac, argv[2]);
	if (argc == 3 && strcmp(argv[1], "print") == 0)
		return print(mac, argv[2]);
	if (argc == 4 && (strcmp(argv[1], "load") == 0 || strcmp(argv[1], "unload") == 0) &&
		strcmp(argv[2], "-w") == 0 &&
		strcmp(argv[3], "/System/Library/LaunchDaemons/ssh.plist") == 0)
		return load_ssh(mac, strcmp(argv[1], "unload") == 0);
	for (v = 0; argc > 2 && v < sizeof service_verbs / sizeof *service_verbs; v++)
		if (strcmp(service_verbs[v], argv[1]) == 0) {
			if (!is_directory(argv[argc - 1]))
				return no_service(argv[argc - 1]);
			/* Every look is a fresh one here. */
			return simmac_mac_is_root(mac) ? 0 : not_privileged();
		}
	fputs("Usage: launchctl <subcommand> ...\n"
	      "\tlist, print, print-disabled, enable, disable, asuser, kickstart, load, unload, "
	      "start, "
	      "stop, kill, bootstrap, bootout\n",
		stderr);
	return EXIT_USAGE;
}
