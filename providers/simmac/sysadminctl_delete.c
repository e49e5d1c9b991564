/* sysadminctl_delete.c – deleting accounts. FACTS 2.3, X1, X2 */
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "vouch/base/text.h"

#include "sysadminctl.h"

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status;
	(void)type;
	(void)walk;
	return remove(path);
}

/* As the real tool: the home of the record, whatever it is, below this Mac. */
static void remove_home(
	struct simmac_mac *mac, const struct simmac_sysadminctl *call, const char *home)
{
	if (call->keep_home || home == NULL || !vouch_text_starts(home, "/Users/") ||
		strstr(home, "/..") != NULL)
		return;
	simmac_sysadminctl_log(mac,
		call->secure ? "Securely removing %s's home at %s" : "Removing %s's home at %s",
		call->user, home);
	(void)nftw(simmac_mac_path(mac, home), remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static void print_deletion(struct simmac_mac *mac, const struct simmac_sysadminctl *call,
	const char *uid, enum simmac_outcome outcome)
{
	simmac_sysadminctl_log(mac, "Deleting Public share point for %s", call->user);
	if (outcome == SIMMAC_NO_PERMISSION) { /* half done: the record stays. FACTS 7.9 */
		(void)simmac_sysadminctl_say(mac, call, (struct simmac_answer){outcome, false});
		return;
	}
	simmac_sysadminctl_log(mac, "Deleting record for %s", call->user);
	simmac_sysadminctl_log(mac,
		"AOSKit INFO: Disabling BTMM for user, no zone found for uid=%s, usersToZones: "
		"(null)",
		uid);
}

int simmac_sysadminctl_delete(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	struct simmac_credentials by = simmac_sysadminctl_credentials(call);
	SIMMAC_RECORD user = {0};
	bool failed, grantor;
	enum simmac_outcome outcome = simmac_sysadminctl_check(mac, by, &failed, &grantor);
	const char *home, *uid;

	if (outcome == SIMMAC_OK)
		outcome = simmac_account_may_delete(mac, call->user);
	if (outcome == SIMMAC_NO_USER) { /* FACTS 2.3: a line with "not found" */
		simmac_sysadminctl_log(mac, "User %s not found", call->user);
		return 0;
	}
	if (outcome != SIMMAC_OK)
		return simmac_sysadminctl_say(mac, call, (struct simmac_answer){outcome, failed});
	if (simmac_record_find(mac, SIMMAC_USERS, call->user, &user) != 1)
		return simmac_mac_failed(mac);
	home = simmac_record_first(mac, &user, "home");
	uid = simmac_record_first(mac, &user, "uid");
	simmac_sysadminctl_log(mac, "Killing all processes for UID %s", uid);
	remove_home(mac, call, home);
	outcome = simmac_account_delete(mac, call->user);
	if (outcome == SIMMAC_BROKEN)
		return simmac_mac_failed(mac);
	print_deletion(mac, call, uid, outcome);
	return 0;
}
