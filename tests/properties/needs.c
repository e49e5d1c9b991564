/* needs.c – promise 1: "saying what is missing, of whom". */
#include "needs.h"

#include <string.h>

#include "missing.h"
#include "trust.h"

/* "login takes the place of password and grantor where a graphical login would bring the token
 * (11+, bootstrap token escrowed)" */
static bool login_brings_token(const struct world *world, const struct world_state *state)
{
	return trust_password_brings_token(&world->machine) &&
	       (world->machine.family == WORLD_15_ESCROWED || state->escrowed);
}

/* The action that would reach this field, which is not unread. */
static enum condition_task task_of(const struct world *world, const struct world_account *now,
	int user, enum world_field field)
{
	const struct world_goal *goal = &world->goal[user];

	switch (field) {
	case WORLD_STATE: return goal->absent ? CONDITION_DELETE : CONDITION_CREATE;
	case WORLD_ADMIN:
		return goal->admin == WORLD_WANTS_YES ? CONDITION_PROMOTE : CONDITION_DEMOTE;
	case WORLD_FILEVAULT:
		if (world->machine.family == WORLD_HFS)
			return goal->filevault == WORLD_WANTS_YES ? CONDITION_ADD_UNLOCKER
								  : CONDITION_REMOVE_UNLOCKER;
		break;
	case WORLD_TOKEN: break;
	case WORLD_PASSWORD: return CONDITION_SET_PASSWORD;
	case WORLD_FULL_NAME:
	case WORLD_FIELDS: return CONDITION_UPDATE;
	}
	if (goal->token == WORLD_WANTS_NO)
		return CONDITION_REVOKE;
	return now->token == WORLD_TOKEN_DEAD ? CONDITION_REPAIR : CONDITION_GRANT;
}

/* "Unknown … blocks what depends on it": first of all the field itself. */
static bool is_unread(const struct world *world, const struct world_account *now, int user,
	enum world_field field)
{
	switch (field) {
	case WORLD_ADMIN: return now->admin == WORLD_ADMIN_UNREAD;
	case WORLD_TOKEN: return now->token == WORLD_TOKEN_UNREAD;
	case WORLD_FILEVAULT:
		return now->token == WORLD_TOKEN_UNREAD || now->unlocks == WORLD_UNLOCKS_UNREAD;
	case WORLD_PASSWORD:
		return world->goal[user].password == WORLD_PASSWORD_UNDATED ||
		       now->token == WORLD_TOKEN_UNREAD;
	case WORLD_STATE:
	case WORLD_FULL_NAME:
	case WORLD_FIELDS: break;
	}
	return false;
}

static enum vouch_needs needs_of(const struct missing_path *path, int user, enum world_field field)
{
	const struct world *world = path->world;
	const struct world_goal *goal = &world->goal[user];
	const struct world_state *end = missing_end(path);
	const struct world_account *now = &end->accounts[user];
	enum condition_task task = task_of(world, now, user, field);
	enum vouch_needs needs;

	if (is_unread(world, now, user, field))
		return VOUCH_NEEDS_UNKNOWN;
	if (field == WORLD_ADMIN && goal->expiry == WORLD_EXPIRY_WAITS)
		return VOUCH_NEEDS_REPLACEMENT;
	/* The table sets no password beside a dead token: that is to be ended first. */
	if (field == WORLD_PASSWORD && now->token == WORLD_TOKEN_DEAD) {
		if (trust_wants_token(world, user) || goal->token == WORLD_WANTS_NO)
			return needs_of(path, user, WORLD_TOKEN);
		return VOUCH_NEEDS_CONFLICT;
	}
	needs = missing_first(path, task, user);
	if ((needs == VOUCH_NEEDS_PASSWORD || needs == VOUCH_NEEDS_GRANTOR) &&
		task == CONDITION_GRANT && login_brings_token(world, path->start))
		return VOUCH_NEEDS_LOGIN;
	return needs;
}

/* A person whose token is all that is there to begin with: a login brings others none. */
static bool somebody_holds(const struct world *world, const struct world_state *state)
{
	int i;

	for (i = 0; i < world->count; i++) {
		if (state->accounts[i].token != WORLD_TOKEN_NONE &&
			world->goal[i].able != WORLD_ROLE)
			return true;
	}
	return false;
}

/* "FileVault held up by accounts still waiting: the first in order of what they need." */
static enum vouch_needs needs_of_filevault(const struct missing_path *path)
{
	const struct world *world = path->world;
	enum vouch_needs first = missing_first(path, CONDITION_ENABLE_FILEVAULT, -1), needs;
	const struct world_state *end = missing_end(path);
	int user, field;

	if (first == VOUCH_NEEDS_GRANTOR && login_brings_token(world, path->start) &&
		!somebody_holds(world, end))
		first = VOUCH_NEEDS_LOGIN;
	if (world->machine.filevault == WORLD_FILEVAULT_DEFERRED && first != VOUCH_NEEDS_VERSION)
		return VOUCH_NEEDS_LOGIN; /* that turns it on */
	if (world->machine.filevault == WORLD_FILEVAULT_DECRYPTING)
		return first == VOUCH_NEEDS_VERSION ? first : VOUCH_NEEDS_FILEVAULT;
	for (user = 0; user < world->count; user++) {
		if (!trust_goal_gives(world, user, POWER_UNLOCKER))
			continue;
		for (field = WORLD_STATE; field <= WORLD_FILEVAULT; field++) {
			if ((field != WORLD_STATE && field != WORLD_FILEVAULT) ||
				!world_must_wait(world, end, user, (enum world_field)field))
				continue;
			needs = needs_of(path, user, (enum world_field)field);
			if (needs < first)
				first = needs;
		}
	}
	return first;
}

static enum vouch_needs expected_needs(const struct missing_path *path, int user, const char *field)
{
	int number;

	if (user < 0 && strcmp(field, "filevault") == 0)
		return needs_of_filevault(path);
	if (user < 0)
		return missing_first(path, CONDITION_ESCROW, -1);
	for (number = 0; number < WORLD_FIELDS - 1; number++) {
		if (strcmp(folded_fields[number], field) == 0)
			break;
	}
	return needs_of(path, user, (enum world_field)number);
}

/* By what is missing in truth. */
static const char *const faults[VOUCH_NEEDS_COUNT + 1] = {
#define NEEDS_FAULT(name, text) [VOUCH_NEEDS_##name] = "waits for something else than " text,
	VOUCH_NEEDS(NEEDS_FAULT)
#undef NEEDS_FAULT
		[VOUCH_NEEDS_COUNT] = "waits, and nothing is missing",
};

const char *needs_fault(const struct world *world, const struct world_state *start,
	const struct folded *folded, const struct vouch_plan *plan)
{
	struct missing_path path = {world, start, folded->after, folded->count, false};
	size_t i;

	for (i = 0; i < plan->waiting.count; i++) {
		const struct vouch_waiting *entry = &plan->waiting.items[i];
		int user = folded_user(entry->user);
		enum vouch_needs needs = expected_needs(&path, user, entry->field);

		if (entry->needs == needs)
			continue;
		/* Who could have vouched once and cannot any more: missing, or not? The text is
		 * silent. */
		path.at_the_end = true;
		if (entry->needs != expected_needs(&path, user, entry->field))
			return faults[needs];
		path.at_the_end = false;
	}
	return NULL;
}
