/* tool_scutil.c – scutil: the names of the Mac, and who is at the screen. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/secret.h"
#include "vouch/base/text.h"

#include "computer_name.h"
#include "input.h"
#include "record.h"
#include "tools.h"

enum { ROOT_GID_STAFF = 20 };

static int get_name(struct simmac_mac *mac, const char *word)
{
	enum simmac_computer_name which;
	const char *name = simmac_computer_name_find(word, &which)
				   ? simmac_computer_name_get(mac, which)
				   : NULL;

	if (name)
		return printf("%s\n", name) < 0;
	fprintf(stderr, "%s: not set\n", word);
	return 1;
}

/* --set PREF [NAME]; without a name, the next line of standard input; an empty one takes it off. */
static int set_name(struct simmac_mac *mac, const char *word, const char *name)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret line = {0};
	enum simmac_computer_name which;

	if (!simmac_computer_name_find(word, &which)) {
		fprintf(stderr, "%s: the simulated Mac cannot set it\n", word);
		return 1;
	}
	if (!name && simmac_input_line(&mac->heard, &line))
		name = vouch_arena_text_n(&mac->arena, line.bytes ? line.bytes : "", line.length);
	if (name && !*name)
		name = NULL;
	if (name && !simmac_computer_name_fits(which, name)) {
		fprintf(stderr, "SCPreferencesSet%s() failed: Invalid argument\n", word);
		return 1;
	}
	if (!simmac_mac_is_root(mac)) {
		fputs("SCPreferencesLock() failed: Permission denied\n", stderr);
		return 1;
	}
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0 ||
		simmac_computer_name_set(mac, which, name) < 0)
		return simmac_mac_failed(mac);
	return 0;
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

static void show_names(struct simmac_mac *mac, bool local)
{
	const char *name = simmac_computer_name_get(
		mac, local ? SIMMAC_LOCAL_HOST_NAME : SIMMAC_COMPUTER_NAME);

	printf("<dictionary> {\n");
	if (name)
		printf("  %s : %s\n", local ? "LocalHostName" : "ComputerName", name);
	printf("}\n");
}

static void show_system(struct simmac_mac *mac)
{
	show_names(mac, false);
}

static void show_network(struct simmac_mac *mac)
{
	show_names(mac, true);
}

static const struct {
	const char *key;
	void (*show)(struct simmac_mac *mac);
} keys[] = {{"Setup:/Network/HostNames", show_network}, {"Setup:/System", show_system},
	{"State:/Users/ConsoleUser", show_console}};

/* show KEY, list, and the end; whatever else there is on a Mac is not done, and that is said. */
static int run_command(struct simmac_mac *mac, const char *command, const char *word)
{
	size_t i;

	if (strcmp(command, "list") == 0) {
		for (i = 0; i < sizeof keys / sizeof *keys; i++)
			printf("  subKey [%zu] = %s\n", i, keys[i].key);
		return 0;
	}
	if (strcmp(command, "show") == 0) {
		for (i = 0; i < sizeof keys / sizeof *keys; i++)
			if (strcmp(keys[i].key, word) == 0)
				break;
		if (i < sizeof keys / sizeof *keys)
			keys[i].show(mac);
		else
			printf("  No such key\n");
		return 0;
	}
	if (strcmp(command, "open") == 0 || strcmp(command, "close") == 0)
		return 0;
	printf("%s: unknown, type \"help\" for command info\n", command);
	return 1;
}

static int run_commands(struct simmac_mac *mac)
{
	VOUCH_CLEANUP(vouch_pointer_free) char *line = NULL;
	size_t room = 0;
	int status = 0;

	while (getline(&line, &room, stdin) > 0) {
		size_t length;

		line[strcspn(line, "\n")] = '\0';
		length = strcspn(line, " \t");
		if (length == 0)
			continue;
		if (strcmp(line, "quit") == 0 || strcmp(line, "exit") == 0 ||
			strcmp(line, "q") == 0)
			break;
		status |= run_command(mac, vouch_arena_text_n(&mac->arena, line, length),
			line + length + strspn(line + length, " \t"));
	}
	return status;
}

int simmac_scutil(struct simmac_mac *mac, int argc, char **argv)
{
	if ((argc == 3 || argc == 4) && strcmp(argv[1], "--set") == 0)
		return set_name(mac, argv[2], argc == 4 ? argv[3] : NULL);
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	if (argc == 3 && strcmp(argv[1], "--get") == 0)
		return get_name(mac, argv[2]);
	if (argc == 1)
		return run_commands(mac);
	fputs("usage: scutil\n\tinteractive access to the dynamic store.\n\n"
	      "   or: scutil --get pref\n   or: scutil --set pref [newval]\n",
		stderr);
	return 64;
}
