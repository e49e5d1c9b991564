/* physics_password.c – setting and changing passwords, and what that does to tokens. FACTS 7.A,
 * P1–P10
 */
#include "physics.h"

#include <string.h>

#include "vouch/base/buf.h"
#include "vouch/base/text.h"

#include "policy_data.h"
#include "policy_limits.h"

#define HASH_KIND  "SALTED-SHA512-PBKDF2"
#define SHADOW_TAG ";ShadowHash;HASHLIST:<SALTED-SHA512-PBKDF2,SRP-RFC5054-4096-SHA512-PBKDF2>"

enum { SHADOW_MAX = 64 * 1024 };

struct simmac_hash simmac_password_hash(struct simmac_mac *mac, const struct simmac_record *user)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *shadow = NULL;
	struct simmac_hash none = {0};
	struct vouch_bytes bytes;

	if (!vouch_plist_data(&mac->arena,
		    vouch_plist_item(vouch_plist_get(user->list, "ShadowHashData"), 0), &bytes) ||
		vouch_plist_parse(bytes.data, bytes.length, SHADOW_MAX, &shadow, NULL) < 0)
		return none;
	return simmac_hash_from_plist(&mac->arena, vouch_plist_get(shadow, HASH_KIND));
}

bool simmac_password_is_set(struct simmac_mac *mac, const struct simmac_record *user)
{
	return simmac_password_hash(mac, user).set;
}

int simmac_password_matches(struct simmac_mac *mac, const struct simmac_record *user,
	const struct vouch_secret *password, bool *out)
{
	struct simmac_hash hash = simmac_password_hash(mac, user);

	return simmac_hash_check(&hash, password, out, &mac->err);
}

int simmac_password_write(
	struct simmac_mac *mac, struct simmac_record *user, const struct vouch_secret *password)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *shadow = vouch_plist_new_dict();
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};
	struct simmac_hash hash = {0};
	int r = simmac_hash_make(password, mac->settings.iterations, &hash, &mac->err);

	if (r < 0)
		return r;
	vouch_plist_set(shadow, HASH_KIND, simmac_hash_to_plist(&hash));
	vouch_plist_write_binary(shadow, &bytes);
	simmac_record_set_data(user, "ShadowHashData", bytes.bytes, bytes.length);
	simmac_record_set(user, "passwd", "********");
	return 0;
}

/* The first value of an account with a password; what else is there stays behind it. */
static void put_shadow_tag(struct simmac_mac *mac, struct simmac_record *user)
{
	struct vouch_plist *old = vouch_plist_get(user->list, "authentication_authority");
	struct vouch_plist *tags;
	size_t i;

	for (i = 0; i < vouch_plist_count(old); i++) {
		const char *tag = simmac_record_value(mac, user, "authentication_authority", i);

		if (tag && vouch_text_starts(tag, ";ShadowHash;"))
			return;
	}
	tags = vouch_plist_new_array();
	vouch_plist_append(tags, vouch_plist_new_string(SHADOW_TAG));
	for (i = 0; i < vouch_plist_count(old); i++)
		vouch_plist_append(tags, vouch_plist_copy(vouch_plist_item(old, i)));
	vouch_plist_set(user->list, "authentication_authority", tags);
}

/* E1: on 11 and later whose password is set first gets the first token. FACTS E1 */
static enum simmac_outcome first_token(struct simmac_mac *mac, struct simmac_record *user)
{
	int any;

	if (mac->rules->first_token != SIMMAC_FIRST_AT_PASSWORD_SET || !simmac_mac_is_apfs(mac) ||
		(mac->rules->disabled_tags &&
			simmac_record_has(user, "authentication_authority", SIMMAC_SUPPRESS)))
		return SIMMAC_OK;
	any = simmac_token_any(mac, NULL);
	if (any != 0)
		return any < 0 ? SIMMAC_BROKEN : SIMMAC_OK;
	return simmac_token_give(mac, user);
}

static bool policy_allows(struct simmac_mac *mac, const struct simmac_record *user,
	const struct vouch_secret *password)
{
	return (int64_t)password->length >= simmac_policy_limits_for(mac, user).shortest;
}

enum simmac_outcome simmac_password_put(
	struct simmac_mac *mac, struct simmac_record *user, const struct vouch_secret *password)
{
	const char *uuid = simmac_record_first(mac, user, "generateduid");

	if (!policy_allows(mac, user, password))
		return SIMMAC_POLICY;
	if (simmac_password_write(mac, user, password) < 0)
		return SIMMAC_BROKEN;
	put_shadow_tag(mac, user);
	if (!simmac_record_count(user, "_writers_passwd"))
		simmac_record_set(user, "_writers_passwd", simmac_record_first(mac, user, "name"));
	simmac_policy_password_set(mac, user);
	if (uuid && simmac_names_have(&mac->volume.hashed, uuid)) {
		simmac_names_drop(&mac->volume.hashed, uuid);
		if (simmac_volume_save(mac) < 0)
			return SIMMAC_BROKEN;
	}
	if (simmac_record_save(mac, user) < 0)
		return SIMMAC_BROKEN;
	return first_token(mac, user);
}

enum simmac_outcome simmac_password_inject(
	struct simmac_mac *mac, struct simmac_record *user, const struct vouch_secret *password)
{
	const char *uuid = simmac_record_first(mac, user, "generateduid");

	if (simmac_password_write(mac, user, password) < 0)
		return SIMMAC_BROKEN;
	put_shadow_tag(mac, user);
	if (uuid)
		simmac_names_add(mac, &mac->volume.hashed, uuid);
	if (simmac_record_save(mac, user) < 0 || simmac_volume_save(mac) < 0)
		return SIMMAC_BROKEN;
	return SIMMAC_OK;
}

void simmac_password_rewrap(struct simmac_mac *mac, const struct simmac_record *user)
{
	struct simmac_crypto_user *crypto =
		simmac_volume_find(&mac->volume, simmac_record_first(mac, user, "generateduid"));

	if (crypto && crypto->kind == SIMMAC_CRYPTO_LOCAL)
		crypto->wraps = simmac_password_hash(mac, user);
}

/* Sets the password and, where whoever set it could open the crypto user, wraps that anew. */
static enum simmac_outcome put_and_wrap(struct simmac_mac *mac, struct simmac_record *user,
	const struct vouch_secret *password, bool wrap)
{
	enum simmac_outcome outcome = simmac_password_put(mac, user, password);

	if (outcome != SIMMAC_OK || !wrap)
		return outcome;
	simmac_password_rewrap(mac, user);
	return simmac_volume_save(mac) < 0 ? SIMMAC_BROKEN : SIMMAC_OK;
}

/* May these credentials open the crypto user of this holder? Its own old password, or a grantor.
 * FACTS P7, P8 */
static enum simmac_outcome may_reset_holder(struct simmac_mac *mac,
	const struct simmac_record *user, struct simmac_credentials by,
	struct simmac_answer *answer)
{
	SIMMAC_RECORD admin = {0};
	enum simmac_outcome outcome;

	if (!by.name)
		return SIMMAC_NO_UNLOCK;
	outcome = simmac_authenticate(mac, by.name, by.password);
	if (outcome == SIMMAC_BROKEN)
		return outcome;
	answer->credentials_failed = outcome != SIMMAC_OK;
	if (outcome != SIMMAC_OK)
		return SIMMAC_NO_UNLOCK;
	if (simmac_record_find(mac, SIMMAC_USERS, by.name, &admin) != 1)
		return SIMMAC_BROKEN;
	if (simmac_record_has_nocase(
		    user, "generateduid", simmac_record_first(mac, &admin, "generateduid")))
		return simmac_token_usable(mac, user) ? SIMMAC_OK : SIMMAC_NO_UNLOCK;
	return simmac_token_grantor(mac, &admin) ? SIMMAC_OK : SIMMAC_NO_UNLOCK;
}

struct simmac_answer simmac_password_reset(struct simmac_mac *mac, const char *name,
	const struct vouch_secret *password, struct simmac_credentials by)
{
	struct simmac_answer answer = {SIMMAC_OK, false};
	SIMMAC_RECORD user = {0};
	int r = simmac_record_find(mac, SIMMAC_USERS, name, &user);
	bool holder;

	if (r < 1) {
		answer.outcome = r < 0 ? SIMMAC_BROKEN : SIMMAC_NO_USER;
		return answer;
	}
	if (!by.name && !simmac_mac_is_root(mac)) {
		answer.outcome = SIMMAC_NOT_ROOT;
		return answer;
	}
	holder = simmac_token_held(simmac_token_read(mac, &user));
	if (holder || by.name)
		answer.outcome = may_reset_holder(mac, &user, by, &answer);
	if (answer.outcome == SIMMAC_BROKEN || (holder && answer.outcome != SIMMAC_OK))
		return answer;
	if (!holder && simmac_quirk(mac, SIMMAC_QUIRK_RESET_REFUSED)) {
		answer.outcome = SIMMAC_NO_UNLOCK;
		return answer;
	}
	answer.outcome = put_and_wrap(mac, &user, password, holder);
	return answer;
}

enum simmac_outcome simmac_password_change(struct simmac_mac *mac, const char *name,
	const struct vouch_secret *old, const struct vouch_secret *password)
{
	SIMMAC_RECORD user = {0};
	enum simmac_outcome outcome = simmac_authenticate(mac, name, old);
	struct simmac_token token;

	if (outcome != SIMMAC_OK)
		return outcome;
	if (simmac_record_find(mac, SIMMAC_USERS, name, &user) != 1)
		return SIMMAC_BROKEN;
	token = simmac_token_read(mac, &user);
	return put_and_wrap(mac, &user, password, token.wrapped);
}
