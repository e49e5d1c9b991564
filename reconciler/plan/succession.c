/* succession.c – who will come to vouch, and whether the one who does it for a time can go.
 *
 * Whoever vouches now does all that is pending but for its own needs: so every lasting
 * administrator who is to get a token, or a password with it, comes to vouch, and whoever is
 * promoted after that finds all of them served. What is left are the needs of those who vouch: they
 * do that for each other, but for the last. That one needs somebody who stays: who comes and needs
 * nobody, or, where there is none, one more who is promoted for a time.
 */
#include "succession.h"

#include "schedule.h"

/* A token that is to be taken, or a uid that somebody waits for who needs a grantor. */
bool vouch_succession_passes(const struct vouch_stage *stage, int who)
{
	return vouch_task_in(stage->pending[who], VOUCH_TASK_REVOKE) ||
	       (vouch_task_in(stage->pending[who], VOUCH_TASK_DELETE) &&
		       vouch_stage_blocked_needs(stage, who) > 0);
}

static bool will_hold(const struct vouch_stage *stage, int who)
{
	return stage->standings[who].token == VOUCH_TOKEN_LIVE ||
	       vouch_task_in(stage->pending[who], VOUCH_TASK_GRANT) ||
	       vouch_task_in(stage->pending[who], VOUCH_TASK_REPAIR);
}

static enum vouch_succession place_of(const struct vouch_stage *stage, int who)
{
	const struct vouch_member *member = &stage->world->members[who];
	const struct vouch_standing *now = &stage->standings[who];
	bool rises = now->admin == VOUCH_NO && /* what is unread cannot rise */
		     vouch_member_admin_goal(member) == VOUCH_GOAL_TRUE;
	bool passes = vouch_succession_passes(stage, who);

	if (vouch_stage_is_grantor(stage, who))
		return passes ? VOUCH_SUCCESSION_PASSES : VOUCH_SUCCESSION_VOUCHES;
	if (passes || member->able != VOUCH_YES || !will_hold(stage, who) ||
		!vouch_stage_will_have_secret(stage, who))
		return VOUCH_SUCCESSION_NEVER;
	if (now->admin == VOUCH_YES || rises)
		return VOUCH_SUCCESSION_COMES;
	if (!vouch_temporary_is_open(stage, who))
		return VOUCH_SUCCESSION_NEVER;
	return vouch_temporary_is_ready(stage, who) ? VOUCH_SUCCESSION_READY
						    : VOUCH_SUCCESSION_SPARE;
}

void vouch_succession_follow(struct vouch_stage *stage, int who)
{
	enum vouch_succession from = stage->succession[who], to = place_of(stage, who);

	if (from == to)
		return;
	stage->successors[from]--;
	stage->successors[to]++;
	stage->succession[who] = to;
	vouch_stage_count_blocked(
		stage, who, 0, (to == VOUCH_SUCCESSION_COMES) - (from == VOUCH_SUCCESSION_COMES));
}

bool vouch_succession_comes_by(const struct vouch_stage *stage, int who)
{
	return stage->successors[VOUCH_SUCCESSION_COMES] > vouch_stage_blocked_comers(stage, who);
}

bool vouch_stage_lacks_without(const struct vouch_stage *stage, int who)
{
	int needs = stage->needs, stay = stage->successors[VOUCH_SUCCESSION_VOUCHES];

	if (who != VOUCH_NOBODY) {
		needs -= vouch_stage_needs_grantor(stage, who);
		stay -= stage->succession[who] == VOUCH_SUCCESSION_VOUCHES;
	}
	return needs > 0 && stay == 0;
}

/* How many vouch now, beside this one. */
static int others_vouch(const struct vouch_stage *stage, int who)
{
	return stage->grantors -
	       (who != VOUCH_NOBODY && vouch_stage_is_grantor(stage, who) ? 1 : 0);
}

bool vouch_succession_comes(const struct vouch_stage *stage, int but)
{
	int others = others_vouch(stage, but);

	if (others != 1)
		return others > 0 && stage->successors[VOUCH_SUCCESSION_COMES] > 0;
	return vouch_succession_comes_by(stage, vouch_stage_grantor(stage, but));
}

bool vouch_succession_does_without(const struct vouch_stage *stage, int who)
{
	int replace = stage->successors[VOUCH_SUCCESSION_READY];

	if (!vouch_stage_lacks_without(stage, who))
		return true;
	if (!stage->way.rehearsed)
		return false;
	if (vouch_succession_comes(stage, who))
		return true;
	if (others_vouch(stage, who) > 0)
		replace += stage->successors[VOUCH_SUCCESSION_SPARE];
	/* Where this one cannot do all of it, somebody else has to be promoted in any case. */
	return vouch_succession_passes(stage, who) && !vouch_succession_comes_by(stage, who) &&
	       replace > 0;
}
