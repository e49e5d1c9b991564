/* recovery_key.c – makes and checks FileVault's personal recovery key. */
#include "recovery_key.h"

#include "vouch/base/cleanup.h"
#include "vouch/base/compat.h"

int simmac_recovery_make(struct simmac_mac *mac, char out[SIMMAC_RECOVERY_TEXT])
{
	static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret key = {0};
	struct simmac_hash hash = {0};
	unsigned char random[SIMMAC_RECOVERY_TEXT];
	int i, r;

	vouch_compat_random(random, sizeof random);
	for (i = 0; i < SIMMAC_RECOVERY_TEXT - 1; i++)
		out[i] = i % 5 == 4 ? '-' : letters[random[i] % (sizeof letters - 1)];
	out[i] = '\0';
	r = vouch_secret_set(&key, out, (size_t)i, &mac->err);
	if (r == 0)
		r = simmac_hash_make(&key, mac->settings.iterations, &hash, &mac->err);
	if (r == 0)
		simmac_volume_put(mac, SIMMAC_UUID_RECOVERY, SIMMAC_CRYPTO_RECOVERY, NULL, &hash);
	return r;
}

int simmac_recovery_check(struct simmac_mac *mac, const struct vouch_secret *key, bool *matches)
{
	const struct simmac_crypto_user *user =
		simmac_volume_find(&mac->volume, SIMMAC_UUID_RECOVERY);

	*matches = false;
	return user ? simmac_hash_check(&user->wraps, key, matches, &mac->err) : 0;
}
