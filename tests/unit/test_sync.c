/* test_sync.c – where the files of a repository come from, and what if nobody answers. */
#include "vouch_test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "vouch/app/sync.h"

struct fixture {
	struct vouch_arena arena;
	struct vouch_err err;
	char *folder, *repo, *state;
	struct vouch_source source;
	char note[600];
};

static int setup(void **state)
{
	static struct fixture fixture;

	memset(&fixture, 0, sizeof fixture);
	fixture.folder = vouch_test_folder(&fixture.arena);
	fixture.repo = vouch_arena_printf(&fixture.arena, "%s/repo", fixture.folder);
	fixture.state = vouch_arena_printf(&fixture.arena, "%s/state", fixture.folder);
	vouch_test_write(fixture.folder, "repo/vouch.yaml", "vouch: 1\n");
	*state = &fixture;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;

	vouch_test_folder_remove(fixture->folder);
	vouch_arena_release(&fixture->arena);
	return 0;
}

static void keep_note(void *self, const char *message)
{
	struct fixture *fixture = self;

	(void)strncpy(fixture->note, message, sizeof fixture->note - 1);
}

static int sync_from(struct fixture *fixture, const char *repo, const char *rev)
{
	struct vouch_sync_wish wish = {.repo = repo,
		.rev = rev,
		.folder = fixture->state,
		.deadline_ms = 1000,
		.note = keep_note,
		.self = fixture};

	return vouch_sync(&fixture->arena, &wish, &fixture->source, &fixture->err);
}

static void a_folder_is_read_as_it_lies_there(void **state)
{
	struct fixture *fixture = *state;

	assert_vouch_ok(sync_from(fixture, fixture->repo, NULL), &fixture->err);
	assert_null(fixture->source.revision);
	assert_non_null(vouch_source_find(&fixture->source, "vouch.yaml"));
	assert_int_not_equal(access(fixture->state, F_OK), 0); /* no mirror, nothing made */
}

static void a_folder_has_no_revisions(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(sync_from(fixture, fixture->repo, "main"), -(int)VOUCH_E_USAGE);
	assert_text_contains(fixture->err.msg, "--rev");
	assert_int_equal(sync_from(fixture, "/nowhere/at/all", NULL), -(int)VOUCH_E_SOURCE);
	assert_text_contains(fixture->err.msg, "/nowhere/at/all");
}

/* A server that takes connections and never says a word. */
static int mute_server(char *url, size_t room)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t length = sizeof address;
	int server = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_true(server >= 0);
	assert_int_equal(bind(server, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(server, 8), 0);
	assert_int_equal(getsockname(server, (struct sockaddr *)&address, &length), 0);
	assert_true(
		snprintf(url, room, "https://127.0.0.1:%d/fleet.git", ntohs(address.sin_port)) > 0);
	return server;
}

static void a_mute_server_does_not_hold_the_run(void **state)
{
	struct fixture *fixture = *state;
	char url[64];
	int server = mute_server(url, sizeof url);

	assert_int_equal(sync_from(fixture, url, NULL), -(int)VOUCH_E_SOURCE);
	assert_text_contains(fixture->err.msg, "vouch-git got no answer");
	assert_int_equal(fixture->note[0], '\0');
	(void)close(server);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_folder_is_read_as_it_lies_there, setup, teardown),
		cmocka_unit_test_setup_teardown(a_folder_has_no_revisions, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_mute_server_does_not_hold_the_run, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
