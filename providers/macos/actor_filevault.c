/* actor_filevault.c – switching FileVault on, and making another recovery key. */
#include "actor_changes.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

/* FACTS 4.2: wherever it stands in what was printed, a sentence or a property list. Nothing is
 * parsed into memory that is not locked. */
static int take_key(const struct vouch_macos_act *act, const struct vouch_secret *printed,
	struct vouch_err *err)
{
	size_t i;

	for (i = 0; i < printed->length; i++) {
		size_t length = vouch_text_recovery_key(printed->bytes + i, printed->length - i);

		if (length > 0)
			return vouch_secret_set(act->made_key, printed->bytes + i, length, err);
	}
	return 0;
}

static int run(
	const struct vouch_macos_act *act, const char *const *arguments, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret input = {0};
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret printed = {0};
	struct vouch_child child;
	int r, taken;

	if (act->change->by == NULL || act->made_key == NULL)
		return vouch_err_set(err, VOUCH_E_BUG, "FileVault needs somebody who unlocks it");
	r = vouch_macos_unlocker_input(act, false, &input, err);
	if (r < 0)
		return r;
	r = vouch_macos_act_secret(act, VOUCH_MACOS_FDESETUP, arguments, VOUCH_MACOS_LINES(&input),
		&printed, &child, err);
	/* Whatever else it says: a key that was made is not thrown away. */
	taken = take_key(act, &printed, r < 0 ? NULL : err);
	if (r < 0)
		return r;
	r = vouch_macos_act_judge(act, &child, err);
	return r < 0 ? r : taken;
}

/* FACTS F1. */
int vouch_macos_enable_filevault(const struct vouch_macos_act *act, struct vouch_err *err)
{
	return run(act, VOUCH_MACOS_WORDS("enable", "-inputplist", "-outputplist"), err);
}

/* FACTS F3. */
int vouch_macos_make_key(const struct vouch_macos_act *act, struct vouch_err *err)
{
	int r = run(act,
		VOUCH_MACOS_WORDS("changerecovery", "-personal", "-inputplist", "-outputplist"),
		err);

	if (r == 0 && vouch_secret_is_empty(act->made_key))
		return vouch_err_set(err, VOUCH_E_APPLY,
			"fdesetup changerecovery showed no recovery key: run it by hand to see "
			"why");
	return r;
}

/* FACTS 4.2: "true" and 0, "false" and 11. */
int vouch_macos_prove_key(const struct vouch_macos_act *act, const struct vouch_secret *key,
	enum vouch_proof *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret input = {0};
	struct vouch_child child;
	int r = vouch_macos_key_input(key, &input, err);

	if (r == 0)
		r = vouch_macos_act_run(act, VOUCH_MACOS_FDESETUP,
			VOUCH_MACOS_WORDS("validaterecovery", "-inputplist"),
			VOUCH_MACOS_LINES(&input), &child, err);
	if (r < 0)
		return r;
	*out = VOUCH_PROOF_UNKNOWN;
	if (child.result.status == 0 && vouch_macos_find_text(child.result.out, "true") != NULL)
		*out = VOUCH_PROOF_RIGHT;
	else if (child.result.status != 0 &&
		 vouch_macos_find_text(child.result.out, "false") != NULL)
		*out = VOUCH_PROOF_WRONG;
	return 0;
}
