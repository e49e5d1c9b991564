/* sweep_world.c – the scenarios of the sweep: every action that the executor carries out. */
#include <string.h>

#include "sweep.h"
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

static void set_up_settle(struct toymac *mac)
{
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

static void set_up_promote(struct toymac *mac)
{
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

static void set_up_mint(struct toymac *mac)
{
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

static const struct scenario {
	const char *name;
	void (*set_up)(struct toymac *mac);
	void (*want)(struct vouch_arena *arena, struct vouch_desired *desired);
	bool has_keeper;
} scenarios[] = {
	{"settle", set_up_settle, want_settle, true},
	{"promote", set_up_promote, want_promote, true},
	{"mint", set_up_mint, want_mint, false},
};

bool world_make(struct vouch_arena *arena, const char *name, struct world *out)
{
	size_t i;

	for (i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++) {
		if (strcmp(scenarios[i].name, name) != 0)
			continue;
		memset(out, 0, sizeof *out);
		out->name = name;
		out->set_up = scenarios[i].set_up;
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
	return reached;
}
