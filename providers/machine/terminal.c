/* terminal.c – pseudo-terminals: opening one, being asked on it, answering. */
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/uio.h>
#include <termios.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"

/* No echo: what is answered must not come back as output. Lines stay as they were written. */
static int make_quiet(int fd)
{
	struct termios settings;

	if (tcgetattr(fd, &settings) < 0)
		return -1;
	settings.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
	settings.c_oflag &= ~(tcflag_t)OPOST;
	return tcsetattr(fd, TCSANOW, &settings);
}

int vouch_terminal_open(int *ours, int *theirs)
{
	VOUCH_CLEANUP(vouch_fd_close) int own = posix_openpt(O_RDWR | O_NOCTTY);
	VOUCH_CLEANUP(vouch_fd_close) int other = -1;
	const char *name;

	if (own < 0 || grantpt(own) < 0 || unlockpt(own) < 0)
		return -1;
	name = ptsname(own);
	if (name == NULL)
		return -1;
	other = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (other < 0 || make_quiet(other) < 0 || fcntl(own, F_SETFD, FD_CLOEXEC) < 0 ||
		fcntl(own, F_SETFL, O_NONBLOCK) < 0)
		return -1;
	*ours = own;
	*theirs = other;
	own = other = -1;
	return 0;
}

int vouch_terminal_take(int fd)
{
	/* The leader of a session without a terminal takes one so, on Linux and on macOS. */
	return ioctl(fd, TIOCSCTTY, 0);
}

/* Where the prompt ends in what was said from start on; 0 where it has not come. */
static size_t prompt_end(const struct vouch_buf *said, size_t start, const char *prompt)
{
	size_t wanted = strlen(prompt), i;

	for (i = start; i + wanted <= said->length; i++)
		if (strncasecmp(vouch_buf_get(said) + i, prompt, wanted) == 0)
			return i + wanted;
	return 0;
}

/* One line, straight from where it lies. A terminal takes a short line whole, or not at all. */
static bool send_line(int fd, const char *data, size_t length)
{
	union {
		const char *promised; /* writev does not write there, but iovec's type says so */
		char *wanted;
	} bytes = {data}, newline = {"\n"};
	struct iovec parts[2] = {{.iov_base = bytes.wanted, .iov_len = length},
		{.iov_base = newline.wanted, .iov_len = 1}};
	ssize_t written;

	do
		written = writev(fd, parts, 2);
	while (written < 0 && errno == EINTR);
	return written == (ssize_t)length + 1;
}

static bool answer_one(struct running *running, const struct vouch_answer *answer)
{
	const struct vouch_secret *secret = answer->secret;

	if (secret != NULL)
		return send_line(running->wires[WIRE_OUTPUT],
			secret->length == 0 ? "" : secret->bytes, secret->length);
	return send_line(running->wires[WIRE_OUTPUT], answer->text, strlen(answer->text));
}

void vouch_terminal_answer(struct running *running)
{
	const struct vouch_child *child = running->child;

	while (running->wires[WIRE_OUTPUT] >= 0) {
		bool over = running->line == child->answer_count;
		const struct vouch_answer *next = &child->answers[running->line - (over ? 1 : 0)];
		size_t end = prompt_end(&running->out, running->answered_at, next->prompt);

		if (end == 0)
			return;
		/* The last one again: it did not like the answer, and will not like another. */
		if (over || !answer_one(running, next)) {
			vouch_fd_close(&running->wires[WIRE_OUTPUT]);
			return;
		}
		running->answered_at = end;
		running->line++;
	}
}
