/* recover.c – settles what a run that died left open, by looking. */
#include "vouch/exec/recover.h"

#include <string.h>

#include "vouch/base/text.h"
#include "walk.h"

struct recovery {
	struct walk *walk;
	struct vouch_recovered *out;
};

static void keep_first(struct recovery *recovery, const struct vouch_err *why)
{
	if (recovery->out->first.code == VOUCH_E_OK)
		recovery->out->first = *why;
}

/* The change that the step was, as far as its row tells. */
static struct vouch_change change_of(const struct vouch_step_record *record)
{
	return (struct vouch_change){.id = record->seq,
		.action = record->action,
		.user = record->user,
		.uuid = record->uuid,
		.by = record->by,
		.cause = record->cause,
		.reason = record->reason,
		.differences = record->differences,
		.difference_count = record->difference_count,
		.temporary = record->temporary};
}

/* --- outcomes -------------------------------------------------------------------------------- */

static int unsettled(struct recovery *recovery, const struct vouch_err *why)
{
	recovery->out->unsettled++;
	keep_first(recovery, why);
	return 0;
}

/* A tool may have done a part that nobody sees from here: where a token, an administrator or a
 * password was concerned, the preboot volume counts as behind. */
static bool may_concern_preboot(enum vouch_action action)
{
	switch (action) {
	case VOUCH_ACTION_PROMOTE:
	case VOUCH_ACTION_MINT_TOKEN:
	case VOUCH_ACTION_CREATE_USER:
	case VOUCH_ACTION_REPAIR_TOKEN:
	case VOUCH_ACTION_GRANT_TOKEN:
	case VOUCH_ACTION_SET_PASSWORD:
	case VOUCH_ACTION_REVOKE_TOKEN:
	case VOUCH_ACTION_DEMOTE:
	case VOUCH_ACTION_DELETE_USER: return true;
	case VOUCH_ACTION_ADD_UNLOCKER:
	case VOUCH_ACTION_UPDATE_USER:
	case VOUCH_ACTION_ESCROW_BOOTSTRAP:
	case VOUCH_ACTION_REMOVE_UNLOCKER:
	case VOUCH_ACTION_ENABLE_FILEVAULT:
	case VOUCH_ACTION_REFRESH_PREBOOT:
	case VOUCH_ACTION_COUNT: break;
	}
	return false;
}

static int settle(struct recovery *recovery, const struct vouch_step_record *record,
	const char *why, struct vouch_err *err)
{
	struct vouch_journal *journal = recovery->walk->executor->journal;
	int r = 0;

	if (may_concern_preboot(record->action))
		r = vouch_journal_set_preboot_stale(journal, true, err);
	if (r == 0)
		r = vouch_journal_close_step(journal, record->id, walk_now(recovery->walk),
			VOUCH_OUTCOME_SETTLED, why, NULL, err);
	if (r == 0)
		recovery->out->settled++;
	return r;
}

static int done(struct recovery *recovery, const struct vouch_step_record *record,
	const struct step *step, struct vouch_err *err)
{
	struct walk *walk = recovery->walk;
	const struct vouch_established established = {
		.baseline = baseline_of(&walk->arena, step),
		.preboot_stale = may_concern_preboot(record->action),
		.transcript = step->transcript.length == 0
				      ? NULL
				      : scrubbed(&walk->arena, vouch_buf_get(&step->transcript),
						&step->credentials),
	};
	int r = vouch_journal_done(
		walk->executor->journal, record->id, walk_now(walk), &established, err);

	if (r == 0)
		recovery->out->done++;
	return r;
}

/* --- creations ------------------------------------------------------------------------------- */

/* What dscl leaves between making a record and naming its attributes: a name and a GeneratedUID of
 * its own choice, no uid, no password. (FACTS 3.2) Under an open intent of ours that is ours. */
static bool is_bare(const struct vouch_account *account)
{
	return !account->uid.known && account->password == VOUCH_NO;
}

static const char *open_creation_uuid(const struct walk *walk, const char *user)
{
	size_t i;

	for (i = 0; i < walk->facts.open_creations.count; i++) {
		if (vouch_text_equal_nocase(walk->facts.open_creations.items[i].user, user))
			return walk->facts.open_creations.items[i].uuid;
	}
	return NULL;
}

/* Negative where the journal failed. *ours: the account is the one that was begun. */
static int recognise(struct walk *walk, const char *uuid, bool present,
	const struct vouch_account *account, bool *ours, struct vouch_err *err)
{
	struct vouch_journal *journal = walk->executor->journal;

	*ours = present && vouch_text_equal_nocase(uuid, account->uuid);
	if (*ours)
		return 0;
	vaulting_not_created(walk, uuid);
	if (present && is_bare(account) && account->uuid != NULL)
		return vouch_journal_move_creation(journal, uuid, account->uuid, err);
	return vouch_journal_end_creation(journal, uuid, err);
}

/* --- one step -------------------------------------------------------------------------------- */

static int settle_creation(struct recovery *recovery, const struct vouch_step_record *record,
	struct step *step, struct vouch_err *err)
{
	const char *uuid = open_creation_uuid(recovery->walk, record->user);
	struct vouch_err why = {0};
	bool ours = false;
	int r;

	step->intent.new_uuid = uuid == NULL ? record->new_uuid : uuid;
	r = recognise(recovery->walk, step->intent.new_uuid, step->was_present, &step->before,
		&ours, err);
	if (r < 0)
		return r;
	if (ours && postcondition_holds_now(step)) {
		if (vaulting_created(recovery->walk, step->intent.new_uuid, &why) < 0)
			return unsettled(recovery, &why);
		return done(recovery, record, step, err);
	}
	return settle(recovery, record,
		ours ? "cut off; it is finished by the next plan" : "cut off before it began", err);
}

static int settle_deletion(struct recovery *recovery, const struct vouch_step_record *record,
	struct step *step, struct vouch_err *err)
{
	const struct vouch_actor *actor = recovery->walk->executor->actor;
	struct vouch_err why = {0};

	if (step->was_present)
		return settle(recovery, record,
			vouch_text_equal_nocase(record->uuid, step->before.uuid)
				? "the account is still there"
				: "another account has that name; a home that is left is not "
				  "touched",
			err);
	if (record->home != NULL && record->removal != VOUCH_REMOVAL_KEEP &&
		actor->ops->remove_home(actor->self, record->user, record->home, record->home_uid,
			record->removal, walk_now(recovery->walk), &step->transcript, &why) < 0) {
		(void)vouch_err_wrap(&why, "the home of %s", record->user);
		return unsettled(recovery, &why);
	}
	return done(recovery, record, step, err);
}

static int settle_password(struct recovery *recovery, const struct vouch_step_record *record,
	struct step *step, struct vouch_err *err)
{
	bool was_set = false;
	int r = 0;

	if (step->was_present && vouch_text_equal_nocase(record->uuid, step->before.uuid))
		r = vaulting_was_set(step, record->started, &was_set, err);
	if (r < 0)
		return r;
	if (was_set && postcondition_holds_now(step))
		return done(recovery, record, step, err);
	return settle(recovery, record, "cut off", err);
}

static int settle_by_looking(struct recovery *recovery, const struct vouch_step_record *record,
	struct step *step, struct vouch_err *err)
{
	bool owed;

	switch (record->action) {
	case VOUCH_ACTION_CREATE_USER: return settle_creation(recovery, record, step, err);
	case VOUCH_ACTION_DELETE_USER: return settle_deletion(recovery, record, step, err);
	case VOUCH_ACTION_SET_PASSWORD: return settle_password(recovery, record, step, err);
	case VOUCH_ACTION_ENABLE_FILEVAULT:
		recovery_key_owed(recovery->walk, &owed);
		if (owed)
			return settle(
				recovery, record, "cut off before its recovery key was kept", err);
		break;
	/* Nothing that can be looked at would tell. */
	case VOUCH_ACTION_REFRESH_PREBOOT: return settle(recovery, record, "cut off", err);
	case VOUCH_ACTION_PROMOTE:
	case VOUCH_ACTION_MINT_TOKEN:
	case VOUCH_ACTION_REPAIR_TOKEN:
	case VOUCH_ACTION_GRANT_TOKEN:
	case VOUCH_ACTION_ADD_UNLOCKER:
	case VOUCH_ACTION_UPDATE_USER:
	case VOUCH_ACTION_ESCROW_BOOTSTRAP:
	case VOUCH_ACTION_REVOKE_TOKEN:
	case VOUCH_ACTION_REMOVE_UNLOCKER:
	case VOUCH_ACTION_DEMOTE:
	case VOUCH_ACTION_COUNT: break;
	}
	if (postcondition_holds_now(step))
		return done(recovery, record, step, err);
	if (step->ending.outcome == VOUCH_OUTCOME_OPEN)
		return unsettled(recovery, &step->ending.why);
	return settle(recovery, record, step->ending.why.msg, err);
}

static int settle_step(
	struct recovery *recovery, const struct vouch_step_record *record, struct vouch_err *err)
{
	struct walk *walk = recovery->walk;
	const struct vouch_probe *probe = walk->executor->probe;
	const struct vouch_change change = change_of(record);
	struct step step = {.walk = walk, .change = &change, .rule = rule_of(&change)};
	enum vouch_tri present = VOUCH_NO;
	struct vouch_err why = {0};
	int r = walk_refresh(walk, err);

	if (r < 0)
		return r;
	if (record->user != NULL && probe->ops->look(probe->self, &walk->arena, record->user,
					    &step.before, &present, &why) < 0)
		return unsettled(recovery, &why);
	if (present == VOUCH_UNKNOWN) {
		(void)vouch_err_set(&why, VOUCH_E_OBSERVE,
			"%s %s was cut off, and whether it took could not be seen: look at the "
			"account with dscl",
			vouch_action_text(record->action), record->user);
		return unsettled(recovery, &why);
	}
	step.was_present = present == VOUCH_YES;
	r = settle_by_looking(recovery, record, &step, err);
	vouch_buf_release(&step.transcript);
	return r;
}

/* --- the passes ------------------------------------------------------------------------------ */

static int settle_steps(struct recovery *recovery, struct vouch_err *err)
{
	struct vouch_arena arena = {0};
	struct vouch_step_records open = {0};
	size_t i;
	int r = vouch_journal_open_steps(recovery->walk->executor->journal, &arena, &open, err);

	for (i = 0; r == 0 && i < open.count; i++)
		r = settle_step(recovery, &open.items[i], err);
	vouch_arena_release(&arena);
	return r;
}

/* Creations of earlier runs that nobody finished: those whose account is gone are over. */
static int settle_creations(struct recovery *recovery, struct vouch_err *err)
{
	struct walk *walk = recovery->walk;
	const struct vouch_probe *probe = walk->executor->probe;
	size_t i;
	int r = walk_refresh(walk, err);

	for (i = 0; r == 0 && i < walk->facts.open_creations.count; i++) {
		const struct vouch_open_creation *open = &walk->facts.open_creations.items[i];
		struct vouch_account account = {0};
		enum vouch_tri present = VOUCH_UNKNOWN;
		struct vouch_err why = {0};
		bool ours;

		if (probe->ops->look(
			    probe->self, &walk->arena, open->user, &account, &present, &why) < 0 ||
			present == VOUCH_UNKNOWN)
			continue; /* stays open: planning looks again */
		r = recognise(walk, open->uuid, present == VOUCH_YES, &account, &ours, err);
	}
	return r;
}

static int end_promotions(struct recovery *recovery, struct vouch_err *err)
{
	struct promotions_ended ended = {0};
	int r = promotions_end(recovery->walk, &ended, err);

	recovery->out->promotions = ended.ended;
	recovery->out->promotions_open = ended.open;
	if (ended.first.code != VOUCH_E_OK)
		keep_first(recovery, &ended.first);
	return r;
}

static int refresh_preboot(struct recovery *recovery, struct vouch_err *err)
{
	const struct vouch_change change = {.action = VOUCH_ACTION_REFRESH_PREBOOT,
		.reason = "a run ended before it refreshed the preboot volume"};
	struct walk *walk = recovery->walk;
	const struct vouch_probe *probe = walk->executor->probe;
	struct vouch_machine machine = {0};
	struct vouch_err why = {0};
	struct ending ending = {0};
	int r = walk_refresh(walk, err);

	if (r < 0 || !walk->facts.preboot_stale)
		return r;
	if (probe->ops->look_machine(probe->self, &walk->arena, &machine, &why) < 0) {
		keep_first(recovery, &why);
		return 0;
	}
	if (machine.filevault != VOUCH_FILEVAULT_ON)
		return 0;
	r = step_do(walk, &change, &ending, err);
	if (r == 0 && ending.outcome == VOUCH_OUTCOME_DONE)
		recovery->out->preboot_refreshed = true;
	else if (r == 0)
		keep_first(recovery, &ending.why);
	return r;
}

int vouch_exec_recover(
	const struct vouch_executor *executor, struct vouch_recovered *out, struct vouch_err *err)
{
	struct walk walk = {.executor = executor};
	struct recovery recovery = {.walk = &walk, .out = out};
	int r;

	memset(out, 0, sizeof *out);
	r = settle_steps(&recovery, err);
	if (r == 0)
		r = settle_creations(&recovery, err);
	if (r == 0)
		recovery_key_settle(&walk);
	if (r == 0)
		r = end_promotions(&recovery, err);
	if (r == 0)
		r = refresh_preboot(&recovery, err);
	if (r == 0 && walk.begun)
		r = vouch_journal_end(executor->journal, walk.run, walk_now(&walk),
			out->first.code == VOUCH_E_OK ? "done" : "failed", err);
	walk_release(&walk);
	return r;
}
