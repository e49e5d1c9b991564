/* bench_page.c – the one page: what starting, observing and planning cost, as ratios.
 *
 * Every figure is a ratio of two things measured in this run, medians of several rounds: machines
 * are noisy, and seconds of one say nothing about another.
 *
 *	bench_page EMPTY_PROGRAM FOLDER_OF_PROGRAMS
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench_mac.h"
#include "bench_plan.h"
#include "bench_run.h"
#include "vouch/machine/spawn.h"
#include "vouch/macos/probe.h"

static const int sizes[] = {10, 100, 1000};

enum { BENCH_STARTS = 41 };

/* What an observe starts, as the trace of the simulated Mac records it, once more by hand. */
struct tools {
	const char **items;
	size_t count, room;
};

static const char *folder_of(const char *tool)
{
	static const char *const in_bin[] = {"dscl", "fdesetup", "profiles"};
	size_t i;

	for (i = 0; i < sizeof in_bin / sizeof *in_bin; i++) {
		if (strcmp(tool, in_bin[i]) == 0)
			return "usr/bin";
	}
	return "usr/sbin";
}

/* One line: start, process, time, caller, tool and its arguments, with tabs between. */
static double time_tool(struct vouch_arena *arena, const char *root, const char *line)
{
	struct {
		const char **items;
		size_t count, room;
	} argv = {0};
	char *copy = vouch_arena_text(arena, line), *rest = copy, *word;
	int column = 0;

	while ((word = strsep(&rest, "\t")) != NULL) {
		if (column == 4)
			*VOUCH_PUSH(arena, &argv) =
				vouch_arena_printf(arena, "%s/%s/%s", root, folder_of(word), word);
		else if (column > 4)
			*VOUCH_PUSH(arena, &argv) = word;
		column++;
	}
	*VOUCH_PUSH(arena, &argv) = NULL;
	return bench_run_median(argv.items, "show State:/Users/ConsoleUser\n");
}

static struct tools read_trace(struct vouch_arena *arena, const char *root)
{
	const char *path = vouch_arena_printf(arena, "%s/private/var/db/simmac/trace", root);
	struct tools tools = {0};
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t room = 0;

	while (file != NULL && getline(&line, &room, file) > 0) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "start\t", 6) == 0)
			*VOUCH_PUSH(arena, &tools) = vouch_arena_text(arena, line);
	}
	free(line);
	if (file != NULL)
		(void)fclose(file); /* only read */
	return tools;
}

static double own_seconds(void)
{
	struct rusage usage;

	(void)getrusage(RUSAGE_SELF, &usage); /* cannot fail for oneself */
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void observe(struct vouch_probe *probe)
{
	const struct vouch_names nobody = {0};
	struct vouch_arena arena = {0};
	struct vouch_snapshot snapshot;
	struct vouch_err err;

	if (probe->ops->observe(probe->self, &arena, &nobody, &snapshot, &err) < 0) {
		fprintf(stderr, "bench: %s\n", err.msg);
		exit(1);
	}
	vouch_arena_release(&arena);
}

static void page_observe(const char *simmac, const char *folder, int accounts)
{
	struct vouch_arena arena = {0};
	const char *root = bench_mac(&arena, simmac, folder, accounts);
	double whole[BENCH_ROUNDS], own[BENCH_ROUNDS], sum = 0, slowest = 0;
	struct vouch_probe probe;
	struct vouch_err err;
	unsigned long before;
	struct tools tools;
	size_t i;

	if (vouch_macos_probe_new(root, &probe, &err) < 0) {
		fprintf(stderr, "bench: %s\n", err.msg);
		exit(1);
	}
	before = vouch_spawn_count();
	observe(&probe);
	before = vouch_spawn_count() - before;
	tools = read_trace(&arena, root);
	for (i = 0; i < tools.count; i++) {
		double took = time_tool(&arena, root, tools.items[i]);

		sum += took;
		slowest = took > slowest ? took : slowest;
	}
	for (i = 0; i < BENCH_ROUNDS; i++) {
		double from = bench_seconds(), spent = own_seconds();

		observe(&probe);
		whole[i] = bench_seconds() - from;
		own[i] = own_seconds() - spent;
	}
	vouch_macos_probe_free(&probe);
	printf("%8d  %8lu  %20.2f  %20.2f  %20.2f\n", accounts, before,
		bench_median(whole, BENCH_ROUNDS) / sum,
		bench_median(whole, BENCH_ROUNDS) / slowest, bench_median(own, BENCH_ROUNDS) / sum);
	vouch_arena_release(&arena);
}

/* Turn and turn about, so that what else the machine does meets both. */
static double ratio_to(const char *const *argv, const char *const *base)
{
	double took[BENCH_STARTS], alone[BENCH_STARTS];
	size_t i;

	for (i = 0; i < BENCH_STARTS; i++) {
		took[i] = bench_run(argv, "");
		alone[i] = bench_run(base, "");
	}
	return bench_median(took, BENCH_STARTS) / bench_median(alone, BENCH_STARTS);
}

static void page_start(const char *empty, const char *programs)
{
	struct vouch_arena arena = {0};
	const char *const names[] = {"vouch", "vouch-git"};
	const char *const base[] = {empty, NULL};
	size_t i;

	puts("Start, as a ratio to an empty program");
	for (i = 0; i < sizeof names / sizeof *names; i++) {
		const char *const argv[] = {
			vouch_arena_printf(&arena, "%s/%s", programs, names[i]), "--version", NULL};

		printf("  %-52s %5.2f\n", vouch_arena_printf(&arena, "%s --version", names[i]),
			ratio_to(argv, base));
	}
	vouch_arena_release(&arena);
}

/* What scripts call most. Goal: at most twice an empty program. */
static void page_tools(const char *empty, const char *simmac, const char *folder)
{
	static const char *const calls[][6] = {{"usr/sbin/sysctl", "-n", "hw.model"},
		{"usr/bin/sw_vers", "-productVersion"}, {"usr/bin/uname", "-s"},
		{"usr/bin/dscl", ".", "-read", "/Users/admin", "UniqueID"},
		{"usr/bin/dscl", ".", "-list", "/Users", "UniqueID"},
		{"usr/bin/id", "-Gn", "admin"}, {"usr/sbin/dseditgroup", "-o", "read", "admin"},
		{"usr/bin/dsmemberutil", "checkmembership", "-U", "model", "-G", "admin"},
		{"usr/sbin/sysadminctl", "-secureTokenStatus", "admin"},
		{"usr/bin/fdesetup", "status"}, {"usr/sbin/diskutil", "apfs", "listUsers", "/"},
		{"usr/sbin/scutil", "--get", "ComputerName"}};
	struct vouch_arena arena = {0};
	const char *root = bench_mac(&arena, simmac, folder, 2);
	const char *const base[] = {empty, NULL};
	double most = 0;
	size_t i, n;

	puts("\nStarting a simulated Mac's tools, as a ratio to an empty program");
	for (i = 0; i < sizeof calls / sizeof *calls; i++) {
		const char *argv[7] = {NULL}, *text = calls[i][0] + strlen("usr/");
		double ratio;

		argv[0] = vouch_arena_printf(&arena, "%s/%s", root, calls[i][0]);
		for (n = 1; n < 6 && calls[i][n] != NULL; n++) {
			argv[n] = calls[i][n];
			text = vouch_arena_printf(&arena, "%s %s", text, argv[n]);
		}
		ratio = ratio_to(argv, base);
		most = ratio > most ? ratio : most;
		printf("  %-52s %5.2f\n", text, ratio);
	}
	printf("  %-52s %5.2f  %s\n", "the most", most,
		most <= 2 ? "at most twice" : "MORE THAN TWICE");
	vouch_arena_release(&arena);
}

static void page_plan(void)
{
	static const int many[] = {10, 100, 1000, 10000};
	enum bench_shape shape;
	size_t i;

	printf("\nPlanning, time per account, as a ratio to 100 accounts%11s", "");
	for (i = 0; i < sizeof many / sizeof *many; i++)
		printf("%7d", many[i]);
	puts("");
	for (shape = 0; shape < BENCH_SHAPE_COUNT; shape++) {
		double first = bench_plan(shape, 100) / 100;

		printf("  %-62s", bench_shape_text(shape));
		for (i = 0; i < sizeof many / sizeof *many; i++)
			printf("%7.2f", bench_plan(shape, many[i]) / many[i] / first);
		puts("");
	}
}

int main(int argc, char **argv)
{
	struct vouch_arena arena = {0};
	char folder[] = "/tmp/vouch-bench-XXXXXX";
	const char *simmac;
	size_t i;

	if (argc != 3 || mkdtemp(folder) == NULL) {
		fputs("usage: bench_page EMPTY_PROGRAM FOLDER_OF_PROGRAMS\n", stderr);
		return 64;
	}
	simmac = vouch_arena_printf(&arena, "%s/simmac", argv[2]);
	page_start(argv[1], argv[2]);
	page_tools(argv[1], simmac, folder);
	puts("\nObserving a simulated Mac\n"
	     "accounts  children  whole / sum of tools  whole / slowest tool  own cpu / sum of "
	     "tools");
	for (i = 0; i < sizeof sizes / sizeof *sizes; i++)
		page_observe(simmac, folder, sizes[i]);
	page_plan();
	bench_mac_remove(folder);
	vouch_arena_release(&arena);
	return 0;
}
