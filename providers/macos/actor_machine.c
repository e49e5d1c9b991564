/* actor_machine.c – what concerns the whole Mac: its preboot volume, its bootstrap token. */
#include "actor_changes.h"
#include "parse_changes.h"

/* FACTS T10. */
int vouch_macos_refresh_preboot(const struct vouch_macos_act *act, struct vouch_err *err)
{
	struct vouch_child child;
	const char *why = "";
	int r = vouch_macos_act_run(act, VOUCH_MACOS_DISKUTIL,
		VOUCH_MACOS_WORDS("apfs", "updatePreboot", "/"), NULL, &child, err);

	if (r < 0)
		return r;
	if (child.result.status != 0)
		return vouch_macos_act_failed(act, &child, err);
	if (vouch_macos_parse_preboot(act->arena, child.result.out, &why))
		return 0;
	return vouch_err_set(err, VOUCH_E_APPLY,
		"diskutil apfs updatePreboot / did not end well (%s): run it by hand to see why",
		why);
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
