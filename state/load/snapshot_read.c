/* snapshot_read.c – a snapshot from JSON: one table of keys a level, every key with its reader. */
#include "vouch/load/snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/clock.h"
#include "vouch/base/text.h"
#include "vouch/base/uuid.h"

/* Where the reader is: the account in hand is NULL outside of "accounts". */
struct reading {
	struct vouch_arena *arena;
	struct vouch_snapshot *snapshot;
	struct vouch_account *account;
};

static int wrong(struct vouch_err *err, const char *meant)
{
	return vouch_err_set(err, VOUCH_E_OBSERVE, "%s is meant", meant);
}

/* Text, or null for what could not be read. Left out is not read either. */
static int read_text(
	struct reading *self, const cJSON *value, const char **out, struct vouch_err *err)
{
	if (value == NULL || cJSON_IsNull(value))
		return 0;
	if (!cJSON_IsString(value))
		return wrong(err, "text or null");
	*out = vouch_arena_text(self->arena, value->valuestring);
	return 0;
}

static int read_number(const cJSON *value, struct vouch_number *out, struct vouch_err *err)
{
	if (value == NULL || cJSON_IsNull(value))
		return 0;
	if (!json_integer(value, &out->value))
		return wrong(err, "a whole number or null");
	out->known = true;
	return 0;
}

static int read_tri(const cJSON *value, enum vouch_tri *out, struct vouch_err *err)
{
	if (cJSON_IsBool(value))
		*out = vouch_tri_from(cJSON_IsTrue(value));
	else if (cJSON_IsString(value) && strcmp(value->valuestring, "unknown") == 0)
		*out = VOUCH_UNKNOWN;
	else
		return wrong(err, "true, false or \"unknown\"");
	return 0;
}

/* A list of names, or null. */
static int read_names(
	struct reading *self, const cJSON *value, struct vouch_name_set *out, struct vouch_err *err)
{
	const cJSON *item;

	if (cJSON_IsNull(value))
		return 0;
	if (!cJSON_IsArray(value))
		return wrong(err, "a list of names or null");
	for (item = value->child; item != NULL; item = item->next) {
		if (!cJSON_IsString(item) || item->valuestring[0] == '\0')
			return wrong(err, "a list of names or null");
		vouch_names_add(self->arena, &out->names, item->valuestring);
	}
	out->known = true;
	return 0;
}

static int unknown_word(struct vouch_err *err, const cJSON *value)
{
	if (!cJSON_IsString(value))
		return wrong(err, "a word");
	return vouch_err_set(
		err, VOUCH_E_OBSERVE, "\"%s\" is no word that stands here", value->valuestring);
}

/* Readers of one key each. A macro only where the place is all that differs. */
#define READ_TEXT(name, place) \
	static int name(void *context, const cJSON *value, struct vouch_err *err) \
	{ \
		struct reading *self = context; \
\
		return read_text(self, value, &self->place, err); \
	}
#define READ_NUMBER(name, place) \
	static int name(void *context, const cJSON *value, struct vouch_err *err) \
	{ \
		struct reading *self = context; \
\
		return read_number(value, &self->place, err); \
	}
#define READ_TRI(name, place) \
	static int name(void *context, const cJSON *value, struct vouch_err *err) \
	{ \
		struct reading *self = context; \
\
		return read_tri(value, &self->place, err); \
	}
#define READ_WORD(name, parse, place) \
	static int name(void *context, const cJSON *value, struct vouch_err *err) \
	{ \
		struct reading *self = context; \
\
		if (!cJSON_IsString(value) || !parse(value->valuestring, &self->place)) \
			return unknown_word(err, value); \
		return 0; \
	}

READ_TEXT(read_serial, snapshot->machine.serial)
READ_TEXT(read_hostname, snapshot->machine.hostname)
READ_TEXT(read_model, snapshot->machine.model)
READ_TEXT(read_os, snapshot->machine.os)
READ_WORD(read_chip, vouch_chip_parse, snapshot->machine.chip)
READ_WORD(read_filesystem, vouch_filesystem_parse, snapshot->machine.filesystem)
READ_WORD(read_machine_filevault, vouch_filevault_parse, snapshot->machine.filevault)
READ_WORD(read_mdm, vouch_mdm_parse, snapshot->machine.mdm)
READ_WORD(read_bootstrap, vouch_bootstrap_parse, snapshot->machine.bootstrap_token)

static int read_recovery_key(void *context, const cJSON *value, struct vouch_err *err)
{
	static const char *const words[] = {"unknown", "absent", "present"};
	struct reading *self = context;
	int i;

	for (i = 0; i < 3; i++) {
		if (cJSON_IsString(value) && strcmp(value->valuestring, words[i]) == 0) {
			self->snapshot->machine.recovery_key = (enum vouch_tri)i;
			return 0;
		}
	}
	return unknown_word(err, value);
}

static int read_logged_in(void *context, const cJSON *value, struct vouch_err *err)
{
	struct reading *self = context;

	if (value == NULL) {
		self->snapshot->machine.logged_in.known = true;
		return 0;
	}
	return read_names(self, value, &self->snapshot->machine.logged_in, err);
}

static int read_machine(void *context, const cJSON *value, struct vouch_err *err)
{
	static const struct json_member members[] = {
		{"serial", false, read_serial},
		{"hostname", false, read_hostname},
		{"model", false, read_model},
		{"os", false, read_os},
		{"chip", false, read_chip},
		{"filesystem", false, read_filesystem},
		{"filevault", false, read_machine_filevault},
		{"mdm", false, read_mdm},
		{"bootstrap_token", false, read_bootstrap},
		{"recovery_key", false, read_recovery_key},
		{"logged_in", true, read_logged_in},
	};

	return json_members(value, members, sizeof members / sizeof members[0], context, err);
}

static int read_name(void *context, const cJSON *value, struct vouch_err *err)
{
	struct reading *self = context;

	if (!cJSON_IsString(value) || value->valuestring[0] == '\0')
		return wrong(err, "a name");
	self->account->name = vouch_arena_text(self->arena, value->valuestring);
	return 0;
}

static int read_aliases(void *context, const cJSON *value, struct vouch_err *err)
{
	struct reading *self = context;
	struct vouch_name_set set = {0};

	if (value == NULL)
		return 0;
	if (read_names(self, value, &set, err) < 0)
		return -(int)VOUCH_E_OBSERVE;
	self->account->aliases = set.names;
	return 0;
}

static int read_uuid(void *context, const cJSON *value, struct vouch_err *err)
{
	struct reading *self = context;
	const char *text = NULL;
	char *upper;
	size_t i;

	if (read_text(self, value, &text, err) < 0)
		return -(int)VOUCH_E_OBSERVE;
	if (text == NULL)
		return 0;
	upper = vouch_arena_text(self->arena, text);
	for (i = 0; upper[i] != '\0'; i++) {
		if (upper[i] >= 'a' && upper[i] <= 'z')
			upper[i] = (char)(upper[i] - 'a' + 'A');
	}
	self->account->uuid = upper;
	return 0;
}

static int read_password(void *context, const cJSON *value, struct vouch_err *err)
{
	static const char *const words[] = {"unknown", "none", "set"};
	struct reading *self = context;
	int i;

	for (i = 0; i < 3; i++) {
		if (value != NULL &&
			(!cJSON_IsString(value) || strcmp(value->valuestring, words[i]) != 0))
			continue;
		self->account->password = value == NULL ? VOUCH_YES : (enum vouch_tri)i;
		return 0;
	}
	return unknown_word(err, value);
}

READ_TRI(read_by_name, account->admin_by_name)
READ_TRI(read_by_guid, account->admin_by_guid)

static int read_admin_by(void *context, const cJSON *value, struct vouch_err *err)
{
	static const struct json_member members[] = {
		{"name", false, read_by_name},
		{"guid", false, read_by_guid},
	};

	if (value == NULL)
		return 0;
	return json_members(value, members, sizeof members / sizeof members[0], context, err);
}

READ_TRI(read_tag, account->token_tag)
READ_TRI(read_crypto_user, account->token_crypto_user)
READ_TRI(read_filevault_list, account->token_filevault_list)

static int read_token_sources(void *context, const cJSON *value, struct vouch_err *err)
{
	static const struct json_member members[] = {
		{"tag", false, read_tag},
		{"crypto_user", false, read_crypto_user},
		{"filevault_list", false, read_filevault_list},
	};

	if (value == NULL)
		return 0;
	return json_members(value, members, sizeof members / sizeof members[0], context, err);
}

static int read_groups(void *context, const cJSON *value, struct vouch_err *err)
{
	struct reading *self = context;

	return read_names(self, value, &self->account->groups, err);
}

READ_NUMBER(read_uid, account->uid)
READ_NUMBER(read_gid, account->gid)
READ_TEXT(read_full_name, account->full_name)
READ_TEXT(read_home, account->home)
READ_TEXT(read_shell, account->shell)
READ_TEXT(read_picture, account->picture)
READ_TEXT(read_password_hint, account->password_hint)
READ_WORD(read_kind, vouch_kind_parse, account->kind)
READ_TRI(read_hidden, account->hidden)
READ_TRI(read_disabled, account->disabled)
READ_TRI(read_admin, account->admin)
READ_WORD(read_secure_token, vouch_token_parse, account->token)
READ_TRI(read_filevault, account->filevault)
READ_TRI(read_volume_owner, account->volume_owner)

static const struct json_member account_members[] = {
	{"name", false, read_name},
	{"aliases", true, read_aliases},
	{"uid", false, read_uid},
	{"gid", true, read_gid},
	{"uuid", false, read_uuid},
	{"full_name", false, read_full_name},
	{"home", false, read_home},
	{"shell", false, read_shell},
	{"picture", true, read_picture},
	{"password_hint", true, read_password_hint},
	{"kind", false, read_kind},
	{"hidden", false, read_hidden},
	{"disabled", false, read_disabled},
	{"password", true, read_password},
	{"admin", false, read_admin},
	{"admin_by", true, read_admin_by},
	{"groups", false, read_groups},
	{"secure_token", false, read_secure_token},
	{"filevault", false, read_filevault},
	{"volume_owner", false, read_volume_owner},
	{"token_sources", true, read_token_sources},
};

static int read_account(
	struct reading *self, const cJSON *value, size_t number, struct vouch_err *err)
{
	struct vouch_account account = {0};

	self->account = &account;
	if (json_members(value, account_members, sizeof account_members / sizeof account_members[0],
		    self, err) < 0) {
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
static int refuse_namesakes(struct reading *self, struct vouch_err *err)
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
	struct reading *self = context;
	const cJSON *item;
	size_t number = 0;

	if (!cJSON_IsArray(value))
		return wrong(err, "a list of accounts");
	for (item = value->child; item != NULL; item = item->next) {
		if (read_account(self, item, ++number, err) < 0)
			return -(int)VOUCH_E_OBSERVE;
	}
	return refuse_namesakes(self, err);
}

static int read_orphans(void *context, const cJSON *value, struct vouch_err *err)
{
	struct reading *self = context;

	if (value == NULL) {
		self->snapshot->orphans.known = true;
		return 0;
	}
	return read_names(self, value, &self->snapshot->orphans, err);
}

static int read_format(void *context, const cJSON *value, struct vouch_err *err)
{
	(void)context; /* the format is checked, not kept */
	if (!cJSON_IsString(value) || strcmp(value->valuestring, "vouch.snapshot/1") != 0)
		return wrong(err, "\"vouch.snapshot/1\"");
	return 0;
}

static int read_taken_at(void *context, const cJSON *value, struct vouch_err *err)
{
	struct reading *self = context;

	if (!cJSON_IsString(value) ||
		!vouch_time_parse(value->valuestring, &self->snapshot->taken_at))
		return wrong(err, "a moment such as \"2026-11-24T10:00:00Z\"");
	return 0;
}

int vouch_snapshot_read(struct vouch_arena *arena, const char *name, const char *bytes,
	size_t length, struct vouch_snapshot *out, struct vouch_err *err)
{
	static const struct json_member members[] = {
		{"format", false, read_format},
		{"taken_at", false, read_taken_at},
		{"machine", false, read_machine},
		{"accounts", false, read_accounts},
		{"orphan_crypto_users", true, read_orphans},
	};
	struct vouch_snapshot snapshot = {0};
	struct reading reading = {.arena = arena, .snapshot = &snapshot};
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
