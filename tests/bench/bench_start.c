/* bench_start.c – how much longer a tool of the simulated Mac takes to start than an empty program.
 *
 * DESIGN section 8 promises at most twice as long. Rounds alternate, and the fastest round of each
 * counts, so that a busy machine slows both.
 */
#include <fcntl.h>
#include <ftw.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { ROUNDS = 12, STARTS = 60 };

static void start(const posix_spawn_file_actions_t *actions, const char *program, char **argv)
{
	pid_t pid;
	int status = 0;

	if (posix_spawn(&pid, program, actions, NULL, argv, environ) != 0 ||
		waitpid(pid, &status, 0) < 0 || status != 0) {
		fprintf(stderr, "cannot run %s\n", program);
		exit(1);
	}
}

static double seconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double measure(const posix_spawn_file_actions_t *actions, const char *program, char **argv)
{
	double from = seconds();
	int i;

	for (i = 0; i < STARTS; i++)
		start(actions, program, argv);
	return (seconds() - from) / STARTS;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	(void)status;
	(void)kind;
	(void)where;
	return remove(path);
}

int main(void)
{
	static char empty[] = EMPTY_PROGRAM, simmac[] = SIMMAC_PROGRAM, create[] = "create";
	static char os[] = "--os", version[] = "14.5", get[] = "hw.model", bare[] = "-n";
	char folder[] = "/tmp/vouch-bench-XXXXXX", root[64], tool[96];
	char *make[] = {simmac, create, root, os, version, NULL};
	char *base[] = {empty, NULL}, *call[] = {tool, bare, get, NULL};
	double best_empty = 1e9, best_tool = 1e9;
	posix_spawn_file_actions_t actions;
	int i;

	if (!mkdtemp(folder))
		return 1;
	(void)snprintf(root, sizeof root, "%s/mac", folder);
	(void)snprintf(tool, sizeof tool, "%s/usr/sbin/sysctl", root);
	(void)posix_spawn_file_actions_init(&actions);
	(void)posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	start(&actions, simmac, make);
	for (i = 0; i < ROUNDS; i++) {
		double one = measure(&actions, empty, base), other = measure(&actions, tool, call);

		best_empty = one < best_empty ? one : best_empty;
		best_tool = other < best_tool ? other : best_tool;
	}
	(void)posix_spawn_file_actions_destroy(&actions);
	printf("a tool starts in %.2f times an empty program (%.0f us, %.0f us)\n",
		best_tool / best_empty, best_tool * 1e6, best_empty * 1e6);
	(void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return best_tool > 2 * best_empty;
}
