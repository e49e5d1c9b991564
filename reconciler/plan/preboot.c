/* preboot.c – places refresh_preboot among the actions. */
#include "preboot.h"

static bool holds(const struct vouch_stage *stage, int who)
{
	return stage->standings[who].token != VOUCH_TOKEN_NONE;
}

static bool is_kept(const struct vouch_stage *stage)
{
	return stage->world->in->observed->machine.filevault == VOUCH_FILEVAULT_ON &&
	       stage->world->family->tokens;
}

static void refresh(struct vouch_stage *stage)
{
	struct vouch_step *step = VOUCH_PUSH(stage->world->arena, &stage->world->steps);

	*step = (struct vouch_step){
		.action = VOUCH_ACTION_REFRESH_PREBOOT, .who = VOUCH_NOBODY, .by = VOUCH_NOBODY};
	stage->token_given = stage->preboot_stale = false;
}

void vouch_preboot_before(struct vouch_stage *stage, enum vouch_action action, int who, bool gives)
{
	bool changes = false, removes = false;

	switch (action) {
	case VOUCH_ACTION_PROMOTE:
	case VOUCH_ACTION_DEMOTE:
	case VOUCH_ACTION_SET_PASSWORD: changes = holds(stage, who); break;
	case VOUCH_ACTION_REVOKE_TOKEN: removes = true; break;
	case VOUCH_ACTION_DELETE_USER: removes = holds(stage, who); break;
	case VOUCH_ACTION_MINT_TOKEN:
	case VOUCH_ACTION_CREATE_USER:
	case VOUCH_ACTION_REPAIR_TOKEN:
	case VOUCH_ACTION_GRANT_TOKEN:
	case VOUCH_ACTION_ADD_UNLOCKER:
	case VOUCH_ACTION_UPDATE_USER:
	case VOUCH_ACTION_ESCROW_BOOTSTRAP:
	case VOUCH_ACTION_REMOVE_UNLOCKER:
	case VOUCH_ACTION_ENABLE_FILEVAULT:
	case VOUCH_ACTION_REFRESH_PREBOOT:
	case VOUCH_ACTION_COUNT: break;
	}
	if (removes && stage->token_given && is_kept(stage))
		refresh(stage);
	stage->token_given |= gives;
	stage->preboot_stale |= gives || changes || removes;
}

void vouch_preboot_at_the_end(struct vouch_stage *stage)
{
	if (stage->preboot_stale && is_kept(stage))
		refresh(stage);
}
