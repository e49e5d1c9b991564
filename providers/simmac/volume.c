/* volume.c – crypto users, lists of names, and the words of the volume's states. */
#include "volume.h"

#include <string.h>

#include "vouch/base/text.h"

#include "mac.h"

static const char *const filevaults[] = {
	[SIMMAC_FILEVAULT_OFF] = "off",
	[SIMMAC_FILEVAULT_ON] = "on",
	[SIMMAC_FILEVAULT_ENCRYPTING] = "encrypting",
	[SIMMAC_FILEVAULT_DECRYPTING] = "decrypting",
	[SIMMAC_FILEVAULT_DEFERRED] = "deferred",
	[SIMMAC_FILEVAULT_RESTART] = "restart",
};
_Static_assert(sizeof filevaults / sizeof *filevaults == SIMMAC_FILEVAULTS, "a word a state");

static const char *const bootstraps[] = {
	[SIMMAC_BOOTSTRAP_UNSUPPORTED] = "unsupported",
	[SIMMAC_BOOTSTRAP_SUPPORTED] = "supported",
	[SIMMAC_BOOTSTRAP_ESCROWED] = "escrowed",
};
_Static_assert(sizeof bootstraps / sizeof *bootstraps == SIMMAC_BOOTSTRAPS, "a word a state");

static const char *const kinds[] = {
	[SIMMAC_CRYPTO_LOCAL] = "LocalOpenDirectory",
	[SIMMAC_CRYPTO_RECOVERY] = "PersonalRecovery",
	[SIMMAC_CRYPTO_BOOTSTRAP] = "MDMRecovery",
	[SIMMAC_CRYPTO_ICLOUD] = "ICloud",
	[SIMMAC_CRYPTO_ICLOUD_KEY] = "ICloudRecovery",
};
_Static_assert(sizeof kinds / sizeof *kinds == SIMMAC_CRYPTO_KINDS, "a word a kind");

const char *simmac_filevault_word(enum simmac_filevault filevault)
{
	return filevaults[filevault];
}

const char *simmac_bootstrap_word(enum simmac_bootstrap bootstrap)
{
	return bootstraps[bootstrap];
}

const char *simmac_crypto_kind_word(enum simmac_crypto_kind kind)
{
	return kinds[kind];
}

bool simmac_filevault_find(const char *word, enum simmac_filevault *out)
{
	unsigned i;

	for (i = 0; i < SIMMAC_FILEVAULTS; i++)
		if (vouch_text_equal(filevaults[i], word)) {
			*out = (enum simmac_filevault)i;
			return true;
		}
	return false;
}

bool simmac_bootstrap_find(const char *word, enum simmac_bootstrap *out)
{
	unsigned i;

	for (i = 0; i < SIMMAC_BOOTSTRAPS; i++)
		if (vouch_text_equal(bootstraps[i], word)) {
			*out = (enum simmac_bootstrap)i;
			return true;
		}
	return false;
}

bool simmac_filevault_is_on(const struct simmac_mac *mac)
{
	return mac->volume.filevault == SIMMAC_FILEVAULT_ON ||
	       mac->volume.filevault == SIMMAC_FILEVAULT_ENCRYPTING;
}

struct simmac_crypto_user *simmac_volume_find(struct simmac_volume *volume, const char *uuid)
{
	size_t i;

	for (i = 0; uuid && i < volume->crypto_users.count; i++)
		if (vouch_text_equal_nocase(volume->crypto_users.items[i].uuid, uuid))
			return &volume->crypto_users.items[i];
	return NULL;
}

struct simmac_crypto_user *simmac_volume_find_kind(
	struct simmac_volume *volume, enum simmac_crypto_kind kind)
{
	size_t i;

	for (i = 0; i < volume->crypto_users.count; i++)
		if (volume->crypto_users.items[i].kind == kind)
			return &volume->crypto_users.items[i];
	return NULL;
}

void simmac_volume_put(struct simmac_mac *mac, const char *uuid, enum simmac_crypto_kind kind,
	const char *name, const struct simmac_hash *wraps)
{
	struct simmac_crypto_user *user = simmac_volume_find(&mac->volume, uuid);

	if (!user)
		user = VOUCH_PUSH(&mac->arena, &mac->volume.crypto_users);
	user->uuid = vouch_arena_text(&mac->arena, uuid);
	user->kind = kind;
	user->name = vouch_arena_text(&mac->arena, name);
	user->wraps = *wraps;
}

bool simmac_volume_drop(struct simmac_volume *volume, const char *uuid)
{
	struct simmac_crypto_user *user = simmac_volume_find(volume, uuid);
	size_t behind;

	if (!user)
		return false;
	behind = (size_t)(volume->crypto_users.items + volume->crypto_users.count - user) - 1;
	memmove(user, user + 1, behind * sizeof *user);
	volume->crypto_users.count--;
	return true;
}

bool simmac_names_have(const struct simmac_names *names, const char *name)
{
	size_t i;

	for (i = 0; i < names->count; i++)
		if (vouch_text_equal_nocase(names->items[i], name))
			return true;
	return false;
}

void simmac_names_add(struct simmac_mac *mac, struct simmac_names *names, const char *name)
{
	if (!simmac_names_have(names, name))
		*VOUCH_PUSH(&mac->arena, names) = vouch_arena_text(&mac->arena, name);
}

void simmac_names_drop(struct simmac_names *names, const char *name)
{
	size_t i, kept = 0;

	for (i = 0; i < names->count; i++)
		if (!vouch_text_equal_nocase(names->items[i], name))
			names->items[kept++] = names->items[i];
	names->count = kept;
}
