/* simmac_fixture.h – one simulated Mac a test, and what its tools answered. */
#ifndef SIMMAC_FIXTURE_H
#define SIMMAC_FIXTURE_H

#include <stdlib.h>
#include <string.h>

#include "vouch_test.h"

#include "mac.h"
#include "transcript.h"
#include "vouch/base/buf.h"
#include "vouch/base/plist.h"

struct fixture {
	struct vouch_arena arena;
	char *folder;
	const char *root; /* the Mac, once simmac_test_mac() made it */
};

static inline int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof *fixture);

	if (!fixture)
		return -1;
	fixture->folder = vouch_test_folder(&fixture->arena);
	*state = fixture;
	return 0;
}

static inline int tear_down(void **state)
{
	struct fixture *fixture = *state;

	vouch_test_folder_remove(fixture->folder);
	vouch_arena_release(&fixture->arena);
	free(fixture);
	return 0;
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

/* alice (administrator, token, password "one") and bob (password "two") on this version. */
static inline void two_accounts(struct fixture *fixture, const char *os)
{
	fixture->root = vouch_test_mac(&fixture->arena, fixture->folder, "one\ntwo\n",
		ARGUMENTS("--os", os, "--admin", "alice", "--full-name", "Alice Liddell",
			"--password", "-", "--user", "bob", "--password", "-"));
}

static inline const char *shown(struct fixture *fixture)
{
	return vouch_test_simmac(&fixture->arena, NULL, ARGUMENTS("show", fixture->root)).out;
}

#define TOOL(fixture, input, tool, ...) \
	vouch_test_tool(&(fixture)->arena, (fixture)->root, (input), (tool), ARGUMENTS(__VA_ARGS__))

static inline void assert_run(
	struct vouch_test_run run, int status, const char *out, const char *err)
{
	assert_string_equal(run.out, out);
	assert_string_equal(run.err, err);
	assert_int_equal(run.status, status);
}

/* The captured bytes; skips the test, loudly, where the collection is not at hand. */
static inline const char *captured(struct fixture *fixture, const char *path)
{
	struct vouch_bytes bytes;

	if (!vouch_test_captured(&fixture->arena, path, &bytes))
		skip();
	return bytes.data;
}

#endif
