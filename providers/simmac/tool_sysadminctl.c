/* tool_sysadminctl.c – sysadminctl: which verb runs, and who may run it. FACTS 2 */
#include <string.h>

#include "sysadminctl.h"
#include "tools.h"

enum { EXIT_FRAMEWORK = 255 };

/* Until 10.13.3 the framework asks for an administrator whatever is to be done, and takes any, even
 * an empty one. FACTS 1.6 row 2, R12 */
static bool framework_refuses(const struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	switch (call->verb) {
	case SYSADMINCTL_ADD:
	case SYSADMINCTL_DELETE:
	case SYSADMINCTL_RESET:
	case SYSADMINCTL_STATUS:
	case SYSADMINCTL_ON:
	case SYSADMINCTL_OFF: return mac->rules->framework_wants_credentials && !call->admin_user;
	case SYSADMINCTL_NONE:
	case SYSADMINCTL_CHANGE:
	case SYSADMINCTL_FILESYSTEM:
	case SYSADMINCTL_GUEST:
	case SYSADMINCTL_AFP:
	case SYSADMINCTL_SMB:
	case SYSADMINCTL_TIME:
	case SYSADMINCTL_SCREEN_LOCK:
	case SYSADMINCTL_AUTOLOGIN: break;
	}
	return false;
}

static int run(struct simmac_mac *mac, struct simmac_sysadminctl *call)
{
	switch (call->verb) {
	case SYSADMINCTL_NONE: return simmac_sysadminctl_usage(mac);
	case SYSADMINCTL_ADD: return simmac_sysadminctl_add(mac, call);
	case SYSADMINCTL_DELETE: return simmac_sysadminctl_delete(mac, call);
	case SYSADMINCTL_RESET: return simmac_sysadminctl_reset(mac, call);
	case SYSADMINCTL_CHANGE: return simmac_sysadminctl_change(mac, call);
	case SYSADMINCTL_STATUS: return simmac_sysadminctl_status(mac, call);
	case SYSADMINCTL_ON:
	case SYSADMINCTL_OFF: return simmac_sysadminctl_token(mac, call);
	case SYSADMINCTL_FILESYSTEM:
	case SYSADMINCTL_GUEST:
	case SYSADMINCTL_AFP:
	case SYSADMINCTL_SMB:
	case SYSADMINCTL_TIME:
	case SYSADMINCTL_SCREEN_LOCK:
	case SYSADMINCTL_AUTOLOGIN: return simmac_sysadminctl_switch(mac, call);
	}
	return simmac_sysadminctl_usage(mac);
}

static bool is_reading(const struct simmac_sysadminctl *call)
{
	return call->verb == SYSADMINCTL_STATUS || call->verb == SYSADMINCTL_NONE ||
	       (call->user && strcmp(call->user, "status") == 0 &&
		       call->verb >= SYSADMINCTL_FILESYSTEM);
}

/* The panel in the console session: without one nobody can be asked; with one, whoever sits there
 * cancels. FACTS 2.1 */
static int ask_the_screen(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	size_t i;

	for (i = 0; i < mac->volume.sessions.count; i++)
		if (mac->volume.sessions.items[i].graphical) {
			simmac_sysadminctl_log(mac,
				"errAuthorizationCanceled: The authorization was cancelled by the "
				"user.");
			return 0;
		}
	return simmac_sysadminctl_say(mac, call, (struct simmac_answer){SIMMAC_NOT_ROOT, false});
}

static int run_locked(struct simmac_mac *mac, struct simmac_sysadminctl *call)
{
	if (simmac_mac_lock(mac, is_reading(call) ? SIMMAC_READ : SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	if (call->interactive && !is_reading(call))
		return ask_the_screen(mac, call);
	return run(mac, call);
}

int simmac_sysadminctl(struct simmac_mac *mac, int argc, char **argv)
{
	struct simmac_sysadminctl call = {0};
	const char *odd = simmac_sysadminctl_parse(mac, &call, argc, argv);
	int status;

	if (framework_refuses(mac, &call) && !call.interactive) {
		simmac_sysadminctl_log(
			mac, "Failed to authenticate with SystemAdministration framework.");
		return EXIT_FRAMEWORK;
	}
	if (odd)
		return simmac_sysadminctl_usage(mac);
	simmac_sysadminctl_read_first(mac, &call);
	status = run_locked(mac, &call);
	simmac_sysadminctl_release(&call);
	return status;
}
