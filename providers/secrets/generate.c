/* generate.c – makes a password that the tools of macOS take and people can read. */
#include <string.h>

#include "vouch/base/compat.h"
#include "vouch/secrets/vault.h"

/* FACTS 2.4: the tools' prompts take 128 bytes. */
enum { SHORTEST = 12, LONGEST = 127 };

/* Without 0 and O, 1, I and l. */
#define UPPER  "ABCDEFGHJKLMNPQRSTUVWXYZ"
#define LOWER  "abcdefghijkmnopqrstuvwxyz"
#define DIGITS "23456789"
#define MARKS  ".-_"

/* One of the characters, each as likely as the others. */
static char draw(const char *characters)
{
	size_t count = strlen(characters), limit = 256 - 256 % count;
	unsigned char byte;

	do
		vouch_compat_random(&byte, 1);
	while (byte >= limit);
	return characters[byte % count];
}

static bool has_each_kind(const char *text)
{
	return strpbrk(text, UPPER) != NULL && strpbrk(text, LOWER) != NULL &&
	       strpbrk(text, DIGITS) != NULL && strpbrk(text, MARKS) != NULL;
}

int vouch_password_generate(int64_t length, struct vouch_secret *out, struct vouch_err *err)
{
	char text[LONGEST + 1];
	int64_t i;
	int r;

	if (length < SHORTEST || length > LONGEST)
		return vouch_err_set(err, VOUCH_E_BUG, "a password of %lld characters is not made",
			(long long)length);
	do {
		/* "-" in front would be an option, or the word for standard input. */
		for (i = 0; i < length; i++)
			text[i] = draw(UPPER LOWER DIGITS MARKS);
		text[length] = '\0';
	} while (strchr(MARKS, text[0]) != NULL || !has_each_kind(text));
	r = vouch_secret_set(out, text, (size_t)length, err);
	vouch_wipe(text, sizeof text);
	return r;
}
