/* show.c – prints a world in the words of a plan case. */
#include "show.h"

#include <stdio.h>

#include "given.h"

static void show_machine(const struct world_machine *machine, bool escrowed, bool enabled)
{
	static const char *const states[WORLD_FILEVAULTS] = {
		"off", "on", "encrypting", "decrypting", "deferred", "?"};
	const struct given_family *family = &given_families[machine->family];
	bool managed = machine->wants_escrow &&
		       (machine->family == WORLD_10_15 || machine->family == WORLD_11);

	fprintf(stderr, "@OBSERVED\nos %s\nfilevault %s\n", family->os,
		enabled ? "on" : states[machine->filevault]);
	if (managed || escrowed)
		fprintf(stderr, "mdm automated\nbootstrap %s\n",
			escrowed ? "escrowed" : "supported");
	if (machine->family == WORLD_HFS)
		fputs("filesystem hfs\n", stderr);
	if (family->mdm != VOUCH_MDM_NONE && !escrowed)
		fprintf(stderr, "mdm user_approved\nbootstrap %s\nrecovery_key %s\n",
			vouch_bootstrap_text(family->bootstrap),
			family->recovery_key == VOUCH_YES ? "yes" : "no");
}

/* A blank is written as "_". */
static void show_text(const char *key, const char *text)
{
	fprintf(stderr, " %s=", key);
	for (; *text != '\0'; text++)
		fputc(*text == ' ' ? '_' : *text, stderr);
}

static void show_account(const struct world *world, const struct world_account *now, int i)
{
	static const char *const admins[] = {"", " admin", " admin", " admin?"};
	static const char *const tokens[] = {" none", " live", " dead", " token?"};
	static const char *const unlocks[] = {" fv=no", " fv=yes", " fv=?"};
	static const char *const ables[] = {
		"", " mobile", " disabled", " role", " disabled=?", " kind?"};
	const struct world_goal *goal = &world->goal[i];

	if (!now->present && !now->half_made)
		return;
	fprintf(stderr, "%s%s%s%s%s", given_names[i], admins[now->admin], tokens[now->token],
		world->machine.family == WORLD_HFS ? unlocks[now->unlocks] : "", ables[goal->able]);
	if (goal->uid == WORLD_UID_UNREAD)
		fputs(" uid=?", stderr);
	else
		fprintf(stderr, " uid=%d",
			(int)given_uid(world, now->numbered ? world_other(i) : i));
	if (goal->name != WORLD_NAME_UNSAID || now->named)
		show_text("full_name", now->named ? given_full_name(world, i) : given_names[i]);
	fprintf(stderr, "%s%s\n", goal->hidden ? " hidden" : "",
		goal->logged_in ? " loggedin" : "");
}

static void show_user(const struct world *world, int i)
{
	static const char *const admins[] = {"", " -admin", " admin"};
	static const char *const tokens[] = {"", " -token", " token"};
	static const char *const filevaults[] = {"", " -fv", " fv"};
	static const char *const passwords[] = {
		"", " generate", " generate", " rotate=30", " rotate=30", " rotate=30"};
	const struct world_goal *goal = &world->goal[i];

	if (!goal->listed)
		return;
	fprintf(stderr, "%s %s", given_names[i], goal->absent ? "absent" : "present");
	if (!goal->absent)
		fprintf(stderr, "%s%s%s",
			goal->expiry != WORLD_NO_EXPIRY ? " until=2025-11-24" : admins[goal->admin],
			tokens[goal->token], filevaults[goal->filevault]);
	if (goal->name != WORLD_NAME_UNSAID)
		show_text("full_name", given_full_name(world, i));
	if (goal->uid_of_other)
		fprintf(stderr, " uid=%d", (int)given_uid(world, world_other(i)));
	fprintf(stderr, "%s%s\n", passwords[goal->password], goal->secret ? " secret" : "");
}

static void show_guards(const struct world *world)
{
	const struct world_machine *machine = &world->machine;
	int i;

	fprintf(stderr,
		"guard min_admins %d\nguard min_token_admins %d\nguard max_removals %d\n"
		"guard temporary_admin %d\nguard empty %d\n%s%s",
		machine->min_admins, machine->min_token_admins, machine->max_removals,
		machine->temporary_admin, machine->empty_allowed,
		machine->wants_filevault ? "filevault\n" : "",
		machine->wants_escrow ? "bootstrap\n" : "");
	for (i = 0; i < world->count; i++) {
		if (world->goal[i].required)
			fprintf(stderr, "guard required %s\n", given_names[i]);
	}
}

static void show_facts(const struct world *world, const struct world_account *now, int i)
{
	static const char *const words[] = {NULL, "held", "missing", "held", "rejected", "held"};
	static const char *const since[] = {
		NULL, "", "", " since 2026-01-01", " since 2026-01-01", ""};
	const struct world_goal *goal = &world->goal[i];

	if (now->renewed)
		fprintf(stderr, "held %s since 2026-11-24\n", given_names[i]);
	else if (goal->password != WORLD_PASSWORD_GIVEN)
		fprintf(stderr, "%s %s%s\n", words[goal->password], given_names[i],
			since[goal->password]);
	else if (goal->proved)
		fprintf(stderr, "proved %s\n", given_names[i]);
	else if (goal->secret && !goal->listed)
		fprintf(stderr, "held %s\n", given_names[i]);
	if (now->present && now->admin == WORLD_ADMIN_FOR_A_TIME)
		fprintf(stderr, "open_promotion %s\n", given_names[i]);
	if (now->half_made)
		fprintf(stderr, "open_creation %s UUID-%s\n", given_names[i], given_names[i]);
}

static void show_baseline(const struct world *world, int i)
{
	static const char *const established[] = {
		"", " admin=false secure_token=false", " admin=true secure_token=true"};
	const struct world_goal *goal = &world->goal[i];

	if (goal->baseline == WORLD_NEVER)
		return;
	fprintf(stderr, "%s uuid=%s%s state=present%s", given_names[i],
		goal->baseline == WORLD_KNOWN ? "UUID-" : "OTHER-", given_names[i],
		established[goal->established]);
	if (goal->established != WORLD_UNSAID)
		show_text("full_name", goal->established == WORLD_WANTS_YES
					       ? given_full_name(world, i)
					       : given_names[i]);
	fputc('\n', stderr);
}

void show_case(const struct world *world, const struct world_state *now)
{
	int i;

	show_machine(&world->machine, now->escrowed, now->enabled);
	for (i = 0; i < world->count; i++)
		show_account(world, &now->accounts[i], i);
	fputs("@DESIRED\n", stderr);
	for (i = 0; i < world->count; i++)
		show_user(world, i);
	show_guards(world);
	fputs("@FACTS\n", stderr);
	for (i = 0; i < world->count; i++)
		show_facts(world, &now->accounts[i], i);
	fputs("@BASELINE\n", stderr);
	for (i = 0; i < world->count; i++)
		show_baseline(world, i);
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
			steps[i].user < 0 ? "-" : given_names[steps[i].user],
			steps[i].by < 0 ? "" : " by ",
			steps[i].by < 0 ? "" : given_names[steps[i].by]);
}
