/* classify.h – three-way: what became of one field since Vouch last established it.
 *
 * B is the baseline (what Vouch last established here), D desired, O observed. The number of the
 * case is the row of the table in classify.c, and each has a test of its own.
 */
#ifndef VOUCH_PLAN_CLASSIFY_H
#define VOUCH_PLAN_CLASSIFY_H

#include "vouch/model/change.h"
#include "vouch/model/field.h"

enum vouch_outcome {
	VOUCH_OUTCOME_ALONE,     /* not declared: never touched */
	VOUCH_OUTCOME_UNKNOWN,   /* could not be read: waits */
	VOUCH_OUTCOME_CONVERGED, /* as declared */
	VOUCH_OUTCOME_CHANGE     /* differs */
};

struct vouch_verdict {
	int row; /* of the table */
	enum vouch_outcome outcome;
	enum vouch_cause cause;
	bool drifted;        /* row 11: the Mac changed as well */
	bool baseline_moves; /* the journal records the declared value, or forgets (row 1) */
};

/* What the table is asked. Text is canonical (field.h), NULL where there is none. */
struct vouch_comparison {
	enum vouch_field field;
	const char *baseline, *desired;
	bool expired; /* a time-boxed value that ran out */
	bool account_is_there;
	enum vouch_tri matches;              /* is the observed value as desired? */
	enum vouch_tri observed_is_baseline; /* unknown where it cannot be told */
};

struct vouch_verdict vouch_classify(const struct vouch_comparison *comparison);

#endif
