/* bench_run.c – starts programs and times them. */
#include "bench_run.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

double bench_seconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail for this clock */
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void give_up(const char *program)
{
	fprintf(stderr, "bench: cannot run %s\n", program);
	exit(1);
}

/* posix_spawn wants its words writable and changes none of them. */
static char **words_of(const char *const *argv)
{
	char **words;
	size_t count = 0, i;

	while (argv[count] != NULL)
		count++;
	words = calloc(count + 1, sizeof *words);
	for (i = 0; words != NULL && i < count; i++)
		words[i] = strdup(argv[i]);
	return words;
}

double bench_run(const char *const *argv, const char *input)
{
	posix_spawn_file_actions_t actions;
	char **words = words_of(argv);
	double from, took;
	int pipe_ends[2], status = 0, i;
	pid_t pid;

	if (words == NULL || pipe(pipe_ends) != 0 || write(pipe_ends[1], input, strlen(input)) < 0)
		give_up(argv[0]);
	(void)close(pipe_ends[1]);
	(void)posix_spawn_file_actions_init(&actions);
	(void)posix_spawn_file_actions_adddup2(&actions, pipe_ends[0], 0);
	(void)posix_spawn_file_actions_addclose(&actions, pipe_ends[0]);
	(void)posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	(void)posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	from = bench_seconds();
	if (posix_spawn(&pid, argv[0], &actions, NULL, words, environ) != 0 ||
		waitpid(pid, &status, 0) < 0 || status != 0)
		give_up(argv[0]);
	took = bench_seconds() - from;
	(void)posix_spawn_file_actions_destroy(&actions);
	(void)close(pipe_ends[0]);
	for (i = 0; words[i] != NULL; i++)
		free(words[i]);
	free(words);
	return took;
}

static int by_size(const void *a, const void *b)
{
	const double *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

double bench_median(double *numbers, size_t count)
{
	qsort(numbers, count, sizeof *numbers, by_size);
	return numbers[count / 2];
}

double bench_run_median(const char *const *argv, const char *input)
{
	double took[BENCH_ROUNDS];
	size_t i;

	for (i = 0; i < BENCH_ROUNDS; i++)
		took[i] = bench_run(argv, input);
	return bench_median(took, BENCH_ROUNDS);
}
