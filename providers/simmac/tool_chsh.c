/* tool_chsh.c – chsh: another shell for an account. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/text.h"

#include "record.h"
#include "tools.h"

/* /etc/shells of a Mac. */
static const char *const standard[] = {
	"/bin/bash", "/bin/csh", "/bin/dash", "/bin/ksh", "/bin/sh", "/bin/tcsh", "/bin/zsh"};

static bool is_standard(const char *shell)
{
	size_t i;

	for (i = 0; i < sizeof standard / sizeof *standard; i++)
		if (strcmp(standard[i], shell) == 0)
			return true;
	return false;
}

static int usage(void)
{
	fputs("usage: chsh -s newshell [user]\n", stderr);
	return 1;
}

static int change(struct simmac_mac *mac, const char *name, const char *shell)
{
	SIMMAC_RECORD user = {0};
	int r;

	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	r = simmac_record_find(mac, SIMMAC_USERS, name, &user);
	if (r < 0)
		return simmac_mac_failed(mac);
	if (r == 0) {
		fprintf(stderr, "chsh: unknown user: %s\n", name);
		return 1;
	}
	printf("Changing shell for %s.\n", name);
	if (vouch_text_equal(simmac_record_first(mac, &user, "shell"), shell)) {
		puts("chsh: no changes made");
		return 0;
	}
	simmac_record_set(&user, "shell", shell);
	return simmac_record_save(mac, &user) < 0 ? simmac_mac_failed(mac) : 0;
}

/* Somebody else than root is asked for a password on a Mac: here it is root's call alone. */
int simmac_chsh(struct simmac_mac *mac, int argc, char **argv)
{
	const char *shell = NULL;
	int option;

	opterr = 0;
	while ((option = getopt(argc, argv, "+s:")) != -1) {
		if (option == '?')
			return usage();
		shell = optarg;
	}
	if (!shell || argc - optind > 1)
		return usage();
	if (!simmac_mac_is_root(mac)) {
		fputs("chsh: the simulated Mac changes shells for root alone\n", stderr);
		return 1;
	}
	if (!is_standard(shell) && access(shell, X_OK) != 0) {
		fprintf(stderr, "chsh: %s: non-standard shell\n", shell);
		return 1;
	}
	return change(mac, optind < argc ? argv[optind] : mac->caller, shell);
}
