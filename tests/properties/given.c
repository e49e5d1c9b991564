/* given.c – world → baseline, desired, observed, facts. */
#include "given.h"

const char *const given_names[WORLD_ACCOUNTS_MAX] = {"ann", "ben", "cat", "dan"};
static const char *const uuids[WORLD_ACCOUNTS_MAX] = {"00000000-0000-4000-8000-00000000000A",
	"00000000-0000-4000-8000-00000000000B", "00000000-0000-4000-8000-00000000000C",
	"00000000-0000-4000-8000-00000000000D"};

#define ON_ITS_OWN VOUCH_MDM_NONE, VOUCH_BOOTSTRAP_UNSUPPORTED, VOUCH_NO
const struct given_family given_families[WORLD_FAMILIES] = {
	[WORLD_10_13] = {"10.13.3", VOUCH_FILESYSTEM_APFS, ON_ITS_OWN},
	[WORLD_10_13_4] = {"10.14.6", VOUCH_FILESYSTEM_APFS, ON_ITS_OWN},
	[WORLD_10_15] = {"10.15.7", VOUCH_FILESYSTEM_APFS, ON_ITS_OWN},
	[WORLD_11] = {"14.5", VOUCH_FILESYSTEM_APFS, ON_ITS_OWN},
	[WORLD_15] = {"15.0", VOUCH_FILESYSTEM_APFS, ON_ITS_OWN},
	[WORLD_15_NEITHER] = {"26.0", VOUCH_FILESYSTEM_APFS, VOUCH_MDM_USER_APPROVED,
		VOUCH_BOOTSTRAP_SUPPORTED, VOUCH_NO},
	[WORLD_15_ESCROWED] = {"15.0", VOUCH_FILESYSTEM_APFS, VOUCH_MDM_AUTOMATED,
		VOUCH_BOOTSTRAP_ESCROWED, VOUCH_NO},
	[WORLD_15_KEY] = {"15.0", VOUCH_FILESYSTEM_APFS, VOUCH_MDM_USER_APPROVED,
		VOUCH_BOOTSTRAP_UNSUPPORTED, VOUCH_YES},
	[WORLD_HFS] = {"10.13.6", VOUCH_FILESYSTEM_HFS, ON_ITS_OWN},
};

static const enum vouch_filevault filevaults[WORLD_FILEVAULTS] = {
	[WORLD_FILEVAULT_OFF] = VOUCH_FILEVAULT_OFF,
	[WORLD_FILEVAULT_ON] = VOUCH_FILEVAULT_ON,
	[WORLD_FILEVAULT_ENCRYPTING] = VOUCH_FILEVAULT_ENCRYPTING,
	[WORLD_FILEVAULT_DECRYPTING] = VOUCH_FILEVAULT_DECRYPTING,
	[WORLD_FILEVAULT_DEFERRED] = VOUCH_FILEVAULT_DEFERRED,
	[WORLD_FILEVAULT_UNREAD] = VOUCH_FILEVAULT_UNKNOWN,
};

/* How each word of the world is observed. */
static const enum vouch_token tokens[] = {
	VOUCH_TOKEN_NONE, VOUCH_TOKEN_LIVE, VOUCH_TOKEN_DEAD, VOUCH_TOKEN_UNKNOWN};
static const enum vouch_tri tags[] = {VOUCH_NO, VOUCH_YES, VOUCH_YES, VOUCH_UNKNOWN};
static const enum vouch_tri crypto_users[] = {VOUCH_NO, VOUCH_YES, VOUCH_NO, VOUCH_UNKNOWN};
static const enum vouch_tri unlocks[] = {VOUCH_NO, VOUCH_YES, VOUCH_UNKNOWN};
static const enum vouch_tri admins[] = {VOUCH_NO, VOUCH_YES, VOUCH_YES, VOUCH_UNKNOWN};
static const struct {
	enum vouch_kind kind;
	enum vouch_tri disabled;
} ables[] = {
	[WORLD_ABLE] = {VOUCH_KIND_LOCAL, VOUCH_NO},
	[WORLD_ABLE_MOBILE] = {VOUCH_KIND_MOBILE, VOUCH_NO},
	[WORLD_DISABLED] = {VOUCH_KIND_LOCAL, VOUCH_YES},
	[WORLD_ROLE] = {VOUCH_KIND_ROLE, VOUCH_NO},
	[WORLD_DISABLED_UNREAD] = {VOUCH_KIND_LOCAL, VOUCH_UNKNOWN},
	[WORLD_KIND_UNREAD] = {VOUCH_KIND_UNKNOWN, VOUCH_NO},
};

/* Does it unlock the disk? On APFS every live holder does, while FileVault is on. */
static enum vouch_tri unlocks_disk(
	const struct world_machine *machine, const struct world_account *now)
{
	if (machine->family == WORLD_HFS)
		return unlocks[now->unlocks];
	if (machine->filevault == WORLD_FILEVAULT_ON)
		return crypto_users[now->token];
	return VOUCH_NO;
}

static struct vouch_account observed_account(
	const struct world *world, const struct world_account *now, int i)
{
	const struct world_goal *goal = &world->goal[i];

	return (struct vouch_account){
		.name = given_names[i],
		.uid = {goal->uid != WORLD_UID_UNREAD,
			(goal->uid == WORLD_UID_LOW ? 401 : 501) + i},
		.gid = {true, 20},
		.uuid = uuids[i],
		.full_name = given_names[i],
		.home = "",
		.shell = "/bin/zsh",
		.picture = "",
		.password_hint = "",
		.kind = ables[goal->able].kind,
		.hidden = VOUCH_NO,
		.disabled = ables[goal->able].disabled,
		.password = VOUCH_YES,
		.admin = admins[now->admin],
		.admin_by_name = admins[now->admin],
		.admin_by_guid = admins[now->admin],
		.groups = {.known = true},
		.token = tokens[now->token],
		.filevault = unlocks_disk(&world->machine, now),
		.volume_owner = VOUCH_NO,
		.token_tag = tags[now->token],
		.token_crypto_user = crypto_users[now->token],
		.token_filevault_list = crypto_users[now->token],
	};
}

static void declare_flag(
	struct vouch_user *user, enum vouch_field field, enum world_wish wish, struct vouch_pos pos)
{
	if (wish != WORLD_UNSAID)
		user->fields[field] = (struct vouch_value){
			.kind = VOUCH_VALUE_FLAG, .pos = pos, .as.flag = wish == WORLD_WANTS_YES};
}

static struct vouch_user declared_user(
	const struct given *given, const struct world_goal *goal, int i)
{
	struct vouch_pos pos = {"base.yaml", i + 1, 1};
	struct vouch_user user = {.name = given_names[i], .pos = pos};

	user.fields[VOUCH_FIELD_STATE] = (struct vouch_value){.kind = VOUCH_VALUE_CHOICE,
		.pos = pos,
		.as.choice = goal->absent ? VOUCH_STATE_ABSENT : VOUCH_STATE_PRESENT};
	if (goal->admin != WORLD_UNSAID)
		user.fields[VOUCH_FIELD_ADMIN] = (struct vouch_value){.kind = VOUCH_VALUE_ADMIN,
			.pos = pos,
			.as.admin.wanted = goal->admin == WORLD_WANTS_YES};
	declare_flag(&user, VOUCH_FIELD_SECURE_TOKEN, goal->token, pos);
	declare_flag(&user, VOUCH_FIELD_FILEVAULT, goal->filevault, pos);
	if (goal->secret)
		user.fields[VOUCH_FIELD_PASSWORD] = (struct vouch_value){
			.kind = VOUCH_VALUE_PASSWORD, .pos = pos, .as.password = &given->password};
	return user;
}

static void give_machine(const struct world *world, struct given *out)
{
	const struct world_machine *machine = &world->machine;
	const struct given_family *family = &given_families[machine->family];
	struct vouch_guards *guards = &out->desired.guards;

	guards->min_admins.value = machine->min_admins;
	guards->min_token_admins.value = machine->min_token_admins;
	guards->max_removals.value = machine->max_removals;
	guards->temporary_admin.value = machine->temporary_admin;
	guards->empty.value = 1;
	out->facts.now = 1795514400;
	out->observed.machine = (struct vouch_machine){.serial = "C02TEST00001",
		.hostname = "test",
		.model = "Mac14,2",
		.os = family->os,
		.chip = VOUCH_CHIP_APPLE,
		.filesystem = family->filesystem,
		.filevault = filevaults[machine->filevault],
		.mdm = family->mdm,
		.bootstrap_token = family->bootstrap,
		.recovery_key = family->recovery_key,
		.logged_in = {.known = true}};
	out->observed.orphans.known = true;
}

/* What is known beside what is declared and observed; sorted by name, as the names are. */
static void give_facts(struct vouch_arena *arena, const struct world *world,
	const struct world_account *now, struct given *out)
{
	int i;

	for (i = 0; i < world->count; i++) {
		const struct world_goal *goal = &world->goal[i];

		if (goal->proved || (goal->secret && !goal->listed))
			*VOUCH_PUSH(arena, &out->facts.secrets) = (struct vouch_secret_fact){
				.user = given_names[i],
				.state = goal->proved ? VOUCH_SECRET_PROVED : VOUCH_SECRET_HELD};
		if (goal->required)
			*VOUCH_PUSH(arena, &out->desired.guards.required) =
				(struct vouch_required){given_names[i], {"base.yaml", 100 + i, 1}};
		if (!now[i].present)
			continue;
		if (now[i].admin == WORLD_ADMIN_FOR_A_TIME)
			vouch_names_add(arena, &out->facts.open_promotions, given_names[i]);
		if (goal->logged_in)
			vouch_names_add(
				arena, &out->observed.machine.logged_in.names, given_names[i]);
	}
}

void give(struct vouch_arena *arena, const struct world *world, const struct world_account *now,
	bool backwards, struct given *out)
{
	int at;

	*out = (struct given){.password = {.source = VOUCH_PASSWORD_ENV, .text = "SECRET"}};
	out->in = (struct vouch_inputs){
		&out->baseline, &out->desired, &out->observed, &out->facts, NULL};
	give_machine(world, out);
	give_facts(arena, world, now, out);
	for (at = 0; at < world->count; at++) {
		int i = backwards ? world->count - 1 - at : at;

		if (now[i].present)
			*VOUCH_PUSH(arena, &out->observed.accounts) =
				observed_account(world, &now[i], i);
		if (world->goal[i].listed)
			*VOUCH_PUSH(arena, &out->desired.users) =
				declared_user(out, &world->goal[i], i);
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
