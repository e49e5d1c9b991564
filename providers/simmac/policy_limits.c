/* policy_limits.c – finds the limits in policies, and makes policies of limits. FACTS G4 */
#include "policy_limits.h"

#include <stdlib.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "policy_data.h"

#define MAXIMUM_FAILED "policyAttributeMaximumFailedAuthentications"

enum { LIMIT_MAX = 1024 };

struct finding {
	struct simmac_mac *mac;
	struct simmac_policy_limits limits;
};

/* "policyAttributePassword matches '.{8,}+'" */
static void take_content(struct finding *finding, const char *content)
{
	static const char start[] = "policyAttributePassword matches '.{";
	const char *at = strstr(content, start);
	char *end;
	long number;

	if (!at)
		return;
	number = strtol(at + strlen(start), &end, 10);
	if (*end == ',' && number > finding->limits.shortest && number <= LIMIT_MAX)
		finding->limits.shortest = number;
}

static int take_category(void *self, const char *key, struct vouch_plist *policies)
{
	struct finding *finding = self;
	size_t i;

	if (!vouch_text_starts(key, "policyCategory"))
		return 0;
	for (i = 0; i < vouch_plist_count(policies); i++) {
		const struct vouch_plist *policy = vouch_plist_item(policies, i);
		const struct vouch_plist *parameters = vouch_plist_get(policy, "policyParameters");
		const char *content = vouch_plist_string(
			&finding->mac->arena, vouch_plist_get(policy, "policyContent"));
		int64_t number;
		const char *identifier = vouch_plist_string(
			&finding->mac->arena, vouch_plist_get(policy, "policyIdentifier"));

		finding->limits.new_password |=
			vouch_text_equal(identifier, SIMMAC_POLICY_NEW_PASSWORD);
		if (content)
			take_content(finding, content);
		if (vouch_plist_integer(vouch_plist_get(parameters, MAXIMUM_FAILED), &number) &&
			number > 0 &&
			(finding->limits.lock_after == 0 || number < finding->limits.lock_after))
			finding->limits.lock_after = number;
	}
	return 0;
}

struct simmac_policy_limits simmac_policy_limits_in(
	struct simmac_mac *mac, const struct vouch_plist *categories)
{
	struct finding finding = {mac, {0, 0, false}};

	(void)vouch_plist_each(categories, take_category, &finding);
	return finding.limits;
}

struct simmac_policy_limits simmac_policy_limits_for(
	struct simmac_mac *mac, const struct simmac_record *user)
{
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *dict = simmac_policy_read(mac, user);
	struct simmac_policy_limits limits = simmac_policy_limits_in(mac, dict);
	const struct simmac_settings *all = &mac->settings;

	if (all->minimum_password > limits.shortest)
		limits.shortest = all->minimum_password;
	if (all->lock_after > 0 && (limits.lock_after == 0 || all->lock_after < limits.lock_after))
		limits.lock_after = all->lock_after;
	return limits;
}

static void add(struct vouch_plist *root, const char *category, const char *identifier,
	const char *content, struct vouch_plist *parameters)
{
	struct vouch_plist *contents = vouch_plist_new_array();
	struct vouch_plist *policy = vouch_plist_new_dict();

	vouch_plist_set(policy, "policyContent", vouch_plist_new_string(content));
	vouch_plist_set(policy, "policyIdentifier", vouch_plist_new_string(identifier));
	if (parameters)
		vouch_plist_set(policy, "policyParameters", parameters);
	vouch_plist_append(contents, policy);
	vouch_plist_set(root, category, contents);
}

struct vouch_plist *simmac_policy_from_limits(
	struct simmac_mac *mac, const struct simmac_policy_limits *limits)
{
	struct vouch_plist *root = vouch_plist_new_dict(), *parameters;

	if (limits->lock_after > 0) {
		parameters = vouch_plist_new_dict();
		vouch_plist_set(
			parameters, MAXIMUM_FAILED, vouch_plist_new_integer(limits->lock_after));
		add(root, "policyCategoryAuthentication",
			"com.apple.policy.legacy.maxFailedLoginAttempts",
			"policyAttributeFailedAuthentications < " MAXIMUM_FAILED, parameters);
	}
	if (limits->new_password)
		add(root, "policyCategoryPasswordChange", SIMMAC_POLICY_NEW_PASSWORD,
			"policyAttributeLastPasswordChangeTime < "
			"policyAttributeNewPasswordRequiredTime",
			NULL);
	if (limits->shortest > 0)
		add(root, "policyCategoryPasswordContent", "com.apple.policy.legacy.minChars",
			vouch_arena_printf(&mac->arena,
				"policyAttributePassword matches '.{%lld,}+'",
				(long long)limits->shortest),
			NULL);
	return root;
}

static int is_category(void *self, const char *key, struct vouch_plist *value)
{
	static const char *const categories[] = {"policyCategoryAuthentication",
		"policyCategoryPasswordContent", "policyCategoryPasswordChange",
		"policyCategoryPasswordAuthentication"};
	size_t i;

	(void)self;
	for (i = 0; i < sizeof categories / sizeof *categories; i++)
		if (strcmp(categories[i], key) == 0)
			return vouch_plist_kind(value) == VOUCH_PLIST_ARRAY ? 0 : 1;
	return 1;
}

bool simmac_policy_is(const struct vouch_plist *list)
{
	return vouch_plist_kind(list) == VOUCH_PLIST_DICT &&
	       vouch_plist_each(list, is_category, NULL) == 0;
}
