/* sysadminctl_usage.c – the usage page of sysadminctl, line by line, as each release prints it.
 * FACTS 2.2 */
#include <stddef.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"

#include "sysadminctl.h"
#include "version.h"

#define BY \
	"(interactive || -adminUser <administrator user name> -adminPassword <administrator " \
	"password>)"
/* Apple's bracket. */
#define BY_ODD \
	"(interactive] || -adminUser <administrator user name> -adminPassword <administrator " \
	"password>)"
#define ADD_OPTIONS "[-password <user password>] [-hint <user hint>] [-home <full path to home>] "

static const struct {
	const char *text;
	const char *from, *until; /* NULL: from the first, to the last */
} lines[] = {
	{"Usage: sysadminctl", NULL, NULL},
	{"\t-adminUser <admin user name> -adminPassword <admin user password>", NULL, "10.15"},
	{"\t-deleteUser <user name> [-secure || -keepHome] " BY, NULL, NULL},
	{"\t-newPassword <new password> -oldPassword <old password> [-passwordHint <password "
	 "hint>]",
		NULL, NULL},
	{"\t-resetPasswordFor <local user name> -newPassword <new password> [-passwordHint "
	 "<password hint>] " BY_ODD,
		NULL, NULL},
	{"\t-addUser <user name> [-fullName <full name>] [-UID <user ID>] [-shell <path to "
	 "shell>] " ADD_OPTIONS "[-admin] [-picture <full path to user image>] " BY_ODD,
		NULL, "11"},
	{"\t-addUser <user name> [-fullName <full name>] [-UID <user ID>] [-GID <group ID>] "
	 "[-shell <path to shell>] " ADD_OPTIONS
	 "[-admin] [-roleAccount] [-picture <full path to user image>] " BY_ODD,
		"11", NULL},
	{"\t-secureTokenStatus <user name>", NULL, NULL},
	{"\t-secureTokenOn <user name> -password <password> " BY, NULL, NULL},
	{"\t-secureTokenOff <user name> -password <password> " BY, NULL, NULL},
	{"\t-autologin set -userName <user name> [-password <user password>] || off || status " BY,
		"13", NULL},
	{"\t-guestAccount <on || off || status>", NULL, NULL},
	{"\t-afpGuestAccess <on || off || status>", NULL, NULL},
	{"\t-smbGuestAccess <on || off || status>", NULL, NULL},
	{"\t-automaticTime <on || off || status>", NULL, NULL},
	{"\t-filesystem status", NULL, NULL},
	{"\t-screenLock <immediate || off> -password <password>", "10.14", "11"},
	{"\t-screenLock <status || immediate || off || seconds> -password <password>", "11", NULL},
	{"", "10.15", NULL},
	{"Pass '-' instead of password in commands above to request prompt.", NULL, NULL},
	{"'-adminPassword' used mostly for scripted operation. Use '-' or 'interactive' to get the "
	 "authentication string interactively. This preferred for security reasons",
		"10.15", NULL},
	{"", "11", NULL},
	{"*Role accounts require name starting with _ and UID in 200-400 range.", "11", NULL},
};

static bool reached(const struct simmac_version *version, const char *bound)
{
	struct simmac_version other;

	return simmac_version_parse(bound, &other) && simmac_version_compare(version, &other) >= 0;
}

int simmac_sysadminctl_usage(struct simmac_mac *mac)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf page = {0};
	struct simmac_version version = {{0, 0, 0}};
	size_t i;

	(void)simmac_version_parse(mac->settings.os, &version); /* the Mac was opened: it is one */
	for (i = 0; i < sizeof lines / sizeof *lines; i++) {
		if ((lines[i].from && !reached(&version, lines[i].from)) ||
			(lines[i].until && reached(&version, lines[i].until)))
			continue;
		vouch_buf_printf(&page, "%s%s", i > 0 ? "\n" : "", lines[i].text);
	}
	/* One message of the log: the prefix stands on the first line only. */
	simmac_sysadminctl_log(mac, "%s", vouch_buf_get(&page));
	return 0;
}
