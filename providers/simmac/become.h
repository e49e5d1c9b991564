/* become.h – a command as somebody else of the simulated Mac: what sudo and su share.
 *
 * The process stays who it is on the host; what changes is who calls the Mac's tools
 * (SIMMAC_CALLER, as `simmac as` sets it) and what a program reads of itself: HOME, USER, LOGNAME,
 * SHELL.
 */
#ifndef SIMMAC_BECOME_H
#define SIMMAC_BECOME_H

#include "mac.h"
#include "record.h"

enum simmac_become_home {
	SIMMAC_BECOME_KEEPS, /* HOME and SHELL as they are: su -m */
	SIMMAC_BECOME_HOME,
	SIMMAC_BECOME_LOGIN /* in its home, too */
};

/* By name, or by "#502"; 1 found, 0 not, negative: broken. The Mac is locked. */
int simmac_become_find(struct simmac_mac *mac, const char *name, struct simmac_record *out);
/* Sets the environment, lets go of the Mac and starts the command; words NULL: a shell of the
 * account. On return, the exit status of a failure. */
int simmac_become_start(struct simmac_mac *mac, const struct simmac_record *user,
	enum simmac_become_home home, char **words);
/* The account's shell with these words behind it; home and environment as above. */
int simmac_become_shell(struct simmac_mac *mac, const struct simmac_record *user,
	enum simmac_become_home home, char **words, int count);

#endif
