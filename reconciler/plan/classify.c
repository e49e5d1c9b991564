/* classify.c – the three-way decision table: baseline, desired, observed -> verdict and cause.
 *
 *	 #   B     D         O          verdict
 *	 0   any   declared  unknown    waits
 *	 1   any   -         any        left alone; a baseline row is forgotten
 *	 2   -     D         -          create, initial
 *	 3   -     D         =D         adopted: recorded, no tool runs
 *	 4   -     D         not D      first contact: change, initial
 *	 5   any   absent    there      delete; config where B, initial where not
 *	 6   any   absent    -          converged
 *	 7   B     D         -          vanished: create again, drift
 *	 8   B     D         =D         converged; the baseline moves where B is not D
 *	 9   B     not B     =B         change, config
 *	10   B     =B        not D      change, drift
 *	11   B     not B     neither    change, config; the drift is shown beside it
 *	12   any   expired   not D      a time-boxed value ran out: its fallback is wanted, expiry
 */
#include "classify.h"

#include "vouch/base/text.h"

static struct vouch_verdict verdict(int row, enum vouch_outcome outcome, enum vouch_cause cause)
{
	return (struct vouch_verdict){.row = row, .outcome = outcome, .cause = cause};
}

/* Rows 2 and 7, 5 and 6: the account itself. */
static struct vouch_verdict classify_account(const struct vouch_comparison *c, bool leaves)
{
	enum vouch_cause known = c->baseline != NULL ? VOUCH_CAUSE_CONFIG : VOUCH_CAUSE_INITIAL;

	if (leaves && c->account_is_there)
		return verdict(5, VOUCH_OUTCOME_CHANGE, known);
	if (leaves)
		return verdict(6, VOUCH_OUTCOME_CONVERGED, known);
	if (c->baseline != NULL)
		return verdict(7, VOUCH_OUTCOME_CHANGE, VOUCH_CAUSE_DRIFT);
	return verdict(2, VOUCH_OUTCOME_CHANGE, VOUCH_CAUSE_INITIAL);
}

static struct vouch_verdict classify_match(const struct vouch_comparison *c)
{
	struct vouch_verdict v =
		verdict(c->baseline == NULL ? 3 : 8, VOUCH_OUTCOME_CONVERGED, VOUCH_CAUSE_INITIAL);

	v.baseline_moves = !vouch_text_equal(c->baseline, c->desired);
	return v;
}

static struct vouch_verdict classify_difference(const struct vouch_comparison *c)
{
	struct vouch_verdict v;

	if (c->expired)
		return verdict(12, VOUCH_OUTCOME_CHANGE, VOUCH_CAUSE_EXPIRY);
	if (c->baseline == NULL)
		return verdict(4, VOUCH_OUTCOME_CHANGE, VOUCH_CAUSE_INITIAL);
	if (vouch_text_equal(c->baseline, c->desired))
		return verdict(10, VOUCH_OUTCOME_CHANGE, VOUCH_CAUSE_DRIFT);
	if (c->observed_is_baseline != VOUCH_NO)
		return verdict(9, VOUCH_OUTCOME_CHANGE, VOUCH_CAUSE_CONFIG);
	v = verdict(11, VOUCH_OUTCOME_CHANGE, VOUCH_CAUSE_CONFIG);
	v.drifted = true;
	return v;
}

struct vouch_verdict vouch_classify(const struct vouch_comparison *c)
{
	bool leaves = c->field == VOUCH_FIELD_STATE && vouch_text_equal(c->desired, "absent");
	struct vouch_verdict v;

	if (c->desired == NULL) {
		v = verdict(1, VOUCH_OUTCOME_ALONE, VOUCH_CAUSE_CONFIG);
		v.baseline_moves = c->baseline != NULL;
		return v;
	}
	if (leaves || !c->account_is_there)
		return classify_account(c, leaves);
	switch (c->matches) {
	case VOUCH_UNKNOWN: return verdict(0, VOUCH_OUTCOME_UNKNOWN, VOUCH_CAUSE_INITIAL);
	case VOUCH_YES: return classify_match(c);
	case VOUCH_NO: break;
	}
	return classify_difference(c);
}
