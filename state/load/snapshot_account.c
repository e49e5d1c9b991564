/* snapshot_account.c – one account of a snapshot: every key with its reader. */
#include <string.h>

#include "snapshot_value.h"

static int read_name(void *context, const cJSON *value, struct vouch_err *err)
{
	struct snapshot_reading *self = context;

	if (!cJSON_IsString(value) || value->valuestring[0] == '\0')
		return snapshot_wrong(err, "a name");
	self->account->name = vouch_arena_text(self->arena, value->valuestring);
	return 0;
}

static int read_aliases(void *context, const cJSON *value, struct vouch_err *err)
{
	struct snapshot_reading *self = context;
	struct vouch_name_set set = {0};

	if (value == NULL)
		return 0;
	if (snapshot_names(self, value, &set, err) < 0)
		return -(int)VOUCH_E_OBSERVE;
	self->account->aliases = set.names;
	return 0;
}

static int read_uuid(void *context, const cJSON *value, struct vouch_err *err)
{
	struct snapshot_reading *self = context;
	const char *text = NULL;
	char *upper;
	size_t i;

	if (snapshot_text(self, value, &text, err) < 0)
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
	struct snapshot_reading *self = context;
	int i;

	for (i = 0; i < 3; i++) {
		if (value != NULL &&
			(!cJSON_IsString(value) || strcmp(value->valuestring, words[i]) != 0))
			continue;
		self->account->password = value == NULL ? VOUCH_YES : (enum vouch_tri)i;
		return 0;
	}
	return snapshot_unknown_word(err, value);
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
	struct snapshot_reading *self = context;

	return snapshot_names(self, value, &self->account->groups, err);
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

int snapshot_read_account(void *context, const cJSON *value, struct vouch_err *err)
{
	return json_members(value, account_members,
		sizeof account_members / sizeof account_members[0], context, err);
}
