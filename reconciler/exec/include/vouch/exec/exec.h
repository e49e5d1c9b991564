/* exec.h – walks a plan: look, prove, intend, act, look again, done.
 *
 * For each change in order:
 *  1. blocked where a change it depends on did not end done;
 *  2. its account is looked at again: the same GeneratedUID, the precondition still true (a table,
 *     precondition.c), else skipped as stale;
 *  3. the passwords it relies on are fetched, and each proved once a run, right before the first
 *     action that relies on it. A wrong one is remembered by its fingerprint and not tried again:
 *     waiting, not failure. Nobody is authenticated who does not hold a token himself, stands
 *     beside a grantor that does, or is meant to hold the first one;
 *  4. the intent is durable in the journal; a password that is generated is written ahead into the
 *     vault;
 *  5. the actor does it;
 *  6. done only after a second look shows the change's differences and the action's post-condition
 *     (postcondition.c); else failed, with what the tools said.
 *
 * A failure blocks only what depends on it. An interrupt stops the next change, not the current
 * one. A temporary promotion is ended whatever happened, an interrupt included; only a journal that
 * cannot be written leaves it to the next run.
 *
 *	struct vouch_executor executor = { .probe = …, .actor = …, … };
 *	vouch_exec_recover(&executor, &recovered, &err);      (recover.h: before observing)
 *	vouch_journal_begin(journal, &record, &run, &err);
 *	vouch_exec_plan(&executor, &desired, &plan, run, &result, &err);
 *	vouch_journal_end(journal, run, now, …, &err);
 *
 * The caller holds the run's lock from before recovering to after the end.
 */
#ifndef VOUCH_EXEC_EXEC_H
#define VOUCH_EXEC_EXEC_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "vouch/api/actor.h"
#include "vouch/api/probe.h"
#include "vouch/api/secrets.h"
#include "vouch/api/vault.h"
#include "vouch/exec/fingerprint.h"
#include "vouch/journal/journal.h"
#include "vouch/plan/plan.h"

/* What happened to one change. Text is borrowed for the length of the call. */
struct vouch_progress {
	const struct vouch_change *change;
	bool ended;                 /* false: its tool is about to start */
	enum vouch_outcome outcome; /* where ended */
	const char *message;        /* why, where it did not end done; else NULL */
};

/* What the executor works with; all of it borrowed. */
struct vouch_executor {
	const struct vouch_probe *probe;
	const struct vouch_actor *actor;
	const struct vouch_keeper *keeper; /* recovering needs none */
	struct vouch_journal *journal;
	/* What is generated; NULL: nothing can be. Recovering settles it, where the key is there.
	 */
	const struct vouch_vault *vault;
	const struct vouch_fingerprint_key *key;
	const volatile sig_atomic_t *stop; /* set by a signal; NULL: never */
	void *self;                        /* for the two callbacks */
	void (*progress)(void *self, const struct vouch_progress *progress); /* or NULL */
	/* Between two looks at something that lags (FACTS 9.4: the token's status by about a
	 * second). NULL: do not wait, only look. */
	void (*wait)(void *self, int milliseconds);
};

struct vouch_exec_result {
	int outcomes[VOUCH_OUTCOME_COUNT]; /* how many changes ended how */
	int left;                          /* changes that an interrupt left undone */
	int promotions_open;               /* temporary promotions that could not be ended */
	bool interrupted;
	bool stale;             /* something was skipped: looking and planning again is worth it */
	bool rejected;          /* a password was found to be wrong just now: the same */
	struct vouch_err first; /* the first failure; code OK where there was none */
};

/* Records the plan's adoptions, then walks its changes. Negative only where nothing more can be
 * done: the journal cannot be written. What failed, was skipped or waits is in the result, which is
 * filled in both cases. A plan that is refused has no changes and does nothing. */
int vouch_exec_plan(const struct vouch_executor *executor, const struct vouch_desired *desired,
	const struct vouch_plan *plan, int64_t run, struct vouch_exec_result *out,
	struct vouch_err *err);

#endif
