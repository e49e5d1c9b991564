/* explain.h – one account, explained: where each value comes from, what is observed and recorded,
 * who could vouch, and why the plan does what it does, or does not.
 *
 * It decides nothing: every rule is the planner's (vouch/plan/trust.h), every place the loader's.
 */
#ifndef VOUCH_APP_EXPLAIN_H
#define VOUCH_APP_EXPLAIN_H

#include "vouch/app/decide.h"
#include "vouch/base/buf.h"
#include "vouch/journal/journal.h"
#include "vouch/plan/trust.h"

/* What a lower layer said. */
struct vouch_explained_value {
	const char *value;
	struct vouch_pos source;
};

struct vouch_explained_field {
	enum vouch_field field;
	const char *desired; /* canonical text; NULL where not declared */
	struct vouch_pos source;
	bool implied;    /* state: present, because the user is named */
	bool taken_back; /* source is where */
	struct {
		struct vouch_explained_value *items;
		size_t count, room;
	} overridden;               /* the lowest layer first */
	const char *observed;       /* "unknown"; NULL where the account is not there */
	const char *unread;         /* why it could not be read, or NULL */
	const char *established;    /* by Vouch, as last recorded; NULL: never */
	int64_t established_run;    /* the run that made it so; 0: it was so, and was adopted */
	const char *established_by; /* the same in words */
	struct vouch_trust_field verdict;
	const struct vouch_change *action;   /* of the plan, that changes it; or NULL */
	const struct vouch_waiting *waiting; /* or NULL */
	const char *why;                     /* what becomes of it, in one line */
};

/* Somebody who could vouch for the account, or almost. */
struct vouch_explained_grantor {
	const struct vouch_trust_account *account;
	int first_step;  /* the first action of the plan that it vouches for this account in; 0 */
	const char *why; /* its place in the order, what it lacks and what would supply it */
};

/* Another source of trust than an account. */
struct vouch_explained_source {
	const char *kind; /* "first_token", "bootstrap_token", "recovery_key" */
	enum vouch_tri open;
	const char *why;
};

struct vouch_explanation {
	const struct vouch_decision *decision;
	struct vouch_trust trust;
	const struct vouch_trust_account *account;
	struct vouch_explained_field fields[VOUCH_FIELD_COUNT];
	struct {
		struct vouch_explained_grantor *items;
		size_t count, room;
	} grantors;            /* in the order in which they are asked */
	size_t other_accounts; /* that hold no token and are to hold none */
	struct {
		const struct vouch_change **items;
		size_t count, room;
	} chain; /* how a token reaches it in this plan: the first giving first */
	struct vouch_explained_source sources[3];
	/* Of the plan: done to it, or vouched for by it; naming it, or holding up everything. */
	struct {
		const struct vouch_change **items;
		size_t count, room;
	} actions;
	struct {
		const struct vouch_waiting **items;
		size_t count, room;
	} waiting;
	struct {
		const struct vouch_finding **items;
		size_t count, room;
	} findings;
	struct vouch_step_records history; /* newest first */
};

/* name: as declared, or any record name, without case. VOUCH_E_USAGE with the nearest names where
 * it is neither declared nor there. */
int vouch_explain(struct vouch_arena *arena, const struct vouch_decision *decision,
	const char *name, struct vouch_explanation *out, struct vouch_err *err);

/* Adds what was done to the account before, of all runs, newest first; only the newest are shown.
 */
void vouch_explain_history(struct vouch_arena *arena, struct vouch_explanation *explanation,
	const struct vouch_step_records *steps);

/* vouch.explain/1 */
void vouch_explanation_write(const struct vouch_explanation *explanation, struct vouch_buf *out);

/* What an account lacks to vouch, in words for people: "is no administrator; holds no token".
 * "" where it lacks nothing. */
const char *vouch_explain_lacks(
	struct vouch_arena *arena, const struct vouch_trust_account *account, unsigned lacks);

#endif
