/* powers.c – the last look before something is taken: somebody else must keep it.
 *
 * The planner chose the order so that this holds at every step; here it is seen to hold, on the Mac
 * as it is now, whoever else changed it meanwhile. It asks less than the plan's promise 4 (not for
 * a goal that keeps the power), so it stops no plan that is safe.
 */
#include "walk.h"

static bool counts(const struct step *step, const struct vouch_account *account)
{
	return account->disabled == VOUCH_NO &&
	       (account->kind == VOUCH_KIND_LOCAL || account->kind == VOUCH_KIND_MOBILE) &&
	       !vouch_account_is_named(account, step->change->user);
}

static bool is_admin(const struct step *step, const struct vouch_account *account)
{
	/* What a temporary promotion gave makes no keeper. */
	return account->admin == VOUCH_YES && !promotion_is_open(step->walk, account->name);
}

static bool is_holder(const struct step *step, const struct vouch_account *account)
{
	return token_is_live(step->walk, account);
}

static bool is_token_admin(const struct step *step, const struct vouch_account *account)
{
	return is_admin(step, account) && is_holder(step, account);
}

static bool is_unlocker(const struct step *step, const struct vouch_account *account)
{
	(void)step;
	return account->filevault == VOUCH_YES;
}

static bool is_kept(struct step *step, const struct vouch_snapshot *now,
	bool (*has)(const struct step *step, const struct vouch_account *account), const char *what)
{
	size_t i;

	for (i = 0; i < now->accounts.count; i++) {
		const struct vouch_account *account = &now->accounts.items[i];

		if (counts(step, account) && has(step, account))
			return true;
	}
	return step_refuse(step, VOUCH_OUTCOME_SKIPPED, "it is the last %s by now", what);
}

bool powers_are_kept(struct step *step, const struct vouch_snapshot *now)
{
	const struct walk *walk = step->walk;
	const struct vouch_account *account = &step->before;
	unsigned takes = step->rule.takes;
	bool apfs = now->machine.filesystem != VOUCH_FILESYSTEM_HFS;
	/* Unknown: it may have it. */
	bool admin = account->admin != VOUCH_NO && !promotion_is_open(walk, step->change->user);
	bool holder = apfs && account->token != VOUCH_TOKEN_NONE &&
		      account->token != VOUCH_TOKEN_DEAD && !token_is_known_dead(walk, account);
	/* min_token_admins: 0 says that the fleet relies on the bootstrap token. */
	bool protects = walk->desired != NULL && walk->desired->guards.min_token_admins.value > 0;

	if ((takes & TAKES_ADMIN) != 0 && admin && !is_kept(step, now, is_admin, "administrator"))
		return false;
	if ((takes & TAKES_TOKEN) != 0 && holder &&
		!is_kept(step, now, is_holder, "holder of a Secure Token"))
		return false;
	if ((takes & (TAKES_ADMIN | TAKES_TOKEN)) != 0 && admin && holder && protects &&
		!is_kept(step, now, is_token_admin, "administrator with a Secure Token"))
		return false;
	if ((takes & TAKES_UNLOCKER) != 0 && !apfs && account->filevault != VOUCH_NO &&
		now->machine.filevault != VOUCH_FILEVAULT_OFF &&
		!is_kept(step, now, is_unlocker, "account that unlocks the disk"))
		return false;
	return true;
}
