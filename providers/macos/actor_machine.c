/* actor_machine.c – removing a record, and what concerns the whole Mac. */
#include "actor_changes.h"

#include <string.h>

/* FACTS X1, X2, 7.9: the home is kept, as the tool can erase it and then fail on the record. With a
 * grantor the token is taken off first, so that no crypto user stays behind (FACTS X4). */
int vouch_macos_delete_user(const struct vouch_macos_act *act, struct vouch_err *err)
{
	const struct vouch_change *change = act->change;
	bool holds = act->before == NULL || act->before->token != VOUCH_TOKEN_NONE;
	int r;

	if (change->by == NULL)
		return vouch_macos_act_admin(act,
			VOUCH_MACOS_WORDS("-deleteUser", change->user, "-keepHome"), NULL,
			"Deleting record for", NULL, err);
	r = vouch_macos_check_password(change->by, act->by_password, err);
	if (r == 0 && holds)
		r = vouch_macos_revoke_token(act, err);
	if (r < 0)
		return r;
	return vouch_macos_act_admin(act,
		VOUCH_MACOS_WORDS("-deleteUser", change->user, "-keepHome", "-adminUser",
			change->by, "-adminPassword", "-"),
		VOUCH_MACOS_LINES(act->by_password), "Deleting record for", NULL, err);
}

/* FACTS T10, 4.5: it exits 0 with an error of its own in the last lines. */
int vouch_macos_refresh_preboot(const struct vouch_macos_act *act, struct vouch_err *err)
{
	static const char overall[] = "overall error=(ZeroMeansSuccess)=";
	struct vouch_child child;
	const char *place;
	int r = vouch_macos_act_run(act, VOUCH_MACOS_DISKUTIL,
		VOUCH_MACOS_WORDS("apfs", "updatePreboot", "/"), NULL, &child, err);

	if (r < 0)
		return r;
	if (child.result.status != 0)
		return vouch_macos_act_failed(act, &child, err);
	place = vouch_macos_find_text(child.result.out, overall);
	if (place != NULL && place[strlen(overall)] == '0')
		return 0;
	if (place == NULL && vouch_macos_find_text(child.result.out, "Finished APFS operation"))
		return 0;
	return vouch_err_set(err, VOUCH_E_APPLY,
		"diskutil apfs updatePreboot / did not end well (%.60s): run it by hand to see why",
		place == NULL ? "it does not say how"
			      : vouch_arena_text_n(act->arena, place, strcspn(place, "\r\n")));
}
