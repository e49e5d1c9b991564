/* first_token.c – whom to give the first token where nobody holds one. */
#include <limits.h>

#include "schedule.h"

/* Compared from the left; the smaller is better. */
enum { UNREACHED, ACTIONS, PROMOTIONS, GOALS, KIND, PLACE, SCORE_COUNT };

struct score {
	int parts[SCORE_COUNT];
};

enum vouch_tri vouch_first_token_open(const struct vouch_stage *stage)
{
	if (stage->perhaps_holders > 0)
		return VOUCH_NO;
	return stage->world->family->first_token(&stage->world->in->observed->machine);
}

static bool will_be_admin(const struct vouch_stage *stage, int who)
{
	return stage->standings[who].admin == VOUCH_YES ||
	       vouch_member_admin_goal(&stage->world->members[who]) == VOUCH_GOAL_TRUE;
}

int vouch_token_goals(const struct vouch_member *member)
{
	return (vouch_user_field(member->user, VOUCH_FIELD_SECURE_TOKEN) != NULL) +
	       (vouch_user_field(member->user, VOUCH_FIELD_FILEVAULT) != NULL);
}

/* With somebody who can vouch for the rest, all of them are reached; else this one alone. */
static struct score score_of(const struct vouch_stage *stage, int who)
{
	const struct vouch_member *member = &stage->world->members[who];
	bool created = vouch_task_in(stage->pending[who], VOUCH_TASK_CREATE);
	bool others = stage->needs > 1, lasting = will_be_admin(stage, who);
	bool vouches = lasting || vouch_temporary_is_possible(stage, who);
	struct score score = {{0}};

	if (others && !vouches) {
		score.parts[UNREACHED] = INT_MAX - vouch_token_goals(member);
		score.parts[ACTIONS] = !created;
		score.parts[GOALS] = who;
		return score;
	}
	score.parts[PROMOTIONS] = others && !lasting;
	score.parts[KIND] = created; /* a mint comes before a creation */
	score.parts[PLACE] = created ? who : stage->place[who];
	return score;
}

static bool is_candidate(const struct vouch_stage *stage, int who)
{
	return vouch_task_in(stage->pending[who], VOUCH_TASK_GRANT);
}

static bool can_now(const struct vouch_stage *stage, int who)
{
	return stage->standings[who].present || vouch_stage_taken_by(stage, who) == VOUCH_NOBODY;
}

static bool is_better(const struct score *score, const struct score *than)
{
	int i;

	for (i = 0; i < SCORE_COUNT; i++) {
		if (score->parts[i] != than->parts[i])
			return score->parts[i] < than->parts[i];
	}
	return false;
}

int vouch_first_token_for(const struct vouch_stage *stage, bool settle)
{
	struct score best = {{0}};
	int chosen = VOUCH_NOBODY, who;

	if (vouch_first_token_open(stage) != VOUCH_YES)
		return VOUCH_NOBODY;
	for (who = 0; who < stage->world->count; who++) {
		struct score score;

		if (!is_candidate(stage, who) || (settle && !can_now(stage, who)))
			continue;
		score = score_of(stage, who);
		if (chosen == VOUCH_NOBODY || is_better(&score, &best)) {
			chosen = who;
			best = score;
		}
	}
	if (chosen != VOUCH_NOBODY && !can_now(stage, chosen))
		return VOUCH_NOBODY;
	return chosen;
}
