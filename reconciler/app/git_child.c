/* git_child.c – finds vouch-git, runs it and makes its end an error of ours. */
#include "git_child.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/compat.h"
#include "vouch/base/text.h"
#include "vouch/git/protocol.h"
#include "vouch/machine/spawn.h"

/* Beside vouch, or in ../libexec. */
static int find_program(struct vouch_arena *arena, const char **out, struct vouch_err *err)
{
	static const char *const places[] = {"vouch-git", "../libexec/vouch-git"};
	char program[PATH_MAX] = "";
	char *slash;
	size_t i;

	vouch_compat_program_path(program, sizeof program);
	slash = strrchr(program, '/');
	if (slash == NULL)
		return vouch_err_set(err, VOUCH_E_SOURCE,
			"cannot find vouch-git: the system does not tell where vouch itself lies");
	*slash = '\0';
	for (i = 0; i < sizeof places / sizeof places[0]; i++) {
		const char *path = vouch_arena_printf(arena, "%s/%s", program, places[i]);

		if (access(path, X_OK) == 0) {
			*out = path;
			return 0;
		}
	}
	return vouch_err_set(err, VOUCH_E_SOURCE,
		"vouch-git is neither in %s nor in its ../libexec: install it there, or name a "
		"folder without git",
		program);
}

/* What it said after "vouch-git: <word>: ", on one line. */
static const char *complaint(struct vouch_arena *arena, const struct vouch_child_result *result)
{
	const char *text = result->err.data == NULL ? "" : result->err.data;
	const char *prefix =
		vouch_arena_printf(arena, "vouch-git: %s: ", vouch_git_end_word(result->status));

	if (vouch_text_starts(text, prefix))
		text += strlen(prefix);
	text = vouch_arena_text_n(arena, text, strcspn(text, "\n"));
	return *text == '\0' ? "it said nothing" : text;
}

static int judge(struct vouch_arena *arena, const struct vouch_child *child,
	struct vouch_git_answer *out, struct vouch_err *err)
{
	const struct vouch_child_result *result = &child->result;

	if (result->end == VOUCH_END_TIMED_OUT) {
		out->unreachable = true; /* a mute server is one that does not answer */
		return vouch_err_set(err, VOUCH_E_SOURCE, "vouch-git got no answer: %s",
			vouch_child_end_text(arena, child));
	}
	if (result->end != VOUCH_END_EXITED)
		return vouch_err_set(
			err, VOUCH_E_SOURCE, "vouch-git %s", vouch_child_end_text(arena, child));
	if (result->status != VOUCH_GIT_OK) {
		out->unreachable = result->status == VOUCH_GIT_UNREACHABLE;
		return vouch_err_set(
			err, vouch_git_end_code(result->status), "%s", complaint(arena, result));
	}
	if (result->out_cut)
		return vouch_err_set(err, VOUCH_E_SOURCE,
			"vouch-git handed over more than %d bytes", (int)VOUCH_GIT_OUTPUT_MAX);
	out->files = result->out;
	return 0;
}

static int run(struct vouch_arena *arena, const char **argv, int64_t deadline_ms,
	struct vouch_git_answer *out, struct vouch_err *err)
{
	struct vouch_child child = {
		.argv = argv,
		.deadline_ms = deadline_ms == 0 ? VOUCH_GIT_DEADLINE_MS : deadline_ms,
		.output_cap = VOUCH_GIT_OUTPUT_MAX,
	};
	int r = find_program(arena, &argv[0], err);

	if (r >= 0)
		r = vouch_spawn_run(arena, &child, 1, err);
	return r < 0 ? r : judge(arena, &child, out, err);
}

int vouch_git_sync(struct vouch_arena *arena, const char *mirror, const char *url, const char *rev,
	int64_t deadline_ms, struct vouch_git_answer *out, struct vouch_err *err)
{
	const char *argv[] = {NULL, "sync", "--mirror", mirror, "--url", url, "--files",
		rev == NULL ? NULL : "--rev", rev, NULL};

	return run(arena, argv, deadline_ms, out, err);
}

int vouch_git_files(struct vouch_arena *arena, const char *mirror, const char *commit,
	struct vouch_git_answer *out, struct vouch_err *err)
{
	const char *argv[] = {NULL, "files", "--mirror", mirror, "--commit", commit, NULL};

	return run(arena, argv, 0, out, err);
}
