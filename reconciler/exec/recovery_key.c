/* recovery_key.c – the recovery key of the disk goes into the vault before anything else. */
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/exec/recover.h"
#include "walk.h"

static bool switches_on(const struct step *step)
{
	return step->change->action == VOUCH_ACTION_ENABLE_FILEVAULT;
}

bool recovery_key_begin(struct step *step)
{
	const struct vouch_vault *vault = step->walk->executor->vault;
	struct vouch_err err = {0};

	if (!switches_on(step))
		return true;
	if (vault == NULL)
		return step_refuse(
			step, VOUCH_OUTCOME_FAILED, "there is no vault to keep its recovery key");
	if (vault->ops->begin_key(vault->self, &err) < 0)
		return step_refuse(step, VOUCH_OUTCOME_FAILED, "%s", err.msg);
	step->credentials.made_key = &step->made_key;
	return true;
}

bool recovery_key_keep(struct step *step, bool failed)
{
	const struct vouch_vault *vault = step->walk->executor->vault;
	struct vouch_err err = {0};
	int r;

	if (!switches_on(step) || vouch_secret_is_empty(&step->made_key))
		return true;
	r = vault->ops->keep_key(vault->self, &step->made_key, walk_now(step->walk), &err);
	if (r == 0 && failed)
		r = vault->ops->begin_key(vault->self, &err);
	return r == 0 || step_refuse(step, VOUCH_OUTCOME_FAILED,
				 "its recovery key could not be kept, the next run makes a new "
				 "one: %s",
				 err.msg);
}

/* FACTS 4.4: a key that was there before is kept by macOS, and nobody is shown it: nobody may know
 * it any more. */
static bool make(struct step *step)
{
	const struct vouch_actor *actor = step->walk->executor->actor;
	struct vouch_err err = {0};
	int r = actor->ops->make_key(actor->self, step->change->by, step->credentials.by,
		&step->made_key, &step->transcript, &err);

	if (!recovery_key_keep(step, r < 0))
		return false;
	scrub_error(&err, &step->credentials);
	/* A tool may say that it has made one, and not show it. */
	return (r == 0 && !vouch_secret_is_empty(&step->made_key)) ||
	       step_refuse(step, VOUCH_OUTCOME_FAILED,
		       "its recovery key is not known, the next run makes a new one%s%s",
		       r < 0 ? ": " : "", r < 0 ? err.msg : "");
}

/* What a tool prints is a claim. One that is wrong is made anew by the next run; where macOS does
 * not say, the one that is kept is all there is to have. */
static bool prove(struct step *step)
{
	const struct vouch_executor *executor = step->walk->executor;
	enum vouch_proof proof = VOUCH_PROOF_UNKNOWN;
	struct vouch_err err = {0};
	int r = executor->actor->ops->prove_key(
		executor->actor->self, &step->made_key, &proof, &step->transcript, &err);

	if (r == 0 && proof == VOUCH_PROOF_RIGHT)
		return true;
	if (r == 0 && proof == VOUCH_PROOF_WRONG) {
		(void)executor->vault->ops->begin_key(executor->vault->self, NULL);
		return step_refuse(step, VOUCH_OUTCOME_FAILED,
			"macOS showed a recovery key that is none, the next run makes a new one");
	}
	return step_refuse(step, VOUCH_OUTCOME_FAILED,
		"its recovery key is kept, but whether it is right could not be found out%s%s: try "
		"it with fdesetup validaterecovery",
		r < 0 ? ": " : "", r < 0 ? err.msg : "");
}

bool recovery_key_is_safe(struct step *step)
{
	if (!switches_on(step))
		return true;
	/* One that is there was kept right after the tool. */
	return (!vouch_secret_is_empty(&step->made_key) || make(step)) && prove(step);
}

/* --- after a crash --------------------------------------------------------------------------- */

void recovery_key_owed(const struct walk *walk, bool *owed)
{
	VOUCH_CLEANUP(vouch_vault_entry_release) struct vouch_vault_entry keys = {0};
	const struct vouch_vault *vault = walk->executor->vault;

	*owed = false;
	if (vault != NULL && vault->ops->keys(vault->self, &keys, owed, NULL) < 0)
		*owed = true;
}

void recovery_key_settle(struct walk *walk)
{
	const struct vouch_vault *vault = walk->executor->vault;
	const struct vouch_probe *probe = walk->executor->probe;
	struct vouch_machine machine = {0};
	bool owed;

	recovery_key_owed(walk, &owed);
	if (owed && probe->ops->look_machine(probe->self, &walk->arena, &machine, NULL) == 0 &&
		machine.filevault == VOUCH_FILEVAULT_OFF)
		(void)vault->ops->drop_key(vault->self, NULL); /* else the next run */
}

/* One who unlocks the disk, whose password is known and right. */
static struct password *somebody(struct walk *walk, const struct vouch_snapshot *observed,
	size_t *at, const char **name, int *fatal, struct vouch_err *err)
{
	for (; *at < observed->accounts.count; (*at)++) {
		const struct vouch_account *account = &observed->accounts.items[*at];
		struct password *password;
		bool newly;

		if (!token_is_live(walk, account) || account->disabled != VOUCH_NO ||
			account->uuid == NULL)
			continue;
		password = passwords_get(&walk->passwords, walk->executor, walk->desired,
			account->name, account->uuid);
		if (password->state == PASSWORD_MISSING)
			continue;
		*fatal = password_prove(&walk->passwords, password, walk->executor, account->name,
			account, walk_now(walk), &newly, err);
		if (*fatal < 0)
			return NULL;
		if (password->state != PASSWORD_PROVED)
			continue;
		*name = account->name;
		(*at)++;
		return password;
	}
	return NULL;
}

/* A step of its own, as the one that was cut off. *made: the vault has a key. */
static int make_anew(struct walk *walk, const char *by, const struct password *password, bool *made,
	struct vouch_err *why, struct vouch_err *err)
{
	const struct vouch_change change = {.action = VOUCH_ACTION_ENABLE_FILEVAULT,
		.by = by,
		.reason = "FileVault is on, and its recovery key was not kept: a new one is made"};
	struct step step = {.walk = walk,
		.change = &change,
		.rule = rule_of(&change),
		.intent = {.home_uid = -1},
		.credentials = {.by = &password->secret}};
	struct vouch_established established = {0};
	struct vouch_journal *journal = walk->executor->journal;
	int r = walk_need_run(walk, err);

	if (r == 0)
		r = vouch_journal_intend(
			journal, walk->run, &change, &step.intent, walk_now(walk), &step.id, err);
	if (r < 0)
		return r;
	*made = make(&step) && prove(&step);
	established.transcript =
		scrubbed(&walk->arena, vouch_buf_get(&step.transcript), &step.credentials);
	if (*made) {
		r = vouch_journal_done(journal, step.id, walk_now(walk), &established, err);
	} else {
		*why = step.ending.why;
		r = vouch_journal_close_step(journal, step.id, walk_now(walk), VOUCH_OUTCOME_FAILED,
			why->msg, established.transcript, err);
	}
	vouch_secret_release(&step.made_key);
	vouch_buf_release(&step.transcript);
	return r;
}

static int by_anybody(struct walk *walk, const struct vouch_snapshot *observed, bool *made,
	struct vouch_err *why, struct vouch_err *err)
{
	size_t at = 0;
	int r = walk_refresh(walk, err);

	while (r == 0 && !*made) {
		const char *name = NULL;
		struct password *password = somebody(walk, observed, &at, &name, &r, err);

		if (password == NULL)
			break;
		r = make_anew(walk, name, password, made, why, err);
	}
	return r;
}

int vouch_exec_owed_key(const struct vouch_executor *executor, const struct vouch_desired *desired,
	const struct vouch_snapshot *observed, enum vouch_owed_key *out, struct vouch_err *why,
	struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_vault_entry_release) struct vouch_vault_entry keys = {0};
	struct walk walk = {.executor = executor, .desired = desired};
	enum vouch_filevault filevault = observed->machine.filevault;
	bool owed = false, made = false;
	int r = 0;

	*out = VOUCH_OWED_KEY_NONE;
	if (executor->vault == NULL ||
		(filevault != VOUCH_FILEVAULT_ON && filevault != VOUCH_FILEVAULT_ENCRYPTING))
		return 0;
	/* A file that cannot be read could not keep a new one either: the old one lives on. */
	if (executor->vault->ops->keys(executor->vault->self, &keys, &owed, why) < 0) {
		*out = VOUCH_OWED_KEY_STILL;
		return 0;
	}
	if (!owed)
		return 0;
	(void)vouch_err_set(why, VOUCH_E_APPLY,
		"FileVault is on, and its recovery key was not kept; to make a new one, the "
		"password of somebody who unlocks the disk is needed: declare one");
	r = by_anybody(&walk, observed, &made, why, err);
	*out = made ? VOUCH_OWED_KEY_MADE : VOUCH_OWED_KEY_STILL;
	if (r == 0 && walk.begun)
		r = vouch_journal_end(executor->journal, walk.run, walk_now(&walk),
			made ? "done" : "failed", err);
	walk_release(&walk);
	return r;
}
