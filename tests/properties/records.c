/* records.c – the three-way table: baseline, declared, observed. */
#include "records.h"

#include "folded.h"
#include "vouch/base/text.h"

/* What the baseline says of this very account. */
static bool is_known(const struct world *world, const struct world_state *start, int user)
{
	switch (world->goal[user].baseline) {
	case WORLD_NEVER: return false;
	case WORLD_KNOWN: return true;
	/* Another one under its name; where nobody is there, that one has vanished. */
	case WORLD_KNOWN_OTHER: return !start->accounts[user].present;
	}
	return false;
}

static enum world_wish established(
	const struct world *world, const struct world_state *start, int user)
{
	return is_known(world, start, user) ? world->goal[user].established : WORLD_UNSAID;
}

/* "config (the YAML changed), drift (the Mac changed)"; initial where there is no baseline. */
static enum vouch_cause cause_of_field(enum world_wish before, enum world_wish declared)
{
	if (before == WORLD_UNSAID)
		return VOUCH_CAUSE_INITIAL;
	return before == declared ? VOUCH_CAUSE_DRIFT : VOUCH_CAUSE_CONFIG;
}

/* False where the table says nothing of such an action. */
static bool expected_cause(const struct world *world, const struct world_state *start,
	const struct search_step *step, enum vouch_cause *out)
{
	const struct world_goal *goal = &world->goal[step->user];
	bool known = is_known(world, start, step->user);

	switch (step->verb) {
	case VERB_CREATE:
	case VERB_CREATE_FIRST:
	case VERB_CREATE_BY: *out = known ? VOUCH_CAUSE_DRIFT : VOUCH_CAUSE_INITIAL; return true;
	case VERB_DELETE: *out = known ? VOUCH_CAUSE_CONFIG : VOUCH_CAUSE_INITIAL; return true;
	case VERB_PROMOTE:
	case VERB_DEMOTE:
		*out = goal->expiry != WORLD_NO_EXPIRY
			       ? VOUCH_CAUSE_EXPIRY
			       : cause_of_field(established(world, start, step->user), goal->admin);
		return true;
	case VERB_MINT:
	case VERB_REPAIR:
	case VERB_GRANT:
	case VERB_REVOKE:
		*out = cause_of_field(established(world, start, step->user), goal->token);
		return goal->token != WORLD_UNSAID && start->accounts[step->user].present;
	/* The full name that is declared was established, or the old one, or nothing. */
	case VERB_UPDATE:
		*out = cause_of_field(established(world, start, step->user), WORLD_WANTS_YES);
		return start->accounts[step->user].present;
	/* Its time is up, or the vault never had one. */
	case VERB_SET_PASSWORD:
	case VERB_SET_PASSWORD_BY:
		*out = goal->password == WORLD_PASSWORD_LACKING ? VOUCH_CAUSE_INITIAL
								: VOUCH_CAUSE_EXPIRY;
		return true;
	case VERB_ADD_UNLOCKER:
	case VERB_REMOVE_UNLOCKER: *out = VOUCH_CAUSE_INITIAL; return true; /* no baseline of it */
	case VERB_END_PROMOTION:
	case VERB_PROMOTE_FOR_A_TIME:
	case VERB_ESCROW:
	case VERB_ENABLE_FILEVAULT:
	case VERB_COUNT: break;
	}
	return false;
}

static bool causes_are_right(
	const struct world *world, const struct world_state *start, const struct vouch_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->changes.count; i++) {
		struct search_step step;
		enum vouch_cause cause;

		if (!folded_step(&plan->changes.items[i], &step))
			continue;
		if (verb_is_of_machine(step.verb))
			cause = VOUCH_CAUSE_INITIAL; /* no baseline of the machine */
		else if (!expected_cause(world, start, &step, &cause))
			continue;
		if (plan->changes.items[i].cause != cause)
			return false;
	}
	return true;
}

/* --- adopted and forgotten ------------------------------------------------------------------- */

struct record {
	bool adopted, forgotten;
};

/* What is to be recorded of a field: "adopting and forgetting run no tool". */
static struct record expected_record(const struct world *world, const struct world_state *start,
	int user, enum world_field field)
{
	const struct world_goal *goal = &world->goal[user];
	enum world_wish declared = field == WORLD_STATE   ? WORLD_WANTS_YES
				   : field == WORLD_ADMIN ? goal->admin
							  : goal->token;
	enum world_wish before = goal->baseline == WORLD_NEVER ? WORLD_UNSAID
				 : field == WORLD_STATE        ? WORLD_WANTS_YES
							       : goal->established;
	bool there = start->accounts[user].present, known = is_known(world, start, user);
	bool declares = world_is_declared(goal, field) && !goal->absent;
	bool stands = known && before != WORLD_UNSAID;
	/* A declared end is recorded with its date, and no baseline here has one. */
	bool as_before = stands && before == declared &&
			 (field != WORLD_ADMIN || goal->expiry == WORLD_NO_EXPIRY);
	struct record record = {.adopted = declares && there &&
					   world_holds(world, start, user, field) && !as_before};

	if (before == WORLD_UNSAID)
		return record;
	/* Of another account; of one that is gone as declared; of what is not declared any more. */
	record.forgotten = (there && !known) || (goal->listed && goal->absent && !there) ||
			   (known && !declares && !goal->absent);
	return record;
}

static bool is_recorded(
	const struct vouch_plan *plan, int user, enum world_field field, bool forgotten)
{
	static const enum vouch_field fields[WORLD_FIELDS] = {[WORLD_STATE] = VOUCH_FIELD_STATE,
		[WORLD_ADMIN] = VOUCH_FIELD_ADMIN,
		[WORLD_TOKEN] = VOUCH_FIELD_SECURE_TOKEN};
	size_t i;

	for (i = 0; i < plan->adoptions.count; i++) {
		const struct vouch_adoption *adoption = &plan->adoptions.items[i];

		if (folded_user(adoption->user) == user && adoption->field == fields[field] &&
			(adoption->value == NULL) == forgotten)
			return true;
	}
	return false;
}

static bool records_are_right(
	const struct world *world, const struct world_state *start, const struct vouch_plan *plan)
{
	static const enum world_field fields[] = {WORLD_STATE, WORLD_ADMIN, WORLD_TOKEN};
	size_t i;
	int user;

	for (user = 0; user < world->count; user++) {
		for (i = 0; i < sizeof fields / sizeof fields[0]; i++) {
			struct record expected = expected_record(world, start, user, fields[i]);

			if (is_recorded(plan, user, fields[i], false) != expected.adopted ||
				is_recorded(plan, user, fields[i], true) != expected.forgotten)
				return false;
		}
	}
	return true;
}

/* "replaced_account (another uuid under a known name)"; "expiry_waits". */
static bool findings_are_right(
	const struct world *world, const struct world_state *start, const struct vouch_plan *plan)
{
	int user;
	size_t i;

	for (user = 0; user < world->count; user++) {
		bool replaced = false;

		for (i = 0; i < plan->findings.count; i++)
			replaced =
				replaced || (folded_user(plan->findings.items[i].user) == user &&
						    vouch_text_equal(plan->findings.items[i].kind,
							    "replaced_account"));
		if (replaced != (world->goal[user].baseline == WORLD_KNOWN_OTHER &&
					start->accounts[user].present))
			return false;
	}
	return true;
}

const char *records_fault(
	const struct world *world, const struct world_state *start, const struct vouch_plan *plan)
{
	if (plan->status == VOUCH_PLAN_REFUSED)
		return NULL;
	if (!causes_are_right(world, start, plan))
		return "another cause than the table says";
	if (!records_are_right(world, start, plan))
		return "adopts or forgets something else";
	return findings_are_right(world, start, plan) ? NULL
						      : "replaced_account is not said rightly";
}
