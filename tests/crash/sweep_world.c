/* sweep_world.c – the scenarios of the sweep: every action that the executor carries out. */
#include <stdio.h>
#include <string.h>

#include "sweep.h"
#include "vouch/base/cleanup.h"
#include "vouch_test.h"

static struct vouch_user *declare(struct vouch_arena *arena, struct vouch_desired *desired,
	const char *name, const char *password)
{
	struct vouch_user *user = VOUCH_PUSH(arena, &desired->users);
	struct vouch_password_value *source;

	user->name = name;
	if (password == NULL)
		return user;
	source = vouch_arena_alloc(arena, sizeof *source);
	source->source = VOUCH_PASSWORD_ENV;
	source->text = password;
	user->fields[VOUCH_FIELD_PASSWORD].kind = VOUCH_VALUE_PASSWORD;
	user->fields[VOUCH_FIELD_PASSWORD].as.password = source;
	return user;
}

static void want_token(struct vouch_user *user, bool wanted)
{
	user->fields[VOUCH_FIELD_SECURE_TOKEN].kind = VOUCH_VALUE_FLAG;
	user->fields[VOUCH_FIELD_SECURE_TOKEN].as.flag = wanted;
}

static void want_admin(struct vouch_user *user, bool wanted)
{
	user->fields[VOUCH_FIELD_ADMIN].kind = VOUCH_VALUE_ADMIN;
	user->fields[VOUCH_FIELD_ADMIN].as.admin.wanted = wanted;
}

static void want_shell(struct vouch_user *user, const char *shell)
{
	user->fields[VOUCH_FIELD_SHELL].kind = VOUCH_VALUE_TEXT;
	user->fields[VOUCH_FIELD_SHELL].as.text = shell;
}

static void want_absent(struct vouch_user *user, enum vouch_on_removal removal)
{
	user->fields[VOUCH_FIELD_STATE].kind = VOUCH_VALUE_CHOICE;
	user->fields[VOUCH_FIELD_STATE].as.choice = VOUCH_STATE_ABSENT;
	user->fields[VOUCH_FIELD_ON_REMOVAL].kind = VOUCH_VALUE_CHOICE;
	user->fields[VOUCH_FIELD_ON_REMOVAL].as.choice = (int)removal;
}

/* --- settle: create, grant, update, revoke, demote, promote, delete --------------------------- */

static void set_up_settle(struct toymac *mac, const struct vouch_vault *vault)
{
	(void)vault;
	(void)toymac_add(mac, "bob", false, false, "bob-pw");
	(void)toymac_add(mac, "carol", true, false, "carol-pw");
	(void)toymac_add(mac, "dave", false, false, "dave-pw");
	(void)toymac_add(mac, "erin", false, true, "erin-pw");
	(void)toymac_add(mac, "steward", true, true, "steward-pw");
}

static void want_settle(struct vouch_arena *arena, struct vouch_desired *desired)
{
	struct vouch_user *user = declare(arena, desired, "alice", "alice-pw");

	want_token(user, true);
	want_shell(user, "/bin/bash");
	user = declare(arena, desired, "bob", "bob-pw");
	want_token(user, true);
	want_admin(user, true);
	user = declare(arena, desired, "carol", NULL);
	want_admin(user, false);
	want_shell(user, "/bin/bash");
	want_absent(declare(arena, desired, "dave", NULL), VOUCH_REMOVAL_DELETE);
	want_token(declare(arena, desired, "erin", "erin-pw"), false);
	user = declare(arena, desired, "steward", "steward-pw");
	want_token(user, true);
	want_admin(user, true);
}

/* --- promote: the only one whose password is known is promoted for a time ----------------------
 */

static void set_up_promote(struct toymac *mac, const struct vouch_vault *vault)
{
	(void)vault;
	(void)toymac_add(mac, "bob", false, false, "bob-pw");
	(void)toymac_add(mac, "carol", false, true, "carol-pw");
	(void)toymac_add(mac, "steward", true, true, "known to nobody");
}

static void want_promote(struct vouch_arena *arena, struct vouch_desired *desired)
{
	struct vouch_user *user;

	want_token(declare(arena, desired, "bob", "bob-pw"), true);
	user = declare(arena, desired, "carol", "carol-pw");
	want_admin(user, false);
	want_token(user, true);
	user = declare(arena, desired, "steward", NULL);
	want_admin(user, true);
	want_token(user, true);
}

/* --- mint: nobody holds; the first token, and the next by its holder ---------------------------
 */

static void set_up_mint(struct toymac *mac, const struct vouch_vault *vault)
{
	(void)vault;
	mac->filevault = VOUCH_FILEVAULT_OFF;
	(void)toymac_add(mac, "alice", true, false, "alice-pw");
}

static void want_mint(struct vouch_arena *arena, struct vouch_desired *desired)
{
	struct vouch_user *user = declare(arena, desired, "alice", "alice-pw");

	want_admin(user, true);
	want_token(user, true);
	want_token(declare(arena, desired, "bob", "bob-pw"), true);
}

/* --- rotate: generated passwords, made and made anew -------------------------------------------
 */

static const char nobody_knows[] = "known to nobody";

static void set_up_rotate(struct toymac *mac, const struct vouch_vault *vault)
{
	struct toy_account *steward = toymac_add(mac, "steward", true, true, nobody_knows);
	struct vouch_secret password = {0};
	struct vouch_err err;

	(void)toymac_add(mac, "bob", false, false, nobody_knows);
	(void)toymac_add(mac, "carol", false, true, nobody_knows);
	assert_vouch_ok(
		vault->ops->stage(vault->self, steward->uuid, "steward", 24, &password, &err),
		&err);
	assert_vouch_ok(
		vault->ops->settle(vault->self, steward->uuid, &password, 1, true, &err), &err);
	(void)snprintf(steward->password, sizeof steward->password, "%s", password.bytes);
	vouch_secret_release(&password);
}

static struct vouch_user *declare_generated(
	struct vouch_arena *arena, struct vouch_desired *desired, const char *name, int64_t rotate)
{
	struct vouch_user *user = declare(arena, desired, name, "");
	struct vouch_password_value *source = vouch_arena_alloc(arena, sizeof *source);

	*source = (struct vouch_password_value){
		.source = VOUCH_PASSWORD_GENERATE, .length = 24, .rotate = rotate};
	user->fields[VOUCH_FIELD_PASSWORD].as.password = source;
	return user;
}

static void want_rotate(struct vouch_arena *arena, struct vouch_desired *desired)
{
	struct vouch_user *user;

	want_token(declare_generated(arena, desired, "alice", 0), true);
	(void)declare_generated(arena, desired, "bob", WORLD_ROTATE);
	(void)declare_generated(arena, desired, "carol", 0);
	user = declare_generated(arena, desired, "steward", WORLD_ROTATE);
	want_admin(user, true);
	want_token(user, true);
}

/* --- enable: FileVault, whose recovery key is to be kept ---------------------------------------
 */

static void set_up_enable(struct toymac *mac, const struct vouch_vault *vault)
{
	(void)vault;
	mac->filevault = VOUCH_FILEVAULT_OFF;
	(void)toymac_add(mac, "steward", true, true, "steward-pw");
}

static void want_enable(struct vouch_arena *arena, struct vouch_desired *desired)
{
	struct vouch_user *user = declare(arena, desired, "alice", "alice-pw");

	want_token(user, true);
	user->fields[VOUCH_FIELD_FILEVAULT] = user->fields[VOUCH_FIELD_SECURE_TOKEN];
	user = declare(arena, desired, "steward", "steward-pw");
	want_admin(user, true);
	want_token(user, true);
	desired->machine.filevault_enabled =
		(struct vouch_value){.kind = VOUCH_VALUE_FLAG, .as.flag = true};
}

static const struct scenario {
	const char *name;
	void (*set_up)(struct toymac *mac, const struct vouch_vault *vault);
	void (*want)(struct vouch_arena *arena, struct vouch_desired *desired);
	bool has_keeper;
} scenarios[] = {
	{"settle", set_up_settle, want_settle, true},
	{"promote", set_up_promote, want_promote, true},
	{"mint", set_up_mint, want_mint, false},
	{"rotate", set_up_rotate, want_rotate, true},
	{"enable", set_up_enable, want_enable, true},
};

bool world_make(struct vouch_arena *arena, const char *name, const struct vouch_vault *vault,
	struct world *out)
{
	size_t i;

	for (i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++) {
		if (strcmp(scenarios[i].name, name) != 0)
			continue;
		memset(out, 0, sizeof *out);
		out->name = name;
		out->set_up = scenarios[i].set_up;
		out->vault = vault;
		out->has_keeper = scenarios[i].has_keeper;
		out->desired.guards.min_admins.value = 1;
		out->desired.guards.min_token_admins.value = 1;
		out->desired.guards.max_removals.value = 10;
		out->desired.guards.temporary_admin.value = 1;
		scenarios[i].want(arena, &out->desired);
		return true;
	}
	return false;
}

static bool is_as_declared(
	struct vouch_arena *arena, const struct vouch_user *user, struct toymac *mac)
{
	const struct vouch_probe probe = toymac_probe(mac);
	struct vouch_account account = {0};
	enum vouch_tri present = VOUCH_UNKNOWN;
	enum vouch_field field;
	struct vouch_err err;

	assert_vouch_ok(
		probe.ops->look(probe.self, arena, user->name, &account, &present, &err), &err);
	if (vouch_user_is_absent(user))
		return present == VOUCH_NO;
	if (present != VOUCH_YES)
		return false;
	for (field = 0; field < VOUCH_FIELD_COUNT; field++) {
		struct vouch_value observed = vouch_field_observed(field, &account);

		/* Of a disk that is just being encrypted, the list says nothing yet. */
		if (field == VOUCH_FIELD_FILEVAULT)
			continue;
		if (user->fields[field].kind != VOUCH_VALUE_NONE &&
			vouch_field_matches(field, &user->fields[field], &observed) != VOUCH_YES)
			return false;
	}
	return true;
}

bool world_is_reached(const struct world *world, struct toymac *mac)
{
	struct vouch_arena arena = {0};
	bool reached = true;
	size_t i;

	for (i = 0; i < world->desired.users.count; i++)
		reached = reached && is_as_declared(&arena, &world->desired.users.items[i], mac);
	/* The homes of who is there, and of nobody else. */
	for (i = 0; i < TOY_ACCOUNTS; i++)
		reached = reached && mac->homes[i] == mac->accounts[i].used;
	vouch_arena_release(&arena);
	if (world->desired.machine.filevault_enabled.kind != VOUCH_VALUE_NONE)
		reached = reached && mac->filevault == VOUCH_FILEVAULT_ENCRYPTING;
	return reached;
}

static bool is_generated(const struct vouch_user *user)
{
	const struct vouch_value *password = vouch_user_field(user, VOUCH_FIELD_PASSWORD);

	return password != NULL && password->as.password->source == VOUCH_PASSWORD_GENERATE;
}

static bool is(const struct vouch_secret *secret, const char *text)
{
	return secret->length == strlen(text) && memcmp(secret->bytes, text, secret->length) == 0;
}

/* Where it stands in the vault; -1: nowhere. *newest: it was seen to be set, and is the first. */
static int place_of(const struct world *world, const struct toy_account *account, bool *newest)
{
	VOUCH_CLEANUP(vouch_vault_entry_release) struct vouch_vault_entry entry = {0};
	struct vouch_err err;
	int at;

	assert_vouch_ok(
		world->vault->ops->read(world->vault->self, account->uuid, &entry, &err), &err);
	for (at = (int)entry.count - 1; at >= 0; at--)
		if (is(&entry.items[at].secret, account->password))
			break;
	*newest = at == 0 && entry.items[0].set_at > 0;
	return at;
}

bool world_has_every_password(const struct world *world, struct toymac *mac)
{
	bool newest;
	size_t i;

	for (i = 0; i < world->desired.users.count; i++) {
		const struct vouch_user *user = &world->desired.users.items[i];
		const struct toy_account *account = toymac_find(mac, user->name);

		if (is_generated(user) && account != NULL && account->password[0] != '\0' &&
			strcmp(account->password, nobody_knows) != 0 &&
			place_of(world, account, &newest) < 0)
			return false;
	}
	return true;
}

/* The key of the vault, and whether it owes one. */
static void look_at_key(const struct world *world, struct toymac *mac, bool *right, bool *owed)
{
	VOUCH_CLEANUP(vouch_vault_entry_release) struct vouch_vault_entry keys = {0};
	struct vouch_err err;

	assert_vouch_ok(world->vault->ops->keys(world->vault->self, &keys, owed, &err), &err);
	*right = keys.count > 0 && is(&keys.items[0].secret, mac->key);
}

bool world_knows_the_key(const struct world *world, struct toymac *mac)
{
	bool right, owed;

	look_at_key(world, mac, &right, &owed);
	return mac->key[0] == '\0' || right || owed;
}

bool world_has_new_secrets(const struct world *world, struct toymac *mac)
{
	bool newest = true, right, owed;
	size_t i;

	for (i = 0; i < world->desired.users.count; i++) {
		const struct vouch_user *user = &world->desired.users.items[i];
		const struct toy_account *account = toymac_find(mac, user->name);

		if (is_generated(user) &&
			(account == NULL || place_of(world, account, &newest) < 0 || !newest))
			return false;
	}
	look_at_key(world, mac, &right, &owed);
	return !owed && (mac->key[0] == '\0' || right);
}
