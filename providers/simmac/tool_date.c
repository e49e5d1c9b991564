/* tool_date.c – date as a Mac has it: -r, -j -f, -v, and no -d. Nothing sets the clock. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "date.h"
#include "list_file.h"
#include "tools.h"

enum { TEXT_ROOM = 4096, ADJUSTMENTS = 16 };

struct call {
	time_t when;
	const char *input, *format; /* of -f, of +… */
	const char *adjustments[ADJUSTMENTS];
	size_t count;
	bool stays; /* -j */
};

static int usage(void)
{
	fputs("usage: date [-jnRu] [-I[date|hours|minutes|seconds]] [-f input_fmt] [-r "
	      "filename|seconds] [-v[+|-]val[y|m|w|d|H|M|S]] [new_date] [+output_fmt]\n",
		stderr);
	return 1;
}

/* Seconds since 1970, or the time of a file. */
static bool take_reference(struct simmac_mac *mac, const char *word, time_t *out)
{
	struct stat status;
	int64_t seconds;

	if (vouch_text_number(word, &seconds)) {
		*out = (time_t)seconds;
		return true;
	}
	if (stat(simmac_list_path(mac, word), &status) < 0) {
		perror("date");
		return false;
	}
	*out = status.st_mtime;
	return true;
}

static const char *iso_format(const char *word)
{
	static const struct {
		const char *word, *format;
	} forms[] = {{"", "%Y-%m-%d"}, {"date", "%Y-%m-%d"}, {"hours", "%Y-%m-%dT%H%z"},
		{"minutes", "%Y-%m-%dT%H:%M%z"}, {"seconds", "%Y-%m-%dT%H:%M:%S%z"}};
	size_t i;

	for (i = 0; i < sizeof forms / sizeof *forms; i++)
		if (strcmp(forms[i].word, word) == 0)
			return forms[i].format;
	return NULL;
}

/* An option that does nothing. */
static char nothing[] = "-n";

/* 0: go on; else the exit status. */
static int take_options(struct simmac_mac *mac, struct call *call, int argc, char **argv)
{
	int i, option;

	/* Its value is optional and in the same word, which getopt() need not know. */
	for (i = 1; i < argc && argv[i][0] != '+'; i++)
		if (argv[i][0] == '-' && argv[i][1] == 'I') {
			call->format = iso_format(argv[i] + 2);
			if (!call->format)
				return usage();
			argv[i] = nothing;
		}
	opterr = 0;
	while ((option = getopt(argc, argv, "+Rf:jnr:uv:")) != -1) {
		switch (option) {
		case 'R': call->format = "%a, %d %b %Y %T %z"; break;
		case 'f': call->input = optarg; break;
		case 'j': call->stays = true; break;
		case 'n': break;
		case 'r':
			if (!take_reference(mac, optarg, &call->when))
				return 1;
			break;
		case 'u':
			if (setenv("TZ", "UTC0", 1) < 0)
				return 1;
			break;
		case 'v':
			if (call->count == ADJUSTMENTS)
				return usage();
			call->adjustments[call->count++] = optarg;
			break;
		default: return usage();
		}
	}
	return 0;
}

/* What -f reads; what it does not name stays as it is now. */
static bool parse_input(const struct call *call, const char *word, struct tm *parts)
{
	const char *end = strptime(word, call->input, parts);

	if (!end) {
		fprintf(stderr, "date: Failed conversion of ``%s'' using format ``%s''\n", word,
			call->input);
		return false;
	}
	if (*end)
		fprintf(stderr,
			"date: Warning: Ignoring %zu extraneous characters in date string (%s)\n",
			strlen(end), end);
	return true;
}

static bool adjust(const struct call *call, struct tm *parts)
{
	size_t i;

	for (i = 0; i < call->count; i++) {
		if (!simmac_date_adjust(call->adjustments[i], parts)) {
			fprintf(stderr, "%s: Cannot apply date adjustment\n", call->adjustments[i]);
			(void)usage();
			return false;
		}
		parts->tm_isdst = -1;
		if (mktime(parts) == (time_t)-1 && parts->tm_year != 69)
			return false;
	}
	return true;
}

static int print(const struct call *call, const struct tm *parts)
{
	/* The caller's own format, so that the compiler cannot check it; strftime() takes any. */
	size_t (*const format)(char *, size_t, const char *, const struct tm *) = strftime;
	char text[TEXT_ROOM] = "";

	if (call->format && *call->format && strlen(call->format) < TEXT_ROOM / 4 &&
		format(text, sizeof text, call->format, parts) == 0)
		text[0] = '\0';
	else if (!call->format)
		(void)strftime(text, sizeof text, "%a %b %e %H:%M:%S %Z %Y", parts);
	return puts(text) < 0;
}

int simmac_date(struct simmac_mac *mac, int argc, char **argv)
{
	struct call call = {.when = (time_t)simmac_mac_now(mac)};
	struct tm parts = {0};
	int status = take_options(mac, &call, argc, argv);
	const char *word = NULL;

	if (status != 0)
		return status;
	for (; optind < argc; optind++) {
		if (*argv[optind] == '+' && !call.format)
			call.format = argv[optind] + 1;
		else if (!word && *argv[optind] != '+')
			word = argv[optind];
		else
			return usage();
	}
	if (word && (!call.stays || !call.input)) {
		fputs("date: settimeofday (timeval): the simulated Mac's clock is the host's\n",
			stderr);
		return 1;
	}
	if (!localtime_r(&call.when, &parts)) {
		fputs("date: time out of range\n", stderr);
		return 1;
	}
	if (word && !parse_input(&call, word, &parts))
		return 1;
	if (word) {
		parts.tm_isdst = -1;
		if (mktime(&parts) == (time_t)-1)
			return usage();
	}
	return adjust(&call, &parts) ? print(&call, &parts) : 1;
}
