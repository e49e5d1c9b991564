/* input.c – reads passwords from standard input or the terminal. */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"

/* Byte by byte: a second reader of the same pipe must find the second line. */
static bool read_line(int fd, size_t limit, struct simmac_heard *heard, struct vouch_secret *out)
{
	bool any = false;
	char byte;

	vouch_secret_release(out);
	for (;;) {
		ssize_t got = read(fd, &byte, 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return any;
		any = true;
		simmac_heard_add(heard, &byte, 1);
		if (byte == '\n')
			return true;
		if (out->length < limit && vouch_secret_add(out, &byte, 1, NULL) < 0)
			return false;
		vouch_wipe(&byte, 1);
	}
}

bool simmac_input_line(struct simmac_heard *heard, struct vouch_secret *out)
{
	return read_line(STDIN_FILENO, SIMMAC_PIPE_LIMIT, heard, out);
}

/* Prompts and reads on a terminal. */
static bool ask_terminal(int tty, const char *prompt, bool echo, struct simmac_heard *heard,
	struct vouch_secret *out)
{
	struct termios old, quiet;
	bool got, known = tcgetattr(tty, &old) == 0;

	if (known && !echo) {
		quiet = old;
		quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
		(void)tcsetattr(
			tty, TCSAFLUSH, &quiet); /* a visible password is better than none */
	}
	(void)vouch_fd_write(tty, prompt, strlen(prompt));
	got = read_line(tty, SIMMAC_TTY_LIMIT, heard, out);
	if (known && !echo) {
		(void)vouch_fd_write(tty, "\n", 1);
		(void)tcsetattr(tty, TCSAFLUSH, &old);
	}
	return got;
}

bool simmac_input_prompt(struct simmac_heard *heard, const char *prompt, struct vouch_secret *out)
{
	VOUCH_CLEANUP(vouch_fd_close) int tty = open("/dev/tty", O_RDWR | O_CLOEXEC);

	if (tty >= 0 && isatty(tty))
		return ask_terminal(tty, prompt, false, heard, out);
	(void)vouch_fd_write(STDERR_FILENO, prompt, strlen(prompt));
	return read_line(STDIN_FILENO, SIMMAC_TTY_LIMIT, heard, out);
}

bool simmac_input_ask(
	struct simmac_heard *heard, const char *prompt, bool echo, struct vouch_secret *out)
{
	if (isatty(STDIN_FILENO))
		return ask_terminal(STDIN_FILENO, prompt, echo, heard, out);
	(void)vouch_fd_write(STDERR_FILENO, prompt, strlen(prompt));
	return read_line(STDIN_FILENO, SIMMAC_TTY_LIMIT, heard, out);
}
