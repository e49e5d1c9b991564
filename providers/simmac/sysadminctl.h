/* sysadminctl.h – one call of sysadminctl, parsed: shared by its verbs.
 *
 * Everything is said on standard error through the system log (simmac_sysadminctl_log), and almost
 * everything ends with 0, success or failure. FACTS 0.3
 */
#ifndef SIMMAC_SYSADMINCTL_H
#define SIMMAC_SYSADMINCTL_H

#include <stdbool.h>

#include "vouch/base/err.h"
#include "vouch/base/secret.h"

#include "mac.h"
#include "physics.h"

enum simmac_sysadminctl_verb {
	SYSADMINCTL_NONE,
	SYSADMINCTL_ADD,
	SYSADMINCTL_DELETE,
	SYSADMINCTL_RESET,
	SYSADMINCTL_CHANGE, /* -newPassword with -oldPassword */
	SYSADMINCTL_STATUS,
	SYSADMINCTL_ON,
	SYSADMINCTL_OFF,
	SYSADMINCTL_FILESYSTEM,
	SYSADMINCTL_GUEST,
	SYSADMINCTL_AFP,
	SYSADMINCTL_SMB,
	SYSADMINCTL_TIME,
	SYSADMINCTL_SCREEN_LOCK,
	SYSADMINCTL_AUTOLOGIN
};

/* A password argument: as text, or "-" for a line of standard input. */
struct simmac_password_argument {
	const char *text; /* NULL: not given */
	struct vouch_secret secret;
};

struct simmac_sysadminctl {
	enum simmac_sysadminctl_verb verb;
	const char *user;        /* argument of the verb; "status" and the like of a switch */
	const char *option_user; /* -userName */
	const char *full_name, *home, *shell, *hint, *picture, *uid, *gid;
	const char *admin_user;
	struct simmac_password_argument admin_password, password, new_password, old_password;
	bool admin, role_account, keep_home, secure, interactive;
};

/* One line, with time, process and thread. */
void simmac_sysadminctl_log(struct simmac_mac *mac, const char *format, ...) VOUCH_PRINTF(2, 3);
/* Printed where no administrator's password was given, or it was wrong. FACTS 2.3 */
void simmac_sysadminctl_banner(struct simmac_mac *mac);
/* The usage page of this release; 0. */
int simmac_sysadminctl_usage(struct simmac_mac *mac);
/* "### Error:-14090 File:…/DSAuthenticator.m Line:94", where the framework stands. FACTS 2.3 */
void simmac_sysadminctl_error(struct simmac_mac *mac, int status, const char *file, int line);
/* The line of an outcome that ends a verb; returns its exit status. */
int simmac_sysadminctl_say(
	struct simmac_mac *mac, const struct simmac_sysadminctl *call, struct simmac_answer answer);
/* The administrator's name and password of the call. */
struct simmac_credentials simmac_sysadminctl_credentials(const struct simmac_sysadminctl *call);

/* Words to call; the first that is none of this release's, or lacks its value, or NULL. */
const char *simmac_sysadminctl_parse(
	const struct simmac_mac *mac, struct simmac_sysadminctl *call, int argc, char **argv);
/* One password of the call; "-" is a line of standard input or, on a terminal, a prompt. */
void simmac_sysadminctl_read(struct simmac_mac *mac, const struct simmac_sysadminctl *call,
	struct simmac_password_argument *password, const char *prompt);
/* Those that are read before anything happens, in their order. FACTS 2.4 */
void simmac_sysadminctl_read_first(struct simmac_mac *mac, struct simmac_sysadminctl *call);
void simmac_sysadminctl_release(struct simmac_sysadminctl *call);
/* May whoever asks go on? *failed: its credentials were wrong, and root goes on without them.
 * *grantor: they are a token administrator's. */
enum simmac_outcome simmac_sysadminctl_check(
	struct simmac_mac *mac, struct simmac_credentials by, bool *failed, bool *grantor);

/* The verbs; the Mac is locked for changing. */
int simmac_sysadminctl_add(struct simmac_mac *mac, struct simmac_sysadminctl *call);
int simmac_sysadminctl_delete(struct simmac_mac *mac, const struct simmac_sysadminctl *call);
int simmac_sysadminctl_reset(struct simmac_mac *mac, const struct simmac_sysadminctl *call);
int simmac_sysadminctl_change(struct simmac_mac *mac, const struct simmac_sysadminctl *call);
int simmac_sysadminctl_token(struct simmac_mac *mac, const struct simmac_sysadminctl *call);
int simmac_sysadminctl_switch(struct simmac_mac *mac, const struct simmac_sysadminctl *call);
int simmac_sysadminctl_status(struct simmac_mac *mac, const struct simmac_sysadminctl *call);

#endif
