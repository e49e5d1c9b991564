/* physics_login.c – logins and logouts, and the events they fire. FACTS E3 to E7 */
#include "physics.h"

#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "filevault.h"

bool simmac_logged_in(const struct simmac_mac *mac, const char *user)
{
	size_t i;

	for (i = 0; i < mac->volume.sessions.count; i++)
		if (vouch_text_equal_nocase(mac->volume.sessions.items[i].name, user))
			return true;
	return false;
}

/* E3: who gets a token from the bootstrap token. FACTS 6.2 */
static bool bootstrap_grants(struct simmac_mac *mac, const struct simmac_record *user)
{
	return mac->rules->bootstrap_grants_any ||
	       (mac->rules->bootstrap && simmac_account_is_mobile(user));
}

/* E3 and E4: what a graphical login does with the bootstrap token. */
static enum simmac_outcome bootstrap(
	struct simmac_mac *mac, struct simmac_record *user, const struct vouch_secret *password)
{
	bool held = simmac_token_held(simmac_token_read(mac, user));

	if (!simmac_mac_is_apfs(mac))
		return SIMMAC_OK;
	if (!held && mac->volume.bootstrap == SIMMAC_BOOTSTRAP_ESCROWED && password->length > 0 &&
		bootstrap_grants(mac, user))
		return simmac_token_give(mac, user);
	if (held && mac->volume.bootstrap == SIMMAC_BOOTSTRAP_SUPPORTED &&
		mac->rules->bootstrap_login_escrow) {
		struct simmac_hash none = {0};

		mac->volume.bootstrap = SIMMAC_BOOTSTRAP_ESCROWED;
		simmac_volume_put(mac, SIMMAC_UUID_BOOTSTRAP, SIMMAC_CRYPTO_BOOTSTRAP, NULL, &none);
	}
	return SIMMAC_OK;
}

/* E5 and E5': the first graphical login of a mobile account without a token. */
static enum simmac_outcome mobile_token(
	struct simmac_mac *mac, struct simmac_record *user, const struct simmac_login *login)
{
	SIMMAC_RECORD administrator = {0};
	enum simmac_outcome outcome;
	int any;

	if (!simmac_mac_is_apfs(mac) || !simmac_account_is_mobile(user) ||
		simmac_token_held(simmac_token_read(mac, user)))
		return SIMMAC_OK;
	any = simmac_token_any(mac, NULL);
	if (any < 0)
		return SIMMAC_BROKEN;
	if (!any)
		return mac->rules->mobile_gets_first ? simmac_token_give(mac, user) : SIMMAC_OK;
	if (!mac->rules->mobile_dialog || !login->administrator.name)
		return SIMMAC_OK; /* no dialog, or bypassed */
	outcome =
		simmac_authenticate(mac, login->administrator.name, login->administrator.password);
	if (outcome != SIMMAC_OK)
		return outcome;
	if (simmac_record_find(mac, SIMMAC_USERS, login->administrator.name, &administrator) != 1)
		return SIMMAC_BROKEN;
	return simmac_token_grantor(mac, &administrator) ? simmac_token_give(mac, user)
							 : SIMMAC_NOT_AUTHORIZED;
}

/* E6: the cached password follows the directory; the crypto user does so where the window asks for
 * the old password and gets it. */
static enum simmac_outcome follow_directory(
	struct simmac_mac *mac, const struct simmac_login *login)
{
	SIMMAC_RECORD user = {0};
	struct simmac_crypto_user *crypto;
	bool opens = false;
	int r = simmac_record_find(mac, SIMMAC_USERS, login->user, &user);

	if (r < 1)
		return r < 0 ? SIMMAC_BROKEN : SIMMAC_NO_USER;
	if (!simmac_account_is_mobile(&user))
		return SIMMAC_OK;
	if (simmac_password_write(mac, &user, login->password) < 0 ||
		simmac_record_save(mac, &user) < 0)
		return SIMMAC_BROKEN;
	crypto = simmac_volume_find(&mac->volume, simmac_record_first(mac, &user, "generateduid"));
	if (crypto && login->old && mac->rules->mobile_syncs &&
		simmac_hash_check(&crypto->wraps, login->old, &opens, &mac->err) < 0)
		return SIMMAC_BROKEN;
	if (!opens)
		return SIMMAC_OK;
	simmac_password_rewrap(mac, &user);
	return simmac_volume_save(mac) < 0 ? SIMMAC_BROKEN : SIMMAC_OK;
}

static int open_session(struct simmac_mac *mac, const struct simmac_record *user, bool graphical)
{
	struct simmac_session *session = VOUCH_PUSH(&mac->arena, &mac->volume.sessions);

	session->name = simmac_record_first(mac, user, "name");
	session->graphical = graphical;
	(void)simmac_record_number(mac, user, "uid", &session->uid); /* a new one is 0 */
	/* The login window brings preboot up to date by itself. FACTS 9.4 preboot_lag */
	return graphical ? simmac_preboot_update(mac) : simmac_volume_save(mac);
}

/* E7: FileVault that waits for this account begins, and leaves the key where it was told to. */
static int end_deferral(
	struct simmac_mac *mac, const char *name, const struct vouch_secret *password)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf xml = {0};
	const char *path = mac->volume.deferred.path;
	char key[SIMMAC_RECOVERY_TEXT];
	enum simmac_filevault_answer answer;
	int r = 0;

	if (!password || mac->volume.filevault != SIMMAC_FILEVAULT_DEFERRED ||
		(mac->volume.deferred.user &&
			!vouch_text_equal_nocase(mac->volume.deferred.user, name)))
		return 0;
	answer = simmac_filevault_enable(mac, name, password, !mac->volume.deferred.no_key, key);
	if (answer == FILEVAULT_OK && path && *path == '/' && !strstr(path, "/..")) {
		simmac_filevault_report(mac, name, key, &xml);
		r = simmac_mac_replace(
			mac, simmac_mac_path(mac, path), 0600, xml.bytes, xml.length);
		vouch_wipe(xml.bytes, xml.length);
	}
	vouch_wipe(key, sizeof key);
	/* Where it is refused, it asks again next time. */
	return answer == FILEVAULT_BROKEN ? -1 : r;
}

enum simmac_outcome simmac_login(struct simmac_mac *mac, const struct simmac_login *login)
{
	SIMMAC_RECORD user = {0};
	enum simmac_outcome outcome = SIMMAC_OK;
	bool made;

	if (login->from_directory)
		outcome = follow_directory(mac, login);
	if (outcome == SIMMAC_OK)
		outcome = simmac_authenticate(mac, login->user, login->password);
	if (outcome != SIMMAC_OK)
		return outcome;
	if (simmac_record_find(mac, SIMMAC_USERS, login->user, &user) != 1 ||
		(login->how != SIMMAC_SU && simmac_account_home(mac, &user, &made) < 0))
		return SIMMAC_BROKEN;
	if (login->how == SIMMAC_GRAPHICAL) {
		outcome = bootstrap(mac, &user, login->password);
		if (outcome == SIMMAC_OK)
			outcome = mobile_token(mac, &user, login);
	}
	if (outcome != SIMMAC_OK)
		return outcome;
	if (open_session(mac, &user, login->how == SIMMAC_GRAPHICAL) < 0)
		return SIMMAC_BROKEN;
	if (login->how == SIMMAC_GRAPHICAL && mac->volume.deferred.at_login &&
		end_deferral(mac, login->user, login->password) < 0)
		return SIMMAC_BROKEN;
	return SIMMAC_OK;
}

int simmac_logout(struct simmac_mac *mac, const char *name, const struct vouch_secret *password,
	bool *was_there)
{
	size_t i, kept = 0;

	for (i = 0; i < mac->volume.sessions.count; i++)
		if (!vouch_text_equal_nocase(mac->volume.sessions.items[i].name, name))
			mac->volume.sessions.items[kept++] = mac->volume.sessions.items[i];
	*was_there = kept != mac->volume.sessions.count;
	mac->volume.sessions.count = kept;
	if (!*was_there)
		return 0;
	if (!mac->volume.deferred.not_at_logout && end_deferral(mac, name, password) < 0)
		return -1;
	return simmac_volume_save(mac);
}
