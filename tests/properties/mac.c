/* mac.c – the table of section 3 of the design for a small Mac, row by row. */
#include "mac.h"

const char *const mac_names[MAC_ACCOUNTS_MAX] = {"ann", "bob", "cat"};

/* --- every one of them ----------------------------------------------------------------------- */

enum { STATES = 13, PRESENT_GOALS = 3 * 5 * 6, GOALS = 3 + PRESENT_GOALS, OPTIONS = 16 };

static bool generates(enum mac_password password)
{
	return password >= MAC_GENERATED;
}

static bool begins_with_secret(enum mac_password password)
{
	return password == MAC_HELD || password == MAC_GENERATED || password == MAC_DUE;
}

static void goal_at(int number, struct mac_goal *goal)
{
	static const struct {
		enum mac_wish token;
		bool unlocks;
	} tokens[] = {{MAC_UNSAID, false}, {MAC_NO, false}, {MAC_YES, false}, {MAC_UNSAID, true},
		{MAC_YES, true}};

	*goal = (struct mac_goal){.listed = number > 0, .absent = number == 1 || number == 2};
	if (number < 3) {
		goal->password = number == 2 ? MAC_HELD : MAC_NO_PASSWORD;
		return;
	}
	number -= 3;
	goal->password = (enum mac_password)(number % 6);
	goal->admin = (enum mac_wish)(number / 6 % 3);
	goal->token = tokens[number / 18].token;
	goal->unlocks = tokens[number / 18].unlocks;
}

static bool account_at(int number, struct mac_account *account, struct mac_goal *goal)
{
	int state = number % STATES;

	goal_at(number / STATES, goal);
	*account = (struct mac_account){.secret = begins_with_secret(goal->password)};
	if (state == 0) /* nobody there has a password whose time is up */
		return goal->listed && goal->password < MAC_DUE && goal->password != MAC_GENERATED;
	account->present = true;
	account->admin = (state - 1) % 2 != 0;
	account->token = (enum mac_token)((state - 1) / 2 % 3);
	goal->hidden = (state - 1) / 6 != 0;
	return true;
}

int64_t mac_count(int accounts)
{
	int64_t count = OPTIONS;

	while (accounts-- > 0)
		count *= STATES * GOALS;
	return count;
}

bool mac_at(int accounts, int64_t number, struct mac *mac)
{
	bool good = true;
	int i;

	*mac = (struct mac){.count = accounts,
		.wants_filevault = (number & 1) != 0,
		.wants_escrow = (number & 2) != 0,
		.temporary_admin = (number & 4) != 0,
		.password_brings_token = (number & 8) == 0};
	number /= OPTIONS;
	for (i = 0; i < accounts; i++) {
		good &= account_at(
			(int)(number % (STATES * GOALS)), &mac->now.accounts[i], &mac->goals[i]);
		number /= STATES * GOALS;
	}
	return good;
}

/* --- who is what ----------------------------------------------------------------------------- */

static bool wants_token(const struct mac_goal *goal)
{
	return goal->listed && !goal->absent && (goal->token == MAC_YES || goal->unlocks);
}

static bool is_grantor(const struct mac_state *state, int who)
{
	const struct mac_account *a = &state->accounts[who];

	return a->present && (a->admin || a->promoted) && a->token == MAC_LIVE && a->secret;
}

static bool somebody_holds(const struct mac_state *state, bool dead_too)
{
	int i;

	for (i = 0; i < MAC_ACCOUNTS_MAX; i++) {
		enum mac_token token = state->accounts[i].token;

		if (state->accounts[i].present &&
			(token == MAC_LIVE || (dead_too && token == MAC_DEAD)))
			return true;
	}
	return false;
}

/* --- promise 4 ------------------------------------------------------------------------------- */

enum power { ADMIN = 1, HOLDER = 2, TOKEN_ADMIN = 4 };

static unsigned protected_powers(const struct mac *mac, const struct mac_state *state, int who)
{
	const struct mac_account *a = &state->accounts[who];
	bool admin = a->present && a->admin, holder = a->present && a->token == MAC_LIVE;

	return (admin ? ADMIN : 0U) | (holder ? HOLDER : 0U) |
	       (admin && (holder || wants_token(&mac->goals[who])) ? TOKEN_ADMIN : 0U);
}

static unsigned kept_powers(const struct mac *mac, const struct mac_state *state, int who)
{
	const struct mac_account *a = &state->accounts[who];
	const struct mac_goal *goal = &mac->goals[who];
	bool admin = a->present && a->admin && !goal->absent && goal->admin != MAC_NO;
	bool holder = a->present && a->token == MAC_LIVE && !goal->absent && goal->token != MAC_NO;

	return (admin ? ADMIN : 0U) | (holder ? HOLDER : 0U) | (admin && holder ? TOKEN_ADMIN : 0U);
}

static bool may_lose(const struct mac *mac, const struct mac_state *state, int who, unsigned lost)
{
	unsigned kept = 0;
	int i;

	for (i = 0; i < mac->count; i++)
		kept |= i == who ? 0 : kept_powers(mac, state, i);
	return (protected_powers(mac, state, who) & lost & ~kept) == 0;
}

/* --- the table ------------------------------------------------------------------------------- */

static bool is_served(enum mac_verb verb)
{
	return verb == MAC_CREATE_BY || verb == MAC_GRANT || verb == MAC_REPAIR ||
	       verb == MAC_REVOKE || verb == MAC_SET_PASSWORD;
}

static bool create(const struct mac_goal *goal, struct mac_account *a, bool token)
{
	if (a->present || !goal->listed || goal->absent || goal->password == MAC_NO_PASSWORD ||
		(token && !wants_token(goal)))
		return false;
	*a = (struct mac_account){.present = true,
		.admin = goal->admin == MAC_YES,
		.token = token ? MAC_LIVE : MAC_NONE,
		.secret = true,
		.set = true};
	return true;
}

static bool set_password(const struct mac_goal *goal, struct mac_account *a, bool by_another)
{
	if (!a->present || a->set || goal->password < MAC_LACKING || a->token == MAC_DEAD)
		return false;
	/* "token none: nothing; live: its old password, or a grantor" */
	if (by_another != (a->token == MAC_LIVE && !a->secret))
		return false;
	a->secret = a->set = true;
	return true;
}

/* "one with state: absent" is only ever deleted. */
static bool is_kept(const struct mac_goal *goal)
{
	return goal->listed && !goal->absent;
}

static bool rise(const struct mac *mac, const struct mac_goal *goal, struct mac_account *a)
{
	if (!mac->temporary_admin || !goal->listed || !a->present || !a->secret || a->admin ||
		a->promoted || (is_kept(goal) && goal->admin == MAC_YES))
		return false;
	a->promoted = true;
	return true;
}

static bool delete_user(
	const struct mac *mac, const struct mac_state *state, int who, struct mac_account *a)
{
	bool others = false;
	int i;

	for (i = 0; i < mac->count; i++)
		others |= i != who && state->accounts[i].present && state->accounts[i].admin;
	if (!a->present || !mac->goals[who].absent ||
		!may_lose(mac, state, who, ADMIN | HOLDER | TOKEN_ADMIN) ||
		(a->promoted && (!others || !a->served)))
		return false;
	*a = (struct mac_account){0};
	return true;
}

/* "a live holder g with secret; no account with filevault: true still waiting; one visible
 * unlocker" */
static bool enable(const struct mac *mac, const struct mac_state *state, int by)
{
	bool seen = false;
	int i;

	for (i = 0; i < mac->count; i++) {
		const struct mac_account *a = &state->accounts[i];
		bool holds = a->present && a->token == MAC_LIVE;

		if ((mac->goals[i].unlocks && !holds) || a->promoted)
			return false;
		seen |= holds && !mac->goals[i].hidden;
	}
	return mac->wants_filevault && !state->enabled && seen && state->accounts[by].present &&
	       state->accounts[by].token == MAC_LIVE && state->accounts[by].secret;
}

static bool change_token(const struct mac *mac, const struct mac_state *state, enum mac_verb verb,
	int who, struct mac_account *a)
{
	const struct mac_goal *goal = &mac->goals[who];

	if (!a->present || !a->secret)
		return false;
	if (verb == MAC_REVOKE) {
		if (a->token == MAC_NONE || goal->token != MAC_NO || !is_kept(goal) ||
			!may_lose(mac, state, who, HOLDER | TOKEN_ADMIN))
			return false;
		a->token = MAC_NONE;
		return true;
	}
	if (!wants_token(goal) || a->token != (verb == MAC_REPAIR ? MAC_DEAD : MAC_NONE) ||
		(verb == MAC_MINT && somebody_holds(state, true)))
		return false;
	if (verb == MAC_MINT && !mac->password_brings_token) {
		if (!a->admin && !a->promoted)
			return false;
		a->served = a->promoted;
	}
	a->token = MAC_LIVE;
	return true;
}

static bool change_admin(const struct mac *mac, const struct mac_state *state, enum mac_verb verb,
	int who, struct mac_account *a)
{
	const struct mac_goal *goal = &mac->goals[who];

	if (!a->present || !is_kept(goal) || a->admin == (verb == MAC_PROMOTE) ||
		goal->admin != (verb == MAC_PROMOTE ? MAC_YES : MAC_NO) ||
		(verb == MAC_DEMOTE && !may_lose(mac, state, who, ADMIN | TOKEN_ADMIN)))
		return false;
	a->admin = verb == MAC_PROMOTE;
	return true;
}

/* by is a grantor where the row has one, and another than the target. */
static bool has_its_grantor(
	const struct mac *mac, const struct mac_state *state, enum mac_verb verb, int who, int by)
{
	bool needs = verb == MAC_SET_PASSWORD
			     ? by != MAC_NOBODY
			     : is_served(verb) || verb == MAC_ESCROW || verb == MAC_ENABLE;

	if (!needs || by == MAC_NOBODY)
		return !needs && by == MAC_NOBODY;
	if (verb == MAC_ENABLE)
		return enable(mac, state, by);
	return is_grantor(state, by) && by != who &&
	       (verb != MAC_ESCROW || !state->accounts[by].promoted);
}

bool mac_do(const struct mac *mac, const struct mac_state *state, enum mac_verb verb, int who,
	int by, struct mac_state *after)
{
	struct mac_account *a = who == MAC_NOBODY ? NULL : &after->accounts[who];
	const struct mac_goal *goal = who == MAC_NOBODY ? NULL : &mac->goals[who];

	*after = *state;
	if (state->enabled || !has_its_grantor(mac, state, verb, who, by))
		return false;
	if (is_served(verb) && by != MAC_NOBODY && after->accounts[by].promoted)
		after->accounts[by].served = true;
	switch (verb) {
	case MAC_CREATE: return create(goal, a, false);
	case MAC_CREATE_BY: return create(goal, a, true);
	case MAC_CREATE_FIRST:
		return mac->password_brings_token && !somebody_holds(state, true) &&
		       create(goal, a, true);
	case MAC_PROMOTE:
	case MAC_DEMOTE: return change_admin(mac, state, verb, who, a);
	case MAC_RISE: return rise(mac, goal, a);
	case MAC_FALL:
		if (!a->promoted || !a->served)
			return false; /* it was for nothing: not a plan */
		a->promoted = a->served = false;
		return true;
	case MAC_GRANT:
	case MAC_REPAIR:
	case MAC_REVOKE:
	case MAC_MINT: return change_token(mac, state, verb, who, a);
	case MAC_SET_PASSWORD: return is_kept(goal) && set_password(goal, a, by != MAC_NOBODY);
	case MAC_DELETE: return delete_user(mac, state, who, a);
	case MAC_ESCROW: after->escrowed = true; return mac->wants_escrow && !state->escrowed;
	case MAC_ENABLE: after->enabled = true; return true;
	case MAC_VERBS: break;
	}
	return false;
}

/* --- goals ----------------------------------------------------------------------------------- */

static int fields_of(const struct mac_goal *goal)
{
	if (!goal->listed || goal->absent)
		return 0;
	return (goal->admin != MAC_UNSAID) + (goal->token != MAC_UNSAID) + goal->unlocks +
	       generates(goal->password);
}

int mac_unreached(const struct mac *mac, const struct mac_state *state, int who)
{
	const struct mac_goal *goal = &mac->goals[who];
	const struct mac_account *a = &state->accounts[who];
	int missing = 0;

	if (!goal->listed || goal->absent)
		return goal->listed && a->present;
	if (!a->present)
		return 1;
	missing += goal->admin != MAC_UNSAID && a->admin != (goal->admin == MAC_YES);
	missing += goal->token != MAC_UNSAID &&
		   a->token != (goal->token == MAC_YES ? MAC_LIVE : MAC_NONE);
	missing += goal->unlocks && a->token != MAC_LIVE;
	missing += goal->password >= MAC_LACKING && !a->set;
	return missing;
}

int mac_goals(const struct mac *mac, const struct mac_state *state)
{
	int reached = 0, i;

	for (i = 0; i < mac->count; i++) {
		const struct mac_goal *goal = &mac->goals[i];

		if (goal->listed && state->accounts[i].present != goal->absent)
			reached += 1 + fields_of(goal) - mac_unreached(mac, state, i);
	}
	return reached;
}

int mac_machine_goals(const struct mac *mac, const struct mac_state *state)
{
	return (mac->wants_escrow && state->escrowed) + (mac->wants_filevault && state->enabled);
}

/* --- as a plan case -------------------------------------------------------------------------- */

static void write_account(
	const struct mac *mac, const struct mac_state *state, int who, struct vouch_buf *out)
{
	static const char *const tokens[] = {"none", "live", "dead"};
	const struct mac_account *a = &state->accounts[who];

	if (a->present)
		vouch_buf_printf(out, "%s%s %s%s\n", mac_names[who], a->admin ? " admin" : "",
			tokens[a->token], mac->goals[who].hidden ? " hidden" : "");
}

static void write_user(const struct mac_goal *goal, int who, struct vouch_buf *out)
{
	static const char *const passwords[] = {
		"", " secret", " generate", " generate", " rotate=30", " rotate=30"};
	static const char *const admins[] = {"", " -admin", " admin"};
	static const char *const tokens[] = {"", " -token", " token"};

	if (goal->listed)
		vouch_buf_printf(out, "%s %s%s%s%s%s\n", mac_names[who],
			goal->absent ? "absent" : "present", admins[goal->admin],
			tokens[goal->token], goal->unlocks ? " fv" : "", passwords[goal->password]);
}

static void write_fact(
	const struct mac_goal *goal, const struct mac_account *a, int who, struct vouch_buf *out)
{
	if (!generates(goal->password))
		return;
	if (a->set)
		vouch_buf_printf(out, "held %s since 2026-11-24\n", mac_names[who]);
	else if (goal->password == MAC_GENERATED)
		vouch_buf_printf(out, "held %s\n", mac_names[who]);
	else if (goal->password == MAC_LACKING)
		vouch_buf_printf(out, "missing %s\n", mac_names[who]);
	else
		vouch_buf_printf(out, "%s %s since 2026-01-01\n",
			goal->password == MAC_DUE ? "held" : "rejected", mac_names[who]);
}

void mac_write(const struct mac *mac, const struct mac_state *state, struct vouch_buf *out)
{
	int i;

	vouch_buf_printf(out, "@OBSERVED\nos %s\nmdm automated\nbootstrap %s\nfilevault %s\n",
		mac->password_brings_token ? "14.5" : "10.15.7",
		state->escrowed ? "escrowed" : "supported", state->enabled ? "on" : "off");
	for (i = 0; i < mac->count; i++)
		write_account(mac, state, i, out);
	vouch_buf_printf(out, "@DESIRED\nguard max_removals 9\nguard temporary_admin %d\n",
		mac->temporary_admin);
	for (i = 0; i < mac->count; i++)
		write_user(&mac->goals[i], i, out);
	vouch_buf_printf(out, "%s%s@FACTS\n", mac->wants_filevault ? "filevault\n" : "",
		mac->wants_escrow ? "bootstrap\n" : "");
	for (i = 0; i < mac->count; i++)
		write_fact(&mac->goals[i], &state->accounts[i], i, out);
}
