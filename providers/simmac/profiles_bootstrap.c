/* profiles_bootstrap.c – the bootstrap token by hand: status, install, remove, validate. FACTS 6.1,
 * B1
 */
#include <stdio.h>
#include <string.h>

#include "vouch/base/cleanup.h"

#include "input.h"
#include "physics.h"
#include "profiles.h"

enum { ARGUMENT_LIMIT = 512 };

static int refuse(const char *text)
{
	fprintf(stderr, "%s\n", text);
	return 1;
}

int simmac_profiles_bootstrap_status(struct simmac_profiles *call)
{
	enum simmac_bootstrap bootstrap;

	if (simmac_mac_lock(call->mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(call->mac);
	bootstrap = call->mac->volume.bootstrap;
	printf("profiles: Bootstrap Token supported on server: %s\n"
	       "profiles: Bootstrap Token escrowed to server: %s\n",
		bootstrap == SIMMAC_BOOTSTRAP_UNSUPPORTED ? "NO" : "YES",
		bootstrap == SIMMAC_BOOTSTRAP_ESCROWED ? "YES" : "NO");
	return 0;
}

/* The name, echoed, and the password; both may come as options that no manual knows. */
static bool ask(struct simmac_profiles *call, struct vouch_secret *password, bool *too_long)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret name = {0};

	*too_long = false;
	if (!call->user) {
		(void)simmac_input_ask(
			&call->mac->heard, "Enter the admin user name:", true, &name);
		call->user = vouch_arena_text_n(&call->mac->arena, name.bytes, name.length);
	}
	if (!call->password)
		return simmac_input_ask(&call->mac->heard,
			vouch_arena_printf(
				&call->mac->arena, "Enter the password for user '%s':", call->user),
			false, password);
	*too_long = strlen(call->password) > ARGUMENT_LIMIT;
	return *too_long || vouch_secret_set(password, call->password, strlen(call->password),
				    &call->mac->err) == 0;
}

/* Does this administrator hold a token that its password opens? */
static enum simmac_outcome authorize(
	struct simmac_mac *mac, const char *name, const struct vouch_secret *password)
{
	SIMMAC_RECORD user = {0};
	enum simmac_outcome outcome = simmac_authenticate(mac, name, password);

	if (outcome != SIMMAC_OK)
		return outcome;
	if (simmac_record_find(mac, SIMMAC_USERS, name, &user) != 1)
		return SIMMAC_BROKEN;
	return simmac_token_grantor(mac, &user) ? SIMMAC_OK : SIMMAC_NOT_AUTHORIZED;
}

/* Asks, locks, and proves. 0: go on; anything else is the exit status. */
static int prepare(struct simmac_profiles *call)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0};
	struct simmac_mac *mac = call->mac;
	enum simmac_outcome outcome;
	bool too_long;

	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	if (mac->volume.bootstrap == SIMMAC_BOOTSTRAP_UNSUPPORTED)
		return refuse("Bootstrap Token functionality is not supported on the server.");
	simmac_mac_unlock(mac);
	if (!ask(call, &password, &too_long) || (!too_long && password.length == 0))
		return refuse("Error: Password is required.");
	if (too_long)
		return refuse("Error: Unable to verify the user. (-69581)");
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	outcome = authorize(mac, call->user, &password);
	if (outcome == SIMMAC_BROKEN)
		return simmac_mac_failed(mac);
	return outcome == SIMMAC_OK ? 0 : refuse("Error: User authentication failed.");
}

int simmac_profiles_bootstrap_install(struct simmac_profiles *call)
{
	struct simmac_hash none = {0};
	struct simmac_mac *mac = call->mac;
	int status = prepare(call);

	if (status != 0)
		return status;
	mac->volume.bootstrap = SIMMAC_BOOTSTRAP_ESCROWED;
	simmac_volume_put(mac, SIMMAC_UUID_BOOTSTRAP, SIMMAC_CRYPTO_BOOTSTRAP, NULL, &none);
	if (simmac_volume_save(mac) < 0)
		return simmac_mac_failed(mac);
	puts("profiles: Bootstrap Token created\nprofiles: Bootstrap Token escrowed");
	return 0;
}

int simmac_profiles_bootstrap_remove(struct simmac_profiles *call)
{
	struct simmac_mac *mac = call->mac;
	int status = prepare(call);

	if (status != 0)
		return status;
	if (mac->volume.bootstrap != SIMMAC_BOOTSTRAP_ESCROWED)
		return refuse("Error: There is no Bootstrap Token.");
	mac->volume.bootstrap = SIMMAC_BOOTSTRAP_SUPPORTED;
	(void)simmac_volume_drop(&mac->volume, SIMMAC_UUID_BOOTSTRAP); /* may be gone already */
	if (simmac_volume_save(mac) < 0)
		return simmac_mac_failed(mac);
	puts("profiles: Bootstrap Token removed");
	return 0;
}

int simmac_profiles_bootstrap_validate(struct simmac_profiles *call)
{
	struct simmac_mac *mac = call->mac;

	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	if (mac->volume.bootstrap != SIMMAC_BOOTSTRAP_ESCROWED)
		return refuse("Error: There is no Bootstrap Token.");
	puts("profiles: Bootstrap Token validated");
	return 0;
}
