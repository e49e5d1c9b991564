/* text.c – comparing, matching, checking and escaping text. */
#include "vouch/base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int lower(char c)
{
	unsigned char byte = (unsigned char)c;

	return byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte;
}

bool vouch_text_equal(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

int vouch_text_compare_nocase(const char *a, const char *b)
{
	while (*a != '\0' && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return lower(*a) - lower(*b);
}

bool vouch_text_equal_nocase(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return vouch_text_compare_nocase(a, b) == 0;
}

bool vouch_text_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool vouch_text_ends(const char *text, const char *suffix)
{
	size_t length = strlen(text), wanted = strlen(suffix);

	return length >= wanted && strcmp(text + length - wanted, suffix) == 0;
}

bool vouch_text_glob(const char *pattern, const char *text)
{
	const char *star = NULL, *resume = NULL;

	/* The last star takes one byte more each time the rest does not fit: linear space, no
	 * recursion. */
	while (*text != '\0') {
		if (*pattern == '*') {
			star = ++pattern;
			resume = text;
		} else if (*pattern == '?' ||
			   (*pattern != '\0' && lower(*pattern) == lower(*text))) {
			pattern++;
			text++;
		} else if (star != NULL) {
			pattern = star;
			text = ++resume;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

size_t vouch_text_decode(const char *text, size_t length, uint32_t *point)
{
	const unsigned char *bytes = (const unsigned char *)text;
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t need, i;
	uint32_t value;

	if (bytes[0] < 0x80) {
		*point = bytes[0];
		return 1;
	}
	if (bytes[0] >= 0xc2 && bytes[0] <= 0xdf) {
		need = 2;
		value = bytes[0] & 0x1fU;
	} else if ((bytes[0] & 0xf0) == 0xe0) {
		need = 3;
		value = bytes[0] & 0x0fU;
	} else if (bytes[0] >= 0xf0 && bytes[0] <= 0xf4) {
		need = 4;
		value = bytes[0] & 0x07U;
	} else {
		return 0;
	}
	if (need > length)
		return 0;
	for (i = 1; i < need; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (bytes[i] & 0x3fU);
	}
	if (value < smallest[need] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
		return 0;
	*point = value;
	return need;
}

bool vouch_text_is_utf8(const char *bytes, size_t length)
{
	size_t at = 0;

	while (at < length) {
		uint32_t point;
		size_t used = vouch_text_decode(bytes + at, length - at, &point);

		if (used == 0)
			return false;
		at += used;
	}
	return true;
}

size_t vouch_text_recovery_key(const char *text, size_t length)
{
	enum { GROUPS = 6, GROUP = 4, WHOLE = GROUPS * (GROUP + 1) - 1 };
	size_t i;

	if (length < WHOLE)
		return 0;
	for (i = 0; i < WHOLE; i++) {
		bool dash = i % (GROUP + 1) == GROUP;
		bool letter =
			(text[i] >= 'A' && text[i] <= 'Z') || (text[i] >= '0' && text[i] <= '9');

		if (dash ? text[i] != '-' : !letter)
			return 0;
	}
	return WHOLE;
}

bool vouch_text_number(const char *text, int64_t *out)
{
	const char *digits = text;
	char *end;
	long long value;

	if (*digits == '-')
		digits++;
	if (*digits < '0' || *digits > '9')
		return false;
	errno = 0;
	value = strtoll(text, &end, 10);
	if (errno != 0 || *end != '\0')
		return false;
	*out = value;
	return true;
}

bool vouch_text_is_unsafe(uint32_t point)
{
	return point < 0x20 || (point >= 0x7f && point <= 0x9f) ||
	       (point >= 0x200b && point <= 0x200f) || (point >= 0x2028 && point <= 0x202e) ||
	       (point >= 0x2066 && point <= 0x2069) || point == 0xfeff;
}

void vouch_text_escape(struct vouch_buf *out, const char *text, size_t length)
{
	size_t at = 0;

	while (at < length) {
		uint32_t point = 0;
		size_t used = vouch_text_decode(text + at, length - at, &point);

		if (used == 0) {
			vouch_buf_printf(out, "\\x%02x", (unsigned char)text[at]);
			used = 1;
		} else if (vouch_text_is_unsafe(point)) {
			if (point < 0x80)
				vouch_buf_printf(out, "\\x%02x", (unsigned)point);
			else
				vouch_buf_printf(out, "\\u{%x}", (unsigned)point);
		} else if (point == '\\') {
			vouch_buf_text(out, "\\\\");
		} else {
			vouch_buf_add(out, text + at, used);
		}
		at += used;
	}
}

char *vouch_text_escaped(struct vouch_arena *arena, const char *text)
{
	struct vouch_buf buf = {0};
	char *escaped;

	if (text == NULL)
		return NULL;
	vouch_text_escape(&buf, text, strlen(text));
	escaped = vouch_arena_text(arena, vouch_buf_get(&buf));
	vouch_buf_release(&buf);
	return escaped;
}
