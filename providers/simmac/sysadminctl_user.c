/* sysadminctl_user.c – adding and deleting accounts. FACTS 2.3, N1, N2, X1, X2 */
#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/text.h"

#include "sysadminctl.h"

/* --- adding
 * --------------------------------------------------------------------------------------- */

/* Administrator's credentials that are right: a grantor gives the new account a token. */
static enum simmac_outcome check_credentials(
	struct simmac_mac *mac, struct simmac_credentials by, bool *failed, bool *grantor)
{
	SIMMAC_RECORD admin = {0};
	enum simmac_outcome outcome;

	*failed = *grantor = false;
	if (by.name == NULL)
		return simmac_mac_is_root(mac) ? SIMMAC_OK : SIMMAC_NOT_ROOT;
	outcome = simmac_authenticate(mac, by.name, by.password);
	if (outcome == SIMMAC_BROKEN)
		return outcome;
	*failed = outcome != SIMMAC_OK;
	if (*failed) /* it goes on as plain root. FACTS 1.6 row 3 */
		return simmac_mac_is_root(mac) ? SIMMAC_OK : SIMMAC_NOT_ROOT;
	if (simmac_record_find(mac, SIMMAC_USERS, by.name, &admin) != 1)
		return SIMMAC_BROKEN;
	*grantor = simmac_token_grantor(mac, &admin);
	return SIMMAC_OK;
}

static bool number_or(const char *text, int64_t otherwise, int64_t *out)
{
	if (text == NULL) {
		*out = otherwise;
		return true;
	}
	return vouch_text_number(text, out);
}

static struct simmac_account account_of(const struct simmac_sysadminctl *call)
{
	struct simmac_account account = {
		.name = call->user,
		.full_name = call->full_name,
		.home = call->role_account && call->home == NULL ? "/var/empty" : call->home,
		.shell = call->role_account && call->shell == NULL ? "/usr/bin/false" : call->shell,
		.hint = call->hint,
		.picture = call->picture,
		.admin = call->admin && !call->role_account, /* ignored without a word. FACTS 2.3 */
		.hidden = call->role_account,
	};

	/* Text that is no number counts as not given. */
	if (!number_or(call->uid, -1, &account.uid))
		account.uid = -1;
	if (!number_or(call->gid, -1, &account.gid))
		account.gid = -1;
	return account;
}

static bool role_is_valid(const struct simmac_sysadminctl *call)
{
	int64_t uid;

	return !call->role_account ||
	       (call->user[0] == '_' && call->uid != NULL && vouch_text_number(call->uid, &uid) &&
		       uid >= 200 && uid <= 400);
}

/* Is there already one with this name, or full name? FACTS 2.3; the sentence is from 13. */
static int is_taken(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	SIMMAC_RECORD same = {0};
	SIMMAC_RECORD namesake = {0};
	int r = simmac_record_find(mac, SIMMAC_USERS, call->user, &same);

	if (r == 0 && call->full_name != NULL)
		r = simmac_record_find_by(
			mac, SIMMAC_USERS, "realname", call->full_name, &namesake);
	if (r == 1)
		simmac_sysadminctl_log(mac, "User named '%s' already exists.", call->user);
	return r;
}

static void print_steps(
	struct simmac_mac *mac, const struct simmac_sysadminctl *call, struct simmac_record *user)
{
	const char *home = simmac_record_first(mac, user, "home");

	const char *uid = simmac_record_first(mac, user, "uid");

	if (mac->rules->assigning_shows_gid)
		simmac_sysadminctl_log(mac, "Assigning UID: %s GID: %s", uid,
			simmac_record_first(mac, user, "gid"));
	else
		simmac_sysadminctl_log(mac, "Assigning UID: %s", uid);
	if (call->home != NULL)
		simmac_sysadminctl_log(
			mac, "Home directory is assigned (not created!) at %s", home);
	else if (!call->role_account)
		simmac_sysadminctl_log(mac, "Creating home directory at %s", home);
}

static int make(struct simmac_mac *mac, const struct simmac_sysadminctl *call, bool grantor)
{
	struct simmac_account account = account_of(call);
	SIMMAC_RECORD user = {0};
	enum simmac_outcome outcome;
	bool phantom = simmac_quirk(mac, SIMMAC_QUIRK_PHANTOM_ADD) &&
		       simmac_names_have(&mac->volume.raw_deleted, call->user);

	simmac_sysadminctl_log(mac, "Creating user record\xe2\x80\xa6");
	if (phantom) { /* says all is well, makes nothing. FACTS 7.10 */
		simmac_sysadminctl_log(mac, "Assigning UID: 501 GID: 20");
		simmac_sysadminctl_log(mac, "Creating home directory at /Users/%s", call->user);
		return 0;
	}
	if ((int64_t)call->password.secret.length < mac->settings.minimum_password)
		return simmac_sysadminctl_say(
			mac, call, (struct simmac_answer){SIMMAC_POLICY, false});
	outcome = simmac_account_make(mac, &account, &user);
	/* Even a blank password counts as set. FACTS 2.3 -password omitted */
	if (outcome == SIMMAC_OK)
		outcome = simmac_password_put(mac, &user, &call->password.secret);
	if (outcome == SIMMAC_OK && grantor && call->password.secret.length > 0)
		outcome = simmac_token_give(mac, &user);
	if (outcome != SIMMAC_OK)
		return simmac_sysadminctl_say(mac, call, (struct simmac_answer){outcome, false});
	print_steps(mac, call, &user);
	return 0;
}

int simmac_sysadminctl_add(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	struct simmac_credentials by = simmac_sysadminctl_credentials(call);
	bool failed, grantor;
	enum simmac_outcome outcome = check_credentials(mac, by, &failed, &grantor);
	int taken;

	if (outcome != SIMMAC_OK)
		return simmac_sysadminctl_say(mac, call, (struct simmac_answer){outcome, failed});
	taken = is_taken(mac, call);
	if (taken != 0)
		return taken < 0 ? simmac_mac_failed(mac) : 0;
	if (!role_is_valid(call)) {
		simmac_sysadminctl_log(mac,
			"Role accounts require name starting with _ and UID in 200-400 range.");
		return 0;
	}
	if (failed)
		simmac_sysadminctl_error(mac, -14090, "DSAuthenticator.m", 94);
	if (failed || by.name == NULL)
		simmac_sysadminctl_banner(mac);
	return make(mac, call, grantor);
}

/* --- deleting
 * --------------------------------------------------------------------------------------- */

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
	enum simmac_outcome outcome = check_credentials(mac, by, &failed, &grantor);
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
