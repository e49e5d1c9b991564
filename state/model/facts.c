/* facts.c – look-ups in the baseline. */
#include "vouch/model/facts.h"

#include <stdlib.h>
#include <string.h>

static int by_user(const void *key, const void *entry)
{
	return strcmp(key, ((const struct vouch_baseline_entry *)entry)->user);
}

const struct vouch_baseline_entry *vouch_baseline_find(
	const struct vouch_baseline *baseline, const char *user)
{
	if (baseline->count == 0)
		return NULL;
	return bsearch(user, baseline->items, baseline->count, sizeof *baseline->items, by_user);
}
