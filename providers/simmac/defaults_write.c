/* defaults_write.c – what defaults write puts into a domain: values with a type, or a list's text.
 */
#include <stdlib.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/clock.h"
#include "vouch/base/text.h"

#include "defaults.h"
#include "old_style.h"

static struct vouch_plist *hex(const char *text)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf wrapped = {0};

	vouch_buf_printf(&wrapped, "<%s>", text);
	return simmac_old_style_parse(vouch_buf_get(&wrapped));
}

/* A list in XML or in NeXT's form; a text where it is neither. */
static struct vouch_plist *parse(const char *text)
{
	struct vouch_plist *list = NULL;

	if (!vouch_text_is_utf8(text, strlen(text)))
		return NULL;
	if (*text == '<' &&
		vouch_plist_parse(text, strlen(text), SIMMAC_LIST_MAX, &list, NULL) == 0)
		return list;
	list = *text ? simmac_old_style_parse(text) : NULL;
	if (!list && (*text == '{' || *text == '('))
		return NULL;
	return list ? list : vouch_plist_new_string(text);
}

static struct vouch_plist *boolean(const char *text)
{
	static const char *const yes[] = {"true", "yes", "1"}, *const no[] = {"false", "no", "0"};
	size_t i;

	for (i = 0; i < sizeof yes / sizeof *yes; i++) {
		if (vouch_text_equal_nocase(yes[i], text))
			return vouch_plist_new_boolean(true);
		if (vouch_text_equal_nocase(no[i], text))
			return vouch_plist_new_boolean(false);
	}
	return NULL;
}

static struct vouch_plist *scalar(const char *type, const char *text)
{
	int64_t number;
	char *end;

	if (strcmp(type, "-string") == 0)
		return vouch_text_is_utf8(text, strlen(text)) ? vouch_plist_new_string(text) : NULL;
	if (strcmp(type, "-int") == 0 || strcmp(type, "-integer") == 0)
		return vouch_text_number(text, &number) ? vouch_plist_new_integer(number) : NULL;
	if (strcmp(type, "-float") == 0) {
		double real = strtod(text, &end);

		return *text && !*end ? vouch_plist_new_real(real) : NULL;
	}
	if (strcmp(type, "-bool") == 0 || strcmp(type, "-boolean") == 0)
		return boolean(text);
	if (strcmp(type, "-data") == 0)
		return hex(text);
	if (strcmp(type, "-date") == 0)
		return vouch_time_parse(text, &number) || vouch_date_parse(text, &number)
			       ? vouch_plist_new_date(number)
			       : NULL;
	return NULL;
}

static bool is_scalar(const char *word)
{
	static const char *const types[] = {
		"-string", "-int", "-integer", "-float", "-bool", "-boolean", "-data", "-date"};
	size_t i;

	for (i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(types[i], word) == 0)
			return true;
	return false;
}

/* The next value of a list on the command line: "-type text", or text alone. */
static struct vouch_plist *next(char ***at)
{
	char **words = *at;

	if (is_scalar(words[0]) && words[1]) {
		*at += 2;
		return scalar(words[0], words[1]);
	}
	*at += 1;
	return parse(words[0]);
}

/* The list that the values go to: a new one, or with -add a copy of the one that is there. */
static struct vouch_plist *base(
	const struct vouch_plist *old, bool adds, enum vouch_plist_kind kind)
{
	if (adds && vouch_plist_kind(old) == kind)
		return vouch_plist_copy(old);
	if (adds && old)
		return NULL;
	return kind == VOUCH_PLIST_ARRAY ? vouch_plist_new_array() : vouch_plist_new_dict();
}

static struct vouch_plist *container(const char *type, char **words, const struct vouch_plist *old)
{
	bool dict = vouch_text_starts(type, "-dict");
	bool adds = vouch_text_ends(type, "-add");
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *made = base(old, adds, dict ? VOUCH_PLIST_DICT : VOUCH_PLIST_ARRAY);
	struct vouch_plist *done;

	while (made && *words) {
		const char *key = dict ? *words++ : NULL;
		struct vouch_plist *value = *words ? next(&words) : NULL;

		if (!value)
			return NULL;
		if (dict)
			vouch_plist_set(made, key, value);
		else
			vouch_plist_append(made, value);
	}
	done = made;
	made = NULL;
	return done;
}

bool simmac_defaults_write(struct simmac_defaults *call)
{
	static const char *const containers[] = {"-array", "-array-add", "-dict", "-dict-add"};
	char **words = call->words + 1;
	const char *key = call->words[0];
	struct vouch_plist *value = NULL;
	bool known = false;
	size_t i;

	for (i = 0; i < sizeof containers / sizeof *containers; i++)
		known |= call->count > 1 && strcmp(containers[i], words[0]) == 0;
	if (known)
		value = container(words[0], words + 1, vouch_plist_get(call->list, key));
	else if (call->count == 3 && is_scalar(words[0]))
		value = scalar(words[0], words[1]);
	else if (call->count == 2)
		value = parse(words[0]);
	if (!value || !vouch_text_is_utf8(key, strlen(key))) {
		vouch_plist_free(value);
		(void)simmac_defaults_fail("\nCould not parse: %s.  Try single-quoting it.",
			call->count > 1 ? call->words[call->count - 1] : key);
		return false;
	}
	vouch_plist_set(call->list, key, value);
	return true;
}
