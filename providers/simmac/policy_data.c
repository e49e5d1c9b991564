/* policy_data.c – reads and writes the XML property list inside a record's accountPolicyData. */
#include "policy_data.h"

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

enum { POLICY_MAX = 64 * 1024 };

#define KEY "accountPolicyData"

struct vouch_plist *simmac_policy_read(struct simmac_mac *mac, const struct simmac_record *user)
{
	struct vouch_plist *dict = NULL;
	struct vouch_bytes bytes;

	if (!vouch_plist_data(
		    &mac->arena, vouch_plist_item(vouch_plist_get(user->list, KEY), 0), &bytes) ||
		vouch_plist_parse(bytes.data, bytes.length, POLICY_MAX, &dict, NULL) < 0)
		return vouch_plist_new_dict();
	return dict;
}

static void write(struct simmac_record *user, const struct vouch_plist *dict)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf xml = {0};

	vouch_plist_write_xml(dict, &xml);
	simmac_record_set_data(user, KEY, xml.bytes, xml.length);
}

void simmac_policy_created(struct simmac_mac *mac, struct simmac_record *user)
{
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *dict = simmac_policy_read(mac, user);

	vouch_plist_set(
		dict, "creationTime", vouch_plist_new_real((double)simmac_mac_now(mac) + 0.5));
	write(user, dict);
}

/* "newPasswordRequired": there is one now. */
static void drop_reminder(struct simmac_mac *mac, struct vouch_plist *dict)
{
	struct vouch_plist *policies = vouch_plist_get(dict, "policyCategoryPasswordChange");
	size_t i = vouch_plist_count(policies);

	while (i-- > 0)
		if (vouch_text_equal(vouch_plist_string(&mac->arena,
					     vouch_plist_get(vouch_plist_item(policies, i),
						     "policyIdentifier")),
			    SIMMAC_POLICY_NEW_PASSWORD))
			vouch_plist_remove_item(policies, i);
	if (policies && vouch_plist_count(policies) == 0)
		vouch_plist_remove(dict, "policyCategoryPasswordChange");
}

void simmac_policy_password_set(struct simmac_mac *mac, struct simmac_record *user)
{
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *dict = simmac_policy_read(mac, user);

	vouch_plist_set(dict, "failedLoginCount", vouch_plist_new_integer(0));
	vouch_plist_set(dict, "failedLoginTimestamp", vouch_plist_new_integer(0));
	vouch_plist_set(dict, "passwordLastSetTime",
		vouch_plist_new_real((double)simmac_mac_now(mac) + 0.5));
	drop_reminder(mac, dict);
	write(user, dict);
}

int64_t simmac_policy_failures(struct simmac_mac *mac, const struct simmac_record *user)
{
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *dict = simmac_policy_read(mac, user);
	int64_t count = 0;

	(void)vouch_plist_integer(vouch_plist_get(dict, "failedLoginCount"), &count);
	return count;
}

int64_t simmac_policy_failed(struct simmac_mac *mac, struct simmac_record *user)
{
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *dict = simmac_policy_read(mac, user);
	int64_t count = simmac_policy_failures(mac, user) + 1;

	vouch_plist_set(dict, "failedLoginCount", vouch_plist_new_integer(count));
	vouch_plist_set(dict, "failedLoginTimestamp",
		vouch_plist_new_real((double)simmac_mac_now(mac) + 0.5));
	write(user, dict);
	return count;
}

bool simmac_policy_succeeded(struct simmac_mac *mac, struct simmac_record *user)
{
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *dict = simmac_policy_read(mac, user);

	if (simmac_policy_failures(mac, user) == 0)
		return false;
	vouch_plist_set(dict, "failedLoginCount", vouch_plist_new_integer(0));
	vouch_plist_set(dict, "failedLoginTimestamp", vouch_plist_new_integer(0));
	write(user, dict);
	return true;
}

/* Copies the policies of a dictionary (or what is none) into another. */
struct part {
	struct vouch_plist *out;
	bool policies;
};

static int take_part(void *self, const char *key, struct vouch_plist *value)
{
	struct part *part = self;

	if (vouch_text_starts(key, "policyCategory") == part->policies)
		vouch_plist_set(part->out, key, vouch_plist_copy(value));
	return 0;
}

struct vouch_plist *simmac_policy_rules(struct simmac_mac *mac, const struct simmac_record *user)
{
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *dict = simmac_policy_read(mac, user);
	struct part part = {vouch_plist_new_dict(), true};

	(void)vouch_plist_each(dict, take_part, &part);
	return part.out;
}

void simmac_policy_set_rules(
	struct simmac_mac *mac, struct simmac_record *user, const struct vouch_plist *rules)
{
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *dict = simmac_policy_read(mac, user);
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *all = vouch_plist_new_dict();
	struct part others = {all, false}, policies = {all, true};

	(void)vouch_plist_each(dict, take_part, &others);
	(void)vouch_plist_each(rules, take_part, &policies);
	write(user, all);
}
