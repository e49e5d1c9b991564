/* decide.h – everything a decision rests on, and the decision: the one funnel of plan, apply and
 * run.
 */
#ifndef VOUCH_APP_DECIDE_H
#define VOUCH_APP_DECIDE_H

#include "vouch/api/probe.h"
#include "vouch/app/document.h"
#include "vouch/app/site.h"
#include "vouch/base/arena.h"
#include "vouch/base/err.h"
#include "vouch/exec/fingerprint.h"
#include "vouch/journal/journal.h"
#include "vouch/load/problem.h"
#include "vouch/load/source.h"
#include "vouch/model/desired.h"
#include "vouch/model/facts.h"
#include "vouch/model/snapshot.h"
#include "vouch/plan/plan.h"

/* Large, and the plan points into the rest: held by the caller, never copied. */
struct vouch_decision {
	/* Set before: what is known of each password counts, even where the plan does nothing. */
	bool thorough;
	bool offline; /* decided from files alone */
	struct vouch_desired desired;
	struct vouch_snapshot observed;
	struct vouch_probe_notes unread; /* what could not be read, and why; empty offline */
	struct vouch_baseline baseline;
	struct vouch_facts facts;
	struct vouch_document_head head;
	struct vouch_plan plan;
};

/* What the plan was made of. */
struct vouch_inputs vouch_decision_inputs(const struct vouch_decision *decision);

/* From files alone: no Mac, no state directory, no secret. Now is taken_at, the baseline empty,
 * every declared secret counts as held. problems: what is wrong or doubtful in the repository, also
 * where this fails (VOUCH_E_CONFIG). facts of *out may be set before (max_removals); else zeroed.
 */
int vouch_decide_offline(struct vouch_arena *arena, const char *observed_file,
	const char *desired_folder, struct vouch_decision *out, struct vouch_problems *problems,
	struct vouch_err *err);

/* On this Mac: looks, reads what is recorded, asks for secrets, plans. Changes nothing. source was
 * synced before. journal and key: NULL where there is none yet. A picture outside the list of this
 * Mac is a problem too. */
int vouch_decide(struct vouch_arena *arena, const struct vouch_site *site,
	const struct vouch_source *source, struct vouch_journal *journal,
	const struct vouch_fingerprint_key *key, struct vouch_decision *out,
	struct vouch_problems *problems, struct vouch_err *err);

/* The same for "plan": syncs, and opens what is recorded for reading only. */
int vouch_decide_reading(struct vouch_arena *arena, const struct vouch_site *site,
	struct vouch_decision *out, struct vouch_problems *problems, struct vouch_err *err);

/* The Mac alone. source: whose names of system accounts are asked for too; NULL: none. Why
 * something could not be read: vouch_probe_notes(&site->probe), until it looks again. */
int vouch_decide_observe(struct vouch_arena *arena, const struct vouch_site *site,
	const struct vouch_source *source, struct vouch_snapshot *out, struct vouch_err *err);

#endif
