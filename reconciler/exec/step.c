/* step.c – one change: look, prove, intend, act, look again, done. */
#include <stdio.h>

#include "walk.h"

bool step_refuse(struct step *step, enum vouch_outcome outcome, const char *format, ...)
{
	const struct vouch_change *change = step->change;
	char text[sizeof step->ending.why.msg];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(text, sizeof text, format, arguments); /* cut where it is longer */
	va_end(arguments);
	step->ending.outcome = outcome;
	(void)vouch_err_set(&step->ending.why,
		outcome == VOUCH_OUTCOME_SKIPPED ? VOUCH_E_STALE : VOUCH_E_APPLY, "%s %s: %s",
		vouch_action_text(change->action), change->user == NULL ? "" : change->user, text);
	return false;
}

/* --- before ---------------------------------------------------------------------------------- */

static bool look_at(struct step *step, const char *name, struct vouch_account *out, bool *present)
{
	const struct vouch_probe *probe = step->walk->executor->probe;
	enum vouch_tri there = VOUCH_UNKNOWN;
	struct vouch_err err = {0};

	if (probe->ops->look(probe->self, &step->walk->arena, name, out, &there, &err) < 0)
		return step_refuse(step, VOUCH_OUTCOME_FAILED, "%s", err.msg);
	if (there == VOUCH_UNKNOWN)
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED,
			"whether there is an account %s could not be read", name);
	*present = there == VOUCH_YES;
	return true;
}

static bool look_before(struct step *step)
{
	const struct vouch_change *change = step->change;
	bool by_present = false;

	if (change->user != NULL && !look_at(step, change->user, &step->before, &step->was_present))
		return false;
	if (step->rule.grantor == GRANTOR_NEVER || change->by == NULL)
		return true;
	if (!look_at(step, change->by, &step->by, &by_present))
		return false;
	if (!by_present)
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED,
			"%s, who vouches, is not there any more", change->by);
	return true;
}

/* What a crash needs to know about a deletion. The uuid of a creation comes with its precondition.
 */
static void promise_home(struct step *step)
{
	const struct vouch_change *change = step->change;
	const struct vouch_value *removal =
		change->desired == NULL ? NULL
					: vouch_user_field(change->desired, VOUCH_FIELD_ON_REMOVAL);

	step->intent.home_uid = -1;
	if (change->action != VOUCH_ACTION_DELETE_USER || !step->was_present)
		return;
	step->intent.home = step->before.home;
	if (step->before.uid.known && step->before.home != NULL)
		step->intent.home_uid = step->before.uid.value;
	step->intent.removal =
		removal == NULL ? VOUCH_REMOVAL_KEEP : (enum vouch_on_removal)removal->as.choice;
}

/* --- act ------------------------------------------------------------------------------------- */

/* Is it there before any tool starts: it was already, or the password check brought it. False: the
 * check ended the step. */
static bool look_first(struct step *step, bool *taken, int *fatal, struct vouch_err *err)
{
	*taken = false;
	if (step->was_set) {
		*taken = postcondition_holds_now(step);
		return true;
	}
	if (step->rule.proof_is_effect && !credentials_prove_subject(step, fatal, err))
		return false;
	if (step->rule.proof_is_effect || step->rule.may_be_there)
		*taken = postcondition_holds_now(step);
	return true;
}

static bool finish_home(struct step *step)
{
	const struct vouch_actor *actor = step->walk->executor->actor;
	const struct vouch_intent *intent = &step->intent;
	struct vouch_err err = {0};

	if ((step->rule.result & RESULT_ABSENT) == 0 || intent->home == NULL ||
		intent->removal == VOUCH_REMOVAL_KEEP)
		return true;
	if (actor->ops->remove_home(actor->self, step->change->user, intent->home, intent->home_uid,
		    intent->removal, walk_now(step->walk), &step->transcript, &err) < 0)
		return step_refuse(step, VOUCH_OUTCOME_OPEN,
			"the account is gone, its home %s is not yet: %s; the next run tries "
			"again",
			intent->home, err.msg);
	return true;
}

/* A new password is proved by using it, but never where that might hand out a first token. */
static bool new_password_works(struct step *step)
{
	const struct vouch_actor *actor = step->walk->executor->actor;
	enum vouch_proof proof = VOUCH_PROOF_UNKNOWN;
	struct vouch_err err = {0};

	if ((step->rule.result & RESULT_PASSWORD_WORKS) == 0)
		return true;
	if (step->change->by == NULL && !token_is_live(step->walk, &step->before) &&
		!somebody_holds(step))
		return step->after.password == VOUCH_YES ||
		       step_refuse(step, VOUCH_OUTCOME_FAILED,
			       "it did not take: the account has no password");
	if (actor->ops->prove(
		    actor->self, step->change->user, step->credentials.user, &proof, &err) < 0)
		return step_refuse(step, VOUCH_OUTCOME_OPEN, "%s", err.msg);
	if (proof == VOUCH_PROOF_UNKNOWN)
		return step_refuse(step, VOUCH_OUTCOME_OPEN,
			"whether the new password is accepted could not be found out");
	step->is_proved = proof == VOUCH_PROOF_RIGHT;
	return step->is_proved || step_refuse(step, VOUCH_OUTCOME_FAILED,
					  "it did not take: the new password is not accepted");
}

/* A change was refused. FACTS 1.6, 7.5: whoever vouches was seen to be an administrator with a live
 * token, and its password was proved, right before; where macOS does not take it, its token is dead
 * whatever it looks like. Remembered, so that the next plan asks somebody else, and repairs it. */
static void learn_from(struct step *step, enum vouch_denial denial)
{
	struct walk *walk = step->walk;
	struct vouch_err err = {0};

	if (denial != VOUCH_DENIAL_GRANTOR || step->rule.grantor != GRANTOR_FULL ||
		step->by.uuid == NULL)
		return;
	if (vouch_journal_mark_dead(
		    walk->executor->journal, step->by.uuid, true, walk_now(walk), &err) == 0)
		vouch_buf_printf(&step->transcript,
			"\n[the token of %s counts as dead from now on]\n", step->change->by);
	else
		vouch_buf_printf(&step->transcript, "\n[%s]\n", err.msg);
}

/* True where the effect was seen. */
static bool act(struct step *step)
{
	const struct vouch_actor *actor = step->walk->executor->actor;
	enum vouch_denial denial;
	struct vouch_err err = {0};
	int r = actor->ops->apply(actor->self, step->change,
		step->was_present ? &step->before : NULL, step->intent.new_uuid, &step->credentials,
		&step->transcript, &err);
	bool taken;

	taken = recovery_key_keep(step, r < 0);
	denial = r < 0 ? vouch_actor_denial(actor) : VOUCH_DENIAL_OTHER;
	taken = taken && postcondition_holds(step) && new_password_works(step) &&
		recovery_key_is_safe(step);
	scrub_error(&err, &step->credentials);
	if (r < 0 && !taken)
		learn_from(step, denial);
	if (r < 0 && !taken && denial == VOUCH_DENIAL_GONE && step->change->user != NULL &&
		!step->is_present)
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED, "the account is gone");
	if (r < 0 && (!taken || step->rule.error_is_final)) {
		bool unseen = !taken && step->ending.outcome == VOUCH_OUTCOME_OPEN;

		return step_refuse(step,
			unseen && !step->rule.error_is_final ? VOUCH_OUTCOME_OPEN
							     : VOUCH_OUTCOME_FAILED,
			"%s", err.msg);
	}
	if (r < 0)
		vouch_buf_printf(&step->transcript,
			"\n[the tool reported a failure, but what it was to do is there: %s]\n",
			err.msg);
	return taken && finish_home(step);
}

/* --- after ----------------------------------------------------------------------------------- */

static int record_done(struct step *step, struct vouch_err *err)
{
	struct walk *walk = step->walk;
	const struct vouch_established established = {
		.baseline = baseline_of(&walk->arena, step),
		.preboot_stale = preboot_became_stale(step),
		.transcript = scrubbed(
			&walk->arena, vouch_buf_get(&step->transcript), &step->credentials),
	};

	step->ending.outcome = VOUCH_OUTCOME_DONE;
	if (step->change->action == VOUCH_ACTION_CREATE_USER)
		walk_created(walk, step->change->user, step->after.uuid);
	return vouch_journal_done(
		walk->executor->journal, step->id, walk_now(walk), &established, err);
}

static int record_other(struct step *step, struct vouch_err *err)
{
	struct walk *walk = step->walk;
	struct vouch_journal *journal = walk->executor->journal;
	int r = 0;

	/* What could not be seen is unknown, and a deletion whose home is left is not over: both
	 * stay open for the next run, and count as failed in this one. */
	if (step->ending.outcome == VOUCH_OUTCOME_OPEN)
		step->ending.outcome = VOUCH_OUTCOME_FAILED;
	else
		r = vouch_journal_close_step(journal, step->id, walk_now(walk),
			step->ending.outcome, step->ending.why.msg,
			scrubbed(
				&walk->arena, vouch_buf_get(&step->transcript), &step->credentials),
			err);
	if (step->change->action == VOUCH_ACTION_ENABLE_FILEVAULT)
		recovery_key_settle(walk);
	/* It may have done half of it. */
	if (r == 0 && preboot_became_stale(step))
		r = vouch_journal_set_preboot_stale(journal, true, err);
	return r;
}

static int carry_out(struct step *step, struct vouch_err *err)
{
	struct walk *walk = step->walk;
	bool taken = false, go_on;
	int fatal = 0;
	int r = walk_need_run(walk, err);

	if (r == 0)
		r = vouch_journal_intend(walk->executor->journal, walk->run, step->change,
			&step->intent, walk_now(walk), &step->id, err);
	if (r < 0)
		return r;
	walk_progress(walk, step->change, NULL);
	/* Until it is looked at again, nothing is known to have changed. */
	step->after = step->before;
	step->is_present = step->was_present;
	go_on = look_first(step, &taken, &fatal, err) &&
		(taken || (vaulting_begin(step) && recovery_key_begin(step)));
	if (fatal < 0)
		return fatal;
	if (go_on && (taken || act(step)) && vaulting_end(step))
		return record_done(step, err);
	return record_other(step, err);
}

int step_note(struct walk *walk, const struct vouch_change *change, const struct ending *ending,
	struct vouch_err *err)
{
	int r = walk_need_run(walk, err);

	if (r == 0)
		r = vouch_journal_note(walk->executor->journal, walk->run, change, walk_now(walk),
			ending->outcome, ending->why.msg, err);
	return r;
}

int step_do(struct walk *walk, const struct vouch_change *change, struct ending *out,
	struct vouch_err *err)
{
	struct vouch_change known = *change;
	struct step step = {.walk = walk, .change = &known, .rule = rule_of(change)};
	int fatal = 0, r = walk_refresh(walk, err);
	bool ready;

	if (r < 0)
		return r;
	/* An account that the same plan made had no GeneratedUID when it was planned. */
	if (known.uuid == NULL)
		known.uuid = walk_created_uuid(walk, known.user);
	ready = look_before(&step);
	if (ready) {
		promise_home(&step);
		ready = precondition_holds(&step) && credentials_are_ready(&step, &fatal, err);
	}
	if (fatal < 0)
		return fatal;
	r = ready ? carry_out(&step, err) : step_note(walk, &known, &step.ending, err);
	vouch_buf_release(&step.transcript);
	vouch_secret_release(&step.generated);
	vouch_secret_release(&step.made_key);
	if (r < 0)
		return r;
	walk->stale = walk->stale || step.ending.outcome == VOUCH_OUTCOME_SKIPPED;
	walk_progress(walk, change, &step.ending);
	*out = step.ending;
	return 0;
}
