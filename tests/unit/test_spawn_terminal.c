/* test_spawn_terminal.c – a child that asks on a terminal is answered what it asks for, and nothing
 * else. */
#include "spawn_fixture.h"

#include <signal.h>

#include "vouch/base/cleanup.h"

static void a_terminal_is_answered_as_it_asks(void **state)
{
	struct fixture *f = *state;
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret secret = {0};
	const struct vouch_answer answers[] = {
		{"the USER name", "alice", NULL}, {"password for user 'alice':", NULL, &secret}};
	struct vouch_child child = puppet(
		PUPPET_ARGV("ask", "Enter the user name:,Enter the password for user 'alice':"));

	assert_vouch_ok(vouch_secret_set(&secret, "pass word", 9, &f->err), &f->err);
	child.answers = answers;
	child.answer_count = 2;
	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_EXITED);
	assert_int_equal(child.result.status, 0);
	/* Nothing of what was answered is echoed. */
	assert_string_equal(child.result.out.data, "terminals=111\nEnter the user name:\n[alice]\n"
						   "Enter the password for user 'alice':\n"
						   "[pass word]\n");
	assert_int_equal(child.result.err.length, 0);
}

static void a_terminal_needs_not_be_asked(void **state)
{
	struct fixture *f = *state;
	const struct vouch_answer answers[] = {{"password:", "never said", NULL}};
	struct vouch_child child = puppet(PUPPET_ARGV("say", "hello"));

	child.answers = answers;
	child.answer_count = 1;
	run(f, &child);
	assert_int_equal(child.result.status, 3);
	assert_text_contains(child.result.out.data, "out hello\n");
	assert_text_contains(child.result.out.data, "err hello\n");
}

static void who_asks_again_is_hung_up_on(void **state)
{
	struct fixture *f = *state;
	const struct vouch_answer answers[] = {{"password:", "wrong", NULL}};
	struct vouch_child child = puppet(PUPPET_ARGV("nag", "Password:"));

	child.answers = answers;
	child.answer_count = 1;
	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_SIGNALLED);
	assert_int_equal(child.result.status, SIGHUP);
	assert_string_equal(child.result.out.data, "Password:Password:");
}

static void who_asks_for_something_else_meets_the_deadline(void **state)
{
	struct fixture *f = *state;
	const struct vouch_answer answers[] = {{"password:", "unasked", NULL}};
	struct vouch_child child = puppet(PUPPET_ARGV("ask", "Favourite colour:"));

	child.answers = answers;
	child.answer_count = 1;
	child.deadline_ms = SHORT;
	run(f, &child);
	assert_int_equal(child.result.end, VOUCH_END_TIMED_OUT);
	assert_text_contains(child.result.out.data, "Favourite colour:");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_terminal_is_answered_as_it_asks),
		TEST(a_terminal_needs_not_be_asked),
		TEST(who_asks_again_is_hung_up_on),
		TEST(who_asks_for_something_else_meets_the_deadline),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
