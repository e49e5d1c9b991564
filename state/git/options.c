/* options.c – reading the arguments; they come from vouch, and are checked as if they did not. */
#include "options.h"

#include <string.h>

#include "library.h"
#include "vouch/base/text.h"

enum { WAIT_MAX = 3600 };

const char vouch_git_help[] =
	"usage: vouch-git sync  --mirror DIR --url URL [--rev REV]... [--files] [--wait SECONDS]\n"
	"       vouch-git files --mirror DIR --commit HEX [--wait SECONDS]\n"
	"\n"
	"Started by vouch; not for use by hand.\n"
	"\n"
	"sync   brings the bare mirror DIR up to date with URL and prints the commit of each REV\n"
	"       (default HEAD); with --files it prints the files of that commit instead\n"
	"files  prints the YAML files of a commit that is in the mirror; uses no network\n"
	"\n"
	"URL    https://, ssh://, user@host:path, file:///, or an absolute path\n"
	"REV    HEAD, a branch, a tag, refs/..., 4 to 40 digits of a commit; then ~N or ^\n"
	"\n"
	"Exit: 0 done, 1 a system call failed, 2 unreachable, 3 no such repository or revision,\n"
	"4 a local repository of another user, 5 the server asks for credentials, 6 another\n"
	"vouch-git holds the lock, 8 the mirror's place cannot be used, 64 usage, 65 the commit\n"
	"holds what must not be there. One line on standard error says which and why.\n";

static int parse_value(struct vouch_git_options *options, const char *name, const char *value,
	struct vouch_git_failure *failure)
{
	int64_t number;

	if (strcmp(name, "--mirror") == 0) {
		options->mirror = value;
	} else if (strcmp(name, "--url") == 0) {
		options->url = value;
	} else if (strcmp(name, "--commit") == 0) {
		options->commit = value;
	} else if (strcmp(name, "--rev") == 0) {
		if (options->revision_count == VOUCH_GIT_REVISIONS_MAX)
			return vouch_git_fail(failure, VOUCH_GIT_USAGE,
				"--rev may be given %d times", VOUCH_GIT_REVISIONS_MAX);
		options->revisions[options->revision_count++] = value;
	} else if (strcmp(name, "--wait") == 0) {
		if (!vouch_text_number(value, &number) || number < 0 || number > WAIT_MAX)
			return vouch_git_fail(
				failure, VOUCH_GIT_USAGE, "--wait takes 0 to %d seconds", WAIT_MAX);
		options->wait_seconds = (unsigned)number;
	} else {
		return vouch_git_fail(
			failure, VOUCH_GIT_USAGE, "unknown option \"%s\": see --help", name);
	}
	return 0;
}

static int check_mirror(const char *mirror, struct vouch_git_failure *failure)
{
	if (mirror == NULL || mirror[0] != '/' || vouch_text_ends(mirror, "/") ||
		strrchr(mirror, '/') == mirror)
		return vouch_git_fail(failure, VOUCH_GIT_USAGE,
			"--mirror takes an absolute path below a folder of its own");
	return 0;
}

static int check_sync(struct vouch_git_options *options, struct vouch_git_failure *failure)
{
	if (options->url == NULL || options->commit != NULL)
		return vouch_git_fail(failure, VOUCH_GIT_USAGE, "sync takes --url and no --commit");
	if (options->files && options->revision_count > 1)
		return vouch_git_fail(failure, VOUCH_GIT_USAGE, "--files takes one --rev");
	if (options->revision_count == 0)
		options->revisions[options->revision_count++] = "HEAD";
	return 0;
}

static int check_files(const struct vouch_git_options *options, struct vouch_git_failure *failure)
{
	if (options->commit == NULL || options->url != NULL || options->revision_count > 0 ||
		options->files)
		return vouch_git_fail(failure, VOUCH_GIT_USAGE, "files takes --commit alone");
	if (strlen(options->commit) != VOUCH_GIT_HEX ||
		strspn(options->commit, "0123456789abcdef") != VOUCH_GIT_HEX)
		return vouch_git_fail(
			failure, VOUCH_GIT_USAGE, "--commit takes 40 lower-case hex digits");
	return 0;
}

static int check(struct vouch_git_options *options, struct vouch_git_failure *failure)
{
	if (check_mirror(options->mirror, failure) < 0)
		return -1;
	return options->command == VOUCH_GIT_SYNC ? check_sync(options, failure)
						  : check_files(options, failure);
}

static const struct {
	const char *word;
	enum vouch_git_command command;
} commands[] = {
	{"sync", VOUCH_GIT_SYNC},
	{"files", VOUCH_GIT_FILES},
	{"--help", VOUCH_GIT_HELP},
	{"--version", VOUCH_GIT_VERSION},
};

int vouch_git_options_parse(int argc, char *const argv[], struct vouch_git_options *out,
	struct vouch_git_failure *failure)
{
	struct vouch_git_options options = {.wait_seconds = VOUCH_GIT_WAIT_SECONDS};
	size_t i = 0, count = sizeof commands / sizeof commands[0];
	int at;

	while (i < count && (argc < 2 || strcmp(argv[1], commands[i].word) != 0))
		i++;
	if (i == count)
		return vouch_git_fail(
			failure, VOUCH_GIT_USAGE, "the first word is sync or files: see --help");
	options.command = commands[i].command;
	for (at = 2; at < argc; at++) {
		if (strcmp(argv[at], "--files") == 0) {
			options.files = true;
			continue;
		}
		if (at + 1 == argc)
			return vouch_git_fail(failure, VOUCH_GIT_USAGE,
				"\"%s\" is unknown or lacks its value: see --help", argv[at]);
		if (parse_value(&options, argv[at], argv[at + 1], failure) < 0)
			return -1;
		at++;
	}
	if ((options.command == VOUCH_GIT_SYNC || options.command == VOUCH_GIT_FILES) &&
		check(&options, failure) < 0)
		return -1;
	*out = options;
	return 0;
}
