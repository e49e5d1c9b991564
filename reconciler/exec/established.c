/* established.c – what a done step established: the baseline, and whether the preboot volume is
 * behind. */
#include "walk.h"

/* The declared text where what was seen is as declared ("a, b" of more groups), else what was seen.
 */
static const char *field_text(struct vouch_arena *arena, const struct vouch_account *after,
	enum vouch_field field, const struct vouch_user *desired, const char *planned)
{
	const struct vouch_value *declared =
		desired == NULL ? NULL : vouch_user_field(desired, field);
	struct vouch_value observed = vouch_field_observed(field, after);

	if (declared != NULL && vouch_field_matches(field, declared, &observed) == VOUCH_YES)
		return vouch_field_text(arena, field, declared);
	if (field == VOUCH_FIELD_GROUPS || field == VOUCH_FIELD_NOT_GROUPS ||
		observed.kind == VOUCH_VALUE_UNKNOWN)
		return planned;
	return vouch_field_text(arena, field, &observed);
}

const struct vouch_baseline_entry *baseline_of(struct vouch_arena *arena, const struct step *step)
{
	const struct vouch_change *change = step->change;
	struct vouch_baseline_entry *entry;
	size_t i;

	/* What is given for a time is nobody's wish; the machine has no baseline. */
	if (change->user == NULL || change->temporary)
		return NULL;
	entry = vouch_arena_alloc(arena, sizeof *entry);
	entry->user = change->user;
	if (change->action == VOUCH_ACTION_DELETE_USER)
		return entry;
	entry->uuid = step->after.uuid;
	for (i = 0; i < change->difference_count; i++) {
		const struct vouch_difference *difference = &change->differences[i];
		const struct vouch_field_info *info = vouch_field_find(difference->field);

		if (info == NULL || info->change == VOUCH_CHANGE_NEVER)
			continue;
		/* The uid that a plan chose is nobody's wish. */
		if (info->field == VOUCH_FIELD_UID && change->desired != NULL &&
			vouch_user_field(change->desired, VOUCH_FIELD_UID) == NULL)
			continue;
		entry->fields[info->field] = field_text(
			arena, &step->after, info->field, change->desired, difference->to);
	}
	return entry;
}

static enum vouch_token token_at(bool present, const struct vouch_account *account)
{
	return present ? account->token : VOUCH_TOKEN_NONE;
}

bool preboot_became_stale(const struct step *step)
{
	enum vouch_token before = token_at(step->was_present, &step->before);
	enum vouch_token after = token_at(step->is_present, &step->after);

	/* FACTS 4.5: the preboot volume follows updatePreboot, not the account. */
	if (step->change->user == NULL)
		return false;
	if (before != after || step->change->action == VOUCH_ACTION_REPAIR_TOKEN)
		return true;
	if (after == VOUCH_TOKEN_NONE)
		return false;
	return step->change->action == VOUCH_ACTION_SET_PASSWORD ||
	       step->before.admin != step->after.admin;
}
