/* terminal.c – a program on a pseudo terminal, as somebody at a keyboard uses it. */
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
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
	if (tty > 2)
		(void)close(tty);
	memcpy(&arguments, &argv, sizeof arguments);
	execv(argv[0], arguments);
	_exit(127);
}

enum { PATIENCE_MS = 20000 };

struct speaker {
	pid_t pid;
	int terminal;
	struct vouch_buf seen;
};

/* Nobody stays behind at a terminal when the test is over. */
static void give_up(struct speaker *speaker)
{
	(void)kill(speaker->pid, SIGKILL);
	(void)waitpid(speaker->pid, NULL, 0);
	(void)close(speaker->terminal);
}

enum heard { MORE, END, SILENCE };

/* More of what stands there. Linux tells the end by EIO. */
static enum heard read_more(struct speaker *speaker)
{
	struct pollfd wait = {speaker->terminal, POLLIN, 0};
	char block[1024];
	ssize_t got, i;

	if (poll(&wait, 1, PATIENCE_MS) == 0)
		return SILENCE;
	do
		got = read(speaker->terminal, block, sizeof block);
	while (got < 0 && errno == EINTR);
	for (i = 0; i < got; i++)
		if (block[i] != '\r')
			vouch_buf_add(&speaker->seen, &block[i], 1);
	return got > 0 ? MORE : END;
}

static void answer(struct speaker *speaker, size_t *from, const struct vouch_test_answer *answer)
{
	const char *text = vouch_buf_get(&speaker->seen);
	size_t length = strlen(answer->text);
	const char *at;
	bool taken;

	while ((at = strstr(text + *from, answer->prompt)) == NULL) {
		if (read_more(speaker) != MORE) {
			give_up(speaker);
			fail_msg("no prompt \"%s\" in:\n%s", answer->prompt, text);
		}
		text = vouch_buf_get(&speaker->seen);
	}
	*from = (size_t)(at - text) + strlen(answer->prompt);
	taken = write(speaker->terminal, answer->text, length) == (ssize_t)length &&
		write(speaker->terminal, "\n", 1) == 1;
	if (!taken)
		give_up(speaker);
	assert_true(taken);
}

struct vouch_test_talk vouch_test_terminal(struct vouch_arena *arena, const char *const *argv,
	const struct vouch_test_answer *answers, size_t count)
{
	struct vouch_test_talk talk = {0};
	struct speaker speaker = {.terminal = posix_openpt(O_RDWR | O_NOCTTY)};
	enum heard heard;
	const char *name;
	size_t i, from = 0;
	int status = 0;

	assert_true(speaker.terminal >= 0);
	/* Held by the tool as well, it would never hang up on it, should this test be killed. */
	assert_return_code(fcntl(speaker.terminal, F_SETFD, FD_CLOEXEC), errno);
	assert_int_equal(grantpt(speaker.terminal), 0);
	assert_int_equal(unlockpt(speaker.terminal), 0);
	name = ptsname(speaker.terminal);
	assert_non_null(name);
	speaker.pid = fork();
	assert_true(speaker.pid >= 0);
	if (speaker.pid == 0)
		child(argv, name);
	for (i = 0; i < count; i++)
		answer(&speaker, &from, &answers[i]);
	while ((heard = read_more(&speaker)) == MORE)
		continue;
	if (heard == SILENCE) {
		give_up(&speaker);
		fail_msg("it neither ends nor asks:\n%s", vouch_buf_get(&speaker.seen));
	}
	assert_int_equal(waitpid(speaker.pid, &status, 0), speaker.pid);
	(void)close(speaker.terminal);
	talk.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	talk.seen = vouch_arena_text(arena, vouch_buf_get(&speaker.seen));
	vouch_buf_release(&speaker.seen);
	return talk;
}
