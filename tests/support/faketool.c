/* faketool.c – stands in for one of Apple's tools: prints what a file beside it says.
 *
 * Started as PATH, it appends its arguments as one line to PATH.log and obeys the first line of
 * PATH.rules whose first word is one of its arguments ("*": always):
 *
 *	WORD MODE NUMBER OUT ERR
 *
 * OUT and ERR are files whose content it prints ("-": nothing). MODE: exit (with status NUMBER),
 * signal (kills itself by signal NUMBER), flood (prints NUMBER kilobytes of x first), hang (never
 * ends, with a child that never ends either). Without a rule it exits 64.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct rule {
	char word[256], mode[16], out[4096], err[4096];
	int number;
};

static FILE *open_beside(const char *program, const char *suffix, const char *mode)
{
	char path[4096];

	(void)snprintf(path, sizeof path, "%s%s", program, suffix);
	return fopen(path, mode);
}

static void log_arguments(int argc, char **argv)
{
	FILE *log = open_beside(argv[0], ".log", "a");
	int i;

	if (!log)
		exit(65);
	for (i = 1; i < argc; i++)
		(void)fprintf(log, "%s%s", i > 1 ? " " : "", argv[i]);
	(void)fprintf(log, "\n");
	(void)fclose(log);
}

static int has_word(int argc, char **argv, const char *word)
{
	int i;

	for (i = 1; i < argc; i++)
		if (strcmp(argv[i], word) == 0)
			return 1;
	return strcmp(word, "*") == 0;
}

static int find_rule(int argc, char **argv, struct rule *rule)
{
	FILE *rules = open_beside(argv[0], ".rules", "r");
	int found = 0;

	while (rules && !found &&
		fscanf(rules, "%255s %15s %d %4095s %4095s", rule->word, rule->mode, &rule->number,
			rule->out, rule->err) == 5)
		found = has_word(argc, argv, rule->word);
	if (rules)
		(void)fclose(rules);
	return found;
}

static void print_file(const char *path, FILE *to)
{
	FILE *from = strcmp(path, "-") == 0 ? NULL : fopen(path, "r");
	int byte;

	while (from && (byte = getc(from)) != EOF)
		(void)putc(byte, to);
	if (from)
		(void)fclose(from);
	(void)fflush(to);
}

static void hang(void)
{
	int ends[2];
	char byte;

	if (pipe(ends) != 0)
		exit(66);
	(void)fork(); /* both wait for a byte that nobody writes */
	(void)!read(ends[0], &byte, 1);
}

int main(int argc, char **argv)
{
	struct rule rule;
	long kilobytes;

	log_arguments(argc, argv);
	if (!find_rule(argc, argv, &rule))
		return 64;
	if (strcmp(rule.mode, "flood") == 0)
		for (kilobytes = 0; kilobytes < rule.number; kilobytes++)
			(void)printf("%01023d\n", 0);
	print_file(rule.out, stdout);
	print_file(rule.err, stderr);
	if (strcmp(rule.mode, "hang") == 0)
		hang();
	if (strcmp(rule.mode, "signal") == 0)
		(void)raise(rule.number);
	return strcmp(rule.mode, "flood") == 0 ? 0 : rule.number;
}
