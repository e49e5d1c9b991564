/* sysadminctl_say.c – what sysadminctl prints: its log line, its banner, the text of each outcome.
 */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "sysadminctl.h"

enum { EXIT_NOT_ROOT = 1 };

void simmac_sysadminctl_log(struct simmac_mac *mac, const char *format, ...)
{
	time_t now = (time_t)simmac_mac_now(mac);
	struct tm tm;
	char stamp[32];
	va_list arguments;
	const char *text;

	va_start(arguments, format);
	text = vouch_arena_vprintf(&mac->arena, format, arguments);
	va_end(arguments);
	/* FACTS 0.3; the simulated Mac's local time is UTC. */
	if (gmtime_r(&now, &tm) == NULL ||
		strftime(stamp, sizeof stamp, "%Y-%m-%d %H:%M:%S", &tm) == 0)
		stamp[0] = '\0';
	fprintf(stderr, "%s.%03d sysadminctl[%ld:%ld] %s\n", stamp,
		(int)(simmac_mac_milliseconds() % 1000), (long)getpid(), (long)getpid() + 100000,
		text);
}

void simmac_sysadminctl_banner(struct simmac_mac *mac)
{
	static const char dashes[] = "----------------------------";

	simmac_sysadminctl_log(mac, "%s", dashes);
	simmac_sysadminctl_log(mac,
		"No clear text password or interactive option was specified (adduser, "
		"change/reset password will not allow user to use FDE) !");
	simmac_sysadminctl_log(mac, "%s", dashes);
}

void simmac_sysadminctl_error(struct simmac_mac *mac, int status, const char *file, int line)
{
	simmac_sysadminctl_log(mac, "### Error:%d File:%s/%s Line:%d", status,
		mac->rules->admin_source, file, line);
}

struct simmac_credentials simmac_sysadminctl_credentials(const struct simmac_sysadminctl *call)
{
	return (struct simmac_credentials){
		call->admin_password.text == NULL ? NULL : call->admin_user,
		&call->admin_password.secret};
}

/* FACTS 1.6: the texts of the decision order. */
static const char *text_of(enum simmac_outcome outcome)
{
	static const char not_authorized[] =
		"setSecureTokenAuthorizationEnabled error Error Domain=com.apple.OpenDirectory "
		"Code=5101 \"Authentication server refused operation because the current "
		"credentials are not authorized for the requested operation.\" "
		"UserInfo={NSLocalizedDescription=Authentication server refused operation because "
		"the current credentials are not authorized for the requested operation., "
		"NSLocalizedFailureReason=Authentication server refused operation because the "
		"current credentials are not authorized for the requested operation.}";
	static const char not_root[] =
		"sysadminctl should be run as root, or in interactive mode! (Error "
		"Domain=NSOSStatusErrorDomain Code=-60007 "
		"\"errAuthorizationInteractionNotAllowed: The authorization was denied since no "
		"user interaction was possible. \")";

	switch (outcome) {
	case SIMMAC_OK:
	case SIMMAC_LIED: return "- Done!";
	case SIMMAC_NO_USER: return NULL; /* names the user: below */
	case SIMMAC_WRONG_PASSWORD:
	case SIMMAC_ACCOUNT_DISABLED:
	case SIMMAC_ACCOUNT_LOCKED: return "Incorrect password"; /* FACTS 1.6 row 6, wording S */
	case SIMMAC_NOT_ROOT: return not_root;
	case SIMMAC_NO_UNLOCK: return "Operation is not permitted without secure token unlock.";
	case SIMMAC_NOT_AUTHORIZED: return not_authorized;
	case SIMMAC_SELF_REVOKE: return "User cannot disable their own SEP credential";
	case SIMMAC_NO_RECORD: return "No existing unlock record";
	case SIMMAC_POLICY: return "New account password error.  (5402)";
	case SIMMAC_LAST: return NULL;
	case SIMMAC_NO_PERMISSION: return NULL; /* an error of the framework: below */
	case SIMMAC_BROKEN: return NULL;
	}
	return NULL;
}

int simmac_sysadminctl_say(
	struct simmac_mac *mac, const struct simmac_sysadminctl *call, struct simmac_answer answer)
{
	if (answer.outcome == SIMMAC_BROKEN)
		return simmac_mac_failed(mac);
	if (answer.credentials_failed)
		simmac_sysadminctl_error(mac, -14090, "DSAuthenticator.m", 94);
	if (answer.outcome == SIMMAC_NO_USER)
		simmac_sysadminctl_log(mac, "Unknown user %s", call->user);
	else if (answer.outcome == SIMMAC_NO_PERMISSION)
		simmac_sysadminctl_error(mac, -14120, "DSRecord.m", 563);
	else if (answer.outcome == SIMMAC_LAST)
		/* FACTS 1.8 */
		simmac_sysadminctl_log(mac,
			"User %s can not be deleted (it's either last admin user or last secure "
			"token user neither of which can be deleted)",
			call->user);
	else
		simmac_sysadminctl_log(mac, "%s", text_of(answer.outcome));
	return answer.outcome == SIMMAC_NOT_ROOT ? EXIT_NOT_ROOT : 0;
}
