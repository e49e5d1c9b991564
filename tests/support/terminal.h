/* terminal.h – runs a program on a terminal of its own and answers its prompts. */
#ifndef VOUCH_TEST_TERMINAL_H
#define VOUCH_TEST_TERMINAL_H

#include "vouch/base/arena.h"

struct vouch_test_answer {
	const char *prompt; /* waited for, behind what was answered already */
	const char *text;   /* typed then, and a return */
};

struct vouch_test_talk {
	int status;       /* exit status; 128 + signal where one ended it */
	const char *seen; /* everything that stood on the terminal, without carriage returns */
};

/* Fails the test where a prompt does not come before the program ends. */
struct vouch_test_talk vouch_test_terminal(struct vouch_arena *arena, const char *const *argv,
	const struct vouch_test_answer *answers, size_t count);

#endif
