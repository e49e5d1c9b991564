/* actor_token.c – giving, repairing and taking off tokens. */
#include "actor_changes.h"

#include <string.h>

#include "actor_record.h"

static int need_both_passwords(const struct vouch_macos_act *act, struct vouch_err *err)
{
	int r;

	if (act->change->by == NULL)
		return vouch_err_set(err, VOUCH_E_BUG, "a token needs somebody who vouches");
	r = vouch_macos_check_password(act->change->by, act->by_password, err);
	return r < 0 ? r : vouch_macos_check_password(act->change->user, act->user_password, err);
}

/* FACTS T1, T6, 2.4: both passwords by pipe, the administrator's line first. FACTS 1.6: it says
 * "Done!", sometimes without having done it; who called looks again. */
static int switch_token(const struct vouch_macos_act *act, const char *verb, const char *by,
	const struct vouch_secret *by_password, enum vouch_macos_trouble_kind *kind,
	struct vouch_err *err)
{
	return vouch_macos_act_admin(act,
		VOUCH_MACOS_WORDS(verb, act->change->user, "-password", "-", "-adminUser", by,
			"-adminPassword", "-"),
		VOUCH_MACOS_LINES(by_password, act->user_password), "Done!", kind, err);
}

int vouch_macos_grant_token(const struct vouch_macos_act *act, struct vouch_err *err)
{
	int r = need_both_passwords(act, err);

	return r < 0 ? r
		     : switch_token(
			       act, "-secureTokenOn", act->change->by, act->by_password, NULL, err);
}

int vouch_macos_revoke_token(const struct vouch_macos_act *act, struct vouch_err *err)
{
	int r = need_both_passwords(act, err);

	return r < 0 ? r
		     : switch_token(act, "-secureTokenOff", act->change->by, act->by_password, NULL,
			       err);
}

/* FACTS T5, R7: off, then on. Off may be refused where only half of the token is left, or where the
 * token behind it has another password than the account (the executor proved that one right
 * before); then On alone decides. Where the grantor was not accepted it is not tried a second time.
 */
int vouch_macos_repair_token(const struct vouch_macos_act *act, struct vouch_err *err)
{
	enum vouch_macos_trouble_kind kind = VOUCH_MACOS_TROUBLE_COUNT;
	struct vouch_err off = {0};
	int r = need_both_passwords(act, err);

	if (r < 0)
		return r;
	r = switch_token(act, "-secureTokenOff", act->change->by, act->by_password, &kind, &off);
	if (r < 0 && (kind == VOUCH_MACOS_BAD_CREDENTIALS || kind == VOUCH_MACOS_GRANTOR_REFUSED ||
			     r == -VOUCH_E_TIMEOUT)) {
		if (err != NULL)
			*err = off;
		return r;
	}
	return switch_token(act, "-secureTokenOn", act->change->by, act->by_password, NULL, err);
}

/* FACTS G5: while the tag is there, setting a password brings no token. */
static int remove_suppressing_tag(const struct vouch_macos_act *act, struct vouch_err *err)
{
	struct vouch_macos_record record = {false, NULL};
	const char *tag;
	int r = vouch_macos_record_read(act, vouch_macos_user_path(act),
		VOUCH_MACOS_WORDS("AuthenticationAuthority"), &record, err);

	if (r < 0)
		return r;
	tag = vouch_macos_record_find(
		act, &record, "AuthenticationAuthority", VOUCH_MACOS_SUPPRESS_TAG);
	if (tag != NULL)
		r = vouch_macos_act_must(act, VOUCH_MACOS_DSCL,
			VOUCH_MACOS_WORDS(".", "-delete", vouch_macos_user_path(act),
				"AuthenticationAuthority", tag),
			NULL, err);
	vouch_macos_record_release(&record);
	return r;
}

/* FACTS 1.2, R9: from 11 on, setting a password by Open Directory gives it. */
static int mint_by_password(const struct vouch_macos_act *act, struct vouch_err *err)
{
	int r = remove_suppressing_tag(act, err);

	return r < 0 ? r : vouch_macos_password_set(act, err);
}

int vouch_macos_mint_token(const struct vouch_macos_act *act, struct vouch_err *err)
{
	int r = vouch_macos_check_password(act->change->user, act->user_password, err);

	if (r < 0)
		return r;
	switch (act->can->first_token) {
	case VOUCH_MACOS_FIRST_UNKNOWN:
		return vouch_err_set(err, VOUCH_E_APPLY,
			"the version of macOS cannot be read, and how a first token is given "
			"depends on it");
	case VOUCH_MACOS_FIRST_BY_PROOF:
		/* FACTS E2: its password was proved before, and that is all there is to do. */
		return vouch_err_set(err, VOUCH_E_APPLY,
			"authenticating brought no first token: on macOS 10.13.0 to 10.13.3 only "
			"the one account with uid 500 or more gets it so; update to 10.13.4");
	case VOUCH_MACOS_FIRST_BY_SELF:
		/* FACTS 1.7, T2: an administrator gives the first token to itself. */
		return switch_token(
			act, "-secureTokenOn", act->change->user, act->user_password, NULL, err);
	case VOUCH_MACOS_FIRST_BY_PASSWORD: return mint_by_password(act, err);
	}
	return 0;
}
