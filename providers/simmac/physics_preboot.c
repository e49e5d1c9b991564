/* physics_preboot.c – the copy of the token holders that the preboot volume shows. FACTS 4.5, T10
 */
#include "physics.h"

#include "vouch/base/text.h"

static int copy_user(void *self, struct simmac_record *user)
{
	struct simmac_mac *mac = self;
	const char *uuid = simmac_record_first(mac, user, "generateduid");
	const struct simmac_crypto_user *crypto = simmac_volume_find(&mac->volume, uuid);
	struct simmac_preboot_user *out;

	if (!crypto || crypto->kind != SIMMAC_CRYPTO_LOCAL)
		return 0;
	out = VOUCH_PUSH(&mac->arena, &mac->volume.preboot);
	out->uuid = uuid;
	out->name = simmac_record_first(mac, user, "name");
	out->full_name = simmac_record_first(mac, user, "realname");
	out->admin = simmac_is_admin(mac, user);
	return 0;
}

int simmac_preboot_update(struct simmac_mac *mac)
{
	int r;

	mac->volume.preboot.count = 0;
	r = simmac_record_each(mac, SIMMAC_USERS, copy_user, mac);
	return r < 0 ? r : simmac_volume_save(mac);
}

bool simmac_preboot_has(const struct simmac_mac *mac, const char *uuid)
{
	size_t i;

	for (i = 0; i < mac->volume.preboot.count; i++)
		if (vouch_text_equal_nocase(mac->volume.preboot.items[i].uuid, uuid))
			return true;
	return false;
}
