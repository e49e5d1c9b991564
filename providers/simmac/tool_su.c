/* tool_su.c – su: a shell of somebody else, for root and for whoever knows the password. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/secret.h"

#include "become.h"
#include "input.h"
#include "physics.h"
#include "tools.h"

static int usage(void)
{
	fputs("usage: su [-] [-flm] [login [args]]\n", stderr);
	return 1;
}

static int refuse(void)
{
	fputs("su: Sorry\n", stderr);
	return 1;
}

/* 0: it may; else the exit status. */
static int prove(struct simmac_mac *mac, const char *name)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0};
	enum simmac_outcome outcome;

	if (simmac_mac_is_root(mac))
		return 0;
	if (!simmac_input_prompt(&mac->heard, "Password:", &password))
		return refuse();
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	outcome = simmac_authenticate(mac, name, &password);
	simmac_mac_unlock(mac);
	if (outcome == SIMMAC_BROKEN)
		return simmac_mac_failed(mac);
	return outcome == SIMMAC_OK ? 0 : refuse();
}

int simmac_su(struct simmac_mac *mac, int argc, char **argv)
{
	enum simmac_become_home home = SIMMAC_BECOME_HOME;
	SIMMAC_RECORD user = {0};
	const char *name = "root";
	int i = 1, r, status;

	for (; i < argc && argv[i][0] == '-'; i++) {
		const char *letters = argv[i] + 1;

		/* What follows is the shell's: su -c is su root -c. */
		if (strcmp(letters, "c") == 0)
			break;
		if (letters[strspn(letters, "flm")] != '\0')
			return usage();
		if (!*letters || strchr(letters, 'l'))
			home = SIMMAC_BECOME_LOGIN;
		else if (strchr(letters, 'm'))
			home = SIMMAC_BECOME_KEEPS;
	}
	if (i < argc && argv[i][0] != '-')
		name = argv[i++];
	status = prove(mac, name);
	if (status != 0)
		return status;
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	r = simmac_become_find(mac, name, &user);
	if (r < 0)
		return simmac_mac_failed(mac);
	if (r == 0) {
		fprintf(stderr, "su: unknown login: %s\n", name);
		return 1;
	}
	return simmac_become_shell(mac, &user, home, argv + i, argc - i);
}
