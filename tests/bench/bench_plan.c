/* bench_plan.c – makes records in memory and plans them. */
#include "bench_plan.h"

#include <stdio.h>
#include <stdlib.h>

#include "bench_run.h"
#include "vouch/plan/plan.h"

static const struct vouch_password_value password = {
	.source = VOUCH_PASSWORD_ENV, .text = "PASSWORD"};

static struct vouch_account account_of(struct vouch_arena *arena, const char *name, int number)
{
	return (struct vouch_account){
		.name = name,
		.uid = {true, 10000 + number},
		.gid = {true, 20},
		.uuid = vouch_arena_printf(arena, "00000000-0000-4000-8000-%012d", number),
		.full_name = name,
		.home = "",
		.shell = "/bin/sh",
		.picture = "",
		.password_hint = "",
		.kind = VOUCH_KIND_LOCAL,
		.hidden = VOUCH_NO,
		.disabled = VOUCH_NO,
		.password = VOUCH_YES,
		.admin = vouch_tri_from(number == 0),
		.admin_by_name = vouch_tri_from(number == 0),
		.admin_by_guid = vouch_tri_from(number == 0),
		.groups = {.known = true},
		.token = number == 0 ? VOUCH_TOKEN_LIVE : VOUCH_TOKEN_NONE,
		.filevault = vouch_tri_from(number == 0),
		.volume_owner = VOUCH_NO,
	};
}

static struct vouch_user user_of(const char *name, int number)
{
	struct vouch_pos pos = {"base.yaml", number + 1, 1};
	struct vouch_user user = {.name = name, .pos = pos};

	user.fields[VOUCH_FIELD_SHELL] =
		(struct vouch_value){.kind = VOUCH_VALUE_TEXT, .pos = pos, .as.text = "/bin/zsh"};
	user.fields[VOUCH_FIELD_PASSWORD] = (struct vouch_value){
		.kind = VOUCH_VALUE_PASSWORD, .pos = pos, .as.password = &password};
	if (number % 3 != 2)
		user.fields[VOUCH_FIELD_SECURE_TOKEN] =
			(struct vouch_value){.kind = VOUCH_VALUE_FLAG, .pos = pos, .as.flag = true};
	return user;
}

static void fill(struct vouch_arena *arena, int accounts, struct vouch_desired *desired,
	struct vouch_snapshot *observed)
{
	int i;

	desired->guards.min_admins.value = 1;
	desired->guards.min_token_admins.value = 1;
	desired->guards.max_removals.value = 2;
	desired->guards.temporary_admin.value = 1;
	observed->machine = (struct vouch_machine){.serial = "C02TEST00001",
		.hostname = "bench",
		.model = "Mac14,2",
		.os = "14.5",
		.chip = VOUCH_CHIP_APPLE,
		.filesystem = VOUCH_FILESYSTEM_APFS,
		.filevault = VOUCH_FILEVAULT_ON,
		.mdm = VOUCH_MDM_NONE,
		.bootstrap_token = VOUCH_BOOTSTRAP_UNSUPPORTED,
		.recovery_key = VOUCH_YES,
		.logged_in = {.known = true}};
	observed->orphans.known = true;
	for (i = 0; i < accounts; i++) {
		const char *name = vouch_arena_printf(arena, "user%05d", i);

		if (i == 0 || i % 3 != 0)
			*VOUCH_PUSH(arena, &observed->accounts) = account_of(arena, name, i);
		*VOUCH_PUSH(arena, &desired->users) = user_of(name, i);
	}
}

double bench_plan(int accounts)
{
	const struct vouch_baseline baseline = {0};
	const struct vouch_facts facts = {.now = 1795514400};
	struct vouch_arena records = {0};
	struct vouch_desired desired = {0};
	struct vouch_snapshot observed = {0};
	struct vouch_inputs in = {&baseline, &desired, &observed, &facts, NULL};
	double took[BENCH_ROUNDS];
	int i;

	fill(&records, accounts, &desired, &observed);
	for (i = 0; i < BENCH_ROUNDS; i++) {
		struct vouch_arena arena = {0};
		struct vouch_plan plan;
		double from = bench_seconds();

		vouch_plan_build(&arena, &in, &plan);
		took[i] = bench_seconds() - from;
		if (plan.summary.waiting != 0 || (int)plan.changes.count < accounts - 1) {
			fprintf(stderr, "bench: the plan is not the one that was meant\n");
			exit(1);
		}
		vouch_arena_release(&arena);
	}
	vouch_arena_release(&records);
	return bench_median(took, BENCH_ROUNDS);
}
