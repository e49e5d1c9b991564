/* test_vault.c – no moment at which the vault does not have what it had or is to have, whole. */
#include "vouch_test.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/secrets/keeper.h"
#include "vouch/secrets/vault.h"

static const char alice[] = "A1B2C3D4-0000-4000-8000-0123456789AB";
static const char bob[] = "B1B2C3D4-0000-4000-8000-0123456789AB";

struct fixture {
	struct vouch_arena arena;
	struct vouch_err err;
	char *state;
	struct vouch_vault vault;
	struct vouch_vault_entry entry;
	struct vouch_secret secret;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	if (f == NULL)
		return -1;
	f->state = vouch_test_folder(&f->arena);
	vouch_vault_new(&f->arena, f->state, &f->vault);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	vouch_vault_entry_release(&f->entry);
	vouch_secret_release(&f->secret);
	vouch_test_folder_remove(f->state);
	vouch_arena_release(&f->arena);
	free(f);
	return 0;
}

static const char *path_of(struct fixture *f, const char *uuid)
{
	return vouch_arena_printf(&f->arena, "%s/vault/%s.passwords", f->state, uuid);
}

static int read_entry(struct fixture *f, const char *uuid)
{
	return f->vault.ops->read(f->vault.self, uuid, &f->entry, &f->err);
}

/* Writes one ahead; what it is. */
static const char *stage(struct fixture *f, const char *uuid)
{
	assert_vouch_ok(f->vault.ops->stage(f->vault.self, uuid, "alice", 24, &f->secret, &f->err),
		&f->err);
	return vouch_arena_text(&f->arena, f->secret.bytes);
}

static void settle(
	struct fixture *f, const char *uuid, const char *password, int64_t now, bool alone)
{
	assert_vouch_ok(vouch_secret_set(&f->secret, password, strlen(password), &f->err), &f->err);
	assert_vouch_ok(f->vault.ops->settle(f->vault.self, uuid, &f->secret, now, alone, &f->err),
		&f->err);
}

static void assert_item(struct fixture *f, size_t at, const char *password, int64_t set_at)
{
	assert_true(at < f->entry.count);
	assert_string_equal(f->entry.items[at].secret.bytes, password);
	assert_int_equal(f->entry.items[at].set_at, set_at);
}

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

/* --- what others may have read or written ---------------------------------------------------- */

static void assert_refused(struct fixture *f, const char *message)
{
	assert_int_equal(read_entry(f, alice), -VOUCH_E_SYSTEM);
	assert_text_contains(f->err.msg, message);
	assert_int_equal(
		f->vault.ops->stage(f->vault.self, alice, "alice", 24, &f->secret, &f->err),
		-VOUCH_E_SYSTEM);
	assert_int_equal(f->vault.ops->forget(f->vault.self, alice, &f->err), -VOUCH_E_SYSTEM);
}

static void what_others_can_read_is_refused(void **state)
{
	struct fixture *f = *state;
	const char *folder = vouch_arena_printf(&f->arena, "%s/vault", f->state);

	(void)stage(f, alice);
	assert_int_equal(chmod(path_of(f, alice), 0640), 0);
	assert_refused(f, "mode 0640");
	assert_int_equal(chmod(path_of(f, alice), 0600), 0);
	assert_int_equal(chmod(folder, 0711), 0);
	assert_refused(f, "mode 0711");
	assert_int_equal(chmod(folder, 0700), 0);
	assert_vouch_ok(read_entry(f, alice), &f->err);
}

static void links_are_not_followed(void **state)
{
	struct fixture *f = *state;
	const char *folder = vouch_arena_printf(&f->arena, "%s/vault", f->state);
	const char *moved = vouch_arena_printf(&f->arena, "%s/moved", f->state);

	(void)stage(f, alice);
	assert_int_equal(rename(path_of(f, alice), moved), 0);
	assert_int_equal(symlink(moved, path_of(f, alice)), 0);
	assert_refused(f, "symbolic link");
	assert_int_equal(unlink(path_of(f, alice)), 0);
	assert_int_equal(mkfifo(path_of(f, alice), 0600), 0);
	assert_refused(f, "not a regular file");
	assert_int_equal(unlink(path_of(f, alice)), 0);
	assert_int_equal(unlink(moved), 0);
	assert_int_equal(rename(folder, moved), 0);
	assert_int_equal(symlink(moved, folder), 0);
	assert_refused(f, "symbolic link");
}

/* --- damage ---------------------------------------------------------------------------------- */

static void a_damaged_file_is_refused_and_stays_as_it_is(void **state)
{
	struct fixture *f = *state;
	struct vouch_bytes whole, after;
	const char *password = stage(f, alice);
	size_t i;

	settle(f, alice, password, 1000, true);
	(void)stage(f, alice);
	assert_vouch_ok(
		vouch_file_read(&f->arena, path_of(f, alice), 4096, &whole, &f->err), &f->err);
	for (i = 0; i < whole.length; i++) {
		char *bent = vouch_arena_text_n(&f->arena, whole.data, whole.length);

		bent[i] ^= 1;
		vouch_test_write(
			f->state, vouch_arena_printf(&f->arena, "vault/%s.passwords", alice), bent);
		assert_int_equal(chmod(path_of(f, alice), 0600), 0);
		assert_refused(f, "is damaged");
		assert_null(strstr(f->err.msg, password));
		assert_vouch_ok(
			vouch_file_read(&f->arena, path_of(f, alice), 4096, &after, &f->err),
			&f->err);
		assert_string_equal(after.data, bent);
	}
	for (i = 0; i < whole.length; i++) { /* cut anywhere */
		assert_int_equal(truncate(path_of(f, alice), (off_t)(whole.length - 1 - i)), 0);
		assert_refused(f, "is damaged");
	}
}

static void the_file_of_another_account_is_refused(void **state)
{
	struct fixture *f = *state;

	(void)stage(f, bob);
	assert_int_equal(rename(path_of(f, bob), path_of(f, alice)), 0);
	assert_refused(f, "that of another file");
}

/* --- dying, failing -------------------------------------------------------------------------- */

/* In a child that may write so many bytes: what it wrote then is what a full disk or a death in the
 * middle of a write leaves. Its exit status, or 128 and the signal. */
static int in_child(struct fixture *f, rlim_t bytes, bool dies, void (*work)(struct fixture *f))
{
	struct rlimit limit = {bytes, bytes};
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		(void)signal(SIGXFSZ, dies ? SIG_DFL : SIG_IGN);
		if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
			_exit(3);
		work(f);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int files_in(const char *path)
{
	VOUCH_CLEANUP(vouch_dir_close) DIR *folder = opendir(path);
	const struct dirent *entry;
	int count = 0;

	assert_non_null(folder);
	while ((entry = readdir(folder)) != NULL)
		count += entry->d_name[0] != '.';
	return count;
}

static void stage_alice(struct fixture *f)
{
	if (f->vault.ops->stage(f->vault.self, alice, "alice", 24, &f->secret, &f->err) < 0)
		_exit(1);
}

static void a_write_that_ends_anywhere_loses_nothing(void **state)
{
	struct fixture *f = *state;
	const char *first = stage(f, alice);
	bool done = false;
	rlim_t bytes;

	settle(f, alice, first, 1000, true);
	for (bytes = 0; !done; bytes += 7) {
		bool dies = bytes % 2 == 0;
		int status = in_child(f, bytes, dies, stage_alice);

		done = status == 0;
		if (!done)
			assert_int_equal(status, dies ? 128 + SIGXFSZ : 1);
		assert_vouch_ok(read_entry(f, alice), &f->err);
		assert_int_equal(f->entry.count, done ? 2 : 1);
		assert_item(f, done ? 1 : 0, first, 1000);
		assert_true(bytes < 4096);
	}
	/* What such a death left beside is gone with the next write. */
	settle(f, alice, first, 2000, true);
	assert_int_equal(files_in(vouch_arena_printf(&f->arena, "%s/vault", f->state)), 1);
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

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

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
		CASE(what_others_can_read_is_refused),
		CASE(links_are_not_followed),
		CASE(a_damaged_file_is_refused_and_stays_as_it_is),
		CASE(the_file_of_another_account_is_refused),
		CASE(a_write_that_ends_anywhere_loses_nothing),
		CASE(generated_passwords_keep_to_the_limits_of_the_tools),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
