/* first_token.c – whom to give the first token where nobody holds one, and on what grounds. */
#include <limits.h>

#include "schedule.h"

/* How an account comes to the first token. */
enum route {
	ROUTE_DIRECT,    /* as it is, or is declared to be */
	ROUTE_ALONE,     /* being the only person on the Mac */
	ROUTE_TEMPORARY, /* as an administrator for a time */
	ROUTE_LATER,     /* once the other persons are gone */
	ROUTE_NONE
};

/* Compared from the left; the smaller is better. WORTH of them say how good the plan is, the
 * others only in which order it goes. */
enum { UNREACHED, ACTIONS, PROMOTIONS, GOALS, WAIT, PLACE, SCORE_COUNT, WORTH = WAIT };

struct score {
	int parts[SCORE_COUNT];
};

/* The question: who, if this one (or VOUCH_NOBODY) were an administrator no more? */
struct view {
	const struct vouch_stage *stage;
	int demoted;
	int stayers;   /* persons who are there and do not leave */
	int unlockers; /* who are to unlock the disk */
	bool settle;   /* only those who can have it now */
};

static enum vouch_tri rule(
	const struct vouch_stage *stage, enum vouch_tri admin, enum vouch_tri alone)
{
	const struct vouch_claim claim = {admin, alone};

	return stage->world->family->first_token(&stage->world->in->observed->machine, &claim);
}

static enum vouch_tri admin_now(const struct vouch_stage *stage, int who)
{
	return stage->standings[who].temporary ? VOUCH_YES : stage->standings[who].admin;
}

enum vouch_tri vouch_first_token_open(const struct vouch_stage *stage, int who)
{
	if (stage->perhaps_holders > 0)
		return VOUCH_NO;
	return rule(stage, admin_now(stage, who), vouch_stage_is_alone(stage, who));
}

void vouch_first_token_by(const struct vouch_stage *stage, int who, struct vouch_claim *needed)
{
	needed->admin = vouch_tri_from(rule(stage, VOUCH_NO, VOUCH_YES) != VOUCH_YES);
	needed->alone = vouch_tri_from(rule(stage, admin_now(stage, who), VOUCH_NO) != VOUCH_YES);
}

static bool is_admin(const struct view *view, int who)
{
	const struct vouch_standing *now = &view->stage->standings[who];

	if (now->admin == VOUCH_YES || now->temporary)
		return who != view->demoted;
	return now->admin == VOUCH_NO &&
	       vouch_member_admin_goal(&view->stage->world->members[who]) == VOUCH_GOAL_TRUE;
}

static bool may_rise(const struct view *view, int who)
{
	const struct vouch_standing *now = &view->stage->standings[who];

	return (now->admin == VOUCH_NO || who == view->demoted) && !now->temporary &&
	       !view->stage->promoted_before[who] && vouch_temporary_is_possible(view->stage, who);
}

int vouch_token_goals(const struct vouch_member *member)
{
	return (vouch_user_field(member->user, VOUCH_FIELD_SECURE_TOKEN) != NULL) +
	       (vouch_user_field(member->user, VOUCH_FIELD_FILEVAULT) != NULL);
}

static bool can_be_there(const struct vouch_stage *stage, int who)
{
	return stage->standings[who].present || vouch_stage_taken_by(stage, who) == VOUCH_NOBODY;
}

/* A new one is to be set first. */
static bool lacks_password(const struct vouch_stage *stage, int who)
{
	return stage->standings[who].present && !stage->standings[who].secret;
}

static bool leaves(const struct vouch_stage *stage, int who)
{
	return vouch_task_in(stage->pending[who], VOUCH_TASK_DELETE);
}

/* One that a creation left half made is a person on this Mac already. */
static bool is_somebody(const struct vouch_stage *stage, int who)
{
	return stage->standings[who].present || stage->world->members[who].half_made != NULL;
}

/* Once those who leave are gone. */
static bool will_be_alone(const struct view *view, int who)
{
	bool stays = is_somebody(view->stage, who);

	return !view->stage->way.stay_together &&
	       view->stage->world->members[who].person == VOUCH_YES && view->stayers == stays;
}

static enum route route_of(const struct view *view, int who, bool others)
{
	const struct vouch_stage *stage = view->stage;
	enum vouch_tri admin = is_admin(view, who)    ? VOUCH_YES
			       : who == view->demoted ? VOUCH_NO
						      : admin_now(stage, who);
	bool rises = may_rise(view, who) && rule(stage, VOUCH_YES, VOUCH_NO) == VOUCH_YES;

	if (rule(stage, admin, VOUCH_NO) == VOUCH_YES)
		return ROUTE_DIRECT;
	if (vouch_stage_is_alone(stage, who) == VOUCH_YES && can_be_there(stage, who) &&
		(!stage->way.stay_together ||
			(stage->standings[who].present && stage->standings[who].secret)) &&
		rule(stage, admin, VOUCH_YES) == VOUCH_YES)
		return ROUTE_ALONE;
	/* It will be promoted in any case, to vouch for the others. */
	if (rises && others)
		return ROUTE_TEMPORARY;
	if (!view->settle && will_be_alone(view, who) && rule(stage, admin, VOUCH_YES) == VOUCH_YES)
		return ROUTE_LATER;
	return rises ? ROUTE_TEMPORARY : ROUTE_NONE;
}

/* What has to be done first, in the order of promise 2: a mint, a creation, a password, a promotion
 * for a time, a deletion. */
static int wait_for(const struct vouch_stage *stage, int who, enum route route)
{
	static const int ranks[] = {[ROUTE_DIRECT] = 0,
		[ROUTE_ALONE] = 0,
		[ROUTE_TEMPORARY] = 3,
		[ROUTE_LATER] = 4,
		[ROUTE_NONE] = 4};

	if (!can_be_there(stage, who))
		return ranks[ROUTE_LATER];
	if (lacks_password(stage, who) && ranks[route] < 2)
		return 2;
	return stage->standings[who].present ? ranks[route] : 1;
}

/* With its token alone, FileVault can be turned on. */
static bool brings_filevault(const struct view *view, int who)
{
	const struct vouch_stage *stage = view->stage;

	return stage->pending_machine.filevault &&
	       view->unlockers == vouch_machine_is_to_unlock(&stage->world->members[who]) &&
	       vouch_machine_is_visible(stage, who) == VOUCH_YES;
}

/* With somebody who can vouch for the rest, all of them are reached; else this one alone. */
static struct score score_of(const struct view *view, int who, enum route route)
{
	const struct vouch_stage *stage = view->stage;
	const struct vouch_member *member = &stage->world->members[who];
	bool at_creation = stage->world->family->password_brings_first_token;
	bool created = !stage->standings[who].present;
	bool others = stage->needs > 1, lasting = is_admin(view, who);
	bool vouches = lasting || may_rise(view, who);
	struct score score = {{0}};

	if (others && !vouches) {
		/* Goals of accounts go before goals of the machine. */
		score.parts[UNREACHED] =
			INT_MAX - 2 * vouch_token_goals(member) - brings_filevault(view, who);
		score.parts[ACTIONS] = at_creation && !created;
		score.parts[GOALS] = who;
	} else {
		score.parts[PROMOTIONS] = route == ROUTE_TEMPORARY || (others && !lasting);
		/* What a grantor makes has its token in one action. */
		score.parts[ACTIONS] =
			(others && created && !at_creation) + 2 * score.parts[PROMOTIONS];
	}
	score.parts[WAIT] = wait_for(stage, who, route);
	score.parts[PLACE] = created ? who : stage->place[who];
	return score;
}

static bool is_better(const struct score *score, const struct score *than, int parts)
{
	int i;

	for (i = 0; i < parts; i++) {
		if (score->parts[i] != than->parts[i])
			return score->parts[i] < than->parts[i];
	}
	return false;
}

static int choose(const struct view *view, struct score *best, enum route *way)
{
	const struct vouch_stage *stage = view->stage;
	int chosen = VOUCH_NOBODY, who;

	for (who = 0; who < stage->world->count; who++) {
		struct score score;
		enum route route;

		if (!vouch_task_in(stage->pending[who], VOUCH_TASK_GRANT) ||
			(view->settle && (!can_be_there(stage, who) || lacks_password(stage, who))))
			continue;
		route = route_of(view, who, stage->needs > 1);
		if (route == ROUTE_NONE)
			continue;
		score = score_of(view, who, route);
		if (chosen == VOUCH_NOBODY || is_better(&score, best, SCORE_COUNT)) {
			chosen = who;
			*best = score;
			*way = route;
		}
	}
	return chosen;
}

/* Nobody holds, or only those whose token is dead and who leave. */
static bool nobody_will_hold(const struct vouch_stage *stage)
{
	int dead = 0, who;

	if (stage->perhaps_holders == 0)
		return true;
	if (stage->live + stage->unread_holders > 0)
		return false;
	for (who = 0; who < stage->world->count; who++)
		dead += stage->standings[who].token == VOUCH_TOKEN_DEAD && leaves(stage, who);
	return dead == stage->perhaps_holders;
}

static struct view view_of(const struct vouch_stage *stage, bool settle)
{
	struct view view = {.stage = stage, .demoted = VOUCH_NOBODY, .settle = settle};
	int who;

	for (who = 0; who < stage->world->count; who++)
		view.stayers += is_somebody(stage, who) && !leaves(stage, who) &&
				stage->world->members[who].person != VOUCH_NO;
	for (who = 0; who < stage->world->count; who++)
		view.unlockers += vouch_machine_is_to_unlock(&stage->world->members[who]);
	return view;
}

void vouch_first_token_choose(struct vouch_stage *stage, bool settle)
{
	struct view view;
	struct score best;
	enum route way = ROUTE_NONE;

	stage->first_seen = stage->version;
	stage->first_token = VOUCH_NOBODY;
	stage->keeps_alone = stage->rises_first = false;
	if (!(settle ? stage->perhaps_holders == 0 : nobody_will_hold(stage)))
		return;
	view = view_of(stage, settle);
	stage->first_token = choose(&view, &best, &way);
	stage->keeps_alone = way == ROUTE_ALONE || way == ROUTE_LATER;
	stage->rises_first = way == ROUTE_TEMPORARY;
	stage->waited_alone |= way == ROUTE_LATER;
}

bool vouch_first_token_keeps_out(struct vouch_stage *stage, int who)
{
	bool out = stage->first_token != VOUCH_NOBODY && stage->keeps_alone &&
		   who != stage->first_token && stage->world->members[who].person != VOUCH_NO;

	stage->waited_alone |= out;
	return out;
}

bool vouch_first_token_needs_admin(const struct vouch_stage *stage, int who)
{
	struct view view;
	struct score now, then;
	enum route way;

	if (who != stage->first_token)
		return false;
	view = view_of(stage, false);
	(void)choose(&view, &now, &way); /* it is chosen */
	view.demoted = who;
	return choose(&view, &then, &way) == VOUCH_NOBODY || is_better(&now, &then, WORTH);
}

static enum vouch_tri possible(const struct vouch_stage *stage, int who, bool rises)
{
	const struct view view = {.stage = stage, .demoted = VOUCH_NOBODY};

	return rule(stage, is_admin(&view, who) || rises ? VOUCH_YES : admin_now(stage, who),
		vouch_stage_is_alone(stage, who));
}

enum vouch_tri vouch_first_token_possible(const struct vouch_stage *stage, int who)
{
	const struct view view = {.stage = stage, .demoted = VOUCH_NOBODY};

	return possible(stage, who, may_rise(&view, who));
}

/* It would be promoted for a time if nothing of its own were missing. */
static bool would_rise(const struct vouch_stage *stage, int who)
{
	const struct vouch_member *member = &stage->world->members[who];

	return stage->standings[who].admin == VOUCH_NO &&
	       stage->world->in->desired->guards.temporary_admin.value != 0 &&
	       member->user != NULL && member->namesake == NULL &&
	       vouch_member_admin_goal(member) != VOUCH_GOAL_TRUE;
}

enum vouch_tri vouch_first_token_allowed(const struct vouch_stage *stage, int who)
{
	return possible(stage, who, would_rise(stage, who));
}

int vouch_first_token_unread(const struct vouch_stage *stage, int who)
{
	const struct vouch_member *members = stage->world->members;
	int other;

	if (rule(stage, VOUCH_YES, VOUCH_YES) != VOUCH_YES)
		return VOUCH_NOBODY;
	if (admin_now(stage, who) == VOUCH_UNKNOWN &&
		rule(stage, VOUCH_YES, vouch_stage_is_alone(stage, who)) == VOUCH_YES)
		return who;
	for (other = 0; other < stage->world->count; other++) {
		if (stage->standings[other].present && members[other].person == VOUCH_UNKNOWN)
			return other;
	}
	return VOUCH_NOBODY;
}
