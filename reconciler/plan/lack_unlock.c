/* lack_unlock.c – what adding to the FileVault list of HFS+, or removing from it, is missing. */
#include "passes.h"
#include "question.h"
#include "unlock.h"

static bool is_not_on(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	static const char *const hints[] = {
		[VOUCH_FILEVAULT_UNKNOWN] = NULL,
		[VOUCH_FILEVAULT_OFF] = "turn FileVault on: fdesetup enable",
		[VOUCH_FILEVAULT_ON] = NULL,
		[VOUCH_FILEVAULT_ENCRYPTING] =
			"wait until FileVault has finished: fdesetup status shows how far it is",
		[VOUCH_FILEVAULT_DECRYPTING] =
			"FileVault is being turned off: wait until that is done, then turn it on "
			"(fdesetup enable)",
		[VOUCH_FILEVAULT_DEFERRED] = "FileVault is set to turn on at the next login or "
					     "logout: log in at the login window",
	};

	(void)who, (void)task; /* the same for all */
	lack->hint = hints[world->in->observed->machine.filevault];
	return lack->hint != NULL;
}

/* Nobody can add: who could, if one thing were different? */
static bool find_adder(const struct vouch_world *world, int who,
	bool (*could)(const struct vouch_member *member, const struct vouch_standing *now),
	struct vouch_lack *lack)
{
	int place;

	if (vouch_unlock_adder(world->end) != VOUCH_NOBODY)
		return false;
	for (place = 0; place < world->count; place++) {
		int other = world->preference[place];
		const struct vouch_standing *now = &world->end->standings[other];

		if (other != who && now->present && could(&world->members[other], now)) {
			lack->of = other;
			return true;
		}
	}
	return false;
}

static bool perhaps(const struct vouch_member *member, const struct vouch_standing *now)
{
	return now->secret && now->unlocks != VOUCH_NO && member->able != VOUCH_NO;
}

static bool with_another_source(const struct vouch_member *member, const struct vouch_standing *now)
{
	return member->secret == VOUCH_SECRET_UNSUPPORTED && now->unlocks == VOUCH_YES &&
	       member->able == VOUCH_YES;
}

static bool with_a_password(const struct vouch_member *member, const struct vouch_standing *now)
{
	return member->secret == VOUCH_SECRET_NONE && now->unlocks == VOUCH_YES &&
	       member->able == VOUCH_YES;
}

static bool if_enabled(const struct vouch_member *member, const struct vouch_standing *now)
{
	return now->unlocks == VOUCH_YES && member->able == VOUCH_NO &&
	       !vouch_member_is_no_person(member);
}

static bool unread_adder(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* only adding asks */
	if (!find_adder(world, who, perhaps, lack))
		return false;
	lack->hint = vouch_arena_printf(world->arena,
		"find out why it cannot be told whether %s may unlock the disk: fdesetup list",
		world->members[lack->of].name);
	return true;
}

static bool unsupported_adder(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* only adding asks */
	if (!find_adder(world, who, with_another_source, lack))
		return false;
	lack->hint = vouch_arena_printf(world->arena,
		"%s could add it, but this version of Vouch cannot read its password: declare "
		"password: {file: …}, {env: …} or {exec: …} for it",
		world->members[lack->of].name);
	return true;
}

static bool no_adder(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	(void)task; /* only adding asks */
	if (vouch_unlock_adder(world->end) != VOUCH_NOBODY)
		return false;
	if (find_adder(world, who, with_a_password, lack))
		lack->hint = vouch_arena_printf(world->arena,
			"declare password: {file: …} for %s (or env, exec): it unlocks the disk "
			"and "
			"could add others",
			world->members[lack->of].name);
	else if (find_adder(world, who, if_enabled, lack))
		lack->hint = vouch_arena_printf(world->arena,
			"%s unlocks the disk and is disabled: enable it (pwpolicy -u %s "
			"-enableuser)",
			world->members[lack->of].name, world->members[lack->of].name);
	else
		lack->hint = "nobody on the FileVault list can add others: add it by hand with the "
			     "recovery key (fdesetup add)";
	return true;
}

const struct vouch_question vouch_lack_add_own[] = {
	{VOUCH_NEEDS_UNKNOWN, vouch_lack_unread_family},
	{VOUCH_NEEDS_UNKNOWN, vouch_lack_unread_filevault},
	{VOUCH_NEEDS_CONFLICT, vouch_lack_means_another},
	{VOUCH_NEEDS_VERSION, vouch_lack_no_hands},
	{VOUCH_NEEDS_VERSION, vouch_lack_source_unsupported},
	{VOUCH_NEEDS_PASSWORD, vouch_lack_password},
	{VOUCH_NEEDS_FILEVAULT, is_not_on},
	{VOUCH_NEEDS_COUNT, NULL},
};

const struct vouch_question vouch_lack_add_others[] = {
	{VOUCH_NEEDS_UNKNOWN, unread_adder},
	{VOUCH_NEEDS_VERSION, unsupported_adder},
	{VOUCH_NEEDS_PASSWORD, vouch_lack_password_not_set},
	{VOUCH_NEEDS_GRANTOR, no_adder},
	{VOUCH_NEEDS_COUNT, NULL},
};

const struct vouch_question vouch_lack_remove_own[] = {
	{VOUCH_NEEDS_UNKNOWN, vouch_lack_unread_family},
	{VOUCH_NEEDS_UNKNOWN, vouch_lack_unread_filevault},
	{VOUCH_NEEDS_CONFLICT, vouch_lack_means_another},
	{VOUCH_NEEDS_VERSION, vouch_lack_no_hands},
	{VOUCH_NEEDS_FILEVAULT, is_not_on},
	{VOUCH_NEEDS_COUNT, NULL},
};
