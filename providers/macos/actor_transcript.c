/* actor_transcript.c – what tools were called with and printed, for the journal, without secrets.
 */
#include <stdarg.h>
#include <string.h>

#include "actor_act.h"
#include "vouch/base/text.h"

static void blot_one(char *bytes, size_t length, const struct vouch_secret *secret)
{
	size_t i;

	/* A short one would blot out half of the text without hiding anything. */
	if (secret == NULL || secret->length < 4)
		return;
	for (i = 0; i + secret->length <= length; i++)
		if (memcmp(bytes + i, secret->bytes, secret->length) == 0)
			memset(bytes + i, '*', secret->length);
}

static void blot_recovery_keys(char *bytes, size_t length)
{
	size_t i, key;

	for (i = 0; i < length; i++) {
		key = vouch_text_recovery_key(bytes + i, length - i);
		memset(bytes + i, '*', key);
	}
}

static void blot(const struct vouch_macos_act *act, struct vouch_bytes *bytes)
{
	char *copy = vouch_arena_text_n(act->arena, bytes->data, bytes->length);

	blot_one(copy, bytes->length, act->user_password);
	blot_one(copy, bytes->length, act->by_password);
	blot_one(copy, bytes->length, act->old_password);
	blot_recovery_keys(copy, bytes->length);
	bytes->data = copy;
}

static void note_stream(struct vouch_buf *out, struct vouch_bytes bytes, size_t kept, bool cut)
{
	const char *at = bytes.data;
	size_t left = bytes.length < kept ? bytes.length : kept;

	while (left > 0) {
		const char *end = memchr(at, '\n', left);
		size_t length = end == NULL ? left : (size_t)(end - at);

		vouch_buf_text(out, "  ");
		vouch_text_escape(out, at, length);
		vouch_buf_text(out, "\n");
		at += length + (end != NULL);
		left -= length + (end != NULL);
	}
	if (bytes.length > kept || cut)
		vouch_buf_text(out, "  [more was printed]\n");
}

static void note_child(
	const struct vouch_macos_act *act, const struct vouch_child *child, size_t kept)
{
	struct vouch_buf *out = act->transcript;
	size_t i;

	if (out == NULL)
		return;
	vouch_buf_text(out, "$");
	for (i = 0; child->argv[i] != NULL; i++) {
		const char *word = i == 0 ? strrchr(child->argv[0], '/') + 1 : child->argv[i];
		bool quoted = word[0] == '\0' || strpbrk(word, " \t;'\"*?$&|<>()") != NULL;

		vouch_buf_text(out, quoted ? " '" : " ");
		vouch_text_escape(out, word, strlen(word));
		vouch_buf_text(out, quoted ? "'" : "");
	}
	vouch_buf_text(out, "\n");
	note_stream(out, child->result.out, kept, child->result.out_cut);
	note_stream(out, child->result.err, kept, child->result.err_cut);
	if (child->result.end != VOUCH_END_EXITED || child->result.status != 0)
		vouch_buf_printf(out, "  [%s]\n", vouch_child_end_text(act->arena, child));
}

void vouch_macos_act_keep(const struct vouch_macos_act *act, struct vouch_child *child, size_t kept)
{
	blot(act, &child->result.out);
	blot(act, &child->result.err);
	note_child(act, child, kept);
}

void vouch_macos_act_note(const struct vouch_macos_act *act, const char *format, ...)
{
	va_list arguments;
	const char *text;

	if (act->transcript == NULL)
		return;
	va_start(arguments, format);
	text = vouch_arena_vprintf(act->arena, format, arguments);
	va_end(arguments);
	vouch_buf_text(act->transcript, "# ");
	vouch_text_escape(act->transcript, text, strlen(text));
	vouch_buf_text(act->transcript, "\n");
}
