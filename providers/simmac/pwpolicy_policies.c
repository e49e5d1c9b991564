/* pwpolicy_policies.c – account policies, of all accounts or of one: kept as they were given, and
 * obeyed as far as policy_limits.h says. FACTS G4 */
#include <stdio.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "list_file.h"
#include "policy_data.h"
#include "policy_limits.h"
#include "pwpolicy.h"

static const char *store(struct simmac_pwpolicy *call)
{
	return simmac_mac_store(call->mac, "account-policies.plist");
}

static struct simmac_policy_limits limits_of_all(const struct simmac_mac *mac)
{
	return (struct simmac_policy_limits){
		mac->settings.minimum_password, mac->settings.lock_after, false};
}

struct simmac_policy_limits simmac_pwpolicy_limits(
	struct simmac_pwpolicy *call, const struct simmac_record *user)
{
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *own = user ? simmac_policy_rules(call->mac, user) : NULL;

	return user ? simmac_policy_limits_in(call->mac, own) : limits_of_all(call->mac);
}

static struct vouch_plist *read_global(struct simmac_pwpolicy *call)
{
	struct simmac_policy_limits limits = limits_of_all(call->mac);
	struct vouch_bytes bytes;
	enum simmac_list_form form;

	if (simmac_list_read_bytes(call->mac, store(call), &bytes) == 0)
		return simmac_list_parse(&bytes, &form, &call->mac->err);
	return simmac_policy_from_limits(call->mac, &limits);
}

int simmac_pwpolicy_print(struct simmac_pwpolicy *call, const struct simmac_record *user)
{
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *list = user ? simmac_policy_rules(call->mac, user) : read_global(call);
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf xml = {0};

	if (vouch_plist_count(list) == 0)
		return 0;
	simmac_list_write(&call->mac->arena, list, SIMMAC_LIST_XML, &xml);
	(void)fwrite(xml.bytes, 1, xml.length, stdout);
	return 0;
}

static int keep_global(struct simmac_pwpolicy *call, const struct vouch_plist *list,
	const struct simmac_policy_limits *limits)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};
	struct simmac_mac *mac = call->mac;

	mac->settings.minimum_password = limits->shortest;
	mac->settings.lock_after = limits->lock_after;
	simmac_list_write(&mac->arena, list, SIMMAC_LIST_XML, &bytes);
	if (simmac_mac_replace(mac, store(call), 0600, bytes.bytes, bytes.length) < 0 ||
		(!mac->pretends && simmac_settings_write(mac->root, &mac->settings, &mac->err) < 0))
		return simmac_mac_failed(mac);
	return 0;
}

static int keep(
	struct simmac_pwpolicy *call, struct simmac_record *user, const struct vouch_plist *list)
{
	struct simmac_policy_limits limits = simmac_policy_limits_in(call->mac, list);

	if (!user)
		return keep_global(call, list, &limits);
	simmac_policy_set_rules(call->mac, user, list);
	return simmac_record_save(call->mac, user) < 0 ? simmac_mac_failed(call->mac) : 0;
}

int simmac_pwpolicy_set(struct simmac_pwpolicy *call, struct simmac_record *user)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = NULL;
	struct vouch_bytes bytes;
	enum simmac_list_form form;

	if (!call->argument || simmac_list_read_bytes(call->mac,
				       simmac_list_path(call->mac, call->argument), &bytes) < 0) {
		fputs("Error: unable to read the policy file\n", stderr);
		return 1;
	}
	list = simmac_list_parse(&bytes, &form, &call->mac->err);
	if (!simmac_policy_is(list)) {
		fputs("Error: Invalid Account Policy specified: not a dictionary of policy "
		      "categories\n",
			stderr);
		return 1;
	}
	if (user)
		printf("Setting account policies for user <%s>\n", call->user);
	else
		puts("Setting global account policies");
	return keep(call, user, list);
}

int simmac_pwpolicy_clear(struct simmac_pwpolicy *call, struct simmac_record *user)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *empty = vouch_plist_new_dict();

	if (user)
		printf("Clearing account policies for user <%s>\n", call->user);
	else
		puts("Clearing global account policies");
	return keep(call, user, empty);
}

int simmac_pwpolicy_keep_limits(struct simmac_pwpolicy *call, struct simmac_record *user,
	const struct simmac_policy_limits *limits)
{
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *list = simmac_policy_from_limits(call->mac, limits);

	return keep(call, user, list);
}
