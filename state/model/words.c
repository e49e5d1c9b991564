/* words.c – looks up a word in a table. */
#include "words.h"

#include <string.h>

bool vouch_words_find(const char *const *words, size_t count, const char *text, size_t *out)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strcmp(words[i], text) == 0) {
			*out = i;
			return true;
		}
	}
	return false;
}
