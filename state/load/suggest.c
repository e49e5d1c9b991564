/* suggest.c – the nearest of the words that would be right. */
#include "suggest.h"

#include <string.h>

#include "vouch/base/text.h"

void suggest_offer(struct suggestion *suggestion, const char *word)
{
	size_t length = suggestion->wrong == NULL ? 0 : strlen(suggestion->wrong);
	size_t distance;

	if (length == 0)
		return;
	distance = vouch_text_distance(suggestion->wrong, word);
	if (!vouch_text_is_near(length, distance))
		return;
	if (suggestion->nearest == NULL || distance < suggestion->distance) {
		suggestion->nearest = word;
		suggestion->distance = distance;
	}
}

const char *suggest_cure(
	struct vouch_arena *arena, const struct suggestion *suggestion, const char *otherwise)
{
	if (suggestion->nearest == NULL)
		return otherwise;
	return vouch_arena_printf(arena, "did you mean \"%s\"?", suggestion->nearest);
}
