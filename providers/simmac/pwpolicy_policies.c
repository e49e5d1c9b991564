/* pwpolicy_policies.c – account policies: kept as they were given, and obeyed as far as the
 * simulation has rules of its own: the least length of a password, and how many failures lock an
 * account. FACTS G4 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "list_file.h"
#include "pwpolicy.h"

static const char *store(struct simmac_pwpolicy *call)
{
	return simmac_mac_store(call->mac, "account-policies.plist");
}

/* A policy as the legacy words would have left it. */
static struct vouch_plist *made_up(struct simmac_mac *mac)
{
	struct vouch_plist *root = vouch_plist_new_dict();
	struct vouch_plist *contents, *policy;

	if (mac->settings.minimum_password == 0)
		return root;
	contents = vouch_plist_new_array();
	policy = vouch_plist_new_dict();
	vouch_plist_set(policy, "policyContent",
		vouch_plist_new_string(vouch_arena_printf(&mac->arena,
			"policyAttributePassword matches '.{%lld,}+'",
			(long long)mac->settings.minimum_password)));
	vouch_plist_set(policy, "policyIdentifier",
		vouch_plist_new_string("com.apple.policy.legacy.minChars"));
	vouch_plist_append(contents, policy);
	vouch_plist_set(root, "policyCategoryPasswordContent", contents);
	return root;
}

int simmac_pwpolicy_print(struct simmac_pwpolicy *call)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = NULL;
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf xml = {0};
	struct vouch_bytes bytes;
	enum simmac_list_form form;

	if (simmac_list_read_bytes(call->mac, store(call), &bytes) == 0)
		list = simmac_list_parse(&bytes, &form, &call->mac->err);
	else
		list = made_up(call->mac);
	if (vouch_plist_count(list) == 0)
		return 0;
	simmac_list_write(&call->mac->arena, list, SIMMAC_LIST_XML, &xml);
	(void)fwrite(xml.bytes, 1, xml.length, stdout);
	return 0;
}

/* "policyAttributePassword matches '.{8,}+'" */
static void take_content(struct simmac_pwpolicy *call, const char *content)
{
	static const char start[] = "policyAttributePassword matches '.{";
	const char *at = strstr(content, start);
	char *end;
	long number;

	if (!at)
		return;
	number = strtol(at + strlen(start), &end, 10);
	if (*end == ',' && number > 0 && number <= 1024)
		call->mac->settings.minimum_password = number;
}

/* What the simulation obeys of the policies of one category. */
static int take_category(void *self, const char *key, struct vouch_plist *policies)
{
	struct simmac_pwpolicy *call = self;
	size_t i;

	(void)key;
	for (i = 0; i < vouch_plist_count(policies); i++) {
		const struct vouch_plist *policy = vouch_plist_item(policies, i);
		const struct vouch_plist *parameters = vouch_plist_get(policy, "policyParameters");
		const char *content = vouch_plist_string(
			&call->mac->arena, vouch_plist_get(policy, "policyContent"));
		int64_t number;

		if (content)
			take_content(call, content);
		if (vouch_plist_integer(vouch_plist_get(parameters,
						"policyAttributeMaximumFailedAuthentications"),
			    &number) &&
			number > 0)
			call->mac->settings.lock_after = number;
	}
	return 0;
}

static int keep(struct simmac_pwpolicy *call, const struct vouch_plist *list)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};
	struct simmac_mac *mac = call->mac;

	simmac_list_write(&mac->arena, list, SIMMAC_LIST_XML, &bytes);
	if (simmac_mac_replace(mac, store(call), 0600, bytes.bytes, bytes.length) < 0 ||
		(!mac->pretends && simmac_settings_write(mac->root, &mac->settings, &mac->err) < 0))
		return simmac_mac_failed(mac);
	return 0;
}

/* No physics of a simulated Mac knows policies of one account: nothing pretends to. */
static int refuse_user(const struct simmac_pwpolicy *call)
{
	fprintf(stderr,
		"Error: policies of user <%s> alone: the simulated Mac has global ones only\n",
		call->user);
	return 1;
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

int simmac_pwpolicy_set(struct simmac_pwpolicy *call)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = NULL;
	struct vouch_bytes bytes;
	enum simmac_list_form form;

	if (call->user)
		return refuse_user(call);
	if (!call->argument || simmac_list_read_bytes(call->mac,
				       simmac_list_path(call->mac, call->argument), &bytes) < 0) {
		fputs("Error: unable to read the policy file\n", stderr);
		return 1;
	}
	list = simmac_list_parse(&bytes, &form, &call->mac->err);
	if (vouch_plist_kind(list) != VOUCH_PLIST_DICT ||
		vouch_plist_each(list, is_category, NULL)) {
		fputs("Error: Invalid Account Policy specified: not a dictionary of policy "
		      "categories\n",
			stderr);
		return 1;
	}
	puts("Setting global account policies");
	call->mac->settings.minimum_password = 0;
	call->mac->settings.lock_after = 0;
	(void)vouch_plist_each(list, take_category, call);
	return keep(call, list);
}

int simmac_pwpolicy_clear(struct simmac_pwpolicy *call)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *empty = vouch_plist_new_dict();

	if (call->user)
		return refuse_user(call);
	puts("Clearing global account policies");
	call->mac->settings.minimum_password = 0;
	call->mac->settings.lock_after = 0;
	return keep(call, empty);
}

/* "minChars=8 maxFailedLoginAttempts=5": the words of before 10.10, those that mean something here.
 */
int simmac_pwpolicy_set_words(struct simmac_pwpolicy *call)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = NULL;
	struct simmac_settings *settings = &call->mac->settings;
	const struct {
		const char *word;
		int64_t *place;
	} known[] = {{"minChars=", &settings->minimum_password},
		{"maxFailedLoginAttempts=", &settings->lock_after}};
	const char *at = call->argument ? call->argument : "";
	size_t k;

	if (call->user)
		return refuse_user(call);
	while (*(at += strspn(at, " "))) {
		size_t length = strcspn(at, " ");
		const char *word = vouch_arena_text_n(&call->mac->arena, at, length);
		int64_t number = -1;

		for (k = 0; k < sizeof known / sizeof *known; k++)
			if (vouch_text_starts(word, known[k].word) &&
				vouch_text_number(word + strlen(known[k].word), &number) &&
				number >= 0 && number <= 1024)
				break;
		if (k == sizeof known / sizeof *known) {
			fprintf(stderr, "Error: %s: the simulated Mac does not have this policy\n",
				word);
			return 1;
		}
		*known[k].place = number;
		at += length;
	}
	list = made_up(call->mac);
	puts("Setting global policy");
	return keep(call, list);
}
