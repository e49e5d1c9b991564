/* scrub.c – what tools printed, made safe to keep: no password of the step, bounded, no control
 * characters. The actor is careful already; this is the last gate before the journal. */
#include <string.h>

#include "vouch/base/text.h"
#include "walk.h"

enum { SECRETS = 3, SHORTEST_SECRET = 4, LONGEST_TEXT = 32 * 1024 };

static const char replacement[] = "[password]", key_replacement[] = "[recovery key]";

/* The length of the secret that starts here, or 0. */
static size_t secret_at(
	const char *text, size_t length, const struct vouch_secret *const secrets[SECRETS])
{
	size_t i;

	for (i = 0; i < SECRETS; i++) {
		const struct vouch_secret *secret = secrets[i];

		if (secret != NULL && secret->length >= SHORTEST_SECRET &&
			secret->length <= length &&
			memcmp(text, secret->bytes, secret->length) == 0)
			return secret->length;
	}
	return 0;
}

static void without_secrets(
	struct vouch_buf *out, const char *text, const struct vouch_credentials *credentials)
{
	const struct vouch_secret *const secrets[SECRETS] = {
		credentials->user, credentials->by, credentials->old};
	size_t length = strlen(text), at = 0;

	while (at < length) {
		size_t found = secret_at(text + at, length - at, secrets);
		size_t key = found > 0 ? 0 : vouch_text_recovery_key(text + at, length - at);

		if (found > 0)
			vouch_buf_text(out, replacement);
		else if (key > 0)
			vouch_buf_text(out, key_replacement);
		else
			vouch_buf_add(out, text + at, 1);
		at += found + key > 0 ? found + key : 1;
	}
}

/* Line by line, so that the lines stay. */
static void escape_lines(struct vouch_buf *out, const char *text)
{
	while (*text != '\0') {
		size_t length = strcspn(text, "\n");

		vouch_text_escape(out, text, length);
		text += length;
		if (*text == '\n') {
			vouch_buf_text(out, "\n");
			text++;
		}
	}
}

const char *scrubbed(
	struct vouch_arena *arena, const char *text, const struct vouch_credentials *credentials)
{
	struct vouch_buf clean = {0}, safe = {0};
	const char *copy;

	if (text == NULL || *text == '\0')
		return NULL;
	without_secrets(&clean, text, credentials);
	escape_lines(&safe, vouch_buf_get(&clean));
	if (safe.length <= LONGEST_TEXT)
		copy = vouch_arena_text_n(arena, vouch_buf_get(&safe), safe.length);
	else
		copy = vouch_arena_printf(
			arena, "%.*s\n[cut here]", LONGEST_TEXT, vouch_buf_get(&safe));
	vouch_buf_release(&clean);
	vouch_buf_release(&safe);
	return copy;
}

void scrub_error(struct vouch_err *err, const struct vouch_credentials *credentials)
{
	struct vouch_buf clean = {0};
	struct vouch_err copy = *err;

	without_secrets(&clean, err->msg, credentials);
	if (strcmp(vouch_buf_get(&clean), err->msg) != 0)
		(void)vouch_err_set(err, copy.code, "%s", vouch_buf_get(&clean));
	vouch_buf_release(&clean);
}
