/* sequences_calls.c – the calls of the random sequences: accounts and groups made, changed and
 * removed by every tool that can.
 */
#include "sequences.h"

const char *const sequences_shells[SHELLS] = {"/bin/zsh", "/bin/bash", "/bin/sh"};

unsigned sequences_pick(struct world *world, unsigned below)
{
	world->random ^= world->random << 13;
	world->random ^= world->random >> 7;
	world->random ^= world->random << 17;
	return (unsigned)((world->random >> 11) % below);
}

/* By dscl alone, by sysadminctl with all that belongs to an account, or out of a file. */
static void make_user(struct world *world, struct model *model, struct call *call)
{
	struct vouch_arena *arena = &world->arena;
	unsigned u = call->user, how = sequences_pick(world, 3), g;
	struct user *user = &model->users[u];

	how = how == 1 && user->phantom ? 2 : how;
	*user = (struct user){.there = true, .phantom = user->phantom};
	for (g = 0; g < GROUPS; g++)
		model->groups[g].numbered[u] = false;
	if (how == 0) {
		call->text = vouch_arena_printf(
			arena, "dscl . -create /Users/seq%u UniqueID %u", u, FIRST_UID + u);
		return;
	}
	user->number = 1 + sequences_pick(world, 1000);
	user->shell = 1 + sequences_pick(world, SHELLS);
	if (how == 1) {
		call->many = true;
		user->password = 1 + sequences_pick(world, 1000);
		call->text = vouch_arena_printf(arena,
			"sysadminctl -addUser seq%u -UID %u -fullName 'Number %u' -shell %s "
			"-home /var/empty -password pw%u 2>/dev/null",
			u, FIRST_UID + u, user->number, sequences_shells[user->shell - 1],
			user->password);
		return;
	}
	call->text = vouch_arena_printf(arena,
		"printf '0x0A 0x5C 0x3A 0x2C dsRecTypeStandard:Users 4 RecordName UniqueID "
		"RealName "
		"UserShell\\nseq%u:%u:Number %u:%s\\n' >%s.import%u && dsimport %s.import%u "
		"/Local/Default I >/dev/null",
		u, FIRST_UID + u, user->number, sequences_shells[user->shell - 1], world->root, u,
		world->root, u);
}

/* dscl takes the record alone; sysadminctl takes the account out of its groups, too. */
static void remove_user(struct world *world, struct model *model, struct call *call)
{
	unsigned u = call->user, g;

	model->users[u].there = false;
	if (sequences_pick(world, 2)) {
		model->users[u].phantom = true;
		call->text = vouch_arena_printf(&world->arena, "dscl . -delete /Users/seq%u", u);
		return;
	}
	call->many = true;
	for (g = 0; g < GROUPS; g++)
		model->groups[g].named[u] = model->groups[g].numbered[u] = false;
	call->text = vouch_arena_printf(
		&world->arena, "sysadminctl -deleteUser seq%u -keepHome 2>/dev/null", u);
}

static struct call change_user(struct world *world, struct model *model)
{
	unsigned u = sequences_pick(world, USERS), what = sequences_pick(world, 6);
	struct user *user = &model->users[u];
	struct call call = {NULL, u, NOBODY, false};

	if (!user->there) {
		make_user(world, model, &call);
	} else if (what == 0) {
		remove_user(world, model, &call);
	} else if (what == 1) {
		user->number = 1 + sequences_pick(world, 1000);
		call.text = vouch_arena_printf(&world->arena,
			"dscl . -create /Users/seq%u RealName 'Number %u'", u, user->number);
	} else if (what == 2) {
		user->password = 1 + sequences_pick(world, 1000);
		call.many = true;
		call.text = vouch_arena_printf(
			&world->arena, "dscl . -passwd /Users/seq%u pw%u", u, user->password);
	} else {
		user->shell = 1 + sequences_pick(world, SHELLS);
		call.text = vouch_arena_printf(&world->arena,
			what == 3 ? "chsh -s %s seq%u >/dev/null"
				  : "shell=%s; dscl . -create /Users/seq%u UserShell $shell",
			sequences_shells[user->shell - 1], u);
	}
	return call;
}

static struct call change_group(struct world *world, struct model *model)
{
	unsigned g = sequences_pick(world, GROUPS), u = sequences_pick(world, USERS),
		 what = sequences_pick(world, 7);
	struct group *group = &model->groups[g];
	struct call call = {NULL, NOBODY, g, false};

	if (!group->there) {
		*group = (struct group){.there = true};
		call.text = vouch_arena_printf(
			&world->arena, "dseditgroup -o create -i %u seqgroup%u", FIRST_GID + g, g);
	} else if (what == 0) {
		group->there = false;
		call.text =
			vouch_arena_printf(&world->arena, "dseditgroup -o delete seqgroup%u", g);
	} else if (!model->users[u].there) {
		return change_user(world, model);
	} else if (what > 4) { /* the name alone, by dscl */
		bool adds = !group->named[u];

		call.user = u;
		group->named[u] = adds;
		call.text = vouch_arena_printf(&world->arena,
			"dscl . %s /Groups/seqgroup%u GroupMembership seq%u",
			adds ? "-merge" : "-delete", g, u);
	} else {
		bool adds = what < 4;

		call.user = u;
		group->named[u] = group->numbered[u] = adds;
		call.text = vouch_arena_printf(&world->arena,
			"dseditgroup -o edit %s seq%u -t user seqgroup%u", adds ? "-a" : "-d", u,
			g);
	}
	return call;
}

struct call sequences_next(struct world *world, struct model *model)
{
	return sequences_pick(world, 2) ? change_user(world, model) : change_group(world, model);
}
