/* show.c – prints a world in the words of a plan case. */
#include "show.h"

#include <stdio.h>

#include "given.h"

static void show_machine(const struct world_machine *machine)
{
	static const char *const states[WORLD_FILEVAULTS] = {
		"off", "on", "encrypting", "decrypting", "deferred", "?"};
	const struct given_family *family = &given_families[machine->family];

	fprintf(stderr, "@OBSERVED\nos %s\nfilevault %s\n", family->os, states[machine->filevault]);
	if (machine->family == WORLD_HFS)
		fputs("filesystem hfs\n", stderr);
	if (family->mdm != VOUCH_MDM_NONE)
		fprintf(stderr, "mdm\nbootstrap %s\nrecovery_key %s\n",
			vouch_bootstrap_text(family->bootstrap),
			family->recovery_key == VOUCH_YES ? "yes" : "no");
}

static void show_account(const struct world *world, const struct world_account *now, int i)
{
	static const char *const admins[] = {"", " admin", " admin", " admin?"};
	static const char *const tokens[] = {" none", " live", " dead", " token?"};
	static const char *const unlocks[] = {" fv=no", " fv=yes", " fv=?"};
	static const char *const ables[] = {
		"", " mobile", " disabled", " role", " disabled=?", " kind?"};
	const struct world_goal *goal = &world->goal[i];

	if (!now->present)
		return;
	fprintf(stderr, "%s%s%s%s%s", given_names[i], admins[now->admin], tokens[now->token],
		world->machine.family == WORLD_HFS ? unlocks[now->unlocks] : "", ables[goal->able]);
	if (goal->uid == WORLD_UID_UNREAD)
		fputs(" uid=?", stderr);
	else
		fprintf(stderr, " uid=%d", (goal->uid == WORLD_UID_LOW ? 401 : 501) + i);
	fprintf(stderr, "%s\n", goal->logged_in ? " loggedin" : "");
}

static void show_user(const struct world_goal *goal, int i)
{
	static const char *const admins[] = {"", " -admin", " admin"};
	static const char *const tokens[] = {"", " -token", " token"};
	static const char *const filevaults[] = {"", " -fv", " fv"};

	if (!goal->listed)
		return;
	fprintf(stderr, "%s %s", given_names[i], goal->absent ? "absent" : "present");
	if (!goal->absent)
		fprintf(stderr, "%s%s%s", admins[goal->admin], tokens[goal->token],
			filevaults[goal->filevault]);
	fprintf(stderr, "%s\n", goal->secret ? " secret" : "");
}

void show_case(const struct world *world, const struct world_account *now)
{
	const struct world_machine *machine = &world->machine;
	int i;

	show_machine(machine);
	for (i = 0; i < world->count; i++)
		show_account(world, &now[i], i);
	fputs("@DESIRED\n", stderr);
	for (i = 0; i < world->count; i++)
		show_user(&world->goal[i], i);
	fprintf(stderr,
		"guard min_admins %d\nguard min_token_admins %d\nguard max_removals %d\n"
		"guard temporary_admin %d\n",
		machine->min_admins, machine->min_token_admins, machine->max_removals,
		machine->temporary_admin);
	for (i = 0; i < world->count; i++) {
		if (world->goal[i].required)
			fprintf(stderr, "guard required %s\n", given_names[i]);
	}
	fputs("@FACTS\n", stderr);
	for (i = 0; i < world->count; i++) {
		if (world->goal[i].proved)
			fprintf(stderr, "proved %s\n", given_names[i]);
		else if (world->goal[i].secret && !world->goal[i].listed)
			fprintf(stderr, "held %s\n", given_names[i]);
		if (now[i].present && now[i].admin == WORLD_ADMIN_FOR_A_TIME)
			fprintf(stderr, "open_promotion %s\n", given_names[i]);
	}
}

void show_plan(const struct vouch_plan *plan)
{
	size_t i;

	fprintf(stderr, "# the plan: %s\n", vouch_plan_status_text(plan->status));
	for (i = 0; i < plan->changes.count; i++) {
		const struct vouch_change *change = &plan->changes.items[i];

		fprintf(stderr, "#   %s%s %s%s%s\n", change->temporary ? "(temporary) " : "",
			vouch_action_text(change->action),
			change->user == NULL ? "-" : change->user, change->by == NULL ? "" : " by ",
			change->by == NULL ? "" : change->by);
	}
	for (i = 0; i < plan->waiting.count; i++) {
		const struct vouch_waiting *waiting = &plan->waiting.items[i];

		fprintf(stderr, "#   ! %s %s needs %s of %s\n",
			waiting->user == NULL ? "-" : waiting->user, waiting->field,
			vouch_needs_text(waiting->needs), waiting->of == NULL ? "-" : waiting->of);
	}
	for (i = 0; i < plan->refused.count; i++)
		fprintf(stderr, "#   refused %s\n", plan->refused.items[i].guard);
}

void show_steps(const struct search_step *steps, size_t count)
{
	size_t i;

	fputs("# the search:\n", stderr);
	for (i = 0; i < count; i++)
		fprintf(stderr, "#   %s %s%s%s\n", verb_text(steps[i].verb),
			given_names[steps[i].user], steps[i].by < 0 ? "" : " by ",
			steps[i].by < 0 ? "" : given_names[steps[i].by]);
}
