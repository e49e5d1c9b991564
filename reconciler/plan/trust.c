/* trust.c – reads off what the passes found out, for who explains or draws a plan. */
#include "vouch/plan/trust.h"

#include "passes.h"
#include "schedule.h"
#include "unlock.h"
#include "vouch/base/text.h"

static const char *const lacks[] = {
#define LACK_TEXT(name, text) text,
	VOUCH_TRUST_LACKS(LACK_TEXT)
#undef LACK_TEXT
};

const char *vouch_trust_lack_text(enum vouch_trust_lack lack)
{
	return lacks[lack];
}

const char *vouch_trust_rank_text(enum vouch_trust_rank rank)
{
	static const char *const ranks[] = {"leaves", "required", "proved", "name"};

	_Static_assert(sizeof ranks / sizeof ranks[0] == VOUCH_RANK_COUNT, "one word a rank");
	return ranks[rank];
}

const char *vouch_verdict_kind_text(enum vouch_verdict_kind kind)
{
	static const char *const kinds[] = {"undeclared", "unknown", "as_declared", "differs"};

	_Static_assert(sizeof kinds / sizeof kinds[0] == VOUCH_VERDICT_COUNT, "one word a kind");
	return kinds[kind];
}

static struct vouch_trust_field field_of(const struct vouch_verdict *verdict)
{
	struct vouch_trust_field field = {.cause = verdict->cause, .drifted = verdict->drifted};

	switch (verdict->outcome) {
	case VOUCH_OUTCOME_ALONE: field.kind = VOUCH_VERDICT_UNDECLARED; break;
	case VOUCH_OUTCOME_UNKNOWN: field.kind = VOUCH_VERDICT_UNKNOWN; break;
	case VOUCH_OUTCOME_CONVERGED:
		field.kind = VOUCH_VERDICT_AS_DECLARED;
		field.adopted = verdict->baseline_moves;
		break;
	case VOUCH_OUTCOME_CHANGE: field.kind = VOUCH_VERDICT_DIFFERS; break;
	}
	return field;
}

static enum vouch_trust_rank rank_of(const struct vouch_member *member)
{
	if (member->leaves)
		return VOUCH_RANK_LEAVES;
	if (member->required)
		return VOUCH_RANK_REQUIRED;
	return member->proved ? VOUCH_RANK_PROVED : VOUCH_RANK_NAME;
}

static unsigned lacks_of(const struct vouch_world *world, const struct vouch_stage *stage, int who)
{
	return world->family->tokens ? vouch_stage_lacks_to_vouch(stage, who)
				     : vouch_unlock_lacks_to_add(stage, who);
}

static void read_member(const struct vouch_world *world, int who, struct vouch_trust_account *out)
{
	const struct vouch_member *member = &world->members[who];
	const struct vouch_standing *now = &world->begin->standings[who];
	const struct vouch_standing *then = &world->end->standings[who];
	enum vouch_field field;

	*out = (struct vouch_trust_account){
		.name = member->name,
		.user = member->user,
		.account = member->account,
		.half_made = member->half_made,
		.baseline = member->baseline,
		.replaced = member->replaced,
		.namesake = member->namesake,
		.present = now->present,
		.present_after = then->present,
		.admin = now->admin,
		.admin_after = then->admin,
		.token = now->token,
		.token_after = then->token,
		.open_promotion = member->open_promotion,
		.leaves = member->leaves,
		.required = member->required,
		.proved = member->proved,
		.admin_expired = member->admin_expired,
		.expiry_waits = member->expiry_waits,
		.wants_token = member->token_goal == VOUCH_GOAL_TRUE,
		.only_reported = member->only_reported,
		.password_why = member->secret_why,
		.unlocks = now->unlocks,
		.unlocks_after = then->unlocks,
		.wants_unlock = member->unlock_goal == VOUCH_GOAL_TRUE,
		.lacks = lacks_of(world, world->begin, who),
		.lacks_after = lacks_of(world, world->end, who),
		.first_token = world->begin->perhaps_holders > 0
				       ? VOUCH_NO
				       : vouch_first_token_possible(world->begin, who),
		.may_rise = vouch_temporary_is_possible(world->begin, who),
		.rank = rank_of(member),
		.place = (size_t)world->begin->place[who],
	};
	for (field = 0; field < VOUCH_FIELD_COUNT; field++)
		out->fields[field] = field_of(&member->verdicts[field]);
}

void vouch_trust_build(
	struct vouch_arena *arena, const struct vouch_inputs *in, struct vouch_trust *out)
{
	struct vouch_plan plan = {0};
	struct vouch_world world = {.arena = arena,
		.in = in,
		.out = &plan,
		.family = vouch_family_of(&in->observed->machine)};
	struct vouch_trust_account *accounts;
	size_t *order;
	int at;

	vouch_plan_run(&world);
	if (world.begin == NULL) /* refused: nothing is done */
		vouch_plan_nothing(&world);
	accounts = vouch_arena_alloc_array(arena, (size_t)world.count + 1, sizeof *accounts);
	order = vouch_arena_alloc_array(arena, (size_t)world.count + 1, sizeof *order);
	for (at = 0; at < world.count; at++) {
		read_member(&world, at, &accounts[at]);
		order[at] = (size_t)world.preference[at];
	}
	*out = (struct vouch_trust){
		.accounts = {accounts, (size_t)world.count},
		.order = order,
		.family = world.family->name,
		.tokens = world.family->tokens,
		.login_brings_token =
			world.family->login_brings_token &&
			in->observed->machine.bootstrap_token == VOUCH_BOOTSTRAP_ESCROWED,
		.temporary_allowed = in->desired->guards.temporary_admin.value != 0,
	};
}

const struct vouch_trust_account *vouch_trust_find(
	const struct vouch_trust *trust, const char *name)
{
	size_t i;

	for (i = 0; i < trust->accounts.count; i++) {
		if (vouch_text_equal_nocase(trust->accounts.items[i].name, name))
			return &trust->accounts.items[i];
	}
	for (i = 0; i < trust->accounts.count; i++) {
		const struct vouch_account *account = trust->accounts.items[i].account;

		if (account != NULL && vouch_text_equal_nocase(account->name, name))
			return &trust->accounts.items[i];
	}
	for (i = 0; i < trust->accounts.count; i++) {
		const struct vouch_account *account = trust->accounts.items[i].account;

		if (account != NULL && vouch_account_is_named(account, name))
			return &trust->accounts.items[i];
	}
	return NULL;
}
