/* mac.c – starts simmac and its tools for tests. */
#include "mac.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch_test.h"

struct stream {
	int fd;
	struct vouch_buf bytes;
};

static void child(const char *const *argv, int in, int out, int err)
{
	char **arguments;

	/* No terminal: a prompt must not ask whoever runs the tests. */
	(void)setsid();
	if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
		_exit(126);
	memcpy(&arguments, &argv, sizeof arguments);
	execv(argv[0], arguments);
	_exit(127);
}

static void take(struct stream *stream)
{
	char block[4096];
	ssize_t got = read(stream->fd, block, sizeof block);

	if (got > 0) {
		vouch_buf_add(&stream->bytes, block, (size_t)got);
	} else if (got == 0 || errno != EINTR) {
		(void)close(stream->fd);
		stream->fd = -1;
	}
}

static void feed(int *fd, const char **input)
{
	ssize_t sent = write(*fd, *input, strlen(*input));

	if (sent > 0)
		*input += sent;
	if ((sent < 0 && errno != EINTR) || !**input) {
		(void)close(*fd);
		*fd = -1;
	}
}

static void talk(int in, const char *input, struct stream *out, struct stream *err)
{
	while (out->fd >= 0 || err->fd >= 0) {
		struct pollfd polls[] = {
			{out->fd, POLLIN, 0}, {err->fd, POLLIN, 0}, {in, POLLOUT, 0}};

		if (poll(polls, 3, -1) < 0)
			continue;
		if (polls[0].revents)
			take(out);
		if (polls[1].revents)
			take(err);
		if (in >= 0 && polls[2].revents)
			feed(&in, &input);
	}
	if (in >= 0)
		(void)close(in);
}

struct vouch_test_run vouch_test_run(
	struct vouch_arena *arena, const char *input, const char *const *argv)
{
	int in[2], out[2], err[2], status = 0;
	struct stream streams[2] = {0};
	struct vouch_test_run run;
	pid_t pid;

	(void)signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(in) | pipe(out) | pipe(err), 0);
	(void)fcntl(in[1], F_SETFD, FD_CLOEXEC);
	(void)fcntl(out[0], F_SETFD, FD_CLOEXEC);
	(void)fcntl(err[0], F_SETFD, FD_CLOEXEC);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		child(argv, in[0], out[1], err[1]);
	(void)close(in[0]);
	(void)close(out[1]);
	(void)close(err[1]);
	streams[0].fd = out[0];
	streams[1].fd = err[0];
	talk(in[1], input ? input : "", &streams[0], &streams[1]);
	while (waitpid(pid, &status, 0) < 0)
		assert_int_equal(errno, EINTR);
	run.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	run.out = vouch_arena_text(arena, vouch_buf_get(&streams[0].bytes));
	run.err = vouch_arena_text(arena, vouch_buf_get(&streams[1].bytes));
	vouch_buf_release(&streams[0].bytes);
	vouch_buf_release(&streams[1].bytes);
	return run;
}

struct words {
	const char **items;
	size_t count, room;
};

static void add_words(struct vouch_arena *arena, struct words *words, const char *const *more)
{
	for (; *more; more++)
		*VOUCH_PUSH(arena, words) = *more;
}

struct vouch_test_run vouch_test_simmac(
	struct vouch_arena *arena, const char *input, const char *const *arguments)
{
	struct words words = {0};

	add_words(arena, &words, ARGUMENTS(SIMMAC_PROGRAM));
	add_words(arena, &words, arguments);
	*VOUCH_PUSH(arena, &words) = NULL;
	return vouch_test_run(arena, input, words.items);
}

const char *vouch_test_mac(struct vouch_arena *arena, const char *folder, const char *input,
	const char *const *options)
{
	const char *root = vouch_arena_printf(arena, "%s/mac", folder);
	struct vouch_test_run run;
	struct words words = {0};

	add_words(arena, &words, ARGUMENTS("create", root, "--iterations", "5"));
	add_words(arena, &words, options);
	*VOUCH_PUSH(arena, &words) = NULL;
	run = vouch_test_simmac(arena, input, words.items);
	assert_string_equal(run.err, "");
	assert_int_equal(run.status, 0);
	return root;
}

struct vouch_test_run vouch_test_tool(struct vouch_arena *arena, const char *root,
	const char *input, const char *tool, const char *const *arguments)
{
	struct words words = {0};

	*VOUCH_PUSH(arena, &words) = vouch_arena_printf(arena, "%s/%s", root, tool);
	add_words(arena, &words, arguments);
	*VOUCH_PUSH(arena, &words) = NULL;
	return vouch_test_run(arena, input, words.items);
}
