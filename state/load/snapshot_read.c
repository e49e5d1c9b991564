/* snapshot_read.c – a snapshot from JSON: the document, its accounts, and no name twice. */
#include "vouch/load/snapshot.h"

#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "snapshot_value.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/clock.h"
#include "vouch/base/text.h"

static int read_account(
	struct snapshot_reading *self, const cJSON *value, size_t number, struct vouch_err *err)
{
	struct vouch_account account = {0};

	self->account = &account;
	if (snapshot_read_account(self, value, err) < 0) {
		if (account.name != NULL)
			return vouch_err_wrap(err, "account \"%s\"", account.name);
		return vouch_err_wrap(err, "account number %zu", number);
	}
	*VOUCH_PUSH(self->arena, &self->snapshot->accounts) = account;
	return 0;
}

static int by_name_nocase(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return vouch_text_compare_nocase(*a, *b);
}

/* macOS resolves names without case: two accounts of one name would be one account seen twice. */
static int refuse_namesakes(struct snapshot_reading *self, struct vouch_err *err)
{
	const struct vouch_accounts *accounts = &self->snapshot->accounts;
	const char **names = vouch_arena_alloc_array(self->arena, accounts->count, sizeof *names);
	size_t i;

	for (i = 0; i < accounts->count; i++)
		names[i] = accounts->items[i].name;
	if (accounts->count > 1)
		qsort(names, accounts->count, sizeof *names, by_name_nocase);
	for (i = 1; i < accounts->count; i++) {
		if (vouch_text_equal_nocase(names[i - 1], names[i]))
			return vouch_err_set(
				err, VOUCH_E_OBSERVE, "two accounts are named \"%s\"", names[i]);
	}
	return 0;
}

static int read_accounts(void *context, const cJSON *value, struct vouch_err *err)
{
	struct snapshot_reading *self = context;
	const cJSON *item;
	size_t number = 0;

	if (!cJSON_IsArray(value))
		return snapshot_wrong(err, "a list of accounts");
	for (item = value->child; item != NULL; item = item->next) {
		if (read_account(self, item, ++number, err) < 0)
			return -(int)VOUCH_E_OBSERVE;
	}
	return refuse_namesakes(self, err);
}

static int read_orphans(void *context, const cJSON *value, struct vouch_err *err)
{
	struct snapshot_reading *self = context;

	if (value == NULL) {
		self->snapshot->orphans.known = true;
		return 0;
	}
	return snapshot_names(self, value, &self->snapshot->orphans, err);
}

static int read_format(void *context, const cJSON *value, struct vouch_err *err)
{
	(void)context; /* the format is checked, not kept */
	if (!cJSON_IsString(value) || strcmp(value->valuestring, "vouch.snapshot/1") != 0)
		return snapshot_wrong(err, "\"vouch.snapshot/1\"");
	return 0;
}

static int read_taken_at(void *context, const cJSON *value, struct vouch_err *err)
{
	struct snapshot_reading *self = context;

	if (!cJSON_IsString(value) ||
		!vouch_time_parse(value->valuestring, &self->snapshot->taken_at))
		return snapshot_wrong(err, "a moment such as \"2026-11-24T10:00:00Z\"");
	return 0;
}

int vouch_snapshot_read(struct vouch_arena *arena, const char *name, const char *bytes,
	size_t length, struct vouch_snapshot *out, struct vouch_err *err)
{
	static const struct json_member members[] = {
		{"format", false, read_format},
		{"taken_at", false, read_taken_at},
		{"machine", false, snapshot_read_machine},
		{"accounts", false, read_accounts},
		{"orphan_crypto_users", true, read_orphans},
	};
	struct vouch_snapshot snapshot = {0};
	struct snapshot_reading reading = {.arena = arena, .snapshot = &snapshot};
	VOUCH_CLEANUP(json_release) cJSON *document = NULL;

	if (length > VOUCH_SNAPSHOT_MAX)
		return vouch_err_set(err, VOUCH_E_OBSERVE, "%s: larger than %d bytes", name,
			(int)VOUCH_SNAPSHOT_MAX);
	if (json_read(name, bytes, length, &document, err) < 0)
		return -(int)VOUCH_E_OBSERVE;
	if (json_members(document, members, sizeof members / sizeof members[0], &reading, err) < 0)
		return vouch_err_wrap(err, "%s", name);
	vouch_snapshot_sort(&snapshot);
	*out = snapshot;
	return 0;
}
