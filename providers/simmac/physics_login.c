/* physics_login.c – authentication and logins, and the events they fire. FACTS E2'', E3, E4, E12 */
#include "physics.h"

#include <string.h>

#include "vouch/base/text.h"

#include "policy_data.h"

static bool locked(struct simmac_mac *mac, const struct simmac_record *user)
{
	return mac->settings.lock_after > 0 &&
	       simmac_policy_failures(mac, user) >= mac->settings.lock_after;
}

enum { UID_PERSON = 500 };

struct people {
	struct simmac_mac *mac;
	size_t count;
};

static int count_person(void *self, struct simmac_record *user)
{
	struct people *people = self;
	int64_t uid;

	people->count += simmac_record_number(people->mac, user, "uid", &uid) && uid >= UID_PERSON;
	return people->count > 1;
}

/* 1, 0, or negative: broken. */
static int is_sole_person(struct simmac_mac *mac, const struct simmac_record *user)
{
	struct people people = {mac, 0};
	int64_t uid;

	if (!simmac_record_number(mac, user, "uid", &uid) || uid < UID_PERSON)
		return 0;
	if (!simmac_quirk(mac, SIMMAC_QUIRK_FIRST_SOLE))
		return 1;
	if (simmac_record_each(mac, SIMMAC_USERS, count_person, &people) < 0)
		return -1;
	return people.count == 1;
}

/* Does proving its password make this account the first holder? FACTS E2, E2', E2'' */
static int is_first(struct simmac_mac *mac, const struct simmac_record *user)
{
	const char *uuid = simmac_record_first(mac, user, "generateduid");

	switch (mac->rules->first_token) {
	case SIMMAC_FIRST_SOLE_USER: return is_sole_person(mac, user);
	case SIMMAC_FIRST_ADMINISTRATOR: return simmac_is_admin(mac, user);
	case SIMMAC_FIRST_AT_PASSWORD_SET: /* its own came as a hash */
		return simmac_names_have(&mac->volume.hashed, uuid) &&
		       !simmac_record_has(user, "authentication_authority", SIMMAC_SUPPRESS);
	}
	return 0;
}

static enum simmac_outcome first_token(struct simmac_mac *mac, struct simmac_record *user)
{
	int any, first;

	/* Cheap questions first: this is every authentication. */
	if (!simmac_mac_is_apfs(mac) || !simmac_record_first(mac, user, "generateduid"))
		return SIMMAC_OK;
	first = is_first(mac, user);
	if (first < 1)
		return first < 0 ? SIMMAC_BROKEN : SIMMAC_OK;
	any = simmac_token_any(mac, NULL);
	if (any != 0)
		return any < 0 ? SIMMAC_BROKEN : SIMMAC_OK;
	return simmac_token_give(mac, user);
}

static enum simmac_outcome verify(
	struct simmac_mac *mac, struct simmac_record *user, const struct vouch_secret *password)
{
	bool matches = false;

	if (simmac_account_disabled(user))
		return SIMMAC_ACCOUNT_DISABLED;
	if (locked(mac, user))
		return SIMMAC_ACCOUNT_LOCKED;
	if (simmac_password_matches(mac, user, password, &matches) < 0)
		return SIMMAC_BROKEN;
	if (!matches) {
		if (!simmac_password_is_set(mac, user))
			return SIMMAC_WRONG_PASSWORD;
		(void)simmac_policy_failed(mac, user); /* the count is read when it matters */
		return simmac_record_save(mac, user) < 0 ? SIMMAC_BROKEN : SIMMAC_WRONG_PASSWORD;
	}
	if (simmac_policy_succeeded(mac, user) && simmac_record_save(mac, user) < 0)
		return SIMMAC_BROKEN;
	return first_token(mac, user);
}

enum simmac_outcome simmac_authenticate(
	struct simmac_mac *mac, const char *name, const struct vouch_secret *password)
{
	SIMMAC_RECORD user = {0};
	int r = simmac_record_find(mac, SIMMAC_USERS, name, &user);

	if (r < 1)
		return r < 0 ? SIMMAC_BROKEN : SIMMAC_NO_USER;
	return verify(mac, &user, password);
}

bool simmac_logged_in(const struct simmac_mac *mac, const char *user)
{
	size_t i;

	for (i = 0; i < mac->volume.sessions.count; i++)
		if (vouch_text_equal_nocase(mac->volume.sessions.items[i].name, user))
			return true;
	return false;
}

/* E3: who gets a token from the bootstrap token. FACTS 6.2 */
static bool bootstrap_grants(struct simmac_mac *mac, const struct simmac_record *user)
{
	return mac->rules->bootstrap_grants_any ||
	       (mac->rules->bootstrap && simmac_account_is_mobile(user));
}

/* E3 and E4: what a graphical login does with the bootstrap token. */
static enum simmac_outcome bootstrap(
	struct simmac_mac *mac, struct simmac_record *user, const struct vouch_secret *password)
{
	bool held = simmac_token_held(simmac_token_read(mac, user));

	if (!simmac_mac_is_apfs(mac))
		return SIMMAC_OK;
	if (!held && mac->volume.bootstrap == SIMMAC_BOOTSTRAP_ESCROWED && password->length > 0 &&
		bootstrap_grants(mac, user))
		return simmac_token_give(mac, user);
	if (held && mac->volume.bootstrap == SIMMAC_BOOTSTRAP_SUPPORTED &&
		mac->rules->bootstrap_login_escrow) {
		struct simmac_hash none = {0};

		mac->volume.bootstrap = SIMMAC_BOOTSTRAP_ESCROWED;
		simmac_volume_put(mac, SIMMAC_UUID_BOOTSTRAP, SIMMAC_CRYPTO_BOOTSTRAP, NULL, &none);
	}
	return SIMMAC_OK;
}

enum simmac_outcome simmac_login(struct simmac_mac *mac, const char *name,
	const struct vouch_secret *password, bool graphical)
{
	SIMMAC_RECORD user = {0};
	struct simmac_session *session;
	enum simmac_outcome outcome = simmac_authenticate(mac, name, password);
	bool made;

	if (outcome != SIMMAC_OK)
		return outcome;
	if (simmac_record_find(mac, SIMMAC_USERS, name, &user) != 1 ||
		simmac_account_home(mac, &user, &made) < 0)
		return SIMMAC_BROKEN;
	if (graphical) {
		outcome = bootstrap(mac, &user, password);
		if (outcome != SIMMAC_OK)
			return outcome;
	}
	session = VOUCH_PUSH(&mac->arena, &mac->volume.sessions);
	session->name = simmac_record_first(mac, &user, "name");
	session->graphical = graphical;
	(void)simmac_record_number(mac, &user, "uid", &session->uid);
	/* The login window brings preboot up to date by itself. FACTS 9.4 preboot_lag */
	if (graphical ? simmac_preboot_update(mac) < 0 : simmac_volume_save(mac) < 0)
		return SIMMAC_BROKEN;
	return SIMMAC_OK;
}

int simmac_logout(struct simmac_mac *mac, const char *name, bool *was_there)
{
	size_t i, kept = 0;

	for (i = 0; i < mac->volume.sessions.count; i++)
		if (!vouch_text_equal_nocase(mac->volume.sessions.items[i].name, name))
			mac->volume.sessions.items[kept++] = mac->volume.sessions.items[i];
	*was_there = kept != mac->volume.sessions.count;
	mac->volume.sessions.count = kept;
	return *was_there ? simmac_volume_save(mac) : 0;
}
