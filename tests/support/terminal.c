/* terminal.c – a program on a pseudo terminal, as somebody at a keyboard uses it. */
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch_test.h"

static void child(const char *const *argv, const char *name)
{
	char **arguments;
	int tty;

	(void)setsid();
	tty = open(name, O_RDWR);
	/* Where opening alone does not make it the terminal of this session. */
	(void)ioctl(tty, TIOCSCTTY, 0);
	if (tty < 0 || dup2(tty, 0) < 0 || dup2(tty, 1) < 0 || dup2(tty, 2) < 0)
		_exit(126);
	memcpy(&arguments, &argv, sizeof arguments);
	execv(argv[0], arguments);
	_exit(127);
}

enum { PATIENCE_MS = 20000 };

/* More of what stands there; false at the end, which Linux tells by EIO, or where nothing comes. */
static bool read_more(int terminal, struct vouch_buf *seen)
{
	struct pollfd wait = {terminal, POLLIN, 0};
	char block[1024];
	ssize_t got, i;

	if (poll(&wait, 1, PATIENCE_MS) == 0)
		return false;
	do
		got = read(terminal, block, sizeof block);
	while (got < 0 && errno == EINTR);
	for (i = 0; i < got; i++)
		if (block[i] != '\r')
			vouch_buf_add(seen, &block[i], 1);
	return got > 0;
}

static void answer(
	int terminal, struct vouch_buf *seen, size_t *from, const struct vouch_test_answer *answer)
{
	const char *text = vouch_buf_get(seen);
	const char *at;

	while ((at = strstr(text + *from, answer->prompt)) == NULL) {
		if (!read_more(terminal, seen))
			fail_msg("no prompt \"%s\" in:\n%s", answer->prompt, vouch_buf_get(seen));
		text = vouch_buf_get(seen);
	}
	*from = (size_t)(at - text) + strlen(answer->prompt);
	assert_int_equal(
		write(terminal, answer->text, strlen(answer->text)), (ssize_t)strlen(answer->text));
	assert_int_equal(write(terminal, "\n", 1), 1);
}

struct vouch_test_talk vouch_test_terminal(struct vouch_arena *arena, const char *const *argv,
	const struct vouch_test_answer *answers, size_t count)
{
	struct vouch_test_talk talk = {0};
	struct vouch_buf seen = {0};
	int terminal = posix_openpt(O_RDWR | O_NOCTTY), status = 0;
	const char *name;
	size_t i, from = 0;
	pid_t pid;

	assert_true(terminal >= 0);
	assert_int_equal(grantpt(terminal), 0);
	assert_int_equal(unlockpt(terminal), 0);
	name = ptsname(terminal);
	assert_non_null(name);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		child(argv, name);
	for (i = 0; i < count; i++)
		answer(terminal, &seen, &from, &answers[i]);
	while (read_more(terminal, &seen))
		continue;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	(void)close(terminal);
	talk.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	talk.seen = vouch_arena_text(arena, vouch_buf_get(&seen));
	vouch_buf_release(&seen);
	return talk;
}
