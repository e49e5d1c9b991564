/* mac.h – makes a simulated Mac in a test's folder, starts its tools, and reads what came of it. */
#ifndef VOUCH_TEST_MAC_H
#define VOUCH_TEST_MAC_H

#include "vouch/base/arena.h"

struct vouch_test_run {
	int status; /* exit status; 128 + signal where one ended it */
	const char *out, *err;
};

/* Starts argv[0] (a path) with these bytes on standard input and waits. Text lives in the arena. */
struct vouch_test_run vouch_test_run(
	struct vouch_arena *arena, const char *input, const char *const *argv);

/* `simmac create FOLDER/mac OPTION…`; passwords in input, one a line. The program is the checked
 * one where there is one. Answers the root; fails the test where nothing was made. */
const char *vouch_test_mac(struct vouch_arena *arena, const char *folder, const char *input,
	const char *const *options);
/* `simmac COMMAND…` */
struct vouch_test_run vouch_test_simmac(
	struct vouch_arena *arena, const char *input, const char *const *arguments);
/* A tool of that Mac, e.g. "usr/bin/dscl", with arguments up to NULL. */
struct vouch_test_run vouch_test_tool(struct vouch_arena *arena, const char *root,
	const char *input, const char *tool, const char *const *arguments);

#define ARGUMENTS(...) ((const char *const[]){__VA_ARGS__, NULL})

#endif
