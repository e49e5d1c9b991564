/* test_vault_harm.c – others, damage and death: no moment at which the vault does not have what it
 * had or is to have, whole. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vault_fixture.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(what_others_can_read_is_refused),
		CASE(links_are_not_followed),
		CASE(a_damaged_file_is_refused_and_stays_as_it_is),
		CASE(the_file_of_another_account_is_refused),
		CASE(a_write_that_ends_anywhere_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
