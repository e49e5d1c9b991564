/* actor_check.c – what can be said to a tool: names, values and passwords that none misreads. */
#include <string.h>

#include "actor_act.h"
#include "vouch/base/text.h"

enum { NAME_LONGEST = 244 /* FACTS 2.3: longer ones make no user */ };

int vouch_macos_check_value(const char *what, const char *value, struct vouch_err *err)
{
	size_t length = strlen(value), i;

	/* FACTS 2.1: a value with "-" in front is taken for an option; there is no "--". */
	if (value[0] == '-')
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s %s starts with \"-\", which the tools of macOS take for an option: "
			"choose another one",
			what, value);
	for (i = 0; i < length; i++)
		if ((unsigned char)value[i] < ' ' || value[i] == 0x7f)
			return vouch_err_set(err, VOUCH_E_APPLY,
				"%s has a control character in it: take it out", what);
	if (!vouch_text_is_utf8(value, length))
		return vouch_err_set(err, VOUCH_E_APPLY, "%s is not UTF-8: write it so", what);
	return 0;
}

int vouch_macos_check_name(const char *what, const char *name, struct vouch_err *err)
{
	if (name == NULL || name[0] == '\0' || name[0] == '.' || strchr(name, '/') != NULL ||
		strlen(name) > NAME_LONGEST)
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s \"%s\" is no name that the tools of macOS take: 1 to %d bytes, no "
			"\"/\", "
			"no \".\" in front",
			what, name == NULL ? "" : name, NAME_LONGEST);
	return vouch_macos_check_value(what, name, err);
}

int vouch_macos_check_password(
	const char *whose, const struct vouch_secret *password, struct vouch_err *err)
{
	enum { LONGEST = 1022 }; /* FACTS 2.4 */

	if (password == NULL || vouch_secret_is_empty(password))
		return vouch_err_set(err, VOUCH_E_APPLY, "there is no password of %s", whose);
	if (password->length > LONGEST || memchr(password->bytes, '\n', password->length) != NULL ||
		memchr(password->bytes, '\0', password->length) != NULL)
		return vouch_err_set(err, VOUCH_E_APPLY,
			"the password of %s is longer than %d bytes, or has a newline or a NUL in "
			"it: the tools of macOS cannot take it",
			whose, LONGEST);
	return 0;
}

int vouch_macos_check_password_for_terminal(
	const char *whose, const struct vouch_secret *password, struct vouch_err *err)
{
	size_t i;
	int r = vouch_macos_check_password(whose, password, err);

	if (r < 0)
		return r;
	for (i = 0; i < password->length; i++)
		if ((unsigned char)password->bytes[i] < ' ' || password->bytes[i] == 0x7f)
			return vouch_err_set(err, VOUCH_E_APPLY,
				"the password of %s has a control character in it, which cannot be "
				"typed at a prompt: choose another one",
				whose);
	if (password->length > VOUCH_MACOS_PROMPT_LONGEST)
		return vouch_err_set(err, VOUCH_E_APPLY,
			"the password of %s is longer than the %d bytes that the prompt of this "
			"tool takes: choose a shorter one",
			whose, VOUCH_MACOS_PROMPT_LONGEST);
	return 0;
}
