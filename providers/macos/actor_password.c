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
