/* physics_unlock.c – who unlocks the volume: proving it, adding, removing. FACTS 4.4, T8, T9, F5 */
#include "filevault.h"

#include <string.h>

#include "vouch/base/text.h"

#include "directory.h"

/* The crypto user of this account only, or every one: each try is a whole PBKDF2. */
static int try_users(struct simmac_mac *mac, const char *uuid, const struct vouch_secret *password,
	bool *matches)
{
	size_t i;

	*matches = false;
	for (i = 0; !*matches && i < mac->volume.crypto_users.count; i++) {
		const struct simmac_crypto_user *crypto = &mac->volume.crypto_users.items[i];

		if (crypto->kind != SIMMAC_CRYPTO_LOCAL ||
			(uuid && !vouch_text_equal_nocase(uuid, crypto->uuid)))
			continue;
		if (simmac_hash_check(&crypto->wraps, password, matches, &mac->err) < 0)
			return -1;
	}
	return 0;
}

enum simmac_filevault_answer simmac_filevault_unlock(
	struct simmac_mac *mac, const char *name, const struct vouch_secret *password, bool *by_key)
{
	SIMMAC_RECORD user = {0};
	const char *uuid = NULL;
	bool matches = false;
	int r;

	*by_key = false;
	if (name && *name) {
		r = simmac_record_find(mac, SIMMAC_USERS, name, &user);
		if (r < 0)
			return FILEVAULT_BROKEN;
		uuid = r == 1 ? simmac_record_first(mac, &user, "generateduid") : "";
	}
	if (try_users(mac, uuid, password, &matches) < 0)
		return FILEVAULT_BROKEN;
	if (matches)
		return FILEVAULT_OK;
	if (simmac_recovery_check(mac, password, by_key) < 0)
		return FILEVAULT_BROKEN;
	return *by_key ? FILEVAULT_OK : FILEVAULT_WRONG_PASSWORD;
}

/* FACTS T8, C9: the crypto user comes, and the tag with it; until 10.13 a token must be there. */
static enum simmac_filevault_answer add_on_apfs(struct simmac_mac *mac, struct simmac_record *user)
{
	const char *uuid = simmac_record_first(mac, user, "generateduid");
	struct simmac_hash hash = simmac_password_hash(mac, user);

	if (simmac_volume_find(&mac->volume, uuid))
		return FILEVAULT_OK;
	if (!mac->rules->recovery_key_authorizes &&
		!simmac_record_has(user, "authentication_authority", SIMMAC_TAG))
		return FILEVAULT_CANNOT_ADD;
	if (simmac_quirk(mac, SIMMAC_QUIRK_FDE_ADD_SETS_TAG))
		return simmac_token_give(mac, user) == SIMMAC_OK ? FILEVAULT_OK : FILEVAULT_BROKEN;
	simmac_volume_put(
		mac, uuid, SIMMAC_CRYPTO_LOCAL, simmac_record_first(mac, user, "name"), &hash);
	return simmac_volume_save(mac) < 0 ? FILEVAULT_BROKEN : FILEVAULT_OK;
}

enum simmac_filevault_answer simmac_filevault_prove(struct simmac_mac *mac, const char *name,
	const struct vouch_secret *password, struct simmac_record *user)
{
	enum simmac_outcome outcome = simmac_authenticate(mac, name, password);

	if (outcome == SIMMAC_BROKEN)
		return FILEVAULT_BROKEN;
	if (outcome == SIMMAC_NO_USER)
		return FILEVAULT_NO_USER;
	if (outcome != SIMMAC_OK)
		return FILEVAULT_WRONG_PASSWORD;
	if (password->length == 0)
		return FILEVAULT_BLANK;
	if (simmac_record_find(mac, SIMMAC_USERS, name, user) != 1)
		return FILEVAULT_BROKEN;
	return FILEVAULT_OK;
}

enum simmac_filevault_answer simmac_filevault_add(
	struct simmac_mac *mac, const char *name, const struct vouch_secret *password)
{
	SIMMAC_RECORD user = {0};
	enum simmac_filevault_answer answer = simmac_filevault_prove(mac, name, password, &user);

	if (answer != FILEVAULT_OK)
		return answer;
	if (simmac_mac_is_apfs(mac))
		return add_on_apfs(mac, &user);
	return simmac_unlock_give(mac, &user) == SIMMAC_OK ? FILEVAULT_OK : FILEVAULT_BROKEN;
}

static size_t local_users(const struct simmac_volume *volume)
{
	size_t i, count = 0;

	for (i = 0; i < volume->crypto_users.count; i++)
		count += volume->crypto_users.items[i].kind == SIMMAC_CRYPTO_LOCAL;
	return count;
}

/* FACTS T9: the crypto user goes, the tag may stay. */
enum simmac_filevault_answer simmac_filevault_remove(
	struct simmac_mac *mac, const char *name, const char *uuid)
{
	SIMMAC_RECORD user = {0};
	int r = name ? simmac_record_find(mac, SIMMAC_USERS, name, &user)
		     : simmac_record_find_by(mac, SIMMAC_USERS, "generateduid", uuid, &user);

	if (r < 0)
		return FILEVAULT_BROKEN;
	if (r == 1)
		uuid = simmac_record_first(mac, &user, "generateduid");
	if (!uuid || !simmac_volume_find(&mac->volume, uuid))
		return FILEVAULT_NO_USER;
	if (local_users(&mac->volume) < 2)
		return FILEVAULT_LAST;
	(void)simmac_volume_drop(&mac->volume, uuid); /* found above */
	if (r == 1 && !simmac_quirk(mac, SIMMAC_QUIRK_FDE_REMOVE_KEEPS_TAG) &&
		simmac_token_take(mac, &user) != SIMMAC_OK)
		return FILEVAULT_BROKEN;
	return simmac_volume_save(mac) < 0 ? FILEVAULT_BROKEN : FILEVAULT_OK;
}

enum simmac_filevault_answer simmac_filevault_sync(struct simmac_mac *mac)
{
	struct simmac_volume *volume = &mac->volume;
	struct simmac_directory directory = {NULL, 0, 0};
	size_t i, kept = 0;

	if (simmac_directory_read(mac, &directory) < 0)
		return FILEVAULT_BROKEN;
	for (i = 0; i < volume->crypto_users.count; i++) {
		const struct simmac_crypto_user *crypto = &volume->crypto_users.items[i];

		if (crypto->kind != SIMMAC_CRYPTO_LOCAL ||
			simmac_directory_name(&directory, crypto->uuid))
			volume->crypto_users.items[kept++] = *crypto;
	}
	volume->crypto_users.count = kept;
	return simmac_volume_save(mac) < 0 ? FILEVAULT_BROKEN : FILEVAULT_OK;
}
