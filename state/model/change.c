/* change.c – the words of actions and causes. */
#include "vouch/model/change.h"

#include <string.h>

#include "vouch/base/text.h"
#include "words.h"

static const char *const actions[] = {
#define ACTION_TEXT(name, text) text,
	VOUCH_ACTIONS(ACTION_TEXT)
#undef ACTION_TEXT
};

VOUCH_WORDS(action, enum vouch_action, VOUCH_ACTION_COUNT, actions)

const char *vouch_cause_text(enum vouch_cause cause)
{
	switch (cause) {
	case VOUCH_CAUSE_INITIAL: return "initial";
	case VOUCH_CAUSE_CONFIG: return "config";
	case VOUCH_CAUSE_DRIFT: return "drift";
	case VOUCH_CAUSE_EXPIRY: return "expiry";
	}
	return "initial";
}

bool vouch_action_counts(enum vouch_action action)
{
	return action != VOUCH_ACTION_REFRESH_PREBOOT;
}

const struct vouch_difference *vouch_change_difference(
	const struct vouch_change *change, const char *field)
{
	size_t i;

	for (i = 0; i < change->difference_count; i++) {
		if (vouch_text_equal(change->differences[i].field, field))
			return &change->differences[i];
	}
	return NULL;
}
