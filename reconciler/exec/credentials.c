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
			password->generated ? "the password that the vault has of %s was rejected; "
					      "it is tried again when one of both changes"
					    : "the password that is declared for %s was rejected; "
					      "it is tried again when it changes",
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

static struct password *get(struct step *step, const char *user, const char *uuid)
{
	struct walk *walk = step->walk;

	return passwords_get(&walk->passwords, walk->executor, walk->desired, user, uuid);
}

bool credentials_prove_subject(struct step *step, int *fatal, struct vouch_err *err)
{
	return prove(
		step, get(step, step->change->user, step->before.uuid), &step->before, fatal, err);
}

/* The account gets a new password by this step. */
static bool is_given_one(const struct step *step)
{
	return step->change->action == VOUCH_ACTION_CREATE_USER ||
	       step->change->action == VOUCH_ACTION_SET_PASSWORD;
}

/* FACTS P7: a holder's password follows only its old one, or a grantor. */
static bool old_one_is_ready(struct step *step, int *fatal, struct vouch_err *err)
{
	struct password *old;

	if (step->change->action != VOUCH_ACTION_SET_PASSWORD || step->change->by != NULL ||
		step->before.token == VOUCH_TOKEN_NONE)
		return true;
	old = get(step, step->change->user, step->before.uuid);
	if (old->state == PASSWORD_MISSING)
		return refuse_by_state(step, old);
	step->credentials.old = &old->secret;
	if (!prove(step, old, &step->before, fatal, err))
		return false;
	step->was_set = old->was_ahead;
	return true;
}

bool credentials_are_ready(struct step *step, int *fatal, struct vouch_err *err)
{
	struct password *by = NULL, *user = NULL;

	*fatal = 0;
	/* Both are there before one of them is tried. */
	if (step->rule.grantor != GRANTOR_NEVER) {
		by = get(step, step->change->by, step->by.uuid);
		if (by->state == PASSWORD_MISSING)
			return refuse_by_state(step, by);
		step->credentials.by = &by->secret;
	}
	if (is_given_one(step))
		step->generates = password_generated(step->walk->desired, step->change->user);
	if (step->change->action == VOUCH_ACTION_SET_PASSWORD && step->generates == NULL)
		return step_refuse(step, VOUCH_OUTCOME_WAITING,
			"no password is generated for it: only such a one is ever set");
	if (step->rule.needs_secret && step->generates == NULL) {
		user = get(step, step->change->user, step->before.uuid);
		if (user->state == PASSWORD_MISSING)
			return refuse_by_state(step, user);
		step->credentials.user = &user->secret;
	}
	if (by != NULL && !prove(step, by, &step->by, fatal, err))
		return false;
	if (!old_one_is_ready(step, fatal, err))
		return false;
	if (!step->rule.proves_secret)
		return true;
	return prove(step, user, &step->before, fatal, err);
}
