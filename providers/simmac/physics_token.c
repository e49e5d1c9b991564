/* physics_token.c – secure tokens: the three stores, who may give and take. FACTS 1.1, 1.6 to 1.8
 */
#include "physics.h"

#include "vouch/base/text.h"

struct simmac_token simmac_token_read(struct simmac_mac *mac, const struct simmac_record *user)
{
	const char *uuid = simmac_record_first(mac, user, "generateduid");
	struct simmac_crypto_user *crypto = simmac_volume_find(&mac->volume, uuid);
	struct simmac_hash hash = simmac_password_hash(mac, user);
	struct simmac_token token = {
		.tag = simmac_record_has(user, "authentication_authority", SIMMAC_TAG),
		.crypto = crypto && crypto->kind == SIMMAC_CRYPTO_LOCAL,
	};

	token.wrapped = token.crypto && simmac_hash_equal(&crypto->wraps, &hash);
	return token;
}

bool simmac_token_held(struct simmac_token token)
{
	return token.tag && token.crypto;
}

bool simmac_token_shown(struct simmac_mac *mac, const struct simmac_record *user)
{
	const char *uuid = simmac_record_first(mac, user, "generateduid");
	int64_t now = simmac_mac_milliseconds();
	size_t i;

	for (i = mac->volume.lags.count; i-- > 0;) {
		const struct simmac_lag *lag = &mac->volume.lags.items[i];

		if (lag->until > now && vouch_text_equal_nocase(lag->uuid, uuid))
			return lag->shown;
	}
	/* It follows the tag, not the crypto user. FACTS 9.0 */
	return simmac_token_read(mac, user).tag;
}

bool simmac_token_usable(struct simmac_mac *mac, const struct simmac_record *user)
{
	struct simmac_token token = simmac_token_read(mac, user);

	return simmac_token_held(token) && token.wrapped && !simmac_account_disabled(user);
}

bool simmac_token_grantor(struct simmac_mac *mac, const struct simmac_record *user)
{
	return simmac_token_usable(mac, user) && simmac_is_admin(mac, user);
}

/* The record of a crypto user: by the name it had, else by its GUID over all records. */
static int record_of(
	struct simmac_mac *mac, const struct simmac_crypto_user *crypto, struct simmac_record *out)
{
	int r = crypto->name ? simmac_record_find(mac, SIMMAC_USERS, crypto->name, out) : 0;

	if (r != 0 && (r < 0 || simmac_record_has_nocase(out, "generateduid", crypto->uuid)))
		return r;
	simmac_record_release(out);
	return simmac_record_find_by(mac, SIMMAC_USERS, "generateduid", crypto->uuid, out);
}

int simmac_token_any(struct simmac_mac *mac, const char *except)
{
	size_t i;

	for (i = 0; i < mac->volume.crypto_users.count; i++) {
		const struct simmac_crypto_user *crypto = &mac->volume.crypto_users.items[i];
		SIMMAC_RECORD record = {0};
		int r;

		if (crypto->kind != SIMMAC_CRYPTO_LOCAL ||
			(except && vouch_text_equal_nocase(crypto->uuid, except)))
			continue;
		r = record_of(mac, crypto, &record);
		if (r < 0)
			return r;
		if (r == 1 && simmac_token_held(simmac_token_read(mac, &record)))
			return 1;
	}
	return 0;
}

int simmac_token_gate_open(struct simmac_mac *mac)
{
	int any = simmac_token_any(mac, NULL);

	if (any < 0)
		return any;
	/* FACTS 1.7: under MDM, 15 counts the bootstrap token and the recovery key as holders. */
	if (simmac_quirk(mac, SIMMAC_QUIRK_GATE_COUNTS_BOOTSTRAP) && simmac_mac_is_managed(mac) &&
		(simmac_volume_find_kind(&mac->volume, SIMMAC_CRYPTO_BOOTSTRAP) ||
			simmac_volume_find_kind(&mac->volume, SIMMAC_CRYPTO_RECOVERY)))
		return 0;
	return !any;
}

static void lag(struct simmac_mac *mac, const struct simmac_record *user)
{
	struct simmac_lag *lag;
	bool shown = simmac_token_shown(mac, user);

	if (mac->settings.status_lag <= 0)
		return;
	lag = VOUCH_PUSH(&mac->arena, &mac->volume.lags);
	lag->uuid = simmac_record_first(mac, user, "generateduid");
	lag->shown = shown;
	lag->until = simmac_mac_milliseconds() + mac->settings.status_lag;
}

static enum simmac_outcome save_both(struct simmac_mac *mac, struct simmac_record *user)
{
	if (simmac_record_save(mac, user) < 0 || simmac_volume_save(mac) < 0)
		return SIMMAC_BROKEN;
	return SIMMAC_OK;
}

enum simmac_outcome simmac_token_give(struct simmac_mac *mac, struct simmac_record *user)
{
	const char *uuid = simmac_record_first(mac, user, "generateduid");
	struct simmac_hash hash = simmac_password_hash(mac, user);

	if (!uuid || !simmac_mac_is_apfs(mac))
		return SIMMAC_NO_USER;
	lag(mac, user);
	if (!simmac_record_has(user, "authentication_authority", SIMMAC_TAG))
		simmac_record_add(user, "authentication_authority", SIMMAC_TAG);
	simmac_volume_put(
		mac, uuid, SIMMAC_CRYPTO_LOCAL, simmac_record_first(mac, user, "name"), &hash);
	return save_both(mac, user);
}

enum simmac_outcome simmac_unlock_give(struct simmac_mac *mac, struct simmac_record *user)
{
	const char *uuid = simmac_record_first(mac, user, "generateduid");
	struct simmac_hash hash = simmac_password_hash(mac, user);

	if (simmac_mac_is_apfs(mac))
		return simmac_token_give(mac, user);
	if (!uuid || !hash.set)
		return SIMMAC_NO_USER;
	simmac_volume_put(
		mac, uuid, SIMMAC_CRYPTO_LOCAL, simmac_record_first(mac, user, "name"), &hash);
	return simmac_volume_save(mac) < 0 ? SIMMAC_BROKEN : SIMMAC_OK;
}

enum simmac_outcome simmac_token_take(struct simmac_mac *mac, struct simmac_record *user)
{
	const char *uuid = simmac_record_first(mac, user, "generateduid");

	lag(mac, user);
	(void)simmac_record_drop(mac, user, "authentication_authority", SIMMAC_TAG);
	(void)simmac_volume_drop(&mac->volume, uuid); /* a dead token may lack either */
	return save_both(mac, user);
}

/* Rows 3 and 4 of 1.6: credentials that fail are as none, and none are not enough. */
static enum simmac_outcome check_grantor(struct simmac_mac *mac, struct simmac_credentials by,
	struct simmac_record *out, bool *failed)
{
	enum simmac_outcome outcome;

	if (!by.name)
		return simmac_mac_is_root(mac) ? SIMMAC_NO_UNLOCK : SIMMAC_NOT_ROOT;
	outcome = simmac_authenticate(mac, by.name, by.password);
	if (outcome == SIMMAC_BROKEN)
		return outcome;
	*failed = outcome != SIMMAC_OK;
	if (*failed)
		return SIMMAC_NO_UNLOCK;
	return simmac_record_find(mac, SIMMAC_USERS, by.name, out) == 1 ? SIMMAC_OK : SIMMAC_BROKEN;
}

/* Rows 5 and 6. A blank password is the password of nobody here. */
static enum simmac_outcome check_target(struct simmac_mac *mac, const char *user,
	const struct vouch_secret *password, struct simmac_record *out)
{
	bool matches = false;
	int r = simmac_record_find(mac, SIMMAC_USERS, user, out);

	if (r < 1)
		return r < 0 ? SIMMAC_BROKEN : SIMMAC_NO_USER;
	if (simmac_password_matches(mac, out, password, &matches) < 0)
		return SIMMAC_BROKEN;
	return matches && password->length > 0 ? SIMMAC_OK : SIMMAC_WRONG_PASSWORD;
}

static bool same(
	struct simmac_mac *mac, const struct simmac_record *a, const struct simmac_record *b)
{
	return vouch_text_equal_nocase(simmac_record_first(mac, a, "generateduid"),
		simmac_record_first(mac, b, "generateduid"));
}

/* Row 7: a grantor that is none, unless the gate is open: an administrator gives the first token to
 * itself, or to itself and another account. FACTS T2, T3 */
static enum simmac_outcome check_right(struct simmac_mac *mac, const struct simmac_record *grantor,
	const struct simmac_record *target)
{
	int gate, any;

	if (!simmac_mac_is_apfs(mac)) /* there are no tokens on HFS+; the text is inferred */
		return SIMMAC_NOT_AUTHORIZED;
	if (simmac_token_grantor(mac, grantor))
		return SIMMAC_OK;
	gate = simmac_token_gate_open(mac);
	any = simmac_token_any(mac, NULL);
	if (gate < 0 || any < 0)
		return SIMMAC_BROKEN;
	if (any || !simmac_is_admin(mac, grantor) ||
		!(same(mac, grantor, target) ? mac->rules->self_grant : mac->rules->pair_grant))
		return SIMMAC_NOT_AUTHORIZED;
	/* Closed by a bootstrap token or a recovery key: it says Done! and does nothing. */
	return gate ? SIMMAC_OK : SIMMAC_LIED;
}

/* Switching a token re-hashes the password. FACTS 1.1 */
static enum simmac_outcome rehash(
	struct simmac_mac *mac, struct simmac_record *user, const struct vouch_secret *password);

struct simmac_answer simmac_token_grant(struct simmac_mac *mac, const char *user,
	const struct vouch_secret *password, struct simmac_credentials by)
{
	struct simmac_answer answer = {SIMMAC_OK, false};
	SIMMAC_RECORD grantor = {0};
	SIMMAC_RECORD target = {0};

	answer.outcome = check_grantor(mac, by, &grantor, &answer.credentials_failed);
	if (answer.outcome == SIMMAC_OK)
		answer.outcome = check_target(mac, user, password, &target);
	if (answer.outcome == SIMMAC_OK)
		answer.outcome = check_right(mac, &grantor, &target);
	if (answer.outcome == SIMMAC_OK && simmac_quirk(mac, SIMMAC_QUIRK_NO_UNLOCK_RECORD))
		answer.outcome = SIMMAC_NO_RECORD;
	if (answer.outcome == SIMMAC_OK && simmac_quirk(mac, SIMMAC_QUIRK_LIE_DONE))
		answer.outcome = SIMMAC_LIED;
	if (answer.outcome == SIMMAC_OK)
		answer.outcome = rehash(mac, &target, password);
	if (answer.outcome == SIMMAC_OK && !simmac_token_grantor(mac, &grantor) &&
		!same(mac, &grantor, &target)) /* FACTS T3: both get one */
		answer.outcome = simmac_token_give(mac, &grantor);
	if (answer.outcome == SIMMAC_OK)
		answer.outcome = simmac_token_give(mac, &target);
	return answer;
}

struct simmac_answer simmac_token_revoke(struct simmac_mac *mac, const char *user,
	const struct vouch_secret *password, struct simmac_credentials by)
{
	struct simmac_answer answer = {SIMMAC_OK, false};
	SIMMAC_RECORD grantor = {0};
	SIMMAC_RECORD target = {0};

	answer.outcome = check_grantor(mac, by, &grantor, &answer.credentials_failed);
	if (answer.outcome == SIMMAC_OK)
		answer.outcome = check_target(mac, user, password, &target);
	if (answer.outcome == SIMMAC_OK && !simmac_token_grantor(mac, &grantor))
		answer.outcome = SIMMAC_NOT_AUTHORIZED;
	if (answer.outcome == SIMMAC_OK && same(mac, &grantor, &target))
		answer.outcome = SIMMAC_SELF_REVOKE;
	if (answer.outcome == SIMMAC_OK && simmac_quirk(mac, SIMMAC_QUIRK_LIE_DONE))
		answer.outcome = SIMMAC_LIED;
	if (answer.outcome == SIMMAC_OK)
		answer.outcome = rehash(mac, &target, password);
	if (answer.outcome == SIMMAC_OK)
		answer.outcome = simmac_token_take(mac, &target);
	return answer;
}

static enum simmac_outcome rehash(
	struct simmac_mac *mac, struct simmac_record *user, const struct vouch_secret *password)
{
	return simmac_password_write(mac, user, password) < 0 ? SIMMAC_BROKEN : SIMMAC_OK;
}
