/* test_git_mute.c – a server that takes the connection and never answers: whoever waits for it
 * holds the lock, can be killed, and leaves nothing behind. The deadline itself is the parent's. */
#include "vouch_test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vouch/git/protocol.h"

static const char *program; /* set once by main, from its argument */

static int listen_on_any_port(in_port_t *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t length = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(fd, 4), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &length), 0);
	*port = ntohs(address.sin_port);
	return fd;
}

static pid_t start(const char *mirror, const char *url)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		(void)execl(program, "vouch-git", "sync", "--mirror", mirror, "--url", url,
			"--wait", "0", (char *)NULL);
		_exit(127);
	}
	return pid;
}

static int exit_of(const char *mirror, const char *url)
{
	pid_t pid = start(mirror, url);
	int status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void a_mute_server_can_be_left(void **state)
{
	struct vouch_arena arena;
	char *folder, *mirror, *fresh, *url, byte;
	struct stat status;
	in_port_t port;
	int server = listen_on_any_port(&port), connection, end;
	pid_t pid;

	(void)state;
	vouch_arena_init(&arena);
	folder = vouch_test_folder(&arena);
	mirror = vouch_arena_printf(&arena, "%s/mirror", folder);
	fresh = vouch_arena_printf(&arena, "%s.new", mirror);
	url = vouch_arena_printf(&arena, "https://127.0.0.1:%u/x", (unsigned)port);

	pid = start(mirror, url);
	connection = accept(server, NULL, NULL);
	assert_true(connection >= 0);
	/* It has said the first word, so it is waiting for ours. */
	assert_int_equal(recv(connection, &byte, 1, 0), 1);
	assert_int_equal(waitpid(pid, &end, WNOHANG), 0);
	assert_int_equal(lstat(fresh, &status), 0);
	assert_int_equal(exit_of(mirror, "/nowhere/at/all"), VOUCH_GIT_LOCKED);

	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, &end, 0), pid);
	assert_true(WIFSIGNALED(end));
	/* The lock died with it, and what it began is swept up. */
	assert_int_equal(exit_of(mirror, "/nowhere/at/all"), VOUCH_GIT_SOURCE);
	assert_true(lstat(fresh, &status) != 0 && errno == ENOENT);
	assert_true(lstat(mirror, &status) != 0 && errno == ENOENT);

	(void)close(connection);
	(void)close(server);
	vouch_test_folder_remove(folder);
	vouch_arena_release(&arena);
}

static void a_server_that_hangs_up_is_unreachable(void **state)
{
	struct vouch_arena arena;
	char *folder, *mirror, *url;
	in_port_t port;
	int server = listen_on_any_port(&port), connection, end;
	pid_t pid;

	(void)state;
	vouch_arena_init(&arena);
	folder = vouch_test_folder(&arena);
	mirror = vouch_arena_printf(&arena, "%s/mirror", folder);
	url = vouch_arena_printf(&arena, "https://127.0.0.1:%u/x", (unsigned)port);
	pid = start(mirror, url);
	connection = accept(server, NULL, NULL);
	assert_true(connection >= 0);
	(void)close(connection);
	assert_int_equal(waitpid(pid, &end, 0), pid);
	assert_true(WIFEXITED(end));
	assert_int_equal(WEXITSTATUS(end), VOUCH_GIT_UNREACHABLE);
	(void)close(server);
	vouch_test_folder_remove(folder);
	vouch_arena_release(&arena);
}

int main(int argc, char *argv[])
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mute_server_can_be_left),
		cmocka_unit_test(a_server_that_hangs_up_is_unreachable),
	};

	if (argc != 2) {
		(void)fprintf(stderr, "usage: test_git_mute PATH-OF-VOUCH-GIT\n");
		return 2;
	}
	program = argv[1];
	return cmocka_run_group_tests(tests, NULL, NULL);
}
