/* test_vault.c – what is kept, in which order, and when it is forgotten. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vault_fixture.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/secrets/keeper.h"

static void nothing_is_made_by_looking(void **state)
{
	struct fixture *f = *state;
	bool owed = true;

	assert_vouch_ok(read_entry(f, alice), &f->err);
	assert_int_equal(f->entry.count, 0);
	assert_vouch_ok(f->vault.ops->keys(f->vault.self, &f->entry, &owed, &f->err), &f->err);
	assert_int_equal(f->entry.count, 0);
	assert_false(owed);
	assert_int_equal(access(vouch_arena_printf(&f->arena, "%s/vault", f->state), F_OK), -1);
}

static void the_new_one_stands_beside_the_old_until_it_is_proved(void **state)
{
	struct fixture *f = *state;
	const char *first = stage(f, alice), *second;

	assert_vouch_ok(read_entry(f, alice), &f->err);
	assert_int_equal(f->entry.count, 1);
	assert_item(f, 0, first, 0);
	settle(f, alice, first, 1000, true);
	second = stage(f, alice);
	assert_string_not_equal(first, second);
	assert_vouch_ok(read_entry(f, alice), &f->err);
	assert_int_equal(f->entry.count, 2);
	assert_item(f, 0, second, 0);
	assert_item(f, 1, first, 1000);
	settle(f, alice, second, 2000, false); /* seen, but not proved */
	assert_vouch_ok(read_entry(f, alice), &f->err);
	assert_int_equal(f->entry.count, 2);
	assert_item(f, 0, second, 2000);
	assert_item(f, 1, first, 1000);
	settle(f, alice, second, 3000, true);
	assert_vouch_ok(read_entry(f, alice), &f->err);
	assert_int_equal(f->entry.count, 1);
	assert_item(f, 0, second, 2000);
}

static void what_was_made_for_a_change_that_did_not_come_is_used_again(void **state)
{
	struct fixture *f = *state;
	const char *first = stage(f, alice), *again = stage(f, alice), *other = stage(f, bob);

	assert_string_equal(first, again);
	assert_string_not_equal(first, other);
}

static void one_of_another_length_is_made_beside_it(void **state)
{
	struct fixture *f = *state;
	const char *first = stage(f, alice), *second, *third;

	settle(f, alice, first, 1000, true);
	second = stage(f, alice);
	assert_vouch_ok(f->vault.ops->stage(f->vault.self, alice, "alice", 40, &f->secret, &f->err),
		&f->err);
	assert_int_equal(f->secret.length, 40);
	third = vouch_arena_text(&f->arena, f->secret.bytes);
	/* No matter how often: what the account has stays. */
	assert_vouch_ok(f->vault.ops->stage(f->vault.self, alice, "alice", 50, &f->secret, &f->err),
		&f->err);
	assert_string_equal(f->secret.bytes, third);
	assert_vouch_ok(read_entry(f, alice), &f->err);
	assert_int_equal(f->entry.count, 3);
	assert_item(f, 0, third, 0);
	assert_item(f, 1, second, 0);
	assert_item(f, 2, first, 1000);
	settle(f, alice, third, 2000, true);
	assert_vouch_ok(read_entry(f, alice), &f->err);
	assert_int_equal(f->entry.count, 1);
	assert_item(f, 0, third, 2000);
}

static void the_old_one_may_turn_out_to_be_the_one(void **state)
{
	struct fixture *f = *state;
	const char *first = stage(f, alice), *second;

	settle(f, alice, first, 1000, true);
	second = stage(f, alice);
	settle(f, alice, first, 2000, false);
	assert_vouch_ok(read_entry(f, alice), &f->err);
	assert_item(f, 0, second, 0); /* still written ahead */
	assert_item(f, 1, first, 1000);
	settle(f, alice, second, 2000, false);
	settle(f, alice, first, 3000, false); /* somebody set it back */
	assert_vouch_ok(read_entry(f, alice), &f->err);
	assert_item(f, 0, first, 1000);
	assert_item(f, 1, second, 2000);
}

static void of_those_never_proved_the_oldest_goes(void **state)
{
	struct fixture *f = *state;
	const char *last = NULL;
	int i;

	for (i = 1; i <= VOUCH_VAULT_MOST + 2; i++) {
		last = stage(f, alice);
		settle(f, alice, last, i, false);
	}
	assert_vouch_ok(read_entry(f, alice), &f->err);
	assert_int_equal(f->entry.count, VOUCH_VAULT_MOST);
	assert_item(f, 0, last, VOUCH_VAULT_MOST + 2);
}

static void only_what_was_written_ahead_is_forgotten(void **state)
{
	struct fixture *f = *state;
	const char *first = stage(f, alice);

	settle(f, alice, first, 1000, true);
	(void)stage(f, alice);
	assert_vouch_ok(f->vault.ops->forget(f->vault.self, alice, &f->err), &f->err);
	assert_vouch_ok(f->vault.ops->forget(f->vault.self, alice, &f->err), &f->err);
	assert_vouch_ok(read_entry(f, alice), &f->err);
	assert_int_equal(f->entry.count, 1);
	assert_item(f, 0, first, 1000);
	(void)stage(f, bob);
	assert_vouch_ok(f->vault.ops->forget(f->vault.self, bob, &f->err), &f->err);
	assert_int_equal(access(path_of(f, bob), F_OK), -1);
}

static void a_password_that_was_never_written_ahead_is_refused(void **state)
{
	struct fixture *f = *state;

	(void)stage(f, alice);
	assert_vouch_ok(vouch_secret_set(&f->secret, "another", 7, &f->err), &f->err);
	assert_int_equal(f->vault.ops->settle(f->vault.self, alice, &f->secret, 1, true, &f->err),
		-VOUCH_E_BUG);
}

static void accounts_are_known_by_their_uuid_alone(void **state)
{
	struct fixture *f = *state;
	const char *first = stage(f, alice);

	assert_vouch_ok(read_entry(f, "a1b2c3d4-0000-4000-8000-0123456789ab"), &f->err);
	assert_item(f, 0, first, 0);
	assert_int_equal(read_entry(f, "../../etc/passwd"), -VOUCH_E_BUG);
	assert_int_equal(read_entry(f, NULL), -VOUCH_E_BUG);
	assert_int_equal(f->vault.ops->stage(f->vault.self, bob, "a\n0 b", 24, &f->secret, &f->err),
		-VOUCH_E_BUG);
}

static void a_recovery_key_is_owed_from_before_it_is_made(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ";
	bool owed = false;

	assert_vouch_ok(f->vault.ops->begin_key(f->vault.self, &f->err), &f->err);
	assert_vouch_ok(f->vault.ops->begin_key(f->vault.self, &f->err), &f->err);
	assert_vouch_ok(f->vault.ops->keys(f->vault.self, &f->entry, &owed, &f->err), &f->err);
	assert_true(owed);
	assert_int_equal(f->entry.count, 0);
	assert_vouch_ok(vouch_secret_set(&f->secret, text, strlen(text), &f->err), &f->err);
	assert_vouch_ok(f->vault.ops->keep_key(f->vault.self, &f->secret, 1000, &f->err), &f->err);
	assert_vouch_ok(f->vault.ops->begin_key(f->vault.self, &f->err), &f->err);
	assert_vouch_ok(f->vault.ops->drop_key(f->vault.self, &f->err), &f->err);
	assert_vouch_ok(f->vault.ops->keys(f->vault.self, &f->entry, &owed, &f->err), &f->err);
	assert_false(owed);
	assert_int_equal(f->entry.count, 1);
	assert_item(f, 0, text, 1000);
}

/* --- what is made ---------------------------------------------------------------------------- */

static void generated_passwords_keep_to_the_limits_of_the_tools(void **state)
{
	struct fixture *f = *state;
	int seen[256] = {0};
	int64_t length;
	size_t i;

	for (length = 12; length <= 127; length++) {
		assert_vouch_ok(vouch_password_generate(length, &f->secret, &f->err), &f->err);
		assert_int_equal(f->secret.length, length);
		assert_vouch_ok(vouch_password_check(&f->secret, "it", &f->err), &f->err);
		assert_true(isalnum((unsigned char)f->secret.bytes[0]));
		assert_non_null(strpbrk(f->secret.bytes, ".-_"));
		for (i = 0; i < f->secret.length; i++)
			seen[(unsigned char)f->secret.bytes[i]]++;
	}
	for (i = 0; i < 256; i++)
		assert_int_equal(seen[i] > 0, i > 0 && strchr("ABCDEFGHJKLMNPQRSTUVWXYZ"
							      "abcdefghijkmnopqrstuvwxyz23456789"
							      ".-_",
							       (int)i) != NULL);
	assert_int_equal(vouch_password_generate(11, &f->secret, &f->err), -VOUCH_E_BUG);
	assert_int_equal(vouch_password_generate(128, &f->secret, &f->err), -VOUCH_E_BUG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(nothing_is_made_by_looking),
		CASE(the_new_one_stands_beside_the_old_until_it_is_proved),
		CASE(what_was_made_for_a_change_that_did_not_come_is_used_again),
		CASE(one_of_another_length_is_made_beside_it),
		CASE(the_old_one_may_turn_out_to_be_the_one),
		CASE(of_those_never_proved_the_oldest_goes),
		CASE(only_what_was_written_ahead_is_forgotten),
		CASE(a_password_that_was_never_written_ahead_is_refused),
		CASE(accounts_are_known_by_their_uuid_alone),
		CASE(a_recovery_key_is_owed_from_before_it_is_made),
		CASE(generated_passwords_keep_to_the_limits_of_the_tools),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
