/* actor_update.c – the attributes and groups of an account that is there, and its admin right. */
#include "actor_changes.h"

#include <string.h>

#include "actor_record.h"
#include "vouch/base/text.h"

static int put(const struct vouch_macos_act *act, const char *key, const char *what,
	const char *value, struct vouch_err *err)
{
	int r = vouch_macos_check_value(what, value, err);

	return r < 0 ? r
		     : vouch_macos_act_must(act, VOUCH_MACOS_DSCL,
			       VOUCH_MACOS_WORDS(
				       ".", "-create", vouch_macos_user_path(act), key, value),
			       NULL, err);
}

static int put_text(const struct vouch_macos_act *act, enum vouch_field field, const char *key,
	struct vouch_err *err)
{
	const char *text = vouch_macos_declared_text(act, field);

	return text == NULL ? 0 : put(act, key, vouch_field_info(field)->name, text, err);
}

static int put_full_name(const struct vouch_macos_act *act, struct vouch_err *err)
{
	return put_text(act, VOUCH_FIELD_FULL_NAME, "RealName", err);
}

static int put_shell(const struct vouch_macos_act *act, struct vouch_err *err)
{
	return put_text(act, VOUCH_FIELD_SHELL, "UserShell", err);
}

static int put_hint(const struct vouch_macos_act *act, struct vouch_err *err)
{
	return put_text(act, VOUCH_FIELD_PASSWORD_HINT, "AuthenticationHint", err);
}

static int put_picture(const struct vouch_macos_act *act, struct vouch_err *err)
{
	return put_text(act, VOUCH_FIELD_PICTURE, "Picture", err);
}

/* FACTS G3. */
static int put_hidden(const struct vouch_macos_act *act, struct vouch_err *err)
{
	const struct vouch_value *value =
		vouch_user_field(act->change->desired, VOUCH_FIELD_HIDDEN);

	return value == NULL ? 0 : put(act, "IsHidden", "hidden", value->as.flag ? "1" : "0", err);
}

static int set_memberships(const struct vouch_macos_act *act, enum vouch_field field, bool member,
	struct vouch_err *err)
{
	const struct vouch_value *value = vouch_user_field(act->change->desired, field);
	size_t i;
	int r = 0;

	for (i = 0; value != NULL && r == 0 && i < value->as.names.count; i++) {
		const char *group = value->as.names.items[i];

		/* What is so already is not done again: staff by the primary group, for one. */
		if (act->before != NULL && act->before->groups.known &&
			vouch_names_has_nocase(&act->before->groups.names, group) == member)
			continue;
		r = vouch_macos_membership_set(act, act->change->user, group, member, err);
	}
	return r;
}

static int add_groups(const struct vouch_macos_act *act, struct vouch_err *err)
{
	return set_memberships(act, VOUCH_FIELD_GROUPS, true, err);
}

static int leave_groups(const struct vouch_macos_act *act, struct vouch_err *err)
{
	return set_memberships(act, VOUCH_FIELD_NOT_GROUPS, false, err);
}

static const struct {
	enum vouch_field field;
	int (*put)(const struct vouch_macos_act *act, struct vouch_err *err);
} updates[] = {
	{VOUCH_FIELD_FULL_NAME, put_full_name},
	{VOUCH_FIELD_SHELL, put_shell},
	{VOUCH_FIELD_HIDDEN, put_hidden},
	{VOUCH_FIELD_PICTURE, put_picture},
	{VOUCH_FIELD_PASSWORD_HINT, put_hint},
	{VOUCH_FIELD_GROUPS, add_groups},
	{VOUCH_FIELD_NOT_GROUPS, leave_groups},
};

int vouch_macos_update_user(const struct vouch_macos_act *act, struct vouch_err *err)
{
	size_t i;
	int r = 0;

	if (act->change->desired == NULL)
		return vouch_err_set(err, VOUCH_E_BUG, "an update without a declaration");
	for (i = 0; r == 0 && i < sizeof updates / sizeof *updates; i++)
		if (vouch_change_difference(
			    act->change, vouch_field_info(updates[i].field)->name) != NULL)
			r = updates[i].put(act, err);
	return r;
}

/* FACTS G1, G2: the token stays as it is. */
int vouch_macos_promote(const struct vouch_macos_act *act, struct vouch_err *err)
{
	return vouch_macos_membership_set(act, act->change->user, "admin", true, err);
}

int vouch_macos_demote(const struct vouch_macos_act *act, struct vouch_err *err)
{
	return vouch_macos_membership_set(act, act->change->user, "admin", false, err);
}
