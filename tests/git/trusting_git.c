/* trusting_git.c – "vouch-git sync" that trusts one more certificate, for tests: the program itself
 * has no such option. usage: trusting_git CERTIFICATE sync --mirror …; exit 77 where this libgit2
 * takes its certificates from the system alone. */
#include <stdio.h>

#include "sync.h"

int main(int argc, char *argv[])
{
	struct vouch_git_failure failure = {.end = VOUCH_GIT_SYSTEM, .message = "no arguments"};
	struct vouch_git_options options;
	struct vouch_git_answer answer;
	struct vouch_arena arena;
	int result = -1;

	vouch_arena_init(&arena);
	if (argc > 1 && vouch_git_options_parse(argc - 1, argv + 1, &options, &failure) == 0 &&
		vouch_git_library_init(&failure) == 0) {
		if (git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, argv[1], NULL) < 0)
			return 77;
		result = vouch_git_sync(&arena, &options, &answer, &failure);
	}
	if (result == 0)
		(void)printf("commit %s\n", answer.commits[0].commit);
	else
		(void)fprintf(stderr, "vouch-git: %s: %s\n", vouch_git_end_word((int)failure.end),
			failure.message);
	vouch_arena_release(&arena);
	return result == 0 ? 0 : (int)failure.end;
}
