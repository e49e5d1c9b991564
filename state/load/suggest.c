/* suggest.c – the edit distance between words, without case. */
#include "suggest.h"

#include <string.h>

enum { WORD_MAX = 40 };

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t smaller = a < b ? a : b;

	return smaller < c ? smaller : c;
}

/* Letters added, dropped, replaced or swapped with their neighbour. Both are at most WORD_MAX. */
static size_t edits(const char *a, const char *b)
{
	size_t rows[3][WORD_MAX + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2];
	size_t length = strlen(b), i, j;

	for (j = 0; j <= length; j++)
		above[j] = before[j] = j;
	for (i = 1; a[i - 1] != '\0'; i++) {
		size_t *free_row = before;

		row[0] = i;
		for (j = 1; j <= length; j++) {
			size_t same = lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1;

			row[j] = least(above[j] + 1, row[j - 1] + 1, above[j - 1] + same);
			if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
				lower(a[i - 2]) == lower(b[j - 1]) && before[j - 2] + 1 < row[j])
				row[j] = before[j - 2] + 1;
		}
		before = above;
		above = row;
		row = free_row;
	}
	return above[length];
}

void suggest_offer(struct suggestion *suggestion, const char *word)
{
	size_t length = suggestion->wrong == NULL ? 0 : strlen(suggestion->wrong);
	size_t distance;

	if (length == 0 || length > WORD_MAX || strlen(word) > WORD_MAX)
		return;
	distance = edits(suggestion->wrong, word);
	/* A third of the letters may be wrong, and one always. */
	if (distance > 1 && distance > length / 3)
		return;
	if (distance >= length && distance > 0)
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
