/* distance.c – how far one word is from another, without case. */
#include <string.h>

#include "vouch/base/text.h"

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

size_t vouch_text_distance(const char *a, const char *b)
{
	size_t rows[3][WORD_MAX + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2];
	size_t length = strlen(b), i, j;

	if (length > WORD_MAX || strlen(a) > WORD_MAX)
		return SIZE_MAX;
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

bool vouch_text_is_near(size_t length, size_t distance)
{
	return distance == 0 || (distance < length && (distance == 1 || distance <= length / 3));
}
