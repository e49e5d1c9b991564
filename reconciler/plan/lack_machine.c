/* lack_machine.c – nobody could escrow the bootstrap token, or turn FileVault on: who could, and
 * what would it take?
 *
 * Everybody is looked at for the one thing that stands between him and the action; the first row of
 * the table that is about anybody is said, of the first in the order of preference. */
#include "lack.h"
#include "schedule.h"

enum obstacle { UNREAD, UNSUPPORTED, NO_PASSWORD, NO_RIGHT, DISABLED, DEAD, NOTHING_NEAR };

static const struct {
	enum vouch_needs needs;
	const char *before, *after; /* the name, as a hint */
} obstacles[] = {
	[UNREAD] = {VOUCH_NEEDS_UNKNOWN, "find out why the token or the rights of ",
		" cannot be read: vouch observe"},
	[UNSUPPORTED] = {VOUCH_NEEDS_VERSION,
		"this version of Vouch cannot read a password from the keychain: "
		"declare password: {file: …}, {env: …} or {exec: …} for ",
		""},
	[NO_PASSWORD] = {VOUCH_NEEDS_GRANTOR, "declare password: {file: …} for ",
		" (or env, exec), and put the password there: it holds a token"},
	[NO_RIGHT] = {VOUCH_NEEDS_GRANTOR, "",
		" holds a token and is no administrator for good: declare admin: true for it, and "
		"a password"},
	[DISABLED] = {VOUCH_NEEDS_GRANTOR, "",
		" holds a token and is disabled: enable it (pwpolicy -enableuser)"},
	[DEAD] = {VOUCH_NEEDS_GRANTOR, "the token of ",
		" does not work: log in with its old password"},
};

static enum obstacle obstacle_of(const struct vouch_world *world, int who, bool needs_admin)
{
	const struct vouch_member *member = &world->members[who];
	const struct vouch_standing *now = &world->end->standings[who];
	enum vouch_tri right = needs_admin ? now->admin : VOUCH_YES;

	if (!now->present || now->token == VOUCH_TOKEN_NONE)
		return NOTHING_NEAR;
	if (now->token == VOUCH_TOKEN_DEAD)
		return DEAD;
	if (now->token == VOUCH_TOKEN_UNKNOWN || member->able == VOUCH_UNKNOWN ||
		right == VOUCH_UNKNOWN)
		return now->secret && right != VOUCH_NO && member->able != VOUCH_NO ? UNREAD
										    : NOTHING_NEAR;
	if (member->able == VOUCH_NO)
		return member->account != NULL && member->account->disabled == VOUCH_YES
			       ? DISABLED
			       : NOTHING_NEAR;
	if (right == VOUCH_NO)
		return NO_RIGHT;
	if (member->secret == VOUCH_SECRET_UNSUPPORTED)
		return UNSUPPORTED;
	return now->secret ? NOTHING_NEAR : NO_PASSWORD;
}

static struct vouch_lack nearest(
	const struct vouch_world *world, bool needs_admin, struct vouch_lack nobody)
{
	enum obstacle least = NOTHING_NEAR;
	int place, of = VOUCH_NOBODY;

	for (place = 0; place < world->count; place++) {
		int who = world->preference[place];
		enum obstacle obstacle = obstacle_of(world, who, needs_admin);

		if (obstacle < least) {
			least = obstacle;
			of = who;
		}
	}
	if (least == NOTHING_NEAR)
		return nobody;
	return (struct vouch_lack){obstacles[least].needs, of,
		vouch_arena_printf(world->arena, "%s%s%s%s%s", obstacles[least].before,
			world->members[of].name, obstacles[least].after,
			least == DEAD ? vouch_lack_restore(world) : "",
			least == NO_PASSWORD || least == DEAD ? vouch_lack_recovery_key(world)
							      : "")};
}

struct vouch_lack vouch_lack_escrow(const struct vouch_world *world)
{
	return nearest(world, true,
		(struct vouch_lack){VOUCH_NEEDS_GRANTOR, VOUCH_NOBODY,
			"nobody can authorise it: declare an administrator with secure_token: true "
			"and a password; the login of a holder at the login window escrows it "
			"too"});
}

struct vouch_lack vouch_lack_unlocker(const struct vouch_world *world)
{
	const struct vouch_machine *machine = &world->in->observed->machine;
	struct vouch_lack nobody = {VOUCH_NEEDS_GRANTOR, VOUCH_NOBODY,
		"nobody holds a token: declare secure_token: true and a password for somebody"};

	if (vouch_machine_unlocker(world->end) != VOUCH_NOBODY)
		return (struct vouch_lack){VOUCH_NEEDS_COUNT, VOUCH_NOBODY, NULL};
	if (world->family->login_brings_token &&
		machine->bootstrap_token == VOUCH_BOOTSTRAP_ESCROWED)
		nobody = (struct vouch_lack){VOUCH_NEEDS_LOGIN, VOUCH_NOBODY,
			"log in at the login window, with the network up: the bootstrap token then "
			"brings a Secure Token"};
	return nearest(world, false, nobody);
}

static struct vouch_lack hidden(const struct vouch_world *world, int who)
{
	return (struct vouch_lack){VOUCH_NEEDS_CONFLICT, who,
		vouch_arena_printf(world->arena,
			"everybody who unlocks the disk is hidden: declare hidden: false for %s, "
			"or secure_token: true for an account that people use",
			world->members[who].name)};
}

static struct vouch_lack unread_hidden(const struct vouch_world *world, int who)
{
	return (struct vouch_lack){VOUCH_NEEDS_UNKNOWN, who,
		vouch_arena_printf(world->arena,
			"find out why it cannot be told whether it is hidden: dscl . -read "
			"/Users/%s IsHidden",
			world->members[who].name)};
}

struct vouch_lack vouch_lack_visible(const struct vouch_world *world)
{
	struct vouch_lack lack = {VOUCH_NEEDS_COUNT, VOUCH_NOBODY, NULL};
	int place;

	if (vouch_machine_visible_unlocker(world->end) != VOUCH_NOBODY)
		return lack;
	for (place = 0; place < world->count; place++) {
		int who = world->preference[place];
		const struct vouch_standing *now = &world->end->standings[who];

		if (!now->present || now->token != VOUCH_TOKEN_LIVE)
			continue;
		if (vouch_machine_is_visible(world->end, who) == VOUCH_UNKNOWN)
			return unread_hidden(world, who);
		if (lack.of == VOUCH_NOBODY)
			lack = hidden(world, who);
	}
	return lack;
}
