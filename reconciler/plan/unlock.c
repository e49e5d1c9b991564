/* unlock.c – who can put others on the FileVault list of HFS+. */
#include "unlock.h"

#include "vouch/plan/trust.h"

/* FACTS T8: somebody who unlocks the disk has to type a password. */
unsigned vouch_unlock_lacks_to_add(const struct vouch_stage *stage, int who)
{
	static const unsigned unlockers[] = {
		[VOUCH_UNKNOWN] = 1U << VOUCH_TRUST_UNLOCKER_UNKNOWN,
		[VOUCH_NO] = 1U << VOUCH_TRUST_UNLOCKER,
		[VOUCH_YES] = 0,
	};
	/* Neither an administrator nor a token is asked for here. */
	const unsigned common = 1U << VOUCH_TRUST_ACCOUNT | 1U << VOUCH_TRUST_PASSWORD |
				1U << VOUCH_TRUST_PASSWORD_SOURCE | 1U << VOUCH_TRUST_ABLE |
				1U << VOUCH_TRUST_ABLE_UNKNOWN;

	return (vouch_stage_lacks_to_vouch(stage, who) & common) |
	       unlockers[stage->standings[who].unlocks];
}

bool vouch_unlock_can_add(const struct vouch_stage *stage, int who)
{
	return vouch_unlock_lacks_to_add(stage, who) == 0;
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

/* What waits for its very own name or uid is given up by the rehearsal. */
bool vouch_unlock_lacks_without(const struct vouch_stage *stage, int who)
{
	return stage->adders == 1 && stage->additions > 0 && vouch_unlock_can_add(stage, who);
}
