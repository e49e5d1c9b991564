/* field.c – the one table of an account's fields, and what values have in common. */
#include "vouch/model/field.h"

#include <inttypes.h>
#include <string.h>

#include "vouch/base/clock.h"
#include "vouch/base/text.h"

static struct vouch_value unknown_value(void)
{
	return (struct vouch_value){.kind = VOUCH_VALUE_UNKNOWN};
}

static struct vouch_value text_value(const char *text)
{
	if (text == NULL)
		return unknown_value();
	return (struct vouch_value){.kind = VOUCH_VALUE_TEXT, .as.text = text};
}

static struct vouch_value number_value(struct vouch_number number)
{
	if (!number.known)
		return unknown_value();
	return (struct vouch_value){.kind = VOUCH_VALUE_NUMBER, .as.number = number.value};
}

static struct vouch_value flag_value(enum vouch_tri flag)
{
	if (flag == VOUCH_UNKNOWN)
		return unknown_value();
	return (struct vouch_value){.kind = VOUCH_VALUE_FLAG, .as.flag = flag == VOUCH_YES};
}

static struct vouch_value observe_state(const struct vouch_account *account)
{
	(void)account; /* whoever has a record is present */
	return (struct vouch_value){.kind = VOUCH_VALUE_CHOICE, .as.choice = VOUCH_STATE_PRESENT};
}

static struct vouch_value observe_full_name(const struct vouch_account *account)
{
	return text_value(account->full_name);
}

static struct vouch_value observe_uid(const struct vouch_account *account)
{
	return number_value(account->uid);
}

static struct vouch_value observe_gid(const struct vouch_account *account)
{
	return number_value(account->gid);
}

static struct vouch_value observe_home(const struct vouch_account *account)
{
	return text_value(account->home);
}

static struct vouch_value observe_shell(const struct vouch_account *account)
{
	return text_value(account->shell);
}

static struct vouch_value observe_hidden(const struct vouch_account *account)
{
	return flag_value(account->hidden);
}

static struct vouch_value observe_picture(const struct vouch_account *account)
{
	return text_value(account->picture);
}

static struct vouch_value observe_password_hint(const struct vouch_account *account)
{
	return text_value(account->password_hint);
}

static struct vouch_value observe_admin(const struct vouch_account *account)
{
	return flag_value(account->admin);
}

static struct vouch_value observe_groups(const struct vouch_account *account)
{
	if (!account->groups.known)
		return unknown_value();
	return (struct vouch_value){.kind = VOUCH_VALUE_NAMES, .as.names = account->groups.names};
}

static struct vouch_value observe_secure_token(const struct vouch_account *account)
{
	switch (account->token) {
	case VOUCH_TOKEN_UNKNOWN: break;
	case VOUCH_TOKEN_LIVE: return flag_value(VOUCH_YES);
	case VOUCH_TOKEN_NONE:
	case VOUCH_TOKEN_DEAD: return flag_value(VOUCH_NO);
	case VOUCH_TOKEN_COUNT: break;
	}
	return unknown_value();
}

static struct vouch_value observe_filevault(const struct vouch_account *account)
{
	return flag_value(account->filevault);
}

static const char *const state_words[] = {"present", "absent", NULL};
static const char *const removal_words[] = {"keep", "archive", "delete", NULL};

static const struct vouch_field_info fields[] = {
	{VOUCH_FIELD_STATE, "state", VOUCH_VALUE_CHOICE, VOUCH_CHANGE_OWN, state_words,
		observe_state,
		"present (the default) or absent; only absent ever deletes an account"},
	{VOUCH_FIELD_FULL_NAME, "full_name", VOUCH_VALUE_TEXT, VOUCH_CHANGE_ATTRIBUTE, NULL,
		observe_full_name, "the name people see; no two accounts share one"},
	{VOUCH_FIELD_UID, "uid", VOUCH_VALUE_NUMBER, VOUCH_CHANGE_CREATION, NULL, observe_uid,
		"numeric user id, at creation only; below 500 hides the account from the login "
		"window"},
	{VOUCH_FIELD_GID, "gid", VOUCH_VALUE_NUMBER, VOUCH_CHANGE_CREATION, NULL, observe_gid,
		"primary group, at creation only; 20 (staff) where it is left out"},
	{VOUCH_FIELD_HOME, "home", VOUCH_VALUE_TEXT, VOUCH_CHANGE_CREATION, NULL, observe_home,
		"path of the home folder, at creation only; /Users/NAME where it is left out"},
	{VOUCH_FIELD_SHELL, "shell", VOUCH_VALUE_TEXT, VOUCH_CHANGE_ATTRIBUTE, NULL, observe_shell,
		"path of the login shell; /bin/zsh where it is left out"},
	{VOUCH_FIELD_HIDDEN, "hidden", VOUCH_VALUE_FLAG, VOUCH_CHANGE_ATTRIBUTE, NULL,
		observe_hidden,
		"not shown at the login window; a token holder still shows at the FileVault "
		"screen"},
	{VOUCH_FIELD_PICTURE, "picture", VOUCH_VALUE_TEXT, VOUCH_CHANGE_ATTRIBUTE, NULL,
		observe_picture,
		"path of a picture file on the Mac, within the folders its list allows"},
	{VOUCH_FIELD_PASSWORD_HINT, "password_hint", VOUCH_VALUE_TEXT, VOUCH_CHANGE_ATTRIBUTE, NULL,
		observe_password_hint, "shown after three wrong passwords; may be empty"},
	{VOUCH_FIELD_ADMIN, "admin", VOUCH_VALUE_ADMIN, VOUCH_CHANGE_OWN, NULL, observe_admin,
		"true, false, or {until: DATE, reason: TEXT}: true until 00:00 UTC of that day"},
	{VOUCH_FIELD_GROUPS, "groups", VOUCH_VALUE_NAMES, VOUCH_CHANGE_ATTRIBUTE, NULL,
		observe_groups, "a member of at least these groups; not admin, not staff"},
	{VOUCH_FIELD_NOT_GROUPS, "not_groups", VOUCH_VALUE_NAMES, VOUCH_CHANGE_ATTRIBUTE, NULL,
		observe_groups, "a member of none of these groups"},
	{VOUCH_FIELD_SECURE_TOKEN, "secure_token", VOUCH_VALUE_FLAG, VOUCH_CHANGE_OWN, NULL,
		observe_secure_token, "holds a Secure Token, or does not"},
	{VOUCH_FIELD_FILEVAULT, "filevault", VOUCH_VALUE_FLAG, VOUCH_CHANGE_OWN, NULL,
		observe_filevault, "may unlock the disk; on APFS the same as holding a token"},
	{VOUCH_FIELD_PASSWORD, "password", VOUCH_VALUE_PASSWORD, VOUCH_CHANGE_NEVER, NULL, NULL,
		"where the password comes from: file, env, exec, keychain or generate; used to "
		"create "
		"and to vouch, never enforced"},
	{VOUCH_FIELD_ON_REMOVAL, "on_removal", VOUCH_VALUE_CHOICE, VOUCH_CHANGE_NEVER,
		removal_words, NULL,
		"what becomes of the home: keep (the default), archive or delete"},
};
_Static_assert(sizeof fields / sizeof fields[0] == VOUCH_FIELD_COUNT, "one row a field");

const struct vouch_field_info *vouch_field_info(enum vouch_field field)
{
	return &fields[field];
}

const struct vouch_field_info *vouch_field_find(const char *name)
{
	size_t i;

	for (i = 0; i < VOUCH_FIELD_COUNT; i++) {
		if (strcmp(fields[i].name, name) == 0)
			return &fields[i];
	}
	return NULL;
}

struct vouch_value vouch_field_observed(enum vouch_field field, const struct vouch_account *account)
{
	if (fields[field].observed == NULL)
		return (struct vouch_value){.kind = VOUCH_VALUE_NONE};
	return fields[field].observed(account);
}

/* groups: all of them are there; not_groups: none of them is. Group names compare without case. */
static enum vouch_tri names_match(enum vouch_field field, const struct vouch_names *declared,
	const struct vouch_names *observed)
{
	bool wanted = field == VOUCH_FIELD_GROUPS;
	size_t i;

	for (i = 0; i < declared->count; i++) {
		if (vouch_names_has_nocase(observed, declared->items[i]) != wanted)
			return VOUCH_NO;
	}
	return VOUCH_YES;
}

enum vouch_tri vouch_field_matches(enum vouch_field field, const struct vouch_value *declared,
	const struct vouch_value *observed)
{
	if (observed->kind == VOUCH_VALUE_UNKNOWN)
		return VOUCH_UNKNOWN;
	switch (declared->kind) {
	case VOUCH_VALUE_NONE:
	case VOUCH_VALUE_PASSWORD: return VOUCH_YES; /* nothing is claimed */
	case VOUCH_VALUE_UNKNOWN: return VOUCH_UNKNOWN;
	case VOUCH_VALUE_TEXT:
		return vouch_tri_from(vouch_text_equal(declared->as.text, observed->as.text));
	case VOUCH_VALUE_NUMBER: return vouch_tri_from(declared->as.number == observed->as.number);
	case VOUCH_VALUE_FLAG: return vouch_tri_from(declared->as.flag == observed->as.flag);
	case VOUCH_VALUE_NAMES: return names_match(field, &declared->as.names, &observed->as.names);
	case VOUCH_VALUE_CHOICE: return vouch_tri_from(declared->as.choice == observed->as.choice);
	case VOUCH_VALUE_ADMIN:
		return vouch_tri_from(declared->as.admin.wanted == observed->as.flag);
	}
	return VOUCH_UNKNOWN;
}

static const char *password_text(const struct vouch_password_value *password)
{
	static const char *const words[] = {"file", "env", "exec", "keychain", "generate"};

	_Static_assert(sizeof words / sizeof words[0] == VOUCH_PASSWORD_COUNT, "one word a source");
	return words[password->source];
}

static const char *admin_text(struct vouch_arena *arena, const struct vouch_admin_value *admin)
{
	char day[VOUCH_TIME_TEXT];

	if (!admin->has_until)
		return admin->wanted ? "true" : "false";
	vouch_date_format(admin->until, day);
	return vouch_arena_printf(arena, "until %s", day);
}

const char *vouch_field_text(
	struct vouch_arena *arena, enum vouch_field field, const struct vouch_value *value)
{
	switch (value->kind) {
	case VOUCH_VALUE_NONE: return NULL;
	case VOUCH_VALUE_UNKNOWN: return "unknown";
	case VOUCH_VALUE_TEXT: return value->as.text;
	case VOUCH_VALUE_NUMBER: return vouch_arena_printf(arena, "%" PRId64, value->as.number);
	case VOUCH_VALUE_FLAG: return value->as.flag ? "true" : "false";
	case VOUCH_VALUE_NAMES: return vouch_names_text(arena, &value->as.names);
	case VOUCH_VALUE_CHOICE: return fields[field].choices[value->as.choice];
	case VOUCH_VALUE_ADMIN: return admin_text(arena, &value->as.admin);
	case VOUCH_VALUE_PASSWORD: return password_text(value->as.password);
	}
	return NULL;
}
