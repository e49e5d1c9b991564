/* tool_dsenableroot.c – dsenableroot: root gets a password, or loses the one it has. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/secret.h"
#include "vouch/base/text.h"

#include "input.h"
#include "physics.h"
#include "tools.h"

/* EX_USAGE and EX_NOPERM of sysexits.h. */
enum { EXIT_USAGE = 64, EXIT_NO_PERMISSION = 77 };

struct call {
	bool disables;
	const char *user;
	struct vouch_secret password, root_password;
};

static int usage(void)
{
	fputs("usage: dsenableroot [-d] [-u username] [-p userPassword] [-r rootPassword]\n",
		stderr);
	return EXIT_USAGE;
}

static bool take_secret(struct vouch_secret *secret, const char *word, struct vouch_err *err)
{
	return vouch_secret_set(secret, word, strlen(word), err) == 0;
}

static bool take_words(struct simmac_mac *mac, struct call *call, int argc, char **argv)
{
	int option;

	opterr = 0;
	while ((option = getopt(argc, argv, "+du:p:r:")) != -1) {
		if (option == 'd')
			call->disables = true;
		else if (option == 'u')
			call->user = optarg;
		else if ((option != 'p' || !take_secret(&call->password, optarg, &mac->err)) &&
			 (option != 'r' || !take_secret(&call->root_password, optarg, &mac->err)))
			return false;
	}
	return optind == argc;
}

/* What stands in no word is asked for. */
static bool ask(struct simmac_mac *mac, struct call *call)
{
	if (!call->password.bytes &&
		!simmac_input_prompt(&mac->heard, "user password:", &call->password))
		return false;
	return call->disables || call->root_password.bytes ||
	       simmac_input_prompt(&mac->heard, "root password:", &call->root_password);
}

/* 1: an administrator, by that password. */
static int is_allowed(struct simmac_mac *mac, struct call *call)
{
	SIMMAC_RECORD user = {0};
	enum simmac_outcome outcome = simmac_authenticate(mac, call->user, &call->password);

	if (outcome == SIMMAC_BROKEN)
		return -1;
	if (outcome != SIMMAC_OK)
		return 0;
	if (simmac_record_find(mac, SIMMAC_USERS, call->user, &user) != 1)
		return -1;
	return simmac_is_admin(mac, &user);
}

static int disable(struct simmac_mac *mac, struct simmac_record *root)
{
	simmac_record_set(root, "passwd", "*");
	simmac_record_unset(root, "authentication_authority");
	simmac_record_unset(root, "ShadowHashData");
	if (simmac_record_save(mac, root) < 0)
		return simmac_mac_failed(mac);
	puts("dsenableroot:: ***Successfully disabled root user.");
	return 0;
}

static int run(struct simmac_mac *mac, struct call *call)
{
	SIMMAC_RECORD root = {0};
	enum simmac_outcome outcome;
	int allowed = is_allowed(mac, call);

	if (allowed < 0 || simmac_record_find(mac, SIMMAC_USERS, "root", &root) < 0)
		return simmac_mac_failed(mac);
	if (!allowed || !root.list) {
		fprintf(stderr, "dsenableroot:: ***Failed to %s root user.\n",
			call->disables ? "disable" : "enable");
		return EXIT_NO_PERMISSION;
	}
	if (call->disables)
		return disable(mac, &root);
	outcome = simmac_password_put(mac, &root, &call->root_password);
	if (outcome == SIMMAC_BROKEN)
		return simmac_mac_failed(mac);
	if (outcome != SIMMAC_OK) {
		fputs("dsenableroot:: ***Failed to enable root user.\n", stderr);
		return EXIT_NO_PERMISSION;
	}
	puts("dsenableroot:: ***Successfully enabled root user.");
	return 0;
}

int simmac_dsenableroot(struct simmac_mac *mac, int argc, char **argv)
{
	struct call call = {.user = mac->caller};
	int status;

	if (!take_words(mac, &call, argc, argv)) {
		status = usage();
	} else if (!ask(mac, &call)) {
		status = EXIT_NO_PERMISSION;
		fputs("dsenableroot:: ***Failed to read a password.\n", stderr);
	} else if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0) {
		status = simmac_mac_failed(mac);
	} else {
		status = run(mac, &call);
	}
	vouch_secret_release(&call.password);
	vouch_secret_release(&call.root_password);
	return status;
}
