/* actor_unlocker.c – who unlocks the disk of a Mac on HFS+, where there are no tokens. */
#include <string.h>

#include "actor_changes.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

static int add(struct vouch_secret *to, const char *text, struct vouch_err *err)
{
	return vouch_secret_add(to, text, strlen(text), err);
}

/* FACTS 4.3: what means something to XML is written otherwise. */
static int add_escaped(
	struct vouch_secret *to, const char *bytes, size_t length, struct vouch_err *err)
{
	static const struct {
		char byte;
		const char *text;
	} escapes[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}};
	size_t i, j;
	int r = 0;

	for (i = 0; r == 0 && i < length; i++) {
		for (j = 0; j < sizeof escapes / sizeof *escapes; j++)
			if (bytes[i] == escapes[j].byte)
				break;
		r = j < sizeof escapes / sizeof *escapes ? add(to, escapes[j].text, err)
							 : vouch_secret_add(to, &bytes[i], 1, err);
	}
	return r;
}

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?><plist version=\"1.0\"><dict>"

static int add_password(
	struct vouch_secret *to, const struct vouch_secret *password, struct vouch_err *err)
{
	int r = add(to, "<key>Password</key><string>", err);

	if (r == 0)
		r = add_escaped(to, password->bytes, password->length, err);
	return r < 0 ? r : add(to, "</string>", err);
}

static int add_entry(struct vouch_secret *to, const char *name, const struct vouch_secret *password,
	struct vouch_err *err)
{
	int r = add(to, "<key>Username</key><string>", err);

	if (r == 0)
		r = add_escaped(to, name, strlen(name), err);
	if (r == 0)
		r = add(to, "</string>", err);
	return r < 0 ? r : add_password(to, password, err);
}

int vouch_macos_key_input(
	const struct vouch_secret *key, struct vouch_secret *out, struct vouch_err *err)
{
	int r = add(out, HEAD, err);

	if (r == 0)
		r = add_password(out, key, err);
	return r < 0 ? r : add(out, "</dict></plist>", err);
}

/* A property list is text: some bytes cannot stand in one, however they are written. */
static int check(const char *whose, const struct vouch_secret *password, struct vouch_err *err)
{
	size_t i;
	int r = vouch_macos_check_password(whose, password, err);

	for (i = 0; r == 0 && i < password->length; i++)
		if ((unsigned char)password->bytes[i] < ' ')
			r = -VOUCH_E_APPLY;
	if (r == 0 && !vouch_text_is_utf8(password->bytes, password->length))
		r = -VOUCH_E_APPLY;
	return r == 0 ? 0
		      : vouch_err_set(err, VOUCH_E_APPLY,
				"the password of %s cannot be said to fdesetup: it is missing, too "
				"long, no UTF-8, or has a control character in it",
				whose);
}

static int add_user(
	const struct vouch_macos_act *act, struct vouch_secret *out, struct vouch_err *err)
{
	int r = add(out, "<key>AdditionalUsers</key><array><dict>", err);

	if (r == 0)
		r = add_entry(out, act->change->user, act->user_password, err);
	return r < 0 ? r : add(out, "</dict></array>", err);
}

int vouch_macos_unlocker_input(const struct vouch_macos_act *act, bool with_user,
	struct vouch_secret *out, struct vouch_err *err)
{
	int r = check(act->change->by, act->by_password, err);

	if (r == 0 && with_user)
		r = check(act->change->user, act->user_password, err);
	if (r == 0)
		r = add(out, HEAD, err);
	if (r == 0)
		r = add_entry(out, act->change->by, act->by_password, err);
	if (r == 0 && with_user)
		r = add_user(act, out, err);
	return r < 0 ? r : add(out, "</dict></plist>", err);
}

/* FACTS T8, 4.3. */
int vouch_macos_add_unlocker(const struct vouch_macos_act *act, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret input = {0};
	int r;

	if (act->change->by == NULL)
		return vouch_err_set(err, VOUCH_E_BUG, "FileVault needs somebody who unlocks it");
	r = vouch_macos_unlocker_input(act, true, &input, err);
	return r < 0 ? r
		     : vouch_macos_act_words(act, VOUCH_MACOS_FDESETUP,
			       VOUCH_MACOS_WORDS("add", "-inputplist"), VOUCH_MACOS_LINES(&input),
			       err);
}

/* FACTS T9. */
int vouch_macos_remove_unlocker(const struct vouch_macos_act *act, struct vouch_err *err)
{
	return vouch_macos_act_words(act, VOUCH_MACOS_FDESETUP,
		VOUCH_MACOS_WORDS("remove", "-user", act->change->user), NULL, err);
}
