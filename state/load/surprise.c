/* surprise.c – which unquoted text YAML 1.1 or 1.2 takes for a boolean, a number or nothing. */
#include "value.h"

#include <string.h>

#include "vouch/base/text.h"

static bool is_word(const char *text)
{
	static const char *const words[] = {
		"", "~", "null", "y", "n", "yes", "no", "on", "off", "true", "false", ".nan", "="};
	size_t i;

	for (i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (vouch_text_equal_nocase(text, words[i]))
			return true;
	}
	return false;
}

/* 0x1F, 0o17, 0b11: a base, then its digits and underscores. */
static bool is_based_number(const char *text)
{
	static const struct {
		const char *start, *digits;
	} bases[] = {{"0x", "0123456789abcdefABCDEF_"}, {"0o", "01234567_"}, {"0b", "01_"}};
	size_t i;

	for (i = 0; i < sizeof bases / sizeof bases[0]; i++) {
		if (vouch_text_starts(text, bases[i].start) && text[2] != '\0' &&
			text[2 + strspn(text + 2, bases[i].digits)] == '\0')
			return true;
	}
	return false;
}

/* 12, 007, 1_000, 12:30:45, 1.5, .5, 1e3. */
static bool is_number(const char *text)
{
	static const char digits[] = "0123456789_";
	size_t whole = strspn(text, "0123456789_:"), fraction = 0;

	if (whole > 0 && (text[0] == '_' || text[0] == ':'))
		return false;
	text += whole;
	if (*text == '.') {
		fraction = strspn(text + 1, digits);
		text += 1 + fraction;
	}
	if (whole + fraction == 0)
		return false;
	if (*text == 'e' || *text == 'E') {
		text++;
		if (*text == '+' || *text == '-')
			text++;
		if (strspn(text, digits) == 0)
			return false;
		text += strspn(text, digits);
	}
	return *text == '\0';
}

bool value_surprises(const char *text)
{
	if (is_word(text))
		return true;
	if (*text == '+' || *text == '-')
		text++;
	return is_based_number(text) || is_number(text) || vouch_text_equal_nocase(text, ".inf");
}
