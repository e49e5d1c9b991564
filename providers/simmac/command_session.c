/* command_session.c – `simmac login`, `logout` and `as`: people at a simulated Mac. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "input.h"
#include "physics.h"

static const char *refusal(enum simmac_outcome outcome)
{
	switch (outcome) {
	case SIMMAC_NO_USER: return "there is no such account";
	case SIMMAC_WRONG_PASSWORD: return "the password is wrong";
	case SIMMAC_ACCOUNT_DISABLED: return "the account is disabled";
	case SIMMAC_ACCOUNT_LOCKED: return "the account is locked after too many tries";
	case SIMMAC_OK:
	case SIMMAC_LIED:
	case SIMMAC_NOT_ROOT:
	case SIMMAC_NO_UNLOCK:
	case SIMMAC_NOT_AUTHORIZED:
	case SIMMAC_SELF_REVOKE:
	case SIMMAC_NO_RECORD:
	case SIMMAC_POLICY:
	case SIMMAC_LAST:
	case SIMMAC_NO_PERMISSION:
	case SIMMAC_BROKEN: break;
	}
	return "the login failed";
}

static int open_locked(struct simmac_mac *mac, const char *directory)
{
	char *root = simmac_command_root(directory);
	int r = -1;

	memset(mac, 0, sizeof *mac);
	mac->lock = -1;
	if (root) {
		r = simmac_mac_open(mac, root);
		if (r == 0)
			r = simmac_mac_lock(mac, SIMMAC_CHANGE);
		if (r < 0)
			(void)simmac_mac_failed(mac);
	}
	free(root);
	return r;
}

int simmac_command_login(int argc, char **argv)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0};
	struct simmac_mac mac;
	enum simmac_outcome outcome;
	bool graphical = true, given = false, wrong = argc < 3;
	int i, status = 0;

	for (i = 3; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--password") == 0)
			given = strcmp(argv[i + 1], "-") == 0;
		else if (strcmp(argv[i], "--how") == 0 && strcmp(argv[i + 1], "ssh") == 0)
			graphical = false;
		else
			wrong |= strcmp(argv[i], "--how") != 0 ||
				 strcmp(argv[i + 1], "graphical") != 0;
	}
	if (wrong || i != argc || !given) {
		fputs("usage: simmac login DIR NAME --password - [--how graphical|ssh]\n", stderr);
		return SIMMAC_USAGE;
	}
	if (!simmac_input_line(&password)) {
		fputs("simmac: no password on standard input\n", stderr);
		return SIMMAC_USAGE;
	}
	if (open_locked(&mac, argv[1]) < 0) {
		simmac_mac_close(&mac);
		return 1;
	}
	outcome = simmac_login(&mac, argv[2], &password, graphical);
	if (outcome == SIMMAC_BROKEN) {
		status = simmac_mac_failed(&mac);
	} else if (outcome != SIMMAC_OK) {
		fprintf(stderr, "simmac: login of %s: %s\n", argv[2], refusal(outcome));
		status = 1;
	}
	simmac_mac_close(&mac);
	return status;
}

int simmac_command_logout(int argc, char **argv)
{
	struct simmac_mac mac;
	bool was_there = false;
	int status = 0;

	if (argc != 3) {
		fputs("usage: simmac logout DIR NAME\n", stderr);
		return SIMMAC_USAGE;
	}
	if (open_locked(&mac, argv[1]) < 0) {
		status = 1;
	} else if (simmac_logout(&mac, argv[2], &was_there) < 0) {
		status = simmac_mac_failed(&mac);
	} else if (!was_there) {
		fprintf(stderr, "simmac: %s is not logged in\n", argv[2]);
		status = 1;
	}
	simmac_mac_close(&mac);
	return status;
}

int simmac_command_as(int argc, char **argv)
{
	char *root;

	if (argc < 5 || strcmp(argv[3], "--") != 0) {
		fputs("usage: simmac as DIR USER -- COMMAND [ARGUMENT…]\n", stderr);
		return SIMMAC_USAGE;
	}
	root = simmac_command_root(argv[1]);
	if (!root)
		return 1;
	free(root);
	if (setenv("SIMMAC_CALLER", argv[2], 1) < 0) {
		fprintf(stderr, "simmac: %s\n", strerror(errno));
		return 1;
	}
	execvp(argv[4], argv + 4);
	fprintf(stderr, "simmac: cannot start %s: %s\n", argv[4], strerror(errno));
	return errno == ENOENT ? 127 : 126;
}
