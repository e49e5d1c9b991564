/* recording_tool.c – stands for any tool of a Mac: records how it was called, answers from a list.
 *
 * It finds its Mac by the path it was started by: what comes before "/usr/". There it appends one
 * line to "calls" – tool, arguments, "<" and the lines of standard input where there are any – and
 * answers as the first line of "answers" says whose first column is part of that line:
 *
 *	PART <tab> STATUS <tab> STANDARD OUTPUT <tab> STANDARD ERROR      ("\n" is a newline)
 *
 * Without one it says nothing and exits 0; createhomedir then makes Users/LAST-ARGUMENT there. On a
 * terminal it says each line of "prompts" and reads the answer to it, as its standard input.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST = 16384 };

static void add(char *text, const char *more)
{
	size_t have = strlen(text), length = strlen(more);

	if (have + length >= MOST)
		exit(98);
	memcpy(text + have, more, length + 1);
}

static void say(FILE *to, const char *text)
{
	for (; *text != '\0'; text++) {
		if (text[0] == '\\' && text[1] == 'n') {
			(void)fputc('\n', to);
			text++;
		} else {
			(void)fputc(*text, to);
		}
	}
}

/* -1 where no line is about this call. */
static int answer(const char *path, const char *call)
{
	static char line[MOST];
	FILE *answers = fopen(path, "r");

	while (answers != NULL && fgets(line, sizeof line, answers) != NULL) {
		char *part = line, *status = strchr(line, '\t'), *out, *err;

		line[strcspn(line, "\n")] = '\0';
		out = status == NULL ? NULL : strchr(status + 1, '\t');
		err = out == NULL ? NULL : strchr(out + 1, '\t');
		if (err == NULL)
			exit(97);
		*status = *out = *err = '\0';
		if (strstr(call, part) == NULL)
			continue;
		say(stdout, out + 1);
		say(stderr, err + 1);
		(void)fclose(answers);
		return atoi(status + 1);
	}
	if (answers != NULL)
		(void)fclose(answers);
	return -1;
}

/* Appends what is answered to each prompt. */
static size_t ask(const char *path, char *input)
{
	static char prompt[MOST];
	FILE *prompts = fopen(path, "r");
	size_t length = 0;

	while (prompts != NULL && fgets(prompt, sizeof prompt, prompts) != NULL) {
		prompt[strcspn(prompt, "\n")] = '\0';
		(void)printf("%s", prompt);
		(void)fflush(stdout);
		while (length + 1 < MOST && read(0, input + length, 1) == 1 &&
			input[length++] != '\n')
			;
		(void)printf("\n");
	}
	if (prompts != NULL)
		(void)fclose(prompts);
	return length;
}

int main(int argc, char **argv)
{
	static char call[MOST], input[MOST], path[MOST];
	const char *usr = strstr(argv[0], "/usr/");
	size_t length = 0;
	ssize_t more;
	FILE *calls;
	int i, status;

	if (usr == NULL)
		return 99;
	add(call, strrchr(argv[0], '/') + 1);
	for (i = 1; i < argc; i++) {
		add(call, " ");
		add(call, argv[i]);
	}
	(void)snprintf(path, sizeof path, "%.*s/prompts", (int)(usr - argv[0]), argv[0]);
	if (isatty(0))
		length = ask(path, input);
	else
		while ((more = read(0, input + length, sizeof input - length - 1)) > 0)
			length += (size_t)more;
	for (i = 0; i < (int)length; i++)
		if (input[i] == '\n')
			input[i] = '|';
	if (length > 0) {
		add(call, " <");
		add(call, input);
	}
	(void)snprintf(path, sizeof path, "%.*s/calls", (int)(usr - argv[0]), argv[0]);
	calls = fopen(path, "a");
	if (calls == NULL || fprintf(calls, "%s\n", call) < 0 || fclose(calls) != 0)
		return 96;
	(void)snprintf(path, sizeof path, "%.*s/answers", (int)(usr - argv[0]), argv[0]);
	status = answer(path, call);
	if (status < 0 && strncmp(call, "createhomedir ", 14) == 0) {
		(void)snprintf(path, sizeof path, "%.*s/Users/%s", (int)(usr - argv[0]), argv[0],
			argv[argc - 1]);
		return mkdir(path, 0700) < 0;
	}
	return status < 0 ? 0 : status;
}
