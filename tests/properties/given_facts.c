/* given_facts.c – world → what is known of passwords, what is open, who is required; the baseline.
 */
#include "given_facts.h"

static const int64_t now_is = 1795514400;   /* 2026-11-24 */
static const int64_t long_ago = 1767225600; /* 2026-01-01 */

/* What is known of a password that Vouch generates. */
static struct vouch_secret_fact generated_fact(
	const struct world_goal *goal, const struct world_account *account, int user)
{
	struct vouch_secret_fact fact = {.user = given_names[user], .state = VOUCH_SECRET_HELD};

	if (account->renewed) {
		fact.set_at = (struct vouch_number){true, now_is};
		return fact;
	}
	switch (goal->password) {
	case WORLD_PASSWORD_GIVEN:
	case WORLD_PASSWORD_GENERATED:
	case WORLD_PASSWORD_UNDATED: break;
	case WORLD_PASSWORD_LACKING: fact.state = VOUCH_SECRET_MISSING; break;
	case WORLD_PASSWORD_REJECTED:
		fact.state = VOUCH_SECRET_REJECTED;
		fact.set_at = (struct vouch_number){true, long_ago};
		break;
	case WORLD_PASSWORD_DUE: fact.set_at = (struct vouch_number){true, long_ago}; break;
	}
	return fact;
}

/* Sorted by name, as the names are. */
static void give_secret(struct vouch_arena *arena, const struct world *world,
	const struct world_state *now, int user, struct given *out)
{
	const struct world_goal *goal = &world->goal[user];

	if (goal->password != WORLD_PASSWORD_GIVEN)
		*VOUCH_PUSH(arena, &out->facts.secrets) =
			generated_fact(goal, &now->accounts[user], user);
	else if (goal->proved || (goal->secret && !goal->listed))
		*VOUCH_PUSH(arena, &out->facts.secrets) =
			(struct vouch_secret_fact){.user = given_names[user],
				.state = goal->proved ? VOUCH_SECRET_PROVED : VOUCH_SECRET_HELD};
}

void give_facts(struct vouch_arena *arena, const struct world *world, const struct world_state *now,
	struct given *out)
{
	int i;

	out->facts.now = now_is;
	for (i = 0; i < world->count; i++) {
		const struct world_goal *goal = &world->goal[i];

		give_secret(arena, world, now, i, out);
		if (goal->required)
			*VOUCH_PUSH(arena, &out->desired.guards.required) =
				(struct vouch_required){given_names[i], {"base.yaml", 100 + i, 1}};
		if (now->accounts[i].half_made)
			*VOUCH_PUSH(arena, &out->facts.open_creations) =
				(struct vouch_open_creation){given_names[i], given_uuids[i]};
		if (!now->accounts[i].present)
			continue;
		if (now->accounts[i].admin == WORLD_ADMIN_FOR_A_TIME)
			vouch_names_add(arena, &out->facts.open_promotions, given_names[i]);
		if (goal->logged_in)
			vouch_names_add(
				arena, &out->observed.machine.logged_in.names, given_names[i]);
	}
}

void give_baseline(struct vouch_arena *arena, const struct world *world, struct given *out)
{
	static const char *const texts[] = {NULL, "false", "true"};
	int i;

	for (i = 0; i < world->count; i++) {
		const struct world_goal *goal = &world->goal[i];
		struct vouch_baseline_entry entry = {.user = given_names[i],
			.uuid = goal->baseline == WORLD_KNOWN
					? given_uuids[i]
					: "00000000-0000-4000-8000-0000000000FF"};

		if (goal->baseline == WORLD_NEVER)
			continue;
		entry.fields[VOUCH_FIELD_STATE] = "present";
		if (goal->established == WORLD_WANTS_YES)
			entry.fields[VOUCH_FIELD_FULL_NAME] = given_full_name(world, i);
		else if (goal->established == WORLD_WANTS_NO)
			entry.fields[VOUCH_FIELD_FULL_NAME] = given_names[i];
		entry.fields[VOUCH_FIELD_ADMIN] = texts[goal->established];
		entry.fields[VOUCH_FIELD_SECURE_TOKEN] = texts[goal->established];
		*VOUCH_PUSH(arena, &out->baseline) = entry;
	}
}
