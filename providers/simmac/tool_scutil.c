/* tool_scutil.c – scutil: host names, and who is at the screen. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/text.h"

#include "record.h"
#include "tools.h"

enum { ROOT_GID_STAFF = 20 };

static int get_name(struct simmac_mac *mac, const char *which)
{
	static const char *const known[] = {"ComputerName", "LocalHostName", "HostName"};
	size_t i;

	for (i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i], which) == 0)
			return printf("%s\n", mac->settings.hostname) < 0;
	fprintf(stderr, "%s: not set\n", which);
	return 1;
}

static void print_session(
	struct simmac_mac *mac, const struct simmac_session *session, size_t index, bool console)
{
	SIMMAC_RECORD user = {0};
	const char *full_name = NULL;

	if (simmac_record_find(mac, SIMMAC_USERS, session->name, &user) == 1)
		full_name = simmac_record_first(mac, &user, "realname");
	printf("    %zu : <dictionary> {\n", index);
	printf("      CGSSessionUniqueSessionUUID : 00000000-0000-4000-8000-%012zu\n", index);
	printf("      kCGSSessionIDKey : %zu\n", 257 + index);
	printf("      kCGSSessionOnConsoleKey : %s\n", console ? "TRUE" : "FALSE");
	printf("      kCGSSessionUserIDKey : %lld\n", (long long)session->uid);
	printf("      kCGSSessionUserNameKey : %s\n", session->name);
	printf("      kCGSessionLoginDoneKey : TRUE\n");
	printf("      kCGSessionLongUserNameKey : %s\n", full_name ? full_name : session->name);
	printf("      kSCSecuritySessionID : %zu\n", 100001 + index);
	printf("    }\n");
}

/* Sessions that are not at the console stay in SessionInfo: fast user switching. At the login
 * window there is no console user but the window itself. */
static void show_console(struct simmac_mac *mac)
{
	const struct simmac_session *console = NULL;
	size_t i, index = 0;

	for (i = 0; i < mac->volume.sessions.count && !console; i++)
		if (mac->volume.sessions.items[i].graphical)
			console = &mac->volume.sessions.items[i];
	printf("<dictionary> {\n");
	if (console) {
		printf("  GID : %d\n", ROOT_GID_STAFF);
		printf("  Name : %s\n", console->name);
	} else {
		printf("  GID : 0\n  Name : loginwindow\n");
	}
	printf("  SessionInfo : <array> {\n");
	for (i = 0; i < mac->volume.sessions.count; i++)
		if (mac->volume.sessions.items[i].graphical)
			print_session(mac, &mac->volume.sessions.items[i], index++,
				&mac->volume.sessions.items[i] == console);
	printf("  }\n");
	printf("  UID : %lld\n", console ? (long long)console->uid : 0LL);
	printf("}\n");
}

static int run_commands(struct simmac_mac *mac)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t length;

	while ((length = getline(&line, &room, stdin)) > 0) {
		line[strcspn(line, "\n")] = '\0';
		if (strcmp(line, "show State:/Users/ConsoleUser") == 0)
			show_console(mac);
		else if (strncmp(line, "show ", 5) == 0)
			printf("  No such key\n");
		else if (strcmp(line, "quit") == 0 || strcmp(line, "exit") == 0)
			break;
	}
	free(line);
	return 0;
}

int simmac_scutil(struct simmac_mac *mac, int argc, char **argv)
{
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	if (argc == 3 && strcmp(argv[1], "--get") == 0)
		return get_name(mac, argv[2]);
	if (argc == 1)
		return run_commands(mac);
	fputs("usage: scutil\n\tinteractive access to the dynamic store.\n\n"
	      "   or: scutil --get pref\n",
		stderr);
	return 64;
}
