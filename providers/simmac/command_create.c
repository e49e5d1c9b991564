/* command_create.c – `simmac create`: makes a Mac root and its first accounts. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "vouch/base/clock.h"
#include "vouch/base/text.h"

#include "command.h"
#include "create_options.h"
#include "input.h"
#include "physics.h"
#include "recovery_key.h"
#include "skeleton.h"

/* EX_SOFTWARE */
enum { EXIT_BROKEN = 70 };

static const char *const outcomes[] = {
	[SIMMAC_OK] = "made",
	[SIMMAC_NO_USER] = "there is no such account",
	[SIMMAC_WRONG_PASSWORD] = "the password was not taken",
	[SIMMAC_POLICY] = "the password policy refuses the password",
};

static int failed(const char *name, enum simmac_outcome outcome)
{
	const char *why =
		(size_t)outcome < sizeof outcomes / sizeof *outcomes ? outcomes[outcome] : NULL;

	fprintf(stderr, "simmac: account %s: %s\n", name, why ? why : "refused by the physics");
	return EXIT_BROKEN;
}

/* FACTS 3.3 */
static void make_mobile(struct simmac_mac *mac, struct simmac_record *user)
{
	const char *name = simmac_record_first(mac, user, "name");

	simmac_record_add(user, "authentication_authority",
		vouch_arena_printf(&mac->arena,
			";LocalCachedUser;/Active Directory/EXAMPLE/example.com:%s:%s", name,
			simmac_record_first(mac, user, "generateduid")));
	simmac_record_set(user, "original_node_name", "/Active Directory/EXAMPLE/example.com");
}

/* FACTS 7.14: the directory's password was changed elsewhere, or root wrote a hash. */
static enum simmac_outcome kill_token(struct simmac_mac *mac, const struct simmac_record *user)
{
	struct simmac_crypto_user *crypto =
		simmac_volume_find(&mac->volume, simmac_record_first(mac, user, "generateduid"));
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret other = {0};

	if (!crypto)
		return SIMMAC_NO_USER;
	if (vouch_secret_set(&other, "the password before", 19, &mac->err) < 0 ||
		simmac_hash_make(&other, mac->settings.iterations, &crypto->wraps, &mac->err) < 0)
		return SIMMAC_BROKEN;
	return simmac_volume_save(mac) < 0 ? SIMMAC_BROKEN : SIMMAC_OK;
}

/* What its life so far has made of the account, once it has a password. */
static enum simmac_outcome live(struct simmac_mac *mac, const struct simmac_new_account *wanted,
	const struct vouch_secret *password, struct simmac_record *user)
{
	enum simmac_outcome outcome = wanted->hashed ? simmac_password_inject(mac, user, password)
						     : simmac_password_put(mac, user, password);

	/* Setup Assistant logs its account in. FACTS 1.2, E2, E2' */
	if (outcome == SIMMAC_OK && wanted->account.admin && !wanted->hashed && !wanted->no_token) {
		outcome = simmac_authenticate(mac, wanted->account.name, password);
		simmac_record_release(user);
		if (simmac_record_find(mac, SIMMAC_USERS, wanted->account.name, user) != 1)
			return SIMMAC_BROKEN;
	}
	if (outcome == SIMMAC_OK && wanted->token &&
		!simmac_token_held(simmac_token_read(mac, user)))
		outcome = simmac_unlock_give(mac, user);
	if (outcome == SIMMAC_OK && wanted->no_token)
		outcome = simmac_token_take(mac, user);
	if (outcome == SIMMAC_OK && wanted->dead_token)
		outcome = kill_token(mac, user);
	return outcome;
}

/* One account as its options say; the password is the next line of standard input. */
static enum simmac_outcome make_account(
	struct simmac_mac *mac, const struct simmac_new_account *wanted)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0};
	SIMMAC_RECORD user = {0};
	enum simmac_outcome outcome = simmac_account_make(mac, &wanted->account, &user);

	if (outcome == SIMMAC_OK && wanted->mobile) {
		make_mobile(mac, &user);
		outcome = simmac_record_save(mac, &user) < 0 ? SIMMAC_BROKEN : SIMMAC_OK;
	}
	if (outcome != SIMMAC_OK || !wanted->password)
		return outcome;
	if (!simmac_input_line(NULL, &password))
		return SIMMAC_WRONG_PASSWORD;
	return live(mac, wanted, &password, &user);
}

/* HFS+ has no tokens: whoever turned FileVault on unlocks, here the first account with a password.
 */
static int unlock_first(struct simmac_mac *mac, const struct simmac_create *create)
{
	SIMMAC_RECORD user = {0};
	size_t i = 0;

	while (i < create->accounts.count && !create->accounts.items[i].password)
		i++;
	if (i == create->accounts.count)
		return 0;
	if (simmac_record_find(mac, SIMMAC_USERS, create->accounts.items[i].account.name, &user) !=
		1)
		return -1;
	return simmac_unlock_give(mac, &user) == SIMMAC_OK ? 0 : -1;
}

/* What FileVault and the ways to recover have put on the volume. */
static int encrypt(struct simmac_mac *mac, const struct simmac_create *create)
{
	struct simmac_hash none = {0};
	char key[SIMMAC_RECOVERY_TEXT];

	mac->volume.filevault = create->filevault;
	mac->volume.percent = create->percent;
	mac->volume.deferred.user = create->deferred_for;
	if (create->icloud) {
		simmac_volume_put(mac, SIMMAC_UUID_ICLOUD, SIMMAC_CRYPTO_ICLOUD, NULL, &none);
		simmac_volume_put(
			mac, SIMMAC_UUID_ICLOUD_KEY, SIMMAC_CRYPTO_ICLOUD_KEY, NULL, &none);
	}
	if (create->filevault == SIMMAC_FILEVAULT_OFF ||
		create->filevault == SIMMAC_FILEVAULT_DEFERRED)
		return 0;
	if (!simmac_mac_is_apfs(mac) && unlock_first(mac, create) < 0)
		return -1;
	if (create->no_recovery_key)
		return 0;
	if (simmac_recovery_make(mac, key) < 0)
		return -1;
	printf("Recovery key = '%s'\n", key);
	return 0;
}

/* Whether the Mac's past has escrowed the bootstrap token. FACTS E4, E4' */
static bool has_escrowed(const struct simmac_mac *mac, const struct simmac_create *create, bool any)
{
	if (create->bootstrap != SIMMAC_BOOTSTRAP_SUPPORTED || create->bootstrap_given)
		return false;
	return (any && create->setup_assistant) ||
	       (mac->rules->bootstrap_at_enrolment && strcmp(mac->settings.mdm, "automated") == 0);
}

/* Setup Assistant ends with its account logged in at the screen: the bootstrap token is escrowed
 * where MDM can take it, and preboot agrees. */
static int finish(struct simmac_mac *mac, const struct simmac_create *create)
{
	struct simmac_hash none = {0};
	int any = simmac_token_any(mac, NULL);

	if (any < 0 || encrypt(mac, create) < 0)
		return -1;
	mac->volume.bootstrap = create->bootstrap;
	if (has_escrowed(mac, create, any))
		mac->volume.bootstrap = SIMMAC_BOOTSTRAP_ESCROWED;
	if (mac->volume.bootstrap == SIMMAC_BOOTSTRAP_ESCROWED)
		simmac_volume_put(mac, SIMMAC_UUID_BOOTSTRAP, SIMMAC_CRYPTO_BOOTSTRAP, NULL, &none);
	return simmac_preboot_update(mac);
}

static int fill(const char *root, const struct simmac_create *create)
{
	struct simmac_mac mac;
	size_t i;
	int status = 0;

	if (simmac_mac_open(&mac, root) < 0 || simmac_mac_lock(&mac, SIMMAC_CHANGE) < 0 ||
		simmac_skeleton_accounts(&mac) < 0) {
		status = simmac_mac_failed(&mac);
		simmac_mac_close(&mac);
		return status;
	}
	for (i = 0; status == 0 && i < create->accounts.count; i++) {
		const struct simmac_new_account *wanted = &create->accounts.items[i];
		enum simmac_outcome outcome = make_account(&mac, wanted);

		if (outcome == SIMMAC_BROKEN)
			status = simmac_mac_failed(&mac);
		else if (outcome != SIMMAC_OK)
			status = failed(wanted->account.name, outcome);
	}
	if (status == 0 && finish(&mac, create) < 0)
		status = simmac_mac_failed(&mac);
	simmac_mac_close(&mac);
	return status;
}

int simmac_command_create(int argc, char **argv)
{
	struct vouch_arena arena = {NULL};
	struct simmac_create create;
	struct vouch_err err = {0};
	char *root = NULL;
	int status = simmac_create_options(&arena, argc, argv, &create);

	if (status >= 0)
		goto out;
	status = EXIT_BROKEN;
	if (mkdir(create.directory, 0755) < 0) {
		fprintf(stderr, "simmac: %s: %s\n", create.directory, strerror(errno));
		goto out;
	}
	root = simmac_command_root(create.directory);
	if (!root)
		goto out;
	if (simmac_skeleton_make(root, &create.settings, &err) < 0 ||
		simmac_skeleton_tools(root, &err) < 0) {
		fprintf(stderr, "simmac: %s\n", err.msg);
		goto out;
	}
	status = fill(root, &create);
out:
	free(root);
	simmac_settings_release(&create.settings);
	vouch_arena_release(&arena);
	return status;
}
