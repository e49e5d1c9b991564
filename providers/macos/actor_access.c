/* actor_access.c – whether macOS lets this program change accounts at all, found out before
 * anything is taken away. */
#include "actor_changes.h"
#include "actor_record.h"

static int no_access(const struct vouch_macos_act *act, struct vouch_err *err)
{
	return vouch_err_set(err, VOUCH_E_APPLY,
		"macOS does not let Vouch change the record of %s, so it is left as it is: run it "
		"as root, and give it Full Disk Access, or SystemPolicySysAdminFiles by a privacy "
		"profile",
		act->change->user);
}

/* FACTS 7.8, 7.9: without the right, deleting an account takes its home and its groups and then
 * fails on its record. Whether it is there shows by writing what the record has already: the home
 * is one of the values that are guarded like the record itself. */
int vouch_macos_access_check(const struct vouch_macos_act *act, struct vouch_err *err)
{
	const char *path = vouch_macos_user_path(act), *home;
	struct vouch_macos_record record = {false, NULL};
	struct vouch_child child;
	int r;

	if (!act->can->guards_records)
		return 0;
	r = vouch_macos_record_read(act, path, VOUCH_MACOS_WORDS("NFSHomeDirectory"), &record, err);
	if (r < 0)
		return r;
	/* More than one: writing one would take the others. */
	home = vouch_macos_record_only(act, &record, "NFSHomeDirectory");
	if (home == NULL || vouch_macos_check_value("home", home, NULL) < 0) {
		vouch_macos_record_release(&record);
		return 0;
	}
	r = vouch_macos_act_run(act, VOUCH_MACOS_DSCL,
		VOUCH_MACOS_WORDS(".", "-create", path, "NFSHomeDirectory", home), NULL, &child,
		err);
	vouch_macos_record_release(&record);
	if (r < 0 || child.result.status == 0)
		return r;
	r = vouch_macos_act_failed(act, &child, err);
	return *act->trouble == VOUCH_MACOS_NO_PERMISSION ? no_access(act, err) : r;
}
