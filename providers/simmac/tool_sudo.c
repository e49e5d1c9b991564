/* tool_sudo.c – sudo: a command as root or as somebody else, for root and for administrators. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/secret.h"

#include "become.h"
#include "input.h"
#include "physics.h"
#include "tools.h"

enum { TRIES = 3 };

struct call {
	const char *user;
	bool asks_nobody, from_input, shell, login, lists, only_proof, forgets;
	char **words;
	int count;
};

static int usage(void)
{
	fputs("usage: sudo -K | -k | -l | -V | -v\n"
	      "usage: sudo [-EHnS] [-p prompt] [-u user] [VAR=value] [-i | -s] [command [arg "
	      "...]]\n",
		stderr);
	return 1;
}

static bool take_words(struct call *call, int argc, char **argv)
{
	int option;

	opterr = 0;
	while ((option = getopt(argc, argv, "+EHKSVhiklnp:su:v")) != -1) {
		if (option == '?' || option == 'h' || option == 'V')
			return false;
		call->user = option == 'u' ? optarg : call->user;
		call->asks_nobody |= option == 'n';
		call->from_input |= option == 'S';
		call->shell |= option == 's';
		call->login |= option == 'i';
		call->lists |= option == 'l';
		call->only_proof |= option == 'v';
		call->forgets |= option == 'k' || option == 'K';
	}
	for (; optind < argc && strchr(argv[optind], '=') && argv[optind][0] != '='; optind++)
		if (putenv(argv[optind]) != 0)
			return false;
	call->words = argv + optind;
	call->count = argc - optind;
	return call->count > 0 || call->shell || call->login || call->lists || call->only_proof ||
	       call->forgets;
}

/* An administrator proves itself by its own password. */
static int prove_once(struct simmac_mac *mac, const struct call *call)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0};
	SIMMAC_RECORD user = {0};
	enum simmac_outcome outcome;
	bool given;

	if (call->from_input) {
		fputs("Password:", stderr);
		given = simmac_input_line(&mac->heard, &password);
	} else {
		given = simmac_input_prompt(&mac->heard, "Password:", &password);
	}
	if (!given) {
		fputs("sudo: no password was provided\n", stderr);
		return 1;
	}
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	outcome = simmac_authenticate(mac, mac->caller, &password);
	if (outcome == SIMMAC_OK &&
		simmac_record_find(mac, SIMMAC_USERS, mac->caller, &user) == 1 &&
		!simmac_is_admin(mac, &user)) {
		fprintf(stderr, "%s is not in the sudoers file.\n", mac->caller);
		return 1;
	}
	simmac_mac_unlock(mac);
	if (outcome == SIMMAC_BROKEN)
		return simmac_mac_failed(mac);
	return outcome == SIMMAC_OK ? 0 : -1;
}

static int prove(struct simmac_mac *mac, const struct call *call)
{
	int tries, status;

	if (simmac_mac_is_root(mac))
		return 0;
	if (call->asks_nobody) {
		fputs("sudo: a password is required\n", stderr);
		return 1;
	}
	for (tries = 1; tries <= TRIES; tries++) {
		status = prove_once(mac, call);
		if (status >= 0)
			return status;
		if (tries < TRIES)
			fputs("Sorry, try again.\n", stderr);
	}
	fprintf(stderr, "sudo: %d incorrect password attempts\n", TRIES);
	return 1;
}

static int start(struct simmac_mac *mac, struct call *call)
{
	SIMMAC_RECORD user = {0};
	SIMMAC_RECORD own = {0};
	int r = simmac_become_find(mac, call->user, &user);

	if (r < 0)
		return simmac_mac_failed(mac);
	if (r == 0) {
		fprintf(stderr, "sudo: unknown user: %s\n", call->user);
		return 1;
	}
	if (simmac_record_find(mac, SIMMAC_USERS, mac->caller, &own) == 1) {
		const char *number = simmac_record_first(mac, &own, "uid");

		(void)setenv("SUDO_USER", mac->caller, 1); /* for scripts that ask */
		(void)setenv("SUDO_UID", number ? number : "0", 1);
	}
	if (call->login || call->shell) {
		VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf line = {0};
		char *words[] = {vouch_arena_text(&mac->arena, "-c"), NULL, NULL};
		int i;

		for (i = 0; i < call->count; i++)
			vouch_buf_printf(&line, "%s%s", i ? " " : "", call->words[i]);
		words[1] = vouch_arena_text(&mac->arena, vouch_buf_get(&line));
		return simmac_become_shell(mac, &user,
			call->login ? SIMMAC_BECOME_LOGIN : SIMMAC_BECOME_HOME, words,
			call->count ? 2 : 0);
	}
	return simmac_become_start(mac, &user, SIMMAC_BECOME_HOME, call->words);
}

int simmac_sudo(struct simmac_mac *mac, int argc, char **argv)
{
	struct call call = {.user = "root"};
	int status;

	if (argc == 2 && strcmp(argv[1], "-V") == 0) {
		puts("Sudo version 1.9.13p2");
		return 0;
	}
	if (!take_words(&call, argc, argv))
		return usage();
	if (call.forgets && call.count == 0)
		return 0; /* no proof is ever kept */
	status = prove(mac, &call);
	if (status != 0 || call.only_proof)
		return status;
	if (call.lists) {
		printf("User %s may run the following commands on this Mac:\n    (ALL) ALL\n",
			mac->caller);
		return 0;
	}
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	return start(mac, &call);
}
