/* lack_trust.c – nobody vouches, or nobody keeps the power: who could, and what would it take? */
#include "passes.h"
#include "question.h"
#include "schedule.h"

/* Two each, because nobody vouches for itself. */
struct shortlist {
	int who[2];
};

struct vouch_shortage {
	struct shortlist unread, unsupported, no_password, no_right, disabled, dead;
	struct shortlist unread_and_more; /* something could not be read, and more is missing */
	struct shortlist no_person;       /* holds, and is neither local nor mobile */
	struct shortlist dead_to_keep; /* if it worked, the goal would leave it what it then has */
	struct shortlist unread_token; /* stands against the first token */
	struct shortlist unread_keeper[VOUCH_POWER_COUNT];
};

static void shortlist_add(struct shortlist *list, int who)
{
	if (list->who[0] == VOUCH_NOBODY)
		list->who[0] = who;
	else if (list->who[1] == VOUCH_NOBODY)
		list->who[1] = who;
}

static int shortlist_but(const struct shortlist *list, int who)
{
	return list->who[0] != who ? list->who[0] : list->who[1];
}

static bool may_rise(const struct vouch_world *world, int who)
{
	const struct vouch_member *member = &world->members[who];

	return world->in->desired->guards.temporary_admin.value != 0 && member->user != NULL &&
	       member->namesake == NULL;
}

static bool admins_are_guarded(const struct vouch_world *world)
{
	return world->in->desired->guards.min_token_admins.value > 0;
}

/* Else the goal would break a guard once its token works. */
static bool is_kept_if_it_works(const struct vouch_world *world, int who)
{
	const struct vouch_member *member = &world->members[who];

	return vouch_member_keeps(member, member->token_goal) &&
	       (!admins_are_guarded(world) || member->admin == VOUCH_NO ||
		       vouch_member_keeps(member, vouch_member_admin_goal(member)));
}

/* Does the goal leave it as one that no guard misses another for? */
static bool is_left_with_a_token(const struct vouch_world *world, int who)
{
	const struct vouch_member *member = &world->members[who];

	return member->token_goal == VOUCH_GOAL_TRUE &&
	       (!admins_are_guarded(world) || vouch_member_admin_goal(member) == VOUCH_GOAL_TRUE ||
		       (member->admin == VOUCH_YES &&
			       vouch_member_keeps(member, vouch_member_admin_goal(member))));
}

/* What stands between this account and vouching, if it is one thing. */
static void sort_grantor(const struct vouch_world *world, struct vouch_shortage *shortage, int who)
{
	const struct vouch_member *member = &world->members[who];
	const struct vouch_standing *now = &world->end->standings[who];
	/* What could not be read cannot rise either. */
	bool admin = now->admin == VOUCH_YES || (now->admin == VOUCH_NO && may_rise(world, who));
	bool perhaps_admin = admin || now->admin == VOUCH_UNKNOWN;
	bool live = now->token == VOUCH_TOKEN_LIVE && member->able == VOUCH_YES;
	bool perhaps_live = (now->token == VOUCH_TOKEN_LIVE || now->token == VOUCH_TOKEN_UNKNOWN) &&
			    member->able != VOUCH_NO;

	if (now->token == VOUCH_TOKEN_UNKNOWN)
		shortlist_add(&shortage->unread_token, who);
	if (now->token == VOUCH_TOKEN_DEAD)
		shortlist_add(&shortage->dead, who);
	if (now->token == VOUCH_TOKEN_DEAD && is_kept_if_it_works(world, who))
		shortlist_add(&shortage->dead_to_keep, who);
	if (!now->present)
		return;
	if (perhaps_admin && perhaps_live && !(admin && live) && now->secret)
		shortlist_add(&shortage->unread, who);
	else if (now->token == VOUCH_TOKEN_UNKNOWN ||
		 (now->token == VOUCH_TOKEN_LIVE &&
			 (now->admin == VOUCH_UNKNOWN || member->able == VOUCH_UNKNOWN)))
		shortlist_add(&shortage->unread_and_more, who);
	if (live && admin && member->secret == VOUCH_SECRET_UNSUPPORTED)
		shortlist_add(&shortage->unsupported, who);
	if (live && admin && !now->secret && member->secret != VOUCH_SECRET_UNSUPPORTED)
		shortlist_add(&shortage->no_password, who);
	if (live && !admin && now->admin == VOUCH_NO)
		shortlist_add(&shortage->no_right, who);
	if (now->token == VOUCH_TOKEN_LIVE && member->able == VOUCH_NO &&
		now->admin != VOUCH_UNKNOWN)
		shortlist_add(vouch_member_is_no_person(member) ? &shortage->no_person
								: &shortage->disabled,
			who);
}

static void sort_keeper(const struct vouch_world *world, struct vouch_shortage *shortage, int who)
{
	const struct vouch_member *member = &world->members[who];
	const struct vouch_standing *now = &world->end->standings[who];
	bool admin = now->admin != VOUCH_NO &&
		     vouch_member_keeps(member, vouch_member_admin_goal(member));
	bool holder = (now->token == VOUCH_TOKEN_LIVE || now->token == VOUCH_TOKEN_UNKNOWN) &&
		      vouch_member_keeps(member, member->token_goal);

	/* Those who surely are keepers are not asked about: there is none then. */
	if (!now->present || member->able == VOUCH_NO)
		return;
	if (admin)
		shortlist_add(&shortage->unread_keeper[VOUCH_POWER_ADMIN], who);
	if (holder)
		shortlist_add(&shortage->unread_keeper[VOUCH_POWER_HOLDER], who);
	if (admin && holder)
		shortlist_add(&shortage->unread_keeper[VOUCH_POWER_TOKEN_ADMIN], who);
	if (now->unlocks != VOUCH_NO && vouch_member_keeps(member, member->unlock_goal))
		shortlist_add(&shortage->unread_keeper[VOUCH_POWER_UNLOCKER], who);
}

void vouch_plan_shortage(struct vouch_world *world)
{
	struct vouch_shortage *shortage = vouch_arena_alloc(world->arena, sizeof *shortage);
	struct shortlist *lists = (struct shortlist *)shortage;
	size_t i;
	int place;

	_Static_assert(sizeof *shortage % sizeof *lists == 0, "a shortage is shortlists only");
	for (i = 0; i < sizeof *shortage / sizeof *lists; i++)
		lists[i].who[0] = lists[i].who[1] = VOUCH_NOBODY;
	for (place = 0; place < world->count; place++) {
		sort_grantor(world, shortage, world->preference[place]);
		sort_keeper(world, shortage, world->preference[place]);
	}
	world->shortage = shortage;
}

static const char *name_of(const struct vouch_world *world, int who)
{
	return world->members[who].name;
}

/* Somebody vouched, or could have: then it is not a grantor that is missing. */
static bool is_vouched_for(const struct vouch_world *world, int who, enum vouch_task task)
{
	const struct vouch_stage *end = world->end;

	if (vouch_stage_grantor(end, who) != VOUCH_NOBODY)
		return true;
	if (task == VOUCH_TASK_PASSWORD && !world->members[who].password_needs_grantor)
		return true;
	/* Nobody holds, and a first token may be made: only what is its own is missing. */
	if (task == VOUCH_TASK_GRANT && end->perhaps_holders == 0 &&
		vouch_first_token_possible(end, who) == VOUCH_YES)
		return true;
	if (vouch_task_in(world->members[who].tried, task))
		return false; /* it was asked for until the end */
	return (end->ever[0] != VOUCH_NOBODY && end->ever[0] != who) ||
	       end->ever[1] != VOUCH_NOBODY;
}

bool vouch_lack_is_taken(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	int owner = vouch_stage_taken_by(world->end, who);
	bool uid = vouch_stage_holder(world->end, who, VOUCH_UNIQUE_UID) != VOUCH_NOBODY;

	(void)task; /* only a creation asks */
	if (owner == VOUCH_NOBODY)
		return false;
	lack->of = owner;
	lack->hint = vouch_arena_printf(world->arena, "declare another %s for %s: %s has this one",
		uid ? "uid" : "full_name", name_of(world, who), name_of(world, owner));
	return true;
}

/* Whose token, if it worked again, would serve without a guard being broken. */
static int dead_one(const struct vouch_world *world, int who, enum vouch_task task)
{
	int of = shortlist_but(&world->shortage->dead_to_keep, who);

	if (world->end->live > 0 || of != VOUCH_NOBODY)
		return of;
	if (task == VOUCH_TASK_REPAIR && is_kept_if_it_works(world, who))
		return who;
	return is_left_with_a_token(world, who) ? shortlist_but(&world->shortage->dead, who)
						: VOUCH_NOBODY;
}

/* What it is about the first token that could not be read: an admin right, a uid, or the Mac. */
static void hint_at_unread_rule(const struct vouch_world *world, int who, struct vouch_lack *lack)
{
	lack->of = vouch_first_token_unread(world->end, who);
	if (lack->of == VOUCH_NOBODY)
		lack->hint = "find out why MDM, the bootstrap token or the recovery key cannot be "
			     "read: vouch observe";
	else
		lack->hint = vouch_arena_printf(world->arena,
			"nobody holds a token, and who may have the first one depends on the "
			"rights "
			"or the uid of %s, which cannot be read: dscl . -read /Users/%s",
			name_of(world, lack->of), name_of(world, lack->of));
}

static void hint_at_unread(const struct vouch_world *world, struct vouch_lack *lack)
{
	lack->hint = vouch_arena_printf(world->arena,
		"find out why the token or the rights of %s cannot be read: sysadminctl "
		"-secureTokenStatus %s",
		name_of(world, lack->of), name_of(world, lack->of));
}

bool vouch_lack_unread_grantor(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	const struct vouch_stage *end = world->end;
	int unread = shortlist_but(&world->shortage->unread, who);

	if (is_vouched_for(world, who, task))
		return false;
	/* Is it for this account alone to know whether anybody holds? Then nobody may mint. */
	if (unread == VOUCH_NOBODY && task == VOUCH_TASK_GRANT && end->live == 0 &&
		shortlist_but(&world->shortage->dead, VOUCH_NOBODY) == VOUCH_NOBODY &&
		vouch_first_token_allowed(end, who) != VOUCH_NO)
		unread = shortlist_but(&world->shortage->unread_token, who);
	if (unread != VOUCH_NOBODY) {
		lack->of = unread;
		hint_at_unread(world, lack);
		return true;
	}
	if (task != VOUCH_TASK_GRANT || end->perhaps_holders > 0 ||
		vouch_first_token_possible(end, who) != VOUCH_UNKNOWN)
		return false;
	hint_at_unread_rule(world, who, lack);
	return true;
}

bool vouch_lack_unsupported_grantor(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	int of = shortlist_but(&world->shortage->unsupported, who);

	if (is_vouched_for(world, who, task) || of == VOUCH_NOBODY)
		return false;
	lack->of = of;
	lack->hint = vouch_arena_printf(world->arena,
		"%s could vouch, but this version of Vouch cannot read a password "
		"from the keychain: declare password: {file: …}, {env: …} or {exec: …} for it",
		name_of(world, of));
	return true;
}

const char *vouch_lack_recovery_key(const struct vouch_world *world)
{
	/* FACTS P11 */
	return world->in->observed->machine.recovery_key == VOUCH_YES
		       ? "; if nobody knows it any more, the personal recovery key of this Mac "
			 "sets "
			 "a new one (recoveryOS, resetpassword)"
		       : "";
}

/* Would a guard refuse the goal as soon as its token works? Then the goal has to change too. */
static const char *what_is_to_be_kept(const struct vouch_world *world, int who)
{
	if (is_kept_if_it_works(world, who))
		return NULL;
	if (world->in->desired->guards.min_token_admins.value > 1)
		return "admin: true and secure_token: true";
	return world->members[who].required ? "secure_token: true" : NULL;
}

static void hint_at_dead(const struct vouch_world *world, struct vouch_lack *lack)
{
	const char *name = name_of(world, lack->of), *key = vouch_lack_recovery_key(world);
	const char *keep = what_is_to_be_kept(world, lack->of);

	if (keep == NULL)
		lack->hint = vouch_arena_printf(world->arena,
			"the token of %s does not work and nobody else holds one: log in as %s at "
			"the login window with its old password, or restore it from recoveryOS "
			"(resetpassword)%s",
			name, name, key);
	else
		lack->hint = vouch_arena_printf(world->arena,
			"the token of %s does not work, nobody else holds one, and a guard keeps "
			"one that works: declare %s for %s, and log in as %s at the login window "
			"with its old password, or restore it from recoveryOS (resetpassword)%s",
			name, keep, name, name, key);
}

/* Nobody is one known thing away from vouching. */
static void hint_at_nobody(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	lack->of = shortlist_but(&world->shortage->unread_and_more, who);
	if (lack->of != VOUCH_NOBODY) {
		lack->hint = vouch_arena_printf(world->arena,
			"%s may hold a token: find out why its token or its rights cannot be read "
			"(sysadminctl -secureTokenStatus %s), and declare a password for it; to "
			"vouch it has to be an administrator",
			name_of(world, lack->of), name_of(world, lack->of));
		return;
	}
	lack->of = shortlist_but(&world->shortage->no_person, who);
	if (lack->of != VOUCH_NOBODY)
		lack->hint = vouch_arena_printf(world->arena,
			"%s holds a token, and is no account of a person, so Vouch lets it vouch "
			"for nobody: do it by hand (sysadminctl %s %s)",
			name_of(world, lack->of),
			task == VOUCH_TASK_GRANT ? "-secureTokenOn" : "-secureTokenOff",
			name_of(world, who));
	else if (task == VOUCH_TASK_GRANT && world->end->perhaps_holders == 0)
		lack->hint = world->family->no_first_token;
	else
		lack->hint = "nobody but this account can vouch: declare a second administrator "
			     "with secure_token: true and a password";
}

static void hint_at_grantor(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	const struct vouch_shortage *shortage = world->shortage;

	lack->of = shortlist_but(&shortage->no_password, who);
	if (lack->of != VOUCH_NOBODY) {
		lack->hint = vouch_arena_printf(world->arena,
			"declare password: {file: …} for %s (or env, exec): it holds a token and "
			"could vouch%s",
			name_of(world, lack->of), vouch_lack_recovery_key(world));
		return;
	}
	lack->of = shortlist_but(&shortage->no_right, who);
	if (lack->of != VOUCH_NOBODY && world->members[lack->of].namesake != NULL) {
		lack->hint = vouch_arena_printf(world->arena,
			"%s holds a token, and %s is another name of the same account: declare one "
			"of them",
			name_of(world, lack->of), world->members[lack->of].namesake);
		return;
	}
	if (lack->of != VOUCH_NOBODY) {
		lack->hint = vouch_arena_printf(world->arena,
			"%s holds a token but is no administrator: declare admin: true and a "
			"password for it, or allow temporary_admin",
			name_of(world, lack->of));
		return;
	}
	lack->of = shortlist_but(&shortage->disabled, who);
	if (lack->of != VOUCH_NOBODY) {
		lack->hint = vouch_arena_printf(world->arena,
			"%s holds a token and is disabled: enable it (pwpolicy -u %s -enableuser)",
			name_of(world, lack->of), name_of(world, lack->of));
		return;
	}
	lack->of = dead_one(world, who, task);
	if (lack->of != VOUCH_NOBODY)
		hint_at_dead(world, lack);
	else
		hint_at_nobody(world, who, task, lack);
}

bool vouch_lack_grantor(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	if (is_vouched_for(world, who, task))
		return false;
	if (vouch_login_missing(world, who, task, lack)) {
		lack->needs = VOUCH_NEEDS_LOGIN;
		return true;
	}
	hint_at_grantor(world, who, task, lack);
	return true;
}

static bool loses(
	const struct vouch_world *world, int who, enum vouch_task task, enum vouch_power *blocking)
{
	return !vouch_stage_may_lose(world->end, who, task, blocking);
}

/* May it have the power, and is that not known? */
static bool is_unread(const struct vouch_standing *now, enum vouch_power power)
{
	bool admin = now->admin == VOUCH_UNKNOWN, token = now->token == VOUCH_TOKEN_UNKNOWN;

	switch (power) {
	case VOUCH_POWER_ADMIN: return admin;
	case VOUCH_POWER_HOLDER: return token;
	case VOUCH_POWER_TOKEN_ADMIN: return admin || token;
	case VOUCH_POWER_UNLOCKER: return now->unlocks == VOUCH_UNKNOWN;
	case VOUCH_POWER_COUNT: break;
	}
	return false;
}

/* Who could not be read, and might keep the power, or not have it to lose. */
static int unread_keeper(const struct vouch_world *world, int who, enum vouch_power power)
{
	if (is_unread(&world->end->standings[who], power))
		return who;
	return shortlist_but(&world->shortage->unread_keeper[power], who);
}

bool vouch_lack_unread_keeper(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	enum vouch_power power;

	lack->of = VOUCH_NOBODY;
	for (power = 0; power < VOUCH_POWER_COUNT && lack->of == VOUCH_NOBODY; power++) {
		if (vouch_stage_blocks_loss(world->end, who, task, power))
			lack->of = unread_keeper(world, who, power);
	}
	if (lack->of == VOUCH_NOBODY)
		return false;
	lack->hint = vouch_arena_printf(world->arena,
		"find out why the rights of %s cannot be read: vouch observe",
		name_of(world, lack->of));
	return true;
}

bool vouch_lack_replacement(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack)
{
	static const char *const hints[] = {
		[VOUCH_POWER_ADMIN] = "is the last administrator: another one has to be there "
				      "first (declare admin: true for somebody)",
		[VOUCH_POWER_HOLDER] = "is the last holder of a token: another one has to hold "
				       "one first (declare secure_token: true for somebody)",
		[VOUCH_POWER_TOKEN_ADMIN] =
			"is the last administrator who holds, or is to hold, a token: another "
			"one has to be there first (declare admin: true and secure_token: true)",
		[VOUCH_POWER_UNLOCKER] = "is the last who unlocks the disk: another one has to be "
					 "on the FileVault list first (declare filevault: true "
					 "for somebody)",
	};
	enum vouch_power power;

	if (!loses(world, who, task, &power))
		return false;
	lack->of = who;
	lack->hint = vouch_arena_printf(world->arena, "%s %s", name_of(world, who), hints[power]);
	return true;
}
