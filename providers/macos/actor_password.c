/* actor_password.c – setting a password from a pipe, by the tool that this Mac lets do it. */
#include "actor_changes.h"

#include <string.h>

/* FACTS C16, 1.6, C6: where sysadminctl refuses though the account has no token, or this version
 * of it wants an administrator or does not read pipes, dscl does the same. */
static bool may_fall_back(enum vouch_macos_trouble_kind kind)
{
	return kind == VOUCH_MACOS_NEED_GRANTOR || kind == VOUCH_MACOS_OLD_SYSTEM ||
	       kind == VOUCH_MACOS_NO_PASSWORD_INPUT;
}

/* FACTS P3, 3.2: without the new password as an argument dscl asks for it. */
static int set_by_dscl(const struct vouch_macos_act *act, struct vouch_err *err)
{
	if (act->user_password->length > VOUCH_MACOS_PROMPT_LONGEST)
		return vouch_err_set(err, VOUCH_E_APPLY,
			"the password of %s is longer than %d bytes, and this macOS takes no "
			"longer one: choose a shorter one",
			act->change->user, VOUCH_MACOS_PROMPT_LONGEST);
	return vouch_macos_act_must(act, VOUCH_MACOS_DSCL,
		VOUCH_MACOS_WORDS(".", "-passwd", vouch_macos_user_path(act)),
		VOUCH_MACOS_LINES(act->user_password), err);
}

int vouch_macos_password_set(const struct vouch_macos_act *act, struct vouch_err *err)
{
	enum vouch_macos_trouble_kind kind;
	struct vouch_err first = {0};
	int r;

	/* FACTS 1.6: until 10.13.3 sysadminctl does nothing without an administrator. */
	if (!act->can->works_alone)
		return set_by_dscl(act, err);
	/* FACTS P5: "-" reads the new password from standard input; nothing is printed or "Done!".
	 */
	r = vouch_macos_act_admin(act,
		VOUCH_MACOS_WORDS("-resetPasswordFor", act->change->user, "-newPassword", "-"),
		VOUCH_MACOS_LINES(act->user_password), NULL, &kind, &first);
	if (r == 0)
		return 0;
	if (!may_fall_back(kind) || act->user_password->length > VOUCH_MACOS_PROMPT_LONGEST) {
		if (err != NULL)
			*err = first;
		return r;
	}
	return set_by_dscl(act, err);
}

/* FACTS P7, P8: the password of whoever authorises it first, then the new one. */
static int set_with(const struct vouch_macos_act *act, const char *by,
	const struct vouch_secret *by_password, struct vouch_err *err)
{
	return vouch_macos_act_admin(act,
		VOUCH_MACOS_WORDS("-resetPasswordFor", act->change->user, "-newPassword", "-",
			"-adminUser", by, "-adminPassword", "-"),
		VOUCH_MACOS_LINES(by_password, act->user_password), NULL, NULL, err);
}

/* FACTS 7.A, R4: who holds a token is never given a password without the old one or a grantor's:
 * the token would be left with the old one, or all refused. */
int vouch_macos_set_password(const struct vouch_macos_act *act, struct vouch_err *err)
{
	const struct vouch_change *change = act->change;
	enum vouch_token token = act->before == NULL ? VOUCH_TOKEN_UNKNOWN : act->before->token;
	int r = vouch_macos_check_password(change->user, act->user_password, err);

	if (r < 0)
		return r;
	if (token == VOUCH_TOKEN_NONE) {
		r = change->suppress_token ? vouch_macos_suppress_token(act, err) : 0;
		return r < 0 ? r : vouch_macos_password_set(act, err);
	}
	if (token == VOUCH_TOKEN_LIVE && act->old_password != NULL) {
		r = vouch_macos_check_password(change->user, act->old_password, err);
		return r < 0 ? r : set_with(act, change->user, act->old_password, err);
	}
	if (token == VOUCH_TOKEN_LIVE && change->by != NULL) {
		r = vouch_macos_check_password(change->by, act->by_password, err);
		return r < 0 ? r : set_with(act, change->by, act->by_password, err);
	}
	return vouch_err_set(err, VOUCH_E_APPLY,
		"the password of %s, whose token is %s, is not set: its token would not follow it",
		change->user, vouch_token_text(token));
}
