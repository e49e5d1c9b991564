/* tool_passwd.c – passwd: a password by prompts on the terminal. FACTS 3.8, P2 to P4 */
#include <stdio.h>
#include <string.h>

#include "input.h"
#include "physics.h"
#include "tools.h"

static int say(const char *text)
{
	(void)fflush(stdout);
	fprintf(stderr, "passwd: %s\n", text);
	return 1;
}

static int answer(struct simmac_mac *mac, enum simmac_outcome outcome)
{
	switch (outcome) {
	case SIMMAC_OK: return 0;
	case SIMMAC_BROKEN: return simmac_mac_failed(mac);
	case SIMMAC_POLICY: return say("Password does not meet the policy");
	case SIMMAC_ACCOUNT_DISABLED: return say("Account is disabled");
	case SIMMAC_NO_USER: return say("Unknown user name");
	case SIMMAC_LIED:
	case SIMMAC_WRONG_PASSWORD:
	case SIMMAC_ACCOUNT_LOCKED:
	case SIMMAC_NOT_ROOT:
	case SIMMAC_NO_UNLOCK:
	case SIMMAC_NOT_AUTHORIZED:
	case SIMMAC_SELF_REVOKE:
	case SIMMAC_NO_RECORD:
	case SIMMAC_LAST:
	case SIMMAC_NO_PERMISSION: break;
	}
	return say("authentication token failure");
}

enum need { NOTHING_MORE, OLD_PASSWORD, REFUSED, NOBODY, BROKEN };

/* Root is not asked for the old password of an account that holds no token and has none kept from
 * root by the release. FACTS C4: what happens to a holder's is told in three ways. */
static enum need need_of(struct simmac_mac *mac, const char *name)
{
	SIMMAC_RECORD user = {0};
	int r = simmac_record_find(mac, SIMMAC_USERS, name, &user);

	if (r < 1)
		return r < 0 ? BROKEN : NOBODY;
	if (!simmac_mac_is_root(mac))
		return OLD_PASSWORD;
	if (!simmac_token_held(simmac_token_read(mac, &user)))
		return mac->rules->passwd_asks_everybody && simmac_password_is_set(mac, &user)
			       ? OLD_PASSWORD
			       : NOTHING_MORE;
	if (simmac_quirk(mac, SIMMAC_QUIRK_PASSWD_REFUSES))
		return REFUSED;
	return simmac_quirk(mac, SIMMAC_QUIRK_PASSWD_BREAKS) ? NOTHING_MORE : OLD_PASSWORD;
}

static enum simmac_outcome change(struct simmac_mac *mac, const char *name, bool by_old,
	const struct vouch_secret *old, const struct vouch_secret *password)
{
	SIMMAC_RECORD user = {0};
	int r;

	if (by_old)
		return simmac_password_change(mac, name, old, password);
	r = simmac_record_find(mac, SIMMAC_USERS, name, &user);
	if (r < 1)
		return r < 0 ? SIMMAC_BROKEN : SIMMAC_NO_USER;
	return simmac_password_put(mac, &user, password);
}

int simmac_passwd(struct simmac_mac *mac, int argc, char **argv)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret old = {0};
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0};
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret again = {0};
	const char *name = argc > 1 ? argv[1] : mac->caller;
	enum need need;
	bool by_old;

	if (argc > 2 || name[0] == '-') {
		fputs("usage: passwd [name]\n", stderr);
		return 1;
	}
	if (!simmac_mac_is_root(mac) && strcmp(name, mac->caller) != 0)
		return say("Permission denied");
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	need = need_of(mac, name);
	simmac_mac_unlock(mac);
	if (need == NOBODY || need == BROKEN)
		return answer(mac, need == NOBODY ? SIMMAC_NO_USER : SIMMAC_BROKEN);
	if (need == REFUSED)
		return say("authentication token failure");
	by_old = need == OLD_PASSWORD;
	printf("Changing password for %s.\n", name);
	(void)fflush(stdout); /* before the prompts */
	if ((by_old && !simmac_input_prompt(&mac->heard, "Old Password:", &old)) ||
		!simmac_input_prompt(&mac->heard, "New Password:", &password) ||
		!simmac_input_prompt(&mac->heard, "Retype New Password:", &again))
		return say("nothing was typed");
	if (password.length != again.length ||
		(password.length > 0 && memcmp(password.bytes, again.bytes, password.length) != 0))
		return say("Mismatch; try again, EOF to quit.");
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	return answer(mac, change(mac, name, by_old, &old, &password));
}
