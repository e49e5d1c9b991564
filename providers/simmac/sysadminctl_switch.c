/* sysadminctl_switch.c – what sysadminctl switches beside accounts: guests, time, screen lock,
 * automatic login. FACTS 2.3 */
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "list_file.h"
#include "sysadminctl.h"

/* Two states of one switch: "status" tells, "on" and "off" change. */
struct sentences {
	const char *on, *off;                 /* told, and after a change */
	const char *already_on, *already_off; /* NULL: as told */
};

static const struct sentences guest = {"Guest account enabled.", "Guest account disabled.",
	"Guest account is already enabled", "Guest account is already disabled"};
static const struct sentences afp = {
	"AFP guest access enabled", "AFP guest access disabled", NULL, NULL};
static const struct sentences smb = {
	"SMB guest access enabled", "SMB guest access disabled", NULL, NULL};
static const struct sentences network_time = {
	"Automatic time is enabled", "Automatic time is disabled", NULL, NULL};

static int switch_flag(struct simmac_mac *mac, const struct simmac_sysadminctl *call, bool *flag,
	const struct sentences *sentences)
{
	bool on = strcmp(call->user, "on") == 0;

	if (!on && strcmp(call->user, "off") != 0 && strcmp(call->user, "status") != 0)
		return simmac_sysadminctl_usage(mac);
	if (strcmp(call->user, "status") != 0) {
		if (!simmac_mac_is_root(mac))
			return simmac_sysadminctl_say(
				mac, call, (struct simmac_answer){SIMMAC_NOT_ROOT, false});
		if (on == *flag && sentences->already_on) {
			simmac_sysadminctl_log(
				mac, "%s", on ? sentences->already_on : sentences->already_off);
			return 0;
		}
		*flag = on;
		if (simmac_volume_save(mac) < 0)
			return simmac_mac_failed(mac);
	}
	simmac_sysadminctl_log(mac, "%s", *flag ? sentences->on : sentences->off);
	return 0;
}

static void say_screen_lock(struct simmac_mac *mac)
{
	int64_t seconds = mac->volume.switches.screen_lock;

	if (seconds < 0)
		simmac_sysadminctl_log(mac, "screenLock is off");
	else if (seconds == 0)
		simmac_sysadminctl_log(mac, "screenLock delay is immediate");
	else
		simmac_sysadminctl_log(mac, "screenLock delay is %lld seconds", (long long)seconds);
}

/* Root has none. */
static bool is_callers(struct simmac_mac *mac, const struct vouch_secret *password)
{
	SIMMAC_RECORD user = {0};
	bool matches = simmac_mac_is_root(mac);

	if (!matches && (simmac_record_find(mac, SIMMAC_USERS, mac->caller, &user) != 1 ||
				simmac_password_matches(mac, &user, password, &matches) < 0))
		return false;
	return matches;
}

/* Of the caller, whose password it wants; "-" is not read from a pipe. FACTS C6 */
static int screen_lock(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	int64_t seconds = -1;

	if (strcmp(call->user, "status") == 0) {
		if (!mac->rules->screen_lock_status)
			return simmac_sysadminctl_usage(mac);
		say_screen_lock(mac);
		return 0;
	}
	if (strcmp(call->user, "immediate") == 0)
		seconds = 0;
	else if (strcmp(call->user, "off") != 0 &&
		 (!mac->rules->screen_lock_status || !vouch_text_number(call->user, &seconds)))
		return simmac_sysadminctl_usage(mac);
	if (call->password.secret.length == 0) {
		simmac_sysadminctl_log(mac, "Password is required!");
		return 0;
	}
	if (!is_callers(mac, &call->password.secret)) { /* wording inferred */
		simmac_sysadminctl_log(mac, "Incorrect password.");
		return 0;
	}
	mac->volume.switches.screen_lock = seconds;
	if (simmac_volume_save(mac) < 0)
		return simmac_mac_failed(mac);
	say_screen_lock(mac);
	return 0;
}

static bool at_the_screen(const struct simmac_mac *mac)
{
	size_t i;

	for (i = 0; i < mac->volume.sessions.count; i++)
		if (mac->volume.sessions.items[i].graphical)
			return true;
	return false;
}

/* What a profile leaves of itself on a Mac: the managed preference that takes automatic login away.
 */
static bool autologin_is_forbidden(struct simmac_mac *mac)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = NULL;
	const char *path = vouch_arena_printf(&mac->arena,
		"%s/Library/Managed Preferences/com.apple.loginwindow.plist", mac->root);
	struct vouch_err err = {0};
	struct vouch_bytes bytes;
	enum simmac_list_form form;
	bool forbidden = false;

	if (simmac_list_read_bytes(mac, path, &bytes) < 0)
		return false; /* no such profile, then */
	list = simmac_list_parse(&bytes, &form, &err);
	return vouch_plist_boolean(
		       vouch_plist_get(list, "com.apple.login.mcx.DisableAutoLoginClient"),
		       &forbidden) &&
	       forbidden;
}

static int set_autologin(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	SIMMAC_RECORD user = {0};
	bool matches = false;
	int r;

	if (simmac_filevault_is_on(mac)) {
		simmac_sysadminctl_log(
			mac, "Automatic login is disabled because FileVault is enabled.");
		return 0;
	}
	r = call->option_user ? simmac_record_find(mac, SIMMAC_USERS, call->option_user, &user) : 0;
	if (r == 0) {
		simmac_sysadminctl_log(
			mac, "Unknown user %s", call->option_user ? call->option_user : "");
		return 0;
	}
	if (r < 0 || simmac_password_matches(mac, &user, &call->password.secret, &matches) < 0)
		return simmac_mac_failed(mac);
	if (!matches || !at_the_screen(mac)) { /* transcripts: autologin-set-22 */
		simmac_sysadminctl_log(mac, "SACSetAutoLoginPassword error:22");
		return 0;
	}
	mac->volume.switches.autologin = simmac_record_first(mac, &user, "name");
	return simmac_volume_save(mac) < 0 ? simmac_mac_failed(mac) : 0;
}

static int autologin(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	struct simmac_switches *switches = &mac->volume.switches;

	if (strcmp(call->user, "off") != 0 && autologin_is_forbidden(mac)) {
		simmac_sysadminctl_log(
			mac, "Automatic login is disabled by your system administrator.");
		return 0;
	}
	if (strcmp(call->user, "set") == 0)
		return set_autologin(mac, call);
	if (strcmp(call->user, "off") == 0) {
		switches->autologin = NULL;
		if (simmac_volume_save(mac) < 0)
			return simmac_mac_failed(mac);
	} else if (strcmp(call->user, "status") != 0) {
		return simmac_sysadminctl_usage(mac);
	}
	if (switches->autologin)
		simmac_sysadminctl_log(mac, "Automatic login user: %s", switches->autologin);
	else
		simmac_sysadminctl_log(mac, "Automatic login is OFF.");
	return 0;
}

static int filesystem(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	bool on = simmac_filevault_is_on(mac), apfs = simmac_mac_is_apfs(mac);

	if (strcmp(call->user, "status") != 0)
		return simmac_sysadminctl_usage(mac);
	simmac_sysadminctl_log(mac, "Boot volume CS FDE: %s", on && !apfs ? "YES" : "NO");
	simmac_sysadminctl_log(mac, "Boot volume APFS FDE: %s", on && apfs ? "YES" : "NO");
	return 0;
}

int simmac_sysadminctl_switch(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	struct simmac_switches *switches = &mac->volume.switches;

	switch (call->verb) {
	case SYSADMINCTL_GUEST: return switch_flag(mac, call, &switches->guest_account, &guest);
	case SYSADMINCTL_AFP: return switch_flag(mac, call, &switches->afp_guest, &afp);
	case SYSADMINCTL_SMB: return switch_flag(mac, call, &switches->smb_guest, &smb);
	case SYSADMINCTL_TIME:
		return switch_flag(mac, call, &switches->network_time, &network_time);
	case SYSADMINCTL_SCREEN_LOCK: return screen_lock(mac, call);
	case SYSADMINCTL_AUTOLOGIN: return autologin(mac, call);
	case SYSADMINCTL_FILESYSTEM: return filesystem(mac, call);
	case SYSADMINCTL_NONE:
	case SYSADMINCTL_ADD:
	case SYSADMINCTL_DELETE:
	case SYSADMINCTL_RESET:
	case SYSADMINCTL_CHANGE:
	case SYSADMINCTL_STATUS:
	case SYSADMINCTL_ON:
	case SYSADMINCTL_OFF: break;
	}
	return simmac_sysadminctl_usage(mac);
}
