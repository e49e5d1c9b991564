/* check_facts.c – the facts that `simmac check` compares, one row of a table each. */
#include "vouch/base/text.h"

#include "check.h"
#include "physics.h"

static const char *yes(bool value)
{
	return value ? "true" : "false";
}

static const char *number(struct simmac_mac *mac, int64_t value)
{
	return vouch_arena_printf(&mac->arena, "%lld", (long long)value);
}

#define TEXT_SETTING(name) \
	static const char *read_##name(struct simmac_mac *mac) \
	{ \
		return mac->settings.name; \
	}
#define NUMBER_SETTING(name) \
	static const char *read_##name(struct simmac_mac *mac) \
	{ \
		return number(mac, mac->settings.name); \
	}

TEXT_SETTING(os)
TEXT_SETTING(build)
TEXT_SETTING(chip)
TEXT_SETTING(filesystem)
TEXT_SETTING(mdm)
TEXT_SETTING(serial)
TEXT_SETTING(hostname)
TEXT_SETTING(model)
TEXT_SETTING(now)
NUMBER_SETTING(iterations)
NUMBER_SETTING(preboot_delay)
NUMBER_SETTING(status_lag)
NUMBER_SETTING(minimum_password)
NUMBER_SETTING(lock_after)

static const char *read_filevault(struct simmac_mac *mac)
{
	return simmac_filevault_word(mac->volume.filevault);
}

static const char *read_bootstrap(struct simmac_mac *mac)
{
	return simmac_bootstrap_word(mac->volume.bootstrap);
}

static const char *read_percent(struct simmac_mac *mac)
{
	return number(mac, mac->volume.percent);
}

static const char *read_deferred(struct simmac_mac *mac)
{
	return mac->volume.deferred.user;
}

static const char *read_icloud(struct simmac_mac *mac)
{
	return yes(simmac_volume_find(&mac->volume, SIMMAC_UUID_ICLOUD) != NULL);
}

static const char *read_no_key(struct simmac_mac *mac)
{
	return yes(simmac_volume_find(&mac->volume, SIMMAC_UUID_RECOVERY) == NULL);
}

const struct simmac_machine_fact simmac_machine_facts[] = {
	{"os", read_os},
	{"build", read_build},
	{"chip", read_chip},
	{"filesystem", read_filesystem},
	{"mdm", read_mdm},
	{"serial", read_serial},
	{"hostname", read_hostname},
	{"model", read_model},
	{"now", read_now},
	{"iterations", read_iterations},
	{"preboot-delay", read_preboot_delay},
	{"status-lag", read_status_lag},
	{"minimum-password", read_minimum_password},
	{"lock-after", read_lock_after},
	{"filevault", read_filevault},
	{"bootstrap", read_bootstrap},
	{"percent", read_percent},
	{"deferred-for", read_deferred},
	{"icloud", read_icloud},
	{"no-recovery-key", read_no_key},
	{NULL, NULL},
};

#define VALUE_OF(name, key) \
	static const char *read_##name(struct simmac_mac *mac, const struct simmac_record *user) \
	{ \
		return simmac_record_first(mac, user, key); \
	}

VALUE_OF(full_name, "realname")
VALUE_OF(uid, "uid")
VALUE_OF(gid, "gid")
VALUE_OF(uuid, "generateduid")
VALUE_OF(home, "home")
VALUE_OF(shell, "shell")
VALUE_OF(hint, "hint")

static const char *read_hidden(struct simmac_mac *mac, const struct simmac_record *user)
{
	(void)mac;
	return yes(simmac_record_has_nocase(user, "IsHidden", "1") ||
		   simmac_record_has_nocase(user, "IsHidden", "true") ||
		   simmac_record_has_nocase(user, "IsHidden", "yes"));
}

static const char *read_suppressed(struct simmac_mac *mac, const struct simmac_record *user)
{
	(void)mac;
	return yes(simmac_record_has(user, "authentication_authority", SIMMAC_SUPPRESS));
}

static const char *read_hashed(struct simmac_mac *mac, const struct simmac_record *user)
{
	const char *uuid = simmac_record_first(mac, user, "generateduid");

	return yes(uuid && simmac_names_have(&mac->volume.hashed, uuid));
}

static bool holds(struct simmac_mac *mac, const struct simmac_record *user)
{
	return simmac_token_held(simmac_token_read(mac, user));
}

static const char *read_token(struct simmac_mac *mac, const struct simmac_record *user)
{
	return yes(holds(mac, user));
}

static const char *read_no_token(struct simmac_mac *mac, const struct simmac_record *user)
{
	return yes(!holds(mac, user));
}

static const char *read_dead(struct simmac_mac *mac, const struct simmac_record *user)
{
	struct simmac_token token = simmac_token_read(mac, user);

	return yes(token.tag != token.crypto || (simmac_token_held(token) && !token.wrapped));
}

static const char *read_mobile(struct simmac_mac *mac, const struct simmac_record *user)
{
	(void)mac;
	return yes(simmac_account_is_mobile(user));
}

const struct simmac_account_fact simmac_account_facts[] = {
	{"full-name", read_full_name},
	{"uid", read_uid},
	{"gid", read_gid},
	{"uuid", read_uuid},
	{"home", read_home},
	{"shell", read_shell},
	{"hint", read_hint},
	{"hidden", read_hidden},
	{"suppressed", read_suppressed},
	{"hashed", read_hashed},
	{"token", read_token},
	{"no-token", read_no_token},
	{"dead-token", read_dead},
	{"mobile", read_mobile},
	{NULL, NULL},
};
