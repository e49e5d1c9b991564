/* garbage.c – nothing that a tool is told or finds breaks it: calls with words changed at random,
 * input that is none, and a store with bytes changed under it.
 *
 * garbage CALLS COUNT [SEED]: CALLS has one call a line. Every tool of the table must stand there.
 * The seed is printed; the same one makes the same calls.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "garbage.h"
#include "mac.h"
#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"
#include "vouch_test.h"

/* -- What must be true ---------------------------------------------------------------------------
 */

static const char *as_text(struct world *world, const struct call *call)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf text = {0};
	size_t i;

	for (i = 0; i < call->count; i++) {
		vouch_buf_text(&text, i ? " '" : "'");
		vouch_text_escape(&text, call->words[i], strlen(call->words[i]));
		vouch_buf_text(&text, "'");
	}
	return vouch_arena_text(&world->round, vouch_buf_get(&text));
}

static bool has_changed(struct world *world)
{
	struct vouch_bytes bytes;
	bool changed;

	if (vouch_file_read(&world->round,
		    vouch_arena_printf(
			    &world->round, "%s/private/var/db/simmac/trace", world->root),
		    64 * FILE_MAX, &bytes, NULL) < 0)
		fail_msg("the trace cannot be read");
	changed = strstr(bytes.data + world->traced, "\neffect\t") != NULL;
	world->traced = bytes.length;
	return changed;
}

/* These say nothing where all is well. */
static bool may_be_silent(const struct call *call)
{
	static const char *const silent[] = {"-authonly", "authonly", "-auth", "auth",
		"-flushcache", "flushcache", "killall", "-show", "asuser", "kickstart", "kill",
		"load", "unload", "start", "stop", "bootstrap", "bootout", "who", "-s", "-q",
		"-search", "search", "-list", "list", "ls", "-readpl", "-o", "scutil", "stat",
		"updatePreboot", "sync", "-c", "-k", "sudo", "su", "-n", "-in", "-i", "-diff",
		"-deletepl"};
	size_t i, n;

	for (i = 0; i < call->count; i++)
		for (n = 0; n < sizeof silent / sizeof *silent; n++)
			if (strcmp(call->words[i], silent[n]) == 0)
				return true;
	return false;
}

/* Errors of the directory end a tool with statuses above 128, too: its signals are told apart. */
static bool is_crash(int status)
{
	static const int signals[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGKILL, SIGSEGV};
	size_t i;

	for (i = 0; i < sizeof signals / sizeof *signals; i++)
		if (status == 128 + signals[i])
			return true;
	return false;
}

/* One is not the last: all are shown at once. */
static void complain(struct world *world, const struct call *call, const char *input,
	const struct vouch_test_run *run, const char *what)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf shown = {0};

	vouch_text_escape(&shown, input, strlen(input));
	if (++world->failures <= 20)
		printf("FAILED: %s\n  input: %.200s\n  exit %d: %s\n  %s\n", as_text(world, call),
			vouch_buf_get(&shown), run->status, what, run->err);
}

static void check(struct world *world, const struct call *call, const char *input,
	const struct vouch_test_run *run, bool store_is_whole)
{
	bool changed = has_changed(world);

	if (is_crash(run->status) || strstr(run->err, "Sanitizer") ||
		strstr(run->err, "runtime error"))
		complain(world, call, input, run, "it crashes");
	if (store_is_whole && run->status == BROKEN)
		complain(world, call, input, run, "the simulation breaks");
	if (store_is_whole && run->status == 0 && !*run->out && !*run->err && !changed &&
		!may_be_silent(call))
		complain(world, call, input, run, "nothing is done, and nothing said");
}

static struct vouch_test_run start(struct world *world, const struct call *call, const char *input)
{
	static const char *const folders[] = {"usr/bin", "usr/sbin", "usr/libexec", "bin", "sbin",
		"System/Library/CoreServices/ManagedClient.app/Contents/Resources"};
	struct call whole = *call;
	size_t i;

	for (i = 0; i < sizeof folders / sizeof *folders; i++) {
		whole.words[0] = vouch_arena_printf(
			&world->round, "%s/%s/%s", world->root, folders[i], call->words[0]);
		if (access(whole.words[0], X_OK) == 0)
			return vouch_test_run(&world->round, input, whole.words);
	}
	fail_msg("%s: there is no such tool", call->words[0]);
	return (struct vouch_test_run){0};
}

static void still_whole(struct world *world)
{
	static const char *const questions[][4] = {{"dscl", ".", "-readall", "/Users"},
		{"dscl", ".", "-readall", "/Groups"}, {"fdesetup", "status"},
		{"diskutil", "apfs", "list"}};
	size_t i, w;

	for (i = 0; i < sizeof questions / sizeof *questions; i++) {
		struct call call = {.count = 0};
		struct vouch_test_run run;

		for (w = 0; w < 4 && questions[i][w]; w++)
			call.words[call.count++] = questions[i][w];
		run = start(world, &call, "");
		if (run.status != 0)
			fail_msg("%s: exit %d: %s", as_text(world, &call), run.status, run.err);
	}
}

/* -- The rounds ----------------------------------------------------------------------------------
 */

static void make(struct world *world)
{
	static const char import[] =
		"0x0A 0x5C 0x3A 0x2C dsRecTypeStandard:Users 2 dsAttrTypeStandard:RecordName "
		"dsAttrTypeStandard:UniqueID\nimp:660\n";

	world->root = vouch_test_mac(&world->arena, world->folder, "pw-setup\npw-bob\n",
		ARGUMENTS("--os", "14.5", "--iterations", "10", "--admin", "setup", "--password",
			"-", "--user", "bob", "--full-name", "Bob Ross", "--password", "-"));
	world->traced = 0;
	vouch_test_write(world->folder, "import", import);
	vouch_test_write(world->folder, "list.plist",
		"<plist version=\"1.0\"><dict><key>a</key><array><string>x</string></array></dict>"
		"</plist>");
}

static void call_with_garbage(struct world *world, size_t place)
{
	struct call call = world->calls.items[place];
	const char *input = garbage_input(world);
	size_t changes = garbage_pick(world, 4);
	struct vouch_test_run run;

	while (changes-- > 0)
		garbage_change(world, &call);
	run = start(world, &call, input);
	check(world, &call, input, &run, true);
}

static void list_files(struct world *world)
{
	char *next, *line = vouch_arena_text(&world->arena,
			    vouch_test_run(&world->arena, "",
				    ARGUMENTS("/usr/bin/find", world->root, "-type", "f", "-size",
					    "-64k", "(", "-name", "*.plist", "-o", "-name",
					    ".simmac", ")"))
				    .out);

	for (; *line; line = next) {
		next = line + strcspn(line, "\n");
		if (*next)
			*next++ = '\0';
		*VOUCH_PUSH(&world->arena, &world->files) = line;
	}
	assert_true(world->files.count > 20);
}

static struct vouch_buf spoil(struct world *world, const struct vouch_bytes *bytes)
{
	struct vouch_buf spoilt = {0};
	size_t how = garbage_pick(world, 4), times = 1 + garbage_pick(world, 8);

	vouch_buf_add(&spoilt, bytes->data, bytes->length);
	if (how == 0 && spoilt.length > 0)
		spoilt.length = garbage_pick(world, spoilt.length);
	else if (how == 1)
		vouch_buf_text(&spoilt, garbage_input(world));
	else
		while (times-- > 0 && spoilt.length > 0)
			spoilt.bytes[garbage_pick(world, spoilt.length)] =
				how == 2 ? (char)garbage_pick(world, 256)
					 : "<>/0\"\n"[garbage_pick(world, 6)];
	return spoilt;
}

static void call_on_garbage(struct world *world, size_t place)
{
	const char *path = world->files.items[garbage_pick(world, world->files.count)];
	struct vouch_bytes bytes;
	struct vouch_err err = {0};
	size_t n;

	/* A record may have gone by a call before. */
	if (vouch_file_read(&world->round, path, FILE_MAX, &bytes, &err) < 0)
		return;
	{
		VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf spoilt = spoil(world, &bytes);
		FILE *file = fopen(path, "w");

		assert_non_null(file);
		(void)fwrite(spoilt.bytes, 1, spoilt.length, file);
		(void)fclose(file);
	}
	for (n = 0; n < 4; n++) {
		const struct call *call =
			&world->calls.items[(place + n * 37) % world->calls.count];
		struct vouch_test_run run = start(world, call, "pw-setup\n");

		check(world, call, path, &run, false);
	}
	{
		FILE *file = fopen(path, "w");

		assert_non_null(file);
		(void)fwrite(bytes.data, 1, bytes.length, file);
		(void)fclose(file);
	}
}

/* From the command line: cmocka hands nothing on to a test. */
static uint64_t seed_of_test;
static size_t count_of_test;
static const char *calls_of_test;

static void begin(struct world *world)
{
	*world = (struct world){.random = seed_of_test};
	world->folder = vouch_test_folder(&world->arena);
	garbage_read_calls(world, calls_of_test);
	make(world);
	/* Some calls leave files where they are started. */
	assert_int_equal(chdir(world->folder), 0);
}

static void end(struct world *world)
{
	assert_int_equal(chdir("/"), 0);
	vouch_test_folder_remove(world->folder);
	assert_int_equal(world->failures, 0);
	vouch_arena_release(&world->round);
	vouch_arena_release(&world->arena);
}

/* But for those that would take the host's own files: copies of folders, scripts with w and r. */
static void every_tool_has_a_call(void **state)
{
	static const char *const left_out[] = {"ditto", "sed"};
	struct world world;
	char *line, *next;

	(void)state;
	begin(&world);
	line = vouch_arena_text(&world.arena,
		vouch_test_run(&world.arena, "",
			ARGUMENTS("/usr/bin/find", world.root, "-type", "f", "-perm", "-100"))
			.out);
	for (; *line; line = next) {
		const char *name = line;
		bool found = false;
		size_t i;

		next = line + strcspn(line, "\n");
		if (*next)
			*next++ = '\0';
		if (strrchr(line, '/'))
			name = strrchr(line, '/') + 1;
		for (i = 0; i < sizeof left_out / sizeof *left_out; i++)
			found |= strcmp(left_out[i], name) == 0;
		for (i = 0; i < world.calls.count; i++)
			found |= strcmp(world.calls.items[i].words[0], name) == 0;
		if (!found)
			fail_msg("%s: garbage.calls has no call of it", name);
	}
	end(&world);
}

static void no_words_break_a_tool(void **state)
{
	struct world world;
	size_t i;

	(void)state;
	begin(&world);
	for (i = 0; i < count_of_test; i++) {
		call_with_garbage(&world, i % world.calls.count);
		if (i % 100 == 99)
			still_whole(&world);
		vouch_arena_release(&world.round);
	}
	still_whole(&world);
	end(&world);
}

static void no_file_breaks_a_tool(void **state)
{
	struct world world;
	size_t i;

	(void)state;
	begin(&world);
	list_files(&world);
	for (i = 0; i < count_of_test / 4; i++) {
		call_on_garbage(&world, garbage_pick(&world, world.calls.count));
		vouch_arena_release(&world.round);
	}
	end(&world);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_tool_has_a_call),
		cmocka_unit_test(no_words_break_a_tool), cmocka_unit_test(no_file_breaks_a_tool)};

	if (argc < 3)
		return 64;
	calls_of_test = realpath(argv[1], NULL); /* for the life of the test */
	if (!calls_of_test)
		return 66;
	count_of_test = strtoul(argv[2], NULL, 10);
	seed_of_test = argc > 3 ? strtoull(argv[3], NULL, 10) : (uint64_t)time(NULL) * 2654435761U;
	seed_of_test |= 1;
	/* What a call starts by name (launchctl asuser, sudo) must not be the host's. */
	(void)setenv("PATH", "/nonexistent", 1);
	printf("seed %llu\n", (unsigned long long)seed_of_test);
	(void)fflush(stdout);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
