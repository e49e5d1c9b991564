/* actor_machine.c – what concerns the whole Mac: its preboot volume, its bootstrap token. */
#include "actor_changes.h"

#include <string.h>

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

/* FACTS B1, 6.1: profiles takes its administrator from a terminal alone; an argument would show to
 * everybody. What it says in the end differs: who called looks at the status. */
int vouch_macos_escrow_bootstrap(const struct vouch_macos_act *act, struct vouch_err *err)
{
	const struct vouch_answer answers[] = {{"user name:", act->change->by, NULL},
		{"password for user", NULL, act->by_password}};
	struct vouch_child child;
	int r;

	if (act->change->by == NULL)
		return vouch_err_set(err, VOUCH_E_BUG, "a bootstrap token needs somebody's token");
	if (!act->can->bootstrap_token)
		return vouch_err_set(err, VOUCH_E_APPLY,
			"this version of macOS has no bootstrap token: 10.15 and later do");
	r = vouch_macos_check_password_for_terminal(act->change->by, act->by_password, err);
	if (r == 0)
		r = vouch_macos_act_ask(act, VOUCH_MACOS_PROFILES,
			VOUCH_MACOS_WORDS("install", "-type", "bootstraptoken"), answers,
			sizeof answers / sizeof *answers, &child, err);
	return r < 0 ? r : vouch_macos_act_judge(act, &child, err);
}
