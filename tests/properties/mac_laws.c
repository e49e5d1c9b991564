/* mac_laws.c – plans for small Macs with generated passwords and goals of the Mac itself, against
 * everything that could be done: the same reach, as few actions, every prefix as good.
 *
 *	mac_laws ACCOUNTS STEP [FIRST]     every STEPth Mac
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mac.h"
#include "plan_text.h"
#include "vouch/base/text.h"

/* --- the second mind ------------------------------------------------------------------------- */

enum { BITS = 8, PLACES = 1 << 20 };

/* How good an end is, from the left: the greater goals, the smaller numbers. */
struct worth {
	int goals, machine, actions, promotions, passwords;
};

struct place {
	int64_t seen; /* the search that saw it last */
	unsigned code;
	int actions, promotions, passwords;
	struct mac_state state;
};

static struct place *places; /* by code, or after it */
static int *layer, *next;
static int64_t searches;

static unsigned code_of(const struct mac_state *state)
{
	unsigned code = state->escrowed;
	int i;

	for (i = 0; i < MAC_ACCOUNTS_MAX; i++) {
		const struct mac_account *a = &state->accounts[i];

		code = code << BITS | (unsigned)a->present << 7 | (unsigned)a->admin << 6 |
		       (unsigned)a->promoted << 5 | (unsigned)a->served << 4 |
		       (unsigned)a->secret << 3 | (unsigned)a->set << 2 | (unsigned)a->token;
	}
	return code;
}

/* Where this state is, or is to be. */
static int find(const struct mac_state *state)
{
	unsigned code = code_of(state), at = code * 2654435761U % PLACES;

	while (places[at].seen == searches && places[at].code != code)
		at = (at + 1) % PLACES;
	return (int)at;
}

static bool is_cheaper(const struct place *a, const struct place *than)
{
	if (a->actions != than->actions)
		return a->actions < than->actions;
	if (a->promotions != than->promotions)
		return a->promotions < than->promotions;
	return a->passwords < than->passwords;
}

static bool is_worth_more(const struct worth *a, const struct worth *than)
{
	if (a->goals != than->goals)
		return a->goals > than->goals;
	if (a->machine != than->machine)
		return a->machine > than->machine;
	if (a->actions != than->actions)
		return a->actions < than->actions;
	if (a->promotions != than->promotions)
		return a->promotions < than->promotions;
	return a->passwords < than->passwords;
}

/* Ending here, and FileVault is turned on last where that can be done. */
static struct worth worth_of(const struct mac *mac, const struct place *place)
{
	struct mac_state state = place->state, after;
	struct worth worth = {.actions = place->actions,
		.promotions = place->promotions,
		.passwords = place->passwords};
	int i;

	for (i = 0; i < mac->count; i++) {
		if (mac_do(mac, &place->state, MAC_ENABLE, MAC_NOBODY, i, &after)) {
			state = after;
			worth.actions++;
			break;
		}
	}
	worth.goals = mac_goals(mac, &state);
	worth.machine = mac_machine_goals(mac, &state);
	for (i = 0; i < MAC_ACCOUNTS_MAX; i++) {
		if (state.accounts[i].promoted)
			worth.goals = -1; /* no plan ends like that */
	}
	return worth;
}

static void visit(
	const struct place *from, const struct mac_state *state, enum mac_verb verb, int *count)
{
	int at = find(state);
	struct place *place = &places[at];
	struct place to = {.seen = searches,
		.code = code_of(state),
		.actions = from->actions + 1,
		.promotions = from->promotions + (verb == MAC_RISE),
		.passwords = from->passwords + (verb == MAC_SET_PASSWORD),
		.state = *state};

	if (place->seen != searches)
		next[(*count)++] = at;
	else if (!is_cheaper(&to, place))
		return;
	*place = to; /* cheaper ones are of the same layer: nothing was done from there yet */
}

static void go_on(const struct mac *mac, const struct place *from, int *count)
{
	struct mac_state after;
	int verb, who, by;

	for (verb = 0; verb < MAC_ENABLE; verb++) {
		for (who = verb == MAC_ESCROW ? MAC_NOBODY : 0;
			who < (verb == MAC_ESCROW ? 0 : mac->count); who++) {
			for (by = MAC_NOBODY; by < mac->count; by++) {
				if (mac_do(mac, &from->state, (enum mac_verb)verb, who, by, &after))
					visit(from, &after, (enum mac_verb)verb, count);
			}
		}
	}
}

static struct worth search(const struct mac *mac, const struct mac_state *start)
{
	struct worth best = {.goals = -1};
	int count = 1, i;

	searches++;
	layer[0] = find(start);
	places[layer[0]] =
		(struct place){.seen = searches, .code = code_of(start), .state = *start};
	while (count > 0) {
		int *done = layer, found = 0;

		for (i = 0; i < count; i++) {
			struct worth worth = worth_of(mac, &places[layer[i]]);

			if (is_worth_more(&worth, &best))
				best = worth;
			go_on(mac, &places[layer[i]], &found);
		}
		layer = next;
		next = done;
		count = found;
	}
	return best;
}

/* --- the planner ----------------------------------------------------------------------------- */

struct judge {
	uint64_t macs, refused, prefixes, violations;
};

struct planned {
	struct vouch_arena arena;
	struct vouch_buf text;
	struct plan_case given;
	struct vouch_plan plan;
};

static void plan_it(
	const struct mac *mac, const struct mac_state *state, bool turned, struct planned *out)
{
	struct vouch_err err = {0};

	*out = (struct planned){0};
	mac_write(mac, state, &out->text);
	if (plan_case_read(&out->arena, vouch_buf_get(&out->text), &out->given, &err) < 0) {
		fprintf(stderr, "%s\n%s", err.msg, vouch_buf_get(&out->text));
		exit(70);
	}
	if (turned)
		plan_case_turn(&out->given);
	plan_case_build(&out->arena, &out->given, &out->plan);
}

static void release(struct planned *planned)
{
	vouch_buf_release(&planned->text);
	vouch_arena_release(&planned->arena);
}

enum { VIOLATIONS_SHOWN = 8 };

static void complain(struct judge *judge, const struct planned *planned, const char *what)
{
	struct vouch_buf text = {0};

	if (judge->violations++ >= VIOLATIONS_SHOWN)
		return;
	plan_text_write(&planned->plan, 0, &text);
	fprintf(stderr, "VIOLATION: %s\n%s@EXPECT\n%s\n", what, vouch_buf_get(&planned->text),
		vouch_buf_get(&text));
	vouch_buf_release(&text);
}

static int index_of(const char *name)
{
	int i;

	for (i = 0; i < MAC_ACCOUNTS_MAX; i++) {
		if (vouch_text_equal(name, mac_names[i]))
			return i;
	}
	return MAC_NOBODY;
}

static enum mac_verb verb_of(const struct vouch_change *change)
{
	switch (change->action) {
	case VOUCH_ACTION_PROMOTE: return change->temporary ? MAC_RISE : MAC_PROMOTE;
	case VOUCH_ACTION_DEMOTE: return change->temporary ? MAC_FALL : MAC_DEMOTE;
	case VOUCH_ACTION_MINT_TOKEN: return MAC_MINT;
	case VOUCH_ACTION_CREATE_USER:
		if (change->first_token)
			return MAC_CREATE_FIRST;
		return change->by != NULL ? MAC_CREATE_BY : MAC_CREATE;
	case VOUCH_ACTION_REPAIR_TOKEN: return MAC_REPAIR;
	case VOUCH_ACTION_GRANT_TOKEN: return MAC_GRANT;
	case VOUCH_ACTION_SET_PASSWORD: return MAC_SET_PASSWORD;
	case VOUCH_ACTION_ESCROW_BOOTSTRAP: return MAC_ESCROW;
	case VOUCH_ACTION_REVOKE_TOKEN: return MAC_REVOKE;
	case VOUCH_ACTION_DELETE_USER: return MAC_DELETE;
	case VOUCH_ACTION_ENABLE_FILEVAULT: return MAC_ENABLE;
	case VOUCH_ACTION_ADD_UNLOCKER:
	case VOUCH_ACTION_UPDATE_USER:
	case VOUCH_ACTION_REMOVE_UNLOCKER:
	case VOUCH_ACTION_REFRESH_PREBOOT:
	case VOUCH_ACTION_COUNT: break;
	}
	return MAC_VERBS;
}

/* "On 11+ with no live holder the suppressing tag first", and only then. */
static bool is_suppressed_rightly(const struct mac *mac, const struct vouch_change *change,
	const struct mac_state *before, int who)
{
	bool sets = change->action == VOUCH_ACTION_SET_PASSWORD ||
		    (change->action == VOUCH_ACTION_CREATE_USER && !change->first_token &&
			    change->by == NULL);
	bool live = false;
	int i;

	for (i = 0; i < MAC_ACCOUNTS_MAX; i++)
		live |= before->accounts[i].present && before->accounts[i].token == MAC_LIVE;
	return change->suppress_token ==
	       (mac->password_brings_token && sets && !live && who != MAC_NOBODY);
}

/* Follows so many steps; false where one is not allowed where it stands. */
static bool follow(const struct mac *mac, const struct vouch_plan *plan, size_t steps,
	struct mac_state *state, struct worth *cost)
{
	struct mac_state after;
	size_t i;

	*cost = (struct worth){0};
	for (i = 0; i < steps; i++) {
		const struct vouch_change *change = &plan->changes.items[i];
		enum mac_verb verb = verb_of(change);
		int who = index_of(change->user), by = index_of(change->by);

		if (verb == MAC_DELETE)
			by = MAC_NOBODY; /* who takes the token off first makes no difference */
		if (verb == MAC_VERBS || !mac_do(mac, state, verb, who, by, &after) ||
			!is_suppressed_rightly(mac, change, state, who))
			return false;
		*state = after;
		cost->actions++;
		cost->promotions += verb == MAC_RISE;
		cost->passwords += verb == MAC_SET_PASSWORD;
	}
	cost->goals = mac_goals(mac, state);
	cost->machine = mac_machine_goals(mac, state);
	return true;
}

static size_t unreached(const struct mac *mac, const struct mac_state *state)
{
	size_t count =
		(size_t)(mac->wants_escrow + mac->wants_filevault - mac_machine_goals(mac, state));
	int i;

	for (i = 0; i < MAC_ACCOUNTS_MAX; i++)
		count += (size_t)mac_unreached(mac, state, i);
	return count;
}

/* A later run ends a promotion that a cut-off one left, before it plans. */
static bool end_promotions(struct mac_state *state)
{
	bool ended = false;
	int i;

	for (i = 0; i < MAC_ACCOUNTS_MAX; i++) {
		ended |= state->accounts[i].promoted;
		state->accounts[i].promoted = state->accounts[i].served = false;
	}
	return ended;
}

static void judge_prefix(struct judge *judge, const struct mac *mac, const struct planned *planned,
	size_t steps, const struct worth *best)
{
	struct mac_state state = mac->now, end;
	struct worth cost, more;
	struct planned again;
	bool ended;

	(void)follow(mac, &planned->plan, steps, &state, &cost); /* judged before */
	ended = end_promotions(&state);
	plan_it(mac, &state, false, &again);
	end = state;
	judge->prefixes++;
	/* FileVault that is on waits for nobody any more: the goals it had are reached. */
	if (again.plan.status == VOUCH_PLAN_REFUSED)
		complain(judge, &again, "refused after a prefix of its own plan");
	else if (state.enabled ? again.plan.summary.change + again.plan.summary.create +
						 again.plan.summary.remove !=
					 0
			       : !follow(mac, &again.plan, again.plan.changes.count, &end, &more))
		complain(judge, &again, "an action is not allowed after a prefix");
	else if (!state.enabled && (more.goals != best->goals || more.machine != best->machine))
		complain(judge, &again, "reaches another number after a prefix");
	else if (!state.enabled && !ended && cost.actions + more.actions > best->actions)
		complain(judge, &again, "more actions in all after a prefix");
	release(&again);
}

static bool same_text(const struct planned *a, const struct planned *b)
{
	struct vouch_buf one = {0}, other = {0};
	bool same;

	plan_text_write(&a->plan, SHOW_ALL, &one);
	plan_text_write(&b->plan, SHOW_ALL, &other);
	same = strcmp(vouch_buf_get(&one), vouch_buf_get(&other)) == 0;
	vouch_buf_release(&one);
	vouch_buf_release(&other);
	return same;
}

static void judge_reach(struct judge *judge, const struct mac *mac, const struct planned *planned)
{
	const struct vouch_plan *plan = &planned->plan;
	struct mac_state end = mac->now;
	struct worth best = search(mac, &mac->now), cost;
	size_t steps;

	if (!follow(mac, plan, plan->changes.count, &end, &cost))
		complain(judge, planned, "an action is not allowed where it stands");
	else if (is_worth_more(&best, &cost))
		complain(judge, planned, "there is a better plan");
	else if (is_worth_more(&cost, &best))
		complain(judge, planned, "better than what can be done");
	else if (plan->waiting.count != unreached(mac, &end))
		complain(judge, planned, "waiting is not what is unreached");
	else
		for (steps = 1; steps <= plan->changes.count; steps++)
			judge_prefix(judge, mac, planned, steps, &best);
}

static void judge_mac(struct judge *judge, const struct mac *mac)
{
	struct planned planned, turned;

	judge->macs++;
	plan_it(mac, &mac->now, false, &planned);
	plan_it(mac, &mac->now, true, &turned);
	if (!same_text(&planned, &turned))
		complain(judge, &turned, "another plan for the same in another order");
	if (planned.plan.status == VOUCH_PLAN_REFUSED)
		judge->refused++; /* plan_laws.c judges guards */
	else
		judge_reach(judge, mac, &planned);
	release(&planned);
	release(&turned);
}

int main(int argc, char **argv)
{
	struct judge judge = {0};
	int64_t count, step, number = 0;

	if (argc < 3 || !vouch_text_number(argv[1], &count) || count < 1 ||
		count > MAC_ACCOUNTS_MAX || !vouch_text_number(argv[2], &step) || step < 1 ||
		(argc > 3 && !vouch_text_number(argv[3], &number))) {
		fputs("usage: mac_laws ACCOUNTS STEP [FIRST]\n", stderr);
		return 64;
	}
	places = calloc(PLACES, sizeof *places);
	layer = calloc(PLACES, sizeof *layer);
	next = calloc(PLACES, sizeof *next);
	if (places == NULL || layer == NULL || next == NULL)
		return 70;
	for (; number < mac_count((int)count); number += step) {
		struct mac mac;

		if (mac_at((int)count, number, &mac))
			judge_mac(&judge, &mac);
	}
	printf("%" PRIu64 " Macs, %" PRIu64 " refused, %" PRIu64 " prefixes planned again, %" PRIu64
	       " violations\n",
		judge.macs, judge.refused, judge.prefixes, judge.violations);
	free(places);
	free(layer);
	free(next);
	return judge.violations == 0 ? 0 : 1;
}
