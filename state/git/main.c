/* main.c – vouch-git: the child of vouch that knows git. protocol.h is its manual. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "options.h"
#include "stream.h"
#include "sync.h"
#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

static int write_answer(const struct vouch_git_options *options,
	const struct vouch_git_answer *answer, struct vouch_git_failure *failure)
{
	bool wants_files = options->files || options->command == VOUCH_GIT_FILES;
	size_t i;
	int result;

	if (wants_files) {
		result = vouch_git_stream_write(stdout, &answer->commits[0]);
	} else {
		for (i = 0; i < answer->count; i++)
			(void)printf("commit %s\n", answer->commits[i].commit);
		result = fflush(stdout) != 0 || ferror(stdout) != 0 ? -1 : 0;
	}
	if (result < 0)
		return vouch_git_fail(failure, VOUCH_GIT_SYSTEM,
			"cannot write to standard output: %s", strerror(errno));
	return 0;
}

static int run(struct vouch_arena *arena, const struct vouch_git_options *options,
	struct vouch_git_failure *failure)
{
	struct vouch_git_answer answer;
	int result = -1;

	switch (options->command) {
	case VOUCH_GIT_HELP: return fputs(vouch_git_help, stdout) < 0 ? -1 : 0;
	case VOUCH_GIT_VERSION: return puts("vouch-git " VOUCH_VERSION) < 0 ? -1 : 0;
	case VOUCH_GIT_SYNC:
	case VOUCH_GIT_FILES: break;
	}
	if (vouch_git_library_init(failure) < 0)
		return -1;
	result = options->command == VOUCH_GIT_SYNC
			 ? vouch_git_sync(arena, options, &answer, failure)
			 : vouch_git_read(arena, options, &answer, failure);
	return result < 0 ? -1 : write_answer(options, &answer, failure);
}

static void complain(const struct vouch_git_failure *failure)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf line = {0};

	vouch_buf_printf(&line, "vouch-git: %s: ", vouch_git_end_word((int)failure->end));
	vouch_text_escape(&line, failure->message, strlen(failure->message));
	(void)fprintf(stderr, "%s\n", vouch_buf_get(&line)); /* nowhere else to say it */
}

int main(int argc, char *argv[])
{
	struct vouch_git_failure failure = {
		.end = VOUCH_GIT_SYSTEM, .message = "standard output cannot be written"};
	struct vouch_git_options options;
	struct vouch_arena arena;
	int result;

	(void)umask(077);
	(void)signal(SIGPIPE, SIG_IGN); /* a reader or a server that goes away is an error */
	vouch_arena_init(&arena);
	result = vouch_git_options_parse(argc, argv, &options, &failure);
	if (result == 0)
		result = run(&arena, &options, &failure);
	if (result < 0)
		complain(&failure);
	vouch_arena_release(&arena);
	return result < 0 ? (int)failure.end : VOUCH_GIT_OK;
}
