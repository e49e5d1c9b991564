/* test_exec_records.c – what a run writes down: adoptions, dead tokens, and no password. */
#include "exec_fixture.h"

#include <sys/stat.h>
#include <unistd.h>

static void adoptions_are_recorded_without_a_tool(void **state)
{
	struct room *room = *state;
	struct vouch_adoption adoptions[] = {
		{"bob", "11111111-1111-4111-8111-111111111111", VOUCH_FIELD_STATE, "present"},
		{"bob", "11111111-1111-4111-8111-111111111111", VOUCH_FIELD_ADMIN, "false"},
	};

	steward_and_bob(room);
	room->plan.adoptions.items = adoptions;
	room->plan.adoptions.count = 2;
	run(room);
	assert_int_equal(room->mac->applied_count, 0);
	assert_string_equal(baseline_of(room, "bob")->fields[VOUCH_FIELD_ADMIN], "false");
	adoptions[1].value = NULL;
	run(room);
	assert_null(baseline_of(room, "bob")->fields[VOUCH_FIELD_ADMIN]);
	assert_string_equal(baseline_of(room, "bob")->fields[VOUCH_FIELD_STATE], "present");
}

static int leaky(void *self, const struct vouch_change *change, const struct vouch_account *before,
	const char *new_uuid, const struct vouch_credentials *credentials,
	struct vouch_buf *transcript, struct vouch_err *err)
{
	(void)self;
	(void)change;
	(void)before;
	(void)new_uuid;
	vouch_buf_printf(
		transcript, "line one\nwith %s in \x1b[31m it\n", credentials->user->bytes);
	return vouch_err_set(err, VOUCH_E_APPLY, "refused %s", credentials->by->bytes);
}

static int refuse(void *self, const struct vouch_change *change, const struct vouch_account *before,
	const char *new_uuid, const struct vouch_credentials *credentials,
	struct vouch_buf *transcript, struct vouch_err *err)
{
	(void)self;
	(void)change;
	(void)before;
	(void)new_uuid;
	(void)credentials;
	vouch_buf_text(transcript, "Code=5101, key ABCD-EFGH-2345-JKLM-NPQR-WXYZ\n");
	return vouch_err_set(err, VOUCH_E_APPLY, "Code=5101");
}

static enum vouch_denial by_the_grantor(void *self)
{
	(void)self;
	return VOUCH_DENIAL_GRANTOR;
}

static enum vouch_denial otherwise(void *self)
{
	(void)self;
	return VOUCH_DENIAL_OTHER;
}

/* FACTS 7.5: an administrator whose token looks live and whose password is right, and whom macOS
 * does not let. It is known from then on; any other refusal says nothing of it. */
static void a_grantor_that_macos_refuses_has_a_dead_token(void **state)
{
	struct room *room = *state;
	struct vouch_actor_ops ops = *room->executor.actor->ops;
	const struct vouch_actor actor = {&ops, room->executor.actor->self};
	struct vouch_step_records steps = {0};
	struct vouch_facts facts = {0};

	steward_and_bob(room);
	(void)add_grant(room, "bob", "steward");
	ops.apply = refuse;
	ops.denial = otherwise;
	room->executor.actor = &actor;
	run(room);
	assert_vouch_ok(
		vouch_journal_facts(room->journal, &room->arena, &facts, &room->err), &room->err);
	assert_int_equal(facts.dead_tokens.count, 0);
	ops.denial = by_the_grantor;
	run(room);
	assert_vouch_ok(
		vouch_journal_facts(room->journal, &room->arena, &facts, &room->err), &room->err);
	assert_int_equal(facts.dead_tokens.count, 1);
	assert_vouch_ok(vouch_journal_steps(room->journal, &room->arena, 2, &steps, &room->err),
		&room->err);
	assert_text_contains(steps.items[0].transcript, "Code=5101, key [recovery key]");
	assert_text_contains(steps.items[0].transcript, "token of steward counts as dead");
	/* And is asked for nothing any more. */
	vouch_buf_clear(&room->seen);
	run(room);
	assert_text_contains(
		vouch_buf_get(&room->seen), "token of steward, who vouches, is not live");
}

static void no_password_reaches_the_journal(void **state)
{
	struct room *room = *state;
	struct vouch_actor_ops ops = *room->executor.actor->ops;
	const struct vouch_actor actor = {&ops, room->executor.actor->self};
	struct vouch_step_records steps = {0};

	steward_and_bob(room);
	(void)add_grant(room, "bob", "steward");
	ops.apply = leaky;
	room->executor.actor = &actor;
	run(room);
	assert_vouch_ok(vouch_journal_steps(room->journal, &room->arena, 1, &steps, &room->err),
		&room->err);
	assert_string_equal(
		steps.items[0].transcript, "line one\nwith [password] in \\x1b[31m it\n");
	assert_string_equal(steps.items[0].error, "grant_token bob: refused [password]");
	assert_string_equal(room->result.first.msg, "grant_token bob: refused [password]");
}

static void a_fingerprint_is_of_one_account_one_password_one_key(void **state)
{
	struct room *room = *state;
	struct vouch_fingerprint_key other = room->key, again = {{0}};
	char a[VOUCH_FINGERPRINT_TEXT], b[VOUCH_FINGERPRINT_TEXT], c[VOUCH_FINGERPRINT_TEXT];
	struct vouch_secret secret = {0};
	struct stat status;
	const char *path = vouch_arena_printf(&room->arena, "%s/fingerprint.key", room->folder);

	assert_vouch_ok(vouch_secret_set(&secret, "pw", 2, &room->err), &room->err);
	vouch_fingerprint(&room->key, "ABCD", NULL, &secret, a);
	vouch_fingerprint(&room->key, "abcd", NULL, &secret, b);
	assert_string_equal(a, b);
	vouch_fingerprint(&room->key, "ABCE", NULL, &secret, b);
	assert_string_not_equal(a, b);
	vouch_fingerprint(&room->key, "ABCD", "1540611064.6", &secret, b);
	assert_string_not_equal(a, b);
	vouch_fingerprint(&room->key, "ABCD", "1540611064.7", &secret, c);
	assert_string_not_equal(b, c);
	other.bytes[0] ^= 1;
	vouch_fingerprint(&other, "ABCD", NULL, &secret, b);
	assert_string_not_equal(a, b);
	assert_vouch_ok(vouch_secret_set(&secret, "px", 2, &room->err), &room->err);
	vouch_fingerprint(&room->key, "ABCD", NULL, &secret, b);
	assert_string_not_equal(a, b);
	vouch_secret_release(&secret);

	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0600);
	assert_vouch_ok(vouch_fingerprint_key_open(room->folder, &again, &room->err), &room->err);
	assert_memory_equal(again.bytes, room->key.bytes, sizeof again.bytes);
	assert_int_equal(chmod(path, 0644), 0);
	assert_true(vouch_fingerprint_key_open(room->folder, &again, &room->err) < 0);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("/etc/hostname", path), 0);
	assert_true(vouch_fingerprint_key_open(room->folder, &again, &room->err) < 0);
	assert_text_contains(room->err.msg, "symbolic link");
	assert_int_equal(unlink(path), 0);
	assert_true(vouch_fingerprint_key_read(room->folder, &again, &room->err) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(adoptions_are_recorded_without_a_tool),
		TEST(a_grantor_that_macos_refuses_has_a_dead_token),
		TEST(no_password_reaches_the_journal),
		TEST(a_fingerprint_is_of_one_account_one_password_one_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
