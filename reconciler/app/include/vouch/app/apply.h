/* apply.h – one round: lock, recover, sync, look, plan, ask, do, report.
 *
 * The lock is held from before looking to after reporting. Where passwords turned out wrong or
 * steps were stale, and nothing failed, it looks and plans again, a few times; a saved plan is done
 * once, and only where it is still the plan.
 */
#ifndef VOUCH_APP_APPLY_H
#define VOUCH_APP_APPLY_H

#include <stdbool.h>

#include "vouch/app/decide.h"
#include "vouch/app/ending.h"
#include "vouch/app/site.h"
#include "vouch/exec/exec.h"

enum { VOUCH_APPLY_ROUNDS_MAX = 3 };

/* Whoever started the round; none of them may be NULL. */
struct vouch_apply_hooks {
	void *self;
	/* What the repository's files are warned of, or why there is no plan at all. */
	void (*problems)(void *self, const struct vouch_problems *problems);
	/* Shows the plan and asks. 1: go on, 0: no, negative: it cannot be asked. Called for each
	 * plan that has actions, and once for one that has none. */
	int (*approve)(void *self, const struct vouch_decision *decision, struct vouch_err *err);
	void (*progress)(void *self, const struct vouch_progress *progress);
};

struct vouch_apply_wish {
	const char *command; /* for the journal: "apply", "run" */
	const char *saved;   /* a saved plan's file, or NULL */
	struct vouch_apply_hooks hooks;
};

struct vouch_apply_report {
	enum vouch_ending ending;
	bool declined;                       /* the user said no: nothing was done */
	const char *serial;                  /* of the Mac, in the arena; NULL where unknown */
	enum vouch_plan_status status;       /* of the last plan */
	struct vouch_summary summary;        /* of the last plan */
	int outcomes[VOUCH_OUTCOME_COUNT];   /* of all its changes */
	int left;                            /* undone, after an interrupt */
	int promotions_ended, steps_settled; /* by recovering */
	int64_t run;                         /* its number in the journal; 0: nothing to record */
};

/* The report is whole where this returns 0, also where actions failed. */
int vouch_apply(struct vouch_arena *arena, const struct vouch_site *site,
	const struct vouch_apply_wish *wish, struct vouch_apply_report *out, struct vouch_err *err);

#endif
