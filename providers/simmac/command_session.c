/* command_session.c – `simmac login` and `logout`: people at a simulated Mac. */
#include <stdio.h>
#include <string.h>

#include "vouch/base/cleanup.h"

#include "command.h"
#include "input.h"
#include "physics.h"

static const char login_usage[] =
	"usage: simmac login DIR NAME --password - [--how graphical|ssh|su]\n"
	"              [--administrator NAME]    who answers the dialog of a mobile account's "
	"first\n"
	"                                        login; its password is the next line\n"
	"              [--directory]             the password is new in the directory\n"
	"              [--old]                   … and the one before is the next line\n";

static const char *refusal(enum simmac_outcome outcome)
{
	switch (outcome) {
	case SIMMAC_NO_USER: return "there is no such account";
	case SIMMAC_WRONG_PASSWORD: return "the password is wrong";
	case SIMMAC_ACCOUNT_DISABLED: return "the account is disabled";
	case SIMMAC_ACCOUNT_LOCKED: return "the account is locked after too many tries";
	case SIMMAC_NOT_AUTHORIZED: return "the dialog wants a token administrator";
	case SIMMAC_OK:
	case SIMMAC_LIED:
	case SIMMAC_NOT_ROOT:
	case SIMMAC_NO_UNLOCK:
	case SIMMAC_SELF_REVOKE:
	case SIMMAC_NO_RECORD:
	case SIMMAC_POLICY:
	case SIMMAC_LAST:
	case SIMMAC_NO_PERMISSION:
	case SIMMAC_BROKEN: break;
	}
	return "the login failed";
}

static bool take_how(const char *word, enum simmac_how *out)
{
	static const char *const words[] = {
		[SIMMAC_GRAPHICAL] = "graphical", [SIMMAC_SSH] = "ssh", [SIMMAC_SU] = "su"};
	unsigned i;

	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], word) == 0) {
			*out = (enum simmac_how)i;
			return true;
		}
	return false;
}

/* False: usage. *old: a line with the old password follows. */
static bool take_options(int argc, char **argv, struct simmac_login *login, bool *old)
{
	bool password = false, good = argc > 2;
	int i;

	for (i = 3; good && i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : "";

		if (strcmp(argv[i], "--directory") == 0) {
			login->from_directory = true;
			continue;
		}
		if (strcmp(argv[i], "--old") == 0) {
			*old = true;
			continue;
		}
		if (strcmp(argv[i], "--password") == 0)
			good = password = strcmp(value, "-") == 0;
		else if (strcmp(argv[i], "--how") == 0)
			good = take_how(value, &login->how);
		else if (strcmp(argv[i], "--administrator") == 0 && *value)
			login->administrator.name = value;
		else
			good = false;
		i++;
	}
	return good && password;
}

int simmac_command_login(int argc, char **argv)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0};
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret old = {0};
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret other = {0};
	struct simmac_login login = {
		.password = &password, .how = SIMMAC_GRAPHICAL, .administrator = {NULL, &other}};
	struct simmac_mac mac;
	enum simmac_outcome outcome;
	bool has_old = false;
	int status = 0;

	if (!take_options(argc, argv, &login, &has_old)) {
		fputs(login_usage, stderr);
		return SIMMAC_USAGE;
	}
	login.user = argv[2];
	login.old = has_old ? &old : NULL;
	if (!simmac_input_line(NULL, &password) || (has_old && !simmac_input_line(NULL, &old)) ||
		(login.administrator.name && !simmac_input_line(NULL, &other))) {
		fputs("simmac: no password on standard input\n", stderr);
		return SIMMAC_USAGE;
	}
	if (simmac_command_open(&mac, argv[1]) < 0) {
		simmac_mac_close(&mac);
		return 1;
	}
	outcome = simmac_login(&mac, &login);
	if (outcome == SIMMAC_BROKEN) {
		status = simmac_mac_failed(&mac);
	} else if (outcome != SIMMAC_OK) {
		fprintf(stderr, "simmac: login of %s: %s\n", argv[2], refusal(outcome));
		status = 1;
	}
	simmac_command_leave(&mac);
	return status;
}

int simmac_command_logout(int argc, char **argv)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0};
	struct simmac_mac mac;
	bool typed = argc == 5 && strcmp(argv[3], "--password") == 0 && strcmp(argv[4], "-") == 0;
	bool was_there = false;
	int status = 0;

	if (argc != 3 && !typed) {
		fputs("usage: simmac logout DIR NAME [--password -]   what a deferred FileVault "
		      "asks\n",
			stderr);
		return SIMMAC_USAGE;
	}
	if (typed && !simmac_input_line(NULL, &password)) {
		fputs("simmac: no password on standard input\n", stderr);
		return SIMMAC_USAGE;
	}
	if (simmac_command_open(&mac, argv[1]) < 0) {
		status = 1;
	} else if (simmac_logout(&mac, argv[2], typed ? &password : NULL, &was_there) < 0) {
		status = simmac_mac_failed(&mac);
	} else if (!was_there) {
		fprintf(stderr, "simmac: %s is not logged in\n", argv[2]);
		status = 1;
	}
	simmac_command_leave(&mac);
	return status;
}
