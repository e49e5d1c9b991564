/* test_spawn_streams.c – what goes into a child and comes out of one: whole, side by side, bounded,
 * secrets apart. */
#include "spawn_fixture.h"

#include <string.h>

#include "vouch/base/cleanup.h"

static void input_reaches_it_whole(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("cat"));
	size_t length = 300000;
	char *text = vouch_arena_alloc(&f->arena, length);
	struct vouch_bytes input = {text, length};

	memset(text, 'a', length);
	text[length - 1] = 'z';
	child.input = &input;
	run(f, &child);
	assert_int_equal(child.result.out.length, length);
	assert_memory_equal(child.result.out.data, text, length);
}

static void no_input_is_the_null_device(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("cat"));
	struct vouch_bytes nothing = {"", 0};

	run(f, &child);
	assert_int_equal(child.result.status, 0);
	assert_int_equal(child.result.out.length, 0);
	child.input = &nothing;
	run(f, &child);
	assert_int_equal(child.result.out.length, 0);
}

/* It fills its output pipe before it reads its input: neither side may wait for the other. */
static void feeding_and_reading_interleave(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("spew", "262144"));
	char *text = vouch_arena_alloc(&f->arena, 200000);
	struct vouch_bytes input = {text, 200000};

	child.input = &input;
	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_EXITED);
	assert_int_equal(child.result.out.length, 462144);
}

static void secrets_go_line_by_line(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("cat"));
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret first = {0}, empty = {0};
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret second = {0};
	const struct vouch_secret *const lines[] = {&first, &empty, &second, NULL};

	assert_vouch_ok(vouch_secret_set(&first, "administrator", 13, &f->err), &f->err);
	assert_vouch_ok(vouch_secret_set(&second, "target", 6, &f->err), &f->err);
	child.secret_lines = lines;
	run(f, &child);
	assert_string_equal(child.result.out.data, "administrator\n\ntarget\n");
}

static void secrets_longer_than_the_pipe_arrive(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("cat"));
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret line = {0};
	const struct vouch_secret *lines[65];
	char text[4000];
	size_t i;

	memset(text, 's', sizeof text);
	assert_vouch_ok(vouch_secret_set(&line, text, sizeof text, &f->err), &f->err);
	for (i = 0; i < 64; i++)
		lines[i] = &line;
	lines[64] = NULL;
	child.secret_lines = lines;
	run(f, &child);
	assert_int_equal(child.result.out.length, 64 * 4001);
	for (i = 1; i <= 64; i++)
		assert_int_equal(child.result.out.data[i * 4001 - 1], '\n');
}

static void who_does_not_read_is_no_error(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("close"));
	char *text = vouch_arena_alloc(&f->arena, 300000);
	struct vouch_bytes input = {text, 300000};

	child.input = &input;
	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_EXITED);
	assert_int_equal(child.result.status, 7);
}

static void output_beyond_the_cap_is_dropped_and_told(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("spew", "204800"));

	child.output_cap = 1000;
	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_EXITED);
	assert_int_equal(child.result.out.length, 1000);
	assert_true(child.result.out_cut);
	assert_false(child.result.err_cut);
}

static void secret_output_stays_out_of_the_result(void **state)
{
	struct fixture *f = *state;
	struct vouch_child child = puppet(PUPPET_ARGV("say", "hunter2"));
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret secret = {0};

	child.secret_out = &secret;
	run(f, &child);
	assert_int_equal(child.result.out.length, 0);
	assert_int_equal(secret.length, 12);
	assert_string_equal(secret.bytes, "out hunter2\n");
	child = puppet(PUPPET_ARGV("spew", "8192"));
	child.secret_out = &secret;
	run(f, &child);
	assert_int_equal(secret.length, VOUCH_SECRET_MAX);
	assert_true(child.result.out_cut);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(input_reaches_it_whole),
		TEST(no_input_is_the_null_device),
		TEST(feeding_and_reading_interleave),
		TEST(secrets_go_line_by_line),
		TEST(secrets_longer_than_the_pipe_arrive),
		TEST(who_does_not_read_is_no_error),
		TEST(output_beyond_the_cap_is_dropped_and_told),
		TEST(secret_output_stays_out_of_the_result),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
