/* tool_finger.c – finger NAME…: who somebody is, where their home is, what shell they have. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/text.h"

#include "record.h"
#include "tools.h"

struct search {
	struct simmac_mac *mac;
	const char *wanted;
	bool names_only, found;
};

static const char *text_of(struct search *search, struct simmac_record *user, const char *key)
{
	const char *value = simmac_record_first(search->mac, user, key);

	return value ? value : "";
}

/* A record name, or one word of the full name. */
static bool is_wanted(struct search *search, struct simmac_record *user)
{
	const char *at = text_of(search, user, "realname");
	size_t length;

	if (simmac_record_has_nocase(user, "name", search->wanted))
		return true;
	for (; !search->names_only && *at; at += length, at += strspn(at, " ")) {
		length = strcspn(at, " ");
		if (vouch_text_equal_nocase(
			    vouch_arena_text_n(&search->mac->arena, at, length), search->wanted))
			return true;
	}
	return false;
}

static void print_sessions(struct search *search, const char *name)
{
	const struct simmac_volume *volume = &search->mac->volume;
	bool any = false;
	size_t i;

	for (i = 0; i < volume->sessions.count; i++) {
		const struct simmac_session *session = &volume->sessions.items[i];

		if (strcmp(session->name, name) != 0)
			continue;
		any = true;
		if (session->graphical)
			printf("On on console\n");
		else
			printf("On on ttys%03zu\n", i);
	}
	if (!any)
		printf("Never logged in.\n");
}

static int print_user(void *self, struct simmac_record *user)
{
	struct search *search = self;
	const char *name = text_of(search, user, "name");

	/* Without a number there is no account for the system. */
	if (simmac_record_count(user, "uid") == 0 || !is_wanted(search, user))
		return 0;
	if (search->found)
		printf("\n");
	search->found = true;
	printf("Login: %-15s\t\t\tName: %s\n", name, text_of(search, user, "realname"));
	printf("Directory: %-25s\tShell: %s\n", text_of(search, user, "home"),
		text_of(search, user, "shell"));
	print_sessions(search, name);
	printf("No Mail.\nNo Plan.\n");
	return 0;
}

int simmac_finger(struct simmac_mac *mac, int argc, char **argv)
{
	struct search search = {.mac = mac};
	int option, i;

	opterr = 0;
	while ((option = getopt(argc, argv, "lmp")) != -1) {
		if (option == '?') {
			fprintf(stderr, "usage: finger [-lmp] login ...\n");
			return 1;
		}
		search.names_only |= option == 'm';
	}
	if (optind == argc) {
		fprintf(stderr, "finger: the simulated Mac tells of those alone that are named\n");
		return 1;
	}
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	for (i = optind; i < argc; i++) {
		search.wanted = argv[i];
		search.found = false;
		if (simmac_record_each(mac, SIMMAC_USERS, print_user, &search) < 0)
			return simmac_mac_failed(mac);
		if (!search.found)
			fprintf(stderr, "finger: %s: no such user\n", argv[i]);
	}
	return 0;
}
