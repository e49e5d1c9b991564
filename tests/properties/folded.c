/* folded.c – plan → actions of the table, each tried where it stands. */
#include "folded.h"

#include <string.h>

#include "given.h"
#include "truths.h"

const char *const folded_fields[WORLD_FIELDS] = {
	"state", "full_name", "admin", "secure_token", "filevault", "password"};

int folded_user(const char *name)
{
	int i;

	for (i = 0; name != NULL && i < WORLD_ACCOUNTS_MAX; i++) {
		if (strcmp(given_names[i], name) == 0)
			return i;
	}
	return -1;
}

bool folded_step(const struct vouch_change *change, struct search_step *out)
{
	out->user = folded_user(change->user);
	out->by = folded_user(change->by);
	out->verb = VERB_COUNT;
	switch (change->action) {
	case VOUCH_ACTION_PROMOTE:
		out->verb = change->temporary ? VERB_PROMOTE_FOR_A_TIME : VERB_PROMOTE;
		break;
	case VOUCH_ACTION_DEMOTE:
		out->verb = change->temporary ? VERB_END_PROMOTION : VERB_DEMOTE;
		break;
	case VOUCH_ACTION_MINT_TOKEN: out->verb = VERB_MINT; break;
	case VOUCH_ACTION_CREATE_USER:
		out->verb = change->first_token  ? VERB_CREATE_FIRST
			    : change->by != NULL ? VERB_CREATE_BY
						 : VERB_CREATE;
		break;
	case VOUCH_ACTION_REPAIR_TOKEN: out->verb = VERB_REPAIR; break;
	case VOUCH_ACTION_GRANT_TOKEN: out->verb = VERB_GRANT; break;
	case VOUCH_ACTION_REVOKE_TOKEN: out->verb = VERB_REVOKE; break;
	case VOUCH_ACTION_DELETE_USER: out->verb = VERB_DELETE; break;
	case VOUCH_ACTION_ADD_UNLOCKER: out->verb = VERB_ADD_UNLOCKER; break;
	case VOUCH_ACTION_REMOVE_UNLOCKER: out->verb = VERB_REMOVE_UNLOCKER; break;
	case VOUCH_ACTION_SET_PASSWORD:
		out->verb = change->by != NULL ? VERB_SET_PASSWORD_BY : VERB_SET_PASSWORD;
		break;
	case VOUCH_ACTION_UPDATE_USER: out->verb = VERB_UPDATE; break;
	case VOUCH_ACTION_ESCROW_BOOTSTRAP: out->verb = VERB_ESCROW; break;
	case VOUCH_ACTION_ENABLE_FILEVAULT: out->verb = VERB_ENABLE_FILEVAULT; break;
	case VOUCH_ACTION_REFRESH_PREBOOT:
	case VOUCH_ACTION_COUNT: break;
	}
	return out->verb != VERB_COUNT;
}

bool folded_read(const struct world *world, const struct world_state *start,
	const struct vouch_plan *plan, struct folded *out)
{
	const struct world_state *state = start;
	size_t i;

	out->count = out->promotions = out->passwords = 0;
	out->suppressed_rightly = true;
	for (i = 0; i < plan->changes.count; i++) {
		const struct vouch_change *change = &plan->changes.items[i];
		struct search_step *step = &out->steps[out->count];
		struct world_state *after = &out->after[out->count];

		if (change->action == VOUCH_ACTION_REFRESH_PREBOOT)
			continue;
		if (!folded_step(change, step) ||
			(step->user < 0) != verb_is_of_machine(step->verb) ||
			out->count == SEARCH_STEPS_MAX - 1 ||
			!truths_allow(world, state, step->verb, step->user, step->by, after))
			return false;
		out->promotions += step->verb == VERB_PROMOTE_FOR_A_TIME;
		out->passwords += change->action == VOUCH_ACTION_SET_PASSWORD;
		if (step->user >= 0 &&
			change->suppress_token != truths_suppress(world, state, step->verb))
			out->suppressed_rightly = false;
		state = after;
		out->count++;
	}
	return true;
}

const struct world_state *folded_end(const struct folded *folded, const struct world_state *start)
{
	return folded->count > 0 ? &folded->after[folded->count - 1] : start;
}
