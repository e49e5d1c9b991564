/* puppet.c – a tiny child process that does what the test says: puppet VERB [ARGUMENT].
 *
 * Nothing of it depends on the clock. "block" waits for a pipe that nobody ever writes to.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

extern char **environ;

static void block(void)
{
	int ends[2];
	char byte;

	if (pipe(ends) != 0 || read(ends[0], &byte, 1) != 0)
		abort(); /* nobody writes to it */
}

static int do_say(const char *text)
{
	(void)printf("out %s\n", text);
	(void)fprintf(stderr, "err %s\n", text);
	return 3;
}

static int do_print(const char *text)
{
	return puts(text) < 0;
}

static int do_variable(const char *name)
{
	const char *value = getenv(name);

	return puts(value == NULL ? "not set" : value) < 0;
}

static int do_cat(const char *text)
{
	char piece[4096];
	ssize_t length;

	(void)text;
	while ((length = read(0, piece, sizeof piece)) > 0)
		if (write(1, piece, (size_t)length) != length)
			return 1;
	return 0;
}

/* Writes much before it reads: who feeds it and does not read meanwhile would hang. */
static int do_spew(const char *count)
{
	long left = atol(count);
	char piece[1024];

	memset(piece, 'x', sizeof piece);
	for (; left > 0; left -= (long)sizeof piece)
		if (write(1, piece, sizeof piece) < 0)
			return 1;
	return do_cat(NULL);
}

static int do_block(const char *text)
{
	(void)printf("%s\n", text);
	(void)fflush(stdout);
	(void)close(0);
	block();
	return 0;
}

/* A grandchild that keeps the pipes and never ends; the child ends, or blocks as well. It says who
 * the grandchild is. */
static int do_orphan(const char *then)
{
	pid_t pid = fork();

	if (pid == 0) {
		block();
		_exit(0);
	}
	(void)printf("%ld\n", (long)pid);
	(void)fflush(stdout);
	if (strcmp(then, "block") == 0)
		block();
	return 0;
}

static int do_close(const char *text)
{
	(void)text;
	(void)close(0);
	(void)close(1);
	(void)close(2);
	return 7;
}

/* give and take meet at a named pipe: each waits for the other. */
static int do_give(const char *path)
{
	int fd = open(path, O_WRONLY);

	return fd >= 0 && write(fd, "given", 5) == 5 ? 0 : 1;
}

static int do_take(const char *path)
{
	int fd = open(path, O_RDONLY);

	return fd >= 0 && dup2(fd, 0) == 0 ? do_cat(NULL) : 1;
}

/* As getpass does: throws away what was typed before it asked. Only passwords are not echoed. */
static int ask(int terminal, const char *prompt, size_t length, char *line, size_t room)
{
	struct termios quiet;
	size_t have = 0;

	if (tcgetattr(terminal, &quiet) < 0)
		return -1;
	if (length >= 9 && strncmp(prompt + length - 9, "password:", 9) == 0)
		quiet.c_lflag &= ~(tcflag_t)ECHO;
	if (tcsetattr(terminal, TCSAFLUSH, &quiet) < 0 ||
		write(terminal, prompt, length) != (ssize_t)length)
		return -1;
	while (have + 1 < room && read(terminal, line + have, 1) == 1 && line[have] != '\n')
		have++;
	line[have] = '\0';
	return 0;
}

/* Asks each of the prompts, with commas between them, and says what it was answered. */
static int do_ask(const char *prompts)
{
	int terminal = open("/dev/tty", O_RDWR);
	char line[512];

	if (terminal < 0)
		return 2;
	(void)printf("terminals=%d%d%d\n", isatty(0), isatty(1), isatty(2));
	while (*prompts != '\0') {
		size_t length = strcspn(prompts, ",");

		(void)fflush(stdout);
		if (ask(terminal, prompts, length, line, sizeof line) < 0)
			return 1;
		(void)printf("\n[%s]\n", line);
		prompts += length + (prompts[length] == ',');
	}
	return 0;
}

/* Is content with no answer. */
static int do_nag(const char *prompt)
{
	int terminal = open("/dev/tty", O_RDWR);
	char line[512];

	while (terminal >= 0 && ask(terminal, prompt, strlen(prompt), line, sizeof line) == 0)
		;
	return 5;
}

static int do_die(const char *number)
{
	(void)raise(atoi(number));
	return 0;
}

/* Everything it was given: session, descriptors, variables, signals, folder. */
static int do_describe(const char *text)
{
	char folder[1024];
	sigset_t blocked;
	mode_t mask = umask(0);
	struct sigaction now;
	int i;

	(void)text;
	(void)printf("leader=%d\n", getsid(0) == getpid());
	(void)printf("umask=%03o\n", (unsigned)mask);
	for (i = 3; i < 256; i++)
		if (fcntl(i, F_GETFD) >= 0)
			(void)printf("fd=%d\n", i);
	for (i = 0; environ[i] != NULL; i++)
		(void)printf("env=%s\n", environ[i]);
	(void)sigprocmask(SIG_BLOCK, NULL, &blocked);
	(void)printf("blocked=%d\n", sigismember(&blocked, SIGUSR1));
	(void)sigaction(SIGPIPE, NULL, &now);
	(void)printf("pipe=%s\n", now.sa_handler == SIG_DFL ? "default" : "changed");
	(void)sigaction(SIGUSR2, NULL, &now);
	(void)printf("usr2=%s\n", now.sa_handler == SIG_DFL ? "default" : "changed");
	(void)printf("folder=%s\n", getcwd(folder, sizeof folder) == NULL ? "" : folder);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct {
		const char *verb;
		int (*run)(const char *text);
	} verbs[] = {{"say", do_say}, {"cat", do_cat}, {"spew", do_spew}, {"block", do_block},
		{"orphan", do_orphan}, {"close", do_close}, {"die", do_die}, {"print", do_print},
		{"variable", do_variable}, {"give", do_give}, {"take", do_take}, {"ask", do_ask},
		{"nag", do_nag}, {"describe", do_describe}};
	size_t i;

	for (i = 0; argc > 1 && i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(argv[1], verbs[i].verb) == 0)
			return verbs[i].run(argc > 2 ? argv[2] : "");
	return 99;
}
