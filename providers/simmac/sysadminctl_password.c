/* sysadminctl_password.c – resetting and changing passwords, switching tokens. FACTS 2.3, 1.6 */
#include <string.h>

#include "sysadminctl.h"

/* -passwordHint */
static int set_hint(struct simmac_mac *mac, const char *name, const char *hint)
{
	SIMMAC_RECORD user = {0};

	if (!hint)
		return 0;
	if (simmac_record_find(mac, SIMMAC_USERS, name, &user) != 1)
		return -1;
	simmac_record_set(&user, "hint", hint);
	return simmac_record_save(mac, &user);
}

int simmac_sysadminctl_reset(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	struct simmac_credentials by = simmac_sysadminctl_credentials(call);
	struct simmac_answer answer =
		simmac_password_reset(mac, call->user, &call->new_password.secret, by);

	if (answer.outcome == SIMMAC_OK && set_hint(mac, call->user, call->hint) < 0)
		answer.outcome = SIMMAC_BROKEN;
	/* Without a word about it, where the reset itself was not the matter. FACTS 2.3 */
	if (answer.outcome == SIMMAC_OK && (by.name == NULL || answer.credentials_failed))
		simmac_sysadminctl_banner(mac);
	return simmac_sysadminctl_say(mac, call, answer);
}

int simmac_sysadminctl_change(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	struct simmac_answer answer = {
		.outcome = simmac_password_change(
			mac, mac->caller, &call->old_password.secret, &call->new_password.secret)};

	if (answer.outcome == SIMMAC_OK && set_hint(mac, mac->caller, call->hint) < 0)
		answer.outcome = SIMMAC_BROKEN;
	return simmac_sysadminctl_say(mac, call, answer);
}

int simmac_sysadminctl_token(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	struct simmac_credentials by = simmac_sysadminctl_credentials(call);

	return simmac_sysadminctl_say(mac, call,
		call->verb == SYSADMINCTL_ON
			? simmac_token_grant(mac, call->user, &call->password.secret, by)
			: simmac_token_revoke(mac, call->user, &call->password.secret, by));
}

int simmac_sysadminctl_status(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	SIMMAC_RECORD user = {0};
	const char *shown;
	int r = simmac_record_find(mac, SIMMAC_USERS, call->user, &user);

	if (r < 0)
		return simmac_mac_failed(mac);
	if (r == 0)
		return simmac_sysadminctl_say(
			mac, call, (struct simmac_answer){SIMMAC_NO_USER, false});
	/* The full name, where there is one. FACTS 2.3, 7.20 */
	shown = simmac_record_first(mac, &user, "realname");
	simmac_sysadminctl_log(mac, "Secure token is %s for user %s",
		simmac_token_shown(mac, &user) ? "ENABLED" : "DISABLED",
		shown == NULL || *shown == '\0' ? call->user : shown);
	return 0;
}
