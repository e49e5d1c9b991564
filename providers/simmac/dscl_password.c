/* dscl_password.c – dscl -passwd and -authonly. FACTS 3.1, 3.2, P2 to P4, Q7 */
#include <stdio.h>
#include <string.h>

#include "dscl.h"
#include "input.h"

static enum simmac_ds status_of(enum simmac_outcome outcome)
{
	switch (outcome) {
	case SIMMAC_OK: return DS_OK;
	case SIMMAC_BROKEN: return DS_BROKEN;
	case SIMMAC_POLICY: return DS_BAD_PASSWORD;
	case SIMMAC_ACCOUNT_DISABLED: return DS_DISABLED;
	case SIMMAC_NOT_ROOT:
	case SIMMAC_NO_PERMISSION: return DS_PERMISSION;
	case SIMMAC_LIED:
	case SIMMAC_NO_USER: /* dscl does not tell whether there is such an account */
	case SIMMAC_WRONG_PASSWORD:
	case SIMMAC_ACCOUNT_LOCKED:
	case SIMMAC_NO_UNLOCK:
	case SIMMAC_NOT_AUTHORIZED:
	case SIMMAC_SELF_REVOKE:
	case SIMMAC_NO_RECORD:
	case SIMMAC_LAST: break;
	}
	return DS_AUTH_FAILED;
}

/* From the command line, or by a prompt where it is not there. False: nothing came. */
static bool take_password(
	struct simmac_dscl *dscl, const char *word, const char *prompt, struct vouch_secret *out)
{
	if (word)
		return vouch_secret_set(out, word, strlen(word), NULL) == 0;
	return simmac_input_prompt(&dscl->mac->heard, prompt, out);
}

static int refuse_passwd(struct simmac_dscl *dscl, enum simmac_ds status)
{
	if (status == DS_OK || status == DS_BROKEN)
		return status;
	printf("passwd: DS error: %s\n", simmac_ds_name(status));
	return simmac_dscl_end(dscl, status);
}

/* As root without the old password: only where the account holds no token. FACTS P3, P4 */
static enum simmac_outcome set_as_root(
	struct simmac_dscl *dscl, const struct vouch_secret *password)
{
	SIMMAC_RECORD user = {0};

	if (simmac_record_find(dscl->mac, SIMMAC_USERS, dscl->name, &user) != 1)
		return SIMMAC_BROKEN;
	if (!simmac_mac_is_root(dscl->mac))
		return SIMMAC_NOT_ROOT;
	if (dscl->mac->rules->passwd_asks_everybody && simmac_password_is_set(dscl->mac, &user))
		return SIMMAC_NO_UNLOCK;
	if (!simmac_quirk(dscl->mac, SIMMAC_QUIRK_ROOT_RESET_BREAKS) &&
		simmac_token_held(simmac_token_read(dscl->mac, &user)))
		return SIMMAC_NO_UNLOCK;
	return simmac_password_put(dscl->mac, &user, password);
}

static int lock_and_find(struct simmac_dscl *dscl)
{
	SIMMAC_RECORD user = {0};

	if (simmac_mac_lock(dscl->mac, SIMMAC_CHANGE) < 0)
		return -1;
	return simmac_record_find(dscl->mac, SIMMAC_USERS, dscl->name, &user);
}

int simmac_dscl_passwd(struct simmac_dscl *dscl)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret old = {0};
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0};
	const char *word = dscl->count > 0 ? dscl->words[dscl->count - 1] : NULL;
	enum simmac_outcome outcome = SIMMAC_NOT_ROOT;
	int found;

	if (dscl->place != DSCL_RECORD || dscl->type != SIMMAC_USERS || dscl->count > 2)
		return simmac_dscl_invalid_path(dscl);
	if (!take_password(dscl, word, "New Password: ", &password))
		return refuse_passwd(dscl, DS_AUTH_FAILED);
	found = lock_and_find(dscl);
	if (found < 1)
		return found < 0 ? DS_BROKEN : simmac_dscl_invalid_path(dscl);
	if (dscl->count == 2) {
		if (!take_password(dscl, dscl->words[0], "", &old))
			return DS_BROKEN;
		return refuse_passwd(dscl,
			status_of(simmac_password_change(dscl->mac, dscl->name, &old, &password)));
	}
	outcome = set_as_root(dscl, &password);
	if (outcome != SIMMAC_NO_UNLOCK && outcome != SIMMAC_NOT_ROOT)
		return refuse_passwd(dscl, status_of(outcome));
	/* The set is refused inside; dscl asks for the old password and tries a change. */
	simmac_mac_unlock(dscl->mac);
	if (!take_password(
		    dscl, NULL, "Permission denied. Please enter user's old password:", &old))
		return refuse_passwd(dscl, DS_AUTH_FAILED);
	if (lock_and_find(dscl) < 1)
		return DS_BROKEN;
	return refuse_passwd(
		dscl, status_of(simmac_password_change(dscl->mac, dscl->name, &old, &password)));
}

static enum simmac_outcome verify(
	struct simmac_dscl *dscl, const char *name, const struct vouch_secret *password)
{
	SIMMAC_RECORD user = {0};
	bool matches = false;

	if (simmac_quirk(dscl->mac, SIMMAC_QUIRK_AUTHONLY_TRIGGERS))
		return simmac_authenticate(dscl->mac, name, password);
	if (simmac_record_find(dscl->mac, SIMMAC_USERS, name, &user) < 1)
		return SIMMAC_NO_USER;
	if (simmac_account_disabled(&user))
		return SIMMAC_ACCOUNT_DISABLED;
	if (simmac_password_matches(dscl->mac, &user, password, &matches) < 0)
		return SIMMAC_BROKEN;
	return matches ? SIMMAC_OK : SIMMAC_WRONG_PASSWORD;
}

enum simmac_ds simmac_dscl_authenticate(
	struct simmac_dscl *dscl, const char *user, const struct vouch_secret *password)
{
	SIMMAC_RECORD record = {0};
	enum simmac_ds status = status_of(simmac_authenticate(dscl->mac, user, password));

	if (status == DS_OK && simmac_record_find(dscl->mac, SIMMAC_USERS, user, &record) == 1 &&
		simmac_is_admin(dscl->mac, &record))
		dscl->mac->caller = "root";
	return status;
}

/* Their first word is the account's name, not a path; root's where there is none. */
static int authenticate(struct simmac_dscl *dscl, bool only)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0};
	const char *user = dscl->count > 0 ? dscl->words[0] : "root";
	enum simmac_ds status = DS_AUTH_FAILED;

	if (take_password(dscl, dscl->count > 1 ? dscl->words[1] : NULL, "Password: ", &password)) {
		if (simmac_mac_lock(dscl->mac, SIMMAC_CHANGE) < 0)
			return DS_BROKEN;
		status = only ? status_of(verify(dscl, user, &password))
			      : simmac_dscl_authenticate(dscl, user, &password);
	}
	if (status == DS_OK || status == DS_BROKEN)
		return status;
	printf("Authentication for node /Local/Default failed. (-%d, %s)\n", (int)status,
		simmac_ds_name(status));
	return simmac_dscl_end(dscl, status);
}

int simmac_dscl_auth(struct simmac_dscl *dscl)
{
	return authenticate(dscl, false);
}

int simmac_dscl_authonly(struct simmac_dscl *dscl)
{
	return authenticate(dscl, true);
}
