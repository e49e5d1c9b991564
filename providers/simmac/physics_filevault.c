/* physics_filevault.c – switching FileVault on and off, now or at a logout. FACTS F1, F2, E7 */
#include "filevault.h"

#include <string.h>

#include "vouch/base/text.h"

static bool has_security_chip(const struct simmac_mac *mac)
{
	return strcmp(mac->settings.chip, "intel") != 0;
}

static enum simmac_filevault_answer save(struct simmac_mac *mac)
{
	return simmac_volume_save(mac) < 0 ? FILEVAULT_BROKEN : FILEVAULT_OK;
}

/* Who has no token may still switch FileVault on where nobody has one. FACTS F1, E7, C14 */
static enum simmac_filevault_answer take_first_token(
	struct simmac_mac *mac, struct simmac_record *user)
{
	int any = simmac_token_any(mac, NULL);

	if (any < 0)
		return FILEVAULT_BROKEN;
	if (any || !mac->rules->enabling_gives_first ||
		!(simmac_is_admin(mac, user) || simmac_account_is_mobile(user) ||
			mac->rules->standard_may_enable))
		return FILEVAULT_REFUSED;
	return simmac_token_give(mac, user) == SIMMAC_OK ? FILEVAULT_OK : FILEVAULT_BROKEN;
}

static enum simmac_filevault_answer begin(struct simmac_mac *mac)
{
	struct simmac_volume *volume = &mac->volume;

	/* CoreStorage converts after a restart; a security chip has encrypted all along. */
	if (!simmac_mac_is_apfs(mac))
		volume->filevault = SIMMAC_FILEVAULT_RESTART;
	else if (has_security_chip(mac))
		volume->filevault = SIMMAC_FILEVAULT_ON;
	else
		volume->filevault = SIMMAC_FILEVAULT_ENCRYPTING;
	volume->percent = 0;
	volume->deferred = (struct simmac_deferral){NULL, NULL, false, false, false};
	return save(mac);
}

static enum simmac_filevault_answer may_enable(const struct simmac_mac *mac)
{
	switch (mac->volume.filevault) {
	case SIMMAC_FILEVAULT_OFF:
	case SIMMAC_FILEVAULT_DEFERRED: break;
	case SIMMAC_FILEVAULT_ON:
	case SIMMAC_FILEVAULT_ENCRYPTING:
	case SIMMAC_FILEVAULT_DECRYPTING:
	case SIMMAC_FILEVAULT_RESTART:
	case SIMMAC_FILEVAULTS: return FILEVAULT_ALREADY;
	}
	if (mac->rules->enable_wants_access && !simmac_mac_is_managed(mac) &&
		!simmac_quirk(mac, SIMMAC_QUIRK_FULL_DISK_ACCESS))
		return FILEVAULT_NO_ACCESS;
	return FILEVAULT_OK;
}

/* Everybody who will unlock needs a password that can be typed. FACTS F1 */
static int any_blank(struct simmac_mac *mac, bool *out)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret blank = {0};
	size_t i;

	*out = false;
	for (i = 0; !*out && i < mac->volume.crypto_users.count; i++) {
		const struct simmac_crypto_user *crypto = &mac->volume.crypto_users.items[i];

		if (crypto->kind == SIMMAC_CRYPTO_LOCAL &&
			simmac_hash_check(&crypto->wraps, &blank, out, &mac->err) < 0)
			return -1;
	}
	return 0;
}

/* The account proves itself and becomes one that unlocks. */
static enum simmac_filevault_answer let_unlock(
	struct simmac_mac *mac, const char *name, const struct vouch_secret *password)
{
	SIMMAC_RECORD user = {0};
	enum simmac_filevault_answer answer = simmac_filevault_prove(mac, name, password, &user);
	struct simmac_token token;

	if (answer != FILEVAULT_OK)
		return answer;
	if (!simmac_mac_is_apfs(mac))
		return simmac_unlock_give(mac, &user) == SIMMAC_OK ? FILEVAULT_OK
								   : FILEVAULT_BROKEN;
	token = simmac_token_read(mac, &user);
	if (simmac_token_held(token))
		return token.wrapped ? FILEVAULT_OK : FILEVAULT_REFUSED;
	return take_first_token(mac, &user);
}

enum simmac_filevault_answer simmac_filevault_enable(struct simmac_mac *mac, const char *name,
	const struct vouch_secret *password, bool make_key, char key[SIMMAC_RECOVERY_TEXT])
{
	enum simmac_filevault_answer answer = may_enable(mac);
	bool blank = false;

	key[0] = '\0';
	if (answer == FILEVAULT_OK)
		answer = let_unlock(mac, name, password);
	if (answer != FILEVAULT_OK)
		return answer;
	if (any_blank(mac, &blank) < 0)
		return FILEVAULT_BROKEN;
	if (blank)
		return FILEVAULT_BLANK;
	/* A key that is there is kept. FACTS 4.4 */
	if (make_key && !simmac_volume_find_kind(&mac->volume, SIMMAC_CRYPTO_RECOVERY) &&
		simmac_recovery_make(mac, key) < 0)
		return FILEVAULT_BROKEN;
	return begin(mac);
}

enum simmac_filevault_answer simmac_filevault_defer(
	struct simmac_mac *mac, const struct simmac_deferral *deferral)
{
	enum simmac_filevault_answer answer = may_enable(mac);

	if (answer != FILEVAULT_OK)
		return answer;
	mac->volume.filevault = SIMMAC_FILEVAULT_DEFERRED;
	mac->volume.deferred = *deferral;
	return save(mac);
}

static void end_decryption(struct simmac_mac *mac)
{
	mac->volume.filevault = SIMMAC_FILEVAULT_OFF;
	/* An APFS volume keeps its crypto users, and the recovery key (FACTS 4.4). */
	if (!simmac_mac_is_apfs(mac))
		mac->volume.crypto_users.count = 0;
}

enum simmac_filevault_answer simmac_filevault_disable(struct simmac_mac *mac)
{
	struct simmac_volume *volume = &mac->volume;

	volume->deferred = (struct simmac_deferral){NULL, NULL, false, false, false};
	switch (volume->filevault) {
	case SIMMAC_FILEVAULT_OFF:
	case SIMMAC_FILEVAULT_DECRYPTING:
	case SIMMAC_FILEVAULTS: return FILEVAULT_NOT_ON;
	case SIMMAC_FILEVAULT_DEFERRED: volume->filevault = SIMMAC_FILEVAULT_OFF; break;
	case SIMMAC_FILEVAULT_RESTART: end_decryption(mac); break;
	case SIMMAC_FILEVAULT_ON:
	case SIMMAC_FILEVAULT_ENCRYPTING:
		volume->filevault = SIMMAC_FILEVAULT_DECRYPTING;
		volume->percent = 0;
		if (has_security_chip(mac))
			end_decryption(mac);
		break;
	}
	return save(mac);
}

enum simmac_filevault_answer simmac_filevault_progress(struct simmac_mac *mac, int64_t percent)
{
	struct simmac_volume *volume = &mac->volume;

	if (volume->filevault != SIMMAC_FILEVAULT_ENCRYPTING &&
		volume->filevault != SIMMAC_FILEVAULT_DECRYPTING)
		return FILEVAULT_NOT_ON;
	volume->percent = percent;
	if (percent >= 100 && volume->filevault == SIMMAC_FILEVAULT_DECRYPTING)
		end_decryption(mac);
	else if (percent >= 100)
		volume->filevault = SIMMAC_FILEVAULT_ON;
	return save(mac);
}

enum simmac_filevault_answer simmac_filevault_restart(struct simmac_mac *mac)
{
	mac->volume.sessions.count = 0;
	if (mac->volume.filevault == SIMMAC_FILEVAULT_RESTART) {
		mac->volume.filevault = SIMMAC_FILEVAULT_ENCRYPTING;
		mac->volume.percent = 0;
	}
	return save(mac);
}
