/* folded.c – plan → actions of the table, each tried where it stands. */
#include "folded.h"

#include <string.h>

#include "given.h"

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
		out->verb = change->by != NULL ? VERB_CREATE_BY : VERB_CREATE;
		break;
	case VOUCH_ACTION_REPAIR_TOKEN: out->verb = VERB_REPAIR; break;
	case VOUCH_ACTION_GRANT_TOKEN: out->verb = VERB_GRANT; break;
	case VOUCH_ACTION_REVOKE_TOKEN: out->verb = VERB_REVOKE; break;
	case VOUCH_ACTION_DELETE_USER: out->verb = VERB_DELETE; break;
	case VOUCH_ACTION_ADD_UNLOCKER: out->verb = VERB_ADD_UNLOCKER; break;
	case VOUCH_ACTION_REMOVE_UNLOCKER: out->verb = VERB_REMOVE_UNLOCKER; break;
	case VOUCH_ACTION_SET_PASSWORD:
	case VOUCH_ACTION_UPDATE_USER:
	case VOUCH_ACTION_ESCROW_BOOTSTRAP:
	case VOUCH_ACTION_ENABLE_FILEVAULT:
	case VOUCH_ACTION_REFRESH_PREBOOT:
	case VOUCH_ACTION_COUNT: break;
	}
	return out->verb != VERB_COUNT;
}

bool folded_read(const struct world *world, const struct world_account *start,
	const struct vouch_plan *plan, struct folded *out)
{
	const struct world_account *state = start;
	size_t i;

	out->count = out->promotions = out->removals = 0;
	for (i = 0; i < plan->changes.count; i++) {
		struct search_step *step = &out->steps[out->count];

		if (plan->changes.items[i].action == VOUCH_ACTION_REFRESH_PREBOOT)
			continue;
		if (!folded_step(&plan->changes.items[i], step) || step->user < 0 ||
			out->count == SEARCH_STEPS_MAX - 1 ||
			!table_allows(world, state, step->verb, step->user, step->by,
				out->after[out->count]))
			return false;
		out->promotions += step->verb == VERB_PROMOTE_FOR_A_TIME;
		out->removals += step->verb == VERB_DELETE || step->verb == VERB_DEMOTE ||
				 step->verb == VERB_REVOKE;
		state = out->after[out->count++];
	}
	return true;
}

const struct world_account *folded_end(
	const struct folded *folded, const struct world_account *start)
{
	return folded->count > 0 ? folded->after[folded->count - 1] : start;
}
