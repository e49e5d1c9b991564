/* given.c – world → baseline, desired, observed, facts. */
#include "given.h"

const char *const world_names[WORLD_ACCOUNTS_MAX] = {"ann", "ben", "cat", "dan"};
static const char *const uuids[WORLD_ACCOUNTS_MAX] = {"00000000-0000-4000-8000-00000000000A",
	"00000000-0000-4000-8000-00000000000B", "00000000-0000-4000-8000-00000000000C",
	"00000000-0000-4000-8000-00000000000D"};

static struct vouch_account observed_account(const struct world_account *now, int i)
{
	return (struct vouch_account){
		.name = world_names[i],
		.uid = {true, 501 + i},
		.gid = {true, 20},
		.uuid = uuids[i],
		.full_name = world_names[i],
		.home = "",
		.shell = "/bin/zsh",
		.picture = "",
		.password_hint = "",
		.kind = VOUCH_KIND_LOCAL,
		.hidden = VOUCH_NO,
		.disabled = VOUCH_NO,
		.password = VOUCH_YES,
		.admin = vouch_tri_from(now->admin && !now->promoted),
		.admin_by_name = vouch_tri_from(now->admin && !now->promoted),
		.admin_by_guid = vouch_tri_from(now->admin && !now->promoted),
		.groups = {.known = true},
		.token = now->token == WORLD_TOKEN_LIVE   ? VOUCH_TOKEN_LIVE
			 : now->token == WORLD_TOKEN_DEAD ? VOUCH_TOKEN_DEAD
							  : VOUCH_TOKEN_NONE,
		.filevault = VOUCH_NO,
		.volume_owner = VOUCH_NO,
		.token_tag = vouch_tri_from(now->token != WORLD_TOKEN_NONE),
		.token_crypto_user = vouch_tri_from(now->token == WORLD_TOKEN_LIVE),
		.token_filevault_list = vouch_tri_from(now->token == WORLD_TOKEN_LIVE),
	};
}

static struct vouch_user declared_user(
	const struct given *given, const struct world_goal *goal, int i)
{
	struct vouch_pos pos = {"base.yaml", i + 1, 1};
	struct vouch_user user = {.name = world_names[i], .pos = pos};

	user.fields[VOUCH_FIELD_STATE] = (struct vouch_value){.kind = VOUCH_VALUE_CHOICE,
		.pos = pos,
		.as.choice = goal->absent ? VOUCH_STATE_ABSENT : VOUCH_STATE_PRESENT};
	if (goal->admin != WORLD_UNSAID)
		user.fields[VOUCH_FIELD_ADMIN] = (struct vouch_value){.kind = VOUCH_VALUE_ADMIN,
			.pos = pos,
			.as.admin.wanted = goal->admin == WORLD_WANTS_YES};
	if (goal->token != WORLD_UNSAID)
		user.fields[VOUCH_FIELD_SECURE_TOKEN] =
			(struct vouch_value){.kind = VOUCH_VALUE_FLAG,
				.pos = pos,
				.as.flag = goal->token == WORLD_WANTS_YES};
	if (goal->secret)
		user.fields[VOUCH_FIELD_PASSWORD] = (struct vouch_value){
			.kind = VOUCH_VALUE_PASSWORD, .pos = pos, .as.password = &given->password};
	return user;
}

void give(struct vouch_arena *arena, const struct world *world, const struct world_account *now,
	bool backwards, struct given *out)
{
	int at;

	*out = (struct given){.password = {.source = VOUCH_PASSWORD_ENV, .text = "SECRET"}};
	out->in = (struct vouch_inputs){
		&out->baseline, &out->desired, &out->observed, &out->facts, NULL};
	out->facts.now = 1795514400;
	out->desired.guards.min_admins.value = 1;
	out->desired.guards.min_token_admins.value = world->guard_token_admins;
	out->desired.guards.max_removals.value = 1000;
	out->desired.guards.temporary_admin.value = world->temporary_admin;
	out->desired.guards.empty.value = 1;
	out->observed.machine = (struct vouch_machine){.serial = "C02TEST00001",
		.hostname = "test",
		.model = "Mac14,2",
		.os = "15.0",
		.chip = VOUCH_CHIP_APPLE,
		.filesystem = VOUCH_FILESYSTEM_APFS,
		.filevault = VOUCH_FILEVAULT_OFF,
		/* The zero-holder rule is closed on 15 under MDM where a recovery key is present.
		 */
		.mdm = world->zero_rule_open ? VOUCH_MDM_NONE : VOUCH_MDM_USER_APPROVED,
		.bootstrap_token = VOUCH_BOOTSTRAP_UNSUPPORTED,
		.recovery_key = vouch_tri_from(!world->zero_rule_open),
		.logged_in = {.known = true}};
	out->observed.orphans.known = true;
	for (at = 0; at < world->count; at++) {
		int i = backwards ? world->count - 1 - at : at;

		if (now[i].present)
			*VOUCH_PUSH(arena, &out->observed.accounts) = observed_account(&now[i], i);
		if (world->goal[i].listed)
			*VOUCH_PUSH(arena, &out->desired.users) =
				declared_user(out, &world->goal[i], i);
		if (now[i].promoted)
			vouch_names_add(arena, &out->facts.open_promotions, world_names[i]);
	}
	if (!backwards)
		return;
	/* Both lists are sorted by contract; shuffling is for what comes with them. */
	vouch_snapshot_sort(&out->observed);
	for (at = 0; at < (int)out->desired.users.count / 2; at++) {
		struct vouch_user *users = out->desired.users.items;
		struct vouch_user swap = users[at];

		users[at] = users[out->desired.users.count - 1 - (size_t)at];
		users[out->desired.users.count - 1 - (size_t)at] = swap;
	}
}
