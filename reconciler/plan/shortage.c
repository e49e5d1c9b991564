/* shortage.c – once the plan is made: sorts those who nearly vouch, or may keep a power. */
#include "shortage.h"

#include "passes.h"
#include "stage.h"

static void shortlist_add(struct vouch_shortlist *list, int who)
{
	if (list->who[0] == VOUCH_NOBODY)
		list->who[0] = who;
	else if (list->who[1] == VOUCH_NOBODY)
		list->who[1] = who;
}

int vouch_shortlist_but(const struct vouch_shortlist *list, int who)
{
	return list->who[0] != who ? list->who[0] : list->who[1];
}

bool vouch_shortage_guards_admins(const struct vouch_world *world)
{
	return world->in->desired->guards.min_token_admins.value > 0;
}

bool vouch_shortage_keeps(const struct vouch_world *world, int who)
{
	const struct vouch_member *member = &world->members[who];

	return vouch_member_keeps(member, member->token_goal) &&
	       (!vouch_shortage_guards_admins(world) || member->admin == VOUCH_NO ||
		       vouch_member_keeps(member, vouch_member_admin_goal(member)));
}

static bool may_rise(const struct vouch_world *world, int who)
{
	const struct vouch_member *member = &world->members[who];

	return world->in->desired->guards.temporary_admin.value != 0 && member->user != NULL &&
	       member->namesake == NULL;
}

/* It holds, but not so that it could vouch. */
static void sort_holder(const struct vouch_world *world, struct vouch_shortage *shortage, int who)
{
	const struct vouch_member *member = &world->members[who];
	const struct vouch_standing *now = &world->end->standings[who];

	if (now->token == VOUCH_TOKEN_UNKNOWN)
		shortlist_add(&shortage->unread_token, who);
	if (now->token == VOUCH_TOKEN_DEAD)
		shortlist_add(&shortage->dead, who);
	if (now->token == VOUCH_TOKEN_DEAD && vouch_shortage_keeps(world, who))
		shortlist_add(&shortage->dead_to_keep, who);
	if (!now->present || now->token != VOUCH_TOKEN_LIVE || member->able != VOUCH_NO ||
		now->admin == VOUCH_UNKNOWN)
		return;
	if (vouch_member_is_no_person(member))
		shortlist_add(&shortage->no_person, who);
	else
		shortlist_add(&shortage->disabled, who);
}

/* What stands between this account and vouching, if it is one thing. */
static void sort_grantor(const struct vouch_world *world, struct vouch_shortage *shortage, int who)
{
	const struct vouch_member *member = &world->members[who];
	const struct vouch_standing *now = &world->end->standings[who];
	bool holds = now->token == VOUCH_TOKEN_LIVE;
	bool perhaps_holds = holds || now->token == VOUCH_TOKEN_UNKNOWN;
	/* What could not be read cannot rise either. */
	bool admin = now->admin == VOUCH_YES || (now->admin == VOUCH_NO && may_rise(world, who));
	bool perhaps_admin = admin || now->admin == VOUCH_UNKNOWN;
	bool live = holds && member->able == VOUCH_YES;
	bool perhaps_live = perhaps_holds && member->able != VOUCH_NO;
	bool unread = now->token == VOUCH_TOKEN_UNKNOWN || now->admin == VOUCH_UNKNOWN ||
		      member->able == VOUCH_UNKNOWN;

	if (!now->present)
		return;
	if (perhaps_admin && perhaps_live && unread && now->secret)
		shortlist_add(&shortage->unread, who);
	else if (perhaps_holds && unread)
		shortlist_add(&shortage->unread_and_more, who);
	if (live && admin && member->secret == VOUCH_SECRET_UNSUPPORTED)
		shortlist_add(&shortage->unsupported, who);
	if (live && admin && !now->secret && member->secret != VOUCH_SECRET_UNSUPPORTED)
		shortlist_add(&shortage->no_password, who);
	if (live && !admin && now->admin == VOUCH_NO)
		shortlist_add(&shortage->no_right, who);
}

/* Is there, or was until the plan deleted it, and would vouch as an administrator for a time. */
static void sort_riser(const struct vouch_world *world, struct vouch_shortage *shortage, int who)
{
	const struct vouch_member *member = &world->members[who];
	const struct vouch_standing *now = &world->end->standings[who];
	bool gone = !now->present && member->account != NULL;
	bool live = gone ? member->token == VOUCH_TOKEN_LIVE : now->token == VOUCH_TOKEN_LIVE;
	bool secret = gone ? member->secret == VOUCH_SECRET_USABLE : now->secret;
	enum vouch_tri admin = gone ? member->admin : now->admin;

	if ((gone || now->present) && live && secret && admin == VOUCH_NO &&
		member->able == VOUCH_YES && may_rise(world, who))
		shortlist_add(&shortage->may_rise, who);
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
	struct vouch_shortlist *lists = (struct vouch_shortlist *)shortage;
	size_t i;
	int place;

	_Static_assert(sizeof *shortage % sizeof *lists == 0, "a shortage is shortlists only");
	for (i = 0; i < sizeof *shortage / sizeof *lists; i++)
		lists[i].who[0] = lists[i].who[1] = VOUCH_NOBODY;
	for (place = 0; place < world->count; place++) {
		sort_holder(world, shortage, world->preference[place]);
		sort_grantor(world, shortage, world->preference[place]);
		sort_riser(world, shortage, world->preference[place]);
		sort_keeper(world, shortage, world->preference[place]);
	}
	world->shortage = shortage;
}
