/* apply.c – one round of looking, planning and doing, under the run's lock. */
#include "vouch/app/apply.h"

#include <errno.h>
#include <poll.h>

#include "vouch/app/interrupt.h"
#include "vouch/app/lock.h"
#include "vouch/app/report.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/compat.h"
#include "vouch/exec/recover.h"
#include "vouch/macos/actor.h"

/* What a round has open. */
struct round {
	struct vouch_arena *arena;
	const struct vouch_site *site;
	const struct vouch_apply_wish *wish;
	struct vouch_lock lock;
	struct vouch_journal *journal;
	struct vouch_fingerprint_key key;
	struct vouch_actor actor;
	struct vouch_executor executor;
	struct vouch_source source;
	struct vouch_decision decision;  /* the latest */
	struct vouch_exec_result result; /* of the latest */
	bool recovery_failed;
};

static void close_round(struct round *round)
{
	if (round->actor.ops != NULL)
		vouch_macos_actor_free(&round->actor);
	vouch_fingerprint_key_wipe(&round->key);
	vouch_journal_close(&round->journal);
	vouch_lock_release(&round->lock);
}

/* Between two looks at something that lags; a signal does not shorten it. */
static void wait_ms(void *self, int milliseconds)
{
	int64_t until = vouch_compat_monotonic_ms() + milliseconds;
	int64_t left;

	(void)self;
	while ((left = until - vouch_compat_monotonic_ms()) > 0)
		(void)poll(NULL, 0, (int)left); /* interrupted: the rest of it */
}

static int64_t now(const struct round *round)
{
	return round->site->probe.ops->now(round->site->probe.self);
}

/* --- opening ------------------------------------------------------------------------------------
 */

static void note(void *self, const char *message)
{
	const struct round *round = self;

	vouch_site_note(round->site, message);
}

static int open_round(struct round *round, struct vouch_err *err)
{
	const struct vouch_site *site = round->site;
	int r = vouch_site_make_state(round->arena, site, err);

	if (r >= 0)
		r = vouch_lock_take(vouch_site_path(round->arena, site, "lock"),
			VOUCH_LOCK_ORPHAN_WAIT_MS, note, round, &round->lock, err);
	if (r >= 0)
		r = vouch_journal_open(vouch_site_path(round->arena, site, VOUCH_JOURNAL_NAME),
			NULL, &round->journal, err);
	if (r >= 0)
		r = vouch_fingerprint_key_open(site->state, &round->key, err);
	if (r >= 0)
		r = vouch_macos_actor_new(site->root, round->lock.fd, &round->actor, err);
	if (r < 0)
		return r;
	round->executor = (struct vouch_executor){
		.probe = &site->probe,
		.actor = &round->actor,
		.keeper = &site->keeper,
		.vault = &site->vault,
		.journal = round->journal,
		.key = &round->key,
		.stop = vouch_interrupt_flag(),
		.self = round->wish->hooks.self,
		.progress = round->wish->hooks.progress,
		.wait = wait_ms,
	};
	return 0;
}

/* What a run that died left behind is put right before anything is planned. */
static int recover(struct round *round, struct vouch_apply_report *report, struct vouch_err *err)
{
	struct vouch_recovered recovered = {0};
	int r = vouch_exec_recover(&round->executor, &recovered, err);

	if (r < 0)
		return r;
	report->promotions_ended = recovered.promotions;
	report->steps_settled = recovered.done + recovered.settled;
	if (recovered.first.code != VOUCH_E_OK) {
		round->recovery_failed = true;
		note(round,
			vouch_arena_printf(round->arena,
				"what an earlier run left behind could not all be put right: %s",
				recovered.first.msg));
	}
	return 0;
}

/* --- one plan -----------------------------------------------------------------------------------
 */

static int check_saved(struct round *round, struct vouch_err *err)
{
	struct vouch_bytes saved;
	int r;

	if (round->wish->saved == NULL)
		return 0;
	r = vouch_file_read(round->arena, round->wish->saved, VOUCH_DOCUMENT_MAX, &saved, err);
	if (r < 0)
		return r;
	return vouch_document_compare(
		round->wish->saved, &saved, &round->decision.head, &round->decision.plan, err);
}

/* A token that was known not to work and is seen not to be live takes its course: what it is from
 * now on is seen, and whoever gives it back by hand has given another one. */
static int forget_dead(struct round *round, struct vouch_err *err)
{
	const struct vouch_names *dead = &round->decision.facts.dead_tokens;
	const struct vouch_accounts *accounts = &round->decision.observed.accounts;
	size_t i;
	int r = 0;

	for (i = 0; r == 0 && dead->count > 0 && i < accounts->count; i++) {
		const struct vouch_account *account = &accounts->items[i];

		if (account->token != VOUCH_TOKEN_LIVE && account->token != VOUCH_TOKEN_UNKNOWN &&
			account->uuid != NULL && vouch_names_has_nocase(dead, account->uuid))
			r = vouch_journal_mark_dead(round->journal, account->uuid, false, 0, err);
	}
	return r;
}

static int decide(struct round *round, struct vouch_err *err)
{
	struct vouch_problems problems = {0};
	int r = vouch_decide(round->arena, round->site, &round->source, round->journal, &round->key,
		&round->decision, &problems, err);

	round->wish->hooks.problems(round->wish->hooks.self, &problems);
	/* Nobody is to rely on a copy that is not there. */
	if (r >= 0 && round->decision.desired.machine.escrow_file != NULL)
		note(round, "filevault.escrow is not by this version: recovery keys and generated "
			    "passwords are kept in the vault of this Mac alone");
	if (r >= 0)
		r = vouch_journal_saw_time(round->journal, round->decision.facts.now, err);
	return r < 0 ? r : forget_dead(round, err);
}

/* Before anybody relies on a recovery key that nobody has. */
static int owed_key(struct round *round, struct vouch_err *err)
{
	enum vouch_owed_key owed = VOUCH_OWED_KEY_NONE;
	struct vouch_err why = {0};
	int r = vouch_exec_owed_key(&round->executor, &round->decision.desired,
		&round->decision.observed, &owed, &why, err);

	if (owed == VOUCH_OWED_KEY_MADE)
		note(round,
			"FileVault is on, and its recovery key was not kept: a new one is made");
	if (owed == VOUCH_OWED_KEY_STILL) {
		note(round, why.msg);
		round->recovery_failed = true;
	}
	return r;
}

static enum vouch_ending ending_of(const struct round *round)
{
	const struct vouch_plan *plan = &round->decision.plan;
	const int *outcomes = round->result.outcomes;

	if (round->result.interrupted || vouch_interrupt_came())
		return VOUCH_ENDING_INTERRUPTED;
	if (plan->status == VOUCH_PLAN_REFUSED)
		return VOUCH_ENDING_REFUSED;
	if (outcomes[VOUCH_OUTCOME_FAILED] > 0 || round->recovery_failed)
		return VOUCH_ENDING_FAILED;
	if (round->wish->saved != NULL && outcomes[VOUCH_OUTCOME_SKIPPED] > 0)
		return VOUCH_ENDING_STALE;
	if (plan->waiting.count > 0 || outcomes[VOUCH_OUTCOME_WAITING] > 0 ||
		outcomes[VOUCH_OUTCOME_BLOCKED] > 0 || outcomes[VOUCH_OUTCOME_SKIPPED] > 0)
		return VOUCH_ENDING_WAITING;
	return VOUCH_ENDING_DONE;
}

/* Walks the plan as one run of the journal; one that does and records nothing is no run. */
static int execute(struct round *round, struct vouch_apply_report *report, struct vouch_err *err)
{
	struct vouch_decision *decision = &round->decision;
	struct vouch_run_record record = {
		.started = now(round),
		.command = round->wish->command,
		.revision = decision->head.revision,
		.desired_digest = decision->head.desired_digest,
		.observed_digest = decision->head.observed_digest,
	};
	int64_t run = 0;
	int r;

	round->result = (struct vouch_exec_result){0};
	if (decision->plan.changes.count == 0 && decision->plan.adoptions.count == 0)
		return 0;
	r = vouch_journal_begin(round->journal, &record, &run, err);
	if (r >= 0)
		r = vouch_exec_plan(&round->executor, &decision->desired, &decision->plan, run,
			&round->result, err);
	report->run = run;
	if (r >= 0)
		r = vouch_journal_end(
			round->journal, run, now(round), vouch_ending_text(ending_of(round)), err);
	return r;
}

static void add_to_report(const struct round *round, struct vouch_apply_report *report)
{
	int i;

	for (i = 0; i < VOUCH_OUTCOME_COUNT; i++)
		report->outcomes[i] += round->result.outcomes[i];
	report->left = round->result.left;
	report->status = round->decision.plan.status;
	report->summary = round->decision.plan.summary;
	report->serial = round->decision.observed.machine.serial;
	report->ending = ending_of(round);
}

/* Looking again is worth it where a password turned out wrong or a step was stale. */
static bool is_worth_another(const struct round *round, int so_far)
{
	return (round->result.stale || round->result.rejected) &&
	       round->result.outcomes[VOUCH_OUTCOME_FAILED] == 0 && !round->result.interrupted &&
	       round->wish->saved == NULL && so_far < VOUCH_APPLY_ROUNDS_MAX &&
	       !vouch_interrupt_came();
}

static int plan_and_do(
	struct round *round, struct vouch_apply_report *report, struct vouch_err *err)
{
	int so_far = 0, r;

	do {
		r = decide(round, err);
		if (r >= 0)
			r = owed_key(round, err);
		if (r >= 0)
			r = check_saved(round, err);
		if (r >= 0 && !vouch_interrupt_came())
			r = round->wish->hooks.approve(
				round->wish->hooks.self, &round->decision, err);
		if (r < 0)
			return r;
		report->declined = r == 0 && !vouch_interrupt_came();
		if (r > 0 && !vouch_interrupt_came())
			r = execute(round, report, err);
		add_to_report(round, report);
		if (report->declined)
			report->ending = VOUCH_ENDING_INTERRUPTED;
		if (r < 0)
			return r;
		so_far++;
	} while (!report->declined && is_worth_another(round, so_far));
	return 0;
}

int vouch_apply(struct vouch_arena *arena, const struct vouch_site *site,
	const struct vouch_apply_wish *wish, struct vouch_apply_report *out, struct vouch_err *err)
{
	struct vouch_apply_report report = {0};
	struct round *round = vouch_arena_alloc(arena, sizeof *round);
	int r;

	round->arena = arena;
	round->site = site;
	round->wish = wish;
	round->lock.fd = -1;
	r = open_round(round, err);
	if (r >= 0)
		r = recover(round, &report, err);
	if (r >= 0)
		r = vouch_site_sync(arena, site, &round->source, err);
	if (r >= 0)
		r = plan_and_do(round, &report, err);
	close_round(round);
	if (r < 0)
		return r;
	*out = report;
	return 0;
}
