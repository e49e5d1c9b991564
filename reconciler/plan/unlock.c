/* unlock.c – who can put others on the FileVault list of HFS+. */
#include "unlock.h"

bool vouch_unlock_can_add(const struct vouch_stage *stage, int who)
{
	const struct vouch_standing *now = &stage->standings[who];
	const struct vouch_member *member = &stage->world->members[who];

	return now->present && now->unlocks == VOUCH_YES && now->secret &&
	       member->able == VOUCH_YES;
}

int vouch_unlock_adder(const struct vouch_stage *stage)
{
	return stage->adders > 0 ? stage->world->preference[stage->first_adder] : VOUCH_NOBODY;
}

/* Keeps the first place; when it is left, the next is found by searching on from there. */
void vouch_unlock_count(struct vouch_stage *stage, int who, bool before, bool now)
{
	int place = stage->place[who];

	if (before == now)
		return;
	stage->adders += now ? 1 : -1;
	if (stage->adders <= 2)
		stage->version++; /* somebody may go, or not any more */
	if (now && (stage->adders == 1 || place < stage->first_adder))
		stage->first_adder = place;
	if (now || stage->adders == 0 || place != stage->first_adder)
		return;
	do
		place++;
	while (!vouch_unlock_can_add(stage, stage->world->preference[place]));
	stage->first_adder = place;
}

bool vouch_unlock_lacks_without(const struct vouch_stage *stage, int who)
{
	int other;

	if (stage->adders != 1 || stage->additions == 0 || !vouch_unlock_can_add(stage, who))
		return false;
	/* What waits for its very own name or uid cannot be added by it. */
	for (other = 0; other < stage->world->count; other++) {
		if (vouch_task_in(stage->pending[other], VOUCH_TASK_ADD_UNLOCKER) &&
			(stage->standings[other].present ||
				vouch_stage_taken_by(stage, other) != who))
			return true;
	}
	return false;
}
