/* credentials.c – has the passwords ready that a step relies on.
 *
 * Who is authenticated, and why that gives nobody a first token: the precondition was seen to hold,
 * so a grantor holds a live token himself, and whoever stands beside him is authenticated on a Mac
 * that has a holder. A mint alone authenticates where nobody holds, and only the account that is
 * meant to hold the first token. (FACTS 1.2, E2)
 */
#include "walk.h"

static bool refuse_by_state(struct step *step, const struct password *password)
{
	switch (password->state) {
	case PASSWORD_HELD:
	case PASSWORD_PROVED: return true;
	case PASSWORD_MISSING:
		return step_refuse(step, VOUCH_OUTCOME_WAITING,
			"the password of %s is not to be had: %s", password->user,
			password->why.msg);
	case PASSWORD_REJECTED:
		return step_refuse(step, VOUCH_OUTCOME_WAITING,
			"the password that is declared for %s was rejected; it is tried again "
			"when it changes",
			password->user);
	case PASSWORD_DISABLED:
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED, "%s is disabled", password->user);
	case PASSWORD_UNKNOWN: break;
	}
	return step_refuse(step, VOUCH_OUTCOME_FAILED,
		"the password of %s could not be checked: %s", password->user, password->why.msg);
}

static bool prove(struct step *step, struct password *password, const struct vouch_account *account,
	int *fatal, struct vouch_err *err)
{
	struct walk *walk = step->walk;
	bool newly = false;

	if (account->uuid == NULL)
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED,
			"the GeneratedUID of %s could not be read", password->user);
	*fatal = password_prove(&walk->passwords, password, walk->executor, password->user, account,
		walk_now(walk), &newly, err);
	if (*fatal < 0)
		return false;
	walk->rejected = walk->rejected || newly;
	return refuse_by_state(step, password);
}

static struct password *get(struct step *step, const char *user)
{
	struct walk *walk = step->walk;

	return passwords_get(&walk->passwords, walk->executor, walk->desired, user);
}

bool credentials_prove_subject(struct step *step, int *fatal, struct vouch_err *err)
{
	return prove(step, get(step, step->change->user), &step->before, fatal, err);
}

bool credentials_are_ready(struct step *step, int *fatal, struct vouch_err *err)
{
	struct password *by = NULL, *user = NULL;

	*fatal = 0;
	/* Both are there before one of them is tried. */
	if (step->rule.grantor != GRANTOR_NEVER) {
		by = get(step, step->change->by);
		if (by->state == PASSWORD_MISSING)
			return refuse_by_state(step, by);
		step->credentials.by = &by->secret;
	}
	if (step->rule.needs_secret) {
		user = get(step, step->change->user);
		if (user->state == PASSWORD_MISSING)
			return refuse_by_state(step, user);
		step->credentials.user = &user->secret;
	}
	if (by != NULL && !prove(step, by, &step->by, fatal, err))
		return false;
	if (!step->rule.proves_secret)
		return true;
	return prove(step, user, &step->before, fatal, err);
}
