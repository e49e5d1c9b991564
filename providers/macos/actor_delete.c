/* actor_delete.c – removing a record, so that nothing else of the account stays behind. */
#include <string.h>

#include "actor_changes.h"
#include "actor_record.h"

static const char deleted[] = "Deleting record for"; /* FACTS X1 */

/* FACTS X3: what dscl leaves in the groups is taken out first, as nobody knows it afterwards. */
static int delete_by_dscl(const struct vouch_macos_act *act, struct vouch_err *err)
{
	const struct vouch_account *before = act->before;
	size_t i;
	int r = 0;

	for (i = 0;
		r == 0 && before != NULL && before->groups.known && i < before->groups.names.count;
		i++)
		r = vouch_macos_membership_set(
			act, act->change->user, before->groups.names.items[i], false, err);
	if (r < 0)
		return r;
	return vouch_macos_act_must(act, VOUCH_MACOS_DSCL,
		VOUCH_MACOS_WORDS(".", "-delete", vouch_macos_user_path(act)), NULL, err);
}

/* FACTS X1, 7.9: the home is kept, as the tool can erase it and then fail on the record. */
static int delete_alone(const struct vouch_macos_act *act, enum vouch_macos_trouble_kind *kind,
	struct vouch_err *err)
{
	/* FACTS 1.6: until 10.13.3 sysadminctl does nothing without an administrator. */
	if (!act->can->works_alone)
		return delete_by_dscl(act, err);
	return vouch_macos_act_admin(act,
		VOUCH_MACOS_WORDS("-deleteUser", act->change->user, "-keepHome"), NULL, deleted,
		kind, err);
}

/* FACTS X2. */
static int delete_with(const struct vouch_macos_act *act, enum vouch_macos_trouble_kind *kind,
	struct vouch_err *err)
{
	return vouch_macos_act_admin(act,
		VOUCH_MACOS_WORDS("-deleteUser", act->change->user, "-keepHome", "-adminUser",
			act->change->by, "-adminPassword", "-"),
		VOUCH_MACOS_LINES(act->by_password), deleted, kind, err);
}

/* Who is neither administrator nor holder can be the last of none. */
static bool has_no_power(const struct vouch_account *before)
{
	return before != NULL && before->admin == VOUCH_NO && before->token == VOUCH_TOKEN_NONE;
}

static int delete_record(const struct vouch_macos_act *act, struct vouch_err *err)
{
	enum vouch_macos_trouble_kind kind = VOUCH_MACOS_TROUBLE_COUNT;
	struct vouch_err first = {0};
	int r = act->change->by == NULL ? delete_alone(act, &kind, &first)
					: delete_with(act, &kind, &first);

	/* FACTS 1.8: early systems take others for the last one, too. */
	if (r < 0 && kind == VOUCH_MACOS_LAST_ONE && act->can->guards_falsely &&
		has_no_power(act->before)) {
		vouch_macos_act_note(act, "%s is the last of nothing: by dscl", act->change->user);
		return delete_by_dscl(act, err);
	}
	if (r < 0 && err != NULL)
		*err = first;
	return r;
}

/* What unlocks the disk must go before the record: afterwards it has no name. FACTS X4: a token by
 * a grantor. FACTS T9: on HFS+ a place in the FileVault list, which there needs nobody. */
static int take_off_unlocking(const struct vouch_macos_act *act, struct vouch_err *err)
{
	const struct vouch_account *before = act->before;

	if (act->change->by != NULL && (before == NULL || before->token != VOUCH_TOKEN_NONE))
		return vouch_macos_revoke_token(act, err);
	if (before != NULL && before->token == VOUCH_TOKEN_NONE && before->filevault == VOUCH_YES)
		return vouch_macos_remove_unlocker(act, err);
	return 0;
}

int vouch_macos_delete_user(const struct vouch_macos_act *act, struct vouch_err *err)
{
	int r = 0;

	if (act->change->by != NULL)
		r = vouch_macos_check_password(act->change->by, act->by_password, err);
	if (r == 0)
		r = vouch_macos_access_check(act, err);
	if (r == 0)
		r = take_off_unlocking(act, err);
	if (r == 0)
		r = delete_record(act, err);
	/* FACTS 9.6, 7.22: a GUID that stays there is an administrator without a name. */
	return r < 0 ? r : vouch_macos_membership_forget(act, "admin", err);
}
