/* value.c – one scalar as a flag, a number, text, a word, a path, a duration or a date. */
#include "value.h"

#include <inttypes.h>
#include <string.h>

#include "suggest.h"
#include "vouch/base/clock.h"
#include "vouch/base/text.h"

bool value_is_null(const struct tree_node *node)
{
	return node->kind == TREE_TEXT && node->plain && strcmp(node->text, "null") == 0;
}

void value_wrong_kind(
	const struct loading *loading, const struct tree_node *node, const char *meant)
{
	const char *is = NULL;

	switch (node->kind) {
	case TREE_BAD: return; /* said already */
	case TREE_TEXT: is = "a single value"; break;
	case TREE_LIST: is = "a list"; break;
	case TREE_MAP: is = "a map"; break;
	}
	if (node->kind == TREE_TEXT && node->plain && node->text[0] == '\0')
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"write it, or take the key away", "the value is missing: %s is meant",
			meant);
	else
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"write it in that form", "%s is meant, this is %s", meant, is);
}

/* The text of a scalar that is not null, "~" or left out. */
static bool scalar(const struct loading *loading, const struct tree_node *node, const char *meant)
{
	if (node->kind != TREE_TEXT || (node->plain && node->text[0] == '\0')) {
		value_wrong_kind(loading, node, meant);
		return false;
	}
	if (node->plain &&
		(strcmp(node->text, "~") == 0 || vouch_text_equal_nocase(node->text, "null"))) {
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"put text in quotes; null takes back only what a user or a layer declares",
			"%s is meant, YAML takes %s for nothing", meant, node->text);
		return false;
	}
	return true;
}

bool value_flag(const struct loading *loading, const struct tree_node *node, bool *out)
{
	if (!scalar(loading, node, "true or false"))
		return false;
	if (node->plain && strcmp(node->text, "true") == 0) {
		*out = true;
		return true;
	}
	if (node->plain && strcmp(node->text, "false") == 0) {
		*out = false;
		return true;
	}
	vouch_problem_add(loading->arena, loading->problems, node->pos,
		"write true or false, in small letters and without quotes",
		"true or false is meant, not \"%s\"", node->text);
	return false;
}

bool value_number(const struct loading *loading, const struct tree_node *node, int64_t least,
	int64_t most, int64_t *out)
{
	const char *text = node->text;
	int64_t number;

	if (!scalar(loading, node, "a number"))
		return false;
	if (!node->plain) {
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"write it without quotes", "a number is meant, \"%s\" is text", text);
		return false;
	}
	if (text[0] == '0' && text[1] >= '0' && text[1] <= '9') {
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"write it without the leading zero", "%s is an octal number for YAML",
			text);
		return false;
	}
	if (!vouch_text_number(text, &number)) {
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"write it with the digits 0 to 9 alone",
			"a whole decimal number is meant, not %s", text);
		return false;
	}
	if (number < least || number > most) {
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			vouch_arena_printf(loading->arena,
				"write a number from %" PRId64 " to %" PRId64, least, most),
			"%s is out of range", text);
		return false;
	}
	*out = number;
	return true;
}

static bool has_control(const char *text)
{
	for (; *text != '\0'; text++) {
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			return true;
	}
	return false;
}

bool value_text_or_empty(const struct loading *loading, const struct tree_node *node,
	const char *meant, const char **out)
{
	if (!scalar(loading, node, meant))
		return false;
	if (node->plain && value_surprises(node->text)) {
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			vouch_arena_printf(loading->arena, "put it in quotes: \"%s\"", node->text),
			"%s is meant, YAML tools take %s for something else", meant, node->text);
		return false;
	}
	if (has_control(node->text)) {
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"write it on one line, without control characters",
			"%s is meant, this has a line break or a control character", meant);
		return false;
	}
	if (strlen(node->text) > 1024) {
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"write at most 1024 bytes", "%s is meant, this is too long", meant);
		return false;
	}
	*out = node->text;
	return true;
}

bool value_text(const struct loading *loading, const struct tree_node *node, const char *meant,
	const char **out)
{
	const char *text;

	if (!value_text_or_empty(loading, node, meant, &text))
		return false;
	if (text[0] == '\0') {
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"write it, or take the key away", "%s is meant, this is empty", meant);
		return false;
	}
	*out = text;
	return true;
}

bool value_word(const struct loading *loading, const struct tree_node *node,
	const char *const *words, int *out)
{
	struct suggestion near = {.wrong = node->text};
	const char *list = words[0];
	int i;

	for (i = 1; words[i] != NULL; i++)
		list = vouch_arena_printf(loading->arena, "%s%s%s", list,
			words[i + 1] == NULL ? " or " : ", ", words[i]);
	if (!scalar(loading, node, list))
		return false;
	for (i = 0; words[i] != NULL; i++) {
		if (strcmp(words[i], node->text) == 0) {
			*out = i;
			return true;
		}
		suggest_offer(&near, words[i]);
	}
	vouch_problem_add(loading->arena, loading->problems, node->pos,
		suggest_cure(loading->arena, &near, "write one of these words"),
		"%s is meant, not \"%s\"", list, node->text);
	return false;
}

/* Is one of the parts between slashes ".."? */
static bool goes_up(const char *path)
{
	const char *at = path;

	while ((at = strstr(at, "..")) != NULL) {
		if ((at == path || at[-1] == '/') && (at[2] == '/' || at[2] == '\0'))
			return true;
		at += 2;
	}
	return false;
}

bool value_path(const struct loading *loading, const struct tree_node *node, const char *meant,
	const char **out)
{
	const char *text;

	if (!value_text(loading, node, meant, &text))
		return false;
	if (text[0] != '/' || text[1] == '\0' || goes_up(text) || text[strlen(text) - 1] == '/') {
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"write the whole path, from / on, without .. and without / at its end",
			"%s is meant, not \"%s\"", meant, text);
		return false;
	}
	*out = text;
	return true;
}

bool value_duration(const struct loading *loading, const struct tree_node *node, int64_t *out)
{
	static const struct {
		char letter;
		int64_t seconds;
	} units[] = {{'h', 3600}, {'d', 86400}, {'w', 604800}};
	size_t digits, i;
	int64_t number;

	if (!scalar(loading, node, "a time such as 30d"))
		return false;
	digits = strspn(node->text, "0123456789");
	for (i = 0; i < sizeof units / sizeof units[0]; i++) {
		if (digits == 0 || digits > 5 || node->text[0] == '0' ||
			node->text[digits] != units[i].letter || node->text[digits + 1] != '\0')
			continue;
		if (vouch_text_number(
			    vouch_arena_text_n(loading->arena, node->text, digits), &number)) {
			*out = number * units[i].seconds;
			return true;
		}
	}
	vouch_problem_add(loading->arena, loading->problems, node->pos,
		"write a number and h, d or w (hours, days, weeks)",
		"a time such as 30d is meant, not \"%s\"", node->text);
	return false;
}

bool value_date(const struct loading *loading, const struct tree_node *node, int64_t *out)
{
	if (!scalar(loading, node, "a date such as 2027-01-31"))
		return false;
	if (vouch_date_parse(node->text, out))
		return true;
	vouch_problem_add(loading->arena, loading->problems, node->pos,
		"write a day that exists as YEAR-MONTH-DAY",
		"a date such as 2027-01-31 is meant, not \"%s\"", node->text);
	return false;
}
