/* physics_authenticate.c – proving a password, and the events that fires. FACTS E2, E2', E2'', E12
 */
#include "physics.h"

#include <string.h>

#include "vouch/base/text.h"

#include "policy_data.h"
#include "policy_limits.h"

static bool locked(struct simmac_mac *mac, const struct simmac_record *user)
{
	int64_t after = simmac_policy_limits_for(mac, user).lock_after;

	return after > 0 && simmac_policy_failures(mac, user) >= after;
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
