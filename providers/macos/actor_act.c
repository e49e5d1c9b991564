/* actor_act.c – running the tools that change something, and reading what they said. */
#include "actor_act.h"

#include <string.h>

#include "vouch/base/text.h"

enum {
	OUTPUT_CAP = 1 << 22,
	SHOWN = 200, /* of one line, in a message */
	ARGUMENTS_SHOWN = 4
};
/* Of each stream, in the transcript: whole, as far as the journal goes, where words decide. */
enum { KEPT_SHORT = 4096, KEPT_WHOLE = 24 * 1024 };

static const struct {
	const char *path;
	int64_t deadline_ms; /* generous: a tool that is killed may leave half of its work */
	size_t kept;
} changers[VOUCH_MACOS_CHANGER_COUNT] = {
	[VOUCH_MACOS_DSCL] = {"/usr/bin/dscl", 60000, KEPT_SHORT},
	[VOUCH_MACOS_DSEDITGROUP] = {"/usr/sbin/dseditgroup", 60000, KEPT_WHOLE},
	[VOUCH_MACOS_SYSADMINCTL] = {"/usr/sbin/sysadminctl", 300000, KEPT_WHOLE},
	[VOUCH_MACOS_CREATEHOMEDIR] = {"/usr/sbin/createhomedir", 300000, KEPT_WHOLE},
	[VOUCH_MACOS_DISKUTIL] = {"/usr/sbin/diskutil", 600000, KEPT_WHOLE},
	[VOUCH_MACOS_FDESETUP] = {"/usr/bin/fdesetup", 300000, KEPT_WHOLE},
	[VOUCH_MACOS_PROFILES] = {"/usr/bin/profiles", 300000, KEPT_WHOLE},
};

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

/* The catalogue's row: by the words, else by the status where that means something. */
static const struct vouch_macos_trouble *trouble_of(const struct vouch_child *child)
{
	const struct vouch_child_result *result = &child->result;
	const struct vouch_macos_trouble *trouble =
		vouch_macos_trouble_find(result->out, result->err);

	if (trouble != NULL || result->end != VOUCH_END_EXITED)
		return trouble;
	return vouch_macos_trouble_of_status(strrchr(child->argv[0], '/') + 1, result->status);
}

/* The line that tells most: the one of the row, else the first that is not blank. */
static const char *telling_line(const struct vouch_macos_act *act,
	const struct vouch_child_result *result, const struct vouch_macos_trouble *trouble)
{
	const char *marker = trouble == NULL ? NULL : trouble->marker;
	const char *place = marker == NULL ? NULL : vouch_macos_find_text(result->err, marker);
	const char *said;

	if (place != NULL)
		return line_at(act, result->err, place);
	place = marker == NULL ? NULL : vouch_macos_find_text(result->out, marker);
	if (place != NULL)
		return line_at(act, result->out, place);
	said = first_line(act, result->err);
	return said[0] != '\0' ? said : first_line(act, result->out);
}

int vouch_macos_act_failed(
	const struct vouch_macos_act *act, const struct vouch_child *child, struct vouch_err *err)
{
	const struct vouch_child_result *result = &child->result;
	const struct vouch_macos_trouble *trouble = trouble_of(child);
	const char *said = telling_line(act, result, trouble);
	const char *cure = trouble != NULL ? trouble->cure
			   : result->end == VOUCH_END_NOT_STARTED
				   ? "look whether the tool is there, and may be run"
				   : "see what it said: vouch show last";

	if (act->trouble != NULL)
		*act->trouble = trouble == NULL ? VOUCH_MACOS_TROUBLE_COUNT : trouble->kind;
	return vouch_err_set(err,
		result->end == VOUCH_END_TIMED_OUT ? VOUCH_E_TIMEOUT : VOUCH_E_APPLY,
		"%s %s%s%s: %s", command_text(act, child), vouch_child_end_text(act->arena, child),
		said[0] == '\0' ? "" : ": ", said, cure);
}

/* --- running --- */

static int run(const struct vouch_macos_act *act, enum vouch_macos_changer tool,
	const char *const *arguments, struct vouch_child *child, struct vouch_err *err)
{
	const char **argv;
	size_t count = 0;
	int r;

	while (arguments[count] != NULL)
		count++;
	argv = vouch_arena_alloc_array(act->arena, count + 2, sizeof *argv);
	argv[0] = vouch_arena_printf(act->arena, "%s%s", act->root, changers[tool].path);
	memcpy(argv + 1, arguments, count * sizeof *argv);
	child->argv = argv;
	child->inherit_fd = act->lock_fd;
	child->deadline_ms = changers[tool].deadline_ms;
	child->output_cap = child->secret_out == NULL ? OUTPUT_CAP : VOUCH_SECRET_MAX;
	r = vouch_spawn_run(act->arena, child, 1, err);
	if (r < 0)
		return vouch_err_wrap(err, "%s", command_text(act, child));
	vouch_macos_act_keep(act, child, changers[tool].kept);
	return child->result.end == VOUCH_END_EXITED ? 0 : vouch_macos_act_failed(act, child, err);
}

int vouch_macos_act_run(const struct vouch_macos_act *act, enum vouch_macos_changer tool,
	const char *const *arguments, const struct vouch_secret *const *lines,
	struct vouch_child *out, struct vouch_err *err)
{
	struct vouch_child child = {.secret_lines = lines};
	int r = run(act, tool, arguments, &child, err);

	if (r == 0)
		*out = child;
	return r;
}

int vouch_macos_act_secret(const struct vouch_macos_act *act, enum vouch_macos_changer tool,
	const char *const *arguments, const struct vouch_secret *const *lines,
	struct vouch_secret *printed, struct vouch_child *out, struct vouch_err *err)
{
	struct vouch_child child = {.secret_lines = lines, .secret_out = printed};
	int r = run(act, tool, arguments, &child, err);

	if (r == 0)
		*out = child;
	return r;
}

int vouch_macos_act_ask(const struct vouch_macos_act *act, enum vouch_macos_changer tool,
	const char *const *arguments, const struct vouch_answer *answers, size_t count,
	struct vouch_child *out, struct vouch_err *err)
{
	struct vouch_child child = {.answers = answers, .answer_count = count};
	int r = run(act, tool, arguments, &child, err);

	if (r == 0)
		*out = child;
	return r;
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

int vouch_macos_act_judge(
	const struct vouch_macos_act *act, const struct vouch_child *child, struct vouch_err *err)
{
	if (child->result.status == 0 && trouble_of(child) == NULL)
		return 0;
	return vouch_macos_act_failed(act, child, err);
}

int vouch_macos_act_words(const struct vouch_macos_act *act, enum vouch_macos_changer tool,
	const char *const *arguments, const struct vouch_secret *const *lines,
	struct vouch_err *err)
{
	struct vouch_child child;
	int r = vouch_macos_act_run(act, tool, arguments, lines, &child, err);

	return r < 0 ? r : vouch_macos_act_judge(act, &child, err);
}

/* FACTS C6: a pipe that the tool did not read from is tried as a terminal, where each password can
 * be typed there. FACTS 2.4: the same order; its own words for whose it asks. */
static bool ask_instead(const struct vouch_macos_act *act, const char *const *arguments,
	const struct vouch_secret *const *lines, struct vouch_child *out)
{
	struct vouch_answer answers[2];
	size_t count;

	for (count = 0; lines != NULL && lines[count] != NULL; count++) {
		bool by = lines[count] != act->user_password;

		if (count == sizeof answers / sizeof *answers ||
			vouch_macos_check_password_for_terminal("it", lines[count], NULL) < 0)
			return false;
		answers[count] =
			(struct vouch_answer){by ? "password for" : "assword:", NULL, lines[count]};
	}
	return count > 0 && vouch_macos_act_ask(act, VOUCH_MACOS_SYSADMINCTL, arguments, answers,
				    count, out, NULL) == 0;
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
	trouble = trouble_of(&child);
	if (trouble != NULL && trouble->kind == VOUCH_MACOS_NO_PASSWORD_INPUT)
		(void)ask_instead(act, arguments, lines, &child); /* else the first answer stays */
	/* FACTS 2.5: the status is noise where it is 0; the words decide, and who looks again. */
	trouble = trouble_of(&child);
	if (trouble != NULL && kind != NULL)
		*kind = trouble->kind;
	if (trouble != NULL || child.result.status != 0 ||
		(marker != NULL && vouch_macos_find_text(child.result.err, marker) == NULL &&
			vouch_macos_find_text(child.result.out, marker) == NULL))
		return vouch_macos_act_failed(act, &child, err);
	return 0;
}
