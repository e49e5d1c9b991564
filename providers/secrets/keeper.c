/* keeper.c – asking and fetching, one row a source. */
#include "vouch/secrets/keeper.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/machine/spawn.h"

#include "source.h"

struct keeper {
	struct vouch_keeper_options options;
};

int vouch_password_check(
	const struct vouch_secret *password, const char *what, struct vouch_err *err)
{
	if (vouch_secret_is_empty(password))
		return vouch_err_set(err, VOUCH_E_APPLY, "%s: the password is empty", what);
	/* FACTS 2.4: a line longer than 1022 bytes fails with a misleading message. */
	if (password->length > VOUCH_PASSWORD_LONGEST)
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s: the password is longer than %d bytes, which the tools of macOS cannot "
			"take: use a shorter one",
			what, VOUCH_PASSWORD_LONGEST);
	if (memchr(password->bytes, '\n', password->length) != NULL ||
		memchr(password->bytes, '\0', password->length) != NULL)
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s: the password has a newline or a NUL in it, which the tools of macOS "
			"cannot take: use another one",
			what);
	return 0;
}

int source_take_first_line(const struct vouch_secret *raw, bool cut, const char *what,
	struct vouch_secret *out, struct vouch_err *err)
{
	const char *end = raw->length == 0 ? NULL : memchr(raw->bytes, '\n', raw->length);
	size_t length = end == NULL ? raw->length : (size_t)(end - raw->bytes);
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret line = {0};
	int r;

	if (end == NULL && cut)
		return vouch_err_set(
			err, VOUCH_E_APPLY, "%s: its first line is longer than any password", what);
	if (end != NULL && length > 0 && raw->bytes[length - 1] == '\r')
		length--;
	r = vouch_secret_set(&line, length == 0 ? "" : raw->bytes, length, err);
	if (r == 0)
		r = vouch_password_check(&line, what, err);
	if (r == 0)
		vouch_secret_move(out, &line);
	return r;
}

/* --- file --- */

static int open_source(const struct keeper *keeper, struct vouch_arena *arena, const char *path,
	const char **resolved, int *fd, struct vouch_err *err)
{
	return vouch_allowed_open(&keeper->options.allowed, arena, path, fd, resolved, err);
}

static int ask_file(const struct keeper *keeper, struct vouch_arena *arena,
	const struct vouch_password_value *source, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;
	struct stat status;
	int r = open_source(keeper, arena, source->text, NULL, &fd, err);

	if (r < 0)
		return r;
	if (fstat(fd, &status) == 0 && status.st_size == 0)
		return vouch_err_set(err, VOUCH_E_APPLY, "%s is empty", source->text);
	return 0;
}

static int fetch_file(const struct keeper *keeper, struct vouch_arena *arena,
	const struct vouch_password_value *source, struct vouch_secret *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret raw = {0};
	char piece[VOUCH_SECRET_MAX];
	ssize_t length = 0;
	int r = open_source(keeper, arena, source->text, NULL, &fd, err);

	while (r == 0 && raw.length < VOUCH_SECRET_MAX) {
		length = read(fd, piece, VOUCH_SECRET_MAX - raw.length);
		if (length < 0 && errno == EINTR)
			continue;
		if (length <= 0)
			break;
		r = vouch_secret_add(&raw, piece, (size_t)length, err);
	}
	vouch_wipe(piece, sizeof piece);
	if (r == 0 && length < 0)
		r = vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot read file %s", source->text);
	if (r < 0)
		return r;
	return source_take_first_line(&raw, raw.length == VOUCH_SECRET_MAX,
		vouch_arena_printf(arena, "file %s", source->text), out, err);
}

/* --- env --- */

static int ask_env(const struct keeper *keeper, struct vouch_arena *arena,
	const struct vouch_password_value *source, struct vouch_err *err)
{
	const char *value = getenv(source->text);

	(void)keeper;
	(void)arena;
	if (value == NULL || value[0] == '\0')
		return vouch_err_set(err, VOUCH_E_APPLY,
			"the variable %s is not set in the environment of vouch", source->text);
	return 0;
}

static int fetch_env(const struct keeper *keeper, struct vouch_arena *arena,
	const struct vouch_password_value *source, struct vouch_secret *out, struct vouch_err *err)
{
	const char *what = vouch_arena_printf(arena, "env %s", source->text);
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret value = {0};
	int r = ask_env(keeper, arena, source, err);
	const char *text = getenv(source->text);

	if (r < 0 || text == NULL)
		return r;
	r = vouch_secret_set(&value, text, strlen(text), err);
	if (r == 0)
		r = vouch_password_check(&value, what, err);
	if (r == 0)
		vouch_secret_move(out, &value);
	return r;
}

/* --- exec --- */

static int open_program(const struct keeper *keeper, struct vouch_arena *arena,
	const struct vouch_password_value *source, const char **resolved, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;
	const char *program = source->arguments == NULL ? NULL : source->arguments[0];
	struct stat status;
	int r;

	if (program == NULL)
		return vouch_err_set(err, VOUCH_E_APPLY, "exec names no program");
	r = open_source(keeper, arena, program, resolved, &fd, err);
	if (r < 0)
		return r;
	if (fstat(fd, &status) < 0 || (status.st_mode & (S_IXUSR | S_IXGRP | S_IXOTH)) == 0)
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s is not executable: run: sudo chmod +x %s", program, program);
	return 0;
}

static int ask_exec(const struct keeper *keeper, struct vouch_arena *arena,
	const struct vouch_password_value *source, struct vouch_err *err)
{
	const char *resolved;

	return open_program(keeper, arena, source, &resolved, err);
}

static const char *const *resolved_arguments(
	struct vouch_arena *arena, const struct vouch_password_value *source, const char *program)
{
	const char **arguments;
	size_t count = 0;

	while (source->arguments[count] != NULL)
		count++;
	arguments = vouch_arena_alloc_array(arena, count + 1, sizeof *arguments);
	memcpy(arguments, source->arguments, count * sizeof *arguments);
	arguments[0] = program;
	return arguments;
}

/* What the program prints on standard error is dropped: it might be the password. */
static int fetch_exec(const struct keeper *keeper, struct vouch_arena *arena,
	const struct vouch_password_value *source, struct vouch_secret *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret raw = {0};
	struct vouch_child child = {
		.secret_out = &raw,
		.deadline_ms = keeper->options.exec_deadline_ms,
		.output_cap = VOUCH_SECRET_MAX,
	};
	const char *program = NULL, *what;
	int r = open_program(keeper, arena, source, &program, err);

	if (r < 0)
		return r;
	what = vouch_arena_printf(arena, "exec %s", source->arguments[0]);
	child.argv = resolved_arguments(arena, source, program);
	r = vouch_spawn_run(arena, &child, 1, err);
	if (r < 0)
		return vouch_err_wrap(err, "%s", what);
	if (child.result.end != VOUCH_END_EXITED || child.result.status != 0)
		return vouch_err_set(err, VOUCH_E_APPLY, "%s %s: run it by hand as root to see why",
			what, vouch_child_end_text(arena, &child));
	return source_take_first_line(&raw, child.result.out_cut, what, out, err);
}

/* --- keychain --- */

static int ask_keychain(const struct keeper *keeper, struct vouch_arena *arena,
	const struct vouch_password_value *source, struct vouch_err *err)
{
	return keychain_ask(arena, &keeper->options, source->text, err);
}

static int fetch_keychain(const struct keeper *keeper, struct vouch_arena *arena,
	const struct vouch_password_value *source, struct vouch_secret *out, struct vouch_err *err)
{
	return keychain_fetch(arena, &keeper->options, source->text, out, err);
}

/* --- the table --- */

static int ask_vault(const struct keeper *keeper, struct vouch_arena *arena,
	const struct vouch_password_value *source, struct vouch_err *err)
{
	(void)keeper;
	(void)arena;
	(void)source;
	return vouch_err_set(
		err, VOUCH_E_APPLY, "generated passwords are kept in the vault, by account");
}

static int fetch_vault(const struct keeper *keeper, struct vouch_arena *arena,
	const struct vouch_password_value *source, struct vouch_secret *out, struct vouch_err *err)
{
	(void)out;
	return ask_vault(keeper, arena, source, err);
}

static const struct {
	/* 0: there is something. */
	int (*ask)(const struct keeper *keeper, struct vouch_arena *arena,
		const struct vouch_password_value *source, struct vouch_err *err);
	int (*fetch)(const struct keeper *keeper, struct vouch_arena *arena,
		const struct vouch_password_value *source, struct vouch_secret *out,
		struct vouch_err *err);
} sources[VOUCH_PASSWORD_COUNT] = {
	[VOUCH_PASSWORD_FILE] = {ask_file, fetch_file},
	[VOUCH_PASSWORD_ENV] = {ask_env, fetch_env},
	[VOUCH_PASSWORD_EXEC] = {ask_exec, fetch_exec},
	[VOUCH_PASSWORD_KEYCHAIN] = {ask_keychain, fetch_keychain},
	[VOUCH_PASSWORD_GENERATE] = {ask_vault, fetch_vault},
};
_Static_assert(sizeof sources / sizeof *sources == VOUCH_PASSWORD_COUNT, "one row a source");

static enum vouch_secret_state keeper_ask(void *self, struct vouch_arena *arena,
	const struct vouch_password_value *source, const char **why)
{
	struct vouch_err err = {0};

	if (sources[source->source].ask(self, arena, source, &err) == 0)
		return VOUCH_SECRET_HELD;
	*why = vouch_arena_text(arena, err.msg);
	return VOUCH_SECRET_MISSING;
}

static int keeper_fetch(void *self, const struct vouch_password_value *source,
	struct vouch_secret *out, struct vouch_err *err)
{
	struct vouch_arena arena = {0};
	int r = sources[source->source].fetch(self, &arena, source, out, err);

	vouch_arena_release(&arena);
	return r;
}

static const struct vouch_keeper_ops keeper_ops = {keeper_ask, keeper_fetch};

void vouch_keeper_new(const struct vouch_keeper_options *options, struct vouch_keeper *out)
{
	struct keeper *keeper = malloc(sizeof *keeper);

	if (keeper == NULL)
		abort(); /* as the arena does: a sudden death is a case the journal survives */
	keeper->options = *options;
	if (keeper->options.exec_deadline_ms <= 0)
		keeper->options.exec_deadline_ms = VOUCH_KEEPER_DEADLINE_MS;
	*out = (struct vouch_keeper){&keeper_ops, keeper};
}

void vouch_keeper_free(struct vouch_keeper *keeper)
{
	free(keeper->self);
	*keeper = (struct vouch_keeper){NULL, NULL};
}
