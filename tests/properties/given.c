/* given.c – world → baseline, desired, observed, facts. */
#include "given.h"

#include "given_facts.h"

const char *const given_names[WORLD_ACCOUNTS_MAX] = {"ann", "ben", "cat", "dan"};
const char *const given_uuids[WORLD_ACCOUNTS_MAX] = {"00000000-0000-4000-8000-00000000000A",
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

static const char *const new_names[] = {"Ann the New", "Ben the New", "Cat the New", "Dan the New"};

int64_t given_uid(const struct world *world, int user)
{
	return (world->goal[user].uid == WORLD_UID_LOW ? 401 : 501) + user;
}

const char *given_full_name(const struct world *world, int user)
{
	return world->goal[user].name == WORLD_NAME_OF_OTHER ? given_names[world_other(user)]
							     : new_names[user];
}

/* Does it unlock the disk? On APFS every live holder does, while FileVault is on. */
static enum vouch_tri unlocks_disk(
	const struct world_machine *machine, bool enabled, const struct world_account *now)
{
	if (machine->family == WORLD_HFS)
		return unlocks[now->unlocks];
	if (machine->filevault == WORLD_FILEVAULT_ON || enabled)
		return crypto_users[now->token];
	return VOUCH_NO;
}

static struct vouch_account observed_account(
	const struct world *world, const struct world_state *state, int i)
{
	const struct world_goal *goal = &world->goal[i];
	const struct world_account *now = &state->accounts[i];

	return (struct vouch_account){
		.name = given_names[i],
		.uid = {goal->uid != WORLD_UID_UNREAD,
			given_uid(world, now->numbered ? world_other(i) : i)},
		.gid = {true, 20},
		.uuid = given_uuids[i],
		.full_name = now->named ? given_full_name(world, i) : given_names[i],
		.home = "",
		.shell = "/bin/zsh",
		.picture = "",
		.password_hint = "",
		.kind = ables[goal->able].kind,
		.hidden = vouch_tri_from(goal->hidden),
		.disabled = ables[goal->able].disabled,
		.password = VOUCH_YES,
		.admin = admins[now->admin],
		.admin_by_name = admins[now->admin],
		.admin_by_guid = admins[now->admin],
		.groups = {.known = true},
		.token = tokens[now->token],
		.filevault = unlocks_disk(&world->machine, state->enabled, now),
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

/* "until" of an expiry that is over: the year before. */
static const int64_t ended = 1763978400;

static struct vouch_value admin_value(const struct world_goal *goal, struct vouch_pos pos)
{
	bool expires = goal->expiry != WORLD_NO_EXPIRY;

	return (struct vouch_value){.kind = VOUCH_VALUE_ADMIN,
		.pos = pos,
		.as.admin = {.wanted = goal->admin == WORLD_WANTS_YES || expires,
			.has_until = expires,
			.until = expires ? ended : 0}};
}

static const struct vouch_password_value *password_of(
	const struct given *given, enum world_password password)
{
	switch (password) {
	case WORLD_PASSWORD_GIVEN: break;
	case WORLD_PASSWORD_GENERATED:
	case WORLD_PASSWORD_LACKING: return &given->generated;
	case WORLD_PASSWORD_DUE:
	case WORLD_PASSWORD_REJECTED:
	case WORLD_PASSWORD_UNDATED: return &given->rotated;
	}
	return &given->password;
}

static struct vouch_user declared_user(const struct given *given, const struct world *world, int i)
{
	const struct world_goal *goal = &world->goal[i];
	struct vouch_pos pos = {"base.yaml", i + 1, 1};
	struct vouch_user user = {.name = given_names[i], .pos = pos};

	user.fields[VOUCH_FIELD_STATE] = (struct vouch_value){.kind = VOUCH_VALUE_CHOICE,
		.pos = pos,
		.as.choice = goal->absent ? VOUCH_STATE_ABSENT : VOUCH_STATE_PRESENT};
	if (goal->admin != WORLD_UNSAID)
		user.fields[VOUCH_FIELD_ADMIN] = admin_value(goal, pos);
	declare_flag(&user, VOUCH_FIELD_SECURE_TOKEN, goal->token, pos);
	declare_flag(&user, VOUCH_FIELD_FILEVAULT, goal->filevault, pos);
	if (goal->secret || goal->password != WORLD_PASSWORD_GIVEN)
		user.fields[VOUCH_FIELD_PASSWORD] =
			(struct vouch_value){.kind = VOUCH_VALUE_PASSWORD,
				.pos = pos,
				.as.password = password_of(given, goal->password)};
	if (goal->name != WORLD_NAME_UNSAID)
		user.fields[VOUCH_FIELD_FULL_NAME] = (struct vouch_value){
			.kind = VOUCH_VALUE_TEXT, .pos = pos, .as.text = given_full_name(world, i)};
	if (goal->uid_of_other)
		user.fields[VOUCH_FIELD_UID] = (struct vouch_value){.kind = VOUCH_VALUE_NUMBER,
			.pos = pos,
			.as.number = given_uid(world, world_other(i))};
	return user;
}

/* An MDM that takes a bootstrap token stands by where one is to be escrowed. */
static void give_mdm(const struct world_machine *machine, bool escrowed, struct vouch_machine *out)
{
	if (machine->wants_escrow &&
		(machine->family == WORLD_10_15 || machine->family == WORLD_11))
		out->mdm = VOUCH_MDM_AUTOMATED;
	else if (machine->family != WORLD_15_NEITHER)
		return;
	out->bootstrap_token = escrowed ? VOUCH_BOOTSTRAP_ESCROWED : VOUCH_BOOTSTRAP_SUPPORTED;
}

static void give_machine(
	const struct world *world, const struct world_state *now, struct given *out)
{
	const struct world_machine *machine = &world->machine;
	const struct given_family *family = &given_families[machine->family];
	struct vouch_guards *guards = &out->desired.guards;

	guards->min_admins.value = machine->min_admins;
	guards->min_token_admins.value = machine->min_token_admins;
	guards->max_removals.value = machine->max_removals;
	guards->temporary_admin.value = machine->temporary_admin;
	guards->empty.value = machine->empty_allowed;
	if (machine->wants_filevault)
		out->desired.machine.filevault_enabled = (struct vouch_value){
			.kind = VOUCH_VALUE_FLAG, .pos = {"base.yaml", 50, 1}, .as.flag = true};
	if (machine->wants_escrow)
		out->desired.machine.bootstrap_token = (struct vouch_value){
			.kind = VOUCH_VALUE_CHOICE, .pos = {"base.yaml", 51, 1}};
	out->observed.machine = (struct vouch_machine){.serial = "C02TEST00001",
		.hostname = "test",
		.model = "Mac14,2",
		.os = family->os,
		.chip = VOUCH_CHIP_APPLE,
		.filesystem = family->filesystem,
		.filevault = now->enabled ? VOUCH_FILEVAULT_ON : filevaults[machine->filevault],
		.mdm = family->mdm,
		.bootstrap_token = family->bootstrap,
		.recovery_key = family->recovery_key,
		.logged_in = {.known = true}};
	give_mdm(machine, now->escrowed, &out->observed.machine);
	out->observed.orphans.known = true;
}

void give(struct vouch_arena *arena, const struct world *world, const struct world_state *now,
	bool backwards, struct given *out)
{
	int at;

	*out = (struct given){.password = {.source = VOUCH_PASSWORD_ENV, .text = "SECRET"},
		.generated = {.source = VOUCH_PASSWORD_GENERATE, .length = 24},
		.rotated = {.source = VOUCH_PASSWORD_GENERATE, .length = 24, .rotate = 30 * 86400}};
	out->in = (struct vouch_inputs){
		&out->baseline, &out->desired, &out->observed, &out->facts, NULL};
	give_machine(world, now, out);
	give_facts(arena, world, now, out);
	give_baseline(arena, world, out);
	for (at = 0; at < world->count; at++) {
		int i = backwards ? world->count - 1 - at : at;

		if (now->accounts[i].present || now->accounts[i].half_made)
			*VOUCH_PUSH(arena, &out->observed.accounts) =
				observed_account(world, now, i);
		if (world->goal[i].listed)
			*VOUCH_PUSH(arena, &out->desired.users) = declared_user(out, world, i);
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
