/* actor_act.c – running the tools that change something, and reading what they said. */
#include "actor_act.h"

#include <stdarg.h>
#include <string.h>

#include "vouch/base/text.h"

enum {
	OUTPUT_CAP = 1 << 22,
	KEPT = 4096, /* of each stream, in the transcript */
	SHOWN = 200, /* of one line, in a message */
	ARGUMENTS_SHOWN = 4,
	NAME_LONGEST = 244 /* FACTS 2.3: longer ones make no user */
};

static const struct {
	const char *path;
	int64_t deadline_ms; /* generous: a tool that is killed may leave half of its work */
} changers[VOUCH_MACOS_CHANGER_COUNT] = {
	[VOUCH_MACOS_DSCL] = {"/usr/bin/dscl", 60000},
	[VOUCH_MACOS_DSEDITGROUP] = {"/usr/sbin/dseditgroup", 60000},
	[VOUCH_MACOS_SYSADMINCTL] = {"/usr/sbin/sysadminctl", 300000},
	[VOUCH_MACOS_CREATEHOMEDIR] = {"/usr/sbin/createhomedir", 300000},
	[VOUCH_MACOS_DISKUTIL] = {"/usr/sbin/diskutil", 600000},
};

/* --- the transcript --- */

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

static void blot(const struct vouch_macos_act *act, struct vouch_bytes *bytes)
{
	char *copy = vouch_arena_text_n(act->arena, bytes->data, bytes->length);

	blot_one(copy, bytes->length, act->user_password);
	blot_one(copy, bytes->length, act->by_password);
	bytes->data = copy;
}

static void note_stream(struct vouch_buf *out, struct vouch_bytes bytes, bool cut)
{
	const char *at = bytes.data;
	size_t left = bytes.length < KEPT ? bytes.length : KEPT;

	while (left > 0) {
		const char *end = memchr(at, '\n', left);
		size_t length = end == NULL ? left : (size_t)(end - at);

		vouch_buf_text(out, "  ");
		vouch_text_escape(out, at, length);
		vouch_buf_text(out, "\n");
		at += length + (end != NULL);
		left -= length + (end != NULL);
	}
	if (bytes.length > KEPT || cut)
		vouch_buf_text(out, "  [more was printed]\n");
}

static void note_child(const struct vouch_macos_act *act, const struct vouch_child *child)
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
	note_stream(out, child->result.out, child->result.out_cut);
	note_stream(out, child->result.err, child->result.err_cut);
	if (child->result.end != VOUCH_END_EXITED || child->result.status != 0)
		vouch_buf_printf(out, "  [%s]\n", vouch_child_end_text(act->arena, child));
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

/* --- messages --- */

static const char *command_text(const struct vouch_macos_act *act, const struct vouch_child *child)
{
	struct vouch_buf buf = {0};
	const char *text;
	size_t i;

	vouch_buf_text(&buf, strrchr(child->argv[0], '/') + 1);
	for (i = 1; child->argv[i] != NULL && i <= ARGUMENTS_SHOWN; i++)
		vouch_buf_printf(&buf, " %s", child->argv[i]);
	text = vouch_arena_text(act->arena, vouch_buf_get(&buf));
	vouch_buf_release(&buf);
	return text;
}

/* FACTS 0.3: each line of sysadminctl starts with the time, its name and its number. */
static const char *without_stamp(const char *line)
{
	const char *stamp = strstr(line, "sysadminctl["), *end;

	if (stamp == NULL)
		return line;
	end = strstr(stamp, "] ");
	return end == NULL ? line : end + 2;
}

/* The line of bytes that holds the place, safe to show. */
static const char *line_at(
	const struct vouch_macos_act *act, struct vouch_bytes bytes, const char *place)
{
	const char *start = place, *end = place;
	const char *line;
	size_t length;

	while (start > bytes.data && start[-1] != '\n')
		start--;
	while (end < bytes.data + bytes.length && *end != '\n' && *end != '\r')
		end++;
	line = without_stamp(vouch_arena_text_n(act->arena, start, (size_t)(end - start)));
	length = strlen(line);
	return vouch_text_escaped(
		act->arena, vouch_arena_text_n(act->arena, line, length < SHOWN ? length : SHOWN));
}

static const char *first_line(const struct vouch_macos_act *act, struct vouch_bytes bytes)
{
	size_t i = 0;

	while (i < bytes.length && strchr("\n\r\t ", bytes.data[i]) != NULL)
		i++;
	return i == bytes.length ? "" : line_at(act, bytes, bytes.data + i);
}

int vouch_macos_act_failed(
	const struct vouch_macos_act *act, const struct vouch_child *child, struct vouch_err *err)
{
	const struct vouch_child_result *result = &child->result;
	const struct vouch_macos_trouble *trouble =
		vouch_macos_trouble_find(result->out, result->err);
	const char *place, *said,
		*cure = result->end == VOUCH_END_NOT_STARTED
				? "look whether the tool is there, and may be run"
				: "see what it said: vouch show last";

	said = first_line(act, result->err);
	if (said[0] == '\0')
		said = first_line(act, result->out);
	if (trouble != NULL) {
		cure = trouble->cure;
		place = vouch_macos_find_text(result->err, trouble->marker);
		if (place != NULL)
			said = line_at(act, result->err, place);
		else
			said = line_at(act, result->out,
				vouch_macos_find_text(result->out, trouble->marker));
	}
	return vouch_err_set(err,
		result->end == VOUCH_END_TIMED_OUT ? VOUCH_E_TIMEOUT : VOUCH_E_APPLY,
		"%s %s%s%s: %s", command_text(act, child), vouch_child_end_text(act->arena, child),
		said[0] == '\0' ? "" : ": ", said, cure);
}

/* --- running --- */

int vouch_macos_act_run(const struct vouch_macos_act *act, enum vouch_macos_changer tool,
	const char *const *arguments, const struct vouch_secret *const *lines,
	struct vouch_child *out, struct vouch_err *err)
{
	struct vouch_child child = {
		.secret_lines = lines,
		.inherit_fd = act->lock_fd,
		.deadline_ms = changers[tool].deadline_ms,
		.output_cap = OUTPUT_CAP,
	};
	const char **argv;
	size_t count = 0;
	int r;

	while (arguments[count] != NULL)
		count++;
	argv = vouch_arena_alloc_array(act->arena, count + 2, sizeof *argv);
	argv[0] = vouch_arena_printf(act->arena, "%s%s", act->root, changers[tool].path);
	memcpy(argv + 1, arguments, count * sizeof *argv);
	child.argv = argv;
	r = vouch_spawn_run(act->arena, &child, 1, err);
	if (r < 0)
		return vouch_err_wrap(err, "%s", command_text(act, &child));
	blot(act, &child.result.out);
	blot(act, &child.result.err);
	note_child(act, &child);
	if (child.result.end != VOUCH_END_EXITED)
		return vouch_macos_act_failed(act, &child, err);
	*out = child;
	return 0;
}

int vouch_macos_act_must(const struct vouch_macos_act *act, enum vouch_macos_changer tool,
	const char *const *arguments, const struct vouch_secret *const *lines,
	struct vouch_err *err)
{
	struct vouch_child child;
	int r = vouch_macos_act_run(act, tool, arguments, lines, &child, err);

	if (r < 0)
		return r;
	return child.result.status == 0 ? 0 : vouch_macos_act_failed(act, &child, err);
}

int vouch_macos_act_admin(const struct vouch_macos_act *act, const char *const *arguments,
	const struct vouch_secret *const *lines, const char *marker,
	enum vouch_macos_trouble_kind *kind, struct vouch_err *err)
{
	const struct vouch_macos_trouble *trouble;
	struct vouch_child child;
	int r;

	if (kind != NULL)
		*kind = VOUCH_MACOS_TROUBLE_COUNT;
	r = vouch_macos_act_run(act, VOUCH_MACOS_SYSADMINCTL, arguments, lines, &child, err);
	if (r < 0)
		return r;
	/* FACTS 2.5: the status is noise where it is 0; the words decide, and who looks again. */
	trouble = vouch_macos_trouble_find(child.result.out, child.result.err);
	if (trouble != NULL && kind != NULL)
		*kind = trouble->kind;
	if (trouble != NULL || child.result.status != 0 ||
		(marker != NULL && vouch_macos_find_text(child.result.err, marker) == NULL &&
			vouch_macos_find_text(child.result.out, marker) == NULL))
		return vouch_macos_act_failed(act, &child, err);
	return 0;
}

/* --- what can be said to a tool --- */

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
