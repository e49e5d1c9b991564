/* precondition.c – is the world still what the change was planned against? */
#include "vouch/base/text.h"
#include "vouch/base/uuid.h"
#include "walk.h"

static bool is_usable(const struct vouch_account *account)
{
	return account->disabled == VOUCH_NO &&
	       (account->kind == VOUCH_KIND_LOCAL || account->kind == VOUCH_KIND_MOBILE);
}

/* --- the account ----------------------------------------------------------------------------- */

static const struct vouch_open_creation *open_creation_of(const struct walk *walk, const char *user)
{
	size_t i;

	for (i = 0; i < walk->facts.open_creations.count; i++) {
		if (vouch_text_equal_nocase(walk->facts.open_creations.items[i].user, user))
			return &walk->facts.open_creations.items[i];
	}
	return NULL;
}

/* Absent, or half made by us: then its creation is finished under the same GeneratedUID. */
static bool is_ours_to_make(struct step *step)
{
	const struct vouch_open_creation *open = open_creation_of(step->walk, step->change->user);
	char made[VOUCH_UUID_TEXT];

	if (!step->was_present) {
		vouch_uuid_make(made);
		step->intent.new_uuid = vouch_arena_text(&step->walk->arena, made);
		return true;
	}
	if (open == NULL || !vouch_text_equal_nocase(open->uuid, step->before.uuid))
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED,
			"somebody has that name by now, and it is not the account that was begun "
			"here");
	step->intent.new_uuid = open->uuid;
	return true;
}

static bool is_same_account(struct step *step)
{
	if (!step->was_present)
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED, "the account is gone");
	if (step->change->uuid == NULL || step->before.uuid == NULL ||
		!vouch_text_equal_nocase(step->change->uuid, step->before.uuid))
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED,
			"the account of that name is another one than planned for");
	return true;
}

static bool token_is(const struct step *step, enum vouch_token token)
{
	if (token == VOUCH_TOKEN_DEAD && token_is_known_dead(step->walk, &step->before))
		return true;
	return step->before.token == token;
}

static bool subject_holds(struct step *step)
{
	unsigned need = step->rule.subject;
	const struct vouch_account *account = &step->before;

	if (need == 0)
		return true;
	if ((need & NEED_NO_ACCOUNT) != 0)
		return is_ours_to_make(step);
	if (!is_same_account(step))
		return false;
	if ((need & NEED_TOKEN_NONE) != 0 && !token_is(step, VOUCH_TOKEN_NONE))
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED, "its token is %s by now",
			vouch_token_text(account->token));
	if ((need & NEED_TOKEN_DEAD) != 0 && !token_is(step, VOUCH_TOKEN_DEAD))
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED, "its token is %s, not dead",
			vouch_token_text(account->token));
	if ((need & NEED_TOKEN_SOME) != 0 && !token_is(step, VOUCH_TOKEN_LIVE) &&
		!token_is(step, VOUCH_TOKEN_DEAD))
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED, "its token is %s",
			vouch_token_text(account->token));
	if ((need & NEED_USABLE) != 0 && !is_usable(account))
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED,
			"it is disabled, or neither a local nor a mobile account");
	if ((need & NEED_LISTED) != 0 && account->filevault != VOUCH_YES)
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED, "it does not unlock the disk");
	if ((need & NEED_UNLISTED) != 0 && account->filevault != VOUCH_NO)
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED, "it may unlock the disk already");
	return true;
}

/* What must not be undone later: somebody who is an admin already is not promoted for a time, and a
 * home whose owner is unknown is not promised to be removed. */
static bool flags_hold(struct step *step)
{
	const struct vouch_change *change = step->change;

	if (change->action == VOUCH_ACTION_PROMOTE && change->temporary &&
		step->before.admin != VOUCH_NO)
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED,
			"it is an administrator already: nothing to give for a time");
	if (change->action == VOUCH_ACTION_DELETE_USER &&
		step->intent.removal != VOUCH_REMOVAL_KEEP && step->intent.home_uid < 0)
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED,
			"its home or its uid could not be read, so that its home could not be "
			"removed safely");
	return true;
}

/* --- who vouches ----------------------------------------------------------------------------- */

static bool grantor_holds(struct step *step)
{
	const char *name = step->change->by;
	const struct vouch_account *by = &step->by;
	enum grantor_need need = step->rule.grantor;

	if (need == GRANTOR_NEVER)
		return true;
	if (name == NULL)
		return step_refuse(step, VOUCH_OUTCOME_FAILED, "the plan names nobody to vouch");
	if (vouch_text_equal_nocase(name, step->change->user))
		return step_refuse(step, VOUCH_OUTCOME_FAILED, "%s cannot vouch for itself", name);
	if (!is_usable(by))
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED,
			"%s, who vouches, is disabled or neither a local nor a mobile account",
			name);
	if (need == GRANTOR_UNLOCKER)
		return by->filevault == VOUCH_YES ||
		       step_refuse(step, VOUCH_OUTCOME_SKIPPED,
			       "%s, who vouches, does not unlock the disk", name);
	if (!token_is_live(step->walk, by))
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED,
			"the token of %s, who vouches, is not live by now", name);
	if (need != GRANTOR_HOLDER && by->admin != VOUCH_YES)
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED,
			"%s, who vouches, is not an administrator by now", name);
	return true;
}

/* --- the machine ----------------------------------------------------------------------------- */

static bool filevault_holds(struct step *step, enum vouch_filevault filevault)
{
	unsigned need = step->rule.machine;
	bool steady = filevault == VOUCH_FILEVAULT_ON || filevault == VOUCH_FILEVAULT_OFF ||
		      filevault == VOUCH_FILEVAULT_DEFERRED;

	if (((need & MACHINE_STEADY) != 0 && !steady) ||
		((need & MACHINE_FILEVAULT_OFF) != 0 && filevault != VOUCH_FILEVAULT_OFF) ||
		((need & MACHINE_FILEVAULT_ON) != 0 && filevault != VOUCH_FILEVAULT_ON))
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED, "FileVault is %s by now",
			vouch_filevault_text(filevault));
	return true;
}

static bool machine_holds(struct step *step)
{
	const unsigned asked = MACHINE_STEADY | MACHINE_FILEVAULT_OFF | MACHINE_FILEVAULT_ON |
			       MACHINE_BOOTSTRAP_FREE;
	const struct vouch_probe *probe = step->walk->executor->probe;
	struct vouch_machine machine = {0};
	struct vouch_err err = {0};

	if ((step->rule.machine & asked) == 0)
		return true;
	if (probe->ops->look_machine(probe->self, &step->walk->arena, &machine, &err) < 0)
		return step_refuse(step, VOUCH_OUTCOME_FAILED, "%s", err.msg);
	if (!filevault_holds(step, machine.filevault))
		return false;
	if ((step->rule.machine & MACHINE_BOOTSTRAP_FREE) != 0 &&
		machine.bootstrap_token != VOUCH_BOOTSTRAP_SUPPORTED)
		return step_refuse(step, VOUCH_OUTCOME_SKIPPED, "the bootstrap token is %s by now",
			vouch_bootstrap_text(machine.bootstrap_token));
	return true;
}

static bool nobody_holds(struct step *step, const struct vouch_snapshot *now)
{
	size_t i;

	for (i = 0; i < now->accounts.count; i++) {
		if (now->accounts.items[i].token != VOUCH_TOKEN_NONE)
			return step_refuse(step, VOUCH_OUTCOME_SKIPPED,
				"the token of %s is %s by now: this would not be the first",
				now->accounts.items[i].name,
				vouch_token_text(now->accounts.items[i].token));
	}
	return true;
}

static bool is_logged_out(struct step *step, const struct vouch_snapshot *now)
{
	const struct vouch_name_set *logged_in = &now->machine.logged_in;

	if (logged_in->known && !vouch_names_has_nocase(&logged_in->names, step->change->user))
		return true;
	return step_refuse(step, VOUCH_OUTCOME_SKIPPED,
		logged_in->known ? "it is logged in" : "who is logged in could not be read");
}

/* What one account does not show is seen from the whole Mac, once. */
static bool whole_holds(struct step *step)
{
	const unsigned whole = MACHINE_NOBODY_HOLDS | MACHINE_LOGGED_OUT;
	const struct vouch_probe *probe = step->walk->executor->probe;
	const struct vouch_names none = {0};
	struct vouch_snapshot now = {0};
	struct vouch_err err = {0};

	if ((step->rule.machine & whole) == 0 && step->rule.takes == 0)
		return true;
	if (probe->ops->observe(probe->self, &step->walk->arena, &none, &now, &err) < 0)
		return step_refuse(step, VOUCH_OUTCOME_FAILED, "%s", err.msg);
	if ((step->rule.machine & MACHINE_NOBODY_HOLDS) != 0 && !nobody_holds(step, &now))
		return false;
	if ((step->rule.machine & MACHINE_LOGGED_OUT) != 0 && !is_logged_out(step, &now))
		return false;
	return powers_are_kept(step, &now);
}

bool precondition_holds(struct step *step)
{
	return subject_holds(step) && flags_hold(step) && grantor_holds(step) &&
	       machine_holds(step) && whole_holds(step);
}
